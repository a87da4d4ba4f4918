package io.colin.ml.network;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Where a training stands between two epochs. Immutable; the arrays are its own. */
final class TrainingState {
    static final TrainingState START = new TrainingState(0, 0, 0, 0, Double.POSITIVE_INFINITY, new float[0]);

    private static final int HEAD = 4 * Integer.BYTES + Double.BYTES + 3 * Integer.BYTES;

    private final int epoch;
    private final int stale;
    private final int stagnations;
    private final int bestEpoch;
    private final double bestLoss;
    private final float[] best;

    private TrainingState(int epoch, int stale, int stagnations, int bestEpoch, double bestLoss, float[] best) {
        this.epoch = epoch;
        this.stale = stale;
        this.stagnations = stagnations;
        this.bestEpoch = bestEpoch;
        this.bestLoss = bestLoss;
        this.best = best;
    }

    /** A state with the weights and the optimiser's memory it was left with. */
    static final class Snapshot {
        private final TrainingState state;
        private final float[] weights;
        private final float[] memory;

        private Snapshot(TrainingState state, float[] weights, float[] memory) {
            this.state = state;
            this.weights = weights;
            this.memory = memory;
        }

        TrainingState state() {
            return state;
        }

        float[] weights() {
            return weights;
        }

        float[] memory() {
            return memory;
        }
    }

    TrainingState better(double loss, float[] weights) {
        return new TrainingState(epoch + 1, 0, stagnations, epoch + 1, loss, weights);
    }

    TrainingState stagnant(int plateauEpochs) {
        int longer = stale + 1;
        int more = longer % plateauEpochs == 0 ? stagnations + 1 : stagnations;
        return new TrainingState(epoch + 1, longer, more, bestEpoch, bestLoss, best);
    }

    int epoch() {
        return epoch;
    }

    int stale() {
        return stale;
    }

    int stagnations() {
        return stagnations;
    }

    int bestEpoch() {
        return bestEpoch;
    }

    double bestLoss() {
        return bestLoss;
    }

    float[] best() {
        return best;
    }

    byte[] bytes(float[] weights, float[] memory) {
        int floats = best.length + weights.length + memory.length;
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + floats * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(epoch).putInt(stale).putInt(stagnations).putInt(bestEpoch).putDouble(bestLoss);
        put(bytes, best);
        put(bytes, weights);
        put(bytes, memory);
        return bytes.array();
    }

    static Snapshot read(byte[] state) {
        ByteBuffer bytes = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
        try {
            int epoch = bytes.getInt();
            int stale = bytes.getInt();
            int stagnations = bytes.getInt();
            int bestEpoch = bytes.getInt();
            double bestLoss = bytes.getDouble();
            TrainingState read = new TrainingState(epoch, stale, stagnations, bestEpoch, bestLoss, take(bytes));
            return new Snapshot(read, take(bytes), take(bytes));
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            throw new ColinException(Reason.MODEL_FAILED, "the checkpoint holds no training state", e);
        }
    }

    private static void put(ByteBuffer bytes, float[] values) {
        bytes.putInt(values.length);
        for (float value : values) {
            bytes.putFloat(value);
        }
    }

    private static float[] take(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length > bytes.remaining() / Float.BYTES) {
            throw new BufferUnderflowException();
        }
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = bytes.getFloat();
        }
        return values;
    }
}
