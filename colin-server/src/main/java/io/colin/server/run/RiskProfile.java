package io.colin.server.run;

import io.colin.api.instrument.Symbol;
import io.colin.api.risk.SelfMatchPolicy;
import io.colin.risk.AccountKind;
import io.colin.risk.Regime;
import io.colin.risk.RiskLimits;
import io.colin.risk.Sectors;
import io.colin.risk.breaker.BreakerSettings;
import io.colin.risk.change.ConfigurationApproval;
import io.colin.risk.correlation.CorrelationSettings;
import io.colin.risk.drawdown.DrawdownLimits;
import io.colin.risk.reduction.ReductionSettings;
import io.colin.risk.stress.Scenario;
import io.colin.risk.stress.Scenarios;
import io.colin.risk.var.VarSettings;
import io.colin.risk.var.VarSettings.Distribution;
import io.colin.risk.var.VarSettings.Estimator;
import io.colin.risk.var.VarSettings.HorizonRule;
import io.colin.server.config.Config;
import io.colin.server.config.ScenarioText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The settings of risk as the configuration has them.
 *
 * @param config the configuration for the data of the run
 */
record RiskProfile(Config config) {
    /** The largest collar a reduction may be given: the gate's may be 1, which is none. */
    private static final BigDecimal BELOW_ONE = new BigDecimal("0.999999");

    /** Who agreed to which configured limits. */
    List<ConfigurationApproval> approvals() {
        return config.texts("risk.limits_approved").stream()
                .map(one -> one.split("=", 2))
                .map(one -> new ConfigurationApproval(one[1].toLowerCase(Locale.ROOT), one[0]))
                .toList();
    }

    RiskLimits limits(AccountKind kind) {
        return RiskLimits.builder()
                .order(order -> order.minValue(amount("compliance.order_min").max(amount("position.min_value")))
                        .maxValue(amount("compliance.order_max"))
                        .maxShare(amount("position.max_equity_ratio"))
                        .quantityCaps(quantityCaps())
                        .quantityCapsRequired(config.flag("risk.position.quantity_caps_required"))
                        .duplicateWindow(Duration.ofMillis(whole("duplicate_window_ms")))
                        .selfMatch(SelfMatchPolicy.valueOf(chosen("self_match"))))
                .price(price -> price.collar(amount("collar_ratio"))
                        .maxDrift(amount("drift.max"))
                        .driftWindow(seconds("drift.window_s"))
                        .maxVenueDivergence(amount("venue_divergence")))
                .rate(rate -> rate.ordersPerSecondPerStrategy(whole("throttle.orders_per_s"))
                        .ordersPerSecond(whole("throttle.orders_per_s_all"))
                        .amendsPerMinute(whole("throttle.amends_per_min"))
                        .cancelsPerMinute(whole("throttle.cancels_per_min"))
                        .tradesPerDay(whole("compliance.trades_per_day"))
                        .tradesPerSymbolPerDay(whole("throttle.trades_per_symbol_day"))
                        .valuePerSymbolPerDay(amount("throttle.value_per_symbol_day")))
                .repeat(repeat -> repeat.maxCycles(whole("repeat.max_cycles")).window(seconds("repeat.window_s")))
                .data(data -> data.maxQuoteAge(Duration.ofMillis(whole("quote_age_ms")))
                        .maxMarkAge(seconds("mark_age_s"))
                        .maxStaleShare(amount("stale_share"))
                        .maxRiskAge(seconds("figures_age_s"))
                        .maxCorrelationAge(seconds("correlation.age_s"))
                        .maxModelAge(Duration.ofDays(whole("model_age_days")))
                        .minConfidence(config.decimal("ai.confidence_threshold").doubleValue()))
                .position(position -> position.maxValue(amount("position.max_value"))
                        .maxSymbolShare(amount("position.symbol"))
                        .maxSectorShare(amount("position.sector"))
                        .warnVenueShare(amount("position.venue_warn"))
                        .maxGrossShare(amount("position.max_gross_exposure"))
                        .maxLeverage(amount("position.max_leverage")))
                .margin(margin -> margin.accountKind(kind)
                        .minFree(amount("position.min_margin"))
                        .initialRate(amount("position.initial_margin"))
                        .feeCushion(amount("position.fee_cushion")))
                .correlation(correlation -> correlation
                        .threshold(amount("correlation.max"))
                        .warnPair(amount("correlation.warn"))
                        .maxGroupShare(amount("correlation.group")))
                .tail(tail -> tail.armed(config.flag("risk.var.armed"))
                        .maxVar95OneDay(amount("var.95/1d"))
                        .maxVar99OneDay(amount("var.99/1d"))
                        .maxVar95FiveDays(amount("var.95/5d"))
                        .maxVar99FiveDays(amount("var.99/5d"))
                        .maxEs99OneDay(amount("var.es_99/1d"))
                        .hourlyReturns(hourly())
                        .minReturns(whole("var.min_returns")))
                .stress(stress -> stress.armed(config.flag("risk.stress.armed")).maxLoss(amount("stress_max")))
                .drawdown(drawdown())
                .loss(loss -> loss.maxDaily(amount("daily_loss")))
                .compliance(rules -> rules.regime(regime())
                        .restricted(config.texts("risk.compliance.restricted").stream()
                                .map(Symbol::of)
                                .toList())
                        .warnOrderToTrade(whole("compliance.order_to_trade_warn"))
                        .maxOrderToTrade(whole("compliance.order_to_trade_max"))
                        .minMessages(whole("compliance.order_to_trade_messages"))
                        .orderToTradeWindow(seconds("compliance.order_to_trade_window_s")))
                .scopes(new ScopeProfile(values()).scopes())
                .permissions(new ScopeProfile(values()).permissions())
                .sectors(Sectors.of(values().pairs("position.sectors", ':')))
                .warnFrom(amount("warn_from"))
                .build();
    }

    /** The thresholds of the breakers; those of daily loss and tail risk are the limits'. */
    BreakerSettings breakers() {
        return new BreakerProfile(values()).settings();
    }

    /** How losses are met by closing positions. */
    ReductionSettings reduction() {
        ReductionSettings usual = ReductionSettings.STANDARD;
        return new ReductionSettings(
                config.flag("risk.drawdown.active_reduction"),
                amount("drawdown.reduce_target"),
                amount("drawdown.hard_target"),
                amount("drawdown.halt_target"),
                amount("collar_ratio").min(BELOW_ONE),
                usual.algo(),
                usual.strategy());
    }

    /** How correlations are measured and what they warn of. */
    CorrelationSettings correlations() {
        return new CorrelationSettings(
                whole("correlation.lookback_days"),
                whole("correlation.min_returns"),
                number("correlation.min_diversification"),
                number("correlation.min_bets"),
                whole("correlation.min_bets_symbols"),
                number("correlation.warn"));
    }

    Duration correlationRefresh() {
        return seconds("correlation.refresh_s");
    }

    /** Which stress scenarios are run, the standard ones first, and which of them are limited. */
    List<Scenario> scenarios() {
        List<String> limited = config.texts("risk.stress.limited");
        List<String> named = config.texts("risk.stress.scenarios");
        Stream<Scenario> standard = Scenarios.standard().stream().filter(one -> named.contains(one.name()));
        Stream<Scenario> custom = config.texts("risk.stress.custom").stream().map(ScenarioText::parse);
        return Stream.concat(standard, custom)
                .map(one ->
                        one.toBuilder().limited(limited.contains(one.name())).build())
                .toList();
    }

    /** How value at risk is measured. */
    VarSettings valueAtRisk() {
        VarSettings.Builder settings = VarSettings.builder();
        values().pairs("var.proxies", '=')
                .forEach((symbol, proxy) -> settings.proxy(Symbol.of(symbol), Symbol.of(proxy)));
        return settings.estimator(Estimator.valueOf(chosen("var.covariance")))
                .lambda(number("var.decay"))
                .horizonRule(HorizonRule.valueOf(chosen("var.horizon")))
                .ageDecay(number("var.age_decay"))
                .distribution(Distribution.valueOf(chosen("var.distribution")))
                .minimumHistorical(whole("var.min_historical"))
                .minimumPoints(whole("var.min_returns"))
                .shortHistory(hourly())
                .lookBack(whole("var.lookback"))
                .paths(whole("var.paths"))
                .seed(whole("var.seed"))
                .build();
    }

    Duration refresh() {
        return seconds("var.refresh_s");
    }

    private Regime regime() {
        return Regime.valueOf(chosen("compliance.regime"));
    }

    private boolean hourly() {
        return config.text("risk.var.returns").equals("hourly");
    }

    private Map<Symbol, BigDecimal> quantityCaps() {
        Map<Symbol, BigDecimal> caps = new TreeMap<>();
        values().pairs("position.quantity_caps", '=')
                .forEach((symbol, cap) -> caps.put(Symbol.of(symbol), new BigDecimal(cap)));
        return caps;
    }

    private RiskValues values() {
        return new RiskValues(config);
    }

    /** A choice as the enum names it. */
    private String chosen(String name) {
        return config.text("risk." + name).toUpperCase(Locale.ROOT);
    }

    private DrawdownLimits drawdown() {
        return new DrawdownLimits(
                amount("drawdown.warn"),
                amount("drawdown.reduce"),
                amount("drawdown.hard"),
                amount("drawdown.halt"),
                amount("drawdown.kill"),
                Duration.ofHours(whole("drawdown.max_hours")));
    }

    private BigDecimal amount(String name) {
        return values().amount(name);
    }

    private double number(String name) {
        return values().number(name);
    }

    private int whole(String name) {
        return values().whole(name);
    }

    private Duration seconds(String name) {
        return values().seconds(name);
    }
}
