package io.colin.execution.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.colin.api.ColinException;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketDataStream.Polled;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import io.colin.api.time.SteadyClock;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PushedSourceTest {
    private static final Symbol BTC_USD = Symbol.of("BTC/USD");
    private static final Symbol ETH_USD = Symbol.of("ETH/USD");

    private final AtomicLong clock = new AtomicLong(1_000);
    private final AtomicLong monotonic = new AtomicLong();
    private final PushedSource source =
            PushedSource.of("feed", Set.of(BTC_USD, ETH_USD), SteadyClock.of(clock::get, monotonic::get), 8);
    private final MarketDataStream stream = source.open();
    private final List<MarketEvent> got = new ArrayList<>();

    @Test
    void givesWhatWasPushedInItsOrderAndIsIdleBetween() {
        assertThat(stream.poll(got::add)).isEqualTo(Polled.IDLE);
        source.push(trade(BTC_USD, 1));
        clock.set(2_000);
        source.push(quote(ETH_USD, 2));

        readAll();

        assertThat(got)
                .containsExactly(
                        trade(BTC_USD, 1).apply(1_000), quote(ETH_USD, 2).apply(2_000));
        assertThat(stream.poll(got::add)).isEqualTo(Polled.IDLE);
        assertThat(source.fingerprint()).isEqualTo("live:feed");
    }

    @Test
    void stampsNoEventBeforeTheLastOneWhateverTheClockDoes() {
        source.push(trade(BTC_USD, 1));
        clock.set(10);
        source.push(trade(BTC_USD, 2));
        monotonic.addAndGet(70);
        source.push(trade(BTC_USD, 3));

        readAll();

        assertThat(got).extracting(MarketEvent::timeNs).containsExactly(1_000L, 1_000L, 1_070L);
        assertThat(source.clock())
                .hasValueSatisfying(read ->
                        assertThat(read.nowNs()).as("what the engine goes by").isEqualTo(1_070));
    }

    @Test
    void keepsEveryQuoteWhileThereIsRoom() {
        for (int i = 1; i <= 4; i++) {
            source.push(quote(BTC_USD, i));
        }

        readAll();

        assertThat(got).hasSize(4);
        assertThat(source.conflated()).isZero();
    }

    @Test
    void givesTheNewestQuoteOfASymbolInPlaceOfTheOneThatWaitsOnceHalfIsFull() {
        source.push(quote(ETH_USD, 7));
        for (int i = 1; i <= 3; i++) {
            source.push(trade(BTC_USD, i));
        }
        source.push(quote(BTC_USD, 10));
        source.push(trade(BTC_USD, 4));
        for (int i = 11; i <= 40; i++) {
            source.push(quote(BTC_USD, i));
        }

        assertThat(source.depth()).isEqualTo(6);
        readAll();

        assertThat(got)
                .containsExactly(
                        quote(ETH_USD, 7).apply(1_000),
                        trade(BTC_USD, 1).apply(1_000),
                        trade(BTC_USD, 2).apply(1_000),
                        trade(BTC_USD, 3).apply(1_000),
                        trade(BTC_USD, 4).apply(1_000),
                        quote(BTC_USD, 40).apply(1_000));
        assertThat(source.conflated()).isEqualTo(30);
    }

    @Test
    void takesAQuoteInPlaceOfAnotherWhereItIsFull() {
        source.push(quote(BTC_USD, 1));
        fillWithTrades(7);
        assertThat(source.isFull()).isTrue();

        source.push(quote(BTC_USD, 2));

        readAll();
        assertThat(got.getLast()).isEqualTo(quote(BTC_USD, 2).apply(1_000));
        assertThat(got).hasSize(8);
    }

    @Test
    void makesWhoPushesWaitWhereItIsFullAndStampsTheTimeAfterTheWait() {
        fillWithTrades(8);
        CompletableFuture<Void> pushing = CompletableFuture.runAsync(() -> source.push(trade(ETH_USD, 9)));
        AtomicReference<Thread.State> state = new AtomicReference<>();
        Thread waiting = Thread.ofPlatform().start(() -> source.push(quote(ETH_USD, 10)));
        await().until(() -> {
            state.set(waiting.getState());
            return state.get() == Thread.State.WAITING;
        });
        assertThat(pushing).isNotDone();
        clock.set(5_000);

        await().until(() -> {
            stream.poll(got::add);
            return got.size() == 10;
        });

        pushing.join();
        assertThat(got.subList(0, 8)).extracting(MarketEvent::timeNs).containsOnly(1_000L);
        assertThat(got.subList(8, 10)).extracting(MarketEvent::timeNs).containsOnly(5_000L);
    }

    @ParameterizedTest(name = "{0} events by four feeds")
    @ValueSource(ints = {20_000})
    void losesNothingButQuotesAndNeverGoesBackInTimeWithFourFeeds(int each) {
        AtomicLong ticking = new AtomicLong();
        PushedSource wide = PushedSource.of("four", Set.of(BTC_USD, ETH_USD), () -> ticking.addAndGet(1), 64);
        List<Thread> feeds = new ArrayList<>();
        for (int feed = 0; feed < 4; feed++) {
            int number = feed;
            feeds.add(Thread.ofVirtual().start(() -> {
                for (int i = 1; i <= each; i++) {
                    int price = i;
                    wide.push(number < 2 ? trade(BTC_USD, 10 * price + number) : quote(ETH_USD, price));
                }
            }));
        }
        List<MarketEvent> all = new ArrayList<>();
        try (MarketDataStream read = wide.open()) {
            while (feeds.stream().anyMatch(Thread::isAlive) || wide.depth() > 0) {
                read.poll(all::add);
            }
        }

        long last = 0;
        for (MarketEvent event : all) {
            assertThat(event.timeNs()).isGreaterThanOrEqualTo(last);
            last = event.timeNs();
        }
        assertThat(all.stream().filter(Trade.class::isInstance)).hasSize(2 * each);
        assertThat(all.stream().filter(Quote.class::isInstance).count() + wide.conflated())
                .isEqualTo(2L * each);
    }

    @Test
    void endsOnceWhatWaitsWasRead() {
        source.push(trade(BTC_USD, 1));
        source.end();

        assertThat(stream.poll(got::add)).isEqualTo(Polled.EVENT);
        assertThat(stream.poll(got::add)).isEqualTo(Polled.ENDED);
        assertThatThrownBy(() -> source.push(trade(BTC_USD, 2)))
                .isInstanceOf(ColinException.class)
                .hasMessage("feed: it has ended");
    }

    @Test
    void letsNobodyWaitOnceItsStreamIsClosed() {
        fillWithTrades(8);
        CompletableFuture<Void> pushing = CompletableFuture.runAsync(() -> source.push(trade(BTC_USD, 9)));

        stream.close();

        assertThatThrownBy(pushing::join).hasRootCauseMessage("feed: its stream is closed");
        assertThat(stream.poll(got::add)).isEqualTo(Polled.ENDED);
    }

    @Test
    void refusesWhatDoesNotFitAndGoesOn() {
        assertThatThrownBy(() -> source.push(trade(Symbol.of("XRP/USD"), 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("symbol: must be one of")
                .hasMessageContaining("XRP/USD");
        source.push(trade(BTC_USD, 1));
        assertThatThrownBy(() -> source.push(now -> trade(BTC_USD, 1).apply(now - 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeNs: must be the time of receipt, 1000 (999)");
        assertThatThrownBy(() -> source.push(now -> trade(BTC_USD, 1).apply(now + 3_600)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeNs: must be the time of receipt, 1000 (4600)");
        assertThatThrownBy(() -> source.push(now -> {
                    source.push(trade(BTC_USD, 9));
                    return trade(BTC_USD, 8).apply(now);
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("received: must not push");
        assertThatThrownBy(source::open)
                .isInstanceOf(ColinException.class)
                .hasMessage("feed: a live source can be opened once");
        assertThatThrownBy(() -> PushedSource.of("feed", Set.of(BTC_USD), clock::get, 1))
                .hasMessage("capacity: must be in [2, 16777216] (1)");

        source.push(trade(BTC_USD, 2));

        readAll();
        assertThat(got)
                .as("what was refused moves no time")
                .containsExactly(
                        trade(BTC_USD, 1).apply(1_000), trade(BTC_USD, 2).apply(1_000));
    }

    @Test
    void refusesAPushThatWouldMakeTheReaderWaitForItself() {
        source.push(trade(BTC_USD, 1));
        stream.poll(got::add);
        fillWithTrades(8);

        assertThatThrownBy(() -> source.push(trade(BTC_USD, 9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("thread: must not be the one that reads");
        assertThat(source.depth()).isEqualTo(8);
    }

    private void fillWithTrades(int count) {
        for (int i = 1; i <= count; i++) {
            source.push(trade(BTC_USD, i));
        }
    }

    private void readAll() {
        while (source.depth() > 0) {
            stream.poll(got::add);
        }
    }

    private static LongFunction<MarketEvent> trade(Symbol symbol, int price) {
        return now -> new Trade(symbol, now, BigDecimal.valueOf(price), BigDecimal.ONE, Aggressor.BUY);
    }

    private static LongFunction<MarketEvent> quote(Symbol symbol, int bid) {
        BigDecimal price = BigDecimal.valueOf(bid);
        return now -> new Quote(symbol, now, price, BigDecimal.ONE, price.add(BigDecimal.ONE), BigDecimal.ONE);
    }
}
