package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.AlgoSpec;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders that only reduce, worked part by part over time: the position they were for goes by other hands meanwhile. */
final class ReduceOnlyAlgoTest {
    private final DeskVenue venue = DeskVenue.changing();

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"twap", "vwap", "pov", "is", "iceberg"})
    void endsOnceNothingIsLeftToReduce(String algo) {
        try (Bench bench = holdingOne()) {
            bench.submit(way("way", algo));
            cancelWhatWorks(bench, "way");
            assertThat(bench.status("way").isClosed()).isFalse();
            trade(bench, Side.SELL, "out", "1");
            endTakenBack(bench, "way");
            assertThat(bench.held()).isEqualByComparingTo("0");
            assertThat(bench.status("way")).isEqualTo(OrderStatus.CANCELED);
            int sent = bench.children("way").size();
            trade(bench, Side.BUY, "again", "2");
            pass(bench, 11);
            assertThat(bench.children("way")).hasSize(sent);
            assertThat(bench.held()).isEqualByComparingTo("2");
        }
    }

    @Test
    void isForNoMoreThanIsLeftToReduceAndSellsNoMoreThanThat() {
        try (Bench bench = holdingOne()) {
            bench.submit(way("way", "twap"));
            cancelWhatWorks(bench, "way");
            trade(bench, Side.SELL, "out", "0.7");
            assertThat(bench.order("way").progress().quantity()).isEqualByComparingTo("0.3");
            trade(bench, Side.BUY, "again", "2");
            for (int minute = 0; minute < 12; minute++) {
                fillWhatWorks(bench, "way");
                pass(bench, 1);
            }
            assertThat(bench.status("way")).isEqualTo(OrderStatus.FILLED);
            assertThat(bench.order("way").progress().filledQuantity()).isEqualByComparingTo("0.3");
        }
    }

    @Test
    void keepsWhatItsOwnFillsLeaveIt() {
        try (Bench bench = holdingOne()) {
            bench.submit(way("way", "twap"));
            for (int minute = 0; minute < 12; minute++) {
                fillWhatWorks(bench, "way");
                pass(bench, 1);
            }
            assertThat(bench.status("way")).isEqualTo(OrderStatus.FILLED);
            assertThat(bench.order("way").progress().filledQuantity()).isEqualByComparingTo("1");
            assertThat(bench.held()).isEqualByComparingTo("0");
        }
    }

    @Test
    void isForWholeLotsOfWhatIsLeft() {
        try (Bench bench = holdingOne()) {
            bench.submit(way("way", "twap"));
            cancelWhatWorks(bench, "way");
            BigDecimal lot = Rig.BTC_USD.lotSize();
            BigDecimal part = new BigDecimal("0.4").add(lot.divide(new BigDecimal("4")));
            trade(bench, Side.SELL, "out", part.toPlainString());
            assertThat(bench.order("way").progress().quantity())
                    .isEqualByComparingTo(new BigDecimal("0.6").subtract(lot));
        }
    }

    @Test
    void takesBackWhatWorksOfItAndEndsWhenThatHasEnded() {
        try (Bench bench = holdingOne()) {
            bench.submit(way("way", "twap"));
            pass(bench, 1);
            ChildOrder works = works(bench, "way").getFirst();
            venue.accept(works.orderId());
            trade(bench, Side.SELL, "out", "1");
            assertThat(bench.status("way")).isEqualTo(OrderStatus.PENDING_CANCEL);
            assertThat(venue.taken())
                    .filteredOn(asked -> asked.what().equals("cancel"))
                    .extracting(DeskVenue.Asked::id)
                    .containsExactly(works.orderId());
            venue.canceled(works.orderId());
            assertThat(bench.status("way")).isEqualTo(OrderStatus.CANCELED);
        }
    }

    @Test
    void anOrderThatGoesOutAtOnceIsTakenBackWhenNothingIsLeft() {
        try (Bench bench = holdingOne()) {
            bench.submit(OrderIntent.of(Rig.BTC_USD.symbol(), Side.SELL, BigDecimal.ONE)
                    .clientOrderId("way")
                    .reduceOnly(true)
                    .build());
            ChildOrder works = works(bench, "way").getFirst();
            venue.accept(works.orderId());
            trade(bench, Side.SELL, "part", "0.5");
            assertThat(bench.order("way").progress().quantity()).isEqualByComparingTo("1");
            trade(bench, Side.SELL, "out", "0.5");
            assertThat(bench.status("way")).isEqualTo(OrderStatus.PENDING_CANCEL);
            venue.canceled(works.orderId());
            assertThat(bench.status("way")).isEqualTo(OrderStatus.CANCELED);
        }
    }

    @Test
    void staysCutOverARestart() {
        try (Bench bench = holdingOne()) {
            bench.submit(way("way", "twap"));
            cancelWhatWorks(bench, "way");
            trade(bench, Side.SELL, "out", "0.7");
            try (Bench next = bench.restarted(DeskVenue.changing().after(venue.told()))) {
                assertThat(next.order("way").progress().quantity()).isEqualByComparingTo("0.3");
            }
        }
    }

    private Bench holdingOne() {
        Bench bench = Bench.at(venue, () -> new PlainGate("1000").keepingReduceOnly());
        trade(bench, Side.BUY, "in", "1");
        return bench;
    }

    private static OrderIntent way(String name, String algo) {
        return OrderIntent.of(Rig.BTC_USD.symbol(), Side.SELL, BigDecimal.ONE)
                .clientOrderId(name)
                .limit(new BigDecimal("790"))
                .reduceOnly(true)
                .algo(AlgoSpec.of(algo, Map.of()))
                .build();
    }

    private void trade(Bench bench, Side side, String name, String quantity) {
        bench.submit(OrderIntent.of(Rig.BTC_USD.symbol(), side, new BigDecimal(quantity))
                .clientOrderId(name)
                .limit(new BigDecimal(side == Side.BUY ? "801" : "799"))
                .timeInForce(TimeInForce.IOC)
                .build());
        ChildOrder child = bench.children(name).getLast();
        venue.accept(child.orderId());
        venue.fill(child, quantity, "800");
    }

    private static List<ChildOrder> works(Bench bench, String name) {
        return bench.parts().orders().openChildren(bench.order(name).orderId());
    }

    private void fillWhatWorks(Bench bench, String name) {
        for (ChildOrder child : works(bench, name)) {
            venue.accept(child.orderId());
            venue.fill(child, child.progress().quantity().toPlainString(), "800");
        }
    }

    private void cancelWhatWorks(Bench bench, String name) {
        for (ChildOrder child : works(bench, name)) {
            if (child.timeInForce().isImmediate()) {
                venue.accept(child.orderId());
                venue.canceled(child.orderId());
            }
        }
    }

    private void endTakenBack(Bench bench, String name) {
        works(bench, name).forEach(child -> venue.canceled(child.orderId()));
    }

    private static void pass(Bench bench, int minutes) {
        for (int minute = 0; minute < minutes; minute++) {
            bench.advance(59);
            bench.price("800");
        }
    }
}
