package io.colin.risk.gate;

import io.colin.api.Decimals;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderIntent;
import io.colin.risk.ExposureKind;
import io.colin.risk.LimitScope;
import java.math.BigDecimal;
import java.util.Optional;

/** Row 11 by venue: warns when much of the equity is exposed at one venue; never refuses. Needs a choice of venues. */
record VenueConcentrationCheck(int venues) implements Check {
    private static final String NAME = "venue-concentration";

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
        return venues > 1 && Scoped.of(LimitScope.Kind.VENUE, order.order()).isPresent();
    }

    @Override
    public boolean clears(Glance order) {
        return venues <= 1 || order.intent().venue().equals(OrderIntent.ANY_VENUE);
    }

    @Override
    public Finding judge(Candidate order) {
        Finding passed = Finding.passed(NAME, DenialCode.CONCENTRATION_LIMIT, order.quantity());
        Optional<Scoped> scoped = Scoped.of(LimitScope.Kind.VENUE, order.order())
                .flatMap(scope -> Scoped.of(scope, ExposureKind.GROSS, order));
        if (scoped.isEmpty()) {
            return passed;
        }
        BigDecimal level = order.ofEquity(order.limits().position().warnVenueShare());
        BigDecimal projected = scoped.get().projected();
        return projected.compareTo(level) <= 0
                ? passed
                : passed.warning(
                        Decimals.text(projected) + " " + order.portfolio().currency() + " at "
                                + order.order().venue() + ", above " + Decimals.text(level));
    }
}
