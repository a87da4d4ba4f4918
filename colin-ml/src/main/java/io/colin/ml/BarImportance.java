package io.colin.ml;

import io.colin.ml.dataset.BarDataset;
import io.colin.ml.dataset.Scaler;
import io.colin.ml.evaluation.Classification;
import io.colin.ml.evaluation.PermutationImportance;
import io.colin.ml.feature.ColumnSpec;
import io.colin.ml.label.Label.Outcome;
import io.colin.ml.network.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** How much a bar model leans on each column, by the growth of its calibrated log loss on a test block. */
final class BarImportance {
    private BarImportance() {}

    /** How columns are shuffled. */
    record Shuffling(int orders, long seed) {}

    static List<PermutationImportance> measure(
            BarDataset data, Scaler scaler, BarJudge.Speaker speaker, List<Outcome> test, Shuffling shuffling) {
        Windows windows = data.windows(scaler, test);
        List<String> names = data.schema().columns().stream()
                .map(ColumnSpec::name)
                .limit(windows.features())
                .toList();
        ToDoubleFunction<Windows> loss = shown -> {
            double[] raw = BarFit.answers(speaker.network(), shown);
            double sum = 0;
            for (int i = 0; i < test.size(); i++) {
                sum += Classification.logLoss(
                        speaker.calibration().map().apply(raw, i), test.get(i).outcome());
            }
            return sum / test.size();
        };
        return PermutationImportance.of(windows, names, loss, shuffling.orders(), shuffling.seed());
    }

    /** At most so many decisions, evenly spread. */
    static List<Outcome> spread(List<Outcome> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        List<Outcome> some = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            some.add(all.get((int) ((long) i * all.size() / most)));
        }
        return some;
    }
}
