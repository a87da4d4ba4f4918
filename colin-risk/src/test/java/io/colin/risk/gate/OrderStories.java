package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.PERPETUAL;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.wide;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimits;
import io.colin.risk.RiskLimitsBuilder;
import java.util.Map;

/** What is wrong with the order itself. */
final class OrderStories {
    private static final String MILLION = "1000000";

    private OrderStories() {}

    private static OrderIntent buyAt(Desk desk, String quantity, String price) {
        return desk.intent(BTC, Side.BUY, quantity).limit(dec(price)).build();
    }

    static Story belowTheVenuesSmallestQuantity() {
        Desk desk = new Desk(wide().build(), MILLION);
        return Story.given("a venue that takes 0.002 at least", desk)
                .when("0.001 are bought", "0.001", desk::buy)
                .refusedBy("venue-minimum")
                .showing("0.002", "0", "0.001")
                .otherwise("0.05, worth the venue's 5", () -> desk.ask(desk.buy("0.05")));
    }

    static Story aboveTheCapOfTheInstrument() {
        Desk desk = new Desk(
                wide().order(o -> o.quantityCaps(Map.of(BTC, dec("50")))).build(), MILLION);
        return Story.given("a cap of 50 units an order", desk)
                .when("60 are bought", "60", desk::buy)
                .refusedBy("order-quantity")
                .showing("50", "0", "60")
                .upTo("50");
    }

    static Story offTheLot() {
        Desk desk = new Desk(wide().build(), MILLION);
        return Story.given("lots of 0.001", desk)
                .when("1.0005 are bought", "1.0005", desk::buy)
                .refusedBy("precision")
                .upTo("1");
    }

    static Story offTheTick() {
        Desk desk = new Desk(wide().build(), MILLION);
        return Story.given("ticks of 0.01", desk)
                .when("one is bought at 100.005", "1", size -> buyAt(desk, size, "100.005"))
                .refusedBy("precision")
                .otherwise("at 100.01", () -> desk.ask(buyAt(desk, "1", "100.01")));
    }

    static Story outsideTheCollar() {
        Desk desk = new Desk(wide().build(), MILLION);
        return Story.given("a mid of 100 and a collar of 5 %", desk)
                .when("one is bought at 105.01", "1", size -> buyAt(desk, size, "105.01"))
                .refusedBy("price-collar")
                .showing("0.05", "0", "0.0501")
                .otherwise("at 105", () -> desk.ask(buyAt(desk, "1", "105")));
    }

    static Story outsideTheCollarOfTheMark() {
        Desk desk =
                new Desk(wide().margin(m -> m.accountKind(AccountKind.MARGIN)).build(), MILLION);
        desk.markPrice(PERPETUAL, "110");
        return Story.given("a perpetual with a mid of 100 that its venue marks at 110, and a collar of 5 %", desk)
                .when(
                        "one is sold at 104.4",
                        "1",
                        size -> desk.intent(PERPETUAL, Side.SELL, size)
                                .limit(dec("104.4"))
                                .build())
                .refusedBy("price-collar")
                .showing("0.05", "0", "0.050909090909")
                .otherwise(
                        "at 104.5",
                        () -> desk.ask(desk.intent(PERPETUAL, Side.SELL, "1")
                                .limit(dec("104.5"))
                                .build()));
    }

    static Story worthTooLittle() {
        Desk desk = new Desk(wide().order(o -> o.minValue(dec("100"))).build(), MILLION);
        return Story.given("orders of 100 at least", desk)
                .when("0.999 are bought at 100", "0.999", desk::buy)
                .refusedBy("order-value")
                .showing("100", "0", "99.9")
                .otherwise("exactly 100", () -> desk.ask(desk.buy("1")));
    }

    static Story worthTooMuch() {
        Desk desk = new Desk(wide().order(o -> o.maxValue(dec("5000"))).build(), MILLION);
        return Story.given("orders of 5 000 at most", desk)
                .when("60 are bought at 100", "60", desk::buy)
                .refusedBy("order-value")
                .showing("5000", "0", "6000")
                .upTo("50");
    }

    static Story reducesMoreThanIsHeld() {
        Desk desk =
                new Desk(wide().margin(m -> m.accountKind(AccountKind.MARGIN)).build(), MILLION);
        desk.hold(BTC, "10");
        return Story.given("a long of 10", desk)
                .when(
                        "12 are sold to reduce only",
                        "12",
                        size -> desk.intent(BTC, Side.SELL, size)
                                .limit(dec("100"))
                                .reduceOnly(true)
                                .build())
                .refusedBy("reduce-only")
                .upTo("10");
    }

    static Story expiresBeforeItIsSent() {
        Desk desk = new Desk(wide().build(), MILLION);
        return Story.given("a market", desk)
                .when("an order asks to expire now", "1", size -> until(desk, size, desk.timeNs))
                .refusedBy("terms")
                .otherwise("a nanosecond later", () -> desk.ask(until(desk, "1", desk.timeNs + 1)));
    }

    private static OrderIntent until(Desk desk, String quantity, long timeNs) {
        return desk.intent(BTC, Side.BUY, quantity)
                .limit(dec("100"))
                .timeInForce(TimeInForce.gtd(timeNs))
                .build();
    }

    static Story ofASymbolOutsideTheUniverse() {
        Desk desk = new Desk(wide().build(), MILLION);
        return Story.given("a universe without XRP/USD", desk)
                .when(
                        "it is bought",
                        "1",
                        size -> desk.intent(Symbol.of("XRP/USD"), Side.BUY, size)
                                .build())
                .refusedBy("instrument")
                .otherwise("BTC/USD", () -> desk.ask(desk.buy("1")));
    }

    static Story ofAnotherAccount() {
        Desk desk = new Desk(wide().build(), MILLION);
        return Story.given("the account main", desk)
                .when(
                        "an order names the account other",
                        "1",
                        size -> desk.intent(BTC, Side.BUY, size)
                                .account("other")
                                .limit(dec("100"))
                                .build())
                .refusedBy("terms")
                .otherwise("its own", () -> desk.ask(desk.buy("1")));
    }

    private static RiskLimitsBuilder capsRequired() {
        return RiskLimits.builder()
                .order(o -> o.quantityCapsRequired(true))
                .tail(t -> t.armed(false))
                .stress(t -> t.armed(false));
    }

    static Story withoutACap() {
        Desk desk = new Desk(capsRequired().build(), MILLION);
        return Story.given("caps that must be set, and none for BTC/USD", desk)
                .when("one is bought", "1", desk::buy)
                .refusedBy("order-quantity")
                .otherwise("with one", () -> {
                    Desk capped = new Desk(
                            capsRequired()
                                    .order(o -> o.quantityCaps(Map.of(BTC, dec("1"))))
                                    .build(),
                            MILLION);
                    return capped.ask(capped.buy("1"));
                });
    }

    static Story meetsOurOwn() {
        Desk desk = new Desk(wide().build(), MILLION);
        desk.hold(BTC, "5");
        desk.ask(desk.intent(BTC, Side.SELL, "5").limit(dec("100.5")).build());
        return Story.given("our own sale resting at 100.5", desk)
                .when("one is bought at 100.5", "1", size -> buyAt(desk, size, "100.5"))
                .refusedBy("self-trade")
                .otherwise("a tick below", () -> desk.ask(buyAt(desk, "1", "100.49")));
    }
}
