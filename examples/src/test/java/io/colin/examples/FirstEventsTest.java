package io.colin.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataSourceContract;
import io.colin.execution.source.BitstampTrades;
import org.junit.jupiter.api.Test;

/** A source of one's own keeps the contract of every source. */
class FirstEventsTest extends MarketDataSourceContract {
    @Override
    protected MarketDataSource source() {
        return FirstEvents.of(BitstampTrades.embedded(), 500);
    }

    @Test
    void isAnotherContentThanTheWholeAndThanAnotherPart() {
        MarketDataSource whole = BitstampTrades.embedded();

        assertThat(FirstEvents.of(whole, 500).fingerprint())
                .isNotEqualTo(whole.fingerprint())
                .isNotEqualTo(FirstEvents.of(whole, 501).fingerprint());
    }

    @Test
    void isNeverLongerThanTheWhole() {
        assertThat(FirstEvents.of(BitstampTrades.embedded(), 1_000_000).expectedEvents())
                .hasValue(100_000);
    }

    @Test
    void refusesToBeEmpty() {
        assertThatThrownBy(() -> FirstEvents.of(BitstampTrades.embedded(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("most: must be above 0 (0)");
    }
}
