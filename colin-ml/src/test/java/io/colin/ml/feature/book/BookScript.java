package io.colin.ml.feature.book;

import io.colin.api.instrument.Instrument;
import io.colin.api.market.Aggressor;
import io.colin.api.market.BookDelta;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

/**
 * A made-up market with a book, a ticker that leads it, and trades, whose mid moves away from the heavier side: the same
 * seed gives the same events.
 */
public final class BookScript {
    /** Time of the first event, ns since epoch. */
    public static final long START_NS = 1_700_000_000_300_000_000L;

    static final long SECOND_NS = 1_000_000_000L;
    /** Quantity in base currency. */
    public static final Instrument LINEAR = Instrument.perpetual("BTC/USDT:USDT")
            .tickSize("0.1")
            .lotSize("0.001")
            .minQuantity("0.001")
            .build();
    /** Quantity in contracts. */
    public static final Instrument INVERSE = Instrument.perpetual("BTC/USD:BTC")
            .tickSize("0.1")
            .lotSize("1")
            .minQuantity("1")
            .contractSize("100")
            .inverse()
            .build();

    private static final int DEPTH = 40;

    private final Instrument instrument;
    private final Random random;
    private final NavigableMap<Integer, Integer> bids = new TreeMap<>(Collections.reverseOrder());
    private final NavigableMap<Integer, Integer> asks = new TreeMap<>();
    private final List<MarketEvent> events = new ArrayList<>();
    private final List<BookLevel> changedBids = new ArrayList<>();
    private final List<BookLevel> changedAsks = new ArrayList<>();
    private int mid = 10_000;
    private long timeNs = START_NS;
    private long updateId = 100;
    private long flushedNs = START_NS;

    private BookScript(Instrument instrument, long seed) {
        this.instrument = instrument;
        this.random = new Random(seed);
    }

    /**
     * A snapshot and what follows it, a whole life of a book without trouble.
     *
     * @param instrument whose book
     * @param seed of everything
     * @param count of events
     * @return the events in order of time
     */
    public static List<MarketEvent> events(Instrument instrument, long seed, int count) {
        BookScript script = new BookScript(instrument, seed);
        script.begin();
        while (script.events.size() < count) {
            script.step();
        }
        return script.events;
    }

    private void begin() {
        for (int k = 1; k <= DEPTH; k++) {
            bids.put(mid - k, size());
            asks.put(mid + k, size());
        }
        events.add(new BookSnapshot(instrument.symbol(), timeNs, updateId, levels(bids), levels(asks)));
    }

    private void step() {
        // Several events share a time now and then, and some gaps are longer than a second.
        timeNs += switch (random.nextInt(10)) {
            case 0, 1 -> 0;
            case 2 -> random.nextInt(1_500) * 1_000_000L;
            default -> random.nextInt(40) * 1_000_000L;
        };
        change();
        int kind = random.nextInt(10);
        if (kind < 4) {
            events.add(quote());
        }
        if (kind < 7 || timeNs - flushedNs > SECOND_NS / 2) {
            flush();
        }
        if (kind == 8) {
            trade();
        }
    }

    private void change() {
        if (random.nextInt(8) == 0) {
            mid += random.nextInt(4) == 0 ? (random.nextBoolean() ? 1 : -1) : heavierSide();
        }
        for (int i = 0; i < 3; i++) {
            int away = random.nextInt(DEPTH) / (1 + random.nextInt(6));
            put(bids, changedBids, mid - 1 - away, random.nextInt(4) == 0 ? 0 : size());
            put(asks, changedAsks, mid + 1 + away, random.nextInt(4) == 0 ? 0 : size());
        }
        while (bids.size() > 1 && bids.firstKey() >= mid) {
            put(bids, changedBids, bids.firstKey(), 0);
        }
        while (asks.size() > 1 && asks.firstKey() <= mid) {
            put(asks, changedAsks, asks.firstKey(), 0);
        }
    }

    /** As in real books, the side with less resting gives way more often. */
    private int heavierSide() {
        return bids.firstEntry().getValue() > asks.firstEntry().getValue() ? 1 : -1;
    }

    private void flush() {
        long previous = updateId;
        flushedNs = timeNs;
        updateId += 1 + random.nextInt(5);
        events.add(
                new BookDelta(instrument.symbol(), timeNs, previous + 1, updateId, previous, changedBids, changedAsks));
        changedBids.clear();
        changedAsks.clear();
    }

    private Quote quote() {
        return new Quote(
                instrument.symbol(), timeNs,
                price(bids.firstKey()), quantity(bids.firstEntry().getValue()),
                price(asks.firstKey()), quantity(asks.firstEntry().getValue()));
    }

    private void trade() {
        boolean buy = random.nextBoolean();
        events.add(new Trade(
                instrument.symbol(),
                timeNs,
                price(buy ? asks.firstKey() : bids.firstKey()),
                quantity(size()),
                buy ? Aggressor.BUY : Aggressor.SELL));
    }

    private void put(NavigableMap<Integer, Integer> side, List<BookLevel> changed, int ticks, int size) {
        if (size == 0) {
            side.remove(ticks);
        } else {
            side.put(ticks, size);
        }
        changed.removeIf(level -> level.price().compareTo(price(ticks)) == 0);
        changed.add(new BookLevel(price(ticks), quantity(size)));
    }

    private int size() {
        return 1 + random.nextInt(5_000);
    }

    private List<BookLevel> levels(Map<Integer, Integer> side) {
        return side.entrySet().stream()
                .map(e -> new BookLevel(price(e.getKey()), quantity(e.getValue())))
                .toList();
    }

    private static BigDecimal price(int ticks) {
        return BigDecimal.valueOf(ticks, 1);
    }

    private BigDecimal quantity(int lots) {
        return instrument.equals(INVERSE) ? BigDecimal.valueOf(lots) : BigDecimal.valueOf(lots, 2);
    }
}
