package io.colin.execution.venue.paper;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookLevel;
import io.colin.api.market.Fidelity;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A book modelled from trades alone: mid = last trade; half spread = Roll's estimate √max(0, −cov(Δp_t, Δp_{t−1})) over
 * the last 200 trades, within 2 to 20 bp of mid and 20 while there are fewer than two pairs of changes; ten levels a
 * side, 5 bp apart, of five times the mean trade size of the same trades each, in whole lots, prices rounded away from
 * mid. It is as old as the last trade; what was taken returns with the next.
 */
final class TradeBook implements LevelBook {
    static final int WINDOW = 200;
    private static final int LEVELS = 10;
    private static final double LOW_BPS = 2;
    private static final double HIGH_BPS = 20;
    private static final BigDecimal STEP_BPS = new BigDecimal("5");
    private static final BigDecimal SIZES = new BigDecimal("5");

    private final Instrument instrument;
    private final Consumed consumed = new Consumed();
    private final Deque<Trade> window = new ArrayDeque<>();
    /** The prices of the window as a ring, so that each becomes a double once and not at every estimate. */
    private final double[] ring = new double[WINDOW];

    private int newest = -1;
    private BigDecimal volume = BigDecimal.ZERO;
    private BigDecimal mid = BigDecimal.ZERO;
    private BigDecimal halfSpreadBps = BigDecimal.ZERO;
    private BigDecimal levelSize = BigDecimal.ZERO;
    private boolean isEstimated;
    private boolean isSized;
    private long timeNs = Long.MIN_VALUE;
    /** The levels of each side that were asked for since the last trade: many look at a book between two trades. */
    private final List<BookLevel> bids = new ArrayList<>(LEVELS);

    private final List<BookLevel> asks = new ArrayList<>(LEVELS);
    private Optional<Quote> quote = Optional.empty();
    private boolean isQuoted;

    TradeBook(Instrument instrument) {
        this.instrument = instrument;
    }

    void on(Trade trade) {
        window.addLast(trade);
        newest = (newest + 1) % WINDOW;
        ring[newest] = Decimals.statistic(trade.price());
        volume = volume.add(trade.quantity());
        if (window.size() > WINDOW) {
            volume = volume.subtract(window.removeFirst().quantity());
        }
        mid = trade.price();
        timeNs = trade.timeNs();
        isEstimated = false;
        isSized = false;
        bids.clear();
        asks.clear();
        isQuoted = false;
        consumed.clear();
    }

    @Override
    public boolean isTradable() {
        return !window.isEmpty();
    }

    @Override
    public void consume(Side bookSide, BigDecimal price, BigDecimal quantity) {
        consumed.add(bookSide, price, quantity);
        isQuoted = false;
    }

    /** Nothing inside the spread, elsewhere the size of one level. */
    @Override
    public BigDecimal aheadAt(Side side, BigDecimal price) {
        boolean better = displayed(side, 1).stream()
                .anyMatch(best -> price.subtract(best.price()).signum() * side.sign() > 0);
        return better ? BigDecimal.ZERO : levelSize();
    }

    @Override
    public Symbol symbol() {
        return instrument.symbol();
    }

    @Override
    public long timeNs() {
        return timeNs;
    }

    @Override
    public Fidelity fidelity() {
        return Fidelity.TRADE_SIMULATED;
    }

    @Override
    public List<BookLevel> bids(int depth) {
        return consumed.net(Side.BUY, displayed(Side.BUY, consumed.reach(Side.BUY, depth)), depth);
    }

    @Override
    public List<BookLevel> asks(int depth) {
        return consumed.net(Side.SELL, displayed(Side.SELL, consumed.reach(Side.SELL, depth)), depth);
    }

    @Override
    public Optional<Quote> quote() {
        if (!isQuoted) {
            quote = LevelBook.super.quote();
            isQuoted = true;
        }
        return quote;
    }

    /** Its quote is kept between two trades, so that most of the time it answers. */
    @Override
    public boolean isShown() {
        return quote().isPresent() || LevelBook.super.isShown();
    }

    private List<BookLevel> displayed(Side side, int depth) {
        if (window.isEmpty()) {
            return List.of();
        }
        List<BookLevel> levels = side == Side.BUY ? bids : asks;
        int wanted = Math.min(depth, LEVELS);
        for (int k = levels.size(); k < wanted; k++) {
            BigDecimal price = price(side, k);
            if (k > 0 && LevelBook.reaches(side, price, levels.getLast().price())) {
                BigDecimal away = instrument.tickSize().multiply(BigDecimal.valueOf(-side.sign()));
                price = levels.getLast().price().add(away);
            }
            if (price.signum() <= 0) {
                break;
            }
            levels.add(new BookLevel(price, levelSize()));
        }
        return List.copyOf(levels.subList(0, Math.min(wanted, levels.size())));
    }

    private BigDecimal price(Side side, int level) {
        BigDecimal bps = halfSpreadBps().add(STEP_BPS.multiply(BigDecimal.valueOf(level)));
        BigDecimal share = bps.movePointLeft(4).multiply(BigDecimal.valueOf(-side.sign()));
        return Decimals.roundTo(
                mid.multiply(BigDecimal.ONE.add(share)),
                instrument.tickSize(),
                side == Side.BUY ? RoundingMode.FLOOR : RoundingMode.CEILING);
    }

    private BigDecimal levelSize() {
        if (!isSized) {
            BigDecimal lot = instrument.lotSize();
            BigDecimal ofWindow = lot.multiply(BigDecimal.valueOf(window.size()));
            BigDecimal lots = volume.multiply(SIZES).divide(ofWindow, 0, RoundingMode.DOWN);
            levelSize = Decimals.normal(lots.multiply(lot)).max(lot);
            isSized = true;
        }
        return levelSize;
    }

    private BigDecimal halfSpreadBps() {
        if (!isEstimated) {
            halfSpreadBps = Decimals.fromStatistic(roll(), 4);
            isEstimated = true;
        }
        return halfSpreadBps;
    }

    /** The price some trades after the oldest of the window. */
    private double price(int oldest, int after) {
        int at = oldest + after;
        return ring[at < WINDOW ? at : at - WINDOW];
    }

    private double roll() {
        int size = window.size();
        int pairs = size - 2;
        if (pairs < 2) {
            return HIGH_BPS;
        }
        int oldest = Math.floorMod(newest - size + 1, WINDOW);
        double meanNow = (price(oldest, pairs + 1) - price(oldest, 1)) / pairs;
        double meanBefore = (price(oldest, pairs) - price(oldest, 0)) / pairs;
        double sum = 0;
        double before = price(oldest, 1);
        double change = before - price(oldest, 0);
        for (int i = 2; i < size; i++) {
            double price = price(oldest, i);
            double next = price - before;
            sum += (next - meanNow) * (change - meanBefore);
            before = price;
            change = next;
        }
        double half = Math.sqrt(Math.max(0, -sum / (pairs - 1)));
        return Math.clamp(1e4 * half / Decimals.statistic(mid), LOW_BPS, HIGH_BPS);
    }
}
