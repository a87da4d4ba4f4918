package io.colin.execution.backtest;

import io.colin.api.ColinException;
import io.colin.api.event.CashMoved;
import io.colin.api.event.FundingSettled;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.RunStarted;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.ledger.EventStore;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.execution.store.LedgerCodec;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Measures a run from its ledger, finished or not. A ledger keeps what was decided and filled but no prices: with the data
 * of the run the account is valued again, at last prices once a minute and at every fill; without them whatever needs a
 * valuation is absent and says so.
 */
public final class LedgerReplay {
    private static final long VALUE_EVERY_NS = 60_000_000_000L;

    private final RunStarted started;
    private final List<LedgerEvent> events;

    private LedgerReplay(RunStarted started, List<LedgerEvent> events) {
        this.started = started;
        this.events = List.copyOf(events);
    }

    /**
     * Reads a ledger.
     *
     * @param store read from its beginning
     * @return what it holds
     * @throws ColinException with STORE_DAMAGED if it is damaged, with DATA_INVALID if no run has started in it
     */
    public static LedgerReplay read(EventStore store) {
        List<LedgerEvent> events = new ArrayList<>();
        store.read(1, entry -> events.add(LedgerCodec.decode(entry)));
        for (LedgerEvent event : events) {
            if (event instanceof RunStarted started) {
                return new LedgerReplay(started, events);
            }
        }
        throw new ColinException(ColinException.Reason.DATA_INVALID, "ledger: must hold a run that has started");
    }

    /**
     * Which run it is.
     *
     * @return the first record of the run
     */
    public RunStarted started() {
        return started;
    }

    /**
     * The symbols it traded.
     *
     * @return every symbol with a fill
     */
    public Set<Symbol> traded() {
        Set<Symbol> symbols = new HashSet<>();
        events.forEach(event -> {
            if (event instanceof OrderFilled filled) {
                symbols.add(filled.fill().symbol());
            }
        });
        return symbols;
    }

    /**
     * Measures the run without its data.
     *
     * @param instruments terms of what it traded
     * @param trials how much was tried
     * @return what it came to
     * @throws IllegalArgumentException if the terms of a traded symbol are missing
     */
    public BacktestReport measure(List<Instrument> instruments, Trials trials) {
        RunRecorder recorder = recorder(instruments);
        events.forEach(recorder::on);
        return recorder.report(trials, Optional.empty(), new TreeMap<>());
    }

    /**
     * Measures the run with its data.
     *
     * @param source the market data of the run
     * @param instruments terms of all its symbols
     * @param trials how much was tried
     * @return what it came to
     * @throws IllegalArgumentException if the data are not those of the run, or terms are missing
     */
    public BacktestReport measure(MarketDataSource source, List<Instrument> instruments, Trials trials) {
        Require.that(
                source.fingerprint().equals(started.sourceFingerprint()),
                "source",
                "must be the data of the run, " + started.source() + " with SHA-256 " + started.sourceFingerprint(),
                source.id());
        Valued valued = new Valued(recorder(instruments), instruments);
        try (MarketDataStream stream = source.open()) {
            while (stream.poll(valued::onMarket) == MarketDataStream.Polled.EVENT && !valued.isOver()) {
                valued.onRecords();
            }
        }
        valued.onRest();
        return valued.recorder.report(trials, Optional.empty(), new TreeMap<>());
    }

    private RunRecorder recorder(List<Instrument> instruments) {
        Set<Symbol> missing = traded();
        instruments.forEach(one -> missing.remove(one.symbol()));
        Require.that(missing.isEmpty(), "instruments", "must hold the terms of what was traded", missing);
        return new RunRecorder(instruments);
    }

    /** Brings market and record into the order in which the engine saw them, and values the account. */
    private final class Valued {
        private final RunRecorder recorder;
        private final List<Instrument> instruments;
        private final PortfolioBook book;
        private final LastPrices prices = new LastPrices();
        private final Deque<LedgerEvent> records = new ArrayDeque<>(events);
        private long position;
        private long timeNs;
        private long valueAtNs = Long.MIN_VALUE;

        Valued(RunRecorder recorder, List<Instrument> instruments) {
            this.recorder = recorder;
            this.instruments = List.copyOf(instruments);
            book = PortfolioBook.of(started.account(), started.currency(), started.initialCash(), instruments);
        }

        void onMarket(MarketEvent event) {
            recorder.onMarket(event);
            prices.on(event);
            position++;
            timeNs = event.timeNs();
        }

        /** What the engine recorded between this market event and the next carries this event's number. */
        void onRecords() {
            while (!records.isEmpty() && isDue(records.getFirst())) {
                LedgerEvent event = records.removeFirst();
                recorder.on(event);
                timeNs = Math.max(timeNs, event.header().timeNs());
                if (event instanceof RunStarted) {
                    value(); // what the run begins with, before anything is paid
                } else if (event instanceof OrderFilled filled) {
                    book.apply(filled.fill());
                    value();
                } else if (event instanceof FundingSettled settled) {
                    book.apply(settled.payment());
                    value();
                } else if (event instanceof CashMoved moved) {
                    book.apply(moved.flow(), moved.rate());
                    value();
                }
            }
            if (timeNs >= valueAtNs) {
                value();
            }
        }

        /** A run starts at the time of the market event that comes next, which has been looked at by then. */
        private boolean isDue(LedgerEvent event) {
            long from = event instanceof RunStarted ? 1 : 0;
            return event.header().sourcePosition() + from <= position;
        }

        /** A run may start at the end of its data, or end without another event. */
        void onRest() {
            position++;
            onRecords();
            value();
        }

        /** A run that was stopped has nothing to value after its last record. */
        boolean isOver() {
            return records.isEmpty();
        }

        private void value() {
            valueAtNs = timeNs + VALUE_EVERY_NS;
            prices.advance(timeNs);
            for (Instrument instrument : instruments) {
                Optional<BigDecimal> price = prices.price(instrument.symbol());
                price.ifPresent(known -> book.mark(instrument.symbol(), known, timeNs));
            }
            recorder.onPortfolio(book.snapshot());
        }
    }
}
