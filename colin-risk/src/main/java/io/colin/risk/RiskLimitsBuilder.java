package io.colin.risk;

import io.colin.risk.drawdown.DrawdownLimits;
import java.math.BigDecimal;
import java.util.function.UnaryOperator;

/**
 * Builds limits; every group checks itself. Made by {@link RiskLimits#builder()}; for one thread.
 */
public final class RiskLimitsBuilder {
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

    RiskLimitsBuilder() {}

    RiskLimitsBuilder(RiskLimits limits) {
        order = limits.order();
        price = limits.price();
        rate = limits.rate();
        repeat = limits.repeat();
        data = limits.data();
        position = limits.position();
        margin = limits.margin();
        correlation = limits.correlation();
        tail = limits.tail();
        stress = limits.stress();
        drawdown = limits.drawdown();
        loss = limits.loss();
        compliance = limits.compliance();
        scopes = limits.scopes();
        sectors = limits.sectors();
        permissions = limits.permissions();
        warnFrom = limits.warnFrom();
    }

    /**
     * Changes limits of a single order.
     *
     * @param change sets what is to differ from the present values
     * @return this
     */
    public RiskLimitsBuilder order(UnaryOperator<OrderLimits.Builder> change) {
        order = change.apply(order.toBuilder()).build();
        return this;
    }

    /**
     * Changes how far from the market a price may be.
     *
     * @param change sets what is to differ from the present values
     * @return this
     */
    public RiskLimitsBuilder price(UnaryOperator<PriceLimits.Builder> change) {
        price = change.apply(price.toBuilder()).build();
        return this;
    }

    /**
     * Changes how often orders may be sent.
     *
     * @param change sets what is to differ from the present values
     * @return this
     */
    public RiskLimitsBuilder rate(UnaryOperator<RateLimits.Builder> change) {
        rate = change.apply(rate.toBuilder()).build();
        return this;
    }

    /**
     * Changes when a strategy that fills and enters again is stopped.
     *
     * @param change sets what is to differ from the present values
     * @return this
     */
    public RiskLimitsBuilder repeat(UnaryOperator<RepeatLimits.Builder> change) {
        repeat = change.apply(repeat.toBuilder()).build();
        return this;
    }

    /**
     * Changes how old and how sure data must be.
     *
     * @param change sets what is to differ from the present values
     * @return this
     */
    public RiskLimitsBuilder data(UnaryOperator<DataLimits.Builder> change) {
        data = change.apply(data.toBuilder()).build();
        return this;
    }

    /**
     * Changes what may be held.
     *
     * @param change sets what is to differ from the present values
     * @return this
     */
    public RiskLimitsBuilder position(UnaryOperator<PositionLimits.Builder> change) {
        position = change.apply(position.toBuilder()).build();
        return this;
    }

    /**
     * Changes what the account may owe.
     *
     * @param change sets what is to differ from the present values
     * @return this
     */
    public RiskLimitsBuilder margin(UnaryOperator<MarginLimits.Builder> change) {
        margin = change.apply(margin.toBuilder()).build();
        return this;
    }

    /**
     * Changes what may be held of symbols that move together.
     *
     * @param change sets what is to differ from the present values
     * @return this
     */
    public RiskLimitsBuilder correlation(UnaryOperator<CorrelationLimits.Builder> change) {
        correlation = change.apply(correlation.toBuilder()).build();
        return this;
    }

    /**
     * Changes value at risk and expected shortfall.
     *
     * @param change sets what is to differ from the present values
     * @return this
     */
    public RiskLimitsBuilder tail(UnaryOperator<TailLimits.Builder> change) {
        tail = change.apply(tail.toBuilder()).build();
        return this;
    }

    /**
     * Changes the loss of the worst scenario.
     *
     * @param change sets what is to differ from the present values
     * @return this
     */
    public RiskLimitsBuilder stress(UnaryOperator<StressLimits.Builder> change) {
        stress = change.apply(stress.toBuilder()).build();
        return this;
    }

    /**
     * Sets the drawdown ladder.
     *
     * @param value takes the place of the present
     * @return this
     */
    public RiskLimitsBuilder drawdown(DrawdownLimits value) {
        drawdown = value;
        return this;
    }

    /**
     * Changes what may be lost in a day.
     *
     * @param change sets what is to differ from the present values
     * @return this
     */
    public RiskLimitsBuilder loss(UnaryOperator<LossLimits.Builder> change) {
        loss = change.apply(loss.toBuilder()).build();
        return this;
    }

    /**
     * Changes settings of the compliance rules.
     *
     * @param change sets what is to differ from the present values
     * @return this
     */
    public RiskLimitsBuilder compliance(UnaryOperator<ComplianceLimits.Builder> change) {
        compliance = change.apply(compliance.toBuilder()).build();
        return this;
    }

    /**
     * Sets caps of strategies, accounts, venues and the firm.
     *
     * @param value takes the place of the present
     * @return this
     */
    public RiskLimitsBuilder scopes(ScopeLimits value) {
        scopes = value;
        return this;
    }

    /**
     * Sets which assets belong to which sector.
     *
     * @param value takes the place of the present
     * @return this
     */
    public RiskLimitsBuilder sectors(Sectors value) {
        sectors = value;
        return this;
    }

    /**
     * Sets who may trade what where.
     *
     * @param value takes the place of the present
     * @return this
     */
    public RiskLimitsBuilder permissions(Permissions value) {
        permissions = value;
        return this;
    }

    /**
     * Sets the share of a limit from which it warns.
     *
     * @param value a fraction in (0, 1]; default 0.80
     * @return this
     */
    public RiskLimitsBuilder warnFrom(BigDecimal value) {
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
