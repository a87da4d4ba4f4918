package io.colin.risk.breaker;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.BookView;
import io.colin.api.market.MarketView;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import io.colin.api.order.Fill;
import io.colin.risk.killswitch.Lock;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The breakers of one symbol: volatility, price move, own share, and those of its venues. */
final class SymbolBreakers {
    private static final long NEVER = Long.MIN_VALUE;

    private final Symbol symbol;
    private final BreakerSettings settings;
    private final Latches latches;
    private final Latch volatilityLatch;
    private final Latch priceLatch;
    private final Latch shareLatch;
    private final RealisedVolatility volatility;
    private final SlidingRange prices;
    private final VolumeShare volume = new VolumeShare();
    private final List<VenueBreakers> venues = new ArrayList<>();
    private final Divergence divergence;
    private final long maxGapNs;
    private long lastBarEndNs = NEVER;
    private long nextPriceNs = NEVER;
    private long nextBookNs = NEVER;
    private long lastPriceNs = NEVER;
    private double calmReference = Double.NaN;

    SymbolBreakers(Symbol symbol, BreakerSettings settings, Latches latches) {
        this.symbol = symbol;
        this.settings = settings;
        this.latches = latches;
        volatilityLatch = latches.of(Latches.VOLATILITY, symbol.name());
        priceLatch = latches.of(Latches.PRICE_MOVE, symbol.name());
        shareLatch = latches.of(Latches.OWN_SHARE, symbol.name());
        volatility = new RealisedVolatility(
                settings.volatility().medianHours(), settings.volatility().minReturns());
        prices = new SlidingRange(
                settings.priceMove().window().toNanos(),
                settings.sampling().priceEvery().toNanos());
        divergence = new Divergence(settings);
        maxGapNs = settings.sampling().maxGap().toNanos();
    }

    void watch(String venue) {
        if (venues.stream().noneMatch(known -> known.venue().equals(venue))) {
            venues.add(new VenueBreakers(symbol, venue, settings, latches));
        }
    }

    void onBar(Bar bar, long nowNs) {
        if (lastBarEndNs != NEVER && bar.openTimeNs() < lastBarEndNs) {
            return; // one that was seen, or that overlaps what was
        }
        lastBarEndNs = bar.timeNs();
        volume.addMarket(bar);
        judgeShare(nowNs);
        if (volatility.add(bar)) {
            judgeVolatility(nowNs);
            volatility.closeHour(bar.timeNs());
        }
    }

    void onFill(Fill fill, long nowNs) {
        volume.addOwn(fill.timeNs(), fill.quantity());
        judgeShare(nowNs);
    }

    void onMarket(MarketView market, long nowNs) {
        if (nowNs < nextPriceNs) {
            return;
        }
        nextPriceNs = nowNs + settings.sampling().priceEvery().toNanos();
        onPrice(freshPrice(market, nowNs), nowNs);
        if (nowNs >= nextBookNs) {
            nextBookNs = nowNs + settings.sampling().bookEvery().toNanos();
            onBooks(market, nowNs);
        }
    }

    private void judgeVolatility(long nowNs) {
        VolatilitySettings limits = settings.volatility();
        double now = volatility.lastHour();
        if (volatilityLatch.isHolding() || Double.isNaN(now) || volatility.known() < limits.minMedianHours()) {
            return;
        }
        if (Limit.exceeded(now, limits.ratio() * volatility.median())
                && Limit.exceeded(now, limits.floorAnnualised())) {
            volatilityLatch.trip(
                    nowNs,
                    "realised " + Latches.percent(now) + " a year over the last hour, median "
                            + Latches.percent(volatility.median()) + " of " + volatility.known() + " h");
        }
    }

    private void judgeShare(long nowNs) {
        OwnShareSettings limits = settings.ownShare();
        BigDecimal market = volume.market(nowNs);
        if (volume.known(nowNs) < limits.minHours() || market.signum() == 0) {
            return;
        }
        BigDecimal own = volume.own(nowNs);
        if (!shareLatch.isHolding() && own.compareTo(limits.share().multiply(market)) >= 0) {
            shareLatch.trip(nowNs, "own volume " + own.toPlainString() + " of " + market.toPlainString() + " in 24 h");
        } else {
            shareLatch.look(nowNs, own.compareTo(limits.below().multiply(market)) < 0);
        }
    }

    /** The mid of a fresh, uncrossed quote, else a fresh trade, else NaN. */
    private double freshPrice(MarketView market, long nowNs) {
        Optional<Quote> quote = market.quote(symbol);
        if (quote.isPresent()
                && isFresh(quote.get().timeNs(), nowNs)
                && !quote.get().isCrossed()) {
            return (quote.get().bid().doubleValue() + quote.get().ask().doubleValue()) / 2;
        }
        Optional<Trade> trade = market.lastTrade(symbol);
        return trade.isPresent() && isFresh(trade.get().timeNs(), nowNs)
                ? trade.get().price().doubleValue()
                : Double.NaN;
    }

    private boolean isFresh(long timeNs, long nowNs) {
        return timeNs >= nowNs - maxGapNs;
    }

    private void onPrice(double price, long nowNs) {
        if (Double.isNaN(price)) {
            return;
        }
        lastPriceNs = nowNs;
        PriceMoveSettings limits = settings.priceMove();
        prices.expire(nowNs);
        if (!prices.isEmpty() && isJump(price, limits.move())) {
            String move = Latches.percent(Math.max(price / prices.min() - 1, 1 - price / prices.max()));
            priceLatch.trip(nowNs, move + " within " + limits.window());
            prices.clear(); // the same jump must not trip it twice
            calmReference = Double.NaN;
        }
        prices.add(nowNs, price);
        if (priceLatch.isHolding()) {
            lookForCalm(price, limits.calmMove(), nowNs);
        }
    }

    private boolean isJump(double price, double move) {
        return Limit.reached(price - prices.min(), move * prices.min())
                || Limit.reached(prices.max() - price, move * prices.max());
    }

    private void lookForCalm(double price, double calmMove, long nowNs) {
        if (!priceLatch.isHalfOpen() || Double.isNaN(calmReference)) {
            calmReference = price;
        }
        if (Limit.exceeded(Math.abs(price - calmReference), calmMove * calmReference)) {
            priceLatch.look(nowNs, false);
            calmReference = price;
        }
        priceLatch.look(nowNs, true);
    }

    private void onBooks(MarketView market, long nowNs) {
        for (int i = 0; i < venues.size(); i++) {
            VenueBreakers venue = venues.get(i);
            Optional<BookView> book = market.book(venue.venue(), symbol);
            if (book.isPresent() && isFresh(book.get().timeNs(), nowNs)) {
                venue.onBook(book.get(), nowNs);
            } else {
                venue.onNoBook();
            }
        }
        divergence.judge(venues, nowNs);
    }

    Optional<Lock> lockAt(String venue) {
        if (priceLatch.isHolding()) {
            return Optional.of(lock(priceLatch));
        }
        if (shareLatch.isHolding()) {
            return Optional.of(lock(shareLatch));
        }
        for (int i = 0; i < venues.size(); i++) {
            VenueBreakers one = venues.get(i);
            if (one.isHolding() && one.venue().equals(venue)) {
                return Optional.of(lock(one.holding()).at(venue));
            }
        }
        return Optional.empty();
    }

    private Lock lock(Latch latch) {
        String reason = latch.breaker() + ": " + latch.reason();
        return Lock.ofSymbol(symbol, reason, "breaker", latch.trippedNs());
    }

    Latch priceLatch() {
        return priceLatch;
    }

    Latch volatilityLatch() {
        return volatilityLatch;
    }

    VolumeShare volume() {
        return volume;
    }

    boolean lacksVolatility() {
        return volatility.known() < settings.volatility().minMedianHours() || Double.isNaN(volatility.lastHour());
    }

    /** Whether the median is of fewer hours than it looks back. */
    boolean hasShortMedian() {
        return volatility.known() < settings.volatility().medianHours();
    }

    boolean lacksPrice(long nowNs) {
        return lastPriceNs == NEVER || nowNs - lastPriceNs > maxGapNs;
    }

    boolean lacksVolume(long nowNs) {
        return volume.known(nowNs) < settings.ownShare().minHours() || volume.isStill(nowNs);
    }

    boolean lacksBook() {
        return shown() == 0;
    }

    boolean lacksDepth(long nowNs) {
        for (int i = 0; i < venues.size(); i++) {
            if (!venues.get(i).lacksDepth(nowNs)) {
                return false;
            }
        }
        return true;
    }

    boolean lacksSecondVenue() {
        return shown() < 2;
    }

    /** How many venues showed a usable book at the last look. */
    private int shown() {
        int shown = 0;
        for (int i = 0; i < venues.size(); i++) {
            shown += venues.get(i).lacksBook() ? 0 : 1;
        }
        return shown;
    }
}
