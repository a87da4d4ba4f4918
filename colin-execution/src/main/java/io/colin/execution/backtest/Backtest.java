package io.colin.execution.backtest;

import io.colin.api.event.EngineEvent;
import io.colin.api.internal.Require;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketEvent;
import io.colin.execution.engine.EngineBuilder;
import io.colin.execution.engine.RunReport;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.source.CutSource;
import io.colin.execution.source.MergedSource;
import io.colin.execution.source.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs the engine that also trades, over recordings, and measures what comes of it. Nothing is modelled beside the run:
 * orders, fills, fees and refusals are the engine's own. The same recordings, settings and seed give the same report, but
 * for the clock's measurements, which are not in it.
 */
public final class Backtest {
    private static final int PROGRESS_EVERY = 10_000;

    private final MarketDataSource whole;
    private final MarketDataSource source;
    private final EngineSetup setup;
    private final OptionalLong fromNs;
    private final OptionalLong toNs;
    private final Trials trials;
    private final SortedMap<String, String> settings;
    private final Consumer<? super BacktestProgress> progress;
    private final List<Consumer<? super EngineEvent>> listeners;
    private final Supplier<List<ModelUse.Note>> modelNotes;

    private Backtest(Builder builder, EngineSetup setup) {
        this.whole = MergedSource.of(builder.sources);
        this.source = builder.toNs.isPresent() ? CutSource.of(whole, builder.toNs.getAsLong()) : whole;
        this.setup = setup;
        this.fromNs = builder.fromNs;
        this.toNs = builder.toNs;
        this.trials = builder.trials;
        this.settings = new TreeMap<>(builder.settings);
        this.progress = builder.progress;
        this.listeners = List.copyOf(builder.listeners);
        this.modelNotes = builder.modelNotes;
    }

    /**
     * Starts the settings of a backtest.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Runs to the end of the recordings. May be repeated: each run is a fresh engine's.
     *
     * @return what came out
     * @throws io.colin.api.ColinException if the recordings cannot be read or the engine fails
     * @throws IllegalArgumentException if the engine lacks a part, or no event lies between from and to
     */
    public BacktestReport run() {
        SourceSpan.requireEvents(whole, fromNs, toNs, "");
        Following following = new Following();
        EngineBuilder builder = setup.over(source)
                .source(new WatchedSource(source, following::onMarket))
                .onEvent(following::onEvent);
        listeners.forEach(builder::onEvent);
        fromNs.ifPresent(builder::tradeFrom);
        try (TradingEngine engine = builder.build()) {
            RunRecorder recorder = new RunRecorder(engine.view().instruments());
            following.recorder = Optional.of(recorder);
            setup.built(engine);
            RunReport report = engine.run();
            recorder.modelNotes(modelNotes.get());
            SortedMap<String, String> shown = new TreeMap<>(settings);
            shown.putAll(engine.view().venueAssumptions());
            return recorder.report(trials, Optional.of(report.fidelity()), shown);
        }
    }

    /** Ties a recorder to an engine that is still being built. */
    private final class Following {
        private Optional<RunRecorder> recorder = Optional.empty();
        private long events;

        private void onMarket(MarketEvent event) {
            recorder.ifPresent(known -> known.onMarket(event));
            events++;
            if (events % PROGRESS_EVERY == 0) {
                progress.accept(new BacktestProgress(events, source.expectedEvents(), event.timeNs()));
            }
        }

        private void onEvent(EngineEvent event) {
            recorder.ifPresent(known -> known.on(event));
        }
    }

    /** Settings; every setter checks its own argument, {@link #build()} names all that is missing. */
    public static final class Builder {
        private final List<MarketDataSource> sources = new ArrayList<>();
        private final SortedMap<String, String> settings = new TreeMap<>();
        private final List<Consumer<? super EngineEvent>> listeners = new ArrayList<>();
        private Optional<EngineSetup> setup = Optional.empty();
        private Trials trials = Trials.ONE;
        private OptionalLong fromNs = OptionalLong.empty();
        private OptionalLong toNs = OptionalLong.empty();
        private Consumer<? super BacktestProgress> progress = at -> {};
        private Supplier<List<ModelUse.Note>> modelNotes = List::of;

        private Builder() {}

        /**
         * Adds a recording. At least one is needed; several are merged by time.
         *
         * @param value not live
         * @return this
         */
        public Builder source(MarketDataSource value) {
            Require.that(!value.isLive(), "source", "must be a recording", value.id());
            sources.add(value);
            return this;
        }

        /**
         * Sets how the engine is put together. Needed.
         *
         * @param value called once a run
         * @return this
         */
        public Builder engine(EngineSetup value) {
            setup = Optional.of(value);
            return this;
        }

        /**
         * Sets when trading begins; what comes before warms up. Default the first event, or the end of a model's training data.
         *
         * @param timeNs event time, ns since epoch
         * @return this
         */
        public Builder from(long timeNs) {
            fromNs = OptionalLong.of(timeNs);
            return this;
        }

        /**
         * Sets where the run ends. Default the end of the recordings.
         *
         * @param timeNs event time, ns since epoch; events up to and with it are read
         * @return this
         */
        public Builder to(long timeNs) {
            toNs = OptionalLong.of(timeNs);
            return this;
        }

        /**
         * Sets how much was tried on these recordings, for the deflated Sharpe ratio; default one.
         *
         * @param value variants tried
         * @return this
         */
        public Builder trials(Trials value) {
            trials = value;
            return this;
        }

        /**
         * Adds what the report shows as settings.
         *
         * @param values by name
         * @return this
         */
        public Builder settings(Map<String, String> values) {
            settings.putAll(values);
            return this;
        }

        /**
         * Sets who hears how far it is, every {@value #PROGRESS_EVERY} events on the engine's thread.
         *
         * @param value fast, does not throw
         * @return this
         */
        public Builder progress(Consumer<? super BacktestProgress> value) {
            progress = value;
            return this;
        }

        /**
         * Adds a listener to every event of the engine, on its thread.
         *
         * @param value fast, does not throw
         * @return this
         */
        public Builder onEvent(Consumer<? super EngineEvent> value) {
            listeners.add(value);
            return this;
        }

        /**
         * Sets what is known of the models beside the record, such as trainings and refusals; default nothing.
         *
         * @param value asked once a run, when it is over
         * @return this
         */
        public Builder modelNotes(Supplier<List<ModelUse.Note>> value) {
            modelNotes = value;
            return this;
        }

        /**
         * Builds it; nothing is opened yet.
         *
         * @return a backtest
         * @throws IllegalArgumentException naming everything missing, or if it is to end before it begins
         */
        public Backtest build() {
            List<String> missing = new ArrayList<>();
            if (sources.isEmpty()) {
                missing.add("source");
            }
            if (setup.isEmpty()) {
                missing.add("engine");
            }
            Require.that(missing.isEmpty(), "backtest", "must be given", missing);
            Require.that(
                    fromNs.isEmpty() || toNs.isEmpty() || fromNs.getAsLong() < toNs.getAsLong(),
                    "to",
                    "must be later than from",
                    toNs);
            return new Backtest(this, setup.orElseThrow());
        }
    }
}
