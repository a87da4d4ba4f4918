package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.Fill;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.signal.ExecutionCost;
import java.math.BigDecimal;
import java.util.Optional;

/** What a fill cost against the mid at its order's arrival. */
final class RealisedCost {
    private static final double BPS = 1e4;

    private RealisedCost() {}

    /** Empty where no mid was known at arrival or the fee is in a third currency: nothing is assumed. */
    static Optional<ExecutionCost> of(Instrument instrument, ParentOrder parent, Fill fill) {
        double mid = Decimals.statistic(parent.arrivalMid());
        Optional<Double> feeShare = feeShare(instrument, fill);
        if (mid <= 0 || feeShare.isEmpty()) {
            return Optional.empty();
        }
        int sign = fill.side() == Side.BUY ? 1 : -1;
        return Optional.of(new ExecutionCost(
                parent.intent().correlationId(),
                fill.symbol(),
                fill.timeNs(),
                inBase(instrument, fill),
                sign * (Decimals.statistic(fill.price()) / mid - 1) * BPS,
                feeShare.orElseThrow() * BPS));
    }

    /** Of what the fill is worth in the currency of its fee: a quantity may count contracts, so the instrument's terms say it. */
    private static Optional<Double> feeShare(Instrument instrument, Fill fill) {
        String currency = fill.feeCurrency();
        if (fill.fee().signum() == 0) {
            return Optional.of(0.0);
        }
        if (currency.equals(instrument.settlementCurrency())) {
            return Optional.of(
                    share(fill, instrument.worth(fill.quantity(), fill.price()).abs()));
        }
        if (currency.equals(fill.symbol().quote())) {
            return Optional.of(share(fill, instrument.notional(fill.quantity(), fill.price())));
        }
        return currency.equals(fill.symbol().base())
                ? Optional.of(share(fill, inBase(instrument, fill)))
                : Optional.empty();
    }

    private static double share(Fill fill, BigDecimal value) {
        return Decimals.statistic(fill.fee()) / Decimals.statistic(value);
    }

    private static BigDecimal inBase(Instrument instrument, Fill fill) {
        return Decimals.normal(
                instrument.notional(fill.quantity(), fill.price()).divide(fill.price(), Decimals.QUOTIENT));
    }
}
