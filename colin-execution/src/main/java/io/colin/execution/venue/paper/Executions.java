package io.colin.execution.venue.paper;

import io.colin.api.order.Liquidity;
import java.math.BigDecimal;

/** Where matching tells what happened to orders. */
interface Executions {
    /** Fills a part, above 0 and at most what is left. */
    void fill(PaperOrder order, BigDecimal quantity, BigDecimal price, Liquidity liquidity, long timeNs);

    /** Ends what is left of an order that may not rest. */
    void cancel(PaperOrder order, String reason, long timeNs);
}
