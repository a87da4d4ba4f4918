package io.colin.execution.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class TradeIdsTest {
    @Test
    void letsATradeCountOncePerVenue() {
        TradeIds ids = TradeIds.empty();
        assertThat(ids.record(fill("paper", "t1", "1"))).isEqualTo(TradeIds.Answer.FIRST);
        assertThat(ids.record(fill("paper", "t1", "1.0"))).isEqualTo(TradeIds.Answer.REPEATED);
        assertThat(ids.record(fill("paper", "t1", "2"))).isEqualTo(TradeIds.Answer.CONFLICTING);
        assertThat(ids.record(fill("other", "t1", "1"))).isEqualTo(TradeIds.Answer.FIRST);
        assertThat(ids.size()).isEqualTo(2);
    }

    @Test
    void remembersTheFirstDataOfAConflictingTrade() {
        TradeIds ids = TradeIds.empty();
        ids.record(fill("paper", "t1", "1"));
        ids.record(fill("paper", "t1", "2"));
        assertThat(ids.record(fill("paper", "t1", "1"))).isEqualTo(TradeIds.Answer.REPEATED);
    }

    private static Fill fill(String venue, String tradeId, String quantity) {
        return new Fill(
                tradeId,
                "o-1",
                "p-1",
                venue,
                Symbol.of("BTC/USD"),
                Side.BUY,
                new BigDecimal(quantity),
                BigDecimal.TEN,
                BigDecimal.ZERO,
                "USD",
                Liquidity.TAKER,
                1);
    }
}
