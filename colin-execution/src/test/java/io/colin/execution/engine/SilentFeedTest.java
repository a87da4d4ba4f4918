package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.EngineEvent;
import io.colin.api.event.PortfolioMarked;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.ListSource;
import io.colin.api.market.MarketEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.order.TriggerSource;
import io.colin.execution.algo.Immediate;
import io.colin.execution.source.BinanceInstruments;
import io.colin.execution.venue.paper.PaperVenue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The first of two venues shows 60,000 for twenty seconds and no more; from then on the other one shows 54,000. */
final class SilentFeedTest {
    private static final Instrument BTC = BinanceInstruments.SPOT_BTC_USDT;
    private static final Instrument LINEAR = BinanceInstruments.USD_M_BTC_USDT;
    private static final long S = 1_000_000_000L;
    private static final int SILENT = 20;

    private final List<OrderIntent> asked = new ArrayList<>();
    private final List<Integer> at = new ArrayList<>();
    private final List<PortfolioMarked> marks = new ArrayList<>();

    @Test
    void aPositionIsMarkedAtWhatTheVenueThatIsLeftShows() {
        ask(6, buy());
        try (TradingEngine engine = run()) {
            BigDecimal afterBuying = equity(engine, 15);
            BigDecimal afterFalling = equity(engine, 60);
            assertThat(afterFalling.subtract(afterBuying)).isEqualByComparingTo("-6000");
            assertThat(engine.view().portfolio().equity()).isEqualByComparingTo(afterFalling);
        }
    }

    @Test
    void anOrderIsSentToTheVenueThatIsLeftAtItsPrice() {
        ask(6, buy());
        ask(
                60,
                OrderIntent.of(BTC.symbol(), Side.SELL, BigDecimal.ONE)
                        .clientOrderId("sell")
                        .build());
        try (TradingEngine engine = run()) {
            assertThat(order(engine, "sell").progress().status()).isEqualTo(OrderStatus.FILLED);
            assertThat(order(engine, "sell").arrivalMid()).isEqualByComparingTo("54000");
        }
    }

    @Test
    void aStopOnTheQuoteIsReachedByTheVenueThatIsLeft() {
        ask(6, buy());
        ask(
                12,
                OrderIntent.of(BTC.symbol(), Side.SELL, BigDecimal.ONE)
                        .clientOrderId("stop")
                        .type(new OrderType.StopMarket(new BigDecimal("57000"), TriggerSource.BID_ASK))
                        .acceptsEmulation(true)
                        .build());
        try (TradingEngine engine = run()) {
            assertThat(order(engine, "stop").progress().status()).isEqualTo(OrderStatus.FILLED);
            assertThat(engine.view().portfolio().quantity(BTC.symbol())).isEqualByComparingTo("0");
        }
    }

    private TradingEngine run() {
        List<MarketEvent> events = new ArrayList<>();
        for (int second = 0; second < 120; second++) {
            if (second < SILENT) {
                events.add(book(BTC, second, 60_000));
            }
            events.add(book(LINEAR, second, second < SILENT ? 60_000 : 54_000));
        }
        List<TradingEngine> running = new ArrayList<>();
        List<CompletableFuture<SubmitResult>> answers = new ArrayList<>();
        Consumer<EngineEvent> listener = event -> {
            if (event instanceof PortfolioMarked marked) {
                marks.add(marked);
                while (!at.isEmpty() && second(marked) >= at.getFirst()) {
                    at.removeFirst();
                    OrderIntent next = asked.removeFirst();
                    answers.add(running.getFirst().submit(Rig.ask(next, "", next.clientOrderId())));
                }
            }
        };
        TradingEngine engine = TradingEngine.builder()
                .instruments(BTC, LINEAR)
                .source(ListSource.of("two", events))
                .gate(new PlainGate("1000000"))
                .algo(Immediate.builder().build())
                .initialCash(new BigDecimal("10000000"))
                .venue(PaperVenue.builder()
                        .id("spot")
                        .instruments(BTC)
                        .feeBps(5)
                        .build())
                .venue(PaperVenue.builder()
                        .id("usd-m")
                        .interchangeable(BTC, LINEAR)
                        .feeBps(5)
                        .build())
                .onEvent(listener)
                .build();
        running.add(engine);
        engine.run();
        assertThat(answers).allMatch(CompletableFuture::isDone);
        return engine;
    }

    private void ask(int second, OrderIntent intent) {
        at.add(second);
        asked.add(intent);
    }

    private static OrderIntent buy() {
        return OrderIntent.of(BTC.symbol(), Side.BUY, BigDecimal.ONE)
                .clientOrderId("buy")
                .build();
    }

    private BigDecimal equity(TradingEngine engine, int second) {
        assertThat(engine.view().portfolio().quantity(BTC.symbol())).isEqualByComparingTo("1");
        return marks.stream()
                .filter(marked -> second(marked) >= second)
                .findFirst()
                .orElseThrow()
                .portfolio()
                .equity();
    }

    private static long second(PortfolioMarked marked) {
        return (marked.header().timeNs() - ScriptedSource.START_NS) / S;
    }

    private static ParentOrder order(TradingEngine engine, String clientId) {
        return engine.view().orders(order -> order.intent().clientOrderId().equals(clientId), "", 10).stream()
                .findFirst()
                .orElseThrow();
    }

    private static BookSnapshot book(Instrument instrument, int second, int mid) {
        return new BookSnapshot(
                instrument.symbol(),
                ScriptedSource.START_NS + second * S,
                1L + second,
                List.of(new BookLevel(BigDecimal.valueOf(mid - 1L), BigDecimal.TEN)),
                List.of(new BookLevel(BigDecimal.valueOf(mid + 1L), BigDecimal.TEN)));
    }
}
