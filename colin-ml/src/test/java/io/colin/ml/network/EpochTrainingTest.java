package io.colin.ml.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.ColinException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With a network that only says what it is told to, so that every rule can be seen. */
class EpochTrainingTest {
    private static final LabelledWindows FIT = Samples.chance(1, 10, 1, 1, 0.4);
    private static final LabelledWindows VALIDATION = Samples.chance(2, 4, 1, 1, 1);

    @Test
    void halvesTheRateAfterEveryPlateauAndStopsWhenPatienceEnds() {
        Scripted network = new Scripted(3, 2, 2.5, 2.5, 2.5, 2.5, 1.9, 2, 2, 2, 2, 2, 2);
        EpochTraining.Outcome outcome = run(network, new RateSchedule.Plateau(0.8, 2), 5, 100);
        assertThat(outcome).isEqualTo(new EpochTraining.Outcome(12, 7, outcome.validationLoss()));
        assertThat(outcome.validationLoss()).isEqualTo(1.9, within(1e-6));
        assertThat(network.rates).containsExactly(0.8, 0.8, 0.8, 0.8, 0.4, 0.4, 0.2, 0.2, 0.2, 0.1, 0.1, 0.05);
    }

    @Test
    void warmsUpThenFollowsACosineToTheLastRate() {
        RateSchedule rates = new RateSchedule.WarmUpCosine(1e-4, 1e-6, 5, 100);
        assertThat(rates.rate(1, 0)).isEqualTo(2e-5, within(1e-12));
        assertThat(rates.rate(5, 0)).isEqualTo(1e-4, within(1e-12));
        assertThat(rates.rate(6, 0)).isEqualTo(1e-4, within(1e-12));
        assertThat(rates.rate(53, 0)).isEqualTo((1e-4 + 1e-6) / 2, within(1e-12));
        assertThat(rates.rate(100, 0)).isEqualTo(1e-6, within(1e-12));
    }

    @Test
    void bringsBackTheBestWeightsNotTheLast() {
        Scripted network = new Scripted(3, 1, 2, 2);
        run(network, new RateSchedule.Plateau(1, 9), 2, 9);
        assertThat(network.weights[0]).isEqualTo(2);
    }

    @Test
    void everyEpochSeesEveryWindowOnceInAnotherOrder() {
        Scripted network = new Scripted(3, 2, 1);
        run(network, new RateSchedule.Plateau(1, 9), 3, 3);
        assertThat(network.orders).hasSize(3).doesNotHaveDuplicates();
        for (List<Integer> order : network.orders) {
            assertThat(order.stream().sorted().toList()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
    }

    @Test
    void aLossThatIsNoNumberFailsTheRun() {
        assertThatThrownBy(() -> run(new Scripted(2, Double.NaN), new RateSchedule.Plateau(1, 9), 3, 9))
                .isInstanceOf(ColinException.class)
                .hasMessageContaining("no number");
    }

    private static EpochTraining.Outcome run(Scripted network, RateSchedule rates, int patience, int epochs) {
        LstmSettings settings =
                new LstmSettings(1, 1, 1, 1, 0, new LstmSettings.Training(4, epochs, 1, 0, 1, 1, patience));
        TrainingTask task = new TrainingTask(settings, FIT, VALIDATION, ClassWeights.EQUAL, 42);
        return EpochTraining.run(
                task,
                new EpochTraining.Rules(rates, patience),
                network,
                Samples.meter(task, TrainingProgress.SILENT),
                CheckpointStore.NONE);
    }

    /** Its validation loss follows a script, its weight counts epochs. */
    private static final class Scripted implements TrainableNetwork {
        private final double[] losses;
        private final List<Double> rates = new ArrayList<>();
        private final List<List<Integer>> orders = new ArrayList<>();
        private float[] weights = {0};

        private Scripted(double... losses) {
            this.losses = losses;
        }

        @Override
        public void beginEpoch(double rate, long seed) {
            rates.add(rate);
            orders.add(new ArrayList<>());
            weights = new float[] {weights[0] + 1};
        }

        @Override
        public double step(LabelledWindows data, int[] order, int first, int count) {
            Arrays.stream(order, first, first + count).forEach(orders.getLast()::add);
            return Double.isNaN(losses[(int) weights[0] - 1]) ? Double.NaN : 1;
        }

        @Override
        public double[] answers(float[] windows, int count) {
            double neutral = Math.exp(-losses[(int) weights[0] - 1]);
            double[] p = new double[3 * count];
            for (int i = 0; i < count; i++) {
                p[3 * i] = (1 - neutral) / 2;
                p[3 * i + 1] = neutral;
                p[3 * i + 2] = (1 - neutral) / 2;
            }
            return p;
        }

        @Override
        public float[] weights() {
            return weights.clone();
        }

        @Override
        public void weights(float[] values) {
            weights = values.clone();
        }

        @Override
        public float[] memory() {
            return new float[0];
        }

        @Override
        public void memory(float[] values, int steps) {}

        @Override
        public void divideOut(ClassWeights by) {}
    }
}
