package io.colin.ml.label;

import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import io.colin.ml.history.BarHistory;
import io.colin.ml.history.Candle;
import io.colin.ml.label.Label.Excluded;
import io.colin.ml.label.Label.Exclusion;
import io.colin.ml.label.Label.Outcome;
import java.util.function.IntFunction;

/**
 * The triple barrier on bar data: from P₀ = the next bar's open, which of P₀(1+θ) and P₀(1−θ) is touched first within H
 * bars; neither gives NEUTRAL. A bar that opens beyond a barrier has touched it at its open; a bar that holds both
 * barriers otherwise gives no class. Immutable.
 */
public final class TripleBarrier {
    private final BarrierSettings settings;
    private final int maxEmptyRun;

    private TripleBarrier(BarrierSettings settings, int maxEmptyRun) {
        this.settings = settings;
        this.maxEmptyRun = maxEmptyRun;
    }

    /**
     * A labeller.
     *
     * @param settings of the barriers
     * @param maxEmptyRun how many bars in a row within the horizon may be without a trade, 0 or more
     * @return the labeller
     */
    public static TripleBarrier of(BarrierSettings settings, int maxEmptyRun) {
        return new TripleBarrier(settings, (int) Require.notNegative("maxEmptyRun", maxEmptyRun));
    }

    /**
     * The label of a decision at a bar's close.
     *
     * @param history the bars
     * @param decision index of that bar
     * @param atrRatio ATR/c at that bar, a fraction
     * @param emptyRun bars in a row without a trade that end with that bar
     * @return a class or why there is none
     */
    public Label label(BarHistory history, int decision, double atrRatio, int emptyRun) {
        int last = decision + settings.horizonBars();
        if (last >= history.size()) {
            return new Excluded(Exclusion.DATA_ENDS);
        }
        double cost = history.roundTripCost(decision);
        return label(history::candle, decision, new At(settings.band(atrRatio, cost), cost, emptyRun));
    }

    /** What was known at a decision: θ, the round trip's cost, and how many bars without a trade ended with its bar. */
    record At(double band, double cost, int emptyRun) {}

    /** The same where all bars of the horizon are at hand. */
    Label label(IntFunction<Candle> candles, int decision, At at) {
        if (hasGap(candles, decision, at.emptyRun)) {
            return new Excluded(Exclusion.GAP);
        }
        return candles.apply(decision + 1).empty()
                ? new Excluded(Exclusion.NO_ENTRY)
                : firstTouch(candles, decision, at.band, at.cost);
    }

    private boolean hasGap(IntFunction<Candle> candles, int decision, int emptyRun) {
        int run = emptyRun;
        for (int i = decision + 1; i <= decision + settings.horizonBars(); i++) {
            Candle candle = candles.apply(i);
            run = candle.empty() ? run + 1 : 0;
            if (run > maxEmptyRun || candle.openTimeNs() != candles.apply(i - 1).timeNs()) {
                return true;
            }
        }
        return false;
    }

    private Label firstTouch(IntFunction<Candle> candles, int decision, double band, double cost) {
        double reference = candles.apply(decision + 1).open();
        double upper = reference * (1 + band);
        double lower = reference * (1 - band);
        int last = decision + settings.horizonBars();
        for (int i = decision + 1; i <= last; i++) {
            Candle candle = candles.apply(i);
            if (candle.high() < upper && candle.low() > lower) {
                continue;
            }
            if (candle.open() > lower && candle.open() < upper && candle.high() >= upper && candle.low() <= lower) {
                return new Excluded(Exclusion.BOTH_BARRIERS);
            }
            boolean up = candle.open() >= upper || (candle.open() > lower && candle.high() >= upper);
            double exit = up ? Math.max(upper, candle.open()) : Math.min(lower, candle.open());
            Direction outcome = up ? Direction.LONG : Direction.SHORT;
            return new Outcome(decision, outcome, band, cost, exit / reference - 1, i);
        }
        double exit = candles.apply(last).close();
        return new Outcome(decision, Direction.NEUTRAL, band, cost, exit / reference - 1, last);
    }
}
