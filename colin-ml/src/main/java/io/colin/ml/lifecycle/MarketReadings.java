package io.colin.ml.lifecycle;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.ml.drift.DailyCorrelation;
import io.colin.ml.drift.DailyVolatility;
import io.colin.ml.drift.TrainingReference;
import io.colin.ml.lifecycle.RetrainingTriggers.Regime;
import io.colin.ml.registry.ModelFile;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What the market was like at the first bar of every hour, for whoever asks whether its regime broke. Bars come in on one
 * thread, questions on any.
 */
final class MarketReadings {
    private static final long HOUR_NS = Duration.ofHours(1).toNanos();
    private static final int READINGS = 1_000;

    private final Symbol symbol;
    private final DailyVolatility volatility;
    private final DailyCorrelation correlation;
    private final Deque<Reading> readings = new ArrayDeque<>();
    private long nextReadingNs = Long.MIN_VALUE;

    MarketReadings(Symbol symbol, long barNs) {
        this.symbol = symbol;
        this.volatility = DailyVolatility.ofBars(barNs);
        this.correlation = DailyCorrelation.ofBars(barNs);
    }

    /** What the market was like at a time. */
    private record Reading(long timeNs, double volatility, double correlation) {}

    /** Takes a bar of any symbol, of the line's length. */
    void on(Bar bar) {
        double close = Decimals.statistic(bar.close());
        correlation.on(bar.symbol(), bar.openTimeNs(), bar.timeNs(), close);
        if (!bar.symbol().equals(symbol)) {
            return;
        }
        volatility.on(bar.openTimeNs(), bar.timeNs(), close);
        if (bar.timeNs() >= nextReadingNs) {
            nextReadingNs = (Math.floorDiv(bar.timeNs(), HOUR_NS) + 1) * HOUR_NS;
            remember(new Reading(bar.timeNs(), volatility.value(), correlation.value()));
        }
    }

    /** The market as known at a time beside that of a model's training. */
    Regime regime(Optional<ModelFile> file, long nowNs) {
        Reading now = readingAt(nowNs);
        List<Double> range = file.flatMap(f -> f.part(ModelFile.REFERENCE))
                .map(bytes -> TrainingReference.parse(bytes).volatilityRange())
                .orElse(List.of());
        double training = file.map(f -> correlationUntil(f.card().dataToNs())).orElse(Double.NaN);
        return new Regime(now.volatility(), range, now.correlation(), training);
    }

    private void remember(Reading reading) {
        synchronized (readings) {
            readings.addLast(reading);
            if (readings.size() > READINGS) {
                readings.removeFirst();
            }
        }
    }

    /** The newest reading that is not later; the engine may be ahead. */
    private Reading readingAt(long timeNs) {
        synchronized (readings) {
            Reading newest = new Reading(timeNs, Double.NaN, Double.NaN);
            for (Reading reading : readings) {
                newest = reading.timeNs() <= timeNs ? reading : newest;
            }
            return newest;
        }
    }

    /** The mean over the readings of a training's time, as far as they were seen here; NaN without one. */
    private double correlationUntil(long timeNs) {
        synchronized (readings) {
            return readings.stream()
                    .filter(reading -> reading.timeNs() <= timeNs)
                    .mapToDouble(Reading::correlation)
                    .filter(value -> !Double.isNaN(value))
                    .average()
                    .orElse(Double.NaN);
        }
    }
}
