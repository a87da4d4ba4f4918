package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.api.risk.KillSwitch;
import io.colin.risk.killswitch.KillSwitches;
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
        Optional<KillSwitch> thrown = switches.blocking(
                order.strategy(), order.symbol(), order.venue(), order.intent().account());
        if (thrown.isEmpty() || unwinding.allows(candidate)) {
            return Finding.passed(NAME, DenialCode.TRADING_HALTED, order.quantity());
        }
        KillSwitch by = thrown.get();
        return Finding.failed(
                NAME,
                DenialCode.TRADING_HALTED,
                unwinding.upTo(candidate),
                by.scope() + (by.target().isEmpty() ? "" : " " + by.target()) + " was stopped by " + by.principal()
                        + ": " + by.reason());
    }
}
