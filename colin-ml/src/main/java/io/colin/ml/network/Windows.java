package io.colin.ml.network;

/** Scaled windows of a dataset, copied out on demand: 60 steps of 95 columns a decision would not fit in memory. */
public interface Windows {
    /**
     * How many windows there are.
     *
     * @return 0 or more
     */
    int count();

    /**
     * Rows of a window.
     *
     * @return above 0
     */
    int steps();

    /**
     * Columns of a row.
     *
     * @return above 0
     */
    int features();

    /**
     * Copies one window, oldest row first, columns in the schema's order.
     *
     * @param index 0 to count − 1
     * @param target receives steps × features values
     * @param offset where they begin
     */
    void copy(int index, float[] target, int offset);
}
