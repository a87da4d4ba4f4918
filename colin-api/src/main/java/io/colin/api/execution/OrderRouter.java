package io.colin.api.execution;

/** Chooses venues. */
@FunctionalInterface
public interface OrderRouter {
    /**
     * Splits a slice over venues. Pure: the same request gives the same plan.
     *
     * @param request the slice, the venues and the market
     * @return legs and unrouted parts that sum to the slice exactly
     */
    RoutePlan route(RouteRequest request);
}
