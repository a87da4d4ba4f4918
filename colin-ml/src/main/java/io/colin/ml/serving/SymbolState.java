package io.colin.ml.serving;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.api.signal.SignalReason;
import io.colin.ml.cost.SpreadEstimator;
import io.colin.ml.feature.FeatureStream;
import io.colin.ml.feature.MarketInputs;
import io.colin.ml.history.Candle;
import io.colin.ml.history.SideInputs;
import io.colin.ml.preset.Preset;
import io.colin.ml.preset.TrainingSettings;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Features and cost of one symbol, kept on the engine's thread. */
final class SymbolState {
    private final Symbol symbol;
    private final TrainingSettings settings;
    private final String schemaHash;
    private final FeatureStream stream;
    private final SpreadEstimator spread;
    private final SideInputs inputs;
    private final double[] reading;
    private long lastTimeNs = Long.MIN_VALUE;
    private @Nullable BarInput latest;

    SymbolState(Symbol symbol, TrainingSettings settings) {
        Preset preset = settings.preset();
        this.symbol = symbol;
        this.settings = settings;
        this.schemaHash = preset.schema().hash();
        this.stream = FeatureStream.of(preset.schema(), preset.network().steps(), preset.maxEmptyRun());
        this.spread = SpreadEstimator.of(settings.costs().halfSpread());
        this.inputs = MarketInputs.forSchema(preset.schema(), symbol, Duration.ofNanos(preset.barNs()));
        this.reading = inputs.reading();
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
        if (bar.timeNs() - bar.openTimeNs() != settings.preset().barNs() || bar.openTimeNs() < lastTimeNs) {
            return Optional.empty();
        }
        lastTimeNs = bar.timeNs();
        inputs.read(bar, reading, 0);
        Optional<Candle> candle = Candle.ifUsable(bar);
        candle.ifPresent(usable -> stream.update(usable, reading, 0));
        BarInput input = candle.isPresent() ? input(bar) : unusable(bar);
        latest = input;
        return Optional.of(input);
    }

    Optional<BarInput> latest() {
        return Optional.ofNullable(latest);
    }

    private BarInput input(Bar bar) {
        Preset preset = settings.preset();
        BarInput.At at = new BarInput.At(symbol, bar.timeNs(), schemaHash, bar.close());
        return switch (stream.state()) {
            case WARMING_UP -> {
                long needed = preset.schema().warmUpBars() + preset.network().steps() - 1L;
                yield new BarInput(at, SignalReason.WARMING_UP, stream.bars() + " of " + needed + " bars");
            }
            case NO_DATA -> new BarInput(at, SignalReason.NO_DATA, absence(preset));
            case READY -> {
                double[] window =
                        new double[preset.network().steps() * preset.schema().size()];
                stream.copyWindow(window);
                double cost = settings.costs().roundTrip(spread.halfSpreadBpsAt(bar.timeNs()));
                double band = preset.barriers().band(stream.atrRatio(), cost);
                yield new BarInput(at, window, band, cost, stream.absentOptional());
            }
        };
    }

    private BarInput unusable(Bar bar) {
        BarInput.At at = new BarInput.At(symbol, bar.timeNs(), schemaHash, bar.close());
        return new BarInput(at, SignalReason.NO_DATA, "the bar's numbers are not fit for statistics");
    }

    private String absence(Preset preset) {
        return stream.absentRequired().isEmpty()
                ? "more than " + preset.maxEmptyRun() + " bars in a row without a trade"
                : "absent: " + String.join(", ", stream.absentRequired());
    }
}
