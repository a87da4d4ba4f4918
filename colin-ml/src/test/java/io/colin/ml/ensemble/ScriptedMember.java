package io.colin.ml.ensemble;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketEvent;
import io.colin.api.signal.Direction;
import io.colin.api.signal.ModelDescription;
import io.colin.api.signal.ModelInput;
import io.colin.api.signal.ModelStage;
import io.colin.api.signal.NoSignal;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.Profile;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalModel;
import io.colin.api.signal.SignalOutcome;
import io.colin.api.signal.SignalReason;
import io.colin.ml.SyntheticMarket;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Says at every bar of one symbol what a function of the bar tells it to; empty means that it stays silent. */
final class ScriptedMember implements SignalModel {
    static final long HORIZON_NS = 15 * SyntheticMarket.MINUTE_NS;

    private final ModelDescription description;
    private final Function<Bar, Optional<Probabilities>> script;
    private final Map<Symbol, Input> latest = new HashMap<>();
    private boolean failing;
    private boolean repeating;
    private int closed;

    private ScriptedMember(String kind, Function<Bar, Optional<Probabilities>> script) {
        this.script = script;
        this.description = new ModelDescription(
                kind + "-1",
                "v-" + kind,
                kind,
                Profile.BAR,
                HORIZON_NS,
                ModelStage.CANDIDATE,
                "schema-" + kind,
                0,
                1,
                new TreeMap<>());
    }

    static ScriptedMember of(String kind, Function<Bar, Optional<Probabilities>> script) {
        return new ScriptedMember(kind, script);
    }

    static ScriptedMember always(String kind, double up, double flat, double down) {
        return of(kind, bar -> Optional.of(new Probabilities(up, flat, down)));
    }

    static ScriptedMember silent(String kind) {
        return of(kind, bar -> Optional.empty());
    }

    void fail() {
        failing = true;
    }

    /** Answers every input twice from now on. */
    void repeat() {
        repeating = true;
    }

    int closed() {
        return closed;
    }

    record Input(Symbol symbol, long dataAsOfNs, Bar bar, boolean provisional) implements ModelInput {}

    @Override
    public ModelDescription description() {
        return description;
    }

    @Override
    public Optional<Input> observe(MarketEvent event) {
        if (!(event instanceof Bar bar) || !event.symbol().equals(SyntheticMarket.SYMBOL)) {
            return Optional.empty();
        }
        Input input = new Input(bar.symbol(), bar.timeNs(), bar, false);
        latest.put(bar.symbol(), input);
        return Optional.of(input);
    }

    @Override
    public Optional<Input> latest(Symbol symbol) {
        return Optional.ofNullable(latest.get(symbol));
    }

    /** Boosted trees here have no view of an unfinished bar. */
    @Override
    public Optional<Input> provisional(Symbol symbol) {
        return description.kind().equals("trees")
                ? Optional.empty()
                : latest(symbol).map(input -> new Input(symbol, input.dataAsOfNs() + 1, input.bar(), true));
    }

    @Override
    public List<SignalOutcome> evaluate(List<? extends ModelInput> inputs) {
        if (failing) {
            throw new IllegalStateException("out of order");
        }
        List<SignalOutcome> outcomes = new ArrayList<>();
        for (ModelInput input : inputs) {
            outcomes.add(outcome((Input) input));
        }
        if (repeating) {
            outcomes.addAll(List.copyOf(outcomes));
        }
        return outcomes;
    }

    @Override
    public void close() {
        closed++;
        if (failing) {
            throw new IllegalStateException("out of order");
        }
    }

    /** θ is 1 %, the round trip costs 0.1 %, a class is worth a whole θ, and classes above 0.2 are in the set. */
    private SignalOutcome outcome(Input input) {
        Optional<Probabilities> said = script.apply(input.bar());
        if (said.isEmpty()) {
            return new NoSignal(
                    input.symbol(), input.dataAsOfNs(), description.id(), SignalReason.WARMING_UP, "not yet");
        }
        Probabilities p = said.get();
        double expected = 0.01 * (p.up() - p.down());
        EnumSet<Direction> set = EnumSet.noneOf(Direction.class);
        for (Direction direction : Direction.values()) {
            if (p.of(direction) > 0.2) {
                set.add(direction);
            }
        }
        return Signal.of(input.symbol(), description.id(), input.dataAsOfNs())
                .probabilities(p)
                .expected(expected, Math.abs(expected) - 0.001)
                .band(0.01, input.bar().close())
                .horizonNs(HORIZON_NS)
                .version(description.version(), description.schemaHash())
                .conformalSet(set)
                .missingInputs(List.of("of_" + description.kind()))
                .neutral(SignalReason.NEUTRAL)
                .build();
    }
}
