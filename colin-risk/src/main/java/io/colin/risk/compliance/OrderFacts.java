package io.colin.risk.compliance;

import io.colin.api.internal.Require;
import io.colin.api.order.OrderIntent;
import io.colin.risk.RiskLimits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An order under rules made of plain values. What is not set is unknown. Immutable. */
public final class OrderFacts implements OrderUnderRule {
    private final Builder facts;

    private OrderFacts(Builder facts) {
        this.facts = facts;
    }

    /**
     * Starts the facts of an order.
     *
     * @param orderId our id, not blank
     * @param intent what is asked
     * @return a builder of a parent by principal {@code test} of the whole quantity at time 0, of a known symbol, under
     *     default limits; nothing else is known
     */
    public static Builder builder(String orderId, OrderIntent intent) {
        return new Builder(Require.text("orderId", orderId), intent);
    }

    @Override
    public String orderId() {
        return facts.orderId;
    }

    @Override
    public String parentId() {
        return facts.parentId;
    }

    @Override
    public Stage stage() {
        return facts.stage;
    }

    @Override
    public OrderIntent intent() {
        return facts.intent;
    }

    @Override
    public String principal() {
        return facts.principal;
    }

    @Override
    public long timeNs() {
        return facts.timeNs;
    }

    @Override
    public BigDecimal quantity() {
        return facts.quantity;
    }

    @Override
    public boolean shrinksOnly() {
        return facts.shrinksOnly;
    }

    @Override
    public boolean lowersOnly() {
        return facts.lowersOnly;
    }

    @Override
    public boolean symbolKnown() {
        return facts.symbolKnown;
    }

    @Override
    public Optional<BigDecimal> referencePrice() {
        return Optional.ofNullable(facts.referencePrice);
    }

    @Override
    public Optional<BigDecimal> value() {
        return Optional.ofNullable(facts.value);
    }

    @Override
    public Optional<BigDecimal> equity() {
        return Optional.ofNullable(facts.equity);
    }

    @Override
    public Optional<BigDecimal> symbolExposureAfter() {
        return Optional.ofNullable(facts.symbolExposureAfter);
    }

    @Override
    public Optional<BigDecimal> lowestPositionAfter() {
        return Optional.ofNullable(facts.lowestPositionAfter);
    }

    @Override
    public OptionalLong tradesToday() {
        return facts.tradesToday < 0 ? OptionalLong.empty() : OptionalLong.of(facts.tradesToday);
    }

    @Override
    public SortedSet<String> connectedVenues() {
        return new TreeSet<>(facts.connectedVenues);
    }

    @Override
    public List<VenueQuote> quotes() {
        return facts.quotes;
    }

    @Override
    public RiskLimits limits() {
        return facts.limits;
    }

    /** Builds facts; {@link #build} copies, so that a builder can go on. */
    public static final class Builder {
        private final String orderId;
        private final OrderIntent intent;
        private String parentId;
        private Stage stage = Stage.PARENT;
        private String principal = "test";
        private long timeNs;
        private BigDecimal quantity;
        private boolean shrinksOnly;
        private boolean lowersOnly;
        private boolean symbolKnown = true;
        private @Nullable BigDecimal referencePrice;
        private @Nullable BigDecimal value;
        private @Nullable BigDecimal equity;
        private @Nullable BigDecimal symbolExposureAfter;
        private @Nullable BigDecimal lowestPositionAfter;
        private long tradesToday = -1;
        private SortedSet<String> connectedVenues = new TreeSet<>();
        private List<VenueQuote> quotes = List.of();
        private RiskLimits limits = RiskLimits.builder().build();

        private Builder(String orderId, OrderIntent intent) {
            this.orderId = orderId;
            this.parentId = orderId;
            this.intent = intent;
            this.quantity = intent.quantity();
        }

        private Builder(Builder other) {
            orderId = other.orderId;
            intent = other.intent;
            parentId = other.parentId;
            stage = other.stage;
            principal = other.principal;
            timeNs = other.timeNs;
            quantity = other.quantity;
            shrinksOnly = other.shrinksOnly;
            lowersOnly = other.lowersOnly;
            symbolKnown = other.symbolKnown;
            referencePrice = other.referencePrice;
            value = other.value;
            equity = other.equity;
            symbolExposureAfter = other.symbolExposureAfter;
            lowestPositionAfter = other.lowestPositionAfter;
            tradesToday = other.tradesToday;
            connectedVenues = new TreeSet<>(other.connectedVenues);
            quotes = List.copyOf(other.quotes);
            limits = other.limits;
        }

        /**
         * Makes it a child.
         *
         * @param id of the parent, not blank
         * @return this
         */
        public Builder childOf(String id) {
            parentId = Require.text("parentId", id);
            stage = Stage.CHILD;
            return this;
        }

        /**
         * Makes it a change of the order.
         *
         * @return this
         */
        public Builder amend() {
            stage = Stage.AMEND;
            return this;
        }

        /**
         * Sets who asks.
         *
         * @param name not blank
         * @return this
         */
        public Builder principal(String name) {
            principal = Require.text("principal", name);
            return this;
        }

        /**
         * Sets the event time.
         *
         * @param time ns since epoch
         * @return this
         */
        public Builder timeNs(long time) {
            timeNs = time;
            return this;
        }

        /**
         * Sets the quantity judged.
         *
         * @param amount as reduced; a rule must cope with 0
         * @return this
         */
        public Builder quantity(BigDecimal amount) {
            quantity = amount;
            return this;
        }

        /**
         * Sets whether it can only shrink a position.
         *
         * @param shrinks default false
         * @return this
         */
        public Builder shrinksOnly(boolean shrinks) {
            shrinksOnly = shrinks;
            return this;
        }

        /**
         * Sets whether it is an amend that only makes less of an order that works.
         *
         * @param lowers default false
         * @return this
         */
        public Builder lowersOnly(boolean lowers) {
            lowersOnly = lowers;
            return this;
        }

        /**
         * Sets whether the symbol is in the universe.
         *
         * @param known default true
         * @return this
         */
        public Builder symbolKnown(boolean known) {
            symbolKnown = known;
            return this;
        }

        /**
         * Sets the reference price.
         *
         * @param price in quote currency; a rule must cope with 0
         * @return this
         */
        public Builder referencePrice(BigDecimal price) {
            referencePrice = price;
            return this;
        }

        /**
         * Sets the order's value.
         *
         * @param amount in the account currency, 0 or more
         * @return this
         */
        public Builder value(BigDecimal amount) {
            value = Require.notNegative("value", amount);
            return this;
        }

        /**
         * Sets the equity.
         *
         * @param amount in the account currency
         * @return this
         */
        public Builder equity(BigDecimal amount) {
            equity = amount;
            return this;
        }

        /**
         * Sets the exposure of the symbol with the order.
         *
         * @param amount in the account currency, 0 or more
         * @return this
         */
        public Builder symbolExposureAfter(BigDecimal amount) {
            symbolExposureAfter = Require.notNegative("symbolExposureAfter", amount);
            return this;
        }

        /**
         * Sets the smallest position that could result.
         *
         * @param amount signed quantity
         * @return this
         */
        public Builder lowestPositionAfter(BigDecimal amount) {
            lowestPositionAfter = amount;
            return this;
        }

        /**
         * Sets the executions of the day.
         *
         * @param trades 0 or more
         * @return this
         */
        public Builder tradesToday(long trades) {
            tradesToday = Require.notNegative("tradesToday", trades);
            return this;
        }

        /**
         * Sets what venues show.
         *
         * @param connected ids of the venues that could be traded at
         * @param shown what venues showed last
         * @return this
         */
        public Builder market(SortedSet<String> connected, List<VenueQuote> shown) {
            connectedVenues = new TreeSet<>(connected);
            quotes = List.copyOf(shown);
            return this;
        }

        /**
         * Sets the limits in force.
         *
         * @param value default those of {@link RiskLimits#builder()}
         * @return this
         */
        public Builder limits(RiskLimits value) {
            limits = value;
            return this;
        }

        /**
         * Builds the facts.
         *
         * @return facts that do not change
         */
        public OrderFacts build() {
            return new OrderFacts(new Builder(this));
        }
    }
}
