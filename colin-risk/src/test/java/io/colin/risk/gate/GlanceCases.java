package io.colin.risk.gate;

import static io.colin.risk.gate.AtAGlance.request;
import static io.colin.risk.gate.AtAGlance.warm;
import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.wide;

import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.api.risk.RiskRequest;
import io.colin.risk.RiskLimits;
import io.colin.risk.gate.AtAGlance.Expected;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Cases of one desk: a cash account of a million with ten BTC, whose prices of BTC and ETH are known, under limits that only
 * what a case is about can reach.
 */
final class GlanceCases {
    static final String MILLION = "1000000";
    static final Consumer<Desk> NOTHING = desk -> {};

    RiskLimits limits = wide().price(p -> p.collar(dec("0.05"))).build();
    private final List<AtAGlance> cases = new ArrayList<>();

    void asked(String words, Consumer<Desk> given, Function<Desk, RiskRequest.Parent> order, Expected expected) {
        RiskLimits now = limits;
        cases.add(new AtAGlance(
                words,
                () -> {
                    Desk desk = warm(new Desk(now, MILLION), BTC, ETH);
                    desk.hold(BTC, "10");
                    given.accept(desk);
                    return desk;
                },
                order,
                expected));
    }

    /** One BTC bought at 100 unless it is said otherwise. */
    void bought(String words, UnaryOperator<OrderIntent.Builder> with, Expected expected) {
        asked(words, NOTHING, desk -> request(with.apply(plain(desk)).build()), expected);
    }

    static OrderIntent.Builder plain(Desk desk) {
        return desk.intent(BTC, Side.BUY, "1").limit(dec("100"));
    }

    void holds() {
        cases.forEach(AtAGlance::holds);
    }
}
