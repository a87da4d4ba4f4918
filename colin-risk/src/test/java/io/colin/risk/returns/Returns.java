package io.colin.risk.returns;

import io.colin.api.instrument.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Histories for tests. */
public final class Returns {
    public static final long DAY = ReturnPeriod.DAY.ns();

    private Returns() {}

    /** S00/USD, S01/USD and so on. */
    public static List<Symbol> symbols(int count) {
        List<Symbol> symbols = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            symbols.add(Symbol.of("S%02d/USD".formatted(i)));
        }
        return symbols;
    }

    /** Daily returns row by row of assets, NaN where absent. */
    public static ReturnHistory of(double[]... rows) {
        return of(DAY, rows);
    }

    public static ReturnHistory of(long periodNs, double[]... rows) {
        long[] times = new long[rows[0].length];
        for (int t = 0; t < times.length; t++) {
            times[t] = (t + 1) * periodNs;
        }
        return ReturnHistory.ofReturns(periodNs, symbols(rows.length), times, rows);
    }

    /** One strong factor, fat tails, volatilities from 1 to 6 % a day. */
    public static double[][] random(long seed, int assets, int points) {
        Random random = new Random(seed);
        double[][] rows = new double[assets][points];
        for (int t = 0; t < points; t++) {
            double market = random.nextGaussian() * (random.nextInt(20) == 0 ? 3 : 1);
            for (int i = 0; i < assets; i++) {
                double volatility = 0.01 + 0.05 * i / assets;
                rows[i][t] = volatility * (0.7 * market + 0.7 * random.nextGaussian()) + 0.0003;
            }
        }
        return rows;
    }
}
