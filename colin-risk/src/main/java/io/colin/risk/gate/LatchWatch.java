package io.colin.risk.gate;

import io.colin.api.risk.RiskNotice;
import io.colin.risk.compliance.Compliance;
import java.util.List;

/**
 * Says when something was latched or ended since it was last asked, so that the durable state is recorded before anything
 * acts on it. Asking costs a few additions while nothing was.
 */
final class LatchWatch {
    private final Guards guards;
    private final Compliance compliance;
    private long told;

    LatchWatch(Guards guards, Compliance compliance) {
        this.guards = guards;
        this.compliance = compliance;
        told = changes();
    }

    /** What changed since the last call. */
    List<RiskNotice> take() {
        long now = changes();
        if (now == told) {
            return List.of();
        }
        told = now;
        return List.of(new RiskNotice.Latched(guards.holding()));
    }

    private long changes() {
        return guards.changes() + compliance.locks();
    }

    /** What stands now was recorded. */
    void restored() {
        told = changes();
    }
}
