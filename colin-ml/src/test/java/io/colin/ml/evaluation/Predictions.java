package io.colin.ml.evaluation;

import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.ml.calibration.EmissionRule;
import io.colin.ml.calibration.Opinion;
import io.colin.ml.label.ClassIndex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded predictions one minute apart, each answered 15 minutes later. */
final class Predictions {
    static final long MINUTE_NS = 60_000_000_000L;
    static final List<Direction> CLASSES = List.of(Direction.LONG, Direction.NEUTRAL, Direction.SHORT);

    private Predictions() {}

    static Prediction of(int minute, Direction came, double exitReturn, Probabilities said) {
        return of(minute, came, exitReturn, said, 0.001);
    }

    static Prediction of(int minute, Direction came, double exitReturn, Probabilities said, double cost) {
        EnumSet<Direction> set = EnumSet.noneOf(Direction.class);
        CLASSES.stream().filter(d -> said.of(d) >= 0.3).forEach(set::add);
        Opinion opinion = new Opinion(said, 0.01 * (said.up() - said.down()), 0.01, cost, set);
        return new Prediction(
                minute * MINUTE_NS,
                (minute + 15) * MINUTE_NS,
                100,
                came,
                exitReturn,
                opinion,
                EmissionRule.DEMONSTRATION.decide(opinion),
                0);
    }

    /** Classes hold for 20 minutes; the right one gets probability 0.6 with the given chance, else another does. */
    static List<Prediction> series(long seed, int count, double skill) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Prediction> predictions = new ArrayList<>();
        Direction came = Direction.LONG;
        for (int i = 0; i < count; i++) {
            came = i % 20 == 0 ? CLASSES.get(random.nextInt(3)) : came;
            Direction other = CLASSES.get((ClassIndex.of(came) + 1 + random.nextInt(2)) % 3);
            Direction said = random.nextDouble() < skill ? came : other;
            double[] p = {0.2, 0.2, 0.2};
            p[ClassIndex.of(said)] = 0.6;
            predictions.add(of(i, came, came.sign() * 0.01, new Probabilities(p[0], p[1], p[2])));
        }
        return predictions;
    }

    static List<Rival> rivals(int count) {
        Probabilities prior = new Probabilities(1.0 / 3, 1.0 / 3, 1 - 2.0 / 3);
        return List.of(
                Rival.majority(prior, count),
                Rival.of(Rival.PERSISTENCE, Collections.nCopies(count, Direction.LONG)),
                Rival.abstaining(count));
    }
}
