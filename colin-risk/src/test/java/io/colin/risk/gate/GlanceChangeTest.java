package io.colin.risk.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.ChangeResult;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskRequest;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What changes beside orders counts at a glance at once, although the account is the same object as before. */
class GlanceChangeTest {
    private static final String MILLION = "1000000";

    private final Desk desk = new Desk(Desk.wide().build(), MILLION);

    private void cut(String limit) {
        SortedMap<String, String> values = new TreeMap<>(Map.of(limit, "0.01"));
        assertThat(desk.controls().proposeLimits(values, "test", "alice", desk.timeNs))
                .isInstanceOf(ChangeResult.InForce.class);
    }

    /** The account of a loss of 2 %, at which an order was admitted. */
    private Portfolio atALoss() {
        desk.hold(Desk.BTC, "2500");
        desk.price(Desk.BTC, "100");
        desk.mark();
        desk.price(Desk.BTC, "92");
        Portfolio account = desk.portfolio();
        desk.gate.onPortfolio(account);
        RiskDecision decision = desk.ask(small("1"));
        assertThat(decision.passes()).as("%s", decision.reasons()).isTrue();
        desk.pass(2_000_000_000L);
        return account;
    }

    private OrderIntent small(String quantity) {
        return desk.intent(Desk.BTC, Side.BUY, quantity)
                .limit(new BigDecimal("92"))
                .build();
    }

    private boolean admits(Portfolio account) {
        desk.pass(2_000_000_000L);
        desk.price(Desk.BTC, "92");
        OrderIntent intent = small("2");
        RiskRequest request = new RiskRequest.Parent(intent.clientOrderId(), intent, "engine", Optional.empty());
        return desk.gate.admit(request, new RiskContext(desk, account));
    }

    @Test
    void aTighterLimitOfTheDaysLoss() {
        Portfolio account = atALoss();
        assertThat(admits(account)).isTrue();
        cut("loss.maxDaily");
        assertThat(admits(account)).isFalse();
    }

    @Test
    void aTighterRungOfTheDrawdown() {
        Portfolio account = atALoss();
        assertThat(admits(account)).isTrue();
        cut("drawdown.warning");
        assertThat(admits(account)).isFalse();
    }
}
