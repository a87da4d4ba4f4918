package io.colin.risk.stress;

import io.colin.api.instrument.InstrumentKind;
import org.jspecify.annotations.Nullable;

/**
 * Prices and rates after one run of a scenario. A price moves in its quote currency, by β · market or as the scenario
 * names it; a rate is what the account currency pays for a currency. Where the quote currency is itself a crypto asset,
 * β · market is the base's move in account currency, so that ETH/BTC does not fall twice. A quote in money stays where it is
 * when that money moves, so that quotes of one asset in two currencies may disagree: {@link CurrencyShocks} says what follows.
 */
final class World {
    private final Scenario scenario;
    private final StressPortfolio portfolio;
    private final Target target;
    private final Variant variant;
    private final double market;

    World(Scenario scenario, StressPortfolio portfolio, Target target, Variant variant) {
        this.scenario = scenario;
        this.portfolio = portfolio;
        this.target = target;
        this.variant = variant;
        double size = scenario.market()
                .size(portfolio
                        .marketVolatility()
                        .orElse(portfolio.assumptions().dailyVolatility()));
        market = variant.marketSign() * size;
    }

    Scenario scenario() {
        return scenario;
    }

    StressPortfolio portfolio() {
        return portfolio;
    }

    Variant variant() {
        return variant;
    }

    double market() {
        return market;
    }

    String depegged() {
        return scenario.currencies().stablecoin() == 0 ? "" : target.stablecoin();
    }

    String failedVenue() {
        return scenario.events().venueFails() ? target.venue() : "";
    }

    String closedVenue() {
        return scenario.events().venueOutage() ? target.venue() : "";
    }

    boolean isFailed(String venue) {
        return !venue.isBlank() && venue.equals(failedVenue());
    }

    /** Whether a move was taken from an assumed β. */
    boolean assumesBeta(String asset, InstrumentKind kind) {
        return market != 0
                && !isMoney(asset)
                && !portfolio.isBetaKnown(asset)
                && scenario.named().of(asset, portfolio.sector(asset), kind).isEmpty();
    }

    boolean isMoney(String code) {
        return code.equals(portfolio.currency()) || portfolio.isFiat(code) || portfolio.isStablecoin(code);
    }

    /** The relative move of a currency against the account currency. */
    double rate(String code) {
        if (code.equals(portfolio.currency())) {
            return 0;
        }
        if (!isMoney(code)) {
            return asset(code, InstrumentKind.SPOT);
        }
        @Nullable Double named = scenario.named().assets().get(code);
        if (named != null) {
            return named;
        }
        if (portfolio.isFiat(code)) {
            return variant.fiatSign() * scenario.currencies().fiat();
        }
        return code.equals(depegged()) ? scenario.currencies().stablecoin() : 0;
    }

    /** The relative move of a position's price in its quote currency. */
    double price(StressPosition position) {
        String base = position.symbol().base();
        String quote = position.symbol().quote();
        if (isMoney(base)) {
            return (1 + rate(base)) / (1 + rate(quote)) - 1;
        }
        double move = asset(base, position.instrument().kind());
        return isMoney(quote) ? move : (1 + move) / (1 + rate(quote)) - 1;
    }

    private double asset(String code, InstrumentKind kind) {
        return scenario.named()
                .of(code, portfolio.sector(code), kind)
                .orElse(Math.clamp(portfolio.beta(code) * market, MarketMove.DEEPEST, MarketMove.STEEPEST));
    }
}
