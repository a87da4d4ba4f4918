package io.colin.server.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.OrderChanged;
import io.colin.api.instrument.Instrument;
import io.colin.api.ledger.LedgerRecord;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.order.TriggerSource;
import io.colin.execution.store.LedgerCodec;
import io.colin.execution.store.MemoryEventStore;
import io.colin.risk.reduction.ReductionSettings;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A live run under the standard gate that is killed right after a stop was let go, and sees no price of before again. */
class FirstPriceRunTest {
    @Test
    void givenAWayOutThenItGoesWithTheFirstPriceOfItsOwnSymbol() {
        MemoryEventStore killed = killedWith(Side.SELL, Desk.BTC, "97", true);
        try (Desk desk = taken(killed)) {
            desk.pass(22);
            assertThat(status(desk)).isEqualTo(OrderStatus.RELEASED);
            desk.until(30); // ETH
            assertThat(status(desk)).isEqualTo(OrderStatus.RELEASED);
            desk.until(33); // BTC
            desk.pass(34);
            desk.awaitHeld(Desk.BTC, "0");
            assertThat(status(desk)).isEqualTo(OrderStatus.FILLED);
        }
    }

    /** Nothing is added before all that is held has a price: the gate would refuse it for good. */
    @Test
    void givenWhatAddsThenItWaitsForThePriceOfWhatIsHeldToo() {
        MemoryEventStore killed = killedWith(Side.BUY, Desk.ETH, "101", false);
        try (Desk desk = taken(killed)) {
            desk.until(30); // ETH
            assertThat(status(desk)).isEqualTo(OrderStatus.RELEASED);
            desk.until(33); // BTC, as that of ETH is too old to trade at
            desk.pass(34);
            assertThat(status(desk)).isEqualTo(OrderStatus.RELEASED);
            desk.until(35); // ETH
            desk.pass(36);
            desk.awaitHeld(Desk.ETH, "1");
            assertThat(status(desk)).isEqualTo(OrderStatus.FILLED);
        }
    }

    /** Ten BTC are held, and a stop of one or of all was let go; the record ends with that. */
    private static MemoryEventStore killedWith(Side side, Instrument what, String stop, boolean out) {
        try (Desk desk = Desk.open(market(), MemoryEventStore.empty(), Desk.gate(ReductionSettings.STANDARD))) {
            desk.until(1);
            desk.trade(Desk.BTC, Side.BUY, "10");
            desk.until(2);
            desk.awaitHeld(Desk.BTC, "10");
            desk.until(3);
            desk.submit(OrderIntent.of(what.symbol(), side, out ? BigDecimal.TEN : BigDecimal.ONE)
                    .clientOrderId("stop")
                    .type(new OrderType.StopMarket(new BigDecimal(stop), TriggerSource.LAST))
                    .reduceOnly(out)
                    .acceptsEmulation(true)
                    .algo(AlgoSpec.of("immediate", Map.of()))
                    .build());
            desk.until(20);
            desk.records();
            return Desk.cut(desk.store, released(desk.store));
        }
    }

    private static long released(MemoryEventStore store) {
        AtomicLong found = new AtomicLong();
        store.read(1, one -> {
            if (isRelease(one)) {
                found.set(one.sequence());
            }
        });
        assertThat(found).hasPositiveValue();
        return found.get();
    }

    private static boolean isRelease(LedgerRecord one) {
        return LedgerCodec.decode(one) instanceof OrderChanged changed
                && changed.event() instanceof OrderEvent.Released
                && changed.before() == OrderStatus.EMULATED;
    }

    private static Desk taken(MemoryEventStore killed) {
        return Desk.open(market().passing(), killed, Desk.gate(ReductionSettings.STANDARD));
    }

    private static OrderStatus status(Desk desk) {
        return desk.engine.view().orders(order -> true, "", 100).stream()
                .filter(order -> order.intent().clientOrderId().equals("stop"))
                .map(ParentOrder::progress)
                .findFirst()
                .orElseThrow()
                .status();
    }

    private static Script market() {
        Script script = new Script();
        for (int second = 0; second < 5; second++) {
            script.price(second, Desk.BTC.symbol(), "100").price(second, Desk.ETH.symbol(), "100");
        }
        return script.price(20, Desk.BTC.symbol(), "96")
                .price(20, Desk.ETH.symbol(), "102")
                .price(30, Desk.ETH.symbol(), "102")
                .price(33, Desk.BTC.symbol(), "96")
                .price(35, Desk.ETH.symbol(), "102")
                .live();
    }
}
