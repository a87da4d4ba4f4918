package io.colin.execution.backtest;

import io.colin.api.ColinException;
import io.colin.api.event.EngineEvent;
import io.colin.api.event.RunStarted;
import io.colin.api.internal.Require;
import io.colin.api.market.MarketDataSource;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.source.CutSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Runs once over a whole recording, then again with the future cut off at seeded times, and compares every decision
 * before each cut. A part that knows what it cannot know, by reading ahead in the recording or by a statistic over all of
 * it, decides differently where that is missing. What a part knows from elsewhere, as a model does that was trained on
 * what it is run over, is the same in every run and is not found.
 */
public final class LookaheadCheck {
    private final MarketDataSource source;
    private final EngineSetup setup;
    private final Consumer<String> stages;

    private LookaheadCheck(MarketDataSource source, EngineSetup setup, Consumer<String> stages) {
        this.source = source;
        this.setup = setup;
        this.stages = stages;
    }

    /**
     * A check.
     *
     * @param source a recording
     * @param setup called once a run, with the recording or what is left of it
     * @param stages hears the name of each run when it begins, on the caller's thread
     * @return the check
     */
    public static LookaheadCheck of(MarketDataSource source, EngineSetup setup, Consumer<String> stages) {
        Require.that(!source.isLive(), "source", "must be a recording", source.id());
        return new LookaheadCheck(source, setup, stages);
    }

    /**
     * Runs it.
     *
     * @param cuts how many reruns, at least 1
     * @param seed of their times
     * @return what they changed
     * @throws ColinException if a run fails, or with DATA_INVALID if the whole run decides nothing or takes no time
     */
    public LookaheadReport run(int cuts, long seed) {
        Require.positive("cuts", cuts);
        stages.accept("the whole recording");
        Run whole = run(source);
        if (whole.log.decisions().isEmpty() || whole.lastNs <= whole.startedNs) {
            throw new ColinException(
                    ColinException.Reason.DATA_INVALID, source.id() + ": must make the run decide something");
        }
        TreeSet<Long> times = new TreeSet<>();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < cuts; i++) {
            times.add(random.nextLong(whole.startedNs + 1, whole.lastNs + 1));
        }
        List<LookaheadReport.Cut> found = new ArrayList<>();
        for (long timeNs : times) {
            stages.accept("cut " + (found.size() + 1) + " of " + times.size());
            Run cut = run(CutSource.of(source, timeNs));
            Parity parity = Parity.between(whole.log.before(cut.lastNs), cut.log.before(cut.lastNs));
            found.add(new LookaheadReport.Cut(cut.lastNs, parity));
        }
        return new LookaheadReport(found);
    }

    private Run run(MarketDataSource from) {
        Run run = new Run();
        WatchedSource watched = new WatchedSource(from, event -> run.lastNs = event.timeNs());
        try (TradingEngine engine =
                setup.over(from).source(watched).onEvent(run).build()) {
            setup.built(engine);
            engine.run();
        }
        return run;
    }

    /** What one run left behind. */
    private static final class Run implements Consumer<EngineEvent> {
        private final DecisionLog log = DecisionLog.empty();
        private long startedNs;
        private long lastNs;

        @Override
        public void accept(EngineEvent event) {
            log.accept(event);
            if (event instanceof RunStarted started) {
                startedNs = started.header().timeNs();
            }
        }
    }
}
