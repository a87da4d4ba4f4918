package io.colin.ml;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.market.Bar;
import io.colin.api.signal.Direction;
import io.colin.api.signal.NoSignal;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalOutcome;
import io.colin.ml.dataset.BarDataset;
import io.colin.ml.evaluation.Prediction;
import io.colin.ml.history.BarHistory;
import io.colin.ml.label.Label.Outcome;
import io.colin.ml.network.WindowClassifier;
import io.colin.ml.preset.TrainingSettings;
import io.colin.ml.registry.ModelFile;
import io.colin.ml.serving.BarInput;
import io.colin.ml.serving.BarSignalModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Conformal sets that follow what is answered: the same in evaluation and at work, and after a stop. */
final class LiveSetsTest {
    private static final ModelFile FILE = speaking(Trained.model().file());
    private static final List<Bar> BARS = Trained.BARS;

    @Test
    void theSetsAtWorkAreThoseThatWereJudgedAndNotThoseThatWereFitted() {
        Map<Long, Set<Direction>> judged = new HashMap<>();
        for (Prediction prediction : judged()) {
            judged.put(prediction.timeNs(), prediction.opinion().conformalSet());
        }
        int compared = 0;
        int moved = 0;
        for (SignalOutcome outcome : served(0)) {
            Set<Direction> expected = judged.get(outcome.dataAsOfNs());
            if (outcome instanceof Signal signal && expected != null) {
                assertThat(signal.conformalSet())
                        .as("at " + signal.dataAsOfNs())
                        .isEqualTo(expected);
                moved += FILE.card()
                                .calibration()
                                .conformal()
                                .set(signal.probabilities())
                                .equals(expected)
                        ? 0
                        : 1;
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(400);
        assertThat(moved).isGreaterThan(10);
    }

    @Test
    void aModelTakenUpAgainSaysWhatOneThatNeverStoppedWouldHave() {
        List<SignalOutcome> whole = served(0);
        for (int stop : new int[] {1_000, 1_200, 1_500}) {
            assertThat(served(stop)).isEqualTo(whole.subList(stop, whole.size()));
        }
    }

    @Test
    void anInputAskedAgainIsAnsweredAsBefore() {
        try (BarSignalModel model = BarSignalModel.of(FILE)) {
            List<BarInput> inputs = new ArrayList<>();
            BARS.forEach(bar -> model.observe(bar).ifPresent(inputs::add));
            List<SignalOutcome> first = model.evaluate(inputs);
            List<SignalOutcome> again = new ArrayList<>();
            for (BarInput input : inputs.reversed()) {
                again.add(model.evaluate(List.of(input)).getFirst());
            }
            List<SignalOutcome> turned = again.reversed();
            for (int i = 0; i < first.size(); i++) {
                assertThat(set(turned.get(i))).isEqualTo(set(first.get(i)));
            }
        }
    }

    /** The same model without what makes it silent where rows look unlike those it was trained on: all of them here. */
    private static ModelFile speaking(ModelFile file) {
        Map<String, byte[]> parts = new HashMap<>();
        for (String name : file.partNames()) {
            if (!name.equals(ModelFile.REFERENCE)) {
                parts.put(name, file.requirePart(name));
            }
        }
        return ModelFile.of(file.card(), parts);
    }

    private static Set<Direction> set(SignalOutcome outcome) {
        return switch (outcome) {
            case Signal signal -> signal.conformalSet();
            case NoSignal none -> Set.of();
        };
    }

    /** Every bar seen, judged from one on. */
    private static List<SignalOutcome> served(int from) {
        try (BarSignalModel model = BarSignalModel.of(FILE)) {
            List<SignalOutcome> outcomes = new ArrayList<>();
            for (int i = 0; i < BARS.size(); i++) {
                BarInput input = model.observe(BARS.get(i)).orElseThrow();
                if (i >= from) {
                    outcomes.add(model.evaluate(List.of(input)).getFirst());
                }
            }
            return outcomes;
        }
    }

    private static List<Prediction> judged() {
        TrainingSettings settings = FILE.card().settings();
        BarHistory history = BarData.history(SyntheticMarket.source(BARS), settings);
        BarDataset data = BarData.dataset(history, settings);
        List<Outcome> test = data.outcomes().stream()
                .filter(o -> history.candle(o.decision()).timeNs() > FILE.card().dataToNs())
                .toList();
        try (WindowClassifier network = BarFit.restore(FILE)) {
            BarJudge judge =
                    BarJudge.of(data, FILE.card().scaler(), data.outcomes().subList(0, 200));
            return judge.predict(new BarJudge.Speaker(network, FILE.card().calibration(), settings.preset()), test);
        }
    }
}
