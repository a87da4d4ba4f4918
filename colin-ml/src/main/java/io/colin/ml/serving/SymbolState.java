package io.colin.ml.serving;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.api.signal.SignalReason;
import io.colin.ml.cost.SpreadEstimator;
import io.colin.ml.feature.FeatureStream.Taken;
import io.colin.ml.feature.MarketInputs;
import io.colin.ml.frame.FrameSchema;
import io.colin.ml.frame.FrameStream;
import io.colin.ml.history.Candle;
import io.colin.ml.history.SideInputs;
import io.colin.ml.history.UnfinishedBar;
import io.colin.ml.history.UnfinishedBar.Standing;
import io.colin.ml.history.UnfinishedBar.View;
import io.colin.ml.label.LiveLabels;
import io.colin.ml.label.LiveLabels.Answer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Features and cost of one symbol, kept on the engine's thread. */
final class SymbolState {
    private final Symbol symbol;
    private final BarServing serving;
    private final String schemaHash;
    private final FrameStream stream;
    private final SpreadEstimator spread;
    private final UnfinishedBar unfinished;
    private final SideInputs inputs;
    private final double[] reading;
    private final double[] row;
    private final LiveLabels labels;
    private final List<ArrayDeque<float[]>> frames = new ArrayList<>();
    private long lastTimeNs = Long.MIN_VALUE;
    private @Nullable BarInput latest;
    private @Nullable FrameStream trial;

    SymbolState(Symbol symbol, BarServing serving) {
        this.symbol = symbol;
        this.serving = serving;
        this.schemaHash = serving.schema().hash();
        this.stream = FrameStream.of(serving.schema(), serving.steps(), serving.maxEmptyRun());
        this.labels = LiveLabels.of(serving.barriers(), serving.maxEmptyRun());
        this.unfinished = UnfinishedBar.of(serving.barNs());
        this.spread = SpreadEstimator.of(serving.costs().halfSpread());
        this.inputs =
                MarketInputs.forSchema(FrameSchema.first(serving.schema()), symbol, Duration.ofNanos(serving.barNs()));
        this.reading = inputs.reading();
        this.row = new double[serving.schema().size() / stream.frames()];
        for (int frame = 0; frame < stream.frames(); frame++) {
            frames.add(new ArrayDeque<>());
        }
    }

    /** Whether more than the bars of its own symbol says something to it. */
    boolean listens() {
        return inputs.size() > 0;
    }

    /** An event of any symbol, before a bar of its own. */
    void on(MarketEvent event) {
        inputs.on(event);
    }

    /** An event of its own symbol, before it is taken as a bar. */
    void onOwn(MarketEvent event) {
        unfinished.on(event);
        if (event instanceof Trade trade) {
            spread.on(trade);
        }
    }

    /** Bars of another length and bars already seen are none of this model's business. */
    Optional<BarInput> onOwn(Bar bar) {
        if (bar.timeNs() - bar.openTimeNs() != serving.barNs() || bar.openTimeNs() < lastTimeNs) {
            return Optional.empty();
        }
        lastTimeNs = bar.timeNs();
        inputs.read(bar, reading, 0);
        Optional<Candle> candle = Candle.ifUsable(bar);
        candle.ifPresent(this::take);
        List<Answer> answers = candle.map(labels::on).orElse(List.of());
        BarInput.At at =
                new BarInput.At(symbol, bar.timeNs(), bar.timeNs(), schemaHash, bar.close(), List.copyOf(answers));
        BarInput input = candle.isPresent() ? decision(bar, at) : unusable(at);
        latest = input;
        return Optional.of(input);
    }

    Optional<BarInput> latest() {
        return Optional.ofNullable(latest);
    }

    /** The window that ends with the bar under way. Tried on a copy: nothing kept here changes. Empty before the first bar. */
    Optional<BarInput> provisional() {
        BarInput last = latest;
        if (last == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (unfinished.after(lastTimeNs, last.referencePrice())) {
                    case View.Known(Standing bar) -> provisional(bar);
                    case View.Unknown(String reason) -> {
                        BarInput.At at = at(lastTimeNs, last.referencePrice());
                        yield new BarInput(at, SignalReason.NO_DATA, reason);
                    }
                });
    }

    private BarInput provisional(Standing bar) {
        BarInput.At at = at(bar.asOfNs(), bar.price());
        double[] known = inputs.reading();
        inputs.peek(bar, known, 0);
        FrameStream tried =
                trial == null ? FrameStream.of(serving.schema(), serving.steps(), serving.maxEmptyRun()) : trial;
        trial = tried;
        tried.copyFrom(stream);
        tried.update(bar.candle(), known, 0);
        return input(tried, () -> spread.peekAt(bar.asOfNs()), at, () -> windowWith(tried));
    }

    private BarInput.At at(long asOfNs, BigDecimal price) {
        return new BarInput.At(symbol, asOfNs, lastTimeNs + serving.barNs(), schemaHash, price, List.of());
    }

    /** The window after the tried bar; all rows but the tried ones are those that are kept. */
    private List<float[]> windowWith(FrameStream tried) {
        List<float[]> window = new ArrayList<>();
        double[] values = new double[row.length];
        for (int frame = 0; frame < frames.size(); frame++) {
            List<float[]> rows = new ArrayList<>(frames.get(frame));
            if (tried.closed(frame)) {
                tried.copyRow(frame, values, 0);
                rows.add(scaled(values, frame * row.length));
            }
            int steps = serving.steps() / frames.size();
            window.addAll(rows.subList(Math.max(0, rows.size() - steps), rows.size()));
        }
        return window;
    }

    /** A row is scaled once, when it comes, and shared by all the windows it is in. */
    private void take(Candle candle) {
        Taken taken = stream.update(candle, reading, 0);
        if (taken == Taken.DUPLICATE || taken == Taken.OUT_OF_ORDER) {
            return;
        }
        if (taken == Taken.AFTER_HOLE) {
            frames.forEach(ArrayDeque::clear);
        }
        for (int frame = 0; frame < frames.size(); frame++) {
            if (stream.closed(frame)) {
                stream.copyRow(frame, row, 0);
                add(frames.get(frame), frame * row.length);
            }
        }
    }

    private void add(ArrayDeque<float[]> rows, int firstColumn) {
        if (rows.size() == serving.steps() / frames.size()) {
            rows.removeFirst();
        }
        rows.addLast(scaled(row, firstColumn));
    }

    private float[] scaled(double[] values, int firstColumn) {
        float[] scaled = new float[values.length];
        for (int column = 0; column < values.length; column++) {
            scaled[column] = serving.scale().scale(firstColumn + column, values[column]);
        }
        return scaled;
    }

    /** Time frame by time frame, each oldest row first. */
    private List<float[]> window() {
        return frames.stream().flatMap(ArrayDeque::stream).toList();
    }

    private BarInput decision(Bar bar, BarInput.At at) {
        BarInput input = input(stream, () -> spread.halfSpreadBpsAt(bar.timeNs()), at, this::window);
        if (input.reason() == SignalReason.NONE) {
            labels.decide(input.band(), input.cost(), stream.emptyRun());
        }
        return input;
    }

    /** Spread and window are asked for only where there is an input. */
    private BarInput input(
            FrameStream of, DoubleSupplier halfSpreadBps, BarInput.At at, Supplier<List<float[]>> window) {
        return switch (of.state()) {
            case WARMING_UP ->
                new BarInput(at, SignalReason.WARMING_UP, of.bars() + " of " + of.barsNeeded() + " bars");
            case NO_DATA -> new BarInput(at, SignalReason.NO_DATA, absence(of));
            case READY -> {
                double cost = serving.costs().roundTrip(halfSpreadBps.getAsDouble());
                double band = serving.barriers().band(of.atrRatio(), cost);
                yield new BarInput(at, window.get(), frames.size(), band, cost, of.absentOptional());
            }
        };
    }

    private static BarInput unusable(BarInput.At at) {
        return new BarInput(at, SignalReason.NO_DATA, "the bar's numbers are not fit for statistics");
    }

    private String absence(FrameStream of) {
        return of.absentRequired().isEmpty()
                ? "more than " + serving.maxEmptyRun() + " bars in a row without a trade"
                : "absent: " + String.join(", ", of.absentRequired());
    }
}
