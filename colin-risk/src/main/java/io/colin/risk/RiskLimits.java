package io.colin.risk;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.risk.drawdown.DrawdownLimits;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Every limit of the standard gate. A value at its limit passes, one unit above does not; shares are fractions, 0.05 is
 * 5 %. Immutable.
 *
 * @param accountKind what the account may owe
 * @param minOrderValue smallest order, in the account currency, 0 or more
 * @param maxOrderValue largest order, in the account currency, above 0
 * @param maxOrderShare largest order as a share of equity, (0, 1] (POS_001)
 * @param quantityCaps largest order quantity by symbol, above 0
 * @param quantityCapsRequired whether a symbol without a cap is refused; otherwise its cap is 1 000 000 in the account
 *     currency at the first price of the day
 * @param maxPositionValue largest position of a symbol, in the account currency, above 0
 * @param maxSymbolShare largest position of a symbol as a share of equity, (0, 1]
 * @param maxGrossShare largest gross exposure as a share of equity, above 0
 * @param maxLeverage largest gross exposure over equity, above 0
 * @param minFreeMargin share of equity that must stay free of margin, [0, 1); MARGIN accounts only
 * @param initialMarginRate margin a unit of exposure takes, (0, 1]; MARGIN accounts only
 * @param feeCushion share of a buy's value kept for fees, [0, 1); CASH_SPOT accounts only
 * @param priceCollar largest distance of a price from the reference, (0, 1]
 * @param maxDataAge oldest quote, trade or book that counts as fresh
 * @param minConfidence smallest confidence of a signal that may become an order, [0, 1]
 * @param duplicateWindow time in which the same order is refused
 * @param ordersPerSecondPerStrategy most parents a strategy may send in a second
 * @param ordersPerSecond most parents and children in a second
 * @param restrictedSymbols symbols that must not be traded (SYM_001)
 * @param drawdown the drawdown ladder
 * @param maxDailyLoss largest loss of a UTC day as a share of its first equity, (0, 1)
 * @param warnFrom share of a limit from which it warns, (0, 1]
 */
public record RiskLimits(
        AccountKind accountKind,
        BigDecimal minOrderValue,
        BigDecimal maxOrderValue,
        BigDecimal maxOrderShare,
        SortedMap<Symbol, BigDecimal> quantityCaps,
        boolean quantityCapsRequired,
        BigDecimal maxPositionValue,
        BigDecimal maxSymbolShare,
        BigDecimal maxGrossShare,
        BigDecimal maxLeverage,
        BigDecimal minFreeMargin,
        BigDecimal initialMarginRate,
        BigDecimal feeCushion,
        BigDecimal priceCollar,
        Duration maxDataAge,
        double minConfidence,
        Duration duplicateWindow,
        int ordersPerSecondPerStrategy,
        int ordersPerSecond,
        SortedSet<Symbol> restrictedSymbols,
        DrawdownLimits drawdown,
        BigDecimal maxDailyLoss,
        BigDecimal warnFrom) {
    /** Checks, normalises and copies. */
    public RiskLimits {
        minOrderValue = Decimals.normal(Require.notNegative("minOrderValue", minOrderValue));
        maxOrderValue = Decimals.normal(Require.positive("maxOrderValue", maxOrderValue));
        maxOrderShare = Decimals.normal(share("maxOrderShare", maxOrderShare));
        quantityCaps = Collections.unmodifiableSortedMap(new TreeMap<>(quantityCaps));
        quantityCaps.forEach((symbol, cap) -> Require.positive("quantityCaps." + symbol, cap));
        maxPositionValue = Decimals.normal(Require.positive("maxPositionValue", maxPositionValue));
        maxSymbolShare = Decimals.normal(share("maxSymbolShare", maxSymbolShare));
        maxGrossShare = Decimals.normal(Require.positive("maxGrossShare", maxGrossShare));
        maxLeverage = Decimals.normal(Require.positive("maxLeverage", maxLeverage));
        minFreeMargin = Decimals.normal(shareFromZero("minFreeMargin", minFreeMargin));
        initialMarginRate = Decimals.normal(share("initialMarginRate", initialMarginRate));
        feeCushion = Decimals.normal(shareFromZero("feeCushion", feeCushion));
        priceCollar = Decimals.normal(share("priceCollar", priceCollar));
        Require.positive("maxDataAge", maxDataAge);
        Require.within("minConfidence", minConfidence, 0, 1);
        Require.positive("duplicateWindow", duplicateWindow);
        Require.positive("ordersPerSecondPerStrategy", ordersPerSecondPerStrategy);
        Require.positive("ordersPerSecond", ordersPerSecond);
        restrictedSymbols = Collections.unmodifiableSortedSet(new TreeSet<>(restrictedSymbols));
        maxDailyLoss = Decimals.normal(shareBelowOne("maxDailyLoss", maxDailyLoss));
        warnFrom = Decimals.normal(share("warnFrom", warnFrom));
        Require.that(
                minOrderValue.compareTo(maxOrderValue) <= 0,
                "minOrderValue",
                "must be at most maxOrderValue " + maxOrderValue,
                minOrderValue);
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder; every setter replaces one default
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts from the settings of the embedded demonstration: data may be 60 s old and a confidence of 0.40 is enough; all
     * else as usual.
     *
     * @return a builder
     */
    public static Builder demonstration() {
        return new Builder().maxDataAge(Duration.ofSeconds(60)).minConfidence(0.40);
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
     * @return lines {@code name=value} in the order of the components; equal settings give equal texts
     */
    public String canonicalText() {
        StringBuilder text = new StringBuilder(800);
        line(text, "accountKind", accountKind.name());
        line(text, "minOrderValue", Decimals.text(minOrderValue));
        line(text, "maxOrderValue", Decimals.text(maxOrderValue));
        line(text, "maxOrderShare", Decimals.text(maxOrderShare));
        line(
                text,
                "quantityCaps",
                quantityCaps.entrySet().stream()
                        .map(cap -> cap.getKey() + ":" + Decimals.text(cap.getValue()))
                        .collect(Collectors.joining(",")));
        line(text, "quantityCapsRequired", String.valueOf(quantityCapsRequired));
        line(text, "maxPositionValue", Decimals.text(maxPositionValue));
        line(text, "maxSymbolShare", Decimals.text(maxSymbolShare));
        line(text, "maxGrossShare", Decimals.text(maxGrossShare));
        line(text, "maxLeverage", Decimals.text(maxLeverage));
        line(text, "minFreeMargin", Decimals.text(minFreeMargin));
        line(text, "initialMarginRate", Decimals.text(initialMarginRate));
        line(text, "feeCushion", Decimals.text(feeCushion));
        line(text, "priceCollar", Decimals.text(priceCollar));
        line(text, "maxDataAge", maxDataAge.toNanos() + "ns");
        line(text, "minConfidence", String.valueOf(minConfidence));
        line(text, "duplicateWindow", duplicateWindow.toNanos() + "ns");
        line(text, "ordersPerSecondPerStrategy", String.valueOf(ordersPerSecondPerStrategy));
        line(text, "ordersPerSecond", String.valueOf(ordersPerSecond));
        line(
                text,
                "restrictedSymbols",
                restrictedSymbols.stream().map(Symbol::name).collect(Collectors.joining(",")));
        line(text, "drawdown", ladderText());
        line(text, "maxDailyLoss", Decimals.text(maxDailyLoss));
        line(text, "warnFrom", Decimals.text(warnFrom));
        return text.toString();
    }

    private String ladderText() {
        return String.join(
                ",",
                Decimals.text(drawdown.warning()),
                Decimals.text(drawdown.reduce()),
                Decimals.text(drawdown.hard()),
                Decimals.text(drawdown.halt()),
                Decimals.text(drawdown.kill()),
                drawdown.patience().toNanos() + "ns");
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append('=').append(value).append('\n');
    }

    private static BigDecimal share(String name, BigDecimal value) {
        Require.that(value.signum() > 0 && value.compareTo(BigDecimal.ONE) <= 0, name, "must be in (0, 1]", value);
        return value;
    }

    private static BigDecimal shareFromZero(String name, BigDecimal value) {
        Require.that(value.signum() >= 0 && value.compareTo(BigDecimal.ONE) < 0, name, "must be in [0, 1)", value);
        return value;
    }

    private static BigDecimal shareBelowOne(String name, BigDecimal value) {
        Require.that(value.signum() > 0 && value.compareTo(BigDecimal.ONE) < 0, name, "must be in (0, 1)", value);
        return value;
    }

    /** Builds limits; every setter checks its own argument. */
    public static final class Builder {
        private AccountKind accountKind = AccountKind.CASH_SPOT;
        private BigDecimal minOrderValue = new BigDecimal("100");
        private BigDecimal maxOrderValue = new BigDecimal("1000000");
        private BigDecimal maxOrderShare = new BigDecimal("0.02");
        private final SortedMap<Symbol, BigDecimal> quantityCaps = new TreeMap<>();
        private boolean quantityCapsRequired;
        private BigDecimal maxPositionValue = new BigDecimal("100000");
        private BigDecimal maxSymbolShare = new BigDecimal("0.20");
        private BigDecimal maxGrossShare = new BigDecimal("0.20");
        private BigDecimal maxLeverage = new BigDecimal("3");
        private BigDecimal minFreeMargin = new BigDecimal("0.25");
        private BigDecimal initialMarginRate = BigDecimal.ONE;
        private BigDecimal feeCushion = new BigDecimal("0.002");
        private BigDecimal priceCollar = new BigDecimal("0.05");
        private Duration maxDataAge = Duration.ofSeconds(2);
        private double minConfidence = 0.65;
        private Duration duplicateWindow = Duration.ofSeconds(1);
        private int ordersPerSecondPerStrategy = 10;
        private int ordersPerSecond = 100;
        private final SortedSet<Symbol> restrictedSymbols = new TreeSet<>();
        private DrawdownLimits drawdown = DrawdownLimits.STANDARD;
        private BigDecimal maxDailyLoss = new BigDecimal("0.05");
        private BigDecimal warnFrom = new BigDecimal("0.80");

        private Builder() {}

        /**
         * Sets what the account may owe.
         *
         * @param value the kind; default CASH_SPOT
         * @return this
         */
        public Builder accountKind(AccountKind value) {
            accountKind = value;
            return this;
        }

        /**
         * Sets the smallest order value.
         *
         * @param value in the account currency, 0 or more; default 100
         * @return this
         */
        public Builder minOrderValue(BigDecimal value) {
            minOrderValue = Require.notNegative("minOrderValue", value);
            return this;
        }

        /**
         * Sets the largest order value.
         *
         * @param value in the account currency, above 0; default 1 000 000
         * @return this
         */
        public Builder maxOrderValue(BigDecimal value) {
            maxOrderValue = Require.positive("maxOrderValue", value);
            return this;
        }

        /**
         * Sets the largest order as a share of equity.
         *
         * @param value a fraction in (0, 1]; default 0.02
         * @return this
         */
        public Builder maxOrderShare(BigDecimal value) {
            maxOrderShare = share("maxOrderShare", value);
            return this;
        }

        /**
         * Sets the largest order quantity of symbols; adds to those set before.
         *
         * @param value above 0, in base currency or contracts, by symbol
         * @return this
         */
        public Builder quantityCaps(Map<Symbol, BigDecimal> value) {
            value.forEach((symbol, cap) -> quantityCaps.put(symbol, Require.positive("quantityCaps." + symbol, cap)));
            return this;
        }

        /**
         * Sets whether a symbol without a quantity cap is refused, as live trading must.
         *
         * @param value default false
         * @return this
         */
        public Builder quantityCapsRequired(boolean value) {
            quantityCapsRequired = value;
            return this;
        }

        /**
         * Sets the largest position of a symbol.
         *
         * @param value in the account currency, above 0; default 100 000
         * @return this
         */
        public Builder maxPositionValue(BigDecimal value) {
            maxPositionValue = Require.positive("maxPositionValue", value);
            return this;
        }

        /**
         * Sets the largest position of a symbol as a share of equity.
         *
         * @param value a fraction in (0, 1]; default 0.20
         * @return this
         */
        public Builder maxSymbolShare(BigDecimal value) {
            maxSymbolShare = share("maxSymbolShare", value);
            return this;
        }

        /**
         * Sets the largest gross exposure as a share of equity.
         *
         * @param value a fraction above 0; default 0.20
         * @return this
         */
        public Builder maxGrossShare(BigDecimal value) {
            maxGrossShare = Require.positive("maxGrossShare", value);
            return this;
        }

        /**
         * Sets the largest gross exposure over equity.
         *
         * @param value above 0; default 3
         * @return this
         */
        public Builder maxLeverage(BigDecimal value) {
            maxLeverage = Require.positive("maxLeverage", value);
            return this;
        }

        /**
         * Sets the share of equity that must stay free of margin.
         *
         * @param value a fraction in [0, 1); default 0.25; MARGIN accounts only
         * @return this
         */
        public Builder minFreeMargin(BigDecimal value) {
            minFreeMargin = shareFromZero("minFreeMargin", value);
            return this;
        }

        /**
         * Sets the margin a unit of exposure takes.
         *
         * @param value a fraction in (0, 1]; default 1, every unit backed by equity; MARGIN accounts only
         * @return this
         */
        public Builder initialMarginRate(BigDecimal value) {
            initialMarginRate = share("initialMarginRate", value);
            return this;
        }

        /**
         * Sets the share of a buy's value kept for fees.
         *
         * @param value a fraction in [0, 1), at least the highest taker rate; default 0.002; CASH_SPOT accounts only
         * @return this
         */
        public Builder feeCushion(BigDecimal value) {
            feeCushion = shareFromZero("feeCushion", value);
            return this;
        }

        /**
         * Sets the largest distance of a price from the reference.
         *
         * @param value a fraction in (0, 1]; default 0.05
         * @return this
         */
        public Builder priceCollar(BigDecimal value) {
            priceCollar = share("priceCollar", value);
            return this;
        }

        /**
         * Sets the oldest quote, trade or book that counts as fresh.
         *
         * @param value above 0; default 2 s, 60 s in demonstration
         * @return this
         */
        public Builder maxDataAge(Duration value) {
            maxDataAge = Require.positive("maxDataAge", value);
            return this;
        }

        /**
         * Sets the smallest confidence of a signal that may become an order.
         *
         * @param value a probability in [0, 1]; default 0.65, 0.40 in demonstration
         * @return this
         */
        public Builder minConfidence(double value) {
            minConfidence = Require.within("minConfidence", value, 0, 1);
            return this;
        }

        /**
         * Sets the time in which the same order is refused.
         *
         * @param value above 0; default 1 s
         * @return this
         */
        public Builder duplicateWindow(Duration value) {
            duplicateWindow = Require.positive("duplicateWindow", value);
            return this;
        }

        /**
         * Sets the most parents a strategy may send in a second.
         *
         * @param value 1 or more; default 10
         * @return this
         */
        public Builder ordersPerSecondPerStrategy(int value) {
            ordersPerSecondPerStrategy = (int) Require.positive("ordersPerSecondPerStrategy", value);
            return this;
        }

        /**
         * Sets the most parents and children in a second.
         *
         * @param value 1 or more; default 100
         * @return this
         */
        public Builder ordersPerSecond(int value) {
            ordersPerSecond = (int) Require.positive("ordersPerSecond", value);
            return this;
        }

        /**
         * Sets symbols that must not be traded; adds to those set before.
         *
         * @param value any symbols
         * @return this
         */
        public Builder restrictedSymbols(Collection<Symbol> value) {
            restrictedSymbols.addAll(value);
            return this;
        }

        /**
         * Sets the drawdown ladder.
         *
         * @param value the rungs; default 3, 4, 5, 8 and 10 %
         * @return this
         */
        public Builder drawdown(DrawdownLimits value) {
            drawdown = value;
            return this;
        }

        /**
         * Sets the largest loss of a UTC day.
         *
         * @param value a fraction of its first equity in (0, 1); default 0.05
         * @return this
         */
        public Builder maxDailyLoss(BigDecimal value) {
            maxDailyLoss = shareBelowOne("maxDailyLoss", value);
            return this;
        }

        /**
         * Sets the share of a limit from which it warns.
         *
         * @param value a fraction in (0, 1]; default 0.80
         * @return this
         */
        public Builder warnFrom(BigDecimal value) {
            warnFrom = share("warnFrom", value);
            return this;
        }

        /**
         * Builds the limits.
         *
         * @return the limits
         * @throws IllegalArgumentException if values contradict each other
         */
        public RiskLimits build() {
            return new RiskLimits(
                    accountKind,
                    minOrderValue,
                    maxOrderValue,
                    maxOrderShare,
                    quantityCaps,
                    quantityCapsRequired,
                    maxPositionValue,
                    maxSymbolShare,
                    maxGrossShare,
                    maxLeverage,
                    minFreeMargin,
                    initialMarginRate,
                    feeCushion,
                    priceCollar,
                    maxDataAge,
                    minConfidence,
                    duplicateWindow,
                    ordersPerSecondPerStrategy,
                    ordersPerSecond,
                    restrictedSymbols,
                    drawdown,
                    maxDailyLoss,
                    warnFrom);
        }
    }
}
