package io.colin.risk.stress;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What of the portfolio a scenario strikes: chosen before anything moves.
 *
 * @param venue the largest one, blank when nothing lies at a venue
 * @param stablecoin the largest one, blank when none is held
 */
record Target(String venue, String stablecoin) {
    static Target of(StressPortfolio portfolio) {
        return new Target(largestVenue(portfolio), largestStablecoin(portfolio));
    }

    /** The venue with the largest balances, spot holdings and unrealised profits, debts taken off. */
    private static String largestVenue(StressPortfolio portfolio) {
        SortedMap<String, Double> assets = new TreeMap<>();
        portfolio.cash().forEach(c -> assets.merge(c.venue(), c.value(), Double::sum));
        portfolio.positions().forEach(p -> assets.merge(p.venue(), p.equity(), Double::sum));
        assets.keySet().removeIf(String::isBlank);
        return largest(assets);
    }

    /** The stablecoin with the largest balances and positions in, quoted in or settled in it. */
    private static String largestStablecoin(StressPortfolio portfolio) {
        SortedMap<String, Double> held = new TreeMap<>();
        portfolio.cash().forEach(c -> held.merge(c.currency(), Math.abs(c.value()), Double::sum));
        for (StressPosition position : portfolio.positions()) {
            double size = Math.abs(position.value());
            String base = position.symbol().base();
            String quote = position.symbol().quote();
            String settlement = position.instrument().settlementCurrency();
            held.merge(base, size, Double::sum);
            held.merge(quote, size, Double::sum);
            if (!settlement.equals(quote) && !settlement.equals(base)) {
                held.merge(settlement, size, Double::sum);
            }
        }
        held.keySet().removeIf(c -> !portfolio.isStablecoin(c) || c.equals(portfolio.currency()));
        held.values().removeIf(size -> size == 0);
        return largest(held);
    }

    private static String largest(SortedMap<String, Double> sizes) {
        String best = "";
        double most = Double.NEGATIVE_INFINITY;
        for (Map.Entry<String, Double> entry : sizes.entrySet()) {
            if (entry.getValue() > most) {
                best = entry.getKey();
                most = entry.getValue();
            }
        }
        return best;
    }
}
