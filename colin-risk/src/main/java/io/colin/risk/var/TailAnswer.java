package io.colin.risk.var;

import io.colin.api.internal.Require;
import java.util.List;
import java.util.Optional;

/** A measured tail, or why there is none. */
public sealed interface TailAnswer {
    /**
     * How the tail is measured. An answer may stand for another method than was asked for, and then says so in its notes.
     *
     * @return the method that gave the numbers
     */
    TailMethod method();

    /**
     * The share of outcomes that lose no more than the value at risk.
     *
     * @return in [0.5, 1)
     */
    double confidence();

    /**
     * Over how many days.
     *
     * @return 1, 5 or 10
     */
    int horizonDays();

    /**
     * The measured tail.
     *
     * @return empty when there is none
     */
    default Optional<Measured> measured() {
        return this instanceof Measured m ? Optional.of(m) : Optional.empty();
    }

    /**
     * Numbers in the account currency.
     *
     * @param method that gave them
     * @param confidence in [0.5, 1)
     * @param horizonDays 1, 5 or 10
     * @param valueAtRisk loss not exceeded with the confidence, 0 when that quantile is a profit
     * @param expectedShortfall mean loss at or beyond it, at least the value at risk
     * @param notes what a reader must know, for example {@code sqrt_time}, {@code overlapping_windows}
     */
    record Measured(
            TailMethod method,
            double confidence,
            int horizonDays,
            double valueAtRisk,
            double expectedShortfall,
            List<String> notes)
            implements TailAnswer {
        /** Checks. */
        public Measured {
            Require.within("valueAtRisk", valueAtRisk, 0, Double.MAX_VALUE);
            Require.within("expectedShortfall", expectedShortfall, valueAtRisk, Double.MAX_VALUE);
            notes = List.copyOf(notes);
        }
    }

    /**
     * No number.
     *
     * @param method that was asked for
     * @param confidence in [0.5, 1)
     * @param horizonDays 1, 5 or 10
     * @param reason why
     * @param detail the same for a person
     */
    record Absent(TailMethod method, double confidence, int horizonDays, AbsentReason reason, String detail)
            implements TailAnswer {}
}
