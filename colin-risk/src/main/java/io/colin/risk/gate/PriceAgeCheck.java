package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.DenialCode;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Row 5: there must be a fresh price of the symbol, and of its quote currency in the account currency. For what can only
 * shrink a position, or only makes less of an order, the rate at which the account is valued will do.
 */
final class PriceAgeCheck implements Check {
    static final String NAME = "price-age";
    private static final int NS_TO_MS = 6;

    @Override
    public boolean clears(Glance order) {
        // A glance has seen a fresh price and rate.
        return true;
    }

    @Override
    public Finding judge(Candidate order) {
        Symbol symbol = order.order().symbol();
        Optional<Long> ageNs = order.prices().newestAgeNs(symbol);
        Finding finding;
        if (ageNs.isEmpty()) {
            finding = Finding.failed(NAME, DenialCode.STALE_MARKET_DATA, "no quote and no trade of " + symbol);
        } else if (order.prices().reference(symbol).isEmpty()) {
            finding = Finding.failed(NAME, DenialCode.STALE_MARKET_DATA, "no fresh price of " + symbol);
        } else {
            finding = ofRate(order);
        }
        return ageNs.map(age -> finding.withAmounts(amounts(order, age))).orElse(finding);
    }

    private static Finding ofRate(Candidate order) {
        String quote = order.order().symbol().quote();
        BigDecimal largest =
                order.prices().freshRate(quote).isPresent() ? order.quantity() : atTheRateOfTheAccount(order);
        return largest.compareTo(order.quantity()) >= 0
                ? Finding.passed(NAME, DenialCode.STALE_MARKET_DATA, order.quantity())
                : Finding.failed(
                        NAME,
                        DenialCode.STALE_MARKET_DATA,
                        largest,
                        "no fresh rate " + quote + "/" + order.portfolio().currency());
    }

    /** What says that it only reduces is held to it by {@link ReduceOnlyCheck}. */
    private static BigDecimal atTheRateOfTheAccount(Candidate order) {
        if (order.pricing().isEmpty()) {
            return BigDecimal.ZERO;
        }
        return order.order().reduceOnly()
                ? order.quantity()
                : order.shrinkable().max(order.lowerable());
    }

    private static Amounts amounts(Candidate order, long ageNs) {
        BigDecimal age = BigDecimal.valueOf(ageNs, NS_TO_MS);
        return new Amounts(
                "ms", BigDecimal.valueOf(order.limits().data().maxQuoteAge().toNanos(), NS_TO_MS), age, age);
    }
}
