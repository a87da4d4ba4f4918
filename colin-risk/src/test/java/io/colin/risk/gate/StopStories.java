package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.wide;

import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.api.risk.KillSwitch;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimitsBuilder;
import io.colin.risk.killswitch.Lock;
import io.colin.risk.killswitch.Locks;
import java.util.Set;
import java.util.TreeSet;

/** What stops orders whatever they are worth: people, losses, pace. */
final class StopStories {
    private static final String MILLION = "1000000";

    private StopStories() {}

    private static Desk marginDesk(RiskLimitsBuilder limits) {
        return new Desk(limits.margin(m -> m.accountKind(AccountKind.MARGIN)).build(), MILLION);
    }

    static Story tooManyOrdersWithinASecond() {
        Desk desk = new Desk(wide().rate(r -> r.ordersPerSecondPerStrategy(2)).build(), MILLION);
        desk.ask(desk.buy("1"));
        desk.ask(desk.buy("2"));
        return Story.given("two orders a second for each strategy, both used", desk)
                .when("a third is sent", "3", desk::buy)
                .refusedBy("strategy-order-rate")
                .showing("2", "2", "3")
                .otherwise("a second later", () -> {
                    desk.pass(SECOND);
                    return desk.ask(desk.buy("3"));
                });
    }

    static Story underAKillSwitch() {
        Desk desk = new Desk(wide().build(), MILLION);
        desk.controls().kill(new KillSwitch(KillSwitch.Scope.SYMBOL, "BTC/USD", "odd fills", "alice", desk.timeNs));
        return Story.given("a kill switch of BTC/USD", desk)
                .when("one is bought", "1", desk::buy)
                .refusedBy("kill-switch")
                .otherwise("once two people armed it again", () -> {
                    desk.controls().rearm(KillSwitch.Scope.SYMBOL, "BTC/USD", "checked", "alice", "bob");
                    return desk.ask(desk.buy("1"));
                });
    }

    static Story turnsThePositionWhileReducing() {
        Desk desk = marginDesk(wide().loss(l -> l.maxDaily(dec("0.9"))));
        desk.hold(BTC, "1000");
        desk.mark();
        desk.price(BTC, "50");
        desk.mark();
        return Story.given("a long of 1 000 that lost 5 % of equity, so that only what shrinks exposure passes", desk)
                .when(
                        "1 500 are sold",
                        "1500",
                        size -> desk.intent(BTC, Side.SELL, size)
                                .limit(dec("50"))
                                .build())
                .refusedBy("trading-state")
                .upTo("1000")
                .beside(DenialCode.DRAWDOWN_LIMIT);
    }

    static Story afterADrawdown() {
        Desk desk = marginDesk(wide().loss(l -> l.maxDaily(dec("0.9"))));
        desk.hold(BTC, "1000");
        desk.mark();
        desk.price(BTC, "40");
        desk.mark();
        return Story.given("equity of 940 000 after a peak of a million", desk)
                .when(
                        "one is bought",
                        "1",
                        size -> desk.intent(BTC, Side.BUY, size)
                                .limit(dec("40"))
                                .build())
                .refusedBy("drawdown")
                .showing("0.05", "0.06", "0.06")
                .beside(DenialCode.TRADING_STATE_REDUCING)
                .otherwise("once a person reset the losses", () -> {
                    desk.controls().resetLosses("reviewed", "risk-manager");
                    return desk.ask(
                            desk.intent(BTC, Side.BUY, "1").limit(dec("40")).build());
                });
    }

    static Story afterADaysLoss() {
        Desk desk = marginDesk(wide().loss(l -> l.maxDaily(dec("0.02"))));
        desk.hold(BTC, "1000");
        desk.mark();
        desk.price(BTC, "75");
        desk.mark();
        return Story.given("975 000 left of the million the day began with, which may lose 2 %", desk)
                .when(
                        "one is bought",
                        "1",
                        size -> desk.intent(BTC, Side.BUY, size)
                                .limit(dec("75"))
                                .build())
                .refusedBy("daily-loss")
                .showing("0.02", "0.025", "0.025")
                .beside(DenialCode.TRADING_STATE_REDUCING)
                .otherwise("once a person reset the losses", () -> {
                    desk.controls().resetLosses("reviewed", "risk-manager");
                    return desk.ask(
                            desk.intent(BTC, Side.BUY, "1").limit(dec("75")).build());
                });
    }

    static Story underALock() {
        Desk desk = new Desk(wide().build(), MILLION);
        Locks locks = Locks.none();
        desk.gate = StandardGate.builder().limits(desk.limits).locks(locks).build();
        locks.add(
                Lock.ofSymbol(BTC, "news", "alice", desk.timeNs).only(Side.BUY).until(desk.timeNs + 10 * SECOND));
        return Story.given("a lock of buys for ten seconds", desk)
                .when("one is bought", "1", desk::buy)
                .refusedBy("lock")
                .otherwise("ten seconds later", () -> {
                    desk.pass(10 * SECOND);
                    return desk.ask(desk.buy("1"));
                });
    }

    static Story besideARecoveredOrderWithoutAPrice() {
        Desk desk = new Desk(wide().build(), MILLION);
        desk.quotes.remove(ETH);
        desk.gate.onParent(desk.parent(desk.intent(ETH, Side.BUY, "100").build()));
        return Story.given("an order of ETH found after a restart, which has no price yet", desk)
                .when("one BTC is bought", "1", desk::buy)
                .refusedBy("recovered-orders")
                .otherwise("once ETH has a price", () -> {
                    desk.price(ETH, "10");
                    return desk.ask(desk.buy("1"));
                });
    }

    static Story theSameAgain() {
        Desk desk = new Desk(wide().build(), MILLION);
        desk.ask(desk.buy("1"));
        return Story.given("a buy of one at 100 just sent", desk)
                .when("the same is sent again", "1", desk::buy)
                .refusedBy("duplicate")
                .otherwise("a second later", () -> {
                    desk.pass(SECOND);
                    return desk.ask(desk.buy("1"));
                });
    }

    static Story ofARestrictedSymbol() {
        Desk desk = new Desk(
                wide().compliance(c -> c.restricted(new TreeSet<>(Set.of(BTC)))).build(), MILLION);
        return Story.given("BTC/USD on the restricted list", desk)
                .when("one is bought", "1", desk::buy)
                .refusedBy("restricted-symbol")
                .otherwise("ETH/USD", () -> {
                    OrderIntent other =
                            desk.intent(ETH, Side.BUY, "1").limit(dec("10")).build();
                    return desk.ask(other);
                });
    }
}
