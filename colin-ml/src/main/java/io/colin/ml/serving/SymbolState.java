package io.colin.ml.serving;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.api.signal.SignalReason;
import io.colin.ml.cost.SpreadEstimator;
import io.colin.ml.feature.FeatureStream;
import io.colin.ml.feature.FeatureStream.Taken;
import io.colin.ml.feature.MarketInputs;
import io.colin.ml.history.Candle;
import io.colin.ml.history.SideInputs;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Features and cost of one symbol, kept on the engine's thread. */
final class SymbolState {
    private final Symbol symbol;
    private final BarServing serving;
    private final String schemaHash;
    private final FeatureStream stream;
    private final SpreadEstimator spread;
    private final SideInputs inputs;
    private final double[] reading;
    private final double[] row;
    private final ArrayDeque<float[]> rows = new ArrayDeque<>();
    private long lastTimeNs = Long.MIN_VALUE;
    private @Nullable BarInput latest;

    SymbolState(Symbol symbol, BarServing serving) {
        this.symbol = symbol;
        this.serving = serving;
        this.schemaHash = serving.schema().hash();
        this.stream = FeatureStream.of(serving.schema(), serving.steps(), serving.maxEmptyRun());
        this.spread = SpreadEstimator.of(serving.costs().halfSpread());
        this.inputs = MarketInputs.forSchema(serving.schema(), symbol, Duration.ofNanos(serving.barNs()));
        this.reading = inputs.reading();
        this.row = new double[serving.schema().size()];
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
        BarInput input = candle.isPresent() ? input(bar) : unusable(bar);
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
            rows.clear();
        }
        stream.copyRow(row, 0);
        float[] scaled = new float[row.length];
        for (int column = 0; column < row.length; column++) {
            scaled[column] = serving.scaler().scale(column, row[column]);
        }
        if (rows.size() == serving.steps()) {
            rows.removeFirst();
        }
        rows.addLast(scaled);
    }

    private BarInput input(Bar bar) {
        BarInput.At at = new BarInput.At(symbol, bar.timeNs(), schemaHash, bar.close());
        return switch (stream.state()) {
            case WARMING_UP -> {
                long needed = serving.schema().warmUpBars() + serving.steps() - 1L;
                yield new BarInput(at, SignalReason.WARMING_UP, stream.bars() + " of " + needed + " bars");
            }
            case NO_DATA -> new BarInput(at, SignalReason.NO_DATA, absence());
            case READY -> {
                double cost = serving.costs().roundTrip(spread.halfSpreadBpsAt(bar.timeNs()));
                double band = serving.barriers().band(stream.atrRatio(), cost);
                yield new BarInput(at, List.copyOf(rows), band, cost, stream.absentOptional());
            }
        };
    }

    private BarInput unusable(Bar bar) {
        BarInput.At at = new BarInput.At(symbol, bar.timeNs(), schemaHash, bar.close());
        return new BarInput(at, SignalReason.NO_DATA, "the bar's numbers are not fit for statistics");
    }

    private String absence() {
        return stream.absentRequired().isEmpty()
                ? "more than " + serving.maxEmptyRun() + " bars in a row without a trade"
                : "absent: " + String.join(", ", stream.absentRequired());
    }
}
