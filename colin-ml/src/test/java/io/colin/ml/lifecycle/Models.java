package io.colin.ml.lifecycle;

import io.colin.api.signal.Direction;
import io.colin.ml.Trained;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.evaluation.Baseline;
import io.colin.ml.evaluation.Evaluation;
import io.colin.ml.preset.TrainingSettings;
import io.colin.ml.registry.ModelCard;
import io.colin.ml.registry.ModelFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Models whose card says what a test needs, and what they are said to have done on live data. */
final class Models {
    static final long HOUR = 3_600_000_000_000L;
    static final long DAY = 24 * HOUR;

    /** End of the training data of {@link #good}. */
    static final long CUT_OFF = Trained.model().file().card().dataToNs();

    private static final Map<String, Double> FLOOR = Map.of(
            "sharpe", 2.0,
            "max_drawdown", 0.10,
            "win_rate", 0.58,
            "profit_factor", 1.7,
            "sortino", 2.5,
            "calmar", 1.4,
            "information_ratio", 0.8,
            "daily_returns", 300.0);

    private Models() {}

    /** A model whose card passes every gate that looks at the card. */
    static ModelFile good(String name) {
        return named(name, true, CUT_OFF)
                .withMetrics(plus(FLOOR, Map.of("calibration_error", 0.02, "brier", 0.30, "hit_rate", 0.60)));
    }

    /** The same recipe on data that end later. */
    static ModelFile refreshed(String name, long dataToNs) {
        return named(name, true, dataToNs)
                .withMetrics(plus(FLOOR, Map.of("calibration_error", 0.02, "brier", 0.30, "hit_rate", 0.60)));
    }

    static ModelFile poor(String name) {
        return named(name, false, CUT_OFF).withMetrics(Map.of("calibration_error", 0.02, "brier", 0.30));
    }

    /** As {@link #good}, labelled by other costs. */
    static ModelFile at(String name, TradingCosts costs) {
        TrainingSettings was = Trained.model().file().card().settings();
        TrainingSettings settings = new TrainingSettings(was.symbol(), was.preset(), costs, was.seed());
        return named(name, true, CUT_OFF, settings)
                .withMetrics(plus(FLOOR, Map.of("calibration_error", 0.02, "brier", 0.30, "hit_rate", 0.60)));
    }

    static ModelFile named(String name, boolean beatsBaselines, long dataToNs) {
        return named(
                name, beatsBaselines, dataToNs, Trained.model().file().card().settings());
    }

    private static ModelFile named(String name, boolean beatsBaselines, long dataToNs, TrainingSettings settings) {
        ModelFile trained = Trained.model().file();
        ModelCard card = trained.card();
        Evaluation was = card.evaluation();
        double difference = beatsBaselines ? 0.05 : -0.05;
        Evaluation evaluation = new Evaluation(
                was.decisions(),
                was.classification(),
                was.directional(),
                List.of(new Baseline("majority", 0.5, difference, difference - 0.02, difference + 0.02, 0.01)));
        ModelCard.Origin origin = new ModelCard.Origin(name, "", "test", 1_000, List.of("nothing but tests"));
        return ModelFile.of(
                new ModelCard(
                        ModelCard.FORMAT,
                        card.kind(),
                        settings,
                        card.settingsHash(),
                        card.schemaHash(),
                        card.dataFingerprint(),
                        card.dataFromNs(),
                        dataToNs,
                        card.scaler(),
                        card.calibration(),
                        card.training(),
                        evaluation,
                        origin),
                trained.weights());
    }

    static Map<String, Double> plus(Map<String, Double> some, Map<String, Double> more) {
        Map<String, Double> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    /** One answered signal every quarter of an hour from a time on, with a seeded return of this mean and deviation. */
    static TrackRecord lived(long fromNs, long toNs, double mean, double deviation, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ScoredOutcome> outcomes = new ArrayList<>();
        for (long at = fromNs; at + HOUR / 4 <= toNs; at += HOUR / 4) {
            double net = mean + deviation * random.nextGaussian();
            outcomes.add(new ScoredOutcome(
                    Trained.model().file().card().settings().symbol(),
                    at,
                    at + HOUR / 4,
                    Direction.LONG,
                    true,
                    net + 0.0001,
                    net,
                    1));
        }
        return new TrackRecord(fromNs, toNs, outcomes);
    }

    /** Evidence a test sets; the back-test of a time agrees with what was lived then. */
    static final class SetEvidence implements Evidence {
        final Map<String, TrackRecord> records = new HashMap<>();
        boolean backtested = true;

        @Override
        public Optional<TrackRecord> record(String model) {
            return Optional.ofNullable(records.get(model));
        }

        @Override
        public Optional<ReturnSeries> backtest(String model, long fromNs, long toNs) {
            return backtested ? record(model).map(r -> r.returns(fromNs, toNs, HOUR / 4)) : Optional.empty();
        }
    }
}
