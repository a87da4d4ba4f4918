package io.colin.risk.gate;

import io.colin.api.order.Side;
import io.colin.api.portfolio.Portfolio;
import io.colin.risk.RiskLimits;
import io.colin.risk.exposure.ExposureMirror;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * How much of the limit of correlated groups the largest group uses, as the check sees it of an order that adds nothing. Worked
 * out in floating point; correlations that are too old give no use, as no order passes by them.
 */
record GroupReport(ExposureMirror mirror, RhoRows rhos, Correlated known) {
    private static final MathContext SHOWN = new MathContext(12);

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
        Optional<ExposureMirror.Line> center = Optional.empty();
        double largest = 0;
        for (int i = 0; i < mirror.size(); i++) {
            ExposureMirror.Line line = mirror.line(i);
            double net = line.isExposed() ? net(line, threshold) : 0;
            if (net > largest) {
                largest = net;
                center = Optional.of(line);
            }
        }
        BigDecimal net = new BigDecimal(largest, SHOWN);
        return center.map(line -> new Largest(line.symbol().name(), net));
    }

    /** What a symbol and all that moves with it come to, on the larger side; 0 when nothing does. */
    private double net(ExposureMirror.Line center, double threshold) {
        double[] row = rhos.of(center, known);
        double buys = center.side(Side.BUY);
        double sells = center.side(Side.SELL);
        boolean isAlone = true;
        for (int i = 0; i < row.length; i++) {
            ExposureMirror.Line line = mirror.line(i);
            if (line != center && line.isExposed() && CorrelatedGroupCheck.moves(row[i], threshold)) {
                isAlone = false;
                boolean unknown = Double.isNaN(row[i]);
                buys += unknown ? line.worst(Side.BUY) : line.side(Side.BUY);
                sells += unknown ? line.worst(Side.SELL) : line.side(Side.SELL);
            }
        }
        return isAlone ? 0 : Math.max(buys, sells);
    }
}
