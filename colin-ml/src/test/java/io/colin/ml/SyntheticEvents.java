package io.colin.ml;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.Bar;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.FundingRate;
import io.colin.api.market.Liquidation;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.OpenInterest;
import io.colin.api.market.SentimentIndex;
import io.colin.api.market.Trade;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Seeded events of everything the bar profile listens to, in order of time: trades with sides, a book a second in the
 * last 250 minutes, liquidations, funding paid every five minutes, open interest with an outage, a reference of trades
 * and one of bars, and a sentiment index.
 */
public final class SyntheticEvents {
    public static final Symbol SYMBOL = SyntheticMarket.SYMBOL;
    public static final Symbol BTC = Symbol.of("BTC/USDT:USDT");
    public static final Symbol ETH = Symbol.of("ETH/USDT:USDT");
    public static final long FUNDING_NS = 300_000_000_000L;

    private static final long SECOND_NS = 1_000_000_000L;
    private static final int LEVELS = 12;
    private static final int BOOK_MINUTES = 250;

    private final SplittableRandom random;
    private final List<MarketEvent> events = new ArrayList<>();
    private double price = 800;
    private double btc = 40_000;
    private double eth = 3_000;

    private SyntheticEvents(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Events of whole minutes from {@link SyntheticMarket#START_NS} on. */
    public static List<MarketEvent> of(long seed, int minutes) {
        SyntheticEvents made = new SyntheticEvents(seed);
        for (int minute = 0; minute < minutes; minute++) {
            made.minute(minute, minute >= minutes - BOOK_MINUTES);
        }
        return made.events;
    }

    private void minute(int minute, boolean withBook) {
        long openNs = SyntheticMarket.START_NS + minute * SyntheticMarket.MINUTE_NS;
        boolean traded = random.nextInt(12) > 0;
        for (int second = 0; second < 60; second++) {
            long timeNs = openNs + second * SECOND_NS;
            if (traded && (second == 7 || random.nextInt(8) == 0)) {
                trade(timeNs + 1);
            }
            if (random.nextInt(10) == 0) {
                btc *= 1 + 0.0004 * random.nextGaussian();
                events.add(new Trade(BTC, timeNs + 2, decimal(btc, 1), BigDecimal.ONE, Aggressor.BUY));
            }
            if (random.nextInt(150) == 0) {
                boolean closedLong = random.nextBoolean();
                events.add(new Liquidation(SYMBOL, timeNs + 3, closedLong, decimal(price, 2), quantity()));
            }
            if (second == 20) {
                publish(minute, timeNs);
            }
            if (withBook) {
                book(timeNs + 5, minute * 60L + second + 1);
            }
        }
        double before = eth;
        eth *= 1 + 0.002 * random.nextGaussian();
        events.add(Bar.ofPrices(
                ETH,
                openNs,
                openNs + SyntheticMarket.MINUTE_NS,
                decimal(before, 2),
                decimal(Math.max(before, eth), 2),
                decimal(Math.min(before, eth), 2),
                decimal(eth, 2),
                BigDecimal.TEN));
    }

    private void trade(long timeNs) {
        price *= 1 + 0.0005 * random.nextGaussian();
        Aggressor side = random.nextBoolean() ? Aggressor.BUY : Aggressor.SELL;
        events.add(new Trade(SYMBOL, timeNs, decimal(price, 2), quantity(), side));
    }

    private void publish(int minute, long timeNs) {
        long untilNs = Math.floorDiv(timeNs, FUNDING_NS) * FUNDING_NS + FUNDING_NS;
        BigDecimal rate = BigDecimal.valueOf(random.nextInt(-300, 500), 7);
        events.add(new FundingRate(SYMBOL, timeNs + 3, rate, untilNs, FUNDING_NS));
        boolean outage = minute >= 900 && minute < 930;
        if (minute % 2 == 0 && !outage) {
            BigDecimal open = BigDecimal.valueOf(random.nextInt(90_000, 110_000));
            events.add(new OpenInterest(SYMBOL, timeNs + 3, open));
        }
        if (minute % 300 == 0) {
            long dayNs = timeNs - 3_600 * SECOND_NS;
            events.add(new SentimentIndex(BTC, timeNs + 4, dayNs, random.nextInt(101)));
        }
    }

    private void book(long timeNs, long id) {
        List<BookLevel> bids = new ArrayList<>();
        List<BookLevel> asks = new ArrayList<>();
        for (int k = 1; k <= LEVELS; k++) {
            bids.add(new BookLevel(decimal(price - 0.05 * k, 2), quantity()));
            asks.add(new BookLevel(decimal(price + 0.05 * k, 2), quantity()));
        }
        events.add(new BookSnapshot(SYMBOL, timeNs, id, bids, asks));
    }

    private BigDecimal quantity() {
        return decimal(0.001 + 20 * Math.exp(random.nextGaussian()), 3);
    }

    private static BigDecimal decimal(double value, int places) {
        return BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_EVEN);
    }
}
