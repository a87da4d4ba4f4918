package io.colin.server.run;

import io.colin.api.instrument.Symbol;
import io.colin.risk.AccountKind;
import io.colin.risk.Regime;
import io.colin.risk.RiskLimits;
import io.colin.risk.Sectors;
import io.colin.risk.breaker.BreakerSettings;
import io.colin.risk.breaker.CorrelationJumpSettings;
import io.colin.risk.breaker.ErrorsSettings;
import io.colin.risk.breaker.OrderFloodSettings;
import io.colin.risk.breaker.OwnShareSettings;
import io.colin.risk.breaker.PriceMoveSettings;
import io.colin.risk.breaker.SamplingSettings;
import io.colin.risk.breaker.TailSettings;
import io.colin.risk.breaker.VenueQualitySettings;
import io.colin.risk.breaker.VolatilitySettings;
import io.colin.risk.drawdown.DrawdownLimits;
import io.colin.risk.var.VarSettings;
import io.colin.server.config.Config;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of risk as the configuration has them.
 *
 * @param config the configuration for the data of the run
 */
record RiskProfile(Config config) {
    private static final Duration STANDARD_GAP = SamplingSettings.STANDARD.maxGap();

    RiskLimits limits(AccountKind kind) {
        return RiskLimits.builder()
                .order(order -> order.minValue(amount("compliance.order_min").max(amount("position.min_value")))
                        .maxValue(amount("compliance.order_max"))
                        .maxShare(amount("position.max_equity_ratio"))
                        .quantityCaps(quantityCaps())
                        .quantityCapsRequired(config.flag("risk.position.quantity_caps_required"))
                        .duplicateWindow(Duration.ofMillis(whole("duplicate_window_ms"))))
                .price(price -> price.collar(amount("collar_ratio"))
                        .maxDrift(amount("drift.max"))
                        .driftWindow(seconds("drift.window_s"))
                        .maxVenueDivergence(amount("venue_divergence")))
                .rate(rate -> rate.ordersPerSecondPerStrategy(whole("throttle.orders_per_s"))
                        .ordersPerSecond(whole("throttle.orders_per_s_all"))
                        .amendsPerMinute(whole("throttle.amends_per_min"))
                        .tradesPerDay(whole("compliance.trades_per_day"))
                        .tradesPerSymbolPerDay(whole("throttle.trades_per_symbol_day"))
                        .valuePerSymbolPerDay(amount("throttle.value_per_symbol_day")))
                .repeat(repeat -> repeat.maxCycles(whole("repeat.max_cycles")).window(seconds("repeat.window_s")))
                .data(data -> data.maxQuoteAge(Duration.ofMillis(whole("quote_age_ms")))
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
                .sectors(Sectors.of(pairs("position.sectors", ':')))
                .warnFrom(amount("warn_from"))
                .build();
    }

    /** The thresholds of the breakers; those of daily loss and tail risk are the limits'. */
    BreakerSettings breakers() {
        return BreakerSettings.builder()
                .sampling(SamplingSettings.STANDARD.withMaxGap(
                        Duration.ofMillis(Math.max(whole("quote_age_ms"), STANDARD_GAP.toMillis()))))
                .volatility(volatility())
                .priceMove(priceMove())
                .venue(venue())
                .errors(new ErrorsSettings(
                        amount("breakers.errors.rate"),
                        whole("breakers.errors.requests"),
                        ErrorsSettings.STANDARD.window(),
                        whole("breakers.errors.rejects_in_a_row")))
                .correlation(correlation())
                .orderFlood(orderFlood())
                .ownShare(new OwnShareSettings(
                        amount("breakers.own_share.ratio"),
                        amount("breakers.own_share.below"),
                        OwnShareSettings.STANDARD.lock(),
                        OwnShareSettings.STANDARD.minHours()))
                .tail(new TailSettings(
                        amount("breakers.var.factor"), TailSettings.STANDARD.limits(), TailSettings.STANDARD.methods()))
                .build();
    }

    /** How value at risk is measured. */
    VarSettings valueAtRisk() {
        return VarSettings.builder()
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

    private VolatilitySettings volatility() {
        VolatilitySettings usual = VolatilitySettings.STANDARD;
        return new VolatilitySettings(
                number("breakers.volatility.ratio"),
                number("breakers.volatility.floor"),
                usual.medianHours(),
                whole("breakers.volatility.min_median_hours"),
                usual.minReturns(),
                usual.multiplier(),
                seconds("breakers.volatility.cooldown_s"));
    }

    private PriceMoveSettings priceMove() {
        PriceMoveSettings usual = PriceMoveSettings.STANDARD;
        return new PriceMoveSettings(
                number("breakers.price_move.ratio"),
                seconds("breakers.price_move.window_s"),
                seconds("breakers.price_move.lock_s"),
                usual.calm(),
                usual.calmMove());
    }

    private VenueQualitySettings venue() {
        VenueQualitySettings usual = VenueQualitySettings.STANDARD;
        return new VenueQualitySettings(
                number("breakers.venue.spread_bps"),
                number("breakers.venue.depth"),
                usual.depthLevels(),
                usual.minDepthMinutes(),
                number("breakers.venue.divergence"),
                usual.divergenceTime(),
                seconds("breakers.venue.clear_s"));
    }

    private CorrelationJumpSettings correlation() {
        CorrelationJumpSettings usual = CorrelationJumpSettings.STANDARD;
        return new CorrelationJumpSettings(
                number("breakers.correlation.change"),
                usual.window(),
                usual.multiplier(),
                seconds("breakers.correlation.cooldown_s"));
    }

    private OrderFloodSettings orderFlood() {
        OrderFloodSettings usual = OrderFloodSettings.STANDARD;
        return new OrderFloodSettings(
                whole("breakers.order_flood.orders"),
                usual.window(),
                seconds("breakers.order_flood.cooldown_s"),
                usual.manualAt(),
                usual.manualWindow());
    }

    private Regime regime() {
        return Regime.valueOf(config.text("risk.compliance.regime").toUpperCase(Locale.ROOT));
    }

    private boolean hourly() {
        return config.text("risk.var.returns").equals("hourly");
    }

    private Map<Symbol, BigDecimal> quantityCaps() {
        Map<Symbol, BigDecimal> caps = new TreeMap<>();
        pairs("position.quantity_caps", '=').forEach((symbol, cap) -> caps.put(Symbol.of(symbol), new BigDecimal(cap)));
        return caps;
    }

    private Map<String, String> pairs(String name, char between) {
        Map<String, String> pairs = new TreeMap<>();
        for (String pair : config.texts("risk." + name)) {
            int at = pair.lastIndexOf(between);
            pairs.put(pair.substring(0, at), pair.substring(at + 1));
        }
        return pairs;
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
        return config.decimal("risk." + name);
    }

    private double number(String name) {
        return amount(name).doubleValue();
    }

    private int whole(String name) {
        return config.integer("risk." + name);
    }

    private Duration seconds(String name) {
        return Duration.ofSeconds(whole(name));
    }
}
