package io.colin.risk.stress;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.instrument.Payoff;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A position at its mark with what stress needs to know of it. Money is in the account currency. Figures not given are
 * unknown, which {@link StressAssumptions} answers. Immutable.
 */
public final class StressPosition {
    /** The largest standard deviation of a day's return. */
    static final double MOST_VOLATILE = 10;

    private static final double UNKNOWN = Double.NaN;

    private final Instrument instrument;
    private final String venue;
    private final double value;
    private final double unrealised;
    private final double halfSpread;
    private final double hourlyDepth;
    private final double dailyVolatility;
    private final double maintenanceMargin;
    private final List<StressStop> stops;

    private StressPosition(Builder builder) {
        instrument = builder.instrument;
        venue = builder.venue;
        value = builder.value;
        unrealised = builder.unrealised;
        halfSpread = builder.halfSpread;
        hourlyDepth = builder.hourlyDepth;
        dailyVolatility = builder.dailyVolatility;
        maintenanceMargin = builder.maintenanceMargin;
        stops = builder.stops.stream()
                .sorted(Comparator.comparingDouble(StressStop::distance))
                .toList();
    }

    /**
     * Starts a position.
     *
     * @param instrument its terms
     * @return a builder of value 0
     */
    public static Builder of(Instrument instrument) {
        return new Builder(instrument);
    }

    /**
     * Whose terms it has.
     *
     * @return the instrument
     */
    public Instrument instrument() {
        return instrument;
    }

    /**
     * What it is in.
     *
     * @return the symbol
     */
    public Symbol symbol() {
        return instrument.symbol();
    }

    /**
     * Where it is held.
     *
     * @return blank when away from any venue
     */
    public String venue() {
        return venue;
    }

    /**
     * The signed worth at the mark: quantity · contract size · mark, of an inverse contract its face.
     *
     * @return in the account currency, shorts negative
     */
    public double value() {
        return value;
    }

    /**
     * The profit of a derivative not paid yet.
     *
     * @return in the account currency; 0 for spot
     */
    public double unrealised() {
        return unrealised;
    }

    /**
     * What it adds to equity: spot its value, a derivative its unrealised profit.
     *
     * @return in the account currency
     */
    public double equity() {
        return isSpot() ? value : unrealised;
    }

    /**
     * Half the quoted spread.
     *
     * @return fraction of the price, empty when unknown
     */
    public OptionalDouble halfSpread() {
        return known(halfSpread);
    }

    /**
     * What the market trades in an hour.
     *
     * @return value in the account currency, empty when unknown
     */
    public OptionalDouble hourlyDepth() {
        return known(hourlyDepth);
    }

    /**
     * The standard deviation of a day's return.
     *
     * @return a fraction, empty when unknown
     */
    public OptionalDouble dailyVolatility() {
        return known(dailyVolatility);
    }

    /**
     * The maintenance margin.
     *
     * @return share of the value, empty when unknown
     */
    public OptionalDouble maintenanceMargin() {
        return known(maintenanceMargin);
    }

    /**
     * The stops that work against it. Each closes what those before it left; what exceeds the position closes nothing, and of
     * a group only one closes anything.
     *
     * @return nearest first
     */
    public List<StressStop> stops() {
        return stops;
    }

    /**
     * Whether it is spot.
     *
     * @return false for a derivative
     */
    public boolean isSpot() {
        return instrument.kind() == InstrumentKind.SPOT;
    }

    /**
     * Whether its profit is paid in the base currency.
     *
     * @return true for inverse contracts
     */
    public boolean isInverse() {
        return instrument.payoff() == Payoff.INVERSE;
    }

    /**
     * The same position with another value; its stops still close what they closed.
     *
     * @param newValue signed, in the account currency, finite
     * @return a copy
     */
    public StressPosition withValue(double newValue) {
        Builder builder = new Builder(this);
        builder.value = Require.finite("value", newValue);
        return new StressPosition(builder);
    }

    StressPosition withDailyVolatility(double fraction) {
        return new Builder(this).dailyVolatility(fraction).build();
    }

    private static OptionalDouble known(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** Builds a position; every setter checks its own argument. */
    public static final class Builder {
        private final Instrument instrument;
        private String venue = "";
        private double value;
        private double unrealised;
        private double halfSpread = UNKNOWN;
        private double hourlyDepth = UNKNOWN;
        private double dailyVolatility = UNKNOWN;
        private double maintenanceMargin = UNKNOWN;
        private final List<StressStop> stops = new ArrayList<>();

        private Builder(Instrument instrument) {
            this.instrument = instrument;
        }

        private Builder(StressPosition from) {
            instrument = from.instrument;
            venue = from.venue;
            value = from.value;
            unrealised = from.unrealised;
            halfSpread = from.halfSpread;
            hourlyDepth = from.hourlyDepth;
            dailyVolatility = from.dailyVolatility;
            maintenanceMargin = from.maintenanceMargin;
            stops.addAll(from.stops);
        }

        /**
         * Sets where it is held.
         *
         * @param name the venue; blank, the default, is away from any venue
         * @return this
         */
        public Builder venue(String name) {
            venue = name;
            return this;
        }

        /**
         * Sets the value from what is held: the border from exact decimals to statistics.
         *
         * @param quantity signed
         * @param mark in quote currency, above 0
         * @param rate account currency per quote currency, above 0
         * @return this
         */
        public Builder held(BigDecimal quantity, BigDecimal mark, BigDecimal rate) {
            Require.positive("mark", mark);
            Require.positive("rate", rate);
            return value(Decimals.statistic(instrument.notional(quantity, mark).multiply(rate)));
        }

        /**
         * Sets the value.
         *
         * @param signed at the mark in the account currency, finite, shorts negative; default 0
         * @return this
         */
        public Builder value(double signed) {
            value = Require.finite("value", signed);
            return this;
        }

        /**
         * Sets the profit not paid yet.
         *
         * @param amount in the account currency, finite; for derivatives only; default 0
         * @return this
         */
        public Builder unrealised(double amount) {
            Require.that(
                    amount == 0 || instrument.kind() != InstrumentKind.SPOT,
                    "unrealised",
                    "must be 0 for spot, whose value holds it",
                    amount);
            unrealised = Require.finite("unrealised", amount);
            return this;
        }

        /**
         * Sets half the quoted spread.
         *
         * @param fraction of the price, in [0, 1]
         * @return this
         */
        public Builder halfSpread(double fraction) {
            halfSpread = Require.within("halfSpread", fraction, 0, 1);
            return this;
        }

        /**
         * Sets what the market trades in an hour.
         *
         * @param worth in the account currency, above 0
         * @return this
         */
        public Builder hourlyDepth(double worth) {
            hourlyDepth = Require.within("hourlyDepth", worth, Double.MIN_NORMAL, Double.MAX_VALUE);
            return this;
        }

        /**
         * Sets the standard deviation of a day's return.
         *
         * @param fraction in [0, 10]
         * @return this
         */
        public Builder dailyVolatility(double fraction) {
            dailyVolatility = Require.within("dailyVolatility", fraction, 0, MOST_VOLATILE);
            return this;
        }

        /**
         * Sets the maintenance margin.
         *
         * @param share of the value, in [0, 1]
         * @return this
         */
        public Builder maintenanceMargin(double share) {
            maintenanceMargin = Require.within("maintenanceMargin", share, 0, 1);
            return this;
        }

        /**
         * Adds a stop against the position as it is: set the value first.
         *
         * @param distance adverse move of the price that reaches it, a fraction of the mark in (0, 0.95]
         * @param covered value it closes, 0 or more, in the account currency; what exceeds the position closes nothing
         * @return this
         */
        public Builder stop(double distance, double covered) {
            return stop(distance, covered, "");
        }

        /**
         * Adds a stop of a group, of which only one fills: of those that a move reaches the one that helps least counts.
         *
         * @param distance adverse move of the price that reaches it, a fraction of the mark in (0, 0.95]
         * @param covered value it closes, 0 or more, in the account currency; what exceeds the position closes nothing
         * @param group names the group within the position; empty for a stop that stands alone
         * @return this
         */
        public Builder stop(double distance, double covered, String group) {
            Require.within("stopped", covered, 0, Double.MAX_VALUE);
            stops.add(new StressStop(distance, Math.copySign(covered, value), group));
            return this;
        }

        /**
         * Builds the position.
         *
         * @return the position
         */
        public StressPosition build() {
            return new StressPosition(this);
        }
    }
}
