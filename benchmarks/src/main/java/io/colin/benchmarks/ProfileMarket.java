package io.colin.benchmarks;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.Bar;
import io.colin.api.market.BookDelta;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.FundingRate;
import io.colin.api.market.Liquidation;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.OpenInterest;
import io.colin.api.market.SentimentIndex;
import io.colin.api.market.Trade;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A seeded market without end that shows everything the bar profile listens to. A minute holds a book change every
 * 100 ms (two levels, or the whole book moved by a tick), two trades a second with their side, one a second of each
 * reference, and a funding rate, open interest and a liquidation. Funding is paid every minute, so that its score is
 * there within the warm-up.
 */
final class ProfileMarket {
    static final Instrument INSTRUMENT = Instrument.perpetual("SOL/USDT:USDT").build();
    static final Duration BAR = Duration.ofMinutes(1);

    /** Book changes in a minute. */
    static final int CHANGES = 600;

    private static final Symbol SYMBOL = INSTRUMENT.symbol();
    private static final Symbol BTC = Symbol.of("BTC/USDT:USDT");
    private static final Symbol ETH = Symbol.of("ETH/USDT:USDT");
    private static final long STEP_NS = 100_000_000L;
    private static final long MINUTE_NS = CHANGES * STEP_NS;
    private static final int LEVELS = 20;
    private static final int STEPS_A_SECOND = 10;

    private final SplittableRandom random = new SplittableRandom(42);
    private long openNs = ArmedGate.START_NS / MINUTE_NS * MINUTE_NS;
    private long updates;
    private long mid = 15_000;
    private BigDecimal[] prices = new BigDecimal[4];
    private BigDecimal buys = BigDecimal.ZERO;
    private BigDecimal sells = BigDecimal.ZERO;

    /** The events of the next minute, but its bar. */
    List<MarketEvent> events() {
        List<MarketEvent> events = new ArrayList<>();
        BigDecimal first = price(mid);
        prices = new BigDecimal[] {first, first, first, first};
        buys = BigDecimal.ZERO;
        sells = BigDecimal.ZERO;
        if (updates == 0) {
            events.add(snapshot());
        }
        for (int step = 0; step < CHANGES; step++) {
            long timeNs = openNs + step * STEP_NS;
            events.add(change(timeNs + 1));
            if (step % (STEPS_A_SECOND / 2) == 0) {
                events.add(trade(timeNs + 2));
            }
            if (step % STEPS_A_SECOND == 0) {
                events.add(reference(BTC, timeNs + 3, 4_000_000));
                events.add(reference(ETH, timeNs + 3, 300_000));
            }
        }
        publish(events);
        return events;
    }

    /** The bar of the events given last; ends the minute. */
    Bar bar() {
        long closeNs = openNs + MINUTE_NS;
        Bar bar = new Bar(
                SYMBOL, openNs, closeNs, prices[0], prices[1], prices[2], prices[3], buys.add(sells), buys, sells, 120);
        openNs = closeNs;
        return bar;
    }

    private void publish(List<MarketEvent> events) {
        long timeNs = openNs + MINUTE_NS - 1_000;
        BigDecimal rate = BigDecimal.valueOf(random.nextInt(-300, 500), 7);
        events.add(new FundingRate(SYMBOL, timeNs, rate, openNs + MINUTE_NS, MINUTE_NS));
        events.add(new OpenInterest(SYMBOL, timeNs, BigDecimal.valueOf(random.nextInt(90_000, 110_000))));
        events.add(new Liquidation(SYMBOL, timeNs, random.nextBoolean(), price(mid), quantity()));
        events.add(new SentimentIndex(BTC, timeNs, openNs, random.nextInt(101)));
    }

    private Trade trade(long timeNs) {
        boolean buy = random.nextBoolean();
        BigDecimal price = price(mid + (buy ? 1 : -1));
        BigDecimal quantity = quantity();
        prices[1] = prices[1].max(price);
        prices[2] = prices[2].min(price);
        prices[3] = price;
        buys = buy ? buys.add(quantity) : buys;
        sells = buy ? sells : sells.add(quantity);
        return new Trade(SYMBOL, timeNs, price, quantity, buy ? Aggressor.BUY : Aggressor.SELL);
    }

    private Trade reference(Symbol symbol, long timeNs, int price) {
        return new Trade(symbol, timeNs, price(price + random.nextInt(-500, 500)), BigDecimal.ONE, Aggressor.UNKNOWN);
    }

    private BookSnapshot snapshot() {
        List<BookLevel> bids = new ArrayList<>();
        List<BookLevel> asks = new ArrayList<>();
        for (int k = 1; k <= LEVELS; k++) {
            bids.add(new BookLevel(price(mid - k), quantity()));
            asks.add(new BookLevel(price(mid + k), quantity()));
        }
        return new BookSnapshot(SYMBOL, openNs, ++updates, bids, asks);
    }

    private BookDelta change(long timeNs) {
        List<BookLevel> bids = new ArrayList<>();
        List<BookLevel> asks = new ArrayList<>();
        if (random.nextInt(STEPS_A_SECOND) == 0) {
            move(random.nextBoolean() && mid > 10_000 ? -1 : 1, bids, asks);
        } else {
            bids.add(new BookLevel(price(mid - 1 - random.nextInt(LEVELS)), quantity()));
            asks.add(new BookLevel(price(mid + 1 + random.nextInt(LEVELS)), quantity()));
        }
        long before = updates++;
        return new BookDelta(SYMBOL, timeNs, updates, updates, before, bids, asks);
    }

    /** Every level moves by a tick: one leaves and one comes at either end of each side. */
    private void move(int tick, List<BookLevel> bids, List<BookLevel> asks) {
        List<BookLevel> ahead = tick > 0 ? asks : bids;
        List<BookLevel> behind = tick > 0 ? bids : asks;
        ahead.add(new BookLevel(price(mid + tick), BigDecimal.ZERO));
        ahead.add(new BookLevel(price(mid + tick * (LEVELS + 1L)), quantity()));
        behind.add(new BookLevel(price(mid), quantity()));
        behind.add(new BookLevel(price(mid - tick * (long) LEVELS), BigDecimal.ZERO));
        mid += tick;
    }

    private BigDecimal quantity() {
        return BigDecimal.valueOf(random.nextInt(1, 100_000), 2);
    }

    private static BigDecimal price(long cents) {
        return BigDecimal.valueOf(cents, 2);
    }
}
