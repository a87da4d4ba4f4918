package io.colin.api.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.market.MarketDataStream.Polled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every recorded {@link MarketDataSource} does. Extend it, say how the source is made, and run it. Of a long source
 * the first {@link #mostEvents} are looked at.
 */
public abstract class MarketDataSourceContract {
    /** Gives a source that is not live and holds at least two events, built anew each time over the same content. */
    protected abstract MarketDataSource source();

    /** How many events are looked at; a source of fewer is read to its end. */
    protected int mostEvents() {
        return 200_000;
    }

    @Test
    void saysTheSameOfItselfEachTime() {
        MarketDataSource first = source();
        MarketDataSource second = source();

        assertThat(first.id()).isNotBlank().isEqualTo(second.id());
        assertThat(first.fingerprint()).isEqualTo(second.fingerprint());
        assertThat(first.symbols()).isNotEmpty().isEqualTo(second.symbols());
        assertThat(first.expectedEvents()).isEqualTo(second.expectedEvents());
    }

    @Test
    void isIdentifiedByAHashOfItsContent() {
        assertThat(source().fingerprint()).matches("[0-9a-f]{64}");
    }

    @Test
    void givesTheSameEventsEachTimeItIsOpened() {
        MarketDataSource source = source();
        List<MarketEvent> once = read(source);

        assertThat(once).hasSizeGreaterThanOrEqualTo(2);
        assertThat(read(source)).isEqualTo(once);
        assertThat(read(source())).isEqualTo(once);
    }

    @Test
    void neverGoesBackInTime() {
        long last = Long.MIN_VALUE;
        for (MarketEvent event : read(source())) {
            assertThat(event.timeNs()).as("%s", event).isGreaterThanOrEqualTo(last);
            last = event.timeNs();
        }
    }

    @Test
    void speaksOnlyOfItsSymbols() {
        MarketDataSource source = source();

        assertThat(source.symbols())
                .containsAll(read(source).stream()
                        .map(MarketEvent::symbol)
                        .distinct()
                        .toList());
    }

    @Test
    void givesAsManyEventsAsItExpects() {
        MarketDataSource source = source();
        List<MarketEvent> events = read(source);
        if (source.expectedEvents().isPresent() && events.size() < mostEvents()) {
            assertThat((long) events.size()).isEqualTo(source.expectedEvents().getAsLong());
        }
    }

    @Test
    void deliversOneEventAPollAndNoneAfterItsEnd() {
        try (MarketDataStream stream = source().open()) {
            List<MarketEvent> got = new ArrayList<>();
            int polls = 0;
            Polled polled = stream.poll(got::add);
            while (polled == Polled.EVENT && polls < mostEvents()) {
                polls++;
                assertThat(got).hasSize(polls);
                polled = stream.poll(got::add);
            }
            if (polled == Polled.ENDED) {
                assertThat(stream.poll(got::add)).isEqualTo(Polled.ENDED);
                assertThat(got).hasSize(polls);
            } else {
                assertThat(polled).as("a recording is never idle").isEqualTo(Polled.EVENT);
            }
        }
    }

    @Test
    void keepsTwoOpenStreamsApart() {
        MarketDataSource source = source();
        List<MarketEvent> left = new ArrayList<>();
        List<MarketEvent> right = new ArrayList<>();
        try (MarketDataStream one = source.open();
                MarketDataStream other = source.open()) {
            assertThat(one.poll(left::add)).isEqualTo(Polled.EVENT);
            assertThat(one.poll(left::add)).isEqualTo(Polled.EVENT);
            assertThat(other.poll(right::add)).isEqualTo(Polled.EVENT);
            assertThat(other.poll(right::add)).isEqualTo(Polled.EVENT);
        }
        assertThat(right).isEqualTo(left);
    }

    @Test
    void canBeClosedBeforeItsEndAndTwice() {
        MarketDataSource source = source();
        List<MarketEvent> got = new ArrayList<>();
        MarketDataStream stream = source.open();
        assertThat(stream.poll(got::add)).isEqualTo(Polled.EVENT);
        stream.close();
        stream.close();

        assertThat(read(source).getFirst()).isEqualTo(got.getFirst());
    }

    private List<MarketEvent> read(MarketDataSource source) {
        List<MarketEvent> events = new ArrayList<>();
        try (MarketDataStream stream = source.open()) {
            while (events.size() < mostEvents() && stream.poll(events::add) == Polled.EVENT) {
                // The poll itself collects.
            }
        }
        return events;
    }
}
