package io.colin.benchmarks;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketView;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.ParentOrder;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskGate;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.RiskStatus;
import io.colin.api.risk.TradingState;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Lets everything pass, as a library without risk does: only where one is measured beside such a library. */
final class OpenGate implements RiskGate {
    private static final RiskStatus ACTIVE =
            new RiskStatus(TradingState.ACTIVE, BigDecimal.ZERO, 0, 1, List.of(), List.of(), List.of());

    @Override
    public RiskDecision check(RiskRequest request, RiskContext context) {
        BigDecimal asked = request.quantity();
        return new RiskDecision(
                RiskDecision.Verdict.APPROVED,
                asked,
                asked,
                List.of(),
                List.of(),
                List.of(),
                0,
                "open",
                context.market().timeNs(),
                0);
    }

    @Override
    public void onMarket(Symbol symbol, MarketView market) {}

    @Override
    public void onParent(ParentOrder parent) {}

    @Override
    public void onChild(ChildOrder child) {}

    @Override
    public void onFill(Fill fill) {}

    @Override
    public void onPortfolio(Portfolio portfolio) {}

    @Override
    public RiskStatus status() {
        return ACTIVE;
    }

    @Override
    public SortedMap<String, String> durableState() {
        return new TreeMap<>();
    }

    @Override
    public void restore(SortedMap<String, String> durable) {}
}
