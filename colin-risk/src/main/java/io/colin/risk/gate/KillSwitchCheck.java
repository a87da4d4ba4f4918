package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.api.risk.KillSwitch;
import io.colin.risk.killswitch.KillSwitches;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Row 1: nothing a kill switch stops, except a way out by those who may unwind. */
record KillSwitchCheck(KillSwitches switches, Unwinding unwinding) implements Check {
    private static final String NAME = "kill-switch";

    @Override
    public boolean clears(Glance order) {
        return !switches.blocks(
                order.intent().strategy(),
                order.intent().symbol(),
                order.intent().venue(),
                order.intent().account());
    }

    @Override
    public Finding judge(Candidate candidate) {
        Order order = candidate.order();
        String account = order.intent().account();
        if (!switches.blocks(order.strategy(), order.symbol(), order.venue(), account)) {
            return passed(order); // the usual answer, and the one that must cost nothing
        }
        List<KillSwitch> thrown = switches.covering(order.strategy(), order.symbol(), order.venue(), account);
        Optional<KillSwitch> ofAPerson =
                thrown.stream().filter(one -> unwinding.isStoppedBy(one, order)).findFirst();
        if (thrown.isEmpty() || (ofAPerson.isEmpty() && unwinding.allows(candidate))) {
            return passed(order);
        }
        KillSwitch by = ofAPerson.orElse(thrown.getFirst());
        return Finding.failed(
                NAME,
                DenialCode.TRADING_HALTED,
                ofAPerson.isPresent() ? BigDecimal.ZERO : unwinding.upTo(candidate),
                by.scope() + (by.target().isEmpty() ? "" : " " + by.target()) + " was stopped by " + by.principal()
                        + ": " + by.reason());
    }

    private static Finding passed(Order order) {
        return Finding.passed(NAME, DenialCode.TRADING_HALTED, order.quantity());
    }
}
