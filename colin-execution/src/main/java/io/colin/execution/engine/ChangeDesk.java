package io.colin.execution.engine;

import io.colin.api.risk.ChangeResult;
import io.colin.api.risk.LimitsInForce;
import io.colin.api.risk.OpenApproval;
import io.colin.api.risk.RiskControls;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Does to the limits of the gate what one person may do alone and what needs two. Engine thread only. */
final class ChangeDesk {
    private static final ChangeResult NONE = new ChangeResult.Unsupported("the gate of this engine has no controls");

    private final Parts parts;

    ChangeDesk(Parts parts) {
        this.parts = parts;
    }

    Optional<LimitsInForce> limits() {
        return controls().flatMap(RiskControls::limits);
    }

    List<OpenApproval> openApprovals() {
        return controls().map(RiskControls::openApprovals).orElse(List.of());
    }

    ChangeResult propose(SortedMap<String, String> values, String reason, String principal) {
        return controls()
                .map(its -> its.proposeLimits(values, reason, principal, now()))
                .orElse(NONE);
    }

    ChangeResult askRelease(String orderId, String reason, String principal) {
        return controls()
                .map(its -> its.askRelease(orderId, reason, principal, now()))
                .orElse(NONE);
    }

    ChangeResult approve(String approvalId, String approver, String note) {
        return controls()
                .map(its -> its.approve(approvalId, approver, note, now()))
                .orElse(NONE);
    }

    ChangeResult deny(String approvalId, String approver, String note) {
        return controls()
                .map(its -> its.deny(approvalId, approver, note, now()))
                .orElse(NONE);
    }

    private Optional<RiskControls> controls() {
        return parts.accounts().gate().controls();
    }

    private long now() {
        return parts.market().timeNs();
    }
}
