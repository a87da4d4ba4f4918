package io.colin.risk.breaker;

import io.colin.api.Decimals;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes settings down by dotted name. */
final class SettingsText {
    private final SortedMap<String, String> texts = new TreeMap<>();

    private SettingsText() {}

    static SortedMap<String, String> of(BreakerSettings settings) {
        SettingsText all = new SettingsText();
        all.put("daily_loss", settings.dailyLoss());
        all.add(settings.sampling());
        all.add(settings.volatility());
        all.add(settings.priceMove());
        all.add(settings.venue());
        all.add(settings.errors());
        all.add(settings.performance());
        all.add(settings.correlation());
        all.add(settings.orderFlood());
        all.add(settings.ownShare());
        all.add(settings.tail());
        return all.texts;
    }

    private void add(SamplingSettings s) {
        put("sampling.price_every", s.priceEvery());
        put("sampling.book_every", s.bookEvery());
        put("sampling.max_gap", s.maxGap());
    }

    private void add(VolatilitySettings s) {
        put("volatility.ratio", s.ratio());
        put("volatility.floor", s.floorAnnualised());
        put("volatility.median_hours", s.medianHours());
        put("volatility.min_median_hours", s.minMedianHours());
        put("volatility.min_returns", s.minReturns());
        put("volatility.multiplier", s.multiplier());
        put("volatility.cooldown", s.cooldown());
    }

    private void add(PriceMoveSettings s) {
        put("price_move.move", s.move());
        put("price_move.window", s.window());
        put("price_move.lock", s.lock());
        put("price_move.calm", s.calm());
        put("price_move.calm_move", s.calmMove());
    }

    private void add(VenueQualitySettings s) {
        put("venue.max_spread_bps", s.maxSpreadBps());
        put("venue.min_depth", s.minDepth());
        put("venue.depth_levels", s.depthLevels());
        put("venue.min_depth_minutes", s.minDepthMinutes());
        put("venue.max_divergence", s.maxDivergence());
        put("venue.divergence_time", s.divergenceTime());
        put("venue.clear", s.clear());
    }

    private void add(ErrorsSettings s) {
        put("errors.max_rate", s.maxRate());
        put("errors.min_requests", s.minRequests());
        put("errors.window", s.window());
        put("errors.rejects_in_a_row", s.rejectsInARow());
    }

    private void add(PerformanceSettings s) {
        put("performance.max_end_to_end", s.maxEndToEnd());
        put("performance.min_samples", s.minSamples());
        put("performance.window", s.window());
        put("performance.max_lag", s.maxLag());
        put("performance.clear", s.clear());
    }

    private void add(CorrelationJumpSettings s) {
        put("correlation.change", s.change());
        put("correlation.window", s.window());
        put("correlation.multiplier", s.multiplier());
        put("correlation.cooldown", s.cooldown());
    }

    private void add(OrderFloodSettings s) {
        put("order_flood.orders", s.orders());
        put("order_flood.window", s.window());
        put("order_flood.cooldown", s.cooldown());
        put("order_flood.manual_at", s.manualAt());
        put("order_flood.manual_window", s.manualWindow());
    }

    private void add(OwnShareSettings s) {
        put("own_share.share", s.share());
        put("own_share.below", s.below());
        put("own_share.lock", s.lock());
        put("own_share.min_hours", s.minHours());
    }

    private void add(TailSettings s) {
        put("limits.factor", s.factor());
        text("limits.methods", String.join(",", s.methods()));
        for (int i = 0; i < s.limits().size(); i++) {
            TailLimit limit = s.limits().get(i);
            put("limits." + i + ".confidence", limit.confidence());
            put("limits." + i + ".horizon_days", limit.horizonDays());
            put("limits." + i + ".value_at_risk", limit.valueAtRisk());
        }
    }

    private void put(String name, BigDecimal value) {
        text(name, Decimals.text(value));
    }

    private void put(String name, double value) {
        text(name, Decimals.text(BigDecimal.valueOf(value)));
    }

    private void put(String name, int value) {
        text(name, Integer.toString(value));
    }

    private void put(String name, Duration value) {
        text(name, value.toString());
    }

    private void text(String name, String value) {
        texts.put("breakers." + name, value);
    }
}
