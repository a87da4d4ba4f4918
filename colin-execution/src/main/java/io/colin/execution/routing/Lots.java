package io.colin.execution.routing;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Payoff;
import io.colin.api.market.BookLevel;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import io.colin.api.venue.FeeSchedule;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** How many lots a venue can take: at least its minima, at most what it shows, what is asked and what can be spent. */
final class Lots {
    private Lots() {}

    /** Sets the bounds of an offer; why it can take nothing within them. */
    static Optional<Refusal> bound(Offer offer, Side side, BigDecimal asked, boolean mayRest) {
        Instrument terms = offer.shown.terms();
        BigDecimal lowest = side == Side.BUY ? offer.levels.getFirst().price() : offer.bound;
        offer.minLots = Minima.lots(terms, lowest);
        long wanted = lots(asked, terms);
        BigDecimal seen = offer.seen();
        long visible = Math.min(wanted, lots(seen, terms));
        offer.maxLots = visible;
        offer.shown.evidence().spendable().ifPresent(money -> spend(offer, side, money, mayRest));
        if (wanted < offer.minLots) {
            Optional<Refusal> below = Minima.misfit(offer.shown, offer.quantity(wanted), asked, lowest);
            return below.isPresent() ? below : Optional.of(tooLittle(offer, seen));
        }
        if (offer.maxLots >= offer.minLots) {
            return Optional.empty();
        }
        return visible >= offer.minLots
                ? Eligibility.refuse(
                        DenialCode.NOTIONAL_EXCEEDS_FREE_BALANCE,
                        offer.shown.venue(),
                        "free="
                                + Decimals.text(
                                        offer.shown.evidence().spendable().orElse(BigDecimal.ZERO)) + " minimum="
                                + Decimals.text(offer.quantity(offer.minLots)))
                : Optional.of(tooLittle(offer, seen));
    }

    static Refusal tooLittle(Offer offer, BigDecimal seen) {
        return Refusal.of(
                offer.hasBeyondCap ? DenialCode.SLIPPAGE_LIMIT : DenialCode.NO_LIQUIDITY,
                "venue=" + offer.shown.venue().id() + " shown=" + Decimals.text(seen) + " minimum="
                        + Decimals.text(offer.quantity(offer.minLots)));
    }

    /**
     * A buyer pays value and fee at the limit of the last level it takes from, at the slice's own where it may rest; a seller
     * gives what it sells.
     */
    private static void spend(Offer offer, Side side, BigDecimal money, boolean mayRest) {
        Instrument terms = offer.shown.terms();
        if (terms.payoff() == Payoff.INVERSE) {
            return; // it is settled in base currency, whose balance is margin and nothing that is spent
        }
        long affordable = side == Side.SELL ? lots(money, terms) : affordable(offer, money, mayRest);
        if (affordable < offer.maxLots) {
            offer.maxLots = affordable;
            offer.isSpendBound = true;
        }
    }

    /** What rests at a price may cost at most, in whole lots: at the higher of both fees, because it may still take. */
    static BigDecimal affordable(Shown shown, Side side, BigDecimal asked, BigDecimal price) {
        Instrument terms = shown.terms();
        BigDecimal most = Decimals.floorTo(asked, terms.lotSize());
        Optional<BigDecimal> money = shown.evidence().spendable();
        if (money.isEmpty() || terms.payoff() == Payoff.INVERSE) {
            return most;
        }
        if (side == Side.SELL) {
            return most.min(Decimals.floorTo(money.get(), terms.lotSize()));
        }
        FeeSchedule fees = shown.venue().fees(terms.symbol());
        BigDecimal rate = fees.takerRate().max(fees.makerRate()).max(BigDecimal.ZERO);
        BigDecimal lotCost = terms.notional(terms.lotSize(), price).multiply(BigDecimal.ONE.add(rate));
        BigDecimal lots = money.get().divide(lotCost, 0, RoundingMode.DOWN);
        return most.min(Decimals.normal(lots.multiply(terms.lotSize())));
    }

    private static long affordable(Offer offer, BigDecimal money, boolean mayRest) {
        Instrument terms = offer.shown.terms();
        BigDecimal withFee = BigDecimal.ONE.add(offer.costs.fees().takerRate());
        BigDecimal seen = BigDecimal.ZERO;
        long before = 0;
        for (BookLevel level : offer.levels) {
            seen = seen.add(level.quantity());
            long here = lots(seen, terms);
            BigDecimal price = mayRest || offer.isModelled() ? offer.bound : level.price();
            BigDecimal lotCost = terms.notional(terms.lotSize(), price).multiply(withFee);
            long most = money.divide(lotCost, 0, RoundingMode.DOWN)
                    .min(BigDecimal.valueOf(Long.MAX_VALUE / 2))
                    .longValue();
            if (most < here) {
                return Math.max(before, most);
            }
            before = here;
        }
        return before;
    }

    private static long lots(BigDecimal quantity, Instrument terms) {
        return quantity.divide(terms.lotSize(), 0, RoundingMode.DOWN)
                .min(BigDecimal.valueOf(Long.MAX_VALUE / 2))
                .longValue();
    }
}
