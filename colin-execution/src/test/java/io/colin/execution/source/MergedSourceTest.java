package io.colin.execution.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.ColinException;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.ListSource;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataSourceContract;
import io.colin.api.market.MarketEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergedSourceTest extends MarketDataSourceContract {
    private static final Symbol BTC = Symbol.of("BTC/USD");
    private static final Symbol ETH = Symbol.of("ETH/USD");
    private static final Symbol SOL = Symbol.of("SOL/USD");

    @Override
    protected MarketDataSource source() {
        return MergedSource.of(three(7));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isTheStableSortByTimeOfEverything(long seed) {
        List<ListSource> sources = three(seed);
        List<MarketEvent> sorted = new ArrayList<>();
        sources.forEach(source -> sorted.addAll(source.events()));
        sorted.sort(Comparator.comparingLong(MarketEvent::timeNs));

        assertThat(Events.of(MergedSource.of(sources))).isEqualTo(sorted);
    }

    @Test
    void joinsRecordingsOfOneSymbolThatFollowEachOther() {
        List<MarketEvent> all = Walks.of(BTC, 1, 200, 5).events();
        ListSource early = ListSource.of("early", all.subList(0, 80));
        ListSource late = ListSource.of("late", all.subList(80, 200));

        assertThat(Events.of(MergedSource.of(List.of(early, late)))).isEqualTo(all);
        assertThat(Events.of(MergedSource.of(List.of(late, early)))).hasSize(200);
    }

    @Test
    void refusesRecordingsOfOneSymbolThatOverlap() {
        MarketDataSource merged = MergedSource.of(List.of(Walks.of(BTC, 1, 50, 5), Walks.of(BTC, 2, 50, 5)));

        assertThatThrownBy(() -> Events.of(merged))
                .isInstanceOf(ColinException.class)
                .hasMessageMatching(
                        "walk-BTC/USD-\\d: must not begin before walk-BTC/USD-\\d has ended, for both are of"
                                + " BTC/USD");
    }

    @Test
    void isTheOnlySourceItselfAndNothingOfNone() {
        ListSource only = Walks.of(BTC, 1, 5, 5);
        assertThat(MergedSource.of(List.of(only))).isSameAs(only);
        assertThatThrownBy(() -> MergedSource.of(List.of())).hasMessage("sources: must be above 0 (0)");
    }

    @Test
    void isAnotherInAnotherOrder() {
        List<ListSource> sources = three(1);
        assertThat(MergedSource.of(sources.reversed()).fingerprint())
                .isNotEqualTo(MergedSource.of(sources).fingerprint());
    }

    private static List<ListSource> three(long seed) {
        return List.of(
                Walks.of(BTC, seed, 300, 3), Walks.of(ETH, seed + 100, 200, 5), Walks.of(SOL, seed + 200, 400, 2));
    }
}
