package io.colin.ml.ensemble;

import io.colin.api.instrument.Symbol;
import io.colin.api.signal.ModelInput;
import java.util.List;
import java.util.Optional;

/** What the members have to judge at one moment. Immutable. */
public final class EnsembleInput implements ModelInput {
    private final Symbol symbol;
    private final long dataAsOfNs;
    private final List<Optional<ModelInput>> inputs;

    EnsembleInput(Symbol symbol, long dataAsOfNs, List<Optional<ModelInput>> inputs) {
        this.symbol = symbol;
        this.dataAsOfNs = dataAsOfNs;
        this.inputs = List.copyOf(inputs);
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
        return inputs.stream().flatMap(Optional::stream).anyMatch(ModelInput::provisional);
    }

    /** Of each member; empty where it had no decision point. */
    List<Optional<ModelInput>> inputs() {
        return inputs;
    }
}
