package io.colin.ml.serving;

import io.colin.api.instrument.Symbol;
import io.colin.api.signal.ModelInput;
import io.colin.api.signal.SignalReason;
import java.math.BigDecimal;
import java.util.List;

/** The window of one symbol at the close of a bar, or why there is none yet. Immutable. */
public final class BarInput implements ModelInput {
    private final Symbol symbol;
    private final long dataAsOfNs;
    private final String schemaHash;
    private final SignalReason reason;
    private final String detail;
    private final double[] window;
    private final double band;
    private final double cost;
    private final BigDecimal referencePrice;
    private final List<String> missing;

    /** The array becomes this input's own. */
    BarInput(At at, double[] window, double band, double cost, List<String> missing) {
        this.symbol = at.symbol();
        this.dataAsOfNs = at.dataAsOfNs();
        this.schemaHash = at.schemaHash();
        this.referencePrice = at.referencePrice();
        this.reason = SignalReason.NONE;
        this.detail = "";
        this.window = window;
        this.band = band;
        this.cost = cost;
        this.missing = List.copyOf(missing);
    }

    /** An input that cannot be judged. */
    BarInput(At at, SignalReason reason, String detail) {
        this.symbol = at.symbol();
        this.dataAsOfNs = at.dataAsOfNs();
        this.schemaHash = at.schemaHash();
        this.referencePrice = at.referencePrice();
        this.reason = reason;
        this.detail = detail;
        this.window = new double[0];
        this.band = 0;
        this.cost = 0;
        this.missing = List.of();
    }

    /** Where and when an input was taken; the reference price is the close. */
    record At(Symbol symbol, long dataAsOfNs, String schemaHash, BigDecimal referencePrice) {}

    @Override
    public Symbol symbol() {
        return symbol;
    }

    @Override
    public long dataAsOfNs() {
        return dataAsOfNs;
    }

    String schemaHash() {
        return schemaHash;
    }

    /** NONE when it can be judged. */
    SignalReason reason() {
        return reason;
    }

    String detail() {
        return detail;
    }

    /** Value i of the window, oldest row first; NaN while absent. */
    double value(int index) {
        return window[index];
    }

    int values() {
        return window.length;
    }

    double band() {
        return band;
    }

    double cost() {
        return cost;
    }

    BigDecimal referencePrice() {
        return referencePrice;
    }

    List<String> missing() {
        return missing;
    }
}
