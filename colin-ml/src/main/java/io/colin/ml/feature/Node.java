package io.colin.ml.feature;

/** The current value of a calculation, shared by all that read it. */
final class Node implements Memory {
    private final Calculation calculation;
    private double value = Double.NaN;

    Node(Calculation calculation) {
        this.calculation = calculation;
    }

    void update() {
        value = calculation.next();
    }

    @Override
    public void copyFrom(Memory other) {
        value = ((Node) other).value;
    }

    /** NaN while absent. */
    double value() {
        return value;
    }
}
