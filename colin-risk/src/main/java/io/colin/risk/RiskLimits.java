package io.colin.risk;

import io.colin.api.Decimals;
import io.colin.risk.LimitDifference.Direction;
import io.colin.risk.drawdown.DrawdownLimits;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/**
 * Every limit of the standard gate, in groups. A value at its limit passes, one unit above does not; shares are
 * fractions,
 * 0.05 is 5 %. Immutable.
 *
 * @param order limits of a single order
 * @param price how far from the market a price may be
 * @param rate how often orders may be sent
 * @param repeat when a strategy that fills and enters again is stopped
 * @param data how old and how sure data must be
 * @param position what may be held
 * @param margin what the account may owe
 * @param correlation what may be held of symbols that move together
 * @param tail value at risk and expected shortfall
 * @param stress the loss of the worst scenario
 * @param drawdown the drawdown ladder
 * @param loss what may be lost in a day
 * @param compliance settings of the compliance rules
 * @param scopes caps of strategies, accounts, venues and the firm
 * @param sectors which assets belong to which sector
 * @param permissions who may trade what where
 * @param warnFrom share of a limit from which it warns, (0, 1]; 90 and 95 % are told apart from there on
 */
public record RiskLimits(
        OrderLimits order,
        PriceLimits price,
        RateLimits rate,
        RepeatLimits repeat,
        DataLimits data,
        PositionLimits position,
        MarginLimits margin,
        CorrelationLimits correlation,
        TailLimits tail,
        StressLimits stress,
        DrawdownLimits drawdown,
        LossLimits loss,
        ComplianceLimits compliance,
        ScopeLimits scopes,
        Sectors sectors,
        Permissions permissions,
        BigDecimal warnFrom) {
    /** Checks and normalises. */
    public RiskLimits {
        warnFrom = Decimals.normal(Rules.share("warnFrom", warnFrom));
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder; every setter replaces one group
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts from the settings of the embedded demonstration: data may be 60 s old, a confidence of 0.40 is enough,
     * figures
     * of tail risk come from 48 hourly returns on, and a symbol may trade 1 000 times a day; all else as usual.
     *
     * @return a builder
     */
    public static Builder demonstration() {
        return new Builder()
                .data(data -> data.maxQuoteAge(Duration.ofSeconds(60)).minConfidence(0.40))
                .rate(rate -> rate.tradesPerSymbolPerDay(1000))
                .tail(tail -> tail.hourlyReturns(true).minReturns(48));
    }

    /**
     * Starts from these limits.
     *
     * @return a builder; every setter replaces one group
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /**
     * Every value by its name.
     *
     * @return texts in the order of their names, {@code order.maxValue} for example; what is not set has no entry
     */
    public SortedMap<String, String> values() {
        return settings().texts();
    }

    /**
     * What names these settings in every decision.
     *
     * @return SHA-256 of the {@link #canonicalText()}, lower-case hex
     */
    public String configHash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(canonicalText().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Every value on a line of its own.
     *
     * @return lines {@code name=value} in the order of the names; equal settings give equal texts
     */
    public String canonicalText() {
        StringBuilder text = new StringBuilder(3000);
        values().forEach((name, value) ->
                text.append(name).append('=').append(value).append('\n'));
        return text.toString();
    }

    /**
     * What changes when other limits take the place of these.
     *
     * @param next the other limits
     * @return one entry a value that differs, in the order of the names; empty when they are equal
     */
    public List<LimitDifference> differences(RiskLimits next) {
        return settings().differences(next.settings());
    }

    /**
     * What a second person must agree to when other limits take the place of these: what is raised, and what is neither
     * raised nor cut.
     *
     * @param next the other limits
     * @return a part of {@link #differences}; empty when everything that changes is cut
     */
    public List<LimitDifference> loosened(RiskLimits next) {
        return differences(next).stream()
                .filter(difference -> difference.direction() != Direction.CUT)
                .toList();
    }

    private Settings settings() {
        Settings settings = new Settings();
        order.describe(settings);
        price.describe(settings);
        rate.describe(settings);
        repeat.describe(settings);
        data.describe(settings);
        position.describe(settings);
        margin.describe(settings);
        correlation.describe(settings);
        tail.describe(settings);
        stress.describe(settings);
        loss.describe(settings);
        compliance.describe(settings);
        scopes.describe(settings);
        sectors.describe(settings);
        permissions.describe(settings);
        describeDrawdown(settings);
        settings.higherIsLooser("warnFrom", warnFrom);
        return settings;
    }

    private void describeDrawdown(Settings settings) {
        settings.higherIsLooser("drawdown.warning", drawdown.warning());
        settings.higherIsLooser("drawdown.reduce", drawdown.reduce());
        settings.higherIsLooser("drawdown.hard", drawdown.hard());
        settings.higherIsLooser("drawdown.halt", drawdown.halt());
        settings.higherIsLooser("drawdown.kill", drawdown.kill());
        settings.higherIsLooser("drawdown.patience", drawdown.patience());
    }

    /** Builds limits; every group checks itself. */
    public static final class Builder {
        private OrderLimits order = OrderLimits.STANDARD;
        private PriceLimits price = PriceLimits.STANDARD;
        private RateLimits rate = RateLimits.STANDARD;
        private RepeatLimits repeat = RepeatLimits.STANDARD;
        private DataLimits data = DataLimits.STANDARD;
        private PositionLimits position = PositionLimits.STANDARD;
        private MarginLimits margin = MarginLimits.STANDARD;
        private CorrelationLimits correlation = CorrelationLimits.STANDARD;
        private TailLimits tail = TailLimits.STANDARD;
        private StressLimits stress = StressLimits.STANDARD;
        private DrawdownLimits drawdown = DrawdownLimits.STANDARD;
        private LossLimits loss = LossLimits.STANDARD;
        private ComplianceLimits compliance = ComplianceLimits.STANDARD;
        private ScopeLimits scopes = ScopeLimits.NONE;
        private Sectors sectors = Sectors.NONE;
        private Permissions permissions = Permissions.UNRESTRICTED;
        private BigDecimal warnFrom = new BigDecimal("0.80");

        private Builder() {}

        private Builder(RiskLimits limits) {
            order = limits.order;
            price = limits.price;
            rate = limits.rate;
            repeat = limits.repeat;
            data = limits.data;
            position = limits.position;
            margin = limits.margin;
            correlation = limits.correlation;
            tail = limits.tail;
            stress = limits.stress;
            drawdown = limits.drawdown;
            loss = limits.loss;
            compliance = limits.compliance;
            scopes = limits.scopes;
            sectors = limits.sectors;
            permissions = limits.permissions;
            warnFrom = limits.warnFrom;
        }

        /**
         * Changes limits of a single order.
         *
         * @param change sets what is to differ from the present values
         * @return this
         */
        public Builder order(UnaryOperator<OrderLimits.Builder> change) {
            order = change.apply(order.toBuilder()).build();
            return this;
        }

        /**
         * Changes how far from the market a price may be.
         *
         * @param change sets what is to differ from the present values
         * @return this
         */
        public Builder price(UnaryOperator<PriceLimits.Builder> change) {
            price = change.apply(price.toBuilder()).build();
            return this;
        }

        /**
         * Changes how often orders may be sent.
         *
         * @param change sets what is to differ from the present values
         * @return this
         */
        public Builder rate(UnaryOperator<RateLimits.Builder> change) {
            rate = change.apply(rate.toBuilder()).build();
            return this;
        }

        /**
         * Changes when a strategy that fills and enters again is stopped.
         *
         * @param change sets what is to differ from the present values
         * @return this
         */
        public Builder repeat(UnaryOperator<RepeatLimits.Builder> change) {
            repeat = change.apply(repeat.toBuilder()).build();
            return this;
        }

        /**
         * Changes how old and how sure data must be.
         *
         * @param change sets what is to differ from the present values
         * @return this
         */
        public Builder data(UnaryOperator<DataLimits.Builder> change) {
            data = change.apply(data.toBuilder()).build();
            return this;
        }

        /**
         * Changes what may be held.
         *
         * @param change sets what is to differ from the present values
         * @return this
         */
        public Builder position(UnaryOperator<PositionLimits.Builder> change) {
            position = change.apply(position.toBuilder()).build();
            return this;
        }

        /**
         * Changes what the account may owe.
         *
         * @param change sets what is to differ from the present values
         * @return this
         */
        public Builder margin(UnaryOperator<MarginLimits.Builder> change) {
            margin = change.apply(margin.toBuilder()).build();
            return this;
        }

        /**
         * Changes what may be held of symbols that move together.
         *
         * @param change sets what is to differ from the present values
         * @return this
         */
        public Builder correlation(UnaryOperator<CorrelationLimits.Builder> change) {
            correlation = change.apply(correlation.toBuilder()).build();
            return this;
        }

        /**
         * Changes value at risk and expected shortfall.
         *
         * @param change sets what is to differ from the present values
         * @return this
         */
        public Builder tail(UnaryOperator<TailLimits.Builder> change) {
            tail = change.apply(tail.toBuilder()).build();
            return this;
        }

        /**
         * Changes the loss of the worst scenario.
         *
         * @param change sets what is to differ from the present values
         * @return this
         */
        public Builder stress(UnaryOperator<StressLimits.Builder> change) {
            stress = change.apply(stress.toBuilder()).build();
            return this;
        }

        /**
         * Sets the drawdown ladder.
         *
         * @param value takes the place of the present
         * @return this
         */
        public Builder drawdown(DrawdownLimits value) {
            drawdown = value;
            return this;
        }

        /**
         * Changes what may be lost in a day.
         *
         * @param change sets what is to differ from the present values
         * @return this
         */
        public Builder loss(UnaryOperator<LossLimits.Builder> change) {
            loss = change.apply(loss.toBuilder()).build();
            return this;
        }

        /**
         * Changes settings of the compliance rules.
         *
         * @param change sets what is to differ from the present values
         * @return this
         */
        public Builder compliance(UnaryOperator<ComplianceLimits.Builder> change) {
            compliance = change.apply(compliance.toBuilder()).build();
            return this;
        }

        /**
         * Sets caps of strategies, accounts, venues and the firm.
         *
         * @param value takes the place of the present
         * @return this
         */
        public Builder scopes(ScopeLimits value) {
            scopes = value;
            return this;
        }

        /**
         * Sets which assets belong to which sector.
         *
         * @param value takes the place of the present
         * @return this
         */
        public Builder sectors(Sectors value) {
            sectors = value;
            return this;
        }

        /**
         * Sets who may trade what where.
         *
         * @param value takes the place of the present
         * @return this
         */
        public Builder permissions(Permissions value) {
            permissions = value;
            return this;
        }

        /**
         * Sets the share of a limit from which it warns.
         *
         * @param value a fraction in (0, 1]; default 0.80
         * @return this
         */
        public Builder warnFrom(BigDecimal value) {
            warnFrom = Rules.share("warnFrom", value);
            return this;
        }

        /**
         * Builds the limits.
         *
         * @return the limits
         */
        public RiskLimits build() {
            return new RiskLimits(
                    order,
                    price,
                    rate,
                    repeat,
                    data,
                    position,
                    margin,
                    correlation,
                    tail,
                    stress,
                    drawdown,
                    loss,
                    compliance,
                    scopes,
                    sectors,
                    permissions,
                    warnFrom);
        }
    }
}
