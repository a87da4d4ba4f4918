package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.risk.AccountKind;
import io.colin.risk.gate.Finding.Amounts;
import io.colin.risk.gate.HeldPrices.Late;
import io.colin.risk.gate.HeldPrices.Stale;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Rows 9 to 15 rest on equity and positions: without a price of everything held, and of every currency held, that is no older
 * than an account may be valued at, they refuse, unless what stands at such prices is worth next to nothing, which is told.
 * What can only shrink a position passes, so that one can get out.
 */
final class AccountCheck implements Check {
    static final String NAME = "account";
    private static final int NS_TO_MS = 6;

    private final HeldPrices prices;

    AccountCheck(HeldPrices prices) {
        this.prices = prices;
    }

    @Override
    public boolean sparesShrinking() {
        return true;
    }

    /** Of a margin account free margin is judged all the same, which rests on equity too. */
    @Override
    public Optional<BigDecimal> spared(Candidate order) {
        boolean lowering = order.limits().margin().accountKind() != AccountKind.MARGIN;
        return Optional.of(lowering ? order.shrinkable().max(order.lowerable()) : order.shrinkable());
    }

    @Override
    public boolean clears(Glance order) {
        // A glance is for accounts in which everything is priced.
        return order.isFreshlyValued();
    }

    @Override
    public Finding judge(Candidate order) {
        if (!order.portfolio().isPriced()) {
            return failed("no price yet for " + order.portfolio().unpriced());
        }
        Stale stale = prices.stale(
                order.portfolio(), order.context().market(), order.limits().data());
        Finding passed = Finding.passed(NAME, DenialCode.STALE_MARKET_DATA, order.quantity());
        if (stale.prices().isEmpty()) {
            return passed;
        }
        return stale.isSmall()
                ? passed.warning("little is held at prices that are too old: " + stale.prices())
                : tooOld(stale.prices());
    }

    private static Finding tooOld(List<Late> late) {
        Finding finding = failed("held at prices that are too old: " + late);
        return late.stream()
                .filter(one -> !one.isMissing())
                .max(Comparator.comparingLong(Late::ageNs))
                .map(oldest -> finding.withAmounts(amounts(oldest)))
                .orElse(finding);
    }

    private static Amounts amounts(Late oldest) {
        BigDecimal age = BigDecimal.valueOf(oldest.ageNs(), NS_TO_MS);
        return new Amounts("ms", BigDecimal.valueOf(oldest.mostNs(), NS_TO_MS), age, age);
    }

    private static Finding failed(String detail) {
        return Finding.failed(NAME, DenialCode.STALE_MARKET_DATA, detail);
    }
}
