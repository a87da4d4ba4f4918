package io.colin.execution.backtest;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.instrument.Payoff;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.Fill;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Matches fills first in, first out. What one closing order closes of one opening order is one round trip, however many
 * fills it took. A fee in the base currency of a spot symbol reduces the lot it came with, as it reduces the holding.
 */
final class RoundTripBook {
    private final Map<Symbol, Instrument> instruments;
    private final BiFunction<String, BigDecimal, Optional<BigDecimal>> inAccount;
    private final Map<Symbol, Deque<Lot>> open = new HashMap<>();
    private final Map<Key, Trip> trips = new LinkedHashMap<>();
    private final Map<Key, BigDecimal> ratesAtClose = new HashMap<>();
    private final Set<String> unrated = new HashSet<>();

    /** Which orders; ids are unique in a run. */
    private record Key(Symbol symbol, String opening, String closing) {}

    /** What is left of a fill that opened. */
    private record Lot(
            String orderId, long timeNs, boolean isLong, BigDecimal quantity, BigDecimal price, BigDecimal fee) {}

    /** Sums of a round trip. */
    private record Trip(
            boolean isLong,
            long openedNs,
            long closedNs,
            BigDecimal quantity,
            BigDecimal entryWorth,
            BigDecimal exitWorth,
            BigDecimal fees) {
        Trip and(Trip more) {
            return new Trip(
                    isLong,
                    Math.min(openedNs, more.openedNs),
                    Math.max(closedNs, more.closedNs),
                    quantity.add(more.quantity),
                    entryWorth.add(more.entryWorth),
                    exitWorth.add(more.exitWorth),
                    fees.add(more.fees));
        }
    }

    /**
     * A book without lots.
     *
     * @param instruments terms of what is traded
     * @param inAccount turns an amount of a currency into the account's
     */
    RoundTripBook(Map<Symbol, Instrument> instruments, BiFunction<String, BigDecimal, Optional<BigDecimal>> inAccount) {
        this.instruments = Map.copyOf(instruments);
        this.inAccount = inAccount;
    }

    void on(Fill fill) {
        Instrument instrument = instruments.get(fill.symbol());
        if (instrument == null) {
            return;
        }
        Deque<Lot> lots = open.computeIfAbsent(fill.symbol(), symbol -> new ArrayDeque<>());
        boolean buys = fill.signedQuantity().signum() > 0;
        boolean inBase = instrument.kind() == InstrumentKind.SPOT
                && fill.feeCurrency().equals(fill.symbol().base());
        BigDecimal left = fill.quantity();
        BigDecimal feeLeft = feeInSettlement(fill, instrument, inBase);
        while (left.signum() > 0 && !lots.isEmpty() && lots.getFirst().isLong() != buys) {
            Lot lot = lots.removeFirst();
            BigDecimal closed = lot.quantity().min(left);
            BigDecimal lotFee = part(lot.fee(), closed, lot.quantity());
            BigDecimal fillFee = part(feeLeft, closed, left);
            close(instrument, fill, lot, closed, lotFee.add(fillFee));
            if (closed.compareTo(lot.quantity()) < 0) {
                lots.addFirst(new Lot(
                        lot.orderId(),
                        lot.timeNs(),
                        lot.isLong(),
                        lot.quantity().subtract(closed),
                        lot.price(),
                        lot.fee().subtract(lotFee)));
            }
            left = left.subtract(closed);
            feeLeft = feeLeft.subtract(fillFee);
        }
        if (left.signum() > 0) {
            lots.addLast(new Lot(fill.parentId(), fill.timeNs(), buys, left, fill.price(), feeLeft));
        }
        if (inBase && fill.fee().signum() > 0) {
            give(lots, fill.fee());
        }
    }

    /** Every round trip so far, in the order they were closed first. */
    List<RoundTrip> trips() {
        List<RoundTrip> found = new ArrayList<>(trips.size());
        trips.forEach((key, trip) -> found.add(trip(key, trip)));
        return List.copyOf(found);
    }

    private void close(Instrument instrument, Fill fill, Lot lot, BigDecimal closed, BigDecimal fees) {
        BigDecimal signed = lot.isLong() ? closed : closed.negate();
        Trip piece = new Trip(
                lot.isLong(),
                lot.timeNs(),
                fill.timeNs(),
                closed,
                instrument.worth(signed, lot.price()),
                instrument.worth(signed, fill.price()),
                fees);
        Key key = new Key(fill.symbol(), lot.orderId(), fill.parentId());
        trips.merge(key, piece, Trip::and);
        inAccount.apply(instrument.settlementCurrency(), BigDecimal.ONE).ifPresent(rate -> ratesAtClose.put(key, rate));
    }

    private RoundTrip trip(Key key, Trip trip) {
        Instrument instrument = instruments.get(key.symbol());
        if (instrument == null) {
            throw new IllegalStateException("a round trip of an unknown symbol " + key.symbol());
        }
        BigDecimal gross = Decimals.normal(trip.exitWorth().subtract(trip.entryWorth()));
        BigDecimal fees = Decimals.normal(trip.fees());
        return new RoundTrip(
                key.symbol(),
                trip.isLong(),
                Decimals.normal(trip.quantity()),
                trip.openedNs(),
                trip.closedNs(),
                price(instrument, trip.quantity(), trip.entryWorth()),
                price(instrument, trip.quantity(), trip.exitWorth()),
                gross,
                fees,
                instrument.settlementCurrency(),
                Decimals.normal(trip.entryWorth().abs()),
                Optional.ofNullable(ratesAtClose.get(key))
                        .filter(rate -> !unrated.contains(key.opening()) && !unrated.contains(key.closing()))
                        .map(rate -> Decimals.normal(gross.subtract(fees).multiply(rate))));
    }

    /** The average that gives the same worth. */
    private static BigDecimal price(Instrument instrument, BigDecimal quantity, BigDecimal worth) {
        BigDecimal contracts = quantity.multiply(instrument.contractSize());
        return Decimals.normal(
                instrument.payoff() == Payoff.INVERSE
                        ? contracts.divide(worth.abs(), Decimals.QUOTIENT)
                        : worth.abs().divide(contracts, Decimals.QUOTIENT));
    }

    /** A fee of a third currency counts at the rates of now; where one is missing, the net of its order is unknown. */
    private BigDecimal feeInSettlement(Fill fill, Instrument instrument, boolean inBase) {
        String settlement = instrument.settlementCurrency();
        if (fill.feeCurrency().equals(settlement)) {
            return fill.fee();
        }
        if (inBase) {
            return instrument.worth(fill.fee(), fill.price());
        }
        Optional<BigDecimal> fee = inAccount.apply(fill.feeCurrency(), fill.fee());
        Optional<BigDecimal> rate = inAccount.apply(settlement, BigDecimal.ONE);
        if (fee.isEmpty() || rate.isEmpty()) {
            unrated.add(fill.parentId());
            return BigDecimal.ZERO;
        }
        return fee.orElseThrow().divide(rate.orElseThrow(), Decimals.QUOTIENT);
    }

    /** Takes a fee out of the newest lots: it was paid in what they hold, and its worth is in their fees. */
    private static void give(Deque<Lot> lots, BigDecimal fee) {
        BigDecimal left = fee;
        while (left.signum() > 0 && !lots.isEmpty() && lots.getLast().isLong()) {
            Lot lot = lots.removeLast();
            BigDecimal taken = lot.quantity().min(left);
            left = left.subtract(taken);
            if (taken.compareTo(lot.quantity()) < 0) {
                lots.addLast(new Lot(
                        lot.orderId(), lot.timeNs(), true, lot.quantity().subtract(taken), lot.price(), lot.fee()));
            }
        }
    }

    /** All of it for the whole; else a share. */
    private static BigDecimal part(BigDecimal amount, BigDecimal share, BigDecimal whole) {
        return share.compareTo(whole) == 0 ? amount : amount.multiply(share).divide(whole, Decimals.QUOTIENT);
    }
}
