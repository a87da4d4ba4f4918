package io.colin.ml.evaluation;

import java.util.Locale;

/** A p value in a sentence: one that three digits cannot show is said to be smaller, never to be 0. */
final class Chance {
    private static final double SMALLEST_SHOWN = 0.001;

    private Chance() {}

    /** For example {@code p = 0.012} or {@code p < 0.001}. */
    static String of(double pValue) {
        return pValue < SMALLEST_SHOWN ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", pValue);
    }
}
