package io.colin.execution.algo;

import io.colin.api.Decimals;
import io.colin.api.execution.AlgoState;
import io.colin.api.market.Depth;
import io.colin.api.market.Quote;
import io.colin.api.market.Tape;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The limit of a paced algorithm's next child, or why it must not be sent now. */
sealed interface ChildPrice {
    /** How long the volatility is measured that a step's move is held against. */
    long MEASURED_NS = 3_600_000_000_000L;

    /** Send it at this limit. */
    record At(BigDecimal limit) implements ChildPrice {}

    /** There is no fresh price; one may come soon. */
    record Stale(String reason) implements ChildPrice {}

    /** The market is not where the order may trade. */
    record Skip(String reason) implements ChildPrice {}

    /** The market is not one to trade in, whatever its price: the order pauses. */
    record Rough(String reason) implements ChildPrice {}

    /** The limit of a child that takes. */
    static ChildPrice taking(AlgoState state, PriceRules rules, long stepNs) {
        return switch (bound(state, rules)) {
            case At at -> {
                Quote quote = Prices.fresh(state, rules.maxQuoteAgeNs()).orElseThrow();
                Side side = state.parent().intent().side();
                BigDecimal other = side == Side.BUY ? quote.ask() : quote.bid();
                yield at.limit().signum() <= 0 || isWorse(side, other, at.limit())
                        ? new Skip("limit=" + Decimals.text(at.limit()) + " does not reach " + Decimals.text(other))
                        : emergency(state, rules, quote, stepNs).orElse(at);
            }
            case Stale stale -> stale;
            case Skip skip -> skip;
            case Rough rough -> rough;
        };
    }

    /** The tightest of the parent's limit, the fresh mid ± the child limit and the arrival mid ± the price control. */
    static ChildPrice bound(AlgoState state, PriceRules rules) {
        Optional<Quote> fresh = Prices.fresh(state, rules.maxQuoteAgeNs());
        if (fresh.isEmpty()) {
            return new Stale(DenialCode.STALE_MARKET_DATA + " max_quote_age_ms=" + rules.maxQuoteAgeNs() / 1_000_000);
        }
        BigDecimal mid = fresh.get().mid();
        Side side = state.parent().intent().side();
        BigDecimal control = Prices.worse(side, state.parent().arrivalMid(), rules.priceControlBps());
        if (isWorse(side, mid, control)) {
            return new Skip("price control: mid=" + Decimals.text(mid) + " bound=" + Decimals.text(control));
        }
        if (fresh.get().spreadBps() > rules.maxSpreadBps().doubleValue()) {
            return new Rough("spread_bps=" + Math.round(fresh.get().spreadBps()) + " max_spread_bps="
                    + Decimals.text(rules.maxSpreadBps()));
        }
        BigDecimal tight = Prices.tighter(side, Prices.worse(side, mid, rules.childLimitBps()), control);
        BigDecimal bound = state.parent()
                .intent()
                .type()
                .limitPrice()
                .map(own -> Prices.tighter(side, tight, own))
                .orElse(tight);
        return new At(Prices.onTick(side, bound, state.instrument().tickSize()));
    }

    /** A market that moves too fast or has become too thin to trade in, where that is known. */
    private static Optional<ChildPrice> emergency(AlgoState state, PriceRules rules, Quote quote, long stepNs) {
        Optional<Tape> tape = Market.tape(state);
        if (tape.isEmpty()) {
            return Optional.empty();
        }
        double most = rules.maxMoveSigmas().doubleValue();
        long before = state.timeNs() - stepNs;
        OptionalDouble sigma = tape.get().volatility(before - MEASURED_NS, before);
        OptionalDouble price = tape.get().price(before);
        if (most > 0 && sigma.isPresent() && price.isPresent()) {
            double move = Math.abs(Math.log(Decimals.statistic(quote.mid()) / price.getAsDouble()));
            double usual = sigma.getAsDouble() * Math.sqrt(stepNs / 1e9);
            if (move > most * usual && usual > 0) {
                return Optional.of(new Rough(
                        String.format(Locale.ROOT, "move_sigmas=%.1f max_move_sigmas=%.1f", move / usual, most)));
            }
        }
        return tooThin(state, rules, tape.get());
    }

    private static Optional<ChildPrice> tooThin(AlgoState state, PriceRules rules, Tape tape) {
        Optional<Depth> usual = tape.meanDepth();
        Optional<Depth> now = state.market().depth(state.parent().intent().symbol());
        if (usual.isEmpty() || now.isEmpty()) {
            return Optional.empty();
        }
        boolean buys = state.parent().intent().side() == Side.BUY;
        double share = buys
                ? now.get().asks() / usual.get().asks()
                : now.get().bids() / usual.get().bids();
        return share < rules.minDepth().doubleValue()
                ? Optional.of(new Rough(
                        String.format(Locale.ROOT, "depth=%.2f min_depth=%s", share, Decimals.text(rules.minDepth()))))
                : Optional.empty();
    }

    private static boolean isWorse(Side side, BigDecimal price, BigDecimal than) {
        return price.subtract(than).signum() * side.sign() > 0;
    }
}
