package io.colin.execution.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.ListSource;
import io.colin.api.market.Trade;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SourceSpanTest {
    private static final Symbol BTC = Symbol.of("BTC/USD");

    @Test
    void aRecordingBeginsWithItsFirstEvent() {
        ListSource two = ListSource.of("two", List.of(trade(7), trade(9)));
        assertThat(SourceSpan.begin(two)).hasValue(7);
        assertThat(SourceSpan.begin(CutSource.of(two, 5))).isEmpty();
    }

    @Test
    void aLiveSourceHasNoBeginning() {
        PushedSource live = PushedSource.of("live", Set.of(BTC), () -> 0);
        assertThatThrownBy(() -> SourceSpan.begin(live))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("source: must be a recording");
    }

    private static Trade trade(long timeNs) {
        return new Trade(BTC, timeNs, BigDecimal.TEN, BigDecimal.ONE, Aggressor.BUY);
    }
}
