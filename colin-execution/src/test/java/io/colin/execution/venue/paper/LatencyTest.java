package io.colin.execution.venue.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.market.Aggressor;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.Trade;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LatencyTest {
    private static final String BIDS = "99.99:100";
    private static final String ASKS = "100.01:100";
    private static final OrderType LIMIT = new OrderType.Limit(new BigDecimal("99.99"));

    private static final long FIRST = 18_405_169;
    private static final long SECOND = 34_024_386;

    @Test
    void hasTheMedianAndTheTailItIsGiven() {
        LatencyModel model = new LatencyModel(Duration.ofMillis(20), Duration.ofMillis(80), 42);
        int count = 100_000;
        long[] delays = new long[count];
        for (int i = 0; i < count; i++) {
            delays[i] = model.delayNs(Draws.key("order-" + i / 4), i % 4);
        }
        Arrays.sort(delays);
        assertThat(delays[count / 2] / 1e6).isBetween(19.7, 20.3);
        assertThat(delays[count * 99 / 100] / 1e6).isBetween(77.0, 83.0);
    }

    @Test
    void drawsTheSameForTheSameSeedAndOrderOnEveryMachine() {
        LatencyModel model = new LatencyModel(Duration.ofMillis(20), Duration.ofMillis(80), 42);
        assertThat(model.delayNs(Draws.key("r1-17-1"), 0)).isEqualTo(FIRST);
        assertThat(model.delayNs(Draws.key("r1-17-1"), 1)).isEqualTo(SECOND);
        LatencyModel other = new LatencyModel(Duration.ofMillis(20), Duration.ofMillis(80), 43);
        assertThat(other.delayNs(Draws.key("r1-17-1"), 0)).isNotEqualTo(FIRST);
    }

    @Test
    void actsAndReportsAfterItsDelaysAndOnlyWhenTimeIsAdvanced() {
        PaperRig rig = slow().book(BIDS, ASKS);
        long sent = rig.now();
        ChildOrder child = rig.child("b", Side.BUY, "1", new OrderType.Market(), TimeInForce.IOC, false);
        rig.venue.submit(child, sent);
        long arrives = rig.venue.nextDueNs();
        assertThat(arrives).isGreaterThan(sent);
        rig.venue.onMarket(
                new Trade(PaperRig.BTC.symbol(), arrives + 1, BigDecimal.TEN, BigDecimal.ONE, Aggressor.BUY));
        assertThat(rig.heard.reports()).as("the market does not deliver").isEmpty();
        long reports = rig.venue.nextDueNs();
        assertThat(reports).isGreaterThan(arrives);
        rig.venue.advanceTo(Math.max(reports - 1, arrives + 1));
        rig.pass(10 * PaperRig.SECOND);
        assertThat(rig.story("b")).containsExactly("Accepted", "Filled");
        assertThat(rig.heard.fills("b").getFirst().timeNs()).isEqualTo(arrives);
        assertThat(rig.heard.events("b").getFirst().timeNs()).isEqualTo(reports);
        assertThat(rig.venue.nextDueNs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void matchesWithTheBookAtTheTimeTheOrderArrives() {
        PaperRig rig = slow().book(BIDS, ASKS);
        ChildOrder child = rig.child("b", Side.BUY, "1", new OrderType.Market(), TimeInForce.IOC, false);
        rig.venue.submit(child, rig.now());
        rig.book(BIDS, "100.50:100");
        rig.pass(10 * PaperRig.SECOND);
        assertThat(rig.fills("b")).containsExactly("1@100.5");
    }

    @Test
    void actsOnTheBookAsItWasBeforeALaterEvent() {
        PaperRig rig = slow().book(BIDS, ASKS);
        ChildOrder child = rig.child("b", Side.BUY, "1", new OrderType.Market(), TimeInForce.IOC, false);
        rig.venue.submit(child, rig.now());
        long arrives = rig.venue.nextDueNs();
        rig.venue.onMarket(new BookSnapshot(
                PaperRig.BTC.symbol(), arrives + 1, 99, PaperRig.levels(BIDS), PaperRig.levels("100.50:100")));
        rig.pass(10 * PaperRig.SECOND);
        assertThat(rig.fills("b")).containsExactly("1@100.01");
    }

    @Test
    void neverLetsCommandsOrReportsOfOneOrderOvertake() {
        PaperRig rig = slow().book(BIDS, ASKS);
        for (int i = 0; i < 300; i++) {
            ChildOrder child = rig.child("b" + i, Side.BUY, "1", LIMIT, TimeInForce.GTC, false);
            rig.venue.submit(child, rig.now());
            rig.venue.cancel(child, rig.now());
            rig.venue.query(child, rig.now());
        }
        rig.pass(60 * PaperRig.SECOND);
        for (int i = 0; i < 300; i++) {
            assertThat(rig.story("b" + i)).containsExactly("Accepted", "Canceled");
        }
        assertThat(rig.heard.reports()).isSortedAccordingTo((a, b) -> Long.compare(a.timeNs(), b.timeNs()));
    }

    @Test
    void letsACancelLoseToAFill() {
        PaperRig rig = slow().book("99.99:1", ASKS);
        ChildOrder child = rig.child("b", Side.BUY, "1", LIMIT, TimeInForce.GTC, false);
        rig.venue.submit(child, rig.now());
        rig.pass(PaperRig.SECOND);
        rig.venue.cancel(child, rig.now());
        rig.trade("99.98", "1", Aggressor.SELL);
        rig.pass(PaperRig.SECOND);
        assertThat(rig.story("b")).containsExactly("Accepted", "Filled", "CancelRejected");
        assertThat(rig.heard.events("b").getLast()).isInstanceOf(OrderEvent.CancelRejected.class);
    }

    @Test
    void refusesDelaysThatMakeNoSense() {
        assertThatThrownBy(() -> PaperVenue.builder().latency(Duration.ofMillis(20), Duration.ofMillis(10)))
                .hasMessageContaining("latency.p99");
        assertThatThrownBy(() -> PaperVenue.builder().latency(Duration.ofMillis(-1), Duration.ofMillis(10)))
                .hasMessageContaining("latency.median");
        assertThatThrownBy(() -> PaperVenue.builder().latency(Duration.ZERO, Duration.ofMillis(10)))
                .hasMessageContaining("latency.p99");
    }

    private static PaperRig slow() {
        return PaperRig.of(PaperRig.plain(PaperRig.BTC));
    }
}
