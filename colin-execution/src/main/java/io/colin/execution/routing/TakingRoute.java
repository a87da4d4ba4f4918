package io.colin.execution.routing;

import io.colin.api.Decimals;
import io.colin.api.execution.RoutePlan;
import io.colin.api.execution.RouteRequest;
import io.colin.api.execution.Slice;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Payoff;
import io.colin.api.market.BookLevel;
import io.colin.api.market.Tape;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderType;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a slice that takes is split over the venues that show what it wants. */
final class TakingRoute {
    /** How long the volatility is measured that waiting costs. */
    private static final long MEASURED_NS = 3_600_000_000_000L;

    private static final int MOST_LEVELS = 1_000;

    private static final BigDecimal TWO = new BigDecimal("2");

    private final RouteRequest request;
    private final RoutingRules rules;
    private final Eligibility eligibility;
    private final Draft draft;
    private final Side side;
    private final Slice slice;

    TakingRoute(RouteRequest request, RoutingRules rules, Eligibility eligibility, Draft draft) {
        this.request = request;
        this.rules = rules;
        this.eligibility = eligibility;
        this.draft = draft;
        this.side = request.parent().intent().side();
        this.slice = request.slice();
    }

    /** The middle between the best bid and the best offer of all venues. */
    static BigDecimal mid(List<Shown> venues) {
        BigDecimal bid = venues.getFirst().quote().bid();
        BigDecimal ask = venues.getFirst().quote().ask();
        for (Shown shown : venues) {
            bid = bid.max(shown.quote().bid());
            ask = ask.min(shown.quote().ask());
        }
        return Decimals.normal(bid.add(ask).divide(TWO));
    }

    RoutePlan over(List<Shown> venues) {
        BigDecimal mid = mid(venues);
        List<Offer> offers = offers(venues, mid);
        Optional<Grid> grid = offers.isEmpty() ? Optional.empty() : Grid.of(side, offers, slice.quantity());
        if (!offers.isEmpty() && grid.isEmpty()) {
            offers.forEach(offer -> exclude(
                    offer,
                    Refusal.of(
                            DenialCode.QUANTITY_EXCEEDS_MAXIMUM,
                            "quantity=" + Decimals.text(slice.quantity()) + " rule=at most 18 digits on the lots")));
        }
        offers.removeIf(this::cannotTakeItsMinimum);
        Quality.rank(offers);
        offers.sort(Splitter.ORDER);
        Optional<Splitter.Choice> choice = grid.flatMap(g -> split(offers, g));
        return choice.map(found -> plan(offers, found, mid))
                .orElseGet(() -> draft.nothing(
                        slice.quantity(), request.parent().intent().venue()));
    }

    /** Levels finer than every lot may have been cut. */
    private boolean cannotTakeItsMinimum(Offer offer) {
        boolean cannot = offer.maxLots < offer.minLots;
        if (cannot) {
            exclude(offer, Lots.tooLittle(offer, offer.quantity(offer.maxLots)));
        }
        return cannot;
    }

    private Optional<Splitter.Choice> split(List<Offer> offers, Grid grid) {
        boolean allOrNothing = slice.timeInForce().kind() == TimeInForce.Kind.FOK;
        Splitter splitter = new Splitter(offers, grid.units(), grid.unitValue(), rules.tieBps());
        Optional<Splitter.Choice> choice = splitter.best(allOrNothing ? 1 : rules.maxVenues());
        boolean isTooLittle =
                allOrNothing && choice.isPresent() && choice.get().split().units() < grid.units();
        if (isTooLittle) {
            offers.forEach(offer -> exclude(
                    offer,
                    Refusal.of(
                            offer.hasBeyondCap ? DenialCode.SLIPPAGE_LIMIT : DenialCode.NO_LIQUIDITY,
                            "venue=" + offer.shown.venue().id() + " shown="
                                    + Decimals.text(offer.quantity(offer.maxLots)) + " quantity="
                                    + Decimals.text(slice.quantity()) + " time_in_force=FOK")));
            return Optional.empty();
        }
        return choice;
    }

    /** A way out is better tried at a poor venue than not at all: where the others cannot take it in whole, it is. */
    private List<Offer> offers(List<Shown> venues, BigDecimal mid) {
        BigDecimal cap = Bound.cap(side, mid, rules.slippageCapBps());
        double volatility = volatility();
        List<Offer> walked = new ArrayList<>(venues.size());
        Map<Offer, Refusal> poor = new LinkedHashMap<>();
        for (Shown shown : venues) {
            Costs costs = Costs.of(side, shown, Decimals.statistic(mid), volatility);
            Optional<Refusal> unsupported = eligibility.unsupported(shown.venue(), "Limit", kind());
            if (unsupported.isPresent()) {
                draft.exclude(shown.place(), shown.venue().id(), unsupported.get(), Optional.of(costs.terms(shown)));
                continue;
            }
            Offer offer = walk(shown, cap, costs, rules.levels());
            eligibility.poor(shown).ifPresentOrElse(reason -> poor.put(offer, reason), () -> walked.add(offer));
        }
        List<Offer> offers = sound(walked, cap);
        if (request.closing() && !suffice(offers)) {
            offers.addAll(sound(List.copyOf(poor.keySet()), cap));
        } else {
            poor.forEach(this::exclude);
        }
        return offers;
    }

    private List<Offer> sound(List<Offer> walked, BigDecimal cap) {
        List<Offer> offers = new ArrayList<>(walked.size());
        for (Offer offer : deeper(walked, cap)) {
            refusal(offer).ifPresentOrElse(reason -> exclude(offer, reason), () -> offers.add(offer));
        }
        return offers;
    }

    /** Whether all of them together can take the slice, but for what no lot of them fits. */
    private boolean suffice(List<Offer> offers) {
        BigDecimal left = slice.quantity();
        for (Offer offer : offers) {
            left = left.subtract(offer.quantity(offer.maxLots));
        }
        BigDecimal open = left;
        return offers.stream()
                .anyMatch(offer -> open.compareTo(offer.shown.terms().lotSize()) < 0);
    }

    /** Books of many small levels are walked further where the slice, or what a venue must show, needs it. */
    private List<Offer> deeper(List<Offer> walked, BigDecimal cap) {
        BigDecimal seen = walked.stream().map(Offer::seen).reduce(BigDecimal.ZERO, BigDecimal::add);
        boolean isTooLittle = seen.compareTo(slice.quantity()) < 0;
        return walked.stream()
                .map(offer -> offer.isCut && (isTooLittle || offer.depth < minLiquidity())
                        ? walk(offer.shown, cap, offer.costs, MOST_LEVELS)
                        : offer)
                .toList();
    }

    /** A way out is better taken in a small market than not at all; the slippage cap holds it all the same. */
    private double minLiquidity() {
        return request.closing() ? 0 : rules.minLiquidity();
    }

    private TimeInForce.Kind kind() {
        return timeInForce().kind();
    }

    /** A child that takes never rests, unless the slice may. */
    private TimeInForce timeInForce() {
        return slice.type() instanceof OrderType.Market && !slice.timeInForce().isImmediate()
                ? TimeInForce.IOC
                : slice.timeInForce();
    }

    private double volatility() {
        long now = request.market().timeNs();
        return request.market()
                .tape(request.instrument().symbol())
                .map(tape -> volatility(tape, now))
                .orElse(0.0);
    }

    private static double volatility(Tape tape, long now) {
        return tape.volatility(now - MEASURED_NS, now).orElse(0);
    }

    private Offer walk(Shown shown, BigDecimal cap, Costs costs, int most) {
        Instrument terms = shown.terms();
        Optional<BigDecimal> limit = slice.type().limitPrice();
        BigDecimal bound = Bound.of(side, cap, limit, terms);
        List<BookLevel> all =
                side == Side.BUY ? shown.book().asks(most) : shown.book().bids(most);
        List<BookLevel> within = new ArrayList<>(all.size());
        boolean hasBeyondCap = false;
        double depth = 0;
        BigDecimal seen = BigDecimal.ZERO;
        for (BookLevel level : all) {
            if (!Bound.isWithin(side, level.price(), cap)) {
                hasBeyondCap = limit.isEmpty() || Bound.isWithin(side, level.price(), limit.get());
                break;
            }
            depth += value(terms, level);
            boolean isWanted =
                    seen.compareTo(slice.quantity()) < 0 && level.quantity().signum() > 0;
            if (isWanted && Bound.isWithin(side, level.price(), bound)) {
                within.add(level);
                seen = seen.add(level.quantity());
            }
        }
        boolean isCut = all.size() == most && Bound.isWithin(side, all.getLast().price(), bound);
        return new Offer(shown, within, bound, costs, new Offer.Depth(depth, seen, hasBeyondCap, isCut));
    }

    private static double value(Instrument terms, BookLevel level) {
        double contracts = Decimals.statistic(level.quantity()) * Decimals.statistic(terms.contractSize());
        return terms.payoff() == Payoff.INVERSE ? contracts : contracts * Decimals.statistic(level.price());
    }

    private Optional<Refusal> refusal(Offer offer) {
        Shown shown = offer.shown;
        if (offer.bound.signum() <= 0) {
            return Eligibility.refuse(
                    DenialCode.PRICE_PRECISION,
                    shown.venue(),
                    "price=none within the limit tick="
                            + Decimals.text(shown.terms().tickSize()));
        }
        if (offer.levels.isEmpty()) {
            return Eligibility.refuse(
                    offer.hasBeyondCap ? DenialCode.SLIPPAGE_LIMIT : DenialCode.NO_LIQUIDITY,
                    shown.venue(),
                    "shown=0 quantity=" + Decimals.text(slice.quantity()) + " cap_bps="
                            + Decimals.text(rules.slippageCapBps()));
        }
        if (offer.depth < minLiquidity()) {
            return Eligibility.refuse(
                    DenialCode.NO_LIQUIDITY,
                    shown.venue(),
                    "value_within_cap=" + Decimals.text(Decimals.fromStatistic(offer.depth, 2)) + " min_liquidity="
                            + Decimals.text(Decimals.fromStatistic(minLiquidity(), 2)));
        }
        return Lots.bound(offer, side, slice.quantity(), slice.mayRest());
    }

    private void exclude(Offer offer, Refusal reason) {
        Shown shown = offer.shown;
        draft.exclude(shown.place(), shown.venue().id(), reason, Optional.of(offer.costs.terms(shown)));
    }

    private RoutePlan plan(List<Offer> offers, Splitter.Choice choice, BigDecimal mid) {
        Legs legs = new Legs(side, slice, timeInForce(), draft);
        return legs.plan(offers, choice, mid);
    }
}
