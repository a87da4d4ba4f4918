package io.colin.ml.serving;

import io.colin.api.instrument.Symbol;
import io.colin.api.signal.Direction;
import io.colin.api.signal.SignalReason;
import io.colin.ml.drift.ObservedRow;
import io.colin.ml.label.LiveLabels.Answer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The window of one symbol at the close of a bar, or inside one, or why there is none yet. Immutable but for what it was judged with. */
public final class BarInput implements ObservedRow {
    private static final float[] NO_ROW = {};

    private final At at;
    private final SignalReason reason;
    private final String detail;
    private final List<float[]> rows;
    private final int frames;
    private final double band;
    private final double cost;
    private final List<String> missing;
    private final List<Answer> answers;
    private volatile @Nullable Set<Direction> conformalSet;

    /** Nobody changes the rows; windows that follow each other share them. */
    BarInput(At at, List<float[]> rows, int frames, double band, double cost, List<String> missing) {
        this.answers = at.answers();
        this.frames = frames;
        this.at = at;
        this.reason = SignalReason.NONE;
        this.detail = "";
        this.rows = List.copyOf(rows);
        this.band = band;
        this.cost = cost;
        this.missing = List.copyOf(missing);
    }

    /** An input that cannot be judged. */
    BarInput(At at, SignalReason reason, String detail) {
        this.answers = at.answers();
        this.at = at;
        this.reason = reason;
        this.detail = detail;
        this.rows = List.of();
        this.frames = 1;
        this.band = 0;
        this.cost = 0;
        this.missing = List.of();
    }

    /**
     * Where and when an input was taken; the reference price is the close. What earlier decisions came to by then. A bar
     * that is still under way closes later than its data.
     */
    record At(
            Symbol symbol,
            long dataAsOfNs,
            long closesNs,
            String schemaHash,
            BigDecimal referencePrice,
            List<Answer> answers) {}

    @Override
    public Symbol symbol() {
        return at.symbol();
    }

    @Override
    public long dataAsOfNs() {
        return at.dataAsOfNs();
    }

    @Override
    public double[] newestRow() {
        if (rows.isEmpty()) {
            return new double[0];
        }
        int width = lastRow().length;
        int steps = rows.size() / frames;
        double[] row = new double[frames * width];
        for (int i = 0; i < row.length; i++) {
            row[i] = rows.get((i / width + 1) * steps - 1)[i % width];
        }
        return row;
    }

    @Override
    public boolean provisional() {
        return at.closesNs() > at.dataAsOfNs();
    }

    /** When its last bar closes. */
    long closesNs() {
        return at.closesNs();
    }

    String schemaHash() {
        return at.schemaHash();
    }

    /** NONE when it can be judged. */
    SignalReason reason() {
        return reason;
    }

    String detail() {
        return detail;
    }

    /** The last row, scaled: the newest of the last time frame. Not to be changed. Empty when it cannot be judged. */
    float[] lastRow() {
        return rows.isEmpty() ? NO_ROW : rows.getLast();
    }

    List<float[]> rowsButLast() {
        return rows.subList(0, rows.size() - 1);
    }

    List<float[]> rowsButFirst() {
        return rows.subList(1, rows.size());
    }

    int windowSize() {
        return rows.size() * lastRow().length;
    }

    /** Copies the scaled window, oldest row first. */
    void copyWindow(float[] target, int offset) {
        int to = offset;
        for (float[] row : rows) {
            System.arraycopy(row, 0, target, to, row.length);
            to += row.length;
        }
    }

    double band() {
        return band;
    }

    double cost() {
        return cost;
    }

    BigDecimal referencePrice() {
        return at.referencePrice();
    }

    List<String> missing() {
        return missing;
    }

    List<Answer> answers() {
        return answers;
    }

    /** The set this input was judged with, once it was: asked again, it is told the same. */
    Optional<Set<Direction>> conformalSet() {
        return Optional.ofNullable(conformalSet);
    }

    void judgedWith(Set<Direction> set) {
        conformalSet = set;
    }
}
