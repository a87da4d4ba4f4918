package io.colin.ml.network;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Weights as bytes: little-endian float32, nothing else. */
public final class WeightBytes {
    private WeightBytes() {}

    /**
     * Weights to bytes.
     *
     * @param weights in any order
     * @return four bytes each
     */
    public static byte[] of(float[] weights) {
        ByteBuffer bytes = ByteBuffer.allocate(weights.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(weights);
        return bytes.array();
    }

    /**
     * Bytes to weights.
     *
     * @param bytes as {@link #of} gave them
     * @return the weights
     * @throws ColinException MODEL_FAILED if their number does not divide by four
     */
    public static float[] floats(byte[] bytes) {
        if (bytes.length % Float.BYTES != 0) {
            throw new ColinException(
                    Reason.MODEL_FAILED, "weights must be a multiple of 4 bytes (" + bytes.length + ")");
        }
        float[] weights = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(weights);
        return weights;
    }
}
