package io.colin.risk.gate;

import io.colin.api.order.Side;
import io.colin.api.portfolio.Portfolio;
import io.colin.risk.RiskLimits;
import io.colin.risk.exposure.ExposureBook;
import io.colin.risk.exposure.ExposureMirror;
import io.colin.risk.exposure.SymbolExposure;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much of the limit of correlated groups the largest group uses, as the check sees it of an order that adds nothing. Which
 * one it is is looked for in floating point, of equal ones the first by name; what it comes to is exact. Correlations that are
 * too old give no use, as no order passes by them.
 */
record GroupReport(ExposureBook book, ExposureMirror mirror, RhoRows rhos, Correlated known) {
    /** Nets this close count as equal. */
    private static final double MARGIN = 1e-9;

    /**
     * The largest group.
     *
     * @param center the symbol that all its members move with
     * @param net its worst case on its larger side, 0 or more
     */
    record Largest(String center, BigDecimal net) {}

    Optional<Largest> largest(RiskLimits limits, Portfolio portfolio, long nowNs) {
        if (known.isOlder(nowNs, limits.data().maxCorrelationAge().toNanos())) {
            return Optional.empty();
        }
        mirror.refresh(portfolio);
        double threshold = limits.correlation().threshold().doubleValue();
        ExposureMirror.@Nullable Line center = null;
        double largest = 0;
        for (int i = 0; i < mirror.size(); i++) {
            ExposureMirror.Line line = mirror.line(i);
            double net = line.isExposed() ? net(line, threshold) : 0;
            boolean isEqual = Math.abs(net - largest) <= MARGIN * largest;
            if (isEqual ? center != null && line.symbol().compareTo(center.symbol()) < 0 : net > largest) {
                largest = net;
                center = line;
            }
        }
        return center == null
                ? Optional.empty()
                : Optional.of(new Largest(center.symbol().name(), exact(center, threshold, portfolio)));
    }

    /** What a symbol and all that moves with it come to, on the larger side; 0 when nothing does. */
    private double net(ExposureMirror.Line center, double threshold) {
        double[] row = rhos.of(center, known);
        double buys = center.side(Side.BUY);
        double sells = center.side(Side.SELL);
        boolean isAlone = true;
        for (int i = 0; i < row.length; i++) {
            ExposureMirror.Line line = mirror.line(i);
            if (isMember(line, center, row[i], threshold)) {
                isAlone = false;
                boolean unknown = Double.isNaN(row[i]);
                buys += unknown ? line.worst(Side.BUY) : line.side(Side.BUY);
                sells += unknown ? line.worst(Side.SELL) : line.side(Side.SELL);
            }
        }
        return isAlone ? 0 : Math.max(buys, sells);
    }

    private BigDecimal exact(ExposureMirror.Line center, double threshold, Portfolio portfolio) {
        double[] row = rhos.of(center, known);
        SymbolExposure own = book.of(center.symbol(), portfolio);
        BigDecimal buys = own.longSide();
        BigDecimal sells = own.shortSide();
        for (int i = 0; i < row.length; i++) {
            ExposureMirror.Line line = mirror.line(i);
            if (isMember(line, center, row[i], threshold)) {
                SymbolExposure its = book.of(line.symbol(), portfolio);
                boolean unknown = Double.isNaN(row[i]);
                buys = buys.add(unknown ? its.longSide().max(BigDecimal.ZERO) : its.longSide());
                sells = sells.add(unknown ? its.shortSide().max(BigDecimal.ZERO) : its.shortSide());
            }
        }
        return buys.max(sells).max(BigDecimal.ZERO);
    }

    @SuppressWarnings("ReferenceEquality") // the mirror has one line of a symbol
    private static boolean isMember(
            ExposureMirror.Line line, ExposureMirror.Line center, double rho, double threshold) {
        return line != center && line.isExposed() && CorrelatedGroupCheck.moves(rho, threshold);
    }
}
