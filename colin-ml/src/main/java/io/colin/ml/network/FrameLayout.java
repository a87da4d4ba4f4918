package io.colin.ml.network;

import io.colin.api.internal.Require;
import java.util.List;

/**
 * How a window is laid out: time frame by time frame, within a frame oldest row first, within a row the frame's columns
 * in the schema's order. A network over one time frame has the layout {@code ([1], steps)}.
 *
 * @param frames length of each time frame in bars of the preset, ascending, the first 1
 * @param steps rows of each frame, above 0
 */
public record FrameLayout(List<Integer> frames, int steps) {
    private static final int MOST_STEPS = 4_096;
    private static final int MOST_FRAMES = 8;

    /** Checks and copies. */
    public FrameLayout {
        frames = List.copyOf(frames);
        Require.within("frames", frames.size(), 1, MOST_FRAMES);
        Require.that(frames.getFirst() == 1, "frames", "must begin with 1", frames);
        for (int i = 1; i < frames.size(); i++) {
            Require.that(frames.get(i) > frames.get(i - 1), "frames", "must ascend", frames);
        }
        Require.within("steps", steps, 1, MOST_STEPS);
    }

    /**
     * The layout of a network over the bars themselves.
     *
     * @param steps rows of a window, above 0
     * @return one frame of one bar
     */
    public static FrameLayout single(int steps) {
        return new FrameLayout(List.of(1), steps);
    }

    /**
     * How many rows a window has.
     *
     * @return frames × steps
     */
    public int rows() {
        return frames.size() * steps;
    }

    /**
     * How many columns a row has.
     *
     * @param columns of the schema, all frames together
     * @return columns ÷ frames
     * @throws IllegalArgumentException if that leaves a rest
     */
    public int width(int columns) {
        Require.that(columns % frames.size() == 0, "columns", "must divide by " + frames.size() + " frames", columns);
        return columns / frames.size();
    }

    /**
     * Which column of the schema a value of a window belongs to.
     *
     * @param index of the value in its window
     * @param columns of the schema, all frames together
     * @return from 0
     */
    public int column(int index, int columns) {
        int width = width(columns);
        return index / (steps * width) * width + index % width;
    }
}
