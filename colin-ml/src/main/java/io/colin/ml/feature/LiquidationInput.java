package io.colin.ml.feature;

import io.colin.api.Decimals;
import io.colin.api.market.Liquidation;
import io.colin.ml.history.SideInputs.Taken;

/**
 * The value of positions closed by force within one bar. Silence is not proof that there were none: until the source has
 * shown its first one, and in a bar with a hole, the value is unknown.
 */
final class LiquidationInput {
    private boolean shown;
    private boolean holed;
    private long timeNs = Long.MIN_VALUE;
    private double longs;
    private double shorts;

    Taken on(Liquidation event) {
        if (event.timeNs() < timeNs) {
            return Taken.OUT_OF_ORDER;
        }
        double value = Decimals.statistic(event.price()) * Decimals.statistic(event.quantity());
        if (!Double.isFinite(value)) {
            return Taken.INVALID;
        }
        shown = true;
        timeNs = event.timeNs();
        longs += event.longPosition() ? value : 0;
        shorts += event.longPosition() ? 0 : value;
        return Taken.USED;
    }

    /** Something of the running bar is missing. */
    void hole() {
        holed = true;
    }

    /** What the bar would hold if it ended now; changes nothing. */
    void peek(double[] target, int longIndex, int shortIndex) {
        boolean known = shown && !holed;
        target[longIndex] = known ? longs : Double.NaN;
        target[shortIndex] = known ? shorts : Double.NaN;
    }

    /** Ends the bar. One that was given after a later event cannot be told from the next: both are unknown. */
    void read(long closeNs, double[] target, int longIndex, int shortIndex) {
        boolean mixed = timeNs > closeNs;
        boolean known = shown && !holed && !mixed;
        target[longIndex] = known ? longs : Double.NaN;
        target[shortIndex] = known ? shorts : Double.NaN;
        holed = mixed;
        longs = 0;
        shorts = 0;
    }
}
