package io.colin.server.run;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.MarketEvent;
import io.colin.api.signal.ExecutionCost;
import io.colin.api.signal.ModelDescription;
import io.colin.api.signal.ModelInput;
import io.colin.api.signal.ResolvedSignal;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalModel;
import io.colin.api.signal.SignalOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Several models as one: each speaks for one symbol from a time on, until the next of that symbol takes its place. All of
 * them follow the market from the beginning, so that a successor is warm when its time comes.
 */
final class ModelPanel implements SignalModel {
    private final List<Member> members;

    /**
     * A model with its place.
     *
     * @param symbol what it speaks for
     * @param fromNs event time from which on, ns since epoch
     * @param model owned by the panel
     */
    record Member(Symbol symbol, long fromNs, SignalModel model) {}

    /** What one of the models made of an event. */
    private record Input(Member member, ModelInput inner) implements ModelInput {
        @Override
        public Symbol symbol() {
            return inner.symbol();
        }

        @Override
        public long dataAsOfNs() {
            return inner.dataAsOfNs();
        }

        @Override
        public boolean provisional() {
            return inner.provisional();
        }
    }

    private ModelPanel(List<Member> members) {
        this.members = members.stream()
                .sorted(Comparator.comparingLong(Member::fromNs))
                .toList();
    }

    /** The only model itself, or a panel. */
    static SignalModel of(List<Member> members) {
        Require.positive("members", members.size());
        return members.size() == 1 ? members.getFirst().model() : new ModelPanel(members);
    }

    /** Always a panel: even the only model speaks from its time on. */
    static SignalModel timed(List<Member> members) {
        Require.positive("members", members.size());
        return new ModelPanel(members);
    }

    /** The first member's, with the names of all; it must not trade before the first of them may. */
    @Override
    public ModelDescription description() {
        ModelDescription first = members.getFirst().model().description();
        List<String> versions = members.stream()
                .map(member -> member.model().description().version())
                .toList();
        return new ModelDescription(
                "panel",
                String.join("+", versions),
                first.kind(),
                first.profile(),
                first.horizonNs(),
                first.stage(),
                first.schemaHash(),
                first.dataFromNs(),
                members.getFirst().fromNs(),
                new TreeMap<>());
    }

    @Override
    public Optional<? extends ModelInput> observe(MarketEvent event) {
        Optional<Input> found = Optional.empty();
        for (Member member : members) {
            Optional<? extends ModelInput> input = member.model().observe(event);
            if (input.isPresent()
                    && inForce(member.symbol(), event.timeNs())
                            .filter(member::equals)
                            .isPresent()) {
                found = Optional.of(new Input(member, input.orElseThrow()));
            }
        }
        return found;
    }

    @Override
    public Optional<? extends ModelInput> latest(Symbol symbol) {
        Optional<Input> newest = Optional.empty();
        for (Member member : members) {
            Optional<Input> input = member.symbol().equals(symbol)
                    ? member.model().latest(symbol).map(inner -> new Input(member, inner))
                    : Optional.empty();
            if (input.isPresent() && input.orElseThrow().dataAsOfNs() >= member.fromNs()) {
                newest = input;
            }
        }
        return newest;
    }

    /** Of the model in force at that time. */
    @Override
    public Optional<? extends ModelInput> provisional(Symbol symbol) {
        Optional<Input> newest = Optional.empty();
        for (Member member : members) {
            Optional<Input> input = member.symbol().equals(symbol)
                    ? member.model().provisional(symbol).map(inner -> new Input(member, inner))
                    : Optional.empty();
            if (input.isPresent() && input.orElseThrow().dataAsOfNs() >= member.fromNs()) {
                newest = input;
            }
        }
        return newest;
    }

    /** Each model judges its own inputs as one batch. */
    @Override
    public List<SignalOutcome> evaluate(List<? extends ModelInput> inputs) {
        Map<Member, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            places.computeIfAbsent(((Input) inputs.get(i)).member(), member -> new ArrayList<>())
                    .add(i);
        }
        TreeMap<Integer, SignalOutcome> outcomes = new TreeMap<>();
        places.forEach((member, at) -> {
            List<ModelInput> own =
                    at.stream().map(i -> ((Input) inputs.get(i)).inner()).toList();
            List<SignalOutcome> judged = member.model().evaluate(own);
            for (int i = 0; i < at.size() && i < judged.size(); i++) {
                outcomes.put(at.get(i), judged.get(i));
            }
        });
        return List.copyOf(outcomes.values());
    }

    /** Whoever spoke at that time learns it, though another may speak by now. */
    @Override
    public void onResolved(ResolvedSignal resolved) {
        Signal signal = resolved.signal();
        inForce(signal.symbol(), signal.dataAsOfNs())
                .ifPresent(member -> member.model().onResolved(resolved));
    }

    @Override
    public void onExecution(ExecutionCost cost) {
        inForce(cost.symbol(), cost.timeNs()).ifPresent(member -> member.model().onExecution(cost));
    }

    @Override
    public void close() {
        members.forEach(member -> member.model().close());
    }

    private Optional<Member> inForce(Symbol symbol, long timeNs) {
        return members.stream()
                .filter(member -> member.symbol().equals(symbol) && member.fromNs() <= timeNs)
                .reduce((earlier, later) -> later);
    }
}
