package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.alert.Severity;
import io.colin.api.event.RiskAlert;
import io.colin.api.order.Fill;

/**
 * Tells people of what a venue says it filled and nothing here can be booked by: money may have moved that this account
 * does not show. Engine thread only.
 */
final class StrayFills {
    /** The alert of a fill of an order that is not of this run. */
    static final String UNKNOWN = "fill_of_an_unknown_order";

    /** The alert of a trade that was told twice with different data; the first stays. */
    static final String CONFLICTING = "conflicting_trade";

    private final Parts parts;

    StrayFills(Parts parts) {
        this.parts = parts;
    }

    void unknown(Fill fill) {
        alert(UNKNOWN, fill, "is of order " + fill.orderId() + ", which is not of this run, and is not on the account");
    }

    void conflicting(Fill fill) {
        alert(CONFLICTING, fill, "of order " + fill.orderId() + " was told before with other data, which stays booked");
    }

    private void alert(String name, Fill fill, String what) {
        String detail = "trade " + fill.tradeId() + ", " + fill.side() + " " + Decimals.text(fill.quantity()) + " "
                + fill.symbol() + " at " + Decimals.text(fill.price()) + " of " + fill.venue() + ", " + what;
        parts.log()
                .emit(new RiskAlert(
                        parts.log().header(fill.orderId()), name, fill.venue(), Severity.CRITICAL, true, detail));
    }
}
