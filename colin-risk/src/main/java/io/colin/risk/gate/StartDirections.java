package io.colin.risk.gate;

import io.colin.risk.gate.StartSettings.Difference;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which way a setting that is no limit loosens, all others as they are. What is named nowhere here loosens either way, or nobody
 * can tell: how returns become figures, how long a rate is measured that may rise or fall with its window.
 */
final class StartDirections {
    /** Trips later, ends earlier, leaves more, or looks less often when it is higher. */
    static final Set<String> HIGHER_IS_LOOSER = Set.of(
            "breakers.sampling.price_every",
            "breakers.sampling.book_every",
            "breakers.volatility.ratio",
            "breakers.volatility.floor",
            "breakers.volatility.min_median_hours",
            "breakers.volatility.min_returns",
            "breakers.volatility.multiplier",
            "breakers.price_move.move",
            "breakers.price_move.calm_move",
            "breakers.venue.max_spread_bps",
            "breakers.venue.min_depth_minutes",
            "breakers.venue.max_divergence",
            "breakers.venue.divergence_time",
            "breakers.errors.max_rate",
            "breakers.errors.min_requests",
            "breakers.errors.rejects_in_a_row",
            "breakers.performance.max_end_to_end",
            "breakers.performance.min_samples",
            "breakers.performance.max_lag",
            "breakers.correlation.change",
            "breakers.correlation.multiplier",
            "breakers.order_flood.orders",
            "breakers.order_flood.manual_at",
            "breakers.own_share.share",
            "breakers.own_share.below",
            "breakers.own_share.min_hours",
            "breakers.limits.factor",
            "value_at_risk.max_return_age",
            "value_at_risk.every",
            "correlation.every",
            "reduction.reduce_target",
            "reduction.hard_target",
            "reduction.halt_target");

    /** The same when it is lower: a window that compares with fewer prices, a lock that ends sooner, history that is enough. */
    static final Set<String> LOWER_IS_LOOSER = Set.of(
            "breakers.volatility.cooldown",
            "breakers.price_move.window",
            "breakers.price_move.lock",
            "breakers.price_move.calm",
            "breakers.venue.min_depth",
            "breakers.venue.clear",
            "breakers.performance.clear",
            "breakers.correlation.window",
            "breakers.correlation.cooldown",
            "breakers.order_flood.window",
            "breakers.order_flood.cooldown",
            "breakers.order_flood.manual_window",
            "breakers.own_share.lock",
            "value_at_risk.minimum_points",
            "correlation.fewest_points",
            "conduct.model_age",
            "reduction.enabled");

    /** Only warn, or are people: who may unwind is whose keys there are. */
    static final Set<String> FREE = Set.of(
            "correlation.lowest_diversification",
            "correlation.fewest_bets",
            "correlation.bets_from_symbols",
            "correlation.pair_warning",
            "conduct.unwinders");

    /** Lists of which nothing may be taken away. */
    static final Set<String> LISTS = Set.of("conduct.rules");

    /**
     * Lists whose elements are compared with each other, two at least: what is taken away trades no more, but where fewer of
     * them are left, best execution and divergence have nothing to compare with.
     */
    static final Set<String> COMPARED = Set.of("conduct.venues");

    private static final int FEWEST_COMPARED = 2;

    private StartDirections() {}

    /** Whether a setting that is another than before loosens, or may. */
    static boolean mayLoosen(Difference one) {
        if (FREE.contains(one.name())) {
            return false;
        }
        if (LISTS.contains(one.name())) {
            return !elements(one.after()).containsAll(elements(one.before()));
        }
        if (COMPARED.contains(one.name())) {
            List<String> left = new ArrayList<>(elements(one.before()));
            int most = left.size();
            left.retainAll(elements(one.after()));
            return left.size() < Math.min(FEWEST_COMPARED, most);
        }
        int direction = HIGHER_IS_LOOSER.contains(one.name()) ? 1 : LOWER_IS_LOOSER.contains(one.name()) ? -1 : 0;
        Optional<BigDecimal> before = number(one.before());
        Optional<BigDecimal> after = number(one.after());
        return direction == 0
                || before.isEmpty()
                || after.isEmpty()
                || after.get().compareTo(before.get()) * direction > 0;
    }

    private static List<String> elements(String list) {
        return list.equals("[]")
                ? List.of()
                : List.of(list.substring(1, list.length() - 1).split(", ", -1));
    }

    /** A number, a time in s, or 1 for what is so and 0 for what is not; empty for what is none of them. */
    private static Optional<BigDecimal> number(String text) {
        try {
            return switch (text) {
                case "true" -> Optional.of(BigDecimal.ONE);
                case "false" -> Optional.of(BigDecimal.ZERO);
                default -> Optional.of(text.startsWith("PT") ? seconds(Duration.parse(text)) : new BigDecimal(text));
            };
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Exact, for times of any length: those of an older state may be longer than a start allows now. */
    private static BigDecimal seconds(Duration time) {
        return BigDecimal.valueOf(time.getSeconds()).add(BigDecimal.valueOf(time.getNano(), 9));
    }
}
