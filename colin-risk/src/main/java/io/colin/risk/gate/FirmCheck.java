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
 * long and short apart. A cap without an aggregate to hold against it refuses.
 */
final class FirmCheck implements Check {
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
        FirmExposure total = firm.get().total();
        BigDecimal limit =
                order.limits().scopes().firm(kind).orElse(total.limit()).min(total.limit());
        BigDecimal now = total.total();
        Scoped its = Scoped.ofAccount(kind, order);
        Amounts amounts =
                new Amounts(total.currency(), limit, now, now.add(firm.get().addedBy(order)));
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
