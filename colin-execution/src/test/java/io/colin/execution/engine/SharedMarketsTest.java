package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.OrderFilled;
import io.colin.api.event.PortfolioMarked;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.Fill;
import io.colin.execution.algo.Immediate;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.source.BinanceInstruments;
import io.colin.execution.store.MemoryEventStore;
import io.colin.execution.venue.paper.PaperVenue;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is recorded once and filled against more than once is stated in every report. */
class SharedMarketsTest {
    private static final Instrument SPOT = BinanceInstruments.SPOT_BTC_USDT;
    private static final Instrument PERPETUAL = BinanceInstruments.USD_M_BTC_USDT;

    @Test
    void twoVenuesOfOneRecordingFillItsDepthTwiceAndTheRunSaysSo() {
        Rig rig = Rig.recording();
        TradingEngine[] running = new TradingEngine[1];
        boolean[] asked = new boolean[1];
        TradingEngine engine = TradingEngine.builder()
                .instruments(Rig.BTC_USD)
                .source(ScriptedSource.minutes("800", "800", "800"))
                .gate(new PlainGate("1000000"))
                .initialCash(new BigDecimal("1000000"))
                .algo(Immediate.builder().capBps(60).maxQuoteAge(Rig.QUIET).build())
                .router(NetPriceRouter.builder()
                        .maxBookAge(Rig.QUIET)
                        .slippageCapBps(60)
                        .build())
                .venue(venue("a"))
                .venue(venue("b"))
                .store(MemoryEventStore.empty())
                .onEvent(rig.events::add)
                .onEvent(event -> {
                    if (event instanceof PortfolioMarked marked
                            && marked.header().timeNs() >= ScriptedSource.START_NS + 60 * ScriptedSource.SECOND_NS
                            && !asked[0]) {
                        asked[0] = true;
                        var unused = running[0].submit(
                                Rig.ask(Rig.buy("150", "more-than-there-is").build(), "", "h"));
                    }
                })
                .build();
        running[0] = engine;
        engine.run();
        // The market showed 100.
        assertThat(rig.of(OrderFilled.class).stream()
                        .map(OrderFilled::fill)
                        .map(Fill::quantity)
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("150");
        assertThat(engine.view().venueAssumptions().get("market.BTC/USD.shared"))
                .startsWith("filled against 2 times, by a, b, each with the whole of it")
                .endsWith("they show and fill 2 times what the market had");
    }

    @Test
    void oneVenueThatMatchesTwoSymbolsWithOneMarketSaysSo() {
        PaperVenue venue = PaperVenue.builder()
                .id("usd-m")
                .instruments(PERPETUAL)
                .interchangeable(SPOT, PERPETUAL)
                .build();
        assertThat(venue.markets()).containsExactly(PERPETUAL.symbol(), PERPETUAL.symbol());
        assertThat(SharedMarkets.texts(List.of(venue)).get("market.BTC/USDT:USDT.shared"))
                .startsWith("filled against 2 times, by usd-m, each");
    }

    @Test
    void venuesOfMarketsOfTheirOwnSayNothing() {
        PaperVenue spot = PaperVenue.builder().id("spot").instruments(SPOT).build();
        PaperVenue perpetual = PaperVenue.builder()
                .id("usd-m")
                .interchangeable(SPOT, PERPETUAL)
                .build();
        assertThat(SharedMarkets.texts(List.of(spot, perpetual))).isEmpty();
    }

    private static PaperVenue venue(String id) {
        return PaperVenue.builder().id(id).instruments(Rig.BTC_USD).build();
    }
}
