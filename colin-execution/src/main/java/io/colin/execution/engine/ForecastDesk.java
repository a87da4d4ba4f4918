package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.SliceRouted;
import io.colin.api.execution.ExecutionForecast;
import io.colin.api.execution.ExecutionNote;
import io.colin.api.execution.PlannedSlice;
import io.colin.api.execution.Realm;
import io.colin.api.execution.RoutePlan;
import io.colin.api.order.ParentOrder;
import io.colin.execution.tca.ExpectedCost;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Foretells what parents cost when their first child is sent, from what their algorithm plans and where their first slice goes.
 * Engine thread only.
 */
final class ForecastDesk {
    private static final System.Logger LOG = System.getLogger(ForecastDesk.class.getName());

    private final Parts parts;
    private final CostLearning learning;
    /** Where the first slice of parents goes that have sent nothing yet. */
    private final Map<String, RoutePlan> routes = new HashMap<>();

    ForecastDesk(Parts parts, CostLearning learning) {
        this.parts = parts;
        this.learning = learning;
    }

    /** Follows what was just recorded. */
    void onRecord(LedgerEvent event) {
        if (event instanceof SliceRouted routed
                && routed.round() == 1
                && parts.orders().plans().isPlanned(routed.parentId())) {
            routes.put(routed.parentId(), routed.plan());
        }
    }

    /**
     * What a parent that arrives is expected to cost; empty where nobody says how it will be worked. A child is on its way and a
     * forecast decides nothing, so one that cannot be made is only logged.
     */
    Optional<ExecutionNote> arrived(ParentOrder parent, ExecutionNote.Arrival seen) {
        RoutePlan route = routes.remove(parent.orderId());
        List<PlannedSlice> plan = parts.orders().plans().takePlan(parent.orderId());
        if (route == null || plan.isEmpty() || route.legs().isEmpty()) {
            return Optional.empty();
        }
        try {
            return forecast(parent, plan, seen, route).map(ExecutionNote.Foretold::new);
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    () -> "order " + parent.orderId() + ": nothing is foretold, for the forecast failed",
                    e);
            return Optional.empty();
        }
    }

    /** A parent ended, perhaps before it sent anything. */
    void ended(String parentId) {
        routes.remove(parentId);
        parts.orders().plans().takePlan(parentId);
    }

    private Optional<ExecutionForecast> forecast(
            ParentOrder parent, List<PlannedSlice> plan, ExecutionNote.Arrival seen, RoutePlan route) {
        String venue = route.legs().stream()
                .max(Comparator.comparing(leg -> leg.slice().quantity()))
                .map(RoutePlan.Leg::venue)
                .orElseThrow();
        Realm realm = parts.lanes().isSimulated(venue) ? Realm.PAPER : Realm.LIVE;
        double fee = parts.lanes()
                .venue(venue)
                .map(there ->
                        Decimals.statistic(there.fees(parent.intent().symbol()).takerRate()))
                .orElse(0.0);
        return new ExpectedCost(parent, plan, seen, route)
                .forecast(new ExpectedCost.Knowledge(
                        realm,
                        venue,
                        fee,
                        learning.yardstick(parent.intent().symbol()).impact(realm),
                        learning.errors()));
    }
}
