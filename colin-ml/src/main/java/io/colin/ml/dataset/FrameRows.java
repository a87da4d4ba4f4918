package io.colin.ml.dataset;

import io.colin.ml.frame.FrameStream;
import java.util.List;

/** The rows of every closed bar of every time frame, and which was the newest at each bar of the first frame. */
final class FrameRows {
    private final int width;
    private final double[][] rows;
    private final int[][] newest;
    private final int[] counts;

    FrameRows(List<Integer> frames, int width, int bars) {
        this.width = width;
        this.rows = new double[frames.size()][];
        this.newest = new int[frames.size()][bars];
        this.counts = new int[frames.size()];
        for (int frame = 0; frame < rows.length; frame++) {
            rows[frame] = new double[(bars / frames.get(frame) + 1) * width];
        }
    }

    /** After the stream took the bar. */
    void add(int bar, FrameStream stream) {
        for (int frame = 0; frame < rows.length; frame++) {
            // The first frame has a row a bar whatever became of it, so that bars and rows keep step.
            if (frame == 0 || stream.closed(frame)) {
                stream.copyRow(frame, rows[frame], counts[frame]++ * width);
            }
            newest[frame][bar] = counts[frame] - 1;
        }
    }

    /** The value so many rows before the newest at a bar; NaN where there is none. */
    double value(int frame, int bar, int back, int column) {
        int row = newest[frame][bar] - back;
        return row < 0 ? Double.NaN : rows[frame][row * width + column];
    }
}
