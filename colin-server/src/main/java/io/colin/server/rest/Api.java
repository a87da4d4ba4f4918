package io.colin.server.rest;

import io.colin.api.time.TimeSource;
import io.colin.server.api.TradingDesk;
import io.colin.server.http.Route;
import io.colin.server.http.RouteTable;
import java.util.List;
import java.util.stream.Stream;

/** The whole routing table. */
public final class Api {
    private Api() {}

    /**
     * Every route.
     *
     * @param desk where the engine is found
     * @param facts what the server knows of itself
     * @param settings what requests leave out
     * @param time the wall clock
     * @return the table
     */
    public static RouteTable routes(TradingDesk desk, ServerFacts facts, Settings settings, TimeSource time) {
        Idempotency idempotency = new Idempotency(time);
        List<Route> routes = Stream.of(
                        new HealthRoutes(desk, facts, time).routes(),
                        new SignalRoutes(desk, idempotency, settings.confidenceThreshold()).routes(),
                        new OrderRoutes(desk, idempotency, settings.account()).routes(),
                        new PortfolioRoutes(desk).routes(),
                        new ModelRoutes(desk, idempotency).routes(),
                        new DocumentRoutes(facts).routes())
                .flatMap(List::stream)
                .toList();
        return RouteTable.of(routes);
    }

    /**
     * What requests leave out.
     *
     * @param account the account of every key
     * @param confidenceThreshold least confidence of a signal that is asked for, a share of one
     */
    public record Settings(String account, double confidenceThreshold) {}
}
