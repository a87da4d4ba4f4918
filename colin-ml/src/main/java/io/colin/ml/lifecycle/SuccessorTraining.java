package io.colin.ml.lifecycle;

import io.colin.api.instrument.Instrument;
import io.colin.api.market.MarketDataSource;
import io.colin.ml.BarTraining;
import io.colin.ml.cost.HalfSpread;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.network.TrainingEpoch;
import io.colin.ml.network.TrainingProgress;
import io.colin.ml.network.TrainingStep;
import io.colin.ml.preset.Preset;
import io.colin.ml.registry.ModelFile;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the next model of a line is made: from what was known at a time and nothing after it.
 *
 * @param source the recording, or the live source
 * @param seen what was seen of a live source; empty for a recording
 * @param instrument what is traded
 * @param preset how models are made
 * @param seed root of everything random
 * @param window how much of the past is learnt from
 * @param recipe what is made of a training
 */
record SuccessorTraining(
        MarketDataSource source,
        Optional<SeenMarket> seen,
        Instrument instrument,
        Preset preset,
        long seed,
        Duration window,
        Function<BarTraining, ModelFile> recipe) {
    /** Whether there is anything to learn from: a live source is gone once it was seen. */
    boolean hasPast() {
        return !source.isLive() || seen.isPresent();
    }

    /**
     * The costs a model of now is labelled with. Trades of a live source are not kept: its half spread is the median of
     * those known at the closes, which takes reading the whole window.
     */
    private TradingCosts costs(TradingCosts assumed, long nowNs, TrainingJob.StopSign stop) {
        return seen.map(market -> market.halfSpreadBps(instrument.symbol(), fromNs(nowNs), nowNs, stop))
                .filter(known -> known.isPresent())
                .map(known -> new TradingCosts(
                        assumed.takerFeeBps(), HalfSpread.fixed(known.orElseThrow()), assumed.impactBps()))
                .orElse(assumed);
    }

    /** What the champion, if there is one, assumed of costs and what was realised until now. */
    record Before(Optional<String> champion, TradingCosts assumed, Optional<RealisedCosts.Realised> realised) {}

    /** Trains on what was known until now. On the training thread; reads as much as it needs. */
    ModelFile train(long nowNs, Before before, TrainingJob.StopSign stop) {
        TradingCosts costs = costs(before.assumed(), nowNs, stop);
        TradingCosts labels = before.realised().map(r -> r.next(costs)).orElse(costs);
        MarketDataSource known = seen.map(market -> market.between(fromNs(nowNs), nowNs, stop))
                .orElseGet(() -> BoundedSource.of(source, fromNs(nowNs), nowNs, stop));
        BarTraining.Builder training = BarTraining.builder()
                .source(known)
                .instrument(instrument)
                .preset(preset)
                .costs(labels)
                .seed(seed)
                .progress(new Stopping(stop), () -> 0);
        before.champion().ifPresent(training::parent);
        return recipe.apply(training.build());
    }

    private long fromNs(long nowNs) {
        return nowNs - window.toNanos();
    }

    /** Lets a training end between two batches. */
    private record Stopping(TrainingJob.StopSign stop) implements TrainingProgress {
        @Override
        public void onStep(TrainingStep step) {
            stop.check();
        }

        @Override
        public void onEpoch(TrainingEpoch epoch) {
            stop.check();
        }
    }
}
