package io.colin.execution.backtest;

import io.colin.execution.store.CanonicalDifference;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether two runs decided the same.
 *
 * @param equal decisions that are equal, from the first on
 * @param difference the first that is not; empty when all are
 */
public record Parity(long equal, Optional<Difference> difference) {
    /**
     * Where two logs part.
     *
     * @param index number of the decision, from 0
     * @param left the one log's decision; empty where that log has ended
     * @param right the other's; empty where that log has ended
     * @param path what of it differs: {@code kind}, {@code time}, a component such as {@code fill.price}, or
     *     {@code end} where one log has ended
     * @param leftValue its value on the left
     * @param rightValue its value on the right
     */
    public record Difference(
            long index,
            Optional<Decision> left,
            Optional<Decision> right,
            String path,
            String leftValue,
            String rightValue) {
        /**
         * Says it to a person.
         *
         * @return one line
         */
        public String text() {
            Decision shown = left.or(() -> right).orElseThrow();
            return "decision " + (index + 1) + ", " + shown.kind() + " at " + time(shown.timeNs()) + ": " + path
                    + " is " + leftValue + " on the left and " + rightValue + " on the right";
        }
    }

    /**
     * Compares two logs from their beginnings.
     *
     * @param left the one
     * @param right the other
     * @return how far they are equal
     */
    public static Parity between(DecisionLog left, DecisionLog right) {
        List<Decision> one = left.decisions();
        List<Decision> other = right.decisions();
        int shorter = Math.min(one.size(), other.size());
        for (int i = 0; i < shorter; i++) {
            if (!one.get(i).equals(other.get(i))) {
                return new Parity(i, Optional.of(difference(i, one.get(i), other.get(i))));
            }
        }
        if (one.size() == other.size()) {
            return new Parity(shorter, Optional.empty());
        }
        Optional<Decision> more = Optional.of(one.size() > shorter ? one.get(shorter) : other.get(shorter));
        Difference ended = one.size() > shorter
                ? new Difference(shorter, more, Optional.empty(), "end", "there", "not there")
                : new Difference(shorter, Optional.empty(), more, "end", "not there", "there");
        return new Parity(shorter, Optional.of(ended));
    }

    /**
     * Whether the two are the same.
     *
     * @return true when no decision differs
     */
    public boolean isEqual() {
        return difference.isEmpty();
    }

    private static Difference difference(long index, Decision left, Decision right) {
        if (!left.kind().equals(right.kind())) {
            return named(index, left, right, new CanonicalDifference("kind", left.kind(), right.kind()));
        }
        if (left.timeNs() != right.timeNs()) {
            return named(
                    index, left, right, new CanonicalDifference("time", time(left.timeNs()), time(right.timeNs())));
        }
        return named(
                index,
                left,
                right,
                CanonicalDifference.between(left.body(), right.body())
                        .orElseGet(() -> new CanonicalDifference("body", left.body(), right.body())));
    }

    private static Difference named(long index, Decision left, Decision right, CanonicalDifference found) {
        return new Difference(index, Optional.of(left), Optional.of(right), found.path(), found.left(), found.right());
    }

    private static String time(long timeNs) {
        return Instant.ofEpochSecond(0, timeNs).toString();
    }
}
