package io.colin.execution.venue.paper;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookView;
import io.colin.api.market.Fidelity;
import io.colin.api.market.Quote;
import io.colin.api.order.Liquidity;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fills from bars alone. An order waits for the next bar and takes there: at the point of the straight line from the
 * bar's open to its close where it arrived (the open for an order that came before), plus half the spread and the
 * temporary impact η · σ_D · (quantity / volume)^β (0.15 and ½ unless the venue has a law of impact of its own), rounded to the worse tick; σ_D is Parkinson's estimate over the
 * last 60 bars, scaled to a day. All orders together get at most 10 % of a bar's volume. A limit order that is not
 * reached rests and is filled at its price by a bar that goes beyond it; in the bar it arrived in only the close counts,
 * since the extremes may lie before it.
 *
 * <p>The book it shows is the last close ± half the spread with 10 % of the last volume.
 */
final class BarBook implements BookView {
    private static final BigDecimal SHARE = new BigDecimal("0.1");
    private static final int WINDOW = 60;
    private static final double DAY_NS = 86_400e9;

    private final Instrument instrument;
    private final double halfSpread;
    private final BigDecimal bidShare;
    private final BigDecimal askShare;
    private final OwnImpact impact;
    private final Executions out;
    /** High over low of the last bars; bar n is at n modulo their number. */
    private final double[] ranges = new double[WINDOW];

    private int bars;
    private Optional<Bar> last = Optional.empty();
    private @Nullable Shown shown;

    /** The book after a bar, made when it is first asked for. */
    private record Shown(List<BookLevel> bids, List<BookLevel> asks, Optional<Quote> quote) {
        private static final Shown NOTHING = new Shown(List.of(), List.of(), Optional.empty());
    }

    BarBook(SymbolMarket.Terms terms, Executions out) {
        this.instrument = terms.instrument();
        this.halfSpread = terms.barHalfSpreadBps() / 1e4;
        this.impact = terms.impact();
        this.bidShare = BigDecimal.ONE.subtract(Decimals.fromStatistic(halfSpread, 10));
        this.askShare = BigDecimal.ONE.add(Decimals.fromStatistic(halfSpread, 10));
        this.out = out;
    }

    void on(Bar bar, RestingOrders orders, long timeNs) {
        ranges[bars % WINDOW] = Decimals.statistic(bar.high()) / Decimals.statistic(bar.low());
        bars++;
        List<PaperOrder> open = orders.byArrival();
        if (!open.isEmpty()) {
            meet(bar, open, orders, timeNs);
        }
        last = Optional.of(bar);
        shown = null;
    }

    private void meet(Bar bar, List<PaperOrder> open, RestingOrders orders, long timeNs) {
        BigDecimal pool = share(bar);
        for (PaperOrder order : open) {
            BigDecimal before = order.filled();
            match(order, bar, pool, timeNs);
            pool = pool.subtract(order.filled().subtract(before));
            if (order.isOpen() && order.isImmediate()) {
                out.cancel(order, "not filled by the next bar", timeNs);
            }
            if (!order.isOpen()) {
                orders.remove(order);
            }
        }
    }

    /** What of a bar's volume all own orders together get. */
    private BigDecimal share(Bar bar) {
        return Decimals.floorTo(bar.volume().multiply(SHARE), instrument.lotSize());
    }

    private void match(PaperOrder order, Bar bar, BigDecimal pool, long timeNs) {
        boolean isNew = last.map(before -> order.arrivedNs() >= before.timeNs()).orElse(false);
        boolean allOrNothing = order.origin().timeInForce().kind() == TimeInForce.Kind.FOK;
        BigDecimal part = order.leaves().min(pool);
        if (!order.isOpen() || part.signum() == 0 || (allOrNothing && part.compareTo(order.leaves()) < 0)) {
            return;
        }
        if (isNew && !order.origin().postOnly()) {
            BigDecimal price = takerPrice(order, bar, part);
            boolean reached = order.limit()
                    .map(limit -> LevelBook.reaches(order.side(), limit, price))
                    .orElse(true);
            if (reached) {
                out.fill(order, part, price, Liquidity.TAKER, timeNs);
                return;
            }
        }
        if (!order.isImmediate() && goesBeyond(order, bar, isNew)) {
            out.fill(order, part, order.limit().orElseThrow(), Liquidity.MAKER, timeNs);
        }
    }

    private boolean goesBeyond(PaperOrder order, Bar bar, boolean isNew) {
        BigDecimal extreme = isNew ? bar.close() : order.side() == Side.BUY ? bar.low() : bar.high();
        return impact.recorded(order.limit().orElseThrow()).subtract(extreme).signum()
                        * order.side().sign()
                > 0;
    }

    private BigDecimal takerPrice(PaperOrder order, Bar bar, BigDecimal part) {
        long length = bar.timeNs() - bar.openTimeNs();
        long into = Math.clamp(order.arrivedNs() - bar.openTimeNs(), 0L, length);
        BigDecimal path = bar.close()
                .subtract(bar.open())
                .multiply(BigDecimal.valueOf(into))
                .divide(BigDecimal.valueOf(length), Decimals.QUOTIENT);
        double rate = Decimals.statistic(part) / Decimals.statistic(bar.volume());
        double cost = halfSpread + impact.inBar(dailyVolatility(length), rate);
        BigDecimal share = Decimals.fromStatistic(cost * order.side().sign(), 10);
        double own = order.side().sign() * Decimals.statistic(part);
        BigDecimal price = impact.shifted(bar.open().add(path), own).multiply(BigDecimal.ONE.add(share));
        return onTick(price, order.side() == Side.BUY ? RoundingMode.CEILING : RoundingMode.FLOOR)
                .max(instrument.tickSize());
    }

    private double dailyVolatility(long barNs) {
        double sum = 0;
        int known = Math.min(bars, WINDOW);
        for (int back = known; back > 0; back--) {
            double range = StrictMath.log(ranges[(bars - back) % WINDOW]);
            sum += range * range;
        }
        return Math.sqrt(sum / known / (4 * StrictMath.log(2)) * DAY_NS / barNs);
    }

    @Override
    public Symbol symbol() {
        return instrument.symbol();
    }

    @Override
    public long timeNs() {
        return last.map(Bar::timeNs).orElse(Long.MIN_VALUE);
    }

    @Override
    public Fidelity fidelity() {
        return Fidelity.BAR_SIMULATED;
    }

    @Override
    public List<BookLevel> bids(int depth) {
        return shown().bids();
    }

    @Override
    public List<BookLevel> asks(int depth) {
        return shown().asks();
    }

    @Override
    public Optional<Quote> quote() {
        return shown().quote();
    }

    private Shown shown() {
        Shown known = shown;
        if (known == null) {
            known = last.map(this::show).orElse(Shown.NOTHING);
            shown = known;
        }
        return known;
    }

    private Shown show(Bar bar) {
        BigDecimal size = share(bar);
        BigDecimal bid = onTick(bar.close().multiply(bidShare), RoundingMode.FLOOR);
        BigDecimal ask = onTick(bar.close().multiply(askShare), RoundingMode.CEILING);
        return new Shown(
                level(bid, size),
                level(ask, size),
                bid.signum() > 0 && ask.signum() > 0
                        ? Optional.of(new Quote(symbol(), bar.timeNs(), bid, size, ask, size))
                        : Optional.empty());
    }

    private BigDecimal onTick(BigDecimal price, RoundingMode rounding) {
        return Decimals.roundTo(price, instrument.tickSize(), rounding);
    }

    private static List<BookLevel> level(BigDecimal price, BigDecimal size) {
        return price.signum() > 0 ? List.of(new BookLevel(price, size)) : List.of();
    }
}
