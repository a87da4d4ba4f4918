package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.wide;

import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimitsBuilder;

/** What the account may owe, hold and stake. */
final class ExposureStories {
    private static final String MILLION = "1000000";

    private ExposureStories() {}

    private static Desk marginDesk(RiskLimitsBuilder limits) {
        return new Desk(limits.margin(m -> m.accountKind(AccountKind.MARGIN)).build(), MILLION);
    }

    private static OrderIntent ether(Desk desk, String quantity) {
        return desk.intent(ETH, Side.BUY, quantity).limit(dec("10")).build();
    }

    static Story withoutTheMoney() {
        Desk desk = new Desk(wide().build(), "10000");
        desk.hold(ETH, "500");
        return Story.given("5 000 in ETH and 5 000 in cash", desk)
                .when("60 BTC are bought at 100", "60", desk::buy)
                .refusedBy("free-balance")
                .showing("5000", "0", "6000")
                .upTo("50");
    }

    static Story withoutTheMargin() {
        Desk desk = new Desk(
                wide().margin(m -> m.accountKind(AccountKind.MARGIN).initialRate(dec("0.5")))
                        .order(o -> o.maxShare(dec("1")))
                        .position(p -> p.maxSymbolShare(dec("1")))
                        .build(),
                "10000");
        desk.hold(ETH, "1000");
        return Story.given("equity of 10 000, all of it in ETH, half of it margin, a quarter to stay free", desk)
                .when("51 BTC are bought at 100", "51", desk::buy)
                .refusedBy("margin")
                .showing("7500", "5000", "7550")
                .upTo("50");
    }

    static Story tooLargeAPosition() {
        Desk desk = new Desk(wide().position(p -> p.maxValue(dec("10000"))).build(), MILLION);
        desk.hold(BTC, "40");
        desk.ask(desk.buy("20"));
        return Story.given("40 held, a buy of 20 working at 100, and positions of 10 000 at most", desk)
                .when("40.001 more are bought", "40.001", desk::buy)
                .refusedBy("position")
                .showing("10000", "6000", "10000.1")
                .upTo("40");
    }

    static Story tooMuchInAll() {
        Desk desk = new Desk(wide().position(p -> p.maxGrossShare(dec("0.01"))).build(), MILLION);
        desk.hold(ETH, "600");
        return Story.given("6 000 in ETH of a gross exposure of 1 %", desk)
                .when("40.001 BTC are bought at 100", "40.001", desk::buy)
                .refusedBy("gross-exposure")
                .showing("10000", "6000", "10000.1")
                .upTo("40");
    }

    static Story tooMuchOfASymbol() {
        Desk desk = new Desk(wide().position(p -> p.maxSymbolShare(dec("0.01"))).build(), MILLION);
        desk.hold(BTC, "30");
        return Story.given("3 000 of BTC, which may be 1 % of a million", desk)
                .when("71 more are bought at 100", "71", desk::buy)
                .refusedBy("symbol-concentration")
                .showing("10000", "3000", "10100")
                .upTo("70");
    }

    static Story tooMuchThatMovesTogether() {
        Desk desk =
                new Desk(wide().correlation(c -> c.maxGroupShare(dec("0.01"))).build(), MILLION);
        desk.hold(BTC, "60");
        return Story.given("6 000 of BTC, and nothing known of how ETH moves with it", desk)
                .when("400.01 ETH are bought at 10", "400.01", size -> ether(desk, size))
                .inLotsOf("0.01")
                .refusedBy("correlated-group")
                .showing("10000", "6000", "10000.1")
                .upTo("400");
    }

    static Story tooMuchLeverage() {
        Desk desk = marginDesk(wide().position(p -> p.maxLeverage(dec("1"))).margin(m -> m.initialRate(dec("0.1"))));
        desk.hold(ETH, "99000");
        return Story.given("990 000 in ETH on a million, with a leverage of one", desk)
                .when("101 BTC are bought at 100", "101", desk::buy)
                .refusedBy("leverage")
                .showing("1000000", "990000", "1000100")
                .upTo("100");
    }

    static Story tooLargeAShareOfEquity() {
        Desk desk = new Desk(wide().order(o -> o.maxShare(dec("0.02"))).build(), MILLION);
        return Story.given("equity of a million, of which an order may be 2 %", desk)
                .when("201 are bought at 100", "201", desk::buy)
                .refusedBy("order-share")
                .showing("20000", "0", "20100")
                .upTo("200");
    }
}
