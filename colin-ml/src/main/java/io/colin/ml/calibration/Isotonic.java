package io.colin.ml.calibration;

import io.colin.api.internal.Require;
import io.colin.api.signal.Probabilities;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Isotonic regression, one class against the others, then renormalised: each probability becomes how often the class came
 * where it was given that probability or one near it, forced not to fall. Between fitted points it runs straight.
 *
 * @param up of LONG
 * @param flat of NEUTRAL
 * @param down of SHORT
 */
public record Isotonic(Curve up, Curve flat, Curve down) implements CalibrationMap {
    /** No class is ever impossible: a share of 0 among some dozen samples does not say so. */
    private static final double SMALLEST_PROBABILITY = 1e-4;

    /**
     * A curve that does not fall.
     *
     * @param given raw probabilities, ascending, at least one
     * @param came shares at them, not falling, [0, 1]
     */
    public record Curve(List<Double> given, List<Double> came) {
        /** Checks and copies. */
        public Curve {
            given = List.copyOf(given);
            came = List.copyOf(came);
            Require.positive("given", given.size());
            Require.that(came.size() == given.size(), "came", "must be one a point", came.size());
            for (int i = 0; i < given.size(); i++) {
                Require.within("came", came.get(i), i == 0 ? 0 : came.get(i - 1), 1);
                Require.that(i == 0 || given.get(i) > given.get(i - 1), "given", "must ascend", given.get(i));
            }
        }

        double at(double probability) {
            int above = 0;
            while (above < given.size() && given.get(above) < probability) {
                above++;
            }
            if (above == 0) {
                return came.getFirst();
            }
            if (above == given.size()) {
                return came.getLast();
            }
            double left = given.get(above - 1);
            double share = (probability - left) / (given.get(above) - left);
            return came.get(above - 1) + share * (came.get(above) - came.get(above - 1));
        }
    }

    /**
     * Fits by pooling adjacent violators.
     *
     * @param raw three probabilities a row: LONG, NEUTRAL, SHORT
     * @param classes the true class of each row, at least one
     * @return the map
     */
    public static Isotonic fit(double[] raw, int[] classes) {
        Require.positive("classes", classes.length);
        Require.that(raw.length == 3 * classes.length, "raw", "must hold three a row", raw.length);
        return new Isotonic(curve(raw, classes, 0), curve(raw, classes, 1), curve(raw, classes, 2));
    }

    @Override
    public Probabilities apply(double[] raw, int row) {
        double u = Math.max(SMALLEST_PROBABILITY, up.at(raw[3 * row]));
        double f = Math.max(SMALLEST_PROBABILITY, flat.at(raw[3 * row + 1]));
        double d = Math.max(SMALLEST_PROBABILITY, down.at(raw[3 * row + 2]));
        double sum = u + f + d;
        return new Probabilities(u / sum, f / sum, d / sum);
    }

    private static Curve curve(double[] raw, int[] classes, int k) {
        int[] order = IntStream.range(0, classes.length)
                .boxed()
                .sorted((a, b) -> Double.compare(raw[3 * a + k], raw[3 * b + k]))
                .mapToInt(Integer::intValue)
                .toArray();
        List<Block> blocks = new ArrayList<>();
        for (int row : order) {
            Block block = new Block(raw[3 * row + k], classes[row] == k ? 1 : 0, 1);
            while (!blocks.isEmpty() && blocks.getLast().mustJoin(block)) {
                block = blocks.removeLast().join(block);
            }
            blocks.add(block);
        }
        return new Curve(
                blocks.stream().map(Block::meanGiven).toList(),
                blocks.stream().map(Block::meanCame).toList());
    }

    /** Samples that share one value: sums of what was given and what came, and how many. */
    private record Block(double given, double came, int count) {
        private boolean mustJoin(Block next) {
            return meanCame() >= next.meanCame() || meanGiven() >= next.meanGiven();
        }

        private Block join(Block next) {
            return new Block(given + next.given, came + next.came, count + next.count);
        }

        private double meanGiven() {
            return given / count;
        }

        private double meanCame() {
            return came / count;
        }
    }
}
