package io.colin.ml.onnx;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.internal.Require;
import io.colin.ml.network.WindowClassifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Windows and what the trained network answered to them, kept in a model file: whoever serves the file asks its graph the
 * same before it goes to work, on the machine and the library version of that day. Immutable.
 */
public final class ParityProbe {
    /** Windows of a probe. */
    public static final int WINDOWS = 16;

    private final int rows;
    private final int width;
    private final float[] windows;
    private final double[] answers;

    private ParityProbe(int rows, int width, float[] windows, double[] answers) {
        this.rows = rows;
        this.width = width;
        this.windows = windows;
        this.answers = answers;
    }

    /**
     * Asks a network.
     *
     * @param trained gives the answers that count
     * @param rows of a window
     * @param width columns of a row
     * @param seed of the windows, drawn as {@link ExportParity} draws them
     * @return the probe
     * @throws ColinException if the network fails
     */
    public static ParityProbe of(WindowClassifier trained, int rows, int width, long seed) {
        float[] windows = ExportParity.windows(WINDOWS, rows * width, seed);
        return new ParityProbe(rows, width, windows, trained.probabilities(windows, WINDOWS));
    }

    /**
     * Reads a part of a model file.
     *
     * @param bytes as {@link #bytes} gave them
     * @param rows of a window
     * @param width columns of a row
     * @return the probe
     * @throws ColinException MODEL_FAILED if they are no probe of this shape
     */
    public static ParityProbe parse(byte[] bytes, int rows, int width) {
        int size = WINDOWS * rows * width;
        long length = (long) size * Float.BYTES + (long) WINDOWS * WindowClassifier.CLASSES * Double.BYTES;
        if (bytes.length != length) {
            throw new ColinException(
                    Reason.MODEL_FAILED, "the parity probe must have " + length + " bytes (" + bytes.length + ")");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        float[] windows = new float[size];
        for (int i = 0; i < size; i++) {
            windows[i] = buffer.getFloat();
        }
        double[] answers = new double[WINDOWS * WindowClassifier.CLASSES];
        for (int i = 0; i < answers.length; i++) {
            answers[i] = buffer.getDouble();
        }
        return new ParityProbe(rows, width, windows, answers);
    }

    /**
     * As a part of a model file: the windows as 32-bit floats, then three probabilities each as 64-bit floats, little endian.
     *
     * @return the same bytes for the same probe
     */
    public byte[] bytes() {
        ByteBuffer buffer = ByteBuffer.allocate(windows.length * Float.BYTES + answers.length * Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (float value : windows) {
            buffer.putFloat(value);
        }
        for (double value : answers) {
            buffer.putDouble(value);
        }
        return buffer.array();
    }

    /**
     * Refuses a network that answers otherwise.
     *
     * @param served is asked the probe's windows
     * @return the largest difference of a probability
     * @throws ColinException MODEL_FAILED if one differs by more than {@link ExportParity#TOLERANCE}, naming the difference
     */
    public double check(WindowClassifier served) {
        double[] found = served.probabilities(windows, WINDOWS);
        Require.that(found.length == answers.length, "answers", "must be three a window", found.length);
        double largest = 0;
        for (int i = 0; i < answers.length; i++) {
            largest = Math.max(largest, Math.abs(answers[i] - found[i]));
        }
        if (!(largest <= ExportParity.TOLERANCE)) {
            throw new ColinException(
                    Reason.MODEL_FAILED,
                    "the network does not answer as when it was trained: the probabilities of " + WINDOWS
                            + " windows of " + rows + " x " + width + " must agree within " + ExportParity.TOLERANCE
                            + ", found " + largest);
        }
        return largest;
    }
}
