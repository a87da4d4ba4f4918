package io.colin.risk.compliance;

import io.colin.api.order.OrderIntent;
import io.colin.risk.RiskLimits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;

/**
 * An order as the gate shows it to rules. What the gate does not know is empty, and a rule that needs it cannot judge.
 * Valid within the call. {@link OrderFacts} is one of plain values, for tests and for those who embed the rules alone.
 */
public interface OrderUnderRule {
    /** What of an order is judged. */
    enum Stage {
        /** A whole order. */
        PARENT,
        /** A whole order that only reduces and was taken with its group, when it is let go. */
        EXIT,
        /** A whole order with new terms. */
        AMEND,
        /** A slice of an order that passed. */
        CHILD
    }

    /**
     * The order.
     *
     * @return our id
     */
    String orderId();

    /**
     * The order a child is a slice of.
     *
     * @return our id of the parent; the order's own id when it is no child
     */
    String parentId();

    /**
     * What is judged.
     *
     * @return parent, exit, amend or child
     */
    Stage stage();

    /**
     * What was asked for: symbol, side, pricing, strategy, account. Of a child its parent's.
     *
     * @return the intent, with the quantity that was asked
     */
    OrderIntent intent();

    /**
     * Who asks.
     *
     * @return a key, a person, or {@code engine}
     */
    String principal();

    /**
     * When.
     *
     * @return event time, ns since epoch
     */
    long timeNs();

    /**
     * The quantity judged.
     *
     * @return base currency or contracts, as reduced by the gate; above 0 unless something is broken
     */
    BigDecimal quantity();

    /**
     * Whether the order can only shrink a position, whatever else fills.
     *
     * @return true for a pure way out
     */
    boolean shrinksOnly();

    /**
     * Whether the order is an amend that only makes less of one that works: no more quantity, at no worse price. Rules of what
     * may be held spare it, since without it more stays.
     *
     * @return false for everything but such an amend; by default always
     */
    default boolean lowersOnly() {
        return false;
    }

    /**
     * Whether the symbol is in the universe.
     *
     * @return false when its terms are unknown
     */
    boolean symbolKnown();

    /**
     * The price values are worked out from.
     *
     * @return in quote currency; empty when none is fresh
     */
    Optional<BigDecimal> referencePrice();

    /**
     * What the quantity is worth at the worst price.
     *
     * @return in the account currency, 0 or more; empty without a price
     */
    Optional<BigDecimal> value();

    /**
     * What the account is worth.
     *
     * @return cash and marked positions in the account currency; empty when something held has no price
     */
    Optional<BigDecimal> equity();

    /**
     * What the symbol would expose the account to, working orders at their worst case and this order included.
     *
     * @return 0 or more, in the account currency; empty without a price
     */
    Optional<BigDecimal> symbolExposureAfter();

    /**
     * The smallest position the account could end with if this order and every working sell filled and no buy did.
     *
     * @return signed quantity, below 0 for a short; empty when the position is unknown
     */
    Optional<BigDecimal> lowestPositionAfter();

    /**
     * How often the account traded since 00:00 UTC.
     *
     * @return executions; empty when they were not counted
     */
    OptionalLong tradesToday();

    /**
     * Where the symbol could be traded now.
     *
     * @return ids of connected venues that list it
     */
    SortedSet<String> connectedVenues();

    /**
     * What each venue showed last, fresh or not.
     *
     * @return at most one a venue
     */
    List<VenueQuote> quotes();

    /**
     * The limits in force, the regime among them.
     *
     * @return those the gate judges the order by
     */
    RiskLimits limits();
}
