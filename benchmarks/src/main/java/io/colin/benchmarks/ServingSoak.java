package io.colin.benchmarks;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.Bar;
import io.colin.api.signal.ModelInput;
import io.colin.api.signal.Signal;
import io.colin.ml.BarTraining;
import io.colin.ml.TrainedModel;
import io.colin.ml.cost.HalfSpread;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.network.LstmSettings;
import io.colin.ml.preset.Preset;
import io.colin.ml.serving.BarSignalModel;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Whether serving and retraining leave memory behind. A round trains a small network anew, serves it for an hour of event
 * time to a hundred symbols that close a bar every minute, all judged together, and closes it; then everything is collected
 * and heap and resident memory are read. After some rounds of warm-up neither may grow.
 */
public final class ServingSoak {
    private static final String USAGE = """
        Usage: benchmarks/run ServingSoak [--rounds N] [--warm-up N] [--symbols N] [--minutes N]
          --rounds N   retrainings that are judged, each followed by an hour of serving (20)
          --warm-up N  rounds before them (10)
          --symbols N  symbols that close a bar at once (100)
          --minutes N  length of that hour (60)
        Give the JVM a fixed heap that is touched from the start, so that resident memory shows native memory alone:
          COLIN_JAVA_OPTS='-Xms512m -Xmx512m -XX:+AlwaysPreTouch' benchmarks/run ServingSoak
        """;
    private static final int TRAINING_BARS = 1_600;
    private static final long START_NS = 1_385_337_600_000_000_000L;
    private static final double HEAP_TOLERANCE_MB = 2;
    private static final double RESIDENT_TOLERANCE_MB = 8;

    private final Load load;
    private final PrintStream out;
    private final List<TrendingBars> markets = new ArrayList<>();
    private final Set<Symbol> symbols = new LinkedHashSet<>();
    private final Preset preset;

    /**
     * How much is done.
     *
     * @param rounds judged
     * @param warmUp rounds before
     * @param symbols that close a bar at once
     * @param minutes of event time a round serves
     */
    record Load(int rounds, int warmUp, int symbols, int minutes) {
        Load {
            Require.within("rounds", rounds, 2, 10_000);
            Require.within("warm-up", warmUp, 0, 10_000);
            Require.within("symbols", symbols, 1, 10_000);
            Require.within("minutes", minutes, 1, 100_000);
        }

        static Load parse(String... args) {
            Load load = new Load(20, 10, 100, 60);
            for (int i = 0; i < args.length; i += 2) {
                Require.that(i + 1 < args.length, args[i], "must have a value", "none");
                int value = Integer.parseInt(args[i + 1]);
                load = switch (args[i]) {
                    case "--rounds" -> new Load(value, load.warmUp, load.symbols, load.minutes);
                    case "--warm-up" -> new Load(load.rounds, value, load.symbols, load.minutes);
                    case "--symbols" -> new Load(load.rounds, load.warmUp, value, load.minutes);
                    case "--minutes" -> new Load(load.rounds, load.warmUp, load.symbols, value);
                    default -> throw Require.broken("option", "must be one of the usage", args[i]);
                };
            }
            return load;
        }
    }

    private ServingSoak(Load load, PrintStream out) {
        this.load = load;
        this.out = out;
        LstmSettings network =
                new LstmSettings(10, 64, 2, 16, 0.1, new LstmSettings.Training(64, 3, 5e-3, 1e-5, 1, 2, 3));
        this.preset = Preset.demonstration().toBuilder()
                .name("soak")
                .network(network)
                .minSamples(300)
                .minScores(40)
                .build();
        int bars = preset.schema().warmUpBars() + network.steps() - 2 + load.minutes();
        // After the training data, as serving is.
        long startNs = START_NS + TRAINING_BARS * TrendingBars.MINUTE_NS;
        for (int i = 0; i < load.symbols(); i++) {
            Symbol symbol = Symbol.of("S" + i + "/USD");
            symbols.add(symbol);
            markets.add(new TrendingBars(symbol, startNs, bars, 1_000 + i));
        }
    }

    /** Runs all rounds; true when memory stayed flat. */
    static boolean run(Load load, PrintStream out) throws IOException {
        return new ServingSoak(load, out).run();
    }

    private boolean run() throws IOException {
        out.printf(
                Locale.ROOT,
                "%s %s, %d processors, heap of at most %d MB%n",
                System.getProperty("java.vm.name"),
                System.getProperty("java.vm.version"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20);
        out.printf(
                Locale.ROOT,
                "each round: a retraining, then %d minutes of %d symbols%n",
                load.minutes(),
                load.symbols());
        out.printf(Locale.ROOT, "%7s %9s %12s %14s%n", "round", "signals", "heap MB", "resident MB");
        MemoryTrend memory = new MemoryTrend();
        for (int round = 1; round <= load.warmUp() + load.rounds(); round++) {
            long signals = round(round);
            MemoryTrend.Sample sample = memory.take();
            out.printf(
                    Locale.ROOT,
                    "%5d%2s %9d %12.1f %14s%n",
                    round,
                    round <= load.warmUp() ? "*" : "",
                    signals,
                    sample.heapMb(),
                    shown(sample.residentMb()));
        }
        return verdict(memory);
    }

    private boolean verdict(MemoryTrend memory) {
        double heap = memory.heapGrowthMb(load.warmUp());
        OptionalDouble resident = memory.residentGrowthMb(load.warmUp());
        boolean flat = heap <= HEAP_TOLERANCE_MB && resident.orElse(0) <= RESIDENT_TOLERANCE_MB;
        out.printf(
                Locale.ROOT,
                "growth over the rounds without *: heap %.1f MB (at most %.0f), resident %s MB (at"
                        + " most %.0f): %s%n",
                heap,
                HEAP_TOLERANCE_MB,
                shown(resident),
                RESIDENT_TOLERANCE_MB,
                flat ? "flat" : "NOT FLAT");
        return flat;
    }

    private static String shown(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.1f", value.getAsDouble()) : "not known here";
    }

    private long round(int number) {
        Instrument traded = Instrument.spot("BTC/USD").build();
        TrainedModel model = BarTraining.builder()
                .source(new TrendingBars(traded.symbol(), START_NS, TRAINING_BARS, number))
                .instrument(traded)
                .preset(preset)
                .costs(new TradingCosts(1, HalfSpread.fixed(1), 0))
                .build()
                .train();
        try (BarSignalModel served = BarSignalModel.of(model.file(), symbols)) {
            return serve(served);
        }
    }

    private long serve(BarSignalModel served) {
        long signals = 0;
        int bars = markets.getFirst().bars().size();
        for (int i = 0; i < bars; i++) {
            List<ModelInput> inputs = new ArrayList<>(markets.size());
            for (TrendingBars market : markets) {
                Bar bar = market.bars().get(i);
                served.observe(bar).ifPresent(inputs::add);
            }
            signals += served.evaluate(inputs).stream()
                    .filter(Signal.class::isInstance)
                    .count();
        }
        return signals;
    }

    /**
     * Runs the rounds and exits with 1 when memory grew.
     *
     * @param args see {@code --help}
     * @throws IOException if the system's view of the process cannot be read
     */
    public static void main(String[] args) throws IOException {
        if (args.length > 0 && args[0].equals("--help")) {
            System.out.print(USAGE);
            return;
        }
        if (!run(Load.parse(args), System.out)) {
            System.exit(1);
        }
    }
}
