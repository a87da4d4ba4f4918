package io.colin.risk.gate;

import io.colin.api.instrument.Instrument;
import io.colin.api.order.DenialCode;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;

/** Row 2: the smallest quantity and value the venue takes; they bind children and shrinking orders too. */
final class VenueMinimumCheck implements Check {
    private static final String NAME = "venue-minimum";

    @Override
    public Input needs() {
        return Input.PRICE;
    }

    @Override
    public boolean clears(Glance order) {
        QuickTerms terms = order.terms();
        return (terms.minQuantity == 0 || Surely.above(order.quantity(), terms.minQuantity))
                && (terms.minNotional == 0 || Surely.above(order.notional(), terms.minNotional));
    }

    @Override
    public Finding judge(Candidate order) {
        Instrument terms = order.instrument();
        if (order.whole().compareTo(terms.minQuantity()) < 0) {
            return Finding.failed(NAME, DenialCode.QUANTITY_BELOW_MINIMUM, "the venue takes no less")
                    .withAmounts(amounts("units", terms.minQuantity(), order.whole()));
        }
        BigDecimal price =
                order.order().type().limitPrice().orElse(order.worth().reference());
        BigDecimal notional = terms.notional(order.whole(), price);
        String currency = order.order().symbol().quote();
        return notional.compareTo(terms.minNotional()) < 0
                ? Finding.failed(NAME, DenialCode.NOTIONAL_BELOW_MINIMUM, "the venue takes no less")
                        .withAmounts(amounts(currency, terms.minNotional(), notional))
                : Finding.passed(NAME, DenialCode.NOTIONAL_BELOW_MINIMUM, order.quantity());
    }

    private static Amounts amounts(String unit, BigDecimal minimum, BigDecimal projected) {
        return new Amounts(unit, minimum, BigDecimal.ZERO, projected);
    }
}
