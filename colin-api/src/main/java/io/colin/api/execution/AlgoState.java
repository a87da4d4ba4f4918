package io.colin.api.execution;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.internal.Require;
import io.colin.api.market.MarketView;
import io.colin.api.order.ParentOrder;
import java.math.BigDecimal;

/**
 * Everything an algorithm decides on: it keeps no state of its own, so that a restart changes nothing.
 *
 * @param parent the order, with what was filled
 * @param instrument its terms
 * @param market prices and books now
 * @param timeNs now, event time
 * @param working quantity of children that are not closed and not filled yet, 0 or more
 * @param slicesSent how many children were made
 * @param lastChildTimeNs event time the newest child was made, {@link #NO_CHILD} before the first
 * @param seed for algorithms that vary their timing; fixed for the parent
 * @param resumed whether a person has resumed it after a pause, and so taken what had happened as it is
 */
public record AlgoState(
        ParentOrder parent,
        Instrument instrument,
        MarketView market,
        long timeNs,
        BigDecimal working,
        int slicesSent,
        long lastChildTimeNs,
        long seed,
        boolean resumed) {
    /** The last child time of a parent without children. */
    public static final long NO_CHILD = Long.MIN_VALUE;

    /** Checks and normalises. */
    public AlgoState {
        working = Decimals.normal(Require.notNegative("working", working));
    }

    /**
     * What may still be sent.
     *
     * @return leaves − working, never below 0
     */
    public BigDecimal available() {
        return Decimals.normal(
                parent.progress().leavesQuantity().subtract(working).max(BigDecimal.ZERO));
    }
}
