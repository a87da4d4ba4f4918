package io.colin.risk.compliance;

import io.colin.api.order.Fill;
import io.colin.risk.compliance.SurveillanceFinding.Evidence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Buying and selling the same at the same price at nearly the same time. Both sides of one trade of a venue are found at
 * once; pairs that only look so when there are several of them.
 */
final class WashTrades {
    private static final BigDecimal NEARLY = new BigDecimal("0.9");

    private final SurveillanceSettings settings;
    private final Recent<Fill> fills = new Recent<>(Fill::timeNs);
    private final Set<Fill> paired = new HashSet<>();
    private final Recent<Pair> pairs = new Recent<>(Pair::timeNs);

    private record Pair(Fill one, Fill other) {
        long timeNs() {
            return Math.max(one.timeNs(), other.timeNs());
        }
    }

    /** What was found. */
    record Found(String detail, List<Evidence> evidence) {}

    WashTrades(SurveillanceSettings settings) {
        this.settings = settings;
    }

    Optional<Found> onFill(Fill fill) {
        long windowNs = settings.washWindow().toNanos();
        fills.forgetBefore(fill.timeNs() - windowNs);
        paired.retainAll(new HashSet<>(fills.all()));
        pairs.forgetBefore(fill.timeNs() - settings.washSpan().toNanos());
        Optional<Fill> other = partner(fill);
        fills.add(fill);
        if (other.isEmpty()) {
            return Optional.empty();
        }
        paired.add(fill);
        paired.add(other.get());
        Pair pair = new Pair(other.get(), fill);
        if (isOneTrade(fill, other.get())) {
            return Optional.of(found("both sides of one trade", List.of(pair)));
        }
        pairs.add(pair);
        if (pairs.size() < settings.washPairs()) {
            return Optional.empty();
        }
        Found found = found(
                pairs.size() + " pairs at one price within "
                        + settings.washSpan().toSeconds() + " s",
                pairs.all());
        pairs.clear();
        return Optional.of(found);
    }

    long dropped() {
        return fills.dropped() + pairs.dropped();
    }

    private Optional<Fill> partner(Fill fill) {
        Optional<Fill> alike = Optional.empty();
        for (Fill other : fills) {
            if (other.side() == fill.side() || paired.contains(other)) {
                continue;
            }
            if (isOneTrade(fill, other)) {
                return Optional.of(other);
            }
            if (alike.isEmpty() && isAlike(fill, other)) {
                alike = Optional.of(other);
            }
        }
        return alike;
    }

    private static boolean isOneTrade(Fill one, Fill other) {
        return one.venue().equals(other.venue()) && one.tradeId().equals(other.tradeId());
    }

    private static boolean isAlike(Fill one, Fill other) {
        BigDecimal smaller = one.quantity().min(other.quantity());
        BigDecimal larger = one.quantity().max(other.quantity());
        return one.price().compareTo(other.price()) == 0 && smaller.compareTo(NEARLY.multiply(larger)) >= 0;
    }

    private static Found found(String detail, List<Pair> pairs) {
        List<Evidence> evidence = new ArrayList<>();
        pairs.stream().skip(Math.max(0, pairs.size() - 50)).forEach(pair -> {
            evidence.add(Withdrawals.of(pair.one()));
            evidence.add(Withdrawals.of(pair.other()));
        });
        evidence.sort(Comparator.comparingLong(Evidence::timeNs));
        return new Found(detail, evidence);
    }
}
