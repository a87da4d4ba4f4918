package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colin.api.event.PortfolioMarked;
import io.colin.api.market.Aggressor;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A live market that says nothing: what time alone brings about is looked at all the same. */
class SilentMarketTest {
    private static final long SECOND_NS = 1_000_000_000L;

    @Test
    void isLookedAtEveryMinute() {
        Rig rig = Rig.recording();
        MarketEvent first = trade(0);
        ScriptedSource source =
                ScriptedSource.of(List.of(first, trade(100_000))).give(1);
        try (TradingEngine engine = rig.engine(source, MemoryEventStore.empty())
                .clock(source::nowNs)
                .build()) {
            engine.start();
            await().until(() -> engine.view().status().takesOrders());
            for (int minute = 1; minute <= 5; minute++) {
                long at = minute * 61L;
                source.clock(at);
                await().until(() -> lastMark(rig) >= ScriptedSource.START_NS + (at - 60) * SECOND_NS);
            }
            long marks = rig.of(PortfolioMarked.class).size();
            source.clock(5 * 61L + 10);
            await().until(() ->
                    engine.view().status().timeNs() >= ScriptedSource.START_NS + (5 * 61L + 10) * SECOND_NS);
            assertThat(rig.of(PortfolioMarked.class)).as("not more often").hasSize((int) marks);
        }
    }

    private static long lastMark(Rig rig) {
        List<PortfolioMarked> marks = rig.of(PortfolioMarked.class);
        return marks.isEmpty() ? Long.MIN_VALUE : marks.getLast().header().timeNs();
    }

    private static Trade trade(long second) {
        return new Trade(
                Rig.BTC_USD.symbol(),
                ScriptedSource.START_NS + second * SECOND_NS,
                new BigDecimal("800"),
                BigDecimal.ONE,
                Aggressor.BUY);
    }
}
