package io.colin.risk.compliance;

import io.colin.api.order.Fill;
import io.colin.risk.compliance.SurveillanceFinding.Evidence;
import io.colin.risk.compliance.SurveillanceFinding.Pattern;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Orders withdrawn around a fill on the other side: spoofing and layering. A fill is judged once, two windows after it, when
 * what was withdrawn around it and what took its place is known. Quotes that are cancelled to be entered anew on the same side
 * withdraw nothing.
 */
final class Withdrawals {
    private static final int WINDOWS_KEPT = 4;

    private final SurveillanceSettings settings;
    private final long windowNs;
    private final Recent<WatchedOrder> canceled = new Recent<>(WatchedOrder::canceledNs);
    private final Recent<WatchedOrder> opened = new Recent<>(WatchedOrder::openedNs);
    private final Recent<Fill> fills = new Recent<>(Fill::timeNs);
    private final Recent<Fill> toJudge = new Recent<>(Fill::timeNs);

    /** What was found around a fill. */
    record Found(Pattern pattern, String detail, List<Evidence> evidence) {}

    Withdrawals(SurveillanceSettings settings) {
        this.settings = settings;
        this.windowNs = settings.window().toNanos();
    }

    void onOpened(WatchedOrder order) {
        opened.add(order);
    }

    void onCanceled(WatchedOrder order) {
        if (order.price().isPresent()) {
            canceled.add(order);
        }
    }

    void onFill(Fill fill) {
        fills.add(fill);
        toJudge.add(fill);
    }

    /** Judges the fills whose surroundings are complete. */
    List<Found> look(long nowNs) {
        if (toJudge.isEmpty()) {
            return List.of();
        }
        List<Found> found = new ArrayList<>();
        for (Fill fill : toJudge.all()) {
            if (fill.timeNs() + 2 * windowNs <= nowNs) {
                judge(fill, found);
            }
        }
        toJudge.forgetBefore(nowNs - 2 * windowNs + 1);
        long oldest = nowNs - WINDOWS_KEPT * windowNs;
        canceled.forgetBefore(oldest);
        opened.forgetBefore(oldest);
        fills.forgetBefore(oldest);
        return found;
    }

    long dropped() {
        return canceled.dropped() + opened.dropped() + fills.dropped() + toJudge.dropped();
    }

    private void judge(Fill fill, List<Found> found) {
        List<WatchedOrder> withdrawn = withdrawn(fill);
        if (withdrawn.isEmpty()) {
            return;
        }
        List<Fill> opposite = new ArrayList<>();
        BigDecimal filled = BigDecimal.ZERO;
        for (Fill other : fills) {
            if (other.side() == fill.side() && isNear(other.timeNs(), fill)) {
                opposite.add(other);
                filled = filled.add(other.quantity());
            }
        }
        BigDecimal replaced = replaced(fill, withdrawn);
        spoofing(withdrawn, opposite, filled, replaced, found);
        layering(withdrawn, opposite, filled, replaced, found);
    }

    private boolean isNear(long timeNs, Fill fill) {
        return Math.abs(timeNs - fill.timeNs()) < windowNs;
    }

    private List<WatchedOrder> withdrawn(Fill fill) {
        List<WatchedOrder> withdrawn = new ArrayList<>();
        for (WatchedOrder order : canceled) {
            if (order.side() != fill.side()
                    && isNear(order.canceledNs(), fill)
                    && order.openedNs() <= fill.timeNs()
                    && order.lifeNs() <= settings.maxLife().toNanos()
                    && order.filledAtMost(settings.maxFilledShare())) {
                withdrawn.add(order);
            }
        }
        return withdrawn;
    }

    /** What came onto the side of the withdrawn orders from the first withdrawal on and was not itself withdrawn. */
    private BigDecimal replaced(Fill fill, List<WatchedOrder> withdrawn) {
        long first =
                withdrawn.stream().mapToLong(WatchedOrder::canceledNs).min().orElse(Long.MAX_VALUE);
        BigDecimal replaced = BigDecimal.ZERO;
        for (WatchedOrder order : opened) {
            if (order.side() != fill.side()
                    && order.openedNs() >= first
                    && order.openedNs() < fill.timeNs() + 2 * windowNs
                    && !withdrawn.contains(order)) {
                replaced = replaced.add(order.quantity());
            }
        }
        return replaced;
    }

    private void spoofing(
            List<WatchedOrder> withdrawn,
            List<Fill> opposite,
            BigDecimal filled,
            BigDecimal replaced,
            List<Found> found) {
        BigDecimal large = settings.largeMultiple().multiply(filled);
        for (WatchedOrder order : withdrawn) {
            if (order.left().subtract(replaced).compareTo(large) >= 0 && order.isNewSpoofing()) {
                found.add(new Found(
                        Pattern.SPOOFING,
                        "withdrew " + Texts.shown(order.left()) + " around fills of " + Texts.shown(filled)
                                + " on the other side, entered anew " + Texts.shown(replaced),
                        evidence(List.of(order), opposite)));
            }
        }
    }

    private void layering(
            List<WatchedOrder> withdrawn,
            List<Fill> opposite,
            BigDecimal filled,
            BigDecimal replaced,
            List<Found> found) {
        List<WatchedOrder> ladder =
                withdrawn.stream().filter(order -> !order.isLayering()).toList();
        long prices = ladder.stream()
                .flatMap(order -> order.price().stream())
                .distinct()
                .count();
        BigDecimal total = ladder.stream().map(WatchedOrder::left).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal large = settings.layersMultiple().multiply(filled);
        if (prices >= settings.layers() && total.subtract(replaced).compareTo(large) >= 0) {
            ladder.forEach(WatchedOrder::markLayering);
            found.add(new Found(
                    Pattern.LAYERING,
                    "withdrew " + Texts.shown(total) + " at " + prices + " prices around fills of "
                            + Texts.shown(filled) + " on the other side, entered anew " + Texts.shown(replaced),
                    evidence(ladder, opposite)));
        }
    }

    private static List<Evidence> evidence(List<WatchedOrder> orders, List<Fill> fills) {
        List<Evidence> evidence = new ArrayList<>();
        orders.stream().limit(33).forEach(order -> {
            evidence.add(order.openedEvidence());
            evidence.add(order.canceledEvidence());
        });
        fills.stream().limit(33).forEach(fill -> evidence.add(of(fill)));
        evidence.sort(Comparator.comparingLong(Evidence::timeNs).thenComparing(Evidence::orderId));
        return evidence;
    }

    static Evidence of(Fill fill) {
        return new Evidence(
                fill.timeNs(),
                fill.orderId(),
                "filled " + fill.side() + " " + Texts.shown(fill.quantity()) + " @ " + Texts.shown(fill.price())
                        + " trade " + fill.tradeId() + " at " + fill.venue());
    }
}
