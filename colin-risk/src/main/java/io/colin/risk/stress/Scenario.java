package io.colin.risk.stress;

import io.colin.api.instrument.InstrumentKind;
import io.colin.api.internal.Require;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A crisis in numbers. Immutable: {@link #toBuilder()} copies, so that a custom scenario never changes the one it was
 * made from.
 *
 * @param name lower-case letters, digits and underscores, at most 60 characters
 * @param title for a person
 * @param regulatory whether it belongs to the regulatory set
 * @param limited whether the gate holds its loss against the limit; the others warn
 * @param market how far the market moves
 * @param named moves that do not follow the market
 * @param currencies moves of money
 * @param factors what happens to statistics and liquidity
 * @param events what else happens
 */
public record Scenario(
        String name,
        String title,
        boolean regulatory,
        boolean limited,
        MarketMove market,
        NamedShocks named,
        CurrencyShocks currencies,
        StressFactors factors,
        StressEvents events) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,60}");

    /** Checks. */
    public Scenario {
        Require.that(NAME.matcher(name).matches(), "name", "must be of a-z, 0-9 and _, at most 60", name);
        Require.text("title", title);
    }

    /**
     * Starts a custom scenario in which nothing happens yet.
     *
     * @param name lower-case letters, digits and underscores
     * @return a builder: not regulatory, not limited
     */
    public static Builder custom(String name) {
        return new Builder(new Scenario(
                name,
                name,
                false,
                false,
                MarketMove.none(),
                NamedShocks.none(),
                CurrencyShocks.none(),
                StressFactors.none(),
                StressEvents.none()));
    }

    /**
     * Starts a copy under another name.
     *
     * @param newName lower-case letters, digits and underscores
     * @return a builder holding everything of this scenario but the name
     */
    public Builder copyAs(String newName) {
        Builder builder = toBuilder();
        builder.name = newName;
        return builder;
    }

    /**
     * Starts a copy.
     *
     * @return a builder holding everything of this scenario
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Builds a scenario; every setter checks its own argument. */
    public static final class Builder {
        private String name;
        private String title;
        private boolean regulatory;
        private boolean limited;
        private MarketMove market;
        private final SortedMap<String, Double> assets;
        private final SortedMap<String, Double> sectors;
        private final SortedMap<InstrumentKind, Double> kinds;
        private double others;
        private final SortedSet<String> exceptAssets;
        private CurrencyShocks currencies;
        private StressFactors factors;
        private StressEvents events;

        private Builder(Scenario from) {
            name = from.name;
            title = from.title;
            regulatory = from.regulatory;
            limited = from.limited;
            market = from.market;
            assets = new TreeMap<>(from.named.assets());
            sectors = new TreeMap<>(from.named.sectors());
            kinds = new TreeMap<>(from.named.kinds());
            others = from.named.others();
            exceptAssets = new TreeSet<>(from.named.exceptAssets());
            currencies = from.currencies;
            factors = from.factors;
            events = from.events;
        }

        /**
         * Sets the title.
         *
         * @param value for a person, not blank
         * @return this
         */
        public Builder title(String value) {
            title = Require.text("title", value);
            return this;
        }

        /**
         * Sets whether it belongs to the regulatory set.
         *
         * @param value default false
         * @return this
         */
        public Builder regulatory(boolean value) {
            regulatory = value;
            return this;
        }

        /**
         * Sets whether the gate holds its loss against the limit.
         *
         * @param value default false
         * @return this
         */
        public Builder limited(boolean value) {
            limited = value;
            return this;
        }

        /**
         * Sets how far the market moves.
         *
         * @param value default none
         * @return this
         */
        public Builder market(MarketMove value) {
            market = value;
            return this;
        }

        /**
         * Names the move of an asset.
         *
         * @param asset for example {@code SOL}
         * @param move signed fraction in [−0.95, 3]
         * @return this
         */
        public Builder asset(String asset, double move) {
            assets.put(Require.text("asset", asset), moved("shock of asset " + asset, move));
            return this;
        }

        /**
         * Names the move of a sector.
         *
         * @param sector as the portfolio names it
         * @param move signed fraction in [−0.95, 3]
         * @return this
         */
        public Builder sector(String sector, double move) {
            sectors.put(Require.text("sector", sector), moved("shock of sector " + sector, move));
            return this;
        }

        /**
         * Names the move of a kind of instrument.
         *
         * @param kind for example PERPETUAL
         * @param move signed fraction in [−0.95, 3]
         * @return this
         */
        public Builder kind(InstrumentKind kind, double move) {
            kinds.put(kind, moved("shock of kind " + kind, move));
            return this;
        }

        /**
         * Names the move of every asset but some, which follow the market.
         *
         * @param move signed fraction in [−0.95, 3]
         * @param except at least one asset
         * @return this
         */
        public Builder othersThan(SortedSet<String> except, double move) {
            Require.that(!except.isEmpty(), "except", "must name an asset", except);
            others = moved("shock of others", move);
            exceptAssets.clear();
            exceptAssets.addAll(except);
            return this;
        }

        /**
         * Sets the moves of money.
         *
         * @param value default none
         * @return this
         */
        public Builder currencies(CurrencyShocks value) {
            currencies = value;
            return this;
        }

        /**
         * Sets what happens to statistics and liquidity.
         *
         * @param value default none
         * @return this
         */
        public Builder factors(StressFactors value) {
            factors = value;
            return this;
        }

        /**
         * Sets what else happens.
         *
         * @param value default none
         * @return this
         */
        public Builder events(StressEvents value) {
            events = value;
            return this;
        }

        /**
         * Builds the scenario.
         *
         * @return the scenario
         * @throws IllegalArgumentException if the name is not of a-z, 0-9 and _
         */
        public Scenario build() {
            return new Scenario(
                    name,
                    title,
                    regulatory,
                    limited,
                    market,
                    new NamedShocks(assets, sectors, kinds, others, exceptAssets),
                    currencies,
                    factors,
                    events);
        }

        private static double moved(String what, double move) {
            return Require.within(what, move, MarketMove.DEEPEST, MarketMove.STEEPEST);
        }
    }
}
