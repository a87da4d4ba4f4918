package io.colin.risk.gate;

import static io.colin.risk.gate.AtAGlance.admits;
import static io.colin.risk.gate.AtAGlance.buy;
import static io.colin.risk.gate.AtAGlance.limit;
import static io.colin.risk.gate.AtAGlance.request;
import static io.colin.risk.gate.AtAGlance.warm;
import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.EUR_BTC;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.risk.ChangeResult;
import io.colin.api.risk.LimitUse;
import io.colin.api.risk.RiskNotice;
import io.colin.api.risk.TradingState;
import io.colin.risk.RiskLimits;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A tighter limit is in force everywhere at once: in windows, in reports, in figures, at a glance and exactly. */
class GateChangeTest {
    private static final String MILLION = "1000000";

    private Desk desk = new Desk(wide().build(), MILLION);

    private void cut(String limit, String value) {
        assertThat(desk.controls().proposeLimits(new TreeMap<>(Map.of(limit, value)), "test", "alice", desk.timeNs))
                .as("%s %s", limit, value)
                .isInstanceOf(ChangeResult.InForce.class);
    }

    private LimitUse use(String name) {
        return desk.gate.status().limits().stream()
                .filter(use -> use.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aLongerWindowOfDuplicates() {
        cut("order.duplicateWindow", "PT10S");
        assertThat(desk.ask(desk.buy("1")).passes()).isTrue();
        desk.pass(10 * SECOND - 1);
        assertThat(admits(desk, buy(desk, "1"))).isFalse();
        assertThat(codes(desk.ask(desk.buy("1")))).containsExactly("DUPLICATE_ORDER");
        desk.pass(1);
        assertThat(admits(desk, buy(desk, "1"))).isTrue();
    }

    @Test
    void aLongerWindowOfDrift() {
        desk = new Desk(
                wide().price(p -> p.maxDrift(dec("0.02")).driftWindow(Duration.ofSeconds(5)))
                        .build(),
                MILLION);
        assertThat(desk.ask(desk.buy("1")).passes()).isTrue();
        cut("price.driftWindow", "PT20S");
        desk.pass(20 * SECOND - 1);
        assertThat(codes(desk.ask(limit(desk, BTC, Side.BUY, "1", "103")))).containsExactly("PRICE_COLLAR");
    }

    @Test
    void aLongerWindowOfCycles() {
        desk = new Desk(
                wide().repeat(r -> r.maxCycles(1).window(Duration.ofSeconds(5))).build(), MILLION);
        for (String quantity : new String[] {"1", "1.1"}) {
            OrderIntent order = desk.buy(quantity);
            assertThat(desk.ask(order).passes()).isTrue();
            desk.fill(order.clientOrderId(), "c" + quantity, BTC, Side.BUY, quantity);
            desk.cancel(order);
        }
        cut("repeat.window", "PT20S");
        desk.pass(20 * SECOND - 1);
        assertThat(codes(desk.ask(desk.buy("2")))).containsExactly("LOCKED");
    }

    @Test
    void whatTheStatusShows() {
        desk.mark();
        assertThat(desk.ask(desk.buy("1")).passes()).isTrue();
        assertThat(use("order-value").limit()).isEqualByComparingTo("1000000000");
        cut("order.maxValue", "500");
        assertThat(use("order-value").limit()).isEqualByComparingTo("500");
        assertThat(use("order-value").used()).as("of the last order").isEqualByComparingTo("100");
        assertThat(use("order-value").warning()).isEqualByComparingTo("400");
    }

    @Test
    void whatAnOrderFoundAgainIsWorth() {
        OrderIntent found = desk.intent(EUR_BTC, Side.BUY, "10")
                .type(new OrderType.Market())
                .build();
        cut("price.collar", "0.01");
        desk.gate.onParent(Desk.with(desk.parent(found), OrderStatus.ACCEPTED, "0"));
        desk.price(Symbol.of("EUR/USD"), "1");
        desk.price(EUR_BTC, "100");
        assertThat(desk.ask(desk.buy("1")).passes()).isTrue();
        desk.mark();
        assertThat(use("gross-exposure").used())
                .as("ten at the upper collar of 101, and one")
                .isEqualByComparingTo("1110");
    }

    @Test
    void whatWentAtAGlanceBeforeIsToldAtTheLimitsOfThen() {
        warm(desk, BTC);
        OrderIntent market =
                desk.intent(BTC, Side.BUY, "10").type(new OrderType.Market()).build();
        assertThat(admits(desk, request(market))).isTrue();
        cut("price.collar", "0.01");
        desk.mark();
        assertThat(use("gross-exposure").used()).isEqualByComparingTo("1050");
        assertThat(use("order-value").used()).isEqualByComparingTo("1050");
    }

    @Test
    void theDaysLoss() {
        desk.hold(BTC, "1000");
        desk.mark();
        desk.price(BTC, "80");
        desk.mark();
        assertThat(desk.gate.status().tradingState()).isEqualTo(TradingState.ACTIVE);
        cut("loss.maxDaily", "0.01");
        desk.mark();
        assertThat(desk.gate.status().tradingState()).isEqualTo(TradingState.REDUCING);
        assertThat(desk.gate.durableState()).containsEntry("daily_loss.trips", "1");
    }

    @Test
    void armedFiguresAreMeasuredFromThenOn() {
        desk.bars(BTC, 40, 90, 0.001, -0.001);
        desk.mark();
        assertThat(desk.work()).as("nobody asks for them").isEmpty();
        cut("tail.armed", "true");
        assertThat(codes(desk.ask(desk.buy("1")))).containsExactly("STALE_RISK_DATA");
        assertThat(desk.work()).isPresent();
        assertThat(desk.ask(desk.buy("1")).passes()).isTrue();
        cut("tail.maxVar95OneDay", "0.0000001");
        assertThat(codes(desk.ask(desk.buy("2")))).containsExactly("VAR_LIMIT");
    }

    @Test
    void aStricterAgeOfPricesCountsForStressToo() {
        RiskLimits armed = wide().stress(s -> s.armed(true)).build();
        desk = new Desk(armed, MILLION);
        desk.bars(BTC, 40, 90, 0.001, -0.001);
        desk.mark();
        assertThat(desk.work()).isPresent();
        assertThat(desk.ask(desk.buy("1")).passes()).isTrue();
        cut("stress.maxLoss", "0.0000001");
        assertThat(codes(desk.ask(desk.buy("2")))).containsExactly("STRESS_LIMIT");
    }

    @Test
    void theHashNamesTheLimitsInForce() {
        String before = desk.ask(desk.buy("1")).configHash();
        assertThat(before).isEqualTo(desk.gate.configHash());
        cut("order.maxValue", "500");
        String after = desk.ask(desk.buy("1.1")).configHash();
        assertThat(after).isEqualTo(desk.gate.configHash()).isNotEqualTo(before);
        assertThat(desk.gate.limits().order().maxValue()).isEqualByComparingTo("500");
        assertThat(desk.gate.takeNotices())
                .filteredOn(RiskNotice.LimitChange.class::isInstance)
                .hasSize(1);
    }

    @Test
    void aLargePositionIsSeenByTheMonitorOfConduct() {
        desk.hold(ETH, "50000");
        desk.mark();
        desk.gate.onTime(desk.timeNs);
        assertThat(desk.gate.takeNotices())
                .filteredOn(RiskNotice.Alert.class::isInstance)
                .isNotEmpty();
        assertThat(desk.gate.supervision().monitor().states()).isNotEmpty();
    }
}
