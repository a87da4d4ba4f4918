package io.colin.api.venue;

import io.colin.api.order.OrderEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Follows orders through a venue's reports and notes what cannot be. */
final class OrderLives {
    private final Map<String, BigDecimal> quantities;
    private final Map<String, BigDecimal> filled = new HashMap<>();
    private final Set<String> accepted = new HashSet<>();
    private final Set<String> over = new HashSet<>();
    private final Set<String> tradeIds = new HashSet<>();
    private final List<String> mistakes = new ArrayList<>();
    private int fills;

    private OrderLives(Map<String, BigDecimal> quantities) {
        this.quantities = quantities;
    }

    /** The lives of orders, given every report and what was ordered by order id. */
    static OrderLives of(List<VenueReport> reports, Map<String, BigDecimal> quantities) {
        OrderLives lives = new OrderLives(quantities);
        for (VenueReport report : reports) {
            if (report instanceof VenueReport.OrderUpdate update) {
                lives.on(update.event());
                lives.ended(update);
            }
        }
        return lives;
    }

    /** What cannot be, a line each. */
    List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    /** How many fills there were. */
    int fills() {
        return fills;
    }

    private void on(OrderEvent event) {
        String id = event.orderId();
        check(quantities.containsKey(id), "was never sent", event);
        switch (event) {
            case OrderEvent.Accepted a -> {
                check(accepted.add(id), "was accepted twice", event);
                check(!over.contains(id), "was over", event);
            }
            case OrderEvent.Filled f -> fill(f);
            case OrderEvent.Rejected r -> {
                check(!accepted.contains(id), "was accepted before", event);
                check(over.add(id), "was over", event);
            }
            case OrderEvent.Canceled c -> check(over.add(id), "was over", event);
            case OrderEvent.Expired e -> check(over.add(id), "was over", event);
            default -> {
                // Answers to commands say nothing of the order's life.
            }
        }
    }

    /** Whether an event ends an order. */
    static boolean isEnd(OrderEvent event) {
        return event instanceof OrderEvent.Canceled
                || event instanceof OrderEvent.Expired
                || event instanceof OrderEvent.Rejected;
    }

    private void ended(VenueReport.OrderUpdate update) {
        if (isEnd(update.event())) {
            BigDecimal told = filled.getOrDefault(update.event().orderId(), BigDecimal.ZERO);
            boolean isSo = update.filledQuantity().stream().anyMatch(executed -> executed.compareTo(told) == 0);
            check(isSo, "ended with " + update.filledQuantity() + " stated and " + told + " told", update.event());
        }
    }

    private void fill(OrderEvent.Filled event) {
        fills++;
        String id = event.orderId();
        check(accepted.contains(id), "was not accepted", event);
        check(!over.contains(id), "was over", event);
        check(tradeIds.add(event.fill().tradeId()), "repeats a trade id", event);
        check(event.fill().timeNs() <= event.timeNs(), "was executed after it was reported", event);
        BigDecimal sum = filled.merge(id, event.fill().quantity(), BigDecimal::add);
        BigDecimal quantity = quantities.getOrDefault(id, BigDecimal.ZERO);
        check(sum.compareTo(quantity) <= 0, "is filled beyond its quantity", event);
        if (sum.compareTo(quantity) >= 0) {
            over.add(id);
        }
    }

    private void check(boolean holds, String rule, OrderEvent event) {
        if (!holds) {
            mistakes.add(event.orderId() + " " + rule + ": " + event);
        }
    }
}
