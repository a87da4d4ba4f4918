package io.colin.ml.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.ml.book.BookModel.Adaptation;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LiveConfidenceTest {
    private static final long MS = 1_000_000L;

    @Test
    void isPlainBeforeTheFirstMove() {
        LiveConfidence confidence = LiveConfidence.of(new Adaptation(100, 200));
        confidence.onMid(10);
        confidence.add(0, 1.5);
        assertThat(confidence.map()).isEqualTo(ConfidenceMap.PLAIN);
    }

    @Test
    void findsHowSureTheAnswersShouldHaveBeen() {
        LiveConfidence confidence = LiveConfidence.of(new Adaptation(1e6, 20));
        feed(confidence, 30_000, 1, 0.4, 0.5);
        assertThat(confidence.map().slope()).isCloseTo(0.4, within(0.05));
        assertThat(confidence.map().offset()).isCloseTo(0.5, within(0.08));
    }

    @Test
    void forgetsWhatIsLongAgo() {
        LiveConfidence confidence = LiveConfidence.of(new Adaptation(100, 20));
        feed(confidence, 4_000, 2, 0.4, 0.5);
        feed(confidence, 4_000, 3, 1.5, 0);
        assertThat(confidence.map().slope() * 1.5 + confidence.map().offset()).isCloseTo(1.5 * 1.5, within(0.5));
    }

    @Test
    void theMirroredBookGivesTheSameMapToTheLastBit() {
        LiveConfidence one = LiveConfidence.of(new Adaptation(50, 30));
        LiveConfidence other = LiveConfidence.of(new Adaptation(50, 30));
        Random random = new Random(4);
        double mid = 100;
        one.onMid(mid);
        other.onMid(mid);
        for (int i = 0; i < 5_000; i++) {
            double score = random.nextGaussian();
            one.add(i * MS, score);
            other.add(i * MS, -score);
            mid += random.nextInt(4) == 0 ? random.nextGaussian() + 0.3 * score : 0;
            one.onMid(mid);
            other.onMid(200 - mid);
            assertThat(other.map()).isEqualTo(one.map());
            double read = one.map().apply(score);
            assertThat(one.map().apply(-score)).isEqualTo(-read);
        }
        assertThat(one.map()).isNotEqualTo(ConfidenceMap.PLAIN);
    }

    @Test
    void learnsNothingFromAnswersThatNeverCame() {
        LiveConfidence confidence = LiveConfidence.of(new Adaptation(100, 20));
        confidence.onMid(10);
        confidence.add(0, 2);
        confidence.passTo(10_000 * MS + 1);
        confidence.onMid(11);
        assertThat(confidence.map()).isEqualTo(ConfidenceMap.PLAIN);
        confidence.add(10_000 * MS + 1, 2);
        confidence.onLost();
        confidence.onMid(12);
        assertThat(confidence.map()).isEqualTo(ConfidenceMap.PLAIN);
        confidence.add(10_001 * MS, 2);
        confidence.passTo(20_001 * MS);
        confidence.onMid(11);
        assertThat(confidence.map().offset()).isNegative();
    }

    @Test
    void holdsAsManyOpenAnswersAsThereAre() {
        LiveConfidence slow = LiveConfidence.of(new Adaptation(100, 20));
        LiveConfidence direct = LiveConfidence.of(new Adaptation(100, 20));
        double[] last = new double[2_000];
        slow.onMid(10);
        for (int i = 0; i < 14_000; i++) {
            double score = 0.1 + i % 7;
            slow.passTo(5L * i * MS);
            slow.add(5L * i * MS, score);
            if (i >= 12_000) {
                last[i - 12_000] = score;
            }
        }
        slow.passTo(13_999 * 5 * MS + 5 * MS);
        slow.onMid(9);
        direct.learn(last, 0, last.length, -1);
        assertThat(slow.map()).isEqualTo(direct.map());
    }

    @Test
    void neverTurnsAnAnswerRound() {
        ConfidenceMap map = new ConfidenceMap(0.05, -2);
        assertThat(map.apply(0.3)).isEqualTo(0.003, within(1e-12));
        assertThat(map.apply(-50)).isEqualTo(-0.5, within(1e-12));
        assertThat(map.apply(0)).isZero();
        assertThat(new ConfidenceMap(0.5, 0.2).apply(-2)).isEqualTo(-1.2, within(1e-12));
    }

    /** One answer a move, right with the probability of slope·|s| + offset. */
    private static void feed(LiveConfidence confidence, int moves, long seed, double slope, double offset) {
        Random random = new Random(seed);
        double mid = 0;
        confidence.onLost();
        confidence.onMid(mid);
        for (int i = 0; i < moves; i++) {
            double score = 2 * random.nextGaussian();
            double right = 1 / (1 + Math.exp(-(slope * Math.abs(score) + offset)));
            confidence.add(i * MS, score);
            mid += Math.signum(score) * (random.nextDouble() < right ? 1 : -1);
            confidence.onMid(mid);
        }
    }
}
