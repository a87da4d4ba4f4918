package io.colin.execution.venue.paper;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookView;
import io.colin.api.market.Fidelity;
import io.colin.api.order.Liquidity;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

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
    private final Deque<Double> squaredRanges = new ArrayDeque<>();
    private Optional<Bar> last = Optional.empty();

    BarBook(SymbolMarket.Terms terms, Executions out) {
        this.instrument = terms.instrument();
        this.halfSpread = terms.barHalfSpreadBps() / 1e4;
        this.impact = terms.impact();
        this.bidShare = BigDecimal.ONE.subtract(Decimals.fromStatistic(halfSpread, 10));
        this.askShare = BigDecimal.ONE.add(Decimals.fromStatistic(halfSpread, 10));
        this.out = out;
    }

    void on(Bar bar, RestingOrders orders, long timeNs) {
        double range = StrictMath.log(Decimals.statistic(bar.high()) / Decimals.statistic(bar.low()));
        squaredRanges.addLast(range * range);
        if (squaredRanges.size() > WINDOW) {
            squaredRanges.removeFirst();
        }
        BigDecimal pool = Decimals.floorTo(bar.volume().multiply(SHARE), instrument.lotSize());
        for (PaperOrder order : orders.byArrival()) {
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
        last = Optional.of(bar);
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
        BigDecimal onTick = Decimals.roundTo(
                price, instrument.tickSize(), order.side() == Side.BUY ? RoundingMode.CEILING : RoundingMode.FLOOR);
        return onTick.max(instrument.tickSize());
    }

    private double dailyVolatility(long barNs) {
        double sum = 0;
        for (double squared : squaredRanges) {
            sum += squared;
        }
        return Math.sqrt(sum / squaredRanges.size() / (4 * StrictMath.log(2)) * DAY_NS / barNs);
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
        return level(Side.BUY);
    }

    @Override
    public List<BookLevel> asks(int depth) {
        return level(Side.SELL);
    }

    private List<BookLevel> level(Side side) {
        return last.map(bar -> level(bar, side)).orElse(List.of());
    }

    private List<BookLevel> level(Bar bar, Side side) {
        BigDecimal price = Decimals.roundTo(
                bar.close().multiply(side == Side.BUY ? bidShare : askShare),
                instrument.tickSize(),
                side == Side.BUY ? RoundingMode.FLOOR : RoundingMode.CEILING);
        BigDecimal size = Decimals.floorTo(bar.volume().multiply(SHARE), instrument.lotSize());
        return price.signum() > 0 ? List.of(new BookLevel(price, size)) : List.of();
    }
}
