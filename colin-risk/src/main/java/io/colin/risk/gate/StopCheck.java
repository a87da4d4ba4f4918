package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import java.util.Optional;

/** Row 1: nothing of a strategy the gate stopped, until a person re-enables it. */
record StopCheck(Stops stops) implements Check {
    static final String NAME = "strategy-stop";

    @Override
    public boolean clears(Glance order) {
        return !stops.holds(order.intent().strategy());
    }

    @Override
    public Finding judge(Candidate order) {
        Optional<String> why = stops.of(order.order().strategy());
        return why.isEmpty()
                ? Finding.passed(NAME, DenialCode.LOCKED, order.quantity())
                : Finding.failed(
                        NAME,
                        DenialCode.LOCKED,
                        "strategy " + order.order().strategy() + " is stopped until re-enabled by " + why.get());
    }
}
