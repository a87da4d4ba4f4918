package io.colin.ml.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.signal.Direction;
import io.colin.api.signal.MemberVote;
import io.colin.api.signal.Probabilities;
import io.colin.ml.label.ClassIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DynamicWeightsTest {
    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final double[] FIXED = {0.4, 0.4, 0.2};
    private static final Probabilities GOOD = new Probabilities(0.6, 0.2, 0.2);
    private static final Probabilities FAIR = new Probabilities(0.4, 0.3, 0.3);
    private static final Probabilities BAD = new Probabilities(0.05, 0.05, 0.9);

    @Test
    void moveFirstAfterFiftyOfEveryMemberThenAfterEveryTenMore() {
        DynamicWeights weights = DynamicWeights.of(NAMES, FIXED);
        for (int i = 0; i < 60; i++) {
            weights.resolved(votes(GOOD, FAIR), truth(i));
        }
        assertThat(weights.weights()).as("c has none").containsExactly(FIXED);
        for (int i = 0; i < 49; i++) {
            weights.resolved(votes(GOOD, FAIR, FAIR), truth(i));
        }
        assertThat(weights.weights()).as("c has 49").containsExactly(FIXED);
        weights.resolved(votes(GOOD, FAIR, FAIR), truth(0));
        double[] first = weights.weights();
        assertThat(first).isNotEqualTo(FIXED);
        for (int i = 0; i < 9; i++) {
            weights.resolved(votes(BAD, FAIR, FAIR), truth(i));
            assertThat(weights.weights()).containsExactly(first);
        }
        weights.resolved(votes(BAD, FAIR, FAIR), truth(0));
        assertThat(weights.weights()[0]).isLessThan(first[0]);
    }

    @Test
    void theSkillIsThatOfThePlainFormula() {
        DynamicWeights weights = DynamicWeights.of(NAMES, FIXED);
        double loss = 0;
        double prior = 0;
        double[] seen = {1, 1, 1};
        for (int i = 0; i < 300; i++) {
            Direction truth = truth(i);
            int k = ClassIndex.of(truth);
            // The half-life spelt out: what resolved n predictions ago weighs 0.5^(n/200).
            double decay = Math.pow(0.5, (300 - 1 - i) / 200.0);
            loss -= decay * Math.log(GOOD.of(truth));
            prior -= decay * Math.log(seen[k] / (seen[0] + seen[1] + seen[2]));
            for (int j = 0; j < 3; j++) {
                seen[j] = seen[j] * Math.pow(0.5, 1 / 200.0) + (j == k ? 1 : 0);
            }
            weights.resolved(votes(GOOD, FAIR, BAD), truth);
        }
        assertThat(weights.skill(0)).isEqualTo(1 - loss / prior, within(1e-9));
        assertThat(weights.skill(2)).isNegative();
    }

    @Test
    void noSkillAtAllGivesTheStaticWeights() {
        DynamicWeights weights = DynamicWeights.of(NAMES, FIXED);
        for (int i = 0; i < 50; i++) {
            weights.resolved(votes(GOOD, GOOD, FAIR), Direction.LONG);
        }
        for (int i = 0; i < 200; i++) {
            weights.resolved(votes(BAD, BAD, BAD), Direction.LONG);
        }
        assertThat(weights.skill(0)).isNegative();
        assertThat(weights.weights()).containsExactly(FIXED);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theProjectionIsTheNearestPointWithinTheBounds(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 100; round++) {
            double[] target = random.doubles(2 + random.nextInt(5)).toArray();
            double sum = Arrays.stream(target).sum();
            Arrays.setAll(target, i -> target[i] / sum);
            double[] found = DynamicWeights.projected(target);
            assertThat(Arrays.stream(found).sum()).isEqualTo(1, within(1e-9));
            for (double weight : found) {
                assertThat(weight).isBetween(DynamicWeights.LOWEST, DynamicWeights.HIGHEST);
            }
            double distance = distance(target, found);
            for (int trial = 0; trial < 50; trial++) {
                double[] other = nudged(found, random);
                assertThat(distance(target, other)).isGreaterThanOrEqualTo(distance - 1e-9);
            }
        }
    }

    @Test
    void refusesVotesOfStrangers() {
        DynamicWeights weights = DynamicWeights.of(NAMES, FIXED);
        List<MemberVote> strange = List.of(new MemberVote("d", 1, GOOD));
        assertThatIllegalArgumentException().isThrownBy(() -> weights.resolved(strange, Direction.LONG));
    }

    /** Moves weight from one member to another, as far as the bounds allow. */
    private static double[] nudged(double[] weights, SplittableRandom random) {
        double[] other = weights.clone();
        int from = random.nextInt(other.length);
        int to = random.nextInt(other.length);
        double most = Math.min(other[from] - DynamicWeights.LOWEST, DynamicWeights.HIGHEST - other[to]);
        double by = random.nextDouble() * Math.max(0, most);
        other[from] -= by;
        other[to] += by;
        return other;
    }

    private static double distance(double[] some, double[] others) {
        double sum = 0;
        for (int i = 0; i < some.length; i++) {
            sum += (some[i] - others[i]) * (some[i] - others[i]);
        }
        return sum;
    }

    /** LONG in 6 of 10. */
    private static Direction truth(int index) {
        return index % 10 < 6 ? Direction.LONG : index % 2 == 0 ? Direction.NEUTRAL : Direction.SHORT;
    }

    private static List<MemberVote> votes(Probabilities... said) {
        List<MemberVote> votes = new ArrayList<>();
        for (int i = 0; i < said.length; i++) {
            votes.add(new MemberVote(NAMES.get(i), 0.3, said[i]));
        }
        return votes;
    }
}
