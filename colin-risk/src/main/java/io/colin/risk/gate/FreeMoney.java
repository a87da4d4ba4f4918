package io.colin.risk.gate;

import io.colin.api.Decimals;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Refusal;
import io.colin.api.portfolio.CashFlow;
import io.colin.api.portfolio.Portfolio;
import io.colin.risk.AccountKind;
import io.colin.risk.MarginLimits;
import io.colin.risk.exposure.ExposureBook;
import java.math.BigDecimal;
import java.util.Optional;

/** Row 8 seen from the other side: how much may leave the account so that its orders and its margin stay covered. */
record FreeMoney(MarginLimits limits, ExposureBook book, RecoveredOrders recovered) {
    Optional<Refusal> refusal(CashFlow flow, Portfolio portfolio) {
        if (!recovered.areValued()) {
            return Optional.of(
                    Refusal.of(DenialCode.RECONCILING, "orders=" + recovered.waiting() + " rule=valued, no price yet"));
        }
        BigDecimal amount = flow.amount().negate();
        return limits.accountKind() == AccountKind.MARGIN
                ? beyondMargin(flow.currency(), amount, portfolio)
                : beyondCash(flow.currency(), amount, portfolio);
    }

    /** What working buys need, with the cushion for their fees, stays. */
    private Optional<Refusal> beyondCash(String currency, BigDecimal amount, Portfolio portfolio) {
        BigDecimal cash = portfolio.cash().getOrDefault(currency, BigDecimal.ZERO);
        BigDecimal committed = book.committedCash(currency);
        BigDecimal free = cash.subtract(committed);
        return amount.compareTo(free) <= 0
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        DenialCode.NOTIONAL_EXCEEDS_FREE_BALANCE,
                        "currency=" + currency + " withdrawal=" + Decimals.text(amount) + " free=" + Decimals.text(free)
                                + " cash=" + Decimals.text(cash) + " committed=" + Decimals.text(committed)));
    }

    /** The margin of positions and working orders at their worst case must leave what must be free of the equity that stays. */
    private Optional<Refusal> beyondMargin(String currency, BigDecimal amount, Portfolio portfolio) {
        Optional<BigDecimal> rate = portfolio.rate(currency);
        if (!portfolio.isPriced() || rate.isEmpty()) {
            return Optional.of(Refusal.of(
                    DenialCode.STALE_MARKET_DATA,
                    "currency=" + currency + " unpriced=" + portfolio.unpriced() + " rule=priced"));
        }
        BigDecimal left = portfolio.equity().subtract(amount.multiply(rate.orElseThrow()));
        BigDecimal usable = left.multiply(BigDecimal.ONE.subtract(limits.minFree()));
        BigDecimal margin = limits.initialRate().multiply(book.worstGross(portfolio));
        return margin.compareTo(usable) <= 0 && left.signum() >= 0
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        DenialCode.MARGIN_EXCEEDS_FREE_BALANCE,
                        "currency=" + currency + " withdrawal=" + Decimals.text(amount) + " equity_left="
                                + Decimals.text(left) + " usable=" + Decimals.text(usable) + " margin="
                                + Decimals.text(margin)));
    }
}
