package io.colin.execution.source;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.BookDelta;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.DataGap;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Turns the messages of a recording into events on receive time. A snapshot is asked for while depth updates arrive, so
 * it is older than the last of them when it comes: those that follow from it are delivered after it, as the exchange
 * tells every client to do.
 */
final class BinanceStream implements MarketDataStream {
    private static final System.Logger LOG = System.getLogger(BinanceStream.class.getName());

    /** Twelve seconds of the busiest stream seen; a snapshot takes a fraction of one. */
    private static final int MOST_RECENT = 1_000;

    private final String name;
    private final BinanceLines lines;
    private final Symbol symbol;
    private final Queue<MarketEvent> pending = new ArrayDeque<>();
    private final Deque<BookDelta> recent = new ArrayDeque<>();
    private final Set<String> skipped = new HashSet<>();
    private boolean bookKnown;
    private String venueSymbol = "";
    private long lastNs;

    BinanceStream(String name, BinanceLines lines, Symbol symbol) {
        this.name = name;
        this.lines = lines;
        this.symbol = symbol;
    }

    @Override
    public Polled poll(Consumer<? super MarketEvent> sink) {
        while (pending.isEmpty()) {
            if (!lines.next()) {
                if (lastNs == 0) {
                    throw new ColinException(Reason.DATA_INVALID, name + ": must hold at least one market message");
                }
                return Polled.ENDED;
            }
            try {
                readMessage(lines.message());
            } catch (IllegalArgumentException e) {
                throw lines.line().invalid(String.valueOf(e.getMessage()), e);
            }
        }
        sink.accept(pending.remove());
        return Polled.EVENT;
    }

    @Override
    public void close() {
        lines.close();
    }

    private void readMessage(BinanceMessage message) {
        BinanceMessage.Kind kind = message.kind();
        if (kind == BinanceMessage.Kind.OTHER) {
            if (skipped.add(message.channel())) {
                LOG.log(System.Logger.Level.INFO, "{0}: messages are left out: {1}", name, named(message.channel()));
            }
            return;
        }
        checkSymbol(message.symbol());
        if (kind == BinanceMessage.Kind.TRADE && !message.isMarketTrade()) {
            return;
        }
        long timeNs = advance();
        switch (kind) {
            case TICKER -> pending.add(quote(message, timeNs));
            case DEPTH -> addDelta(delta(message, timeNs));
            case TRADE -> pending.add(trade(message, timeNs));
            case SNAPSHOT ->
                addSnapshot(new BookSnapshot(symbol, timeNs, message.snapshotId(), message.bids(), message.asks()));
            case OTHER -> throw new IllegalStateException("was left out above");
        }
    }

    private static String named(String channel) {
        return channel.isEmpty() ? "answers to requests" : channel;
    }

    private void addDelta(BookDelta delta) {
        if (recent.size() == MOST_RECENT) {
            recent.remove();
        }
        recent.add(delta);
        if (bookKnown) {
            pending.add(delta);
        }
    }

    private void addSnapshot(BookSnapshot snapshot) {
        bookKnown = true;
        pending.add(snapshot);
        for (BookDelta delta : recent) {
            if (delta.lastUpdateId() > snapshot.lastUpdateId()) {
                pending.add(at(snapshot.timeNs(), delta));
            }
        }
    }

    private static BookDelta at(long timeNs, BookDelta delta) {
        return new BookDelta(
                delta.symbol(),
                timeNs,
                delta.firstUpdateId(),
                delta.lastUpdateId(),
                delta.previousUpdateId(),
                delta.bids(),
                delta.asks());
    }

    /** The receive time, held where the receiver's clock was set back: the order of the file is the order of receipt. */
    private long advance() {
        long receivedNs = lines.receivedNs();
        if (receivedNs < lastNs) {
            mark(
                    DataGap.Kind.OUT_OF_ORDER,
                    "received at " + receivedNs + ", before the message above it; taken as " + lastNs);
        }
        lastNs = Math.max(lastNs, receivedNs);
        return lastNs;
    }

    private void checkSymbol(String found) {
        if (found.isEmpty() || found.equals(venueSymbol)) {
            return;
        }
        if (!venueSymbol.isEmpty()) {
            throw new IllegalArgumentException(
                    "s: must be " + venueSymbol + " like the messages above (" + found + ")");
        }
        int suffix = found.indexOf('_');
        String pair = suffix < 0 ? found : found.substring(0, suffix);
        if (!pair.equals(symbol.base() + symbol.quote())) {
            throw new IllegalArgumentException("s: must be the symbol of " + symbol + " (" + found + ")");
        }
        venueSymbol = found;
    }

    private MarketEvent quote(BinanceMessage message, long timeNs) {
        if (message.bid().signum() <= 0 || message.ask().signum() <= 0) {
            return gap(DataGap.Kind.INVALID, timeNs, "a side of the book is empty");
        }
        return new Quote(symbol, timeNs, message.bid(), message.bidSize(), message.ask(), message.askSize());
    }

    private BookDelta delta(BinanceMessage message, long timeNs) {
        return new BookDelta(
                symbol,
                timeNs,
                message.firstId(),
                message.lastId(),
                message.previousId(),
                message.bids(),
                message.asks());
    }

    private MarketEvent trade(BinanceMessage message, long timeNs) {
        if (message.price().signum() <= 0 || message.quantity().signum() <= 0) {
            return gap(
                    DataGap.Kind.INVALID,
                    timeNs,
                    "price " + message.price() + " and quantity " + message.quantity() + " must be above 0");
        }
        Aggressor aggressor = message.buyerIsMaker() ? Aggressor.SELL : Aggressor.BUY;
        return new Trade(symbol, timeNs, message.price(), message.quantity(), aggressor);
    }

    private void mark(DataGap.Kind kind, String what) {
        pending.add(gap(kind, lastNs, what));
    }

    private DataGap gap(DataGap.Kind kind, long timeNs, String what) {
        return new DataGap(symbol, timeNs, kind, "line " + lines.line().number() + ": " + what);
    }
}
