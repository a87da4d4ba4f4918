package io.colin.ml.serving;

import io.colin.api.ColinException;
import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
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
import io.colin.ml.book.BookEvaluation;
import io.colin.ml.book.BookModel;
import io.colin.ml.book.BookModelFile;
import io.colin.ml.book.ConfidenceMap;
import io.colin.ml.book.LiveConfidence;
import io.colin.ml.feature.book.BookFeatures;
import io.colin.ml.feature.book.BookMoments;
import io.colin.ml.label.BookLabels;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A trained book model at work: the direction of the next change of the mid, for the timing of child orders. A decision
 * point is a change of the best quote, at most one per 10 ms and symbol. Signals are good for 2 s. A next move is worth
 * far less than a round trip as a rule: LONG and SHORT are said only where the expected move exceeds its cost (fee and
 * spread, twice), otherwise the signal is NEUTRAL for COST_NOT_COVERED and carries the probabilities.
 *
 * <p>How sure it is follows the moves that come: {@link LiveConfidence} learns, for each symbol on its own, from every change
 * of the best quote that was asked after the model's training data and whose next move has happened. A restart begins anew.
 * The map in force travels with the input.
 *
 * <p>{@link #observe} and {@link #latest} belong to one thread; {@link #evaluate} is a pure function and safe on any.
 */
public final class BookSignalModel implements SignalModel {
    private static final long VALID_NS = 2_000_000_000L;
    private static final double BPS = 1e-4;

    private final BookModel model;
    private final ModelDescription description;
    private final Map<Symbol, State> states;

    private BookSignalModel(BookModelFile file, Set<Instrument> instruments) {
        this.model = file.model();
        this.description = describe(file);
        this.states = instruments.stream()
                .collect(Collectors.toUnmodifiableMap(Instrument::symbol, i -> new State(i, model)));
    }

    /**
     * Loads a model.
     *
     * @param directory of the model
     * @param instruments whose books it judges, at least one, symbols distinct
     * @return the model
     * @throws ColinException MODEL_FAILED if the file is damaged or was made for other columns
     */
    public static BookSignalModel load(Path directory, Set<Instrument> instruments) {
        return of(BookModelFile.load(directory), instruments);
    }

    /**
     * Serves a model.
     *
     * @param file its content
     * @param instruments whose books it judges, at least one, symbols distinct
     * @return the model
     */
    public static BookSignalModel of(BookModelFile file, Set<Instrument> instruments) {
        Require.positive("instruments", instruments.size());
        return new BookSignalModel(file, instruments);
    }

    @Override
    public ModelDescription description() {
        return description;
    }

    @Override
    public Optional<BookInput> observe(MarketEvent event) {
        State state = states.get(event.symbol());
        return state == null ? Optional.empty() : state.on(event);
    }

    @Override
    public Optional<BookInput> latest(Symbol symbol) {
        State state = states.get(symbol);
        return state == null ? Optional.empty() : Optional.ofNullable(state.latest);
    }

    @Override
    public List<SignalOutcome> evaluate(List<? extends ModelInput> inputs) {
        Require.positive("inputs", inputs.size());
        List<SignalOutcome> outcomes = new ArrayList<>(inputs.size());
        for (ModelInput input : inputs) {
            if (!(input instanceof BookInput own)) {
                throw Require.broken(
                        "inputs", "must be of this model", input.getClass().getSimpleName());
            }
            outcomes.add(judge(own));
        }
        return List.copyOf(outcomes);
    }

    private SignalOutcome judge(BookInput input) {
        if (!input.schemaHash().equals(model.schemaHash())) {
            return silence(input, SignalReason.SCHEMA_MISMATCH, "input of schema " + input.schemaHash());
        }
        if (input.reason() != SignalReason.NONE) {
            return silence(input, input.reason(), input.detail());
        }
        if (input.dataAsOfNs() - model.dataToNs() > model.settings().expiryNs()) {
            return silence(input, SignalReason.STALE_MODEL, "trained on data until " + model.dataToNs() + " ns");
        }
        return signal(input);
    }

    private Signal signal(BookInput input) {
        double[] row = input.columns().stream().mapToDouble(Double::doubleValue).toArray();
        double score = input.confidence().apply(model.next().score(row, 0));
        Probabilities p = model.next().probabilities(score);
        double expected = (p.up() - p.down()) * model.meanMove();
        double cost = 2 * (model.settings().takerFeeBps() * BPS + input.halfSpread());
        double net = Math.abs(expected) - cost;
        Signal.Builder signal = Signal.of(input.symbol(), description.id(), input.dataAsOfNs())
                .profile(Profile.BOOK)
                .probabilities(p)
                .expected(expected, net)
                .band(model.meanMove(), input.referencePrice())
                .horizonNs(description.horizonNs())
                .validForNs(VALID_NS)
                .version(description.version(), model.schemaHash());
        if (net <= 0 || p.top() == Direction.NEUTRAL) {
            return signal.neutral(net <= 0 ? SignalReason.COST_NOT_COVERED : SignalReason.NEUTRAL)
                    .build();
        }
        return signal.directed(p.top(), Math.min(1, net / model.meanMove())).build();
    }

    private NoSignal silence(BookInput input, SignalReason reason, String detail) {
        return new NoSignal(input.symbol(), input.dataAsOfNs(), description.id(), reason, detail);
    }

    private static ModelDescription describe(BookModelFile file) {
        BookModel model = file.model();
        TreeMap<String, Double> metrics = new TreeMap<>();
        for (BookEvaluation evaluation : model.evaluations()) {
            if (evaluation.target() == BookEvaluation.Target.NEXT_MOVE
                    && evaluation.rows() == BookEvaluation.Rows.EVERY_CHANGE) {
                metrics.put("accuracy", evaluation.accuracy());
                metrics.put("calibration_error", evaluation.calibrationError());
                metrics.put(
                        "gain_over_imbalance",
                        evaluation.against(BookEvaluation.Rival.IMBALANCE).difference());
            }
        }
        return new ModelDescription(
                "book",
                file.version(),
                "mirror-logistic",
                Profile.BOOK,
                BookLabels.NEXT_MOVE_LIMIT_NS,
                ModelStage.CANDIDATE,
                model.schemaHash(),
                model.dataFromNs(),
                model.dataToNs(),
                metrics);
    }

    /** The book of one symbol, kept on the engine's thread. */
    private static final class State {
        private final Symbol symbol;
        private final BookModel model;
        private final BookFeatures features;
        private final BookMoments moments;
        private final LiveConfidence confidence;
        private final double[] row = new double[BookModel.schema().size()];
        private @Nullable BookInput latest;

        private State(Instrument instrument, BookModel model) {
            this.symbol = instrument.symbol();
            this.model = model;
            this.features = BookFeatures.of(instrument);
            this.moments = BookMoments.of(features);
            this.confidence = LiveConfidence.of(model.adaptation());
        }

        private Optional<BookInput> on(MarketEvent event) {
            long refused = features.refused();
            boolean changed = moments.on(event);
            if (features.refused() != refused) {
                return Optional.empty();
            }
            confidence.passTo(event.timeNs());
            if (!features.hasTouch()) {
                confidence.onLost();
            }
            if (!changed) {
                return Optional.empty();
            }
            confidence.onMid(0.5 * (features.bid() + features.ask()));
            boolean asked = moments.decide(event.timeNs());
            boolean read = read(event.timeNs());
            Optional<BookInput> input = asked ? Optional.of(input(event.timeNs(), read)) : Optional.empty();
            if (read && event.timeNs() >= model.dataToNs()) {
                confidence.add(event.timeNs(), model.next().score(row, 0));
            }
            input.ifPresent(value -> latest = value);
            return input;
        }

        /** Reads the columns as training kept them, as floats: the same numbers, to the bit. */
        private boolean read(long timeNs) {
            if (features.state(timeNs) != BookFeatures.State.READY) {
                return false;
            }
            features.readFast(timeNs, row, 0);
            for (int i = 0; i < row.length; i++) {
                if (Double.isNaN(row[i])) {
                    return false;
                }
                row[i] = (float) row[i];
            }
            return true;
        }

        private BookInput input(long timeNs, boolean read) {
            double mid = 0.5 * (features.bid() + features.ask());
            BigDecimal price = Decimals.fromStatistic(mid, 12);
            double halfSpread = 0.5 * (features.ask() - features.bid()) / mid;
            String hash = model.schemaHash();
            if (read) {
                List<Double> columns = Arrays.stream(row).boxed().toList();
                ConfidenceMap map = confidence.map();
                return new BookInput(symbol, timeNs, hash, SignalReason.NONE, "", columns, map, price, halfSpread);
            }
            BookFeatures.State state = features.state(timeNs);
            SignalReason reason =
                    state == BookFeatures.State.WARMING_UP ? SignalReason.WARMING_UP : SignalReason.NO_DATA;
            String detail = state == BookFeatures.State.READY ? "a trade without its side" : "the book is " + state;
            ConfidenceMap plain = ConfidenceMap.PLAIN;
            return new BookInput(symbol, timeNs, hash, reason, detail, List.of(), plain, price, halfSpread);
        }
    }
}
