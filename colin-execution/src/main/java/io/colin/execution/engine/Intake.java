package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.BookView;
import io.colin.api.market.Quote;
import io.colin.api.order.Contingency;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.risk.RiskDecision;
import io.colin.api.venue.Venue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What an order must hold before a gate can judge it: a known symbol, what a venue can do, a known algorithm. */
final class Intake {
    private final Parts parts;
    private final TriggerDesk triggers;
    private final Emulation emulation;

    /**
     * An intent, ready to be judged or refused.
     *
     * @param intent with its quantity in base currency where that is possible
     * @param mid the mid now, 0 when none is known
     * @param refusal why it cannot be judged
     */
    record Taken(OrderIntent intent, BigDecimal mid, Optional<Refusal> refusal) {}

    Intake(Parts parts, TriggerDesk triggers, Emulation emulation) {
        this.parts = parts;
        this.triggers = triggers;
        this.emulation = emulation;
    }

    Taken take(OrderIntent asked) {
        if (asked.contingency().kind() != Contingency.Kind.NONE) {
            return refuse(
                    asked,
                    BigDecimal.ZERO,
                    DenialCode.UNSUPPORTED_FLAG,
                    "contingency=" + asked.contingency().kind() + " rule=submitted with its group");
        }
        return takeOfGroup(asked);
    }

    /** The same for an order that comes with those it hangs together with. */
    Taken takeOfGroup(OrderIntent asked) {
        Optional<Instrument> known = parts.market().instrument(asked.symbol());
        if (known.isEmpty()) {
            return refuse(asked, BigDecimal.ZERO, DenialCode.INSTRUMENT_NOT_FOUND, "symbol=" + asked.symbol());
        }
        Instrument instrument = known.orElseThrow();
        BigDecimal mid = parts.market().quote(asked.symbol()).map(Quote::mid).orElse(BigDecimal.ZERO);
        OrderIntent intent = asked;
        if (asked.quoteQuantity()) {
            Optional<BigDecimal> price = payable(asked);
            if (price.isEmpty()) {
                return refuse(asked, mid, DenialCode.STALE_MARKET_DATA, "symbol=" + asked.symbol() + " price=none");
            }
            BigDecimal base = inBase(asked.quantity(), price.orElseThrow(), instrument);
            if (base.signum() == 0) {
                return refuse(
                        asked,
                        mid,
                        DenialCode.QUANTITY_BELOW_MINIMUM,
                        "quote_quantity=" + Decimals.text(asked.quantity()) + " lot="
                                + Decimals.text(instrument.lotSize()));
            }
            intent = asked.inBase(base);
        }
        OrderIntent worked = intent.withTerms(intent.quantity(), triggers.worked(intent));
        Optional<Refusal> watched = triggers.watches(intent) ? triggers.refusal(intent) : Optional.empty();
        Optional<Refusal> refusal = watched.or(() -> unsupported(worked)).or(() -> badAlgo(asked, worked, instrument));
        return new Taken(intent, mid, refusal);
    }

    /** The decision on an order that was refused before it reached the gate. */
    RiskDecision refused(OrderIntent intent, Refusal refusal) {
        return new RiskDecision(
                RiskDecision.Verdict.REJECTED,
                intent.quantity(),
                BigDecimal.ZERO,
                List.of(),
                List.of(refusal),
                List.of(),
                0,
                parts.log().configHash(),
                parts.market().timeNs(),
                0);
    }

    /** What an order in money counts at: its limit, else the stop price it names, else the best price it would take. */
    private Optional<BigDecimal> payable(OrderIntent intent) {
        return intent.type()
                .namedPrice()
                .or(() -> quoted(intent).map(quote -> intent.side() == Side.BUY ? quote.ask() : quote.bid()));
    }

    /** What the venue shows that an order names, else the best of all. */
    private Optional<Quote> quoted(OrderIntent intent) {
        return parts.market()
                .book(intent.venue(), intent.symbol())
                .flatMap(BookView::quote)
                .or(() -> parts.market().quote(intent.symbol()));
    }

    private static BigDecimal inBase(BigDecimal money, BigDecimal price, Instrument instrument) {
        BigDecimal one = instrument.notional(BigDecimal.ONE, price);
        return Decimals.floorTo(money.divide(one, Decimals.QUOTIENT), instrument.lotSize());
    }

    private Optional<Refusal> unsupported(OrderIntent intent) {
        List<Venue> venues = emulation.venues(intent);
        if (venues.isEmpty()) {
            return refusal(DenialCode.VALIDATION_FAILED, "venue=" + intent.venue() + " rule=configured");
        }
        String type = intent.type().getClass().getSimpleName();
        if (venues.stream().noneMatch(v -> v.capabilities().orderTypes().contains(type))) {
            return refusal(DenialCode.UNSUPPORTED_ORDER_TYPE, "order_type=" + type);
        }
        Optional<Refusal> untimely = emulation.untimely(intent);
        if (untimely.isPresent()) {
            return untimely;
        }
        if (intent.timeInForce().kind() == TimeInForce.Kind.GTD
                && intent.timeInForce().expireTimeNs() <= parts.market().timeNs()) {
            return refusal(
                    DenialCode.EXPIRE_TIME_IN_PAST,
                    "expire_time_ns=" + intent.timeInForce().expireTimeNs());
        }
        return unsupportedFlag(intent, venues);
    }

    private Optional<Refusal> unsupportedFlag(OrderIntent intent, List<Venue> venues) {
        if (intent.postOnly() && venues.stream().noneMatch(v -> v.capabilities().postOnly())) {
            return refusal(DenialCode.UNSUPPORTED_FLAG, "post_only=true");
        }
        if (intent.reduceOnly()
                && !isKeptByTheGate(intent)
                && venues.stream().noneMatch(v -> v.capabilities().reduceOnly())) {
            return refusal(DenialCode.UNSUPPORTED_FLAG, "reduce_only=true");
        }
        if (intent.displayQuantity().signum() > 0
                && !emulation.showsParts(intent)
                && venues.stream().noneMatch(v -> v.capabilities().iceberg())) {
            return refusal(DenialCode.UNSUPPORTED_FLAG, "display_quantity=" + Decimals.text(intent.displayQuantity()));
        }
        return Optional.empty();
    }

    /** The gate's check is the whole truth only of what cannot rest. An algorithm nobody knows is refused as such. */
    private boolean isKeptByTheGate(OrderIntent intent) {
        ExecutionAlgo algo = parts.algos().get(intent.algo().type());
        return parts.accounts().gate().keepsReduceOnly() && (algo == null || !algo.mayRest(intent));
    }

    private Optional<Refusal> badAlgo(OrderIntent asked, OrderIntent worked, Instrument instrument) {
        ExecutionAlgo algo = parts.algos().get(worked.algo().type());
        if (algo == null) {
            return refusal(
                    DenialCode.VALIDATION_FAILED,
                    "algo=" + worked.algo().type() + " rule=one of "
                            + parts.algos().keySet());
        }
        try {
            OrderIntent shown = asked.withTerms(asked.quantity(), worked.type());
            algo.validate(shown, instrument);
            if (emulation.showsParts(worked)) {
                emulation.algo(worked).orElseThrow().validate(shown, instrument);
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return refusal(DenialCode.VALIDATION_FAILED, String.valueOf(e.getMessage()));
        }
    }

    private static Taken refuse(OrderIntent intent, BigDecimal mid, DenialCode code, String detail) {
        return new Taken(intent, mid, refusal(code, detail));
    }

    private static Optional<Refusal> refusal(DenialCode code, String detail) {
        return Optional.of(Refusal.of(code, detail));
    }
}
