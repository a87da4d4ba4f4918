package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.ExposureKind;
import io.colin.risk.LimitScope;
import io.colin.risk.ScopeCap;
import io.colin.risk.exposure.FirmExposure;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Row 12 of the firm: what all accounts stand for together, against the firm's limit or a tighter cap of this gate; gross, and
 * long and short apart. A cap without an aggregate to hold against it refuses, and so does an aggregate in another currency or
 * of accounts that are not all known yet.
 */
final class FirmCheck implements Check {
    /** Why nothing is reserved while some account may stand for anything. */
    private static final String NOT_MEASURED = "it is not known yet what every account of the firm stands for";

    private final ExposureKind kind;
    private final Optional<FirmShare> firm;
    private final String name;

    FirmCheck(ExposureKind kind, List<FirmShare> shares) {
        this.kind = kind;
        firm = FirmShare.of(kind, shares);
        name = name(kind);
    }

    /** What the firm's limit is called. */
    static String name(ExposureKind kind) {
        return ScopeCheck.name(LimitScope.Kind.FIRM, kind, false);
    }

    /** What refuses an order although it passed the check: other accounts went on meanwhile. */
    static Finding outrun(FirmShare share) {
        String name = name(share.kind());
        return share.total().isMeasured()
                ? Finding.failed(name, DenialCode.EXPOSURE_LIMIT, "another account took what was left")
                : Finding.failed(name, DenialCode.RECONCILING, NOT_MEASURED);
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
        return !order.order().isChild()
                && kind.growsBy(order.order().side())
                && (firm.isPresent() || order.limits().scopes().firm(kind).isPresent());
    }

    @Override
    public boolean clears(Glance order) {
        // What other accounts do meanwhile is settled on the exact path.
        ScopeCap cap = order.limits().firmCap;
        boolean limited = firm.isPresent() || (cap != null && cap.value(kind).isPresent());
        return !limited || !kind.growsBy(order.intent().side());
    }

    @Override
    public Finding judge(Candidate order) {
        if (firm.isEmpty()) {
            return Finding.failed(
                    name, DenialCode.NO_LIMIT_CONFIGURED, "a cap of the firm, but no exposure of the firm");
        }
        FirmShare share = firm.get();
        boolean adds = share.addedBy(order).signum() > 0;
        if (!share.isIn(order.portfolio().currency())) {
            String why = "the firm counts in " + share.total().currency() + ", the account in "
                    + order.portfolio().currency();
            return adds
                    ? Finding.failed(name, DenialCode.NO_LIMIT_CONFIGURED, why)
                    : Finding.passed(name, DenialCode.NO_LIMIT_CONFIGURED, order.quantity());
        }
        return adds && !share.total().isMeasured()
                ? Finding.failed(name, DenialCode.RECONCILING, NOT_MEASURED)
                : within(share, order);
    }

    private Finding within(FirmShare share, Candidate order) {
        FirmExposure total = share.total();
        BigDecimal limit =
                order.limits().scopes().firm(kind).orElse(total.limit()).min(total.limit());
        BigDecimal now = total.total();
        Scoped its = Scoped.ofAccount(kind, order);
        Amounts amounts = new Amounts(total.currency(), limit, now, now.add(share.addedBy(order)));
        // Below 0 where the firm is past its limit: an amend has to give that much back.
        BigDecimal left = limit.subtract(now);
        return Finding.limit(
                name,
                DenialCode.EXPOSURE_LIMIT,
                amounts,
                its.largest(Scoped.unamended(kind, order).add(left)),
                its.addsNothing());
    }
}
