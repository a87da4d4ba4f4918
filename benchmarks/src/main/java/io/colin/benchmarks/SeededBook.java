package io.colin.benchmarks;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Minutes of a {@link ProfileMarket} as a source: mostly changes of its order book, as a recorded stream is. */
final class SeededBook implements MarketDataSource {
    private final List<MarketEvent> events;

    private SeededBook(List<MarketEvent> events) {
        this.events = List.copyOf(events);
    }

    static SeededBook of(int most) {
        ProfileMarket market = new ProfileMarket();
        List<MarketEvent> events = new ArrayList<>(most);
        while (events.size() < most) {
            // What it tells of other symbols is for features, which are not measured here.
            market.events().stream()
                    .filter(event -> event.symbol().equals(instrument().symbol()))
                    .sorted((a, b) -> Long.compare(a.timeNs(), b.timeNs()))
                    .forEach(events::add);
            market.bar();
        }
        return new SeededBook(events.subList(0, most));
    }

    static Instrument instrument() {
        return ProfileMarket.INSTRUMENT;
    }

    List<MarketEvent> events() {
        return events;
    }

    @Override
    public String id() {
        return "seeded-book";
    }

    @Override
    public String fingerprint() {
        return "seeded-book-" + events.size();
    }

    @Override
    public Set<Symbol> symbols() {
        return Set.of(instrument().symbol());
    }

    @Override
    public OptionalLong expectedEvents() {
        return OptionalLong.of(events.size());
    }

    @Override
    public MarketDataStream open() {
        return new ListedStream(events);
    }
}
