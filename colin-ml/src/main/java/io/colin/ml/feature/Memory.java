package io.colin.ml.feature;

/** What is kept from bar to bar, so that one calculation can go on from where another of its kind stands. */
interface Memory {
    /** Becomes what another one is, which must be of the same class and size; that one does not change. */
    void copyFrom(Memory other);
}
