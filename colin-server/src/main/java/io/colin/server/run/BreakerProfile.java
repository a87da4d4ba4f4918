package io.colin.server.run;

import io.colin.risk.breaker.BreakerSettings;
import io.colin.risk.breaker.CorrelationJumpSettings;
import io.colin.risk.breaker.ErrorsSettings;
import io.colin.risk.breaker.OrderFloodSettings;
import io.colin.risk.breaker.OwnShareSettings;
import io.colin.risk.breaker.PerformanceSettings;
import io.colin.risk.breaker.PriceMoveSettings;
import io.colin.risk.breaker.SamplingSettings;
import io.colin.risk.breaker.TailSettings;
import io.colin.risk.breaker.VenueQualitySettings;
import io.colin.risk.breaker.VolatilitySettings;
import java.time.Duration;

/**
 * The thresholds of the breakers as the configuration has them. How often the market is sampled and how much of it must be
 * known before a breaker judges are the settings' own.
 *
 * @param values the fields of risk
 */
record BreakerProfile(RiskValues values) {
    private static final Duration STANDARD_GAP = SamplingSettings.STANDARD.maxGap();

    BreakerSettings settings() {
        return BreakerSettings.builder()
                .sampling(SamplingSettings.STANDARD.withMaxGap(
                        Duration.ofMillis(Math.max(values.whole("quote_age_ms"), STANDARD_GAP.toMillis()))))
                .volatility(volatility())
                .priceMove(priceMove())
                .venue(venue())
                .errors(new ErrorsSettings(
                        values.amount("breakers.errors.rate"),
                        values.whole("breakers.errors.requests"),
                        values.seconds("breakers.errors.window_s"),
                        values.whole("breakers.errors.rejects_in_a_row")))
                .performance(performance())
                .correlation(correlation())
                .orderFlood(orderFlood())
                .ownShare(new OwnShareSettings(
                        values.amount("breakers.own_share.ratio"),
                        values.amount("breakers.own_share.below"),
                        values.seconds("breakers.own_share.lock_s"),
                        OwnShareSettings.STANDARD.minHours()))
                .tail(new TailSettings(
                        values.amount("breakers.var.factor"),
                        TailSettings.STANDARD.limits(),
                        TailSettings.STANDARD.methods()))
                .build();
    }

    private VolatilitySettings volatility() {
        return new VolatilitySettings(
                values.number("breakers.volatility.ratio"),
                values.number("breakers.volatility.floor"),
                values.whole("breakers.volatility.median_hours"),
                values.whole("breakers.volatility.min_median_hours"),
                VolatilitySettings.STANDARD.minReturns(),
                values.number("breakers.volatility.size_multiplier"),
                values.seconds("breakers.volatility.cooldown_s"));
    }

    private PriceMoveSettings priceMove() {
        return new PriceMoveSettings(
                values.number("breakers.price_move.ratio"),
                values.seconds("breakers.price_move.window_s"),
                values.seconds("breakers.price_move.lock_s"),
                values.seconds("breakers.price_move.calm_s"),
                values.number("breakers.price_move.calm_ratio"));
    }

    private VenueQualitySettings venue() {
        VenueQualitySettings usual = VenueQualitySettings.STANDARD;
        return new VenueQualitySettings(
                values.number("breakers.venue.spread_bps"),
                values.number("breakers.venue.depth"),
                usual.depthLevels(),
                usual.minDepthMinutes(),
                values.number("breakers.venue.divergence"),
                values.seconds("breakers.venue.divergence_s"),
                values.seconds("breakers.venue.clear_s"));
    }

    private PerformanceSettings performance() {
        return new PerformanceSettings(
                values.millis("breakers.performance.end_to_end_ms"),
                values.whole("breakers.performance.samples"),
                values.seconds("breakers.performance.window_s"),
                values.millis("breakers.performance.lag_ms"),
                values.seconds("breakers.performance.clear_s"));
    }

    private CorrelationJumpSettings correlation() {
        return new CorrelationJumpSettings(
                values.number("breakers.correlation.change"),
                values.seconds("breakers.correlation.window_s"),
                values.number("breakers.correlation.size_multiplier"),
                values.seconds("breakers.correlation.cooldown_s"));
    }

    private OrderFloodSettings orderFlood() {
        return new OrderFloodSettings(
                values.whole("breakers.order_flood.orders"),
                values.millis("breakers.order_flood.window_ms"),
                values.seconds("breakers.order_flood.cooldown_s"),
                values.whole("breakers.order_flood.manual_at"),
                values.seconds("breakers.order_flood.manual_window_s"));
    }
}
