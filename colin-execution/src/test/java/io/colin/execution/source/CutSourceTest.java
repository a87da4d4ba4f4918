package io.colin.execution.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.ListSource;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataSourceContract;
import io.colin.api.market.MarketEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class CutSourceTest extends MarketDataSourceContract {
    private static final ListSource WHOLE = Walks.of(Symbol.of("BTC/USD"), 3, 300, 4);

    @Override
    protected MarketDataSource source() {
        return CutSource.of(WHOLE, WHOLE.events().get(120).timeNs());
    }

    @Test
    void endsWithTheLastEventOfItsTime() {
        for (int at : new int[] {0, 50, 299}) {
            long untilNs = WHOLE.events().get(at).timeNs();
            List<MarketEvent> wanted =
                    WHOLE.events().stream().filter(e -> e.timeNs() <= untilNs).toList();
            assertThat(Events.of(CutSource.of(WHOLE, untilNs))).isEqualTo(wanted);
        }
        assertThat(Events.of(CutSource.of(WHOLE, Walks.START_NS - 1))).isEmpty();
    }

    @Test
    void isAnotherSourceAtEveryTime() {
        assertThat(CutSource.of(WHOLE, 5).fingerprint())
                .isNotEqualTo(CutSource.of(WHOLE, 6).fingerprint());
    }
}
