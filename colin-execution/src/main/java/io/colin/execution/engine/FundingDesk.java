package io.colin.execution.engine;

import io.colin.api.event.FundingSettled;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.FundingRate;
import io.colin.api.market.MarkPrice;
import io.colin.api.market.MarketEvent;
import io.colin.api.portfolio.FundingPayment;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Settles the funding of perpetuals at the times their venue names, by the last rate that was known then. A rate that was
 * not told is not assumed: an interval without one settles nothing. Engine thread only.
 */
final class FundingDesk {
    private static final System.Logger LOG = System.getLogger(FundingDesk.class.getName());

    /** Oldest mark price of a venue that funding is settled at; an older one gives way to the market. */
    private static final long MARK_AGE_NS = 60_000_000_000L;

    private final Parts parts;
    private final Map<Symbol, FundingRate> rates = new HashMap<>();
    private final Map<Symbol, MarkPrice> marks = new HashMap<>();
    private final Map<Symbol, Long> settledAtNs = new HashMap<>();
    private boolean trading;

    FundingDesk(Parts parts) {
        this.parts = parts;
    }

    /** Says whether the account is real by now: history that only warms up settles nothing. */
    void trading(boolean now) {
        trading = now;
    }

    /** Follows rates and mark prices. */
    void on(MarketEvent event) {
        switch (event) {
            case FundingRate rate -> follow(rate);
            case MarkPrice mark -> marks.put(mark.symbol(), mark);
            default -> {}
        }
    }

    /** Takes a settlement back after a restart. */
    void restore(FundingSettled settled) {
        parts.accounts().apply(settled.payment());
        settledAtNs.put(settled.payment().symbol(), settled.payment().timeNs());
    }

    private void follow(FundingRate rate) {
        if (rate.nextFundingTimeNs() < parts.market().timeNs()) {
            return; // Tells of the past.
        }
        FundingRate before = rates.put(rate.symbol(), rate);
        if (before == null || before.nextFundingTimeNs() != rate.nextFundingTimeNs()) {
            parts.timers().at(rate.nextFundingTimeNs(), () -> settle(rate.symbol(), rate.nextFundingTimeNs()));
        }
    }

    private void settle(Symbol symbol, long dueNs) {
        FundingRate rate = rates.get(symbol);
        if (rate == null || rate.nextFundingTimeNs() != dueNs) {
            return; // The venue has named another time since.
        }
        if (!trading || settledAtNs.getOrDefault(symbol, Long.MIN_VALUE) >= dueNs) {
            return;
        }
        Optional<Instrument> perpetual =
                parts.market().instrument(symbol).filter(found -> found.kind() == InstrumentKind.PERPETUAL);
        if (perpetual.isEmpty() || parts.accounts().held(symbol).signum() == 0) {
            return;
        }
        Optional<BigDecimal> mark = mark(symbol, dueNs);
        if (mark.isEmpty()) {
            LOG.log(System.Logger.Level.ERROR, "funding of {0} has no price to be settled at", symbol);
            return;
        }
        FundingPayment payment = FundingPayment.of(
                parts.accounts().position(symbol), perpetual.orElseThrow(), rate.rate(), mark.orElseThrow(), dueNs);
        settledAtNs.put(symbol, dueNs);
        parts.accounts().apply(payment);
        parts.log().emit(new FundingSettled(parts.log().header("funding"), payment, rate.rate(), mark.orElseThrow()));
    }

    private Optional<BigDecimal> mark(Symbol symbol, long nowNs) {
        return Optional.ofNullable(marks.get(symbol))
                .filter(mark -> nowNs - mark.timeNs() <= MARK_AGE_NS)
                .map(MarkPrice::price)
                .or(() -> parts.market().mark(symbol));
    }
}
