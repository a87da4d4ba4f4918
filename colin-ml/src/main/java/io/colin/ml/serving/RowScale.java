package io.colin.ml.serving;

/** Brings the columns of a row to the scale that a network was trained on. */
@FunctionalInterface
interface RowScale {
    /** The value a network sees; NaN is an absent optional column. */
    float scale(int column, double value);

    /** As they are; what is absent is 0. */
    static RowScale none() {
        return (column, value) -> Double.isNaN(value) ? 0 : (float) value;
    }
}
