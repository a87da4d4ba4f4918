package io.colin.execution.venue.paper;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Fill;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The account at a venue that asks for margin: what it is worth and what it needs, a settlement currency at a time. Spot
 * symbols are none of its business.
 */
final class MarginAccount {
    /** Event time between two looks at whether what is held may be kept. */
    private static final long LOOK_NS = Duration.ofSeconds(1).toNanos();

    private final Margin terms;
    private final Map<Symbol, SymbolMarket> markets;
    private final Positions positions;
    private final Map<String, BigDecimal> cash;
    private final Map<Symbol, Mark> marks = new HashMap<>();
    private final Map<String, Breach> breaches = new TreeMap<>();
    /** The breaches as of the last look, for threads that ask what the venue assumes. */
    private volatile SortedMap<String, Breach> stated = Collections.emptySortedMap();

    private long nextLookNs = Long.MIN_VALUE;

    /** What a symbol was worth last; of a book that had but one side it is only held until there is better. */
    private record Mark(BigDecimal price, boolean isFirm) {}

    /** How often a currency had too little, since when first, and by how much at most. */
    private record Breach(int times, long firstNs, BigDecimal worst, boolean lasts) {}

    MarginAccount(Margin terms, Map<Symbol, SymbolMarket> markets, Positions positions) {
        this.terms = terms;
        this.markets = markets;
        this.positions = positions;
        this.cash = new TreeMap<>(terms.collateral());
    }

    /** An execution here, or one from before a restart. */
    void on(Fill fill) {
        SymbolMarket market = markets.get(fill.symbol());
        if (market == null || !isMargined(market.instrument())) {
            return;
        }
        Instrument instrument = market.instrument();
        BigDecimal paid = instrument.worth(fill.signedQuantity(), fill.price()).add(fill.fee());
        cash.merge(instrument.settlementCurrency(), paid.negate(), BigDecimal::add);
        marks.put(fill.symbol(), new Mark(fill.price(), true));
        nextLookNs = Long.MIN_VALUE;
    }

    /**
     * Why an order may not be, or not for so much: what it adds needs more than there is.
     *
     * @param quantity the whole order, with what is filled of it
     */
    Optional<Refusal> refusal(PaperOrder order, BigDecimal quantity) {
        Symbol symbol = order.origin().symbol();
        Instrument instrument = market(symbol).instrument();
        if (!isMargined(instrument) || order.origin().reduceOnly()) {
            return Optional.empty();
        }
        Side side = order.side();
        BigDecimal after = fullest(symbol, side, Optional.of(order)).add(quantity.subtract(order.filled()));
        BigDecimal before = fullest(symbol, side, Optional.empty());
        if (after.compareTo(before.max(BigDecimal.ZERO)) <= 0) {
            return Optional.empty(); // It adds nothing to what may be held beyond flat, and so needs nothing.
        }
        String currency = instrument.settlementCurrency();
        Optional<BigDecimal> equity = equity(currency);
        Optional<BigDecimal> needed = initial(symbol, after, Optional.of(order));
        for (Symbol other : markets.keySet()) {
            if (!other.equals(symbol) && isOf(other, currency)) {
                BigDecimal most = largest(other);
                needed = needed.flatMap(
                        sum -> initial(other, most, Optional.empty()).map(sum::add));
            }
        }
        if (needed.isEmpty() || equity.isEmpty()) {
            return Optional.of(new Refusal(
                    OrderChecks.NO_BOOK,
                    OrderChecks.NO_BOOK + ": no price to measure the margin in " + currency + " by"));
        }
        return needed.orElseThrow().compareTo(equity.orElseThrow()) <= 0
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        DenialCode.MARGIN_EXCEEDS_FREE_BALANCE,
                        "currency=" + currency + " equity=" + Decimals.text(equity.orElseThrow()) + " initial_margin="
                                + Decimals.text(needed.orElseThrow()) + " rate="
                                + Decimals.text(terms.rates(symbol).initial())));
    }

    /** Looks whether what is held may be kept, once a second; what has no price yet is not judged. */
    void look(long timeNs) {
        if (timeNs < nextLookNs) {
            return;
        }
        nextLookNs = timeNs + LOOK_NS;
        Map<String, BigDecimal> needed = new TreeMap<>();
        for (Symbol symbol : markets.keySet()) {
            Instrument instrument = market(symbol).instrument();
            if (isMargined(instrument)) {
                BigDecimal held = positions.of(symbol);
                marked(symbol).filter(mark -> held.signum() != 0).ifPresent(mark -> {
                    BigDecimal kept = terms.rates(symbol)
                            .maintenance()
                            .multiply(instrument.worth(held, mark).abs());
                    needed.merge(instrument.settlementCurrency(), kept, BigDecimal::add);
                });
            }
        }
        breaches.replaceAll((currency, breach) -> needed.containsKey(currency) ? breach : over(breach));
        needed.forEach((currency, kept) ->
                equity(currency).ifPresent(equity -> judge(currency, kept.subtract(equity), timeNs)));
        if (!breaches.equals(stated)) {
            stated = Collections.unmodifiableSortedMap(new TreeMap<>(breaches));
        }
    }

    private void judge(String currency, BigDecimal lacking, long timeNs) {
        Breach known = breaches.get(currency);
        if (lacking.signum() <= 0) {
            if (known != null) {
                breaches.put(currency, over(known));
            }
        } else if (known == null) {
            breaches.put(currency, new Breach(1, timeNs, lacking, true));
        } else {
            int times = known.lasts() ? known.times() : known.times() + 1;
            breaches.put(
                    currency, new Breach(times, known.firstNs(), known.worst().max(lacking), true));
        }
    }

    private static Breach over(Breach breach) {
        return new Breach(breach.times(), breach.firstNs(), breach.worst(), false);
    }

    /** What it is worth now: collateral, less fees, with what is won or lost at the mid; empty without a price of it. */
    private Optional<BigDecimal> equity(String currency) {
        BigDecimal sum = cash.getOrDefault(currency, BigDecimal.ZERO);
        for (Symbol symbol : markets.keySet()) {
            BigDecimal held = positions.of(symbol);
            if (held.signum() != 0 && isOf(symbol, currency)) {
                Optional<BigDecimal> mark = marked(symbol);
                if (mark.isEmpty()) {
                    return Optional.empty();
                }
                sum = sum.add(market(symbol).instrument().worth(held, mark.orElseThrow()));
            }
        }
        return Optional.of(Decimals.normal(sum));
    }

    /** For reports: the terms, and what became of them. Any thread. */
    String text() {
        StringBuilder text = new StringBuilder("margin on a collateral of ");
        terms.collateral()
                .forEach((currency, amount) -> text.append(Decimals.text(amount))
                        .append(' ')
                        .append(currency)
                        .append(", "));
        text.append(rates(terms.rates()));
        terms.own()
                .forEach((symbol, rates) ->
                        text.append(", ").append(symbol).append(' ').append(rates(rates)));
        text.append(" of the value at the mid, orders at their fullest; funding does not reach that account and nothing"
                + " is liquidated");
        stated.forEach((currency, breach) -> text.append("; the maintenance margin of ")
                .append(currency)
                .append(" was breached ")
                .append(breach.times() == 1 ? "once" : breach.times() + " times")
                .append(", first at ")
                .append(Instant.EPOCH.plusNanos(breach.firstNs()))
                .append(", by ")
                .append(Decimals.text(breach.worst()))
                .append(" at most")
                .append(breach.lasts() ? ", and is" : ""));
        return text.toString();
    }

    private static String rates(Margin.Rates rates) {
        return "initial " + Decimals.text(rates.initial()) + " and maintenance " + Decimals.text(rates.maintenance());
    }

    /** The most a symbol may come to, on the side where that is more. */
    private BigDecimal largest(Symbol symbol) {
        return fullest(symbol, Side.BUY, Optional.empty())
                .max(fullest(symbol, Side.SELL, Optional.empty()))
                .max(BigDecimal.ZERO);
    }

    /** The most a symbol may come to long (or short, for sells) when what is open fills; below 0 the other way. */
    private BigDecimal fullest(Symbol symbol, Side side, Optional<PaperOrder> without) {
        BigDecimal held = positions.of(symbol);
        BigDecimal sum = side == Side.BUY ? held : held.negate();
        for (PaperOrder order : market(symbol).open()) {
            boolean counts = order.side() == side
                    && !order.origin().reduceOnly()
                    && !without.map(order::equals).orElse(false);
            if (counts) {
                sum = sum.add(order.leaves());
            }
        }
        return sum;
    }

    /** What a quantity needs to be opened; empty if nothing tells what it is worth. */
    private Optional<BigDecimal> initial(Symbol symbol, BigDecimal quantity, Optional<PaperOrder> asked) {
        if (quantity.signum() == 0) {
            return Optional.of(BigDecimal.ZERO);
        }
        Instrument instrument = market(symbol).instrument();
        return marked(symbol)
                .map(mark -> instrument.worth(quantity, mark).abs())
                .or(() -> Stream.concat(market(symbol).open().stream(), asked.stream())
                        .flatMap(order -> order.limit().stream())
                        .map(limit -> instrument.worth(quantity, limit).abs())
                        .max(Comparator.naturalOrder())) // Before a symbol has a price, the dearest of its orders.
                .map(terms.rates(symbol).initial()::multiply);
    }

    /** The mid now, or the last one seen or price filled at; before there is one, what a side shows or showed. */
    private Optional<BigDecimal> marked(Symbol symbol) {
        SymbolMarket market = market(symbol);
        Optional<BigDecimal> bid = market.best(Side.BUY);
        Optional<BigDecimal> ask = market.best(Side.SELL);
        Mark known = marks.get(symbol);
        if (bid.isPresent() && ask.isPresent()) {
            BigDecimal mid = bid.orElseThrow().add(ask.orElseThrow()).divide(BigDecimal.TWO);
            marks.put(symbol, new Mark(mid, true));
        } else if (known == null || !known.isFirm()) {
            bid.or(() -> ask).ifPresent(side -> marks.put(symbol, new Mark(side, false)));
        }
        return Optional.ofNullable(marks.get(symbol)).map(Mark::price);
    }

    private boolean isOf(Symbol symbol, String currency) {
        Instrument instrument = market(symbol).instrument();
        return isMargined(instrument) && instrument.settlementCurrency().equals(currency);
    }

    private static boolean isMargined(Instrument instrument) {
        return instrument.kind() != InstrumentKind.SPOT;
    }

    private SymbolMarket market(Symbol symbol) {
        SymbolMarket market = markets.get(symbol);
        if (market == null) {
            throw new IllegalStateException("symbol: is not traded here (" + symbol + ")");
        }
        return market;
    }
}
