package io.colin.ml;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.internal.Require;
import io.colin.api.market.MarketDataSource;
import io.colin.ml.dataset.BarDataset;
import io.colin.ml.evaluation.Assessment;
import io.colin.ml.evaluation.Assessor;
import io.colin.ml.evaluation.PermutationImportance;
import io.colin.ml.history.BarHistory;
import io.colin.ml.label.Label.Outcome;
import io.colin.ml.network.WindowClassifier;
import io.colin.ml.preset.TrainingSettings;
import io.colin.ml.registry.ModelCard;
import io.colin.ml.registry.ModelFile;
import java.util.List;

/**
 * A trained bar model judged on recorded data that lies after its own. On the source it was trained from that is what was
 * held out. The baselines are fitted on what lies before, an embargo apart; where the source begins later, on the first
 * fifth of what there is, which is then not judged.
 *
 * @param assessment everything that was measured
 * @param importances of the columns on the same decisions, the most important first; empty when not asked for
 * @param reference decisions the baselines were fitted on
 */
public record BarEvaluation(Assessment assessment, List<PermutationImportance> importances, int reference) {
    private static final int EMBARGO_BARS = 60;
    private static final int FEWEST = 100;
    private static final int IMPORTANCE_WINDOWS = 1_500;

    /** Copies. */
    public BarEvaluation {
        importances = List.copyOf(importances);
    }

    /**
     * Reads the source to its end and judges.
     *
     * @param source recorded, not live
     * @param model of a symbol the source holds
     * @param effort its shuffles and trials; nothing is trained
     * @return what came out; the same for the same source and model
     * @throws IllegalArgumentException if the source does not hold the model's symbol
     * @throws ColinException DATA_INVALID if fewer than 100 decisions lie after the model's data; MODEL_FAILED if the model
     *     cannot be run
     */
    public static BarEvaluation of(MarketDataSource source, ModelFile model, Effort effort) {
        TrainingSettings settings = model.card().settings();
        Require.that(
                source.symbols().contains(settings.symbol()),
                "data",
                "must hold " + settings.symbol() + ", which " + model.id() + " was trained on",
                source.symbols());
        BarDataset data = BarData.dataset(BarData.history(source, settings), settings);
        Parts parts = parts(data, model.card(), source.id());
        try (WindowClassifier network = BarFit.restore(model)) {
            BarJudge.Speaker speaker =
                    new BarJudge.Speaker(network, model.card().calibration(), settings.preset());
            BarJudge judge = BarJudge.of(data, model.card().scaler(), parts.reference());
            Assessment assessment = Assessor.of(BarTraining.bootstrap(settings.seed()), effort.trials())
                    .assess(judge.predict(speaker, parts.test()), judge.rivals(parts.test()));
            List<PermutationImportance> importances = effort.shuffles() == 0
                    ? List.of()
                    : BarImportance.measure(
                            data,
                            model.card().scaler(),
                            speaker,
                            BarImportance.spread(parts.test(), IMPORTANCE_WINDOWS),
                            new BarImportance.Shuffling(effort.shuffles(), settings.seed()));
            return new BarEvaluation(assessment, importances, parts.reference().size());
        }
    }

    /** What baselines are fitted on, and what is judged. */
    private record Parts(List<Outcome> reference, List<Outcome> test) {}

    private static Parts parts(BarDataset data, ModelCard card, String source) {
        BarHistory history = data.history();
        int first = 0;
        while (first < history.size() && history.candle(first).timeNs() <= card.dataToNs()) {
            first++;
        }
        List<Outcome> reference = data.between(0, first - EMBARGO_BARS);
        int from = first;
        if (reference.size() < FEWEST) {
            from = first + (history.size() - first) / 5;
            reference = data.between(first, from - EMBARGO_BARS);
        }
        List<Outcome> test = data.between(from, history.size());
        if (reference.size() < FEWEST || test.size() < FEWEST) {
            throw new ColinException(
                    Reason.DATA_INVALID,
                    "data: must hold at least " + FEWEST
                            + " decisions after the model's own data and as many before them for" + " the baselines; "
                            + source + " holds " + test.size() + " and " + reference.size());
        }
        return new Parts(reference, test);
    }
}
