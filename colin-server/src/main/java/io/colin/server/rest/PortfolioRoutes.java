package io.colin.server.rest;

import io.colin.server.api.TradingDesk;
import io.colin.server.http.Answer;
import io.colin.server.http.Request;
import io.colin.server.http.Route;
import io.colin.server.security.Permission;
import io.colin.server.shape.PortfolioShape;
import java.util.List;

/** The account. */
final class PortfolioRoutes {
    private final TradingDesk desk;

    PortfolioRoutes(TradingDesk desk) {
        this.desk = desk;
    }

    List<Route> routes() {
        return List.of(Route.get("/api/v2/portfolio", Permission.VIEW_POSITIONS, this::portfolio));
    }

    private Answer portfolio(Request request) {
        request.queryFields().done();
        return Answer.json(200, PortfolioShape.of(desk.required().view().portfolio()));
    }
}
