package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.order.TriggerSource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Orders in money: what they are for, in whole lots. The book is 780 to 820. */
class MoneyOrderTest {
    private final DeskVenue venue = DeskVenue.changing();
    private final Bench bench = Bench.at(venue);

    MoneyOrderTest() {
        bench.book("780", "820");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void aMarketBuyCountsAtTheAskAndASellAtTheBid() {
        assertThat(quantity(money(Side.BUY))).isEqualByComparingTo(lots("820"));
        assertThat(quantity(money(Side.SELL))).isEqualByComparingTo(lots("780"));
    }

    @Test
    void aLimitCountsAtItselfSoThatItsMoneySufficesWhereItFills() {
        assertThat(quantity(money(Side.BUY).limit(new BigDecimal("700")))).isEqualByComparingTo(lots("700"));
        assertThat(quantity(money(Side.BUY).limit(new BigDecimal("900")))).isEqualByComparingTo(lots("900"));
        assertThat(quantity(money(Side.SELL).limit(new BigDecimal("850")))).isEqualByComparingTo(lots("850"));
    }

    @Test
    void aStopCountsAtThePriceThatTriggersIt() {
        OrderType stop = new OrderType.StopMarket(new BigDecimal("900"), TriggerSource.LAST);
        assertThat(quantity(money(Side.BUY).type(stop).acceptsEmulation(true))).isEqualByComparingTo(lots("900"));
    }

    @Test
    void lessThanALotIsRefused() {
        OrderIntent dust = OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, new BigDecimal("0.000001"))
                .clientOrderId("dust")
                .quoteQuantity(true)
                .build();
        assertThat(bench.submit(dust))
                .isInstanceOfSatisfying(
                        SubmitResult.Denied.class,
                        denied -> assertThat(
                                        denied.decision().reasons().getFirst().code())
                                .isEqualTo(DenialCode.QUANTITY_BELOW_MINIMUM.name()));
    }

    private static OrderIntent.Builder money(Side side) {
        return OrderIntent.of(Rig.BTC_USD.symbol(), side, new BigDecimal("1000"))
                .clientOrderId("money")
                .quoteQuantity(true);
    }

    /** What it is for once it is taken. */
    private BigDecimal quantity(OrderIntent.Builder order) {
        String id = "o" + bench.parts().market().timeNs();
        bench.submit(order.clientOrderId(id).build());
        OrderIntent taken = bench.order(id).intent();
        assertThat(taken.quoteQuantity()).isFalse();
        bench.book("780", "820");
        return taken.quantity();
    }

    private static BigDecimal lots(String price) {
        BigDecimal lot = Rig.BTC_USD.lotSize();
        return new BigDecimal("1000")
                .divide(new BigDecimal(price).multiply(lot), 0, RoundingMode.FLOOR)
                .multiply(lot);
    }
}
