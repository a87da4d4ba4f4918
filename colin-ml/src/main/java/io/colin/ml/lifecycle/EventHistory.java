package io.colin.ml.lifecycle;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest events of each symbol, so that a newcomer can be warmed up while the others work: bars apart from the rest,
 * which would crowd them out. Safe for any thread; held for moments only.
 */
final class EventHistory {
    private final int bars;
    private final int others;
    private final Map<Symbol, Deque<Entry>> kept = new HashMap<>();
    private final Map<Symbol, Deque<Entry>> keptBars = new HashMap<>();
    private long sequence;

    EventHistory(int bars, int others) {
        this.bars = bars;
        this.others = others;
    }

    /** An event and its number. */
    record Entry(long sequence, MarketEvent event) {}

    synchronized void add(MarketEvent event) {
        boolean bar = event instanceof Bar;
        Deque<Entry> queue = (bar ? keptBars : kept).computeIfAbsent(event.symbol(), symbol -> new ArrayDeque<>());
        if (queue.size() >= (bar ? bars : others)) {
            queue.removeFirst();
        }
        sequence++;
        queue.addLast(new Entry(sequence, event));
    }

    /** What is kept of the events after a number, in order. */
    synchronized List<Entry> after(long number) {
        List<Entry> entries = new ArrayList<>();
        kept.values().forEach(entries::addAll);
        keptBars.values().forEach(entries::addAll);
        entries.removeIf(entry -> entry.sequence() <= number);
        entries.sort(Comparator.comparingLong(Entry::sequence));
        return entries;
    }

    synchronized long newest() {
        return sequence;
    }
}
