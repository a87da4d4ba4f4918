package io.colin.ml.serving;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.Trade;
import io.colin.api.signal.SignalReason;
import io.colin.ml.cost.SpreadEstimator;
import io.colin.ml.feature.FeatureStream;
import io.colin.ml.history.Candle;
import io.colin.ml.preset.Preset;
import io.colin.ml.preset.TrainingSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Features and cost of one symbol, kept on the engine's thread. */
final class SymbolState {
    private final Symbol symbol;
    private final TrainingSettings settings;
    private final String schemaHash;
    private final FeatureStream stream;
    private final SpreadEstimator spread;
    private long lastTimeNs = Long.MIN_VALUE;
    private @Nullable BarInput latest;

    SymbolState(Symbol symbol, TrainingSettings settings) {
        Preset preset = settings.preset();
        this.symbol = symbol;
        this.settings = settings;
        this.schemaHash = preset.schema().hash();
        this.stream = FeatureStream.of(preset.schema(), preset.network().steps(), preset.maxEmptyRun());
        this.spread = SpreadEstimator.of(settings.costs().halfSpread());
    }

    void on(Trade trade) {
        spread.on(trade);
    }

    /** Bars of another length and bars already seen are none of this model's business. */
    Optional<BarInput> on(Bar bar) {
        if (bar.timeNs() - bar.openTimeNs() != settings.preset().barNs() || bar.openTimeNs() < lastTimeNs) {
            return Optional.empty();
        }
        lastTimeNs = bar.timeNs();
        stream.update(Candle.of(bar));
        BarInput input = input(bar);
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

    private String absence(Preset preset) {
        return stream.absentRequired().isEmpty()
                ? "more than " + preset.maxEmptyRun() + " bars in a row without a trade"
                : "absent: " + String.join(", ", stream.absentRequired());
    }
}
