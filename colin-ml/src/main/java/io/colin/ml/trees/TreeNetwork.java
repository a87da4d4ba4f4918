package io.colin.ml.trees;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.internal.Require;
import io.colin.ml.network.ClassWeights;
import io.colin.ml.network.TrainedNetwork;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Boosted trees that LightGBM runs; a window is one row. Calls from several threads take turns; {@link #close()} frees the
 * native memory.
 */
public final class TreeNetwork implements TrainedNetwork {
    private static final String LEAVES = "num_leaves=";
    private static final String MAGIC = "colin-trees 1";

    private final int columns;
    private final String text;
    private final ClassWeights weights;
    private final NativeModel model;
    private boolean closed;

    private TreeNetwork(int columns, String text, ClassWeights weights, NativeModel model) {
        this.columns = columns;
        this.text = text;
        this.weights = weights;
        this.model = model;
    }

    static TreeNetwork of(int columns, String text, ClassWeights weights) {
        NativeModel model = NativeModel.of(text);
        TreeNetwork network = new TreeNetwork(columns, text, weights, model);
        try {
            network.checkShape();
            return network;
        } catch (RuntimeException e) {
            network.close();
            throw e;
        }
    }

    /**
     * The trees of a kept content.
     *
     * @param columns of a row
     * @param content as {@link #content()} gave it
     * @return the trees, owned by the caller
     * @throws ColinException MODEL_FAILED if the content is not of trees over so many columns, or the native library fails
     */
    public static TreeNetwork restore(int columns, byte[] content) {
        Require.positive("columns", columns);
        String[] parts = new String(content, StandardCharsets.UTF_8).split("\n", 4);
        // LightGBM's reader ends the process on a damaged text, so none gets there.
        if (parts.length < 4 || !parts[0].equals(MAGIC) || !parts[2].equals(checksum(parts[1], parts[3]))) {
            throw new ColinException(Reason.MODEL_FAILED, "the content is not of boosted trees, or is damaged");
        }
        String[] factors = parts[1].split(" ", 3);
        ClassWeights weights = new ClassWeights(
                Double.parseDouble(factors[0]), Double.parseDouble(factors[1]), Double.parseDouble(factors[2]));
        return of(columns, parts[3], weights);
    }

    @Override
    public int parameterCount() {
        return text.lines()
                .filter(line -> line.startsWith(LEAVES))
                .mapToInt(line -> 2 * Integer.parseInt(line.substring(LEAVES.length())) - 1)
                .sum();
    }

    /** Empty: LightGBM answers in microseconds itself. */
    @Override
    public Optional<byte[]> onnx() {
        return Optional.empty();
    }

    @Override
    public byte[] content() {
        String factors = weights.up() + " " + weights.flat() + " " + weights.down();
        String head = MAGIC + "\n" + factors + "\n" + checksum(factors, text) + "\n";
        return (head + text).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public synchronized double[] probabilities(float[] windows, int count) {
        checkInput(windows, count);
        double[] p = model.predict(windows, columns, CLASSES, NativeModel.PROBABILITIES);
        for (int i = 0; i < count; i++) {
            double sum = 0;
            for (int k = 0; k < CLASSES; k++) {
                p[i * CLASSES + k] /= weights.of(k);
                sum += p[i * CLASSES + k];
            }
            if (!(sum > 0) || !Double.isFinite(sum)) {
                throw new ColinException(Reason.MODEL_FAILED, "the trees answered with something that is no number");
            }
            for (int k = 0; k < CLASSES; k++) {
                p[i * CLASSES + k] /= sum;
            }
        }
        return p;
    }

    /**
     * What each column added to each class's score, exactly (Shapley values of the trees): the score of a class is the
     * sum of its contributions, the probabilities are the softmax of the scores.
     *
     * @param rows count × columns scaled values
     * @param count how many rows, at least 1
     * @return count × 3 × (columns + 1): row by row, class by class, the columns in the schema's order and last what the
     *     class scores without any; in log odds
     * @throws ColinException MODEL_FAILED if the native library fails
     */
    public synchronized double[] contributions(float[] rows, int count) {
        checkInput(rows, count);
        double[] all = model.predict(rows, columns, CLASSES * (columns + 1), NativeModel.CONTRIBUTIONS);
        for (int i = 0; i < count * CLASSES; i++) {
            all[i * (columns + 1) + columns] -= Math.log(weights.of(i % CLASSES));
        }
        return all;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            model.close();
        }
    }

    private static String checksum(String factors, String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest((factors + "\n" + text).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void checkInput(float[] rows, int count) {
        if (closed) {
            throw new IllegalStateException("the trees are closed");
        }
        Require.positive("count", count);
        Require.that(rows.length == (long) count * columns, "windows", "must hold count × " + columns, rows.length);
    }

    private void checkShape() {
        int found = model.columns();
        int classes = model.classes();
        if (found != columns || classes != CLASSES) {
            throw new ColinException(
                    Reason.MODEL_FAILED,
                    "the trees are over " + found + " columns and " + classes + " classes, not " + columns + " and "
                            + CLASSES);
        }
    }
}
