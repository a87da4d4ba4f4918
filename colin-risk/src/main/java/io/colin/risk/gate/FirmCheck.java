package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.LimitScope;
import io.colin.risk.RiskLimits;
import io.colin.risk.ScopeCap;
import io.colin.risk.exposure.FirmExposure;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Row 12 of the firm: what all accounts stand for together, against the firm's limit or a tighter cap of this gate. A cap
 * without an aggregate to hold against it refuses.
 */
record FirmCheck(Optional<FirmShare> firm) implements Check {
    static final String NAME = "firm-gross-exposure";

    /** The firm's aggregate and this account's part of it. */
    record FirmShare(FirmExposure total, FirmExposure.Member member) {
        /** Reserves what a candidate adds; false when another gate was faster. */
        boolean reserve(Candidate candidate) {
            BigDecimal more = FirmCheck.more(candidate);
            return more.signum() <= 0 || member.tryReserve(more);
        }
    }

    @Override
    public Input needs() {
        return Input.ACCOUNT;
    }

    @Override
    public boolean sparesShrinking() {
        return true;
    }

    @Override
    public boolean concerns(Candidate order) {
        return !order.order().isChild() && (firm.isPresent() || cap(order).isPresent());
    }

    @Override
    public boolean clears(Glance order) {
        // What other accounts do meanwhile is settled on the exact path.
        return firm.isEmpty() && order.limits().firmCap == null;
    }

    @Override
    public Finding judge(Candidate order) {
        if (firm.isEmpty()) {
            return Finding.failed(
                    NAME, DenialCode.NO_LIMIT_CONFIGURED, "a cap of the firm, but no exposure of the firm");
        }
        FirmExposure total = firm.get().total();
        BigDecimal limit = cap(order).orElse(total.limit()).min(total.limit());
        BigDecimal now = total.total();
        Amounts amounts = new Amounts(total.currency(), limit, now, now.add(more(order)));
        // Below 0 where the firm is past its limit: an amend has to give that much back.
        BigDecimal left = limit.subtract(now);
        return Finding.limit(
                NAME,
                DenialCode.EXPOSURE_LIMIT,
                amounts,
                order.largestForGross(order.grossUnamended().add(left)));
    }

    private static BigDecimal more(Candidate order) {
        return order.grossProjected().subtract(order.grossUnamended());
    }

    private static Optional<BigDecimal> cap(Candidate order) {
        return cap(order.limits());
    }

    /** The cap of the firm in some limits. */
    static Optional<BigDecimal> cap(RiskLimits limits) {
        return limits.scopes().of(LimitScope.Kind.FIRM, "").flatMap(ScopeCap::grossValue);
    }
}
