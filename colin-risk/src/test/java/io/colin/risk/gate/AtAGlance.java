package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.dec;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskRequest;
import io.colin.api.signal.Signal;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A state and an order, asked of two gates in that state: of one at a glance, of the other exactly. What goes at a glance the
 * exact gate must approve in full, whatever else is expected.
 *
 * @param words the state and the order
 * @param desk makes the state, the same at every call
 * @param order makes the order, after whatever must happen before it
 * @param expected what becomes of it
 */
record AtAGlance(String words, Supplier<Desk> desk, Function<Desk, RiskRequest.Parent> order, Expected expected) {
    /** What becomes of an order. */
    enum Expected {
        /** It goes at a glance. */
        GOES,
        /** It does not go at a glance, and the exact gate does not approve it in full either. */
        REFUSED,
        /** It does not go at a glance, but the exact gate approves it. */
        LEFT,
        /** It is so near to a limit that either may be, as long as both agree where the glance says yes. */
        EITHER
    }

    void holds() {
        Desk quick = desk.get();
        boolean goes = admits(quick, order.apply(quick));
        Desk exact = desk.get();
        RiskRequest.Parent asked = order.apply(exact);
        RiskDecision decision = exact.ask(asked);
        boolean approved = decision.verdict() == Verdict.APPROVED;
        if (goes) {
            assertThat(approved)
                    .as("%s: admitted, but %s", words, decision.reasons())
                    .isTrue();
            assertThat(decision.allowedQuantity())
                    .isEqualByComparingTo(asked.intent().quantity());
        }
        switch (expected) {
            case GOES ->
                assertThat(goes)
                        .as("%s: goes at a glance, exactly %s", words, decision.reasons())
                        .isTrue();
            case REFUSED -> {
                assertThat(goes).as("%s: goes at a glance", words).isFalse();
                assertThat(approved).as("%s: approved", words).isFalse();
            }
            case LEFT -> {
                assertThat(goes).as("%s: goes at a glance", words).isFalse();
                assertThat(approved)
                        .as("%s: approved, not %s", words, decision.reasons())
                        .isTrue();
            }
            case EITHER -> {
                // The law above is all there is to say.
            }
        }
    }

    @Override
    public String toString() {
        return words + " " + expected;
    }

    static RiskRequest.Parent by(String principal, OrderIntent intent) {
        return new RiskRequest.Parent(intent.clientOrderId(), intent, principal, Optional.empty());
    }

    static RiskRequest.Parent request(OrderIntent intent) {
        return by("engine", intent);
    }

    static RiskRequest.Parent request(OrderIntent intent, Signal signal) {
        return new RiskRequest.Parent(intent.clientOrderId(), intent, "engine", Optional.of(signal));
    }

    /** Buys BTC at 100. */
    static RiskRequest.Parent buy(Desk desk, String quantity) {
        return request(desk.buy(quantity));
    }

    static RiskRequest.Parent limit(Desk desk, Symbol symbol, Side side, String quantity, String price) {
        return request(desk.intent(symbol, side, quantity).limit(dec(price)).build());
    }

    /** Buys BTC at 100 for a strategy. */
    static RiskRequest.Parent request(Desk desk, String strategy, String quantity) {
        return request(desk.intent(BTC, Side.BUY, quantity)
                .limit(dec("100"))
                .strategy(strategy)
                .build());
    }

    static boolean admits(Desk desk, RiskRequest.Parent request) {
        return desk.gate.admit(request, new RiskContext(desk, desk.portfolio()));
    }

    /** An order that goes, at a glance where it can. */
    static OrderIntent go(Desk desk, RiskRequest.Parent request) {
        if (!admits(desk, request)) {
            RiskDecision decision = desk.ask(request);
            assertThat(decision.verdict()).as("%s", decision.reasons()).isEqualTo(Verdict.APPROVED);
        }
        return request.intent();
    }

    /** A glance needs the first price of the day, which the exact gate takes from any order, this one off the lot. */
    static Desk warm(Desk desk, Symbol... symbols) {
        for (Symbol symbol : symbols) {
            RiskDecision decision = desk.ask(desk.intent(symbol, Side.BUY, "0.00001")
                    .limit(desk.mid(symbol))
                    .build());
            assertThat(decision.verdict()).isEqualTo(Verdict.REJECTED);
        }
        return desk;
    }
}
