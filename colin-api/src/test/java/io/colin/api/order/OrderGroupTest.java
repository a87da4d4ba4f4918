package io.colin.api.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.colin.api.instrument.Symbol;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderGroupTest {
    private static final Symbol BTC = Symbol.of("BTC/USD");
    private static final OrderType STOP = new OrderType.StopMarket(new BigDecimal("90"), TriggerSource.LAST);

    @Test
    void makesABracketOfAnEntryAndTwoWaysOut() {
        OrderGroup bracket = OrderGroup.bracket(entry().build(), new BigDecimal("110"), STOP);
        OrderIntent profit = bracket.orders().get(1);
        OrderIntent loss = bracket.orders().get(2);
        assertThat(bracket.orders()).extracting(OrderIntent::clientOrderId).containsExactly("e", "e-tp", "e-sl");
        assertThat(bracket.orders().getFirst().contingency())
                .isEqualTo(new Contingency(Contingency.Kind.OTO, List.of("e-tp", "e-sl")));
        assertThat(profit.type()).isEqualTo(new OrderType.Limit(new BigDecimal("110")));
        assertThat(profit.side()).isEqualTo(Side.SELL);
        assertThat(profit.reduceOnly()).isTrue();
        assertThat(profit.strategy()).isEqualTo("mine");
        assertThat(loss.type()).isEqualTo(STOP);
        assertThat(loss.acceptsEmulation()).isTrue();
        assertThat(loss.contingency()).isEqualTo(new Contingency(Contingency.Kind.OCO, List.of("e-tp")));
        assertThat(bracket.activator("e-sl"))
                .hasValueSatisfying(by -> assertThat(by.clientOrderId()).isEqualTo("e"));
        assertThat(bracket.activator("e")).isEmpty();
    }

    @Test
    void refusesAStopThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OrderGroup.bracket(
                        entry().build(), new BigDecimal("110"), new OrderType.Limit(new BigDecimal("90"))))
                .withMessageContaining("stopLoss");
    }

    @Test
    void refusesOrdersThatDoNotHangTogetherAndSaysWhich() {
        OrderIntent alone = entry().build();
        refused("orders", alone);
        refused("contingency", alone, exit("x").build());
        refused("clientOrderId", oto("x"), oto("x"));
        refused("contingency", oto("x"), exit("y").build());
        refused("side", oto("x"), same("x"));
        refused("reduceOnly", oto("x"), exit("x").reduceOnly(false).build());
        refused("account", oto("x"), exit("x").account("other").build());
        refused("quoteQuantity", oto("x"), exit("x").quoteQuantity(true).build());
    }

    @Test
    void refusesAlternativesThatDiffer() {
        OrderIntent one = exit("a").contingency(oco("b")).build();
        OrderIntent more = OrderIntent.of(BTC, Side.SELL, BigDecimal.TEN)
                .clientOrderId("b")
                .contingency(oco("a"))
                .build();
        refused("quantity", one, more);
        refused(
                "contingency",
                one,
                exit("b").contingency(oco("c")).build(),
                exit("c").contingency(oco("b")).build());
    }

    private static void refused(String field, OrderIntent... orders) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OrderGroup(Arrays.asList(orders)))
                .withMessageContaining(field);
    }

    private static OrderIntent oto(String other) {
        return entry().contingency(new Contingency(Contingency.Kind.OTO, List.of(other)))
                .build();
    }

    private static OrderIntent same(String id) {
        return OrderIntent.of(BTC, Side.BUY, BigDecimal.ONE).clientOrderId(id).build();
    }

    private static Contingency oco(String other) {
        return new Contingency(Contingency.Kind.OCO, List.of(other));
    }

    private static OrderIntent.Builder exit(String id) {
        return OrderIntent.of(BTC, Side.SELL, BigDecimal.ONE).clientOrderId(id).reduceOnly(true);
    }

    private static OrderIntent.Builder entry() {
        return OrderIntent.of(BTC, Side.BUY, BigDecimal.ONE)
                .clientOrderId("e")
                .strategy("mine")
                .limit(new BigDecimal("100"));
    }
}
