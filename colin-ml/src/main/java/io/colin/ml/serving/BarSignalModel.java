package io.colin.ml.serving;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.api.signal.Direction;
import io.colin.api.signal.ModelDescription;
import io.colin.api.signal.ModelInput;
import io.colin.api.signal.ModelStage;
import io.colin.api.signal.NoSignal;
import io.colin.api.signal.Profile;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalModel;
import io.colin.api.signal.SignalOutcome;
import io.colin.api.signal.SignalReason;
import io.colin.ml.calibration.Emission;
import io.colin.ml.calibration.Opinion;
import io.colin.ml.dl4j.LstmNetwork;
import io.colin.ml.network.WindowClassifier;
import io.colin.ml.preset.Preset;
import io.colin.ml.registry.ModelCard;
import io.colin.ml.registry.ModelFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A trained bar model at work. A decision point is the close of every bar of the trained length; trades only keep the
 * cost up to date. The reference price of a signal is the close: the next open, which labels start from, is not known
 * yet.
 *
 * <p>{@link #observe} and {@link #latest} belong to one thread; {@link #evaluate} may run on another, calls take turns.
 */
public final class BarSignalModel implements SignalModel {
    private static final String LSTM = "lstm";

    private final ModelCard card;
    private final ModelDescription description;
    private final WindowClassifier classifier;
    private final Map<Symbol, SymbolState> states;
    private final List<SymbolState> listening;

    private BarSignalModel(ModelFile file, Set<Symbol> symbols, WindowClassifier classifier) {
        this.card = file.card();
        this.classifier = classifier;
        this.description = describe(file);
        this.states = symbols.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), symbol -> new SymbolState(symbol, card.settings())));
        this.listening =
                states.values().stream().filter(SymbolState::listens).toList();
    }

    /**
     * Loads a model for the symbol it was trained on.
     *
     * @param directory of the model
     * @return the model, owned by the caller
     * @throws ColinException MODEL_FAILED if the file is damaged, was made for other columns or cannot be run
     */
    public static BarSignalModel load(Path directory) {
        return of(ModelFile.load(directory));
    }

    /**
     * Serves a model for the symbol it was trained on.
     *
     * @param file its content
     * @return the model, owned by the caller
     * @throws ColinException MODEL_FAILED if it was made for other columns or cannot be run
     */
    public static BarSignalModel of(ModelFile file) {
        return of(file, Set.of(file.card().settings().symbol()));
    }

    /**
     * Serves a model for chosen symbols.
     *
     * @param file its content
     * @param symbols at least one
     * @return the model, owned by the caller
     * @throws ColinException MODEL_FAILED if it was made for other columns or cannot be run
     */
    public static BarSignalModel of(ModelFile file, Set<Symbol> symbols) {
        Require.positive("symbols", symbols.size());
        ModelCard card = file.card();
        if (!card.kind().equals(LSTM)) {
            throw new ColinException(Reason.MODEL_FAILED, "model " + file.id() + " is of unknown kind " + card.kind());
        }
        Preset preset = card.settings().preset();
        WindowClassifier network =
                LstmNetwork.restore(preset.network(), preset.schema().size(), file.weights());
        try {
            return new BarSignalModel(file, symbols, network);
        } catch (IllegalArgumentException e) {
            network.close();
            throw new ColinException(
                    Reason.MODEL_FAILED, "model " + file.id() + " was made for other columns: " + e.getMessage(), e);
        }
    }

    @Override
    public ModelDescription description() {
        return description;
    }

    @Override
    public Optional<BarInput> observe(MarketEvent event) {
        for (int i = 0; i < listening.size(); i++) {
            listening.get(i).on(event);
        }
        SymbolState state = states.get(event.symbol());
        if (state == null) {
            return Optional.empty();
        }
        if (event instanceof Trade trade) {
            state.onOwn(trade);
        }
        return event instanceof Bar bar ? state.onOwn(bar) : Optional.empty();
    }

    @Override
    public Optional<BarInput> latest(Symbol symbol) {
        SymbolState state = states.get(symbol);
        return state == null ? Optional.empty() : state.latest();
    }

    @Override
    public List<SignalOutcome> evaluate(List<? extends ModelInput> inputs) {
        Require.positive("inputs", inputs.size());
        List<BarInput> own = inputs.stream().map(BarSignalModel::own).toList();
        List<BarInput> judged = own.stream()
                .filter(input -> refusal(input) == SignalReason.NONE)
                .toList();
        double[] raw = judged.isEmpty() ? new double[0] : classifier.probabilities(scaled(judged), judged.size());
        List<SignalOutcome> outcomes = new ArrayList<>(own.size());
        int row = 0;
        for (BarInput input : own) {
            SignalReason refusal = refusal(input);
            outcomes.add(refusal == SignalReason.NONE ? signal(input, raw, row++) : silence(input, refusal));
        }
        return List.copyOf(outcomes);
    }

    @Override
    public void close() {
        classifier.close();
    }

    private static BarInput own(ModelInput input) {
        if (input instanceof BarInput own) {
            return own;
        }
        throw Require.broken("inputs", "must be of this model", input.getClass().getSimpleName());
    }

    private SignalReason refusal(BarInput input) {
        if (!input.schemaHash().equals(card.schemaHash())) {
            return SignalReason.SCHEMA_MISMATCH;
        }
        long age = input.dataAsOfNs() - card.dataToNs();
        return input.reason() == SignalReason.NONE
                        && age > card.settings().preset().expiryNs()
                ? SignalReason.STALE_MODEL
                : input.reason();
    }

    private NoSignal silence(BarInput input, SignalReason reason) {
        String detail = switch (reason) {
            case SCHEMA_MISMATCH -> "input of schema " + input.schemaHash();
            case STALE_MODEL -> "trained on data until " + card.dataToNs() + " ns";
            default -> input.detail();
        };
        return new NoSignal(input.symbol(), input.dataAsOfNs(), description.id(), reason, detail);
    }

    private float[] scaled(List<BarInput> inputs) {
        int width = card.settings().preset().schema().size();
        int size = card.settings().preset().network().steps() * width;
        float[] windows = new float[inputs.size() * size];
        for (int i = 0; i < inputs.size(); i++) {
            for (int j = 0; j < size; j++) {
                windows[i * size + j] =
                        card.scaler().scale(j % width, inputs.get(i).value(j));
            }
        }
        return windows;
    }

    private Signal signal(BarInput input, double[] raw, int row) {
        Opinion opinion = card.calibration().opinion(raw, row, input.band(), input.cost());
        Preset preset = card.settings().preset();
        Emission emission = preset.emission().decide(opinion);
        Signal.Builder signal = Signal.of(input.symbol(), description.id(), input.dataAsOfNs())
                .profile(Profile.BAR)
                .probabilities(opinion.probabilities())
                .expected(opinion.expectedReturn(), opinion.expectedNet())
                .band(input.band(), input.referencePrice())
                .horizonNs(preset.horizonNs())
                .validForNs(preset.barNs())
                .version(description.version(), card.schemaHash())
                .conformalSet(opinion.conformalSet())
                .wouldAbstain(emission.wouldAbstain())
                .missingInputs(input.missing());
        return emission.direction() == Direction.NEUTRAL
                ? signal.neutral(emission.reason()).build()
                : signal.directed(emission.direction(), emission.strength()).build();
    }

    private static ModelDescription describe(ModelFile file) {
        ModelCard card = file.card();
        Preset preset = card.settings().preset();
        return new ModelDescription(
                preset.name(),
                file.version(),
                card.kind(),
                Profile.BAR,
                preset.horizonNs(),
                ModelStage.CANDIDATE,
                card.schemaHash(),
                card.dataFromNs(),
                card.dataToNs(),
                card.evaluation().metrics());
    }
}
