package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.order.Fill;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.signal.ExecutionCost;
import java.util.Optional;

/** What a fill cost against the mid at its order's arrival. */
final class RealisedCost {
    private static final double BPS = 1e4;

    private RealisedCost() {}

    /** Empty where no mid was known at arrival or the fee is in a third currency: nothing is assumed. */
    static Optional<ExecutionCost> of(ParentOrder parent, Fill fill) {
        double mid = Decimals.statistic(parent.arrivalMid());
        double price = Decimals.statistic(fill.price());
        double quantity = Decimals.statistic(fill.quantity());
        double fee = Decimals.statistic(fill.fee());
        double feeShare;
        if (fee == 0) {
            feeShare = 0;
        } else if (fill.feeCurrency().equals(fill.symbol().quote())) {
            feeShare = fee / (quantity * price);
        } else if (fill.feeCurrency().equals(fill.symbol().base())) {
            feeShare = fee / quantity;
        } else {
            return Optional.empty();
        }
        if (mid <= 0) {
            return Optional.empty();
        }
        int sign = fill.side() == Side.BUY ? 1 : -1;
        return Optional.of(new ExecutionCost(
                parent.intent().correlationId(),
                fill.symbol(),
                fill.timeNs(),
                fill.quantity(),
                sign * (price / mid - 1) * BPS,
                feeShare * BPS));
    }
}
