package io.colin.risk.breaker;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookView;
import io.colin.api.market.Fidelity;
import java.util.List;
import java.util.Locale;

/** The breakers of one symbol at one venue. The divergence latch is judged where all venues are seen. */
final class VenueBreakers {
    private final String venue;
    private final VenueQualitySettings limits;
    private final Latch spread;
    private final Latch depth;
    private final Latch divergence;
    private final DepthMean mean = new DepthMean();
    private double mid = Double.NaN;

    VenueBreakers(Symbol symbol, String venue, BreakerSettings settings, Latches latches) {
        this.venue = venue;
        limits = settings.venue();
        String scope = scope(symbol, venue);
        spread = latches.of(Latches.SPREAD, scope);
        depth = latches.of(Latches.DEPTH, scope);
        divergence = latches.of(Latches.DIVERGENCE, scope);
    }

    static String scope(Symbol symbol, String venue) {
        return symbol.name() + "@" + venue;
    }

    /** A fresh book. One that misses a side or is crossed says nothing. */
    void onBook(BookView book, long nowNs) {
        List<BookLevel> bids = book.bids(limits.depthLevels());
        List<BookLevel> asks = book.asks(limits.depthLevels());
        mid = Double.NaN;
        if (bids.isEmpty() || asks.isEmpty()) {
            return;
        }
        double bid = bids.get(0).price().doubleValue();
        double ask = asks.get(0).price().doubleValue();
        if (ask < bid) {
            return;
        }
        mid = (bid + ask) / 2;
        onSpread(1e4 * (ask - bid) / mid, nowNs);
        if (book.fidelity() == Fidelity.BOOK) {
            onDepth(worth(bids) + worth(asks), nowNs);
        }
    }

    void onNoBook() {
        mid = Double.NaN;
    }

    private void onSpread(double bps, long nowNs) {
        if (!Limit.exceeded(bps, limits.maxSpreadBps())) {
            spread.look(nowNs, true);
        } else if (!spread.isHolding() || spread.isHalfOpen()) {
            spread.trip(nowNs, String.format(Locale.ROOT, "spread %.1f bp at %s", bps, venue));
        }
    }

    private void onDepth(double worth, long nowNs) {
        double usual = mean.mean(nowNs, limits.minDepthMinutes());
        mean.add(nowNs, worth);
        if (Double.isNaN(usual)) {
            return;
        }
        if (!Limit.undercut(worth, limits.minDepth() * usual)) {
            depth.look(nowNs, true);
        } else if (!depth.isHolding() || depth.isHalfOpen()) {
            depth.trip(nowNs, "depth at " + venue + " is " + Latches.percent(worth / usual) + " of its hourly mean");
        }
    }

    private static double worth(List<BookLevel> levels) {
        double sum = 0;
        for (int i = 0; i < levels.size(); i++) {
            BookLevel level = levels.get(i);
            sum += level.price().doubleValue() * level.quantity().doubleValue();
        }
        return sum;
    }

    String venue() {
        return venue;
    }

    /** NaN when the last look found no usable book. */
    double mid() {
        return mid;
    }

    Latch divergence() {
        return divergence;
    }

    boolean isHolding() {
        return spread.isHolding() || depth.isHolding() || divergence.isHolding();
    }

    Latch holding() {
        if (spread.isHolding()) {
            return spread;
        }
        return depth.isHolding() ? depth : divergence;
    }

    boolean lacksBook() {
        return Double.isNaN(mid);
    }

    boolean lacksDepth(long nowNs) {
        return Double.isNaN(mean.mean(nowNs, limits.minDepthMinutes()));
    }
}
