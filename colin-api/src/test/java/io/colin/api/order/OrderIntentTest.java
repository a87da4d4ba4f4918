package io.colin.api.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Symbol;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderIntentTest {
    private static final Symbol BTC = Symbol.of("BTC/USD");

    @Test
    void isAPlainRoutedMarketOrderUnlessToldOtherwise() {
        OrderIntent intent = order().build();

        assertThat(intent.type()).isEqualTo(new OrderType.Market());
        assertThat(intent.timeInForce()).isEqualTo(TimeInForce.GTC);
        assertThat(intent.venue()).isEqualTo(OrderIntent.ANY_VENUE);
        assertThat(intent.algo()).isEqualTo(AlgoSpec.IMMEDIATE);
        assertThat(intent.contingency()).isEqualTo(Contingency.NONE);
        assertThat(intent.account()).isEqualTo("main");
        assertThat(intent.reducible()).isFalse();
        assertThat(intent.metadata()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "A-b_9", "0123456789012345678901234567890123456789012345678901234567890123"})
    void takesClientOrderIdsOfTheKnownForm(String id) {
        assertThat(order().clientOrderId(id).build().clientOrderId()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a.b",
                "\u00e9",
                "a\n",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void refusesOtherClientOrderIds(String id) {
        assertThatThrownBy(() -> order().clientOrderId(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("clientOrderId: ");
    }

    @Test
    void needsAClientOrderId() {
        assertThatThrownBy(() -> OrderIntent.of(BTC, Side.BUY, BigDecimal.ONE).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("clientOrderId: ");
    }

    @Test
    void refusesQuantitiesThatCannotBe() {
        assertThatThrownBy(() -> OrderIntent.of(BTC, Side.BUY, BigDecimal.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("quantity: must be above 0 (0)");
        assertThatThrownBy(() -> order().displayQuantity(BigDecimal.ONE.negate()))
                .hasMessageStartingWith("displayQuantity: ");
        assertThatThrownBy(() -> order().build().withQuantity(BigDecimal.ZERO)).hasMessageStartingWith("quantity: ");
    }

    @Test
    void refusesBlankNames() {
        assertThatThrownBy(() -> order().account(" ")).hasMessageStartingWith("account: ");
        assertThatThrownBy(() -> order().strategy("")).hasMessageStartingWith("strategy: ");
        assertThatThrownBy(() -> order().venue("")).hasMessageStartingWith("venue: ");
    }

    @Test
    void refusesAMakerOnlyOrderThatCannotRest() {
        OrderIntent.Builder limit = order().limit(BigDecimal.TEN).postOnly(true);
        assertThat(limit.build().postOnly()).isTrue();

        assertThatThrownBy(() -> limit.timeInForce(TimeInForce.IOC).build()).hasMessageStartingWith("postOnly: ");
        assertThatThrownBy(() -> limit.timeInForce(TimeInForce.FOK).build()).hasMessageStartingWith("postOnly: ");
        assertThatThrownBy(() -> order().postOnly(true).build())
                .hasMessageStartingWith("postOnly: needs a limit price");
    }

    @Test
    void keepsAFewShortNotes() {
        Map<String, String> notes = new HashMap<>(Map.of("k", "v".repeat(256)));
        OrderIntent intent = order().metadata(notes).build();
        notes.put("later", "x");
        assertThat(intent.metadata()).containsOnlyKeys("k");

        Map<String, String> many = new TreeMap<>();
        for (int i = 0; i < 17; i++) {
            many.put("key-" + i, "");
        }
        assertThatThrownBy(() -> order().metadata(many).build())
                .hasMessageStartingWith("metadata: must hold at most 16");
        assertThatThrownBy(() -> order().metadata(Map.of("k", "v".repeat(257))).build())
                .hasMessageStartingWith("metadata: must hold at most 256");
    }

    @Test
    void changesItsQuantityAndNothingElse() {
        OrderIntent intent = order().limit(BigDecimal.TEN)
                .quoteQuantity(true)
                .reduceOnly(true)
                .reducible(true)
                .correlationId("signal-1")
                .venue("paper")
                .build();
        OrderIntent smaller = intent.withQuantity(new BigDecimal("0.50"));

        assertThat(smaller.quantity()).isEqualTo(new BigDecimal("0.5"));
        assertThat(smaller.withQuantity(BigDecimal.ONE)).isEqualTo(intent);
        assertThat(intent.inBase(BigDecimal.TWO).quoteQuantity()).isFalse();
        assertThat(intent.inBase(BigDecimal.TWO).quantity()).isEqualTo(BigDecimal.TWO);
        assertThat(intent.inBase(BigDecimal.TWO).correlationId()).isEqualTo("signal-1");
    }

    @Test
    void hangsTogetherWithOthersOnlyWhenTheyAreNamed() {
        assertThatThrownBy(() -> new Contingency(Contingency.Kind.OCO, List.of()))
                .hasMessageStartingWith("linkedClientOrderIds: ");
        assertThatThrownBy(() -> new Contingency(Contingency.Kind.NONE, List.of("a")))
                .hasMessageStartingWith("linkedClientOrderIds: ");
        assertThat(new Contingency(Contingency.Kind.OTO, List.of("a")).linkedClientOrderIds())
                .containsExactly("a");
    }

    @Test
    void ordersGoodTillATimeNameItAndOthersDoNot() {
        assertThat(TimeInForce.gtd(5).expireTimeNs()).isEqualTo(5);
        assertThatThrownBy(() -> TimeInForce.gtd(0)).hasMessageStartingWith("expireTimeNs: ");
        assertThatThrownBy(() -> new TimeInForce(TimeInForce.Kind.GTC, 5)).hasMessageStartingWith("expireTimeNs: ");
        assertThatThrownBy(() -> new TimeInForce(TimeInForce.Kind.GTD, TimeInForce.NO_EXPIRY))
                .hasMessageStartingWith("expireTimeNs: ");
    }

    private static OrderIntent.Builder order() {
        return OrderIntent.of(BTC, Side.BUY, BigDecimal.ONE).clientOrderId("order-1");
    }
}
