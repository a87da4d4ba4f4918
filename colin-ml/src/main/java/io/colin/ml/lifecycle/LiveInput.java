package io.colin.ml.lifecycle;

import io.colin.api.instrument.Symbol;
import io.colin.api.signal.ModelInput;
import java.util.Map;

/** One decision point as every model of the line-up of that moment saw it. */
final class LiveInput implements ModelInput {
    private final Symbol symbol;
    private final long dataAsOfNs;
    private final Lineup lineup;
    private final Map<String, ModelInput> inputs;
    private final PriceMark mark;
    private boolean scored;

    LiveInput(Symbol symbol, long dataAsOfNs, Lineup lineup, Map<String, ModelInput> inputs, PriceMark mark) {
        this.symbol = symbol;
        this.dataAsOfNs = dataAsOfNs;
        this.lineup = lineup;
        this.inputs = Map.copyOf(inputs);
        this.mark = mark;
    }

    @Override
    public Symbol symbol() {
        return symbol;
    }

    @Override
    public long dataAsOfNs() {
        return dataAsOfNs;
    }

    @Override
    public boolean provisional() {
        return inputs.values().stream().anyMatch(ModelInput::provisional);
    }

    Lineup lineup() {
        return lineup;
    }

    Map<String, ModelInput> inputs() {
        return inputs;
    }

    PriceMark mark() {
        return mark;
    }

    /** Whether {@link #firstTime} was not asked yet. Evaluating thread only. */
    boolean isFresh() {
        return !scored;
    }

    /** True the first time: a question between two decision points is no decision. Evaluating thread only. */
    boolean firstTime() {
        boolean first = !scored;
        scored = true;
        return first;
    }
}
