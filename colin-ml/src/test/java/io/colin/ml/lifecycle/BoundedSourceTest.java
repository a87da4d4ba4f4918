package io.colin.ml.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.ColinException;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketDataStream.Polled;
import io.colin.api.market.MarketEvent;
import io.colin.ml.SyntheticMarket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BoundedSourceTest {
    private static final long MINUTE = SyntheticMarket.MINUTE_NS;
    private static final long START = SyntheticMarket.START_NS;

    private final List<? extends MarketEvent> bars = SyntheticMarket.trends(3, 100);
    private final MarketDataSource source = SyntheticMarket.source(bars);

    @Test
    void itGivesWhatWasKnownBetweenTwoTimesAndNothingAfterwards() {
        BoundedSource stretch = BoundedSource.of(source, START + 10 * MINUTE, START + 20 * MINUTE, () -> {});
        assertThat(read(stretch)).isEqualTo(bars.subList(9, 20));
        assertThat(read(stretch)).isEqualTo(bars.subList(9, 20));
        assertThat(read(BoundedSource.of(source, 0, Long.MAX_VALUE, () -> {}))).isEqualTo(bars);
        assertThat(read(BoundedSource.of(source, 0, START, () -> {}))).isEmpty();
    }

    @Test
    void itsFingerprintIsThatOfTheStretch() {
        BoundedSource one = BoundedSource.of(source, 0, START, () -> {});
        assertThat(one.fingerprint())
                .isEqualTo(BoundedSource.of(source, 0, START, () -> {}).fingerprint())
                .isNotEqualTo(BoundedSource.of(source, 0, START + 1, () -> {}).fingerprint())
                .isNotEqualTo(source.fingerprint());
        assertThat(one.symbols()).isEqualTo(source.symbols());
    }

    @Test
    void readingEndsWhenItIsToldTo() {
        BoundedSource stopped = BoundedSource.of(source, 0, START + MINUTE, () -> {
            throw new ColinException(ColinException.Reason.STOPPED, "enough");
        });
        assertThatThrownBy(() -> read(stopped)).hasMessageContaining("enough");
    }

    @Test
    void aLiveSourceHasNoStretchThatStaysTheSame() {
        MarketDataSource live = new MarketDataSource() {
            @Override
            public String id() {
                return "exchange";
            }

            @Override
            public String fingerprint() {
                return "live:exchange";
            }

            @Override
            public Set<Symbol> symbols() {
                return source.symbols();
            }

            @Override
            public MarketDataStream open() {
                return source.open();
            }
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BoundedSource.of(live, 0, 1, () -> {}))
                .withMessageContaining("must be recorded");
    }

    private static List<MarketEvent> read(MarketDataSource source) {
        List<MarketEvent> events = new ArrayList<>();
        try (MarketDataStream stream = source.open()) {
            while (stream.poll(events::add) != Polled.ENDED) {
                assertThat(events).hasSizeLessThan(1_000);
            }
            assertThat(stream.poll(events::add)).isEqualTo(Polled.ENDED);
        }
        return events;
    }
}
