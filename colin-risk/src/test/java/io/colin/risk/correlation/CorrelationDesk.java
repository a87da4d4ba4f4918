package io.colin.risk.correlation;

import io.colin.api.instrument.Symbol;
import io.colin.risk.returns.ReturnHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Histories for tests, one a day. */
final class CorrelationDesk {
    static final long DAY_NS = 86_400_000_000_000L;

    private CorrelationDesk() {}

    static Symbol symbol(int i) {
        return Symbol.of("A" + (char) ('A' + i / 26) + (char) ('A' + i % 26) + "/USD");
    }

    static List<Symbol> symbols(int n) {
        List<Symbol> symbols = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            symbols.add(symbol(i));
        }
        return symbols;
    }

    static ReturnHistory history(double[]... returns) {
        long[] times = new long[returns[0].length];
        Arrays.setAll(times, t -> (t + 1) * DAY_NS);
        return ReturnHistory.ofReturns(DAY_NS, symbols(returns.length), times, returns);
    }

    /** Returns of one common factor and noise of their own. */
    static double[][] factor(Random random, int symbols, int days, double common) {
        double[][] returns = new double[symbols][days];
        for (int t = 0; t < days; t++) {
            double market = random.nextGaussian() * 0.04 * common;
            for (double[] own : returns) {
                own[t] = market + random.nextGaussian() * 0.04;
            }
        }
        return returns;
    }
}
