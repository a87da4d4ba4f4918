package io.colin.ml.serving;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketEvent;
import io.colin.api.signal.Direction;
import io.colin.api.signal.ModelDescription;
import io.colin.api.signal.ModelInput;
import io.colin.api.signal.NoSignal;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.Profile;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalModel;
import io.colin.api.signal.SignalOutcome;
import io.colin.api.signal.SignalReason;
import io.colin.ml.calibration.Emission;
import io.colin.ml.calibration.Opinion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What every served bar model does, whoever made its network: bars in, windows judged, signals out. Conformal sets follow
 * the decisions that are answered ({@link LiveSets}).
 */
abstract sealed class ServedBars implements SignalModel permits BarSignalModel, OnnxSignalModel {
    private final BarServing serving;
    private final String schemaHash;
    private final Inference inference;
    private final RowGuard guard;
    private final Map<Symbol, SymbolState> states;
    private final Map<Symbol, LiveSets> sets;
    private final List<SymbolState> listening;

    /** Owns the inference, unless a column is unknown, which throws. */
    ServedBars(BarServing serving, Set<Symbol> symbols, Inference inference, RowGuard guard) {
        this.guard = guard;
        this.serving = serving;
        this.schemaHash = serving.schema().hash();
        this.inference = inference;
        this.states = symbols.stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), symbol -> new SymbolState(symbol, serving)));
        this.sets = symbols.stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), symbol -> new LiveSets(serving)));
        this.listening = states.values().stream().filter(SymbolState::listens).toList();
    }

    @Override
    public final ModelDescription description() {
        return serving.description();
    }

    @Override
    public final Optional<BarInput> observe(MarketEvent event) {
        for (int i = 0; i < listening.size(); i++) {
            listening.get(i).on(event);
        }
        SymbolState state = states.get(event.symbol());
        if (state == null) {
            return Optional.empty();
        }
        state.onOwn(event);
        Optional<BarInput> input = event instanceof Bar bar ? state.onOwn(bar) : Optional.empty();
        input.ifPresent(its -> sets(its).offer(its));
        return input;
    }

    @Override
    public final Optional<BarInput> latest(Symbol symbol) {
        SymbolState state = states.get(symbol);
        return state == null ? Optional.empty() : state.latest();
    }

    /**
     * The window whose last row is that of the bar under way, as if it closed as it stands. It needs trades.
     */
    @Override
    public final Optional<BarInput> provisional(Symbol symbol) {
        SymbolState state = states.get(symbol);
        return state == null ? Optional.empty() : state.provisional();
    }

    @Override
    public final List<SignalOutcome> evaluate(List<? extends ModelInput> inputs) {
        Require.positive("inputs", inputs.size());
        List<BarInput> own = inputs.stream().map(ServedBars::own).toList();
        List<SignalReason> refusals = own.stream().map(this::refusal).toList();
        List<BarInput> judged = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            if (refusals.get(i) == SignalReason.NONE) {
                judged.add(own.get(i));
            }
        }
        double[] raw = judged.isEmpty() ? new double[0] : inference.probabilities(judged);
        List<SignalOutcome> outcomes = new ArrayList<>(own.size());
        int row = 0;
        for (int i = 0; i < own.size(); i++) {
            SignalReason refusal = refusals.get(i);
            outcomes.add(refusal == SignalReason.NONE ? signal(own.get(i), raw, row++) : silence(own.get(i), refusal));
        }
        inference.prepareAfter(followed(own, refusals));
        return List.copyOf(outcomes);
    }

    /** What windows that may be judged follow: one that is unlike the training may be followed by one that is like it. */
    private static List<BarInput> followed(List<BarInput> inputs, List<SignalReason> refusals) {
        List<BarInput> followed = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            SignalReason refusal = refusals.get(i);
            if (refusal == SignalReason.NONE || refusal == SignalReason.OUT_OF_DISTRIBUTION) {
                followed.add(inputs.get(i));
            }
        }
        return followed;
    }

    /** The network behind it. */
    final Inference inference() {
        return inference;
    }

    @Override
    public final void close() {
        inference.close();
    }

    private static BarInput own(ModelInput input) {
        if (input instanceof BarInput own) {
            return own;
        }
        throw Require.broken("inputs", "must be of this model", input.getClass().getSimpleName());
    }

    private SignalReason refusal(BarInput input) {
        if (!input.schemaHash().equals(schemaHash)) {
            return SignalReason.SCHEMA_MISMATCH;
        }
        long age = input.dataAsOfNs() - description().dataToNs();
        if (input.reason() != SignalReason.NONE) {
            return input.reason();
        }
        if (age > serving.expiryNs()) {
            return SignalReason.STALE_MODEL;
        }
        return guard.refusal(input).isEmpty() ? SignalReason.NONE : SignalReason.OUT_OF_DISTRIBUTION;
    }

    private NoSignal silence(BarInput input, SignalReason reason) {
        String detail = switch (reason) {
            case SCHEMA_MISMATCH -> "input of schema " + input.schemaHash();
            case OUT_OF_DISTRIBUTION -> guard.refusal(input);
            case STALE_MODEL -> "trained on data until " + description().dataToNs() + " ns";
            default -> input.detail();
        };
        return new NoSignal(input.symbol(), input.dataAsOfNs(), description().id(), reason, detail);
    }

    private LiveSets sets(BarInput input) {
        LiveSets its = sets.get(input.symbol());
        if (its == null) {
            throw Require.broken("inputs", "must be of this model's symbols " + sets.keySet(), input.symbol());
        }
        return its;
    }

    /** Of an input that nobody asked for. */
    private Probabilities probabilities(BarInput input) {
        return serving.calibration().map().apply(inference.probabilities(List.of(input)), 0);
    }

    private Signal signal(BarInput input, double[] raw, int row) {
        Opinion opinion = serving.calibration().opinion(raw, row, input.band(), input.cost());
        opinion = opinion.withSet(
                input.provisional()
                        ? sets(input).ofProvisional(input, opinion.probabilities(), this::probabilities)
                        : sets(input).of(input, opinion.probabilities(), this::probabilities));
        Emission emission = serving.emission().decide(opinion);
        Signal.Builder signal = Signal.of(input.symbol(), description().id(), input.dataAsOfNs())
                .profile(Profile.BAR)
                .probabilities(opinion.probabilities())
                .expected(opinion.expectedReturn(), opinion.expectedNet())
                .band(input.band(), input.referencePrice())
                .horizonNs(description().horizonNs())
                .validForNs(input.provisional() ? input.closesNs() - input.dataAsOfNs() : serving.barNs())
                .provisional(input.provisional())
                .version(description().version(), schemaHash)
                .conformalSet(opinion.conformalSet())
                .wouldAbstain(emission.wouldAbstain())
                .missingInputs(input.missing());
        return emission.direction() == Direction.NEUTRAL
                ? signal.neutral(emission.reason()).build()
                : signal.directed(emission.direction(), emission.strength()).build();
    }
}
