package io.colin.risk.stress;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The fourteen standard scenarios. Immutable and shared: a custom one is a copy. */
public final class Scenarios {
    private static final List<Scenario> STANDARD = List.of(
            crisis2008(),
            covid19(),
            dotCom(),
            liquidityFreeze(),
            volatilityExplosion(),
            interestRates(),
            currencyCrisis(),
            correlationBreakdown(),
            flashCrash(),
            exchangeFailure(),
            stablecoinDepeg(),
            fundingSpike(),
            liquidationCascade(),
            venueOutage());

    private Scenarios() {}

    /**
     * All fourteen.
     *
     * @return in the order of the requirements; the first eight are limited
     */
    public static List<Scenario> standard() {
        return STANDARD;
    }

    /**
     * The regulatory set.
     *
     * @return the 2008 crisis, the liquidity freeze and the interest-rate shock
     */
    public static List<Scenario> regulatory() {
        return STANDARD.stream().filter(Scenario::regulatory).toList();
    }

    /**
     * Those whose loss the gate holds against its limit.
     *
     * @return the first eight
     */
    public static List<Scenario> limited() {
        return STANDARD.stream().filter(Scenario::limited).toList();
    }

    /**
     * The standard scenario of a name.
     *
     * @param name for example {@code covid_19_crash}
     * @return empty when there is none
     */
    public static Optional<Scenario> named(String name) {
        return STANDARD.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    private static Scenario crisis2008() {
        return limited("financial_crisis_2008", "2008 financial crisis", factors(3, 1.5, -0.50, 2, 2))
                .regulatory(true)
                .market(MarketMove.of(-0.40))
                .build();
    }

    private static Scenario covid19() {
        return limited("covid_19_crash", "COVID-19 crash", factors(4, 2, -0.30, 3, 2))
                .market(MarketMove.of(-0.30))
                .build();
    }

    private static Scenario dotCom() {
        return limited("dot_com_bubble", "Dot-com bubble", factors(2.5, 1.3, 0, 1, 1))
                .market(MarketMove.of(-0.25))
                .othersThan(new TreeSet<>(List.of("BTC", "ETH")), -0.50)
                .build();
    }

    private static Scenario liquidityFreeze() {
        return limited("liquidity_freeze", "Liquidity freeze", factors(2, 1, -0.95, 10, 5))
                .regulatory(true)
                .build();
    }

    private static Scenario volatilityExplosion() {
        return limited("volatility_explosion", "Volatility explosion", factors(5, 1.8, -0.30, 3, 2))
                .market(MarketMove.eitherWay(0.15))
                .events(new StressEvents(false, 0.10, 0, false, false, 0, 0, 0))
                .build();
    }

    private static Scenario interestRates() {
        return limited("interest_rate_shock", "Interest-rate shock of 300 bp", factors(1.5, 1.2, 0, 1, 1))
                .regulatory(true)
                .market(MarketMove.of(-0.10))
                .currencies(new CurrencyShocks(0.05, true, 0))
                .build();
    }

    private static Scenario currencyCrisis() {
        return limited("currency_crisis", "Currency crisis", factors(2, 1.3, -0.30, 2, 2))
                .currencies(new CurrencyShocks(-0.40, false, 0))
                .build();
    }

    private static Scenario correlationBreakdown() {
        return limited("correlation_breakdown", "Correlation breakdown", factors(2.5, 3, -0.30, 2, 2))
                .market(MarketMove.of(-0.20))
                .events(new StressEvents(true, 0, 0, false, false, 0, 0, 0))
                .build();
    }

    private static Scenario flashCrash() {
        return warning("flash_crash", "Flash crash within 10 minutes", factors(4, 1.5, -0.80, 10, 5))
                .market(MarketMove.of(-0.10))
                .events(new StressEvents(false, 0, 0.03, false, false, 0, 0, 0))
                .build();
    }

    private static Scenario exchangeFailure() {
        return warning("exchange_failure", "Failure of the largest venue", factors(3, 1.5, -0.50, 3, 2))
                .market(MarketMove.of(-0.15))
                .events(new StressEvents(false, 0, 0, true, false, 0, 0, 0))
                .build();
    }

    private static Scenario stablecoinDepeg() {
        return warning("stablecoin_depeg", "Depeg of the largest stablecoin", factors(2, 1.2, -0.50, 3, 2))
                .market(MarketMove.of(-0.05))
                .currencies(new CurrencyShocks(0, false, -0.10))
                .build();
    }

    private static Scenario fundingSpike() {
        return warning("funding_spike", "Funding spike over three days", factors(1.5, 1, 0, 1, 1))
                .events(new StressEvents(false, 0, 0, false, false, 0.003, 9, 0))
                .build();
    }

    private static Scenario liquidationCascade() {
        return warning("liquidation_cascade", "Liquidation cascade within 15 minutes", factors(5, 2, -0.90, 10, 5))
                .market(MarketMove.eitherWay(0.20))
                .events(new StressEvents(false, 0, 0, false, false, 0, 0, 0.01))
                .build();
    }

    private static Scenario venueOutage() {
        return warning("venue_outage", "Outage of the largest venue for 4 hours", factors(1.5, 1, 0, 1, 1))
                .market(MarketMove.sigmas(3, 4))
                .events(new StressEvents(false, 0, 0, false, true, 0, 0, 0))
                .build();
    }

    private static Scenario.Builder limited(String name, String title, StressFactors factors) {
        return warning(name, title, factors).limited(true);
    }

    private static Scenario.Builder warning(String name, String title, StressFactors factors) {
        return Scenario.custom(name).title(title).factors(factors);
    }

    private static StressFactors factors(double vol, double rho, double liquidity, double spread, double impact) {
        return new StressFactors(vol, rho, liquidity, spread, impact);
    }
}
