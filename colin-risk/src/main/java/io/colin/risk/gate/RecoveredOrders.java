package io.colin.risk.gate;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketView;
import io.colin.api.order.ParentOrder;
import io.colin.risk.RiskLimits;
import io.colin.risk.exposure.ExposureBook;
import io.colin.risk.exposure.Reservation;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Open parents this gate did not decide itself: those the ledger brings back after a restart. Each is reserved as soon as
 * it can be valued: at its limit or stop and the mid it arrived at, else at a fresh price.
 */
final class RecoveredOrders {
    private RiskLimits limits;
    private final ExposureBook book;
    private final SortedMap<String, ParentOrder> waiting = new TreeMap<>();

    RecoveredOrders(RiskLimits limits, ExposureBook book) {
        this.limits = limits;
        this.book = book;
    }

    void change(RiskLimits newLimits) {
        limits = newLimits;
    }

    void on(ParentOrder parent) {
        if (parent.progress().status().isClosed()) {
            waiting.remove(parent.orderId());
        } else {
            waiting.put(parent.orderId(), parent);
        }
    }

    /** An order that is only now being decided is not recovered, even if it was announced before. */
    void forget(String orderId) {
        waiting.remove(orderId);
    }

    boolean areValued() {
        return waiting.isEmpty();
    }

    Set<String> waiting() {
        return new TreeSet<>(waiting.keySet());
    }

    /** Reserves what can be valued now. */
    void reserve(MarketView market, String currency) {
        if (waiting.isEmpty()) {
            return;
        }
        Prices prices = new Prices(market, limits, currency);
        for (Iterator<ParentOrder> all = waiting.values().iterator(); all.hasNext(); ) {
            ParentOrder parent = all.next();
            Optional<Worth> worth = worth(parent, market, prices);
            if (worth.isPresent()) {
                reserve(parent, worth.get());
                all.remove();
            }
        }
    }

    private void reserve(ParentOrder parent, Worth worth) {
        book.reserve(new Reservation(
                parent.orderId(),
                parent.intent().symbol(),
                parent.intent().side(),
                parent.progress().quantity(),
                worth.unitValue(),
                worth.unitCost(),
                parent.intent().strategy(),
                parent.intent().venue()));
        book.onParent(parent.orderId(), parent.intent().type(), parent.progress());
    }

    private Optional<Worth> worth(ParentOrder parent, MarketView market, Prices prices) {
        Symbol symbol = parent.intent().symbol();
        Optional<Instrument> instrument = market.instrument(symbol);
        Optional<BigDecimal> rate = prices.accountRate(symbol.quote());
        Optional<BigDecimal> reference =
                parent.arrivalMid().signum() > 0 ? Optional.of(parent.arrivalMid()) : prices.reference(symbol);
        if (instrument.isEmpty() || rate.isEmpty() || reference.isEmpty()) {
            return Optional.empty();
        }
        Worth.Basis basis = new Worth.Basis(prices, limits, reference.get(), rate.get());
        return Optional.of(Worth.of(parent.intent().type(), parent.intent().side(), instrument.get(), basis));
    }
}
