package io.colin.server.run;

import io.colin.api.instrument.Symbol;
import io.colin.api.venue.FeeSchedule;
import io.colin.execution.algo.Immediate;
import io.colin.execution.algo.Twap;
import io.colin.execution.engine.SignalOrderStyle;
import io.colin.execution.routing.BestVenueRouter;
import io.colin.ml.calibration.EmissionRule;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.preset.Preset;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimits;
import io.colin.risk.drawdown.DrawdownLimits;
import io.colin.server.config.Config;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parts of a run as its configuration sets them.
 *
 * @param config the configuration for the data of the run
 */
record Profile(Config config) {
    boolean demonstration() {
        return config.flag("ai.demonstration");
    }

    /** What a paper venue takes. */
    FeeSchedule fees() {
        return new FeeSchedule(
                config.decimal("venues.paper.fees.maker"), config.decimal("venues.paper.fees.taker"), false);
    }

    /** What a model expects trading to cost: the venue's fee, and spread and impact as in the demonstration. */
    TradingCosts costs() {
        TradingCosts usual = TradingCosts.demonstration();
        double feeBps =
                config.decimal("venues.paper.fees.taker").movePointRight(4).doubleValue();
        return new TradingCosts(feeBps, usual.halfSpread(), usual.impactBps());
    }

    /** The network of the demonstration; outside of it a signal must meet the standard rule. */
    Preset preset() {
        Preset preset = Preset.demonstration();
        return demonstration()
                ? preset
                : preset.toBuilder()
                        .name("lstm-bar")
                        .emission(EmissionRule.STANDARD)
                        .build();
    }

    RiskLimits limits(AccountKind kind) {
        return RiskLimits.builder()
                .margin(m -> m.accountKind(kind).minFree(config.decimal("risk.position.min_margin")))
                .order(o -> o.minValue(
                        config.decimal("risk.compliance.order_min").max(config.decimal("risk.position.min_value"))).maxValue(config.decimal("risk.compliance.order_max")).maxShare(config.decimal("risk.position.max_equity_ratio")))
                .position(p -> p.maxValue(config.decimal("risk.position.max_value")).maxSymbolShare(config.decimal("risk.position.symbol")).maxGrossShare(config.decimal("risk.position.max_gross_exposure")).maxLeverage(config.decimal("risk.position.max_leverage")))
                .price(p -> p.collar(config.decimal("risk.collar_ratio")))
                .data(d -> d.maxQuoteAge(Duration.ofMillis(config.integer("risk.quote_age_ms"))).minConfidence(config.decimal("ai.confidence_threshold").doubleValue()))
                .rate(r -> r.ordersPerSecondPerStrategy(config.integer("risk.throttle.orders_per_s")).ordersPerSecond(config.integer("risk.throttle.orders_per_s_all")))
                .compliance(c -> c.restricted(config.texts("risk.compliance.restricted").stream()
                        .map(Symbol::of)
                        .toList()))
                .drawdown(drawdown())
                .loss(l -> l.maxDaily(config.decimal("risk.daily_loss")))
                .build();
    }

    Immediate immediate() {
        return Immediate.builder()
                .capBps(bps("execution.max_slippage_bps"))
                .maxQuoteAge(Duration.ofMillis(config.integer("risk.quote_age_ms")))
                .build();
    }

    Twap twap() {
        return Twap.builder()
                .interval(Duration.ofSeconds(config.integer("execution.twap.interval_s")))
                .duration(Duration.ofSeconds(config.integer("execution.twap.duration_s")))
                .priceControlBps(bps("execution.twap.max_slippage_bps"))
                .maxQuoteAge(Duration.ofMillis(config.integer("risk.quote_age_ms")))
                .build();
    }

    BestVenueRouter router() {
        return BestVenueRouter.builder()
                .maxBookAge(Duration.ofMillis(config.integer("execution.routing.max_book_age_ms")))
                .slippageCapBps(bps("execution.max_slippage_bps"))
                .build();
    }

    SignalOrderStyle signalOrder() {
        return SignalOrderStyle.atOnce(immediate().defaults());
    }

    /** Every value, by name, for the report. */
    Map<String, String> values(RiskLimits limits) {
        Map<String, String> values = new LinkedHashMap<>(config.shown());
        values.put("model.preset", preset().name());
        values.put("model.emission", preset().emission().toString());
        values.put("model.costs", costs().toString());
        for (String line : limits.canonicalText().lines().toList()) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put("gate." + line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return values;
    }

    private DrawdownLimits drawdown() {
        return new DrawdownLimits(
                rung("warn"),
                rung("reduce"),
                rung("hard"),
                rung("halt"),
                rung("kill"),
                Duration.ofHours(config.integer("risk.drawdown.max_hours")));
    }

    private BigDecimal rung(String name) {
        return config.decimal("risk.drawdown." + name);
    }

    private double bps(String path) {
        return config.decimal(path).doubleValue();
    }
}
