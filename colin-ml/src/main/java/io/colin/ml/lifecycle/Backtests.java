package io.colin.ml.lifecycle;

import io.colin.api.internal.Require;
import io.colin.api.market.Bar;
import io.colin.api.market.BarBuilder;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketDataStream.Polled;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.api.signal.ModelInput;
import io.colin.api.signal.ModelStage;
import io.colin.api.signal.Profile;
import io.colin.ml.preset.TrainingSettings;
import io.colin.ml.registry.ModelDirectory;
import io.colin.ml.registry.ModelFile;
import io.colin.ml.serving.BarSignalModel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What models have shown, with back-tests beside it: the model's file is put to work anew over the recording of the time it
 * lived through, warmed up on the two weeks before, and its signals are answered by the same rules. Where live serving lost
 * data, served other columns or another file, the two differ. Safe for any thread; a back-test runs on the thread that asks
 * for it, once.
 */
public final class Backtests implements Evidence {
    private static final long WARM_UP_NS = Duration.ofDays(14).toNanos();
    private static final long EDGE_NS = Duration.ofHours(1).toNanos();

    private final Evidence lived;
    private final ModelDirectory files;
    private final MarketDataSource source;
    private final Map<Asked, Optional<ReturnSeries>> known = new HashMap<>();

    private Backtests(Evidence lived, ModelDirectory files, MarketDataSource source) {
        this.lived = lived;
        this.files = files;
        this.source = source;
    }

    /** What was asked before. */
    private record Asked(String model, long fromNs, long toNs) {}

    /**
     * Evidence with back-tests.
     *
     * @param lived what live data have shown
     * @param files of the models
     * @param source a recording of the market the models live through
     * @return both
     */
    public static Backtests over(Evidence lived, ModelDirectory files, MarketDataSource source) {
        Require.that(!source.isLive(), "source", "must be recorded", source.id());
        return new Backtests(lived, files, source);
    }

    @Override
    public Optional<TrackRecord> record(String model) {
        return lived.record(model);
    }

    /**
     * Runs a back-test.
     *
     * @throws io.colin.api.ColinException if the model's file or the recording cannot be used
     * @return empty where the recording lacks the first or the last hour of that time
     */
    @Override
    public synchronized Optional<ReturnSeries> backtest(String model, long fromNs, long toNs) {
        Asked asked = new Asked(model, fromNs, toNs);
        Optional<ReturnSeries> before = known.get(asked);
        if (before != null) {
            return before;
        }
        Optional<ReturnSeries> run = run(asked);
        known.clear();
        known.put(asked, run);
        return run;
    }

    private Optional<ReturnSeries> run(Asked asked) {
        ModelFile file = files.load(asked.model());
        TrainingSettings settings = file.card().settings();
        if (!source.symbols().contains(settings.symbol())) {
            return Optional.empty();
        }
        long horizonNs = settings.preset().horizonNs();
        try (LiveModel line =
                LiveModel.of(ModelRegistry.lineOf(file.card()), Profile.BAR, horizonNs, (id, outcome) -> {})) {
            line.swap(
                    Roles.only(asked.model(), ModelStage.CANDIDATE),
                    List.of(new LiveModel.Prepared(asked.model(), BarSignalModel.of(file), 0)));
            Pass pass = new Pass(line, settings, asked.fromNs());
            read(pass, asked);
            line.settle();
            return pass.covers(asked)
                    ? line.evidence().record(asked.model()).map(r -> r.returns(asked.fromNs(), asked.toNs(), horizonNs))
                    : Optional.empty();
        }
    }

    private void read(Pass pass, Asked asked) {
        MarketDataSource stretch = BoundedSource.of(source, asked.fromNs() - WARM_UP_NS, asked.toNs(), () -> {});
        try (MarketDataStream stream = stretch.open()) {
            Polled polled;
            do {
                polled = stream.poll(pass::on);
            } while (polled == Polled.EVENT);
        }
        pass.end(asked.toNs());
    }

    /** One reading of the recording. Bars made of trades end before anything later is seen, as in the engine. */
    private static final class Pass {
        private final LiveModel line;
        private final TrainingSettings settings;
        private final long fromNs;
        private final BarBuilder builder;
        private boolean fromTrades;
        private long firstNs = Long.MAX_VALUE;
        private long lastNs = Long.MIN_VALUE;

        private Pass(LiveModel line, TrainingSettings settings, long fromNs) {
            this.line = line;
            this.settings = settings;
            this.fromNs = fromNs;
            this.builder = BarBuilder.of(
                    settings.symbol(), Duration.ofNanos(settings.preset().barNs()));
        }

        private void on(MarketEvent event) {
            builder.advanceTo(event.timeNs(), this::judge);
            if (event instanceof Trade trade && trade.symbol().equals(settings.symbol())) {
                fromTrades = true;
                builder.on(trade, this::judge);
            }
            boolean doubled = fromTrades && event instanceof Bar;
            if (!doubled) {
                judge(event);
            }
        }

        private void end(long toNs) {
            builder.advanceTo(toNs, this::judge);
        }

        private void judge(MarketEvent event) {
            Optional<? extends ModelInput> input = line.observe(event);
            if (input.isPresent() && event.timeNs() >= fromNs) {
                firstNs = Math.min(firstNs, event.timeNs());
                lastNs = Math.max(lastNs, event.timeNs());
                line.evaluate(List.of(input.orElseThrow()));
            }
        }

        private boolean covers(Asked asked) {
            return firstNs <= asked.fromNs() + EDGE_NS && lastNs >= asked.toNs() - EDGE_NS;
        }
    }
}
