package io.colin.execution.impact;

import io.colin.api.market.Tape;
import java.util.Optional;
import java.util.OptionalDouble;

/** A day's volatility and volume as a tape tells them: what the law of impact goes by, wherever it is measured or applied. */
public final class TapeFigures {
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final double DAY_SECONDS = 86_400;
    private static final long LEAST_COVERED_NS = 300_000_000_000L;
    private static final double MOST_VOLATILITY = 10;
    private static final double MOST_VOLUME = 1e30;

    private TapeFigures() {}

    /**
     * The deviation of a day's log return, from the minutes of the last day.
     *
     * @param tape of one symbol
     * @param nowNs ns since epoch
     * @return a fraction, 0 or more; empty with fewer than five returns
     */
    public static OptionalDouble dailyVolatility(Tape tape, long nowNs) {
        OptionalDouble second = tape.volatility(nowNs - DAY_NS, nowNs);
        return second.isPresent() ? OptionalDouble.of(second.getAsDouble() * Math.sqrt(DAY_SECONDS)) : second;
    }

    /**
     * What others traded over the last day, scaled up where less than a day is known.
     *
     * @param tape of one symbol
     * @param nowNs ns since epoch
     * @return base currency or contracts, 0 or more; empty where less than five minutes are known
     */
    public static OptionalDouble dailyVolume(Tape tape, long nowNs) {
        long untilNs = tape.knownToNs(nowNs);
        long coveredNs = Math.min(DAY_NS, untilNs - tape.sinceNs().orElse(untilNs));
        return coveredNs < LEAST_COVERED_NS
                ? OptionalDouble.empty()
                : OptionalDouble.of(tape.volume(untilNs - coveredNs, untilNs) * DAY_NS / coveredNs);
    }

    /**
     * The market the law speaks of.
     *
     * @param tape of one symbol
     * @param nowNs ns since epoch
     * @param relativeSpread (ask − bid) / mid, 0 to 1
     * @return empty unless volatility and volume are both known, above 0 and plausible
     */
    public static Optional<ImpactMarket> market(Tape tape, long nowNs, double relativeSpread) {
        double volatility = dailyVolatility(tape, nowNs).orElse(0);
        double volume = dailyVolume(tape, nowNs).orElse(0);
        return volatility > 0 && volatility <= MOST_VOLATILITY && volume > 0 && volume <= MOST_VOLUME
                ? Optional.of(new ImpactMarket(volatility, volume, relativeSpread))
                : Optional.empty();
    }
}
