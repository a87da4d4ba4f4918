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
    public static RiskLimitsBuilder builder() {
        return new RiskLimitsBuilder();
    }

    /**
     * Starts from the settings of the embedded demonstration: data may be 60 s old, what is held may be
     * valued at prices 15 min old, a confidence of 0.40 is enough, figures of tail risk come from 48 hourly returns on, and a
     * symbol may trade 1 000 times a day; all else as usual.
     *
     * @return a builder
     */
    public static RiskLimitsBuilder demonstration() {
        return new RiskLimitsBuilder()
                .data(data -> data.maxQuoteAge(Duration.ofSeconds(60))
                        .maxMarkAge(Duration.ofMinutes(15))
                        .minConfidence(0.40))
                .rate(rate -> rate.tradesPerSymbolPerDay(1000))
                .tail(tail -> tail.hourlyReturns(true).minReturns(48));
    }

    /**
     * Starts from these limits.
     *
     * @return a builder; every setter replaces one group
     */
    public RiskLimitsBuilder toBuilder() {
        return new RiskLimitsBuilder(this);
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
}
