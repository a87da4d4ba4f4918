package io.colin.benchmarks;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.signal.SignalReason;
import io.colin.execution.algo.Immediate;
import io.colin.execution.engine.RunReport;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.venue.paper.PaperVenue;
import io.colin.ml.BarTraining;
import io.colin.ml.cost.HalfSpread;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.network.LstmSettings;
import io.colin.ml.preset.Preset;
import io.colin.ml.registry.ModelFile;
import io.colin.ml.serving.BarSignalModel;
import io.colin.risk.RiskLimits;
import io.colin.risk.gate.StandardGate;
import io.colin.risk.sizing.EquityShare;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A replay of a hundred symbols with the standard gate and the default network (2 × 128 units over 60 steps) on the
 * columns that trades fill: a trade a second of each symbol, and every minute all of them close a bar and are judged at
 * once. The network is trained for one epoch, which changes what it says and not how long it takes. {@code events} is a
 * rate a second over the whole run, the warm-up on bars included.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the @Setup method before anything else
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 8, time = 10)
@Measurement(iterations = 3, time = 10)
@Fork(1)
public class PanelBenchmark {
    private static final long START_NS = 1_700_000_040_000_000_000L;
    private static final int TRAINING_BARS = 1_600;
    /** The way of the training too: what is unlike it would be refused before the network is asked. */
    private static final long SEED = 1;

    private static final Duration QUIET = Duration.ofSeconds(60);

    /** How many symbols. */
    @Param("100")
    public int symbols;

    /** Minutes of trades. */
    @Param("20")
    public int minutes;

    /** Units of a layer of the network; the default is 128. */
    @Param("128")
    public int units;

    private List<Instrument> universe;
    private ModelFile model;
    private PanelMarket market;

    /** What a replay did, counted by JMH as rates. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Work {
        /** Market events taken. */
        public long events;
        /** Decision points the network judged; what is unlike its training is refused before. */
        public long judged;
        /** Fills of orders that followed from signals. */
        public long fills;
    }

    /** Trains the model and makes the market. */
    @Setup(Level.Trial)
    public void prepare() {
        universe = IntStream.range(0, symbols)
                .mapToObj(i -> Instrument.spot("S" + i + "/USD").build())
                .toList();
        LstmSettings network =
                new LstmSettings(60, units, 2, 32, 0.2, new LstmSettings.Training(64, 1, 1e-3, 1e-5, 1, 5, 10));
        Preset preset = Preset.demonstration().toBuilder()
                .name("panel")
                .network(network)
                .minSamples(300)
                .minScores(40)
                .build();
        Instrument first = universe.getFirst();
        model = BarTraining.builder()
                .source(new TrendingBars(first.symbol(), START_NS, TRAINING_BARS, SEED))
                .instrument(first)
                .preset(preset)
                .costs(new TradingCosts(1, HalfSpread.fixed(1), 0))
                .build()
                .train()
                .file();
        List<Symbol> names = universe.stream().map(Instrument::symbol).toList();
        int warmUp = preset.schema().warmUpBars() + network.steps();
        market = new PanelMarket(names, START_NS + TRAINING_BARS * TrendingBars.MINUTE_NS, warmUp, minutes, SEED);
    }

    /** Signals, risk, orders and fills. */
    @Benchmark
    public RunReport replay(Work work) {
        StandardGate gate = StandardGate.builder()
                .limits(RiskLimits.demonstration().build())
                .build();
        gate.figures().seed(ArmedGate.history(List.copyOf(market.symbols()), market.liveFromNs()));
        RunReport report = TradingEngine.builder()
                .instruments(universe)
                .source(market)
                .model(BarSignalModel.of(model, Set.copyOf(market.symbols())))
                .sizer(EquityShare.builder().build())
                .initialCash(new BigDecimal("1000000"))
                .gate(gate)
                .algo(Immediate.builder().capBps(60).maxQuoteAge(QUIET).build())
                .router(NetPriceRouter.builder()
                        .maxBookAge(QUIET)
                        .slippageCapBps(60)
                        .minLiquidity(0) // what is modelled of a small market
                        .build())
                .venue(PaperVenue.builder().instruments(universe).feeBps(10).build())
                .tradeFrom(market.liveFromNs())
                .build()
                .run();
        long points = report.signals().decisionPoints();
        long judged = points - report.withheld().getOrDefault(SignalReason.OUT_OF_DISTRIBUTION.name(), 0L);
        if (2 * judged < points || report.fills() == 0) {
            throw new IllegalStateException("the network must be asked, and its signals trade: " + report);
        }
        work.events += report.marketEvents();
        work.judged += judged;
        work.fills += report.fills();
        return report;
    }
}
