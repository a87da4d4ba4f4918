package io.colin.execution.routing;

import io.colin.api.Decimals;
import io.colin.api.execution.OrderRouter;
import io.colin.api.execution.RoutePlan;
import io.colin.api.execution.RoutePlan.Considered;
import io.colin.api.execution.RouteRequest;
import io.colin.api.execution.Slice;
import io.colin.api.internal.Require;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Refusal;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A router that sends no more at once than another expects to be taken within a limit against mid. It asks that other router for
 * the whole slice; where that is expected to slip by more, for the largest part that is not, found by halving on the instrument's
 * lots. The rest is unrouted with {@code SLIPPAGE_LIMIT}. A cap on single prices, such as {@link
 * NetPriceRouter.Builder#slippageCapBps}, bounds the worst level; this bounds the average.
 *
 * <p>Expected slippage = side × (Σ quantity × (average price + side × slippage of earlier children) / Σ quantity / mid − 1), without
 * fees and the cost of latency, half the spread included. What the other router says nothing of, slices that may rest, and orders
 * that can only shrink a position pass as they are. A fill-or-kill slice goes whole or not at all. Pure and thread-safe as the other
 * router is.
 */
public final class LimitedSlippageRouter implements OrderRouter {
    private static final double BPS = 1e4;
    /** What is less is rounding. */
    private static final double NOISE_BPS = 1e-9;

    /** To a millionth of the slice. */
    private static final int HALVINGS = 20;

    private final OrderRouter router;
    private final double mostBps;

    private LimitedSlippageRouter(OrderRouter router, double mostBps) {
        this.router = router;
        this.mostBps = mostBps;
    }

    /**
     * Limits a router.
     *
     * @param router one that says what it expects, as {@link NetPriceRouter} does
     * @param mostBps expected slippage against mid at most, basis points, (0, 5000]
     * @return the limited router
     */
    public static LimitedSlippageRouter of(OrderRouter router, double mostBps) {
        return new LimitedSlippageRouter(router, Require.within("mostBps", mostBps, Double.MIN_VALUE, 5000));
    }

    @Override
    public RoutePlan route(RouteRequest request) {
        RoutePlan whole = router.route(request);
        if (request.closing() || request.slice().mayRest() || isWithin(request, whole)) {
            return whole;
        }
        Optional<RoutePlan> part =
                request.slice().timeInForce().kind() == TimeInForce.Kind.FOK ? Optional.empty() : largest(request);
        Refusal reason = Refusal.of(
                DenialCode.SLIPPAGE_LIMIT,
                "expected_bps=" + text(expectedBps(request, whole)) + " max_bps=" + text(OptionalDouble.of(mostBps)));
        return part.map(found -> with(found, rest(request, found), reason))
                .orElseGet(() -> nothing(request, whole, reason));
    }

    /** Halves between what is too much and what is not. */
    private Optional<RoutePlan> largest(RouteRequest request) {
        BigDecimal lot = request.instrument().lotSize();
        BigInteger enough = BigInteger.ZERO;
        BigInteger tooMuch =
                request.slice().quantity().divideToIntegralValue(lot).toBigInteger();
        Optional<RoutePlan> best = Optional.empty();
        for (int i = 0; i < HALVINGS; i++) {
            BigInteger lots = enough.add(tooMuch).shiftRight(1);
            if (lots.equals(enough)) {
                break;
            }
            RoutePlan plan = router.route(part(request, lot.multiply(new BigDecimal(lots))));
            if (isWithin(request, plan)) {
                enough = lots;
                // Too little for any venue is within every limit, and no plan.
                best = plan.legs().isEmpty() ? best : Optional.of(plan);
            } else {
                tooMuch = lots;
            }
        }
        return best;
    }

    private static RouteRequest part(RouteRequest request, BigDecimal quantity) {
        Slice slice = request.slice();
        return new RouteRequest(
                request.parent(),
                new Slice(quantity, slice.type(), slice.timeInForce()),
                request.instrument(),
                request.venues(),
                request.market(),
                request.evidence(),
                request.closing());
    }

    private boolean isWithin(RouteRequest request, RoutePlan plan) {
        OptionalDouble expected = expectedBps(request, plan);
        return expected.isEmpty() || expected.getAsDouble() <= mostBps + NOISE_BPS;
    }

    private static OptionalDouble expectedBps(RouteRequest request, RoutePlan plan) {
        if (plan.legs().isEmpty() || plan.expected().isEmpty()) {
            return OptionalDouble.empty();
        }
        int sign = request.parent().intent().side().sign();
        double mid = Decimals.statistic(plan.expected().orElseThrow().mid());
        double paid = 0;
        double quantity = 0;
        for (Considered venue : plan.considered()) {
            if (venue.averagePrice().isPresent() && venue.quantity().signum() > 0) {
                double own = Decimals.statistic(venue.quantity());
                double slipped = venue.terms()
                        .map(terms -> Decimals.statistic(terms.slippageCost()))
                        .orElse(0.0);
                paid += own * (Decimals.statistic(venue.averagePrice().orElseThrow()) + sign * slipped);
                quantity += own;
            }
        }
        return quantity > 0 ? OptionalDouble.of(sign * (paid / quantity / mid - 1) * BPS) : OptionalDouble.empty();
    }

    private static BigDecimal rest(RouteRequest request, RoutePlan found) {
        BigDecimal planned = BigDecimal.ZERO;
        for (RoutePlan.Leg leg : found.legs()) {
            planned = planned.add(leg.slice().quantity());
        }
        for (RoutePlan.Unrouted unrouted : found.unrouted()) {
            planned = planned.add(unrouted.quantity());
        }
        return request.slice().quantity().subtract(planned);
    }

    private static RoutePlan with(RoutePlan found, BigDecimal rest, Refusal reason) {
        List<RoutePlan.Unrouted> unrouted = new ArrayList<>(found.unrouted());
        unrouted.add(new RoutePlan.Unrouted(rest, reason));
        return new RoutePlan(found.legs(), unrouted, found.considered(), found.expected());
    }

    private static RoutePlan nothing(RouteRequest request, RoutePlan whole, Refusal reason) {
        List<Considered> considered = whole.considered().stream()
                .map(venue -> venue.quantity().signum() == 0
                        ? venue
                        : new Considered(
                                venue.venue(),
                                BigDecimal.ZERO,
                                reason.message(),
                                venue.averagePrice(),
                                venue.netPrice(),
                                venue.terms()))
                .toList();
        RoutePlan.Unrouted all = new RoutePlan.Unrouted(request.slice().quantity(), reason);
        return new RoutePlan(List.of(), List.of(all), considered, Optional.empty());
    }

    private static String text(OptionalDouble bps) {
        return bps.isEmpty() ? "unknown" : String.format(Locale.ROOT, "%.4f", bps.getAsDouble());
    }
}
