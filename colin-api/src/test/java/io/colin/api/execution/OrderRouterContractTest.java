package io.colin.api.execution;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.order.OrderType;
import io.colin.api.order.SampleOrders;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Routers that break a law, and the contract that catches them. */
class OrderRouterContractTest {
    @Test
    void catchesARouterThatLosesALot() {
        OrderRouterContract contract = contract(() -> request -> {
            Slice slice = request.slice();
            BigDecimal less = slice.quantity().subtract(request.instrument().lotSize());
            if (less.signum() <= 0) {
                return new FirstVenueRouter().route(request);
            }
            return new FirstVenueRouter()
                    .route(new RouteRequest(
                            request.parent(),
                            new Slice(less, slice.type(), slice.timeInForce()),
                            request.instrument(),
                            request.venues(),
                            request.market()));
        });

        assertThatThrownBy(() -> contract.sumsExactlyToTheSlice(1)).isInstanceOf(AssertionError.class);
    }

    @Test
    void catchesARouterThatInventsAVenue() {
        OrderRouterContract contract = contract(() ->
                request -> new RoutePlan(List.of(new RoutePlan.Leg("elsewhere", request.slice())), List.of()));

        assertThatThrownBy(() -> contract.namesOnlyVenuesItWasGiven(1)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(contract::leavesEverythingUnroutedWhereThereIsNoVenue)
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void catchesARouterThatDropsTheLimit() {
        OrderRouterContract contract = contract(() -> request -> {
            Slice market = new Slice(
                    request.slice().quantity(),
                    new OrderType.Market(),
                    request.slice().timeInForce());
            return new RoutePlan(
                    List.of(new RoutePlan.Leg(request.venues().getFirst().id(), market)), List.of());
        });

        assertThatThrownBy(() -> contract.keepsWithinTheLimitOfTheSlice(1)).isInstanceOf(AssertionError.class);
    }

    @Test
    void catchesARouterThatTakesTurns() {
        int[] turn = {0};
        OrderRouterContract contract = contract(() -> request -> {
            String venue =
                    request.venues().get(turn[0]++ % request.venues().size()).id();
            return new RoutePlan(List.of(new RoutePlan.Leg(venue, request.slice())), List.of());
        });

        assertThatThrownBy(() -> contract.givesTheSamePlanForTheSameRequest(1)).isInstanceOf(AssertionError.class);
    }

    @Test
    void catchesARouterThatSendsTheOrderItself() {
        OrderRouterContract contract = contract(() -> request -> {
            var child = SampleOrders.child(
                    "child-1", request.parent(), request.venues().getFirst().id(), request.slice(), 1);
            request.venues().getFirst().submit(child, 1);
            return new FirstVenueRouter().route(request);
        });

        assertThatThrownBy(contract::commandsNoVenue).isInstanceOf(AssertionError.class);
    }

    private static OrderRouterContract contract(Supplier<OrderRouter> router) {
        return new OrderRouterContract() {
            @Override
            protected OrderRouter router() {
                return router.get();
            }
        };
    }
}
