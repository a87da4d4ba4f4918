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
import io.colin.ml.label.LiveLabels;
import io.colin.ml.label.LiveLabels.Answer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Features and cost of one symbol, kept on the engine's thread. */
final class SymbolState {
    private final Symbol symbol;
    private final BarServing serving;
    private final String schemaHash;
    private final FrameStream stream;
    private final SpreadEstimator spread;
    private final SideInputs inputs;
    private final double[] reading;
    private final double[] row;
    private final LiveLabels labels;
    private final List<ArrayDeque<float[]>> frames = new ArrayList<>();
    private long lastTimeNs = Long.MIN_VALUE;
    private @Nullable BarInput latest;

    SymbolState(Symbol symbol, BarServing serving) {
        this.symbol = symbol;
        this.serving = serving;
        this.schemaHash = serving.schema().hash();
        this.stream = FrameStream.of(serving.schema(), serving.steps(), serving.maxEmptyRun());
        this.labels = LiveLabels.of(serving.barriers(), serving.maxEmptyRun());
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

    void onOwn(Trade trade) {
        spread.on(trade);
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
        BarInput.At at = new BarInput.At(symbol, bar.timeNs(), schemaHash, bar.close(), List.copyOf(answers));
        BarInput input = candle.isPresent() ? input(bar, at) : unusable(at);
        latest = input;
        return Optional.of(input);
    }

    Optional<BarInput> latest() {
        return Optional.ofNullable(latest);
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
        float[] scaled = new float[row.length];
        for (int column = 0; column < row.length; column++) {
            scaled[column] = serving.scale().scale(firstColumn + column, row[column]);
        }
        if (rows.size() == serving.steps() / frames.size()) {
            rows.removeFirst();
        }
        rows.addLast(scaled);
    }

    /** Time frame by time frame, each oldest row first. */
    private List<float[]> window() {
        return frames.stream().flatMap(ArrayDeque::stream).toList();
    }

    private BarInput input(Bar bar, BarInput.At at) {
        return switch (stream.state()) {
            case WARMING_UP ->
                new BarInput(at, SignalReason.WARMING_UP, stream.bars() + " of " + stream.barsNeeded() + " bars");
            case NO_DATA -> new BarInput(at, SignalReason.NO_DATA, absence());
            case READY -> {
                double cost = serving.costs().roundTrip(spread.halfSpreadBpsAt(bar.timeNs()));
                double band = serving.barriers().band(stream.atrRatio(), cost);
                labels.decide(band, cost, stream.emptyRun());
                yield new BarInput(at, window(), frames.size(), band, cost, stream.absentOptional());
            }
        };
    }

    private static BarInput unusable(BarInput.At at) {
        return new BarInput(at, SignalReason.NO_DATA, "the bar's numbers are not fit for statistics");
    }

    private String absence() {
        return stream.absentRequired().isEmpty()
                ? "more than " + serving.maxEmptyRun() + " bars in a row without a trade"
                : "absent: " + String.join(", ", stream.absentRequired());
    }
}
