package io.colin.server.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.portfolio.Portfolio.PositionView;
import io.colin.server.json.Json;
import java.math.BigDecimal;
import java.util.Optional;

/** The shape of an account. While something has no mark or rate, what depends on it is null. */
public final class PortfolioShape {
    private static final JsonNode NONE = NullNode.getInstance();

    private PortfolioShape() {}

    /**
     * Writes an account.
     *
     * @param portfolio the account
     * @return the object
     */
    public static JsonNode of(Portfolio portfolio) {
        boolean known = portfolio.isPriced();
        BigDecimal total = portfolio
                .realisedPnl()
                .add(portfolio.unrealisedPnl())
                .subtract(portfolio.feesPaid())
                .add(portfolio.funding());
        ObjectNode json = Json.object().put("account", portfolio.account()).put("currency", portfolio.currency());
        json.set("total_value", money(known, portfolio.equity()));
        BigDecimal cash = portfolio.cash().get(portfolio.currency());
        json.set("cash_balance", cash == null ? NONE : Json.decimal(cash));
        json.set("initial_value", Json.decimal(portfolio.initialEquity()));
        json.set("total_pnl", money(known, total));
        json.set("realised_pnl", money(known, portfolio.realisedPnl()));
        json.set("unrealised_pnl", money(known, portfolio.unrealisedPnl()));
        json.set("fees", money(known, portfolio.feesPaid()));
        json.set("funding", money(known, portfolio.funding()));
        json.set("deposits", money(known, portfolio.deposits()));
        json.set("pnl_ratio", ratio(known, total, portfolio.initialEquity()));
        json.set("gross_exposure", money(known, portfolio.grossExposure()));
        json.set("net_exposure", money(known, portfolio.netExposure()));
        json.set("leverage", ratio(known, portfolio.grossExposure(), portfolio.equity()));
        // A cash account has no margin; derivatives accounts will say theirs.
        json.set("margin_used", NONE);
        json.set("margin_available", NONE);
        json.set(
                "positions",
                Json.array(
                        portfolio.positions().values().stream()
                                .filter(view -> view.position().quantity().signum() != 0)
                                .toList(),
                        view -> position(view, portfolio)));
        json.set("unpriced", Json.texts(portfolio.unpriced()));
        json.set("as_of", Json.time(portfolio.timeNs()));
        return json;
    }

    private static JsonNode position(PositionView view, Portfolio portfolio) {
        Symbol symbol = view.position().symbol();
        boolean marked = !portfolio.unpriced().contains(symbol.name());
        boolean valued = marked && portfolio.rate(symbol.quote()).isPresent();
        Optional<BigDecimal> settled = portfolio.rate(symbol.settlement().orElseGet(symbol::quote));
        ObjectNode json = Json.object()
                .put("symbol", symbol.name())
                .put("side", view.position().quantity().signum() > 0 ? "long" : "short");
        json.set("quantity", Json.decimal(view.position().quantity().abs()));
        json.set("avg_price", Json.decimal(view.averagePrice()));
        json.set("mark_price", money(marked, view.mark()));
        json.set("value", money(valued, view.value()));
        json.set("unrealised_pnl", money(marked && settled.isPresent(), view.unrealisedPnl()));
        BigDecimal realised = view.position().realisedPnl();
        json.set(
                "realised_pnl",
                settled.map(realised::multiply).map(Json::decimal).orElse(NONE));
        json.set("weight", ratio(valued && portfolio.isPriced(), view.value(), portfolio.equity()));
        return json;
    }

    private static JsonNode money(boolean known, BigDecimal amount) {
        return known ? Json.decimal(amount) : NONE;
    }

    private static JsonNode ratio(boolean known, BigDecimal part, BigDecimal whole) {
        return known && whole.signum() > 0
                ? Json.statistic(Decimals.statistic(part) / Decimals.statistic(whole))
                : NONE;
    }
}
