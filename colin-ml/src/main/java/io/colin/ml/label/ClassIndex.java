package io.colin.ml.label;

import io.colin.api.signal.Direction;

/** The fixed place of each class in every array of a model. */
public final class ClassIndex {
    private ClassIndex() {}

    /**
     * The place of a class.
     *
     * @param direction the class
     * @return LONG 0, NEUTRAL 1, SHORT 2
     */
    public static int of(Direction direction) {
        return switch (direction) {
            case LONG -> 0;
            case NEUTRAL -> 1;
            case SHORT -> 2;
        };
    }
}
