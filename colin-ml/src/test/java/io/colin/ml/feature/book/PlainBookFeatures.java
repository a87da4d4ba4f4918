package io.colin.ml.feature.book;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Payoff;
import io.colin.api.market.Aggressor;
import io.colin.api.market.BookBuilder;
import io.colin.api.market.BookDelta;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The formulas of the reference written out over whole lists, for a book that never breaks: slow, obvious, the oracle. */
final class PlainBookFeatures {
    private static final long SECOND_NS = 1_000_000_000L;

    private final Instrument instrument;
    private final List<Moment> moments = new ArrayList<>();
    private final List<Trade> trades = new ArrayList<>();
    private final BookBuilder book;
    private @Nullable Quote touch;
    private long tickerNs = Long.MIN_VALUE / 2;

    /** The market after an event: the touch, and ten levels a side as {price, size}, the touch first. */
    @SuppressWarnings("ArrayRecordComponent") // local to the oracle, never compared or shown
    private record Moment(long timeNs, Quote touch, double[][] bids, double[][] asks, boolean touchChanged) {}

    PlainBookFeatures(Instrument instrument) {
        this.instrument = instrument;
        this.book = BookBuilder.of(instrument.symbol());
    }

    void on(MarketEvent event) {
        @Nullable Quote before = touch;
        switch (event) {
            case Quote quote -> {
                touch = quote;
                tickerNs = quote.timeNs();
            }
            case BookSnapshot snapshot -> {
                book.on(snapshot);
                fromBook(event.timeNs());
            }
            case BookDelta delta -> {
                book.on(delta);
                fromBook(event.timeNs());
            }
            case Trade trade -> trades.add(trade);
            default -> throw new IllegalArgumentException("not in the script");
        }
        Quote now = touch;
        if (now != null && !(event instanceof Trade)) {
            moments.add(new Moment(
                    event.timeNs(),
                    now,
                    levels(now.bid().doubleValue(), now.bidSize().doubleValue(), book.bids(1_000), 1),
                    levels(now.ask().doubleValue(), now.askSize().doubleValue(), book.asks(1_000), -1),
                    before == null || !same(before, now)));
        }
    }

    /** The 20 standard values, then the fast ones. */
    double[] row(long timeNs) {
        Moment now = moments.getLast();
        double mid = mid(now);
        double b = now.touch.bidSize().doubleValue();
        double a = now.touch.askSize().doubleValue();
        double bid = now.touch.bid().doubleValue();
        double ask = now.touch.ask().doubleValue();
        double spread = 1e4 * (ask - bid) / mid;
        double buy = sweep(now.asks, mid);
        double sell = sweep(now.bids, mid);
        return new double[] {
            spread,
            spreadZ(timeNs, spread),
            (b - a) / (b + a),
            imbalance(now, 5, k -> 1),
            imbalance(now, 10, k -> 1),
            imbalance(now, 10, k -> Math.exp(-0.5 * k)),
            timeWeighted(timeNs),
            1e4 * ((ask * b + bid * a) / (b + a) - mid) / mid,
            flow(timeNs, SECOND_NS, 1),
            flow(timeNs, 10 * SECOND_NS, 1),
            flow(timeNs, 10 * SECOND_NS, 5),
            Math.log(1 + near(now.bids, mid) + near(now.asks, mid)),
            Math.log((near(now.bids, mid) + 1) / (near(now.asks, mid) + 1)),
            (buy + sell) / 2,
            buy - sell,
            (b + a) / (size(now.bids, 10) + size(now.asks, 10)),
            tradeImbalance(timeNs, 5 * SECOND_NS),
            tradeImbalance(timeNs, 60 * SECOND_NS),
            Math.log(mid / midAt(timeNs - SECOND_NS)),
            Math.log(mid / midAt(timeNs - 5 * SECOND_NS)),
            Math.log(b / a),
            fast(timeNs, SECOND_NS / 50, 0.5 * (b + a)),
            fast(timeNs, SECOND_NS / 10, 0.5 * (b + a)),
            tradeImbalance(timeNs, SECOND_NS / 10)
        };
    }

    private void fromBook(long timeNs) {
        if (timeNs - tickerNs >= SECOND_NS) {
            touch = book.quote().orElseThrow();
        }
    }

    private static boolean same(Quote x, Quote y) {
        return x.bid().compareTo(y.bid()) == 0
                && x.ask().compareTo(y.ask()) == 0
                && x.bidSize().compareTo(y.bidSize()) == 0
                && x.askSize().compareTo(y.askSize()) == 0;
    }

    private static double[][] levels(double price, double size, List<BookLevel> side, int sign) {
        List<double[]> levels = new ArrayList<>();
        levels.add(new double[] {price, size});
        for (BookLevel level : side) {
            if (sign * level.price().doubleValue() < sign * price) {
                levels.add(new double[] {
                    level.price().doubleValue(), level.quantity().doubleValue()
                });
            }
        }
        return levels.toArray(new double[0][]);
    }

    private static double mid(Moment moment) {
        return 0.5 * (moment.touch.bid().doubleValue() + moment.touch.ask().doubleValue());
    }

    private static double imbalance(Moment m, int levels, ToDoubleFunction<Integer> weight) {
        double up = 0;
        double down = 0;
        for (int k = 0; k < levels; k++) {
            double bid = k < m.bids.length ? m.bids[k][1] : 0;
            double ask = k < m.asks.length ? m.asks[k][1] : 0;
            up += weight.applyAsDouble(k) * (bid - ask);
            down += weight.applyAsDouble(k) * (bid + ask);
        }
        return up / down;
    }

    private static double size(double[][] side, int levels) {
        return Arrays.stream(side).limit(levels).mapToDouble(l -> l[1]).sum();
    }

    private double value(double[] level) {
        double contracts = level[1] * instrument.contractSize().doubleValue();
        return instrument.payoff() == Payoff.INVERSE ? contracts : contracts * level[0];
    }

    private double near(double[][] side, double mid) {
        return Arrays.stream(side)
                .filter(l -> Math.abs(l[0] - mid) <= 1e-3 * mid)
                .mapToDouble(this::value)
                .sum();
    }

    private double sweep(double[][] side, double mid) {
        double left = 50_000;
        double base = 0;
        for (double[] level : side) {
            double taken = Math.min(left, value(level));
            base += taken / level[0];
            left -= taken;
        }
        return left > 0 ? Double.NaN : 1e4 * Math.abs(50_000 / base - mid) / mid;
    }

    private double spreadZ(long timeNs, double spread) {
        long start = moments.getFirst().timeNs;
        List<Double> samples = new ArrayList<>();
        long firstSecond = Math.ceilDiv(start, SECOND_NS);
        int at = 0;
        for (long second = firstSecond; second * SECOND_NS < timeNs; second++) {
            while (at + 1 < moments.size() && moments.get(at + 1).timeNs <= second * SECOND_NS) {
                at++;
            }
            Moment m = moments.get(at);
            samples.add(1e4 * (m.touch.ask().doubleValue() - m.touch.bid().doubleValue()) / mid(m));
        }
        List<Double> last = samples.subList(Math.max(0, samples.size() - 300), samples.size());
        double mean = last.stream().mapToDouble(x -> x).average().orElseThrow();
        double variance =
                last.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum() / (last.size() - 1);
        return last.size() < 60 ? Double.NaN : (spread - mean) / Math.sqrt(variance);
    }

    private double timeWeighted(long timeNs) {
        long from = timeNs - 5 * SECOND_NS;
        double area = 0;
        for (int i = 0; i < moments.size(); i++) {
            long begin = Math.max(from, moments.get(i).timeNs);
            long end = i + 1 < moments.size() ? moments.get(i + 1).timeNs : timeNs;
            Quote q = moments.get(i).touch;
            double b = q.bidSize().doubleValue();
            double a = q.askSize().doubleValue();
            area += end > begin ? (b - a) / (b + a) * (end - begin) : 0;
        }
        return area / (5 * SECOND_NS);
    }

    private double flow(long timeNs, long widthNs, int levels) {
        double flow = 0;
        double size = 0;
        int count = 0;
        for (int i = 1; i < moments.size(); i++) {
            Moment m = moments.get(i);
            Moment p = moments.get(i - 1);
            if (m.timeNs <= timeNs - widthNs || (levels == 1 ? !m.touchChanged : !changed(p, m))) {
                continue;
            }
            for (int k = 0; k < levels; k++) {
                flow += part(m.bids[k], p.bids[k], 1) - part(m.asks[k], p.asks[k], -1);
            }
            size += 0.5 * (size(m.bids, levels) + size(m.asks, levels));
            count++;
        }
        return count == 0 ? 0 : flow / (size / count);
    }

    private double fast(long timeNs, long widthNs, double sizeNow) {
        double sum = 0;
        for (int i = 1; i < moments.size(); i++) {
            Moment m = moments.get(i);
            Moment p = moments.get(i - 1);
            sum += m.timeNs > timeNs - widthNs && m.touchChanged
                    ? part(m.bids[0], p.bids[0], 1) - part(m.asks[0], p.asks[0], -1)
                    : 0;
        }
        return Math.signum(sum) * Math.log(1 + Math.abs(sum / sizeNow));
    }

    private static boolean changed(Moment p, Moment m) {
        for (int k = 0; k < 5; k++) {
            if (!Arrays.equals(m.bids[k], p.bids[k]) || !Arrays.equals(m.asks[k], p.asks[k])) {
                return true;
            }
        }
        return false;
    }

    private static double part(double[] level, double[] old, int sign) {
        double flow = sign * level[0] >= sign * old[0] ? level[1] : 0;
        return flow - (sign * level[0] <= sign * old[0] ? old[1] : 0);
    }

    private double tradeImbalance(long timeNs, long widthNs) {
        double bought = 0;
        double sold = 0;
        for (Trade trade : trades) {
            if (trade.timeNs() > timeNs - widthNs) {
                double quantity = trade.quantity().doubleValue();
                bought += trade.aggressor() == Aggressor.BUY ? quantity : 0;
                sold += trade.aggressor() == Aggressor.SELL ? quantity : 0;
            }
        }
        return bought + sold == 0 ? 0 : (bought - sold) / (bought + sold);
    }

    private double midAt(long timeNs) {
        double mid = Double.NaN;
        for (Moment m : moments) {
            if (m.timeNs <= timeNs) {
                mid = mid(m);
            }
        }
        return mid;
    }
}
