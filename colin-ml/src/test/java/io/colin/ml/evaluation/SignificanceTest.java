package io.colin.ml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignificanceTest {
    @Test
    void dieboldAndMarianoOfIndependentLossesIsTheTTest() {
        double[] model = {1, 2, 3, 4};
        double[] rival = {2, 4, 3, 7};
        DieboldMariano test = DieboldMariano.test(model, rival, 0);
        // Differences 1, 2, 0, 3: mean 1.5, sample variance 5/3, standard error √(5/12).
        assertThat(test.difference()).isEqualTo(1.5, within(1e-12));
        assertThat(test.statistic()).isEqualTo(1.5 / Math.sqrt(5.0 / 12), within(1e-12));
        // Student's t, 3 degrees of freedom: P(T > 2.3238) (R: t.test(c(1, 2, 0, 3), alternative = "greater")).
        assertThat(test.pValue()).isEqualTo(0.05136, within(1e-4));
    }

    @Test
    void equalLossesAreNoWin() {
        double[] losses = {1, 2, 3, 4};
        assertThat(DieboldMariano.test(losses, losses, 2).pValue()).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> DieboldMariano.test(losses, new double[3], 2));
    }

    @Test
    void overlapDoesNotMakeChanceLookSignificant() {
        int rounds = 300;
        long naive =
                IntStream.range(0, rounds).filter(seed -> overlapping(seed, 0)).count();
        long aware =
                IntStream.range(0, rounds).filter(seed -> overlapping(seed, 60)).count();
        assertThat(naive).as("of 300 at 5 %% when overlap is ignored").isGreaterThan(rounds / 5);
        assertThat(aware).as("of 300 at 5 %% when it is not").isBetween(3L, rounds / 9L);
    }

    @Test
    void fewEventsDoNotMakeChanceLookSignificant() {
        long found = IntStream.range(0, 1_000)
                .filter(seed -> overlapping(seed, 60, 100))
                .count();
        assertThat(found).as("of 1000 at 5 %% on 100 events").isBetween(5L, 70L);
    }

    private static boolean overlapping(int seed, int lag) {
        return overlapping(seed, lag, 1_500);
    }

    /** Loss differences without any mean whose errors last 15 rows. */
    private static boolean overlapping(int seed, int lag, int events) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] noise = random.doubles(events + 14).map(u -> u - 0.5).toArray();
        double[] rival = new double[events];
        for (int i = 0; i < rival.length; i++) {
            for (int k = 0; k < 15; k++) {
                rival[i] += noise[i + k];
            }
        }
        return DieboldMariano.test(new double[events], rival, lag).pValue() < 0.05;
    }

    @Test
    void mcNemarCountsOnlyWhereTheTwoDisagree() {
        // P(X >= 10) of 12 fair coins = (66 + 12 + 1) / 4096.
        assertThat(McNemar.test(10, 2).pValue()).isEqualTo(79.0 / 4096, within(1e-9));
        assertThat(McNemar.test(0, 0).pValue()).isEqualTo(1);
        assertThat(McNemar.test(0, 9).pValue()).isEqualTo(1);
    }

    @Test
    void permutedLabelsTellSkillFromChance() {
        SplittableRandom random = new SplittableRandom(3);
        int n = 2_000;
        double[] losses = new double[3 * n];
        int[] skilled = new int[n];
        int[] chance = new int[n];
        for (int i = 0; i < n; i++) {
            int said = i % 20 == 0 ? random.nextInt(3) : argmin(losses, i - 1);
            for (int k = 0; k < 3; k++) {
                losses[3 * i + k] = k == said ? 0.5 : 1.5;
            }
            skilled[i] = random.nextInt(2) == 0 ? said : random.nextInt(3);
            chance[i] = i % 20 == 0 ? random.nextInt(3) : chance[i - 1];
        }
        LabelPermutation permutation = new LabelPermutation(60, 500, 1);
        assertThat(permutation.pValue(losses, skilled)).isEqualTo(1.0 / 501);
        assertThat(permutation.pValue(losses, chance)).isGreaterThan(0.05);
    }

    private static int argmin(double[] losses, int row) {
        return IntStream.range(0, 3)
                .filter(k -> losses[3 * row + k] < 1)
                .findFirst()
                .orElseThrow();
    }
}
