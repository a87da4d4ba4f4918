package io.colin.api.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.SampleInstruments;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListSourceTest extends MarketDataSourceContract {
    private static final Instrument BTC = SampleInstruments.btcUsd();

    @Override
    protected MarketDataSource source() {
        return ListSource.of("walk", SampleEvents.trades(BTC, new BigDecimal("30000"), 7, 500, 1_000_000_000L));
    }

    @Test
    void hasAnotherFingerprintForOtherContent() {
        MarketDataSource other =
                ListSource.of("walk", SampleEvents.trades(BTC, new BigDecimal("30000"), 8, 500, 1_000_000_000L));

        assertThat(other.fingerprint()).isNotEqualTo(source().fingerprint());
    }

    @Test
    void refusesEventsThatGoBackInTime() {
        Trade late = SampleEvents.trade(BTC.symbol(), 20, "1", "1");
        Trade early = SampleEvents.trade(BTC.symbol(), 10, "1", "1");

        assertThatThrownBy(() -> ListSource.of(late, early))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not go back before 20");
        assertThatThrownBy(() -> ListSource.of("empty", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("events");
    }
}
