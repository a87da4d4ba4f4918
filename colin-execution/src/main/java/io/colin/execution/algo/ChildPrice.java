package io.colin.execution.algo;

import io.colin.api.Decimals;
import io.colin.api.execution.AlgoState;
import io.colin.api.market.Quote;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.Optional;

/** The limit of a TWAP's next child, or why it must not be sent now. */
sealed interface ChildPrice {
    /** Send it at this limit. */
    record At(BigDecimal limit) implements ChildPrice {}

    /** There is no fresh price; one may come soon. */
    record Stale(String reason) implements ChildPrice {}

    /** The market is not where the order may trade. */
    record Skip(String reason) implements ChildPrice {}

    static ChildPrice of(AlgoState state, TwapSettings settings) {
        Optional<Quote> fresh = Prices.fresh(state, settings.maxQuoteAgeNs());
        if (fresh.isEmpty()) {
            return new Stale(
                    DenialCode.STALE_MARKET_DATA + " max_quote_age_ms=" + settings.maxQuoteAgeNs() / 1_000_000);
        }
        Quote quote = fresh.get();
        OrderIntent intent = state.parent().intent();
        Side side = intent.side();
        BigDecimal control = Prices.worse(side, state.parent().arrivalMid(), settings.priceControlBps());
        if (isWorse(side, quote.mid(), control)) {
            return new Skip("price control: mid=" + Decimals.text(quote.mid()) + " bound=" + Decimals.text(control));
        }
        if (quote.spreadBps() > settings.maxSpreadBps().doubleValue()) {
            return new Skip("spread_bps=" + Math.round(quote.spreadBps()) + " max_spread_bps="
                    + Decimals.text(settings.maxSpreadBps()));
        }
        BigDecimal nearMid = Prices.worse(side, quote.mid(), settings.childLimitBps());
        BigDecimal tight = Prices.tighter(side, nearMid, control);
        BigDecimal bound = intent.type()
                .limitPrice()
                .map(own -> Prices.tighter(side, tight, own))
                .orElse(tight);
        BigDecimal limit = Prices.onTick(side, bound, state.instrument().tickSize());
        BigDecimal other = side == Side.BUY ? quote.ask() : quote.bid();
        if (limit.signum() <= 0 || isWorse(side, other, limit)) {
            return new Skip("limit=" + Decimals.text(limit) + " does not reach " + Decimals.text(other));
        }
        return new At(limit);
    }

    private static boolean isWorse(Side side, BigDecimal price, BigDecimal than) {
        return price.subtract(than).signum() * side.sign() > 0;
    }
}
