package io.colin.ml.lifecycle;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.signal.ExecutionCost;
import io.colin.api.signal.ResolvedSignal;
import io.colin.api.signal.Signal;
import io.colin.ml.cost.TradingCosts;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What executions really cost, a symbol at a time, beside what their signals assumed: the costs by which the next model is
 * labelled and the last one's returns are judged. Over the 30 days before the moment asked about and weighted by quantity;
 * known from 30 executed signals on. Nothing is kept on disk: the engine tells it all again after a restart, from the
 * ledger. Safe for any thread; the same calls give the same answers.
 */
public final class RealisedCosts {
    /** How far back executions count. */
    public static final Duration WINDOW = Duration.ofDays(30);
    /** Executed signals before anything is said. */
    public static final int FEWEST = 30;
    /** How far, relative to what was assumed, costs may lie away before the next model is labelled by others. */
    public static final double TOLERANCE = 0.20;

    private static final int KEPT = 20_000;
    private static final double BPS = 1e4;
    private static final double STEPS = 10;

    private final Function<Signal, Optional<TradingCosts>> assumed;
    private final Map<Symbol, LinkedHashMap<String, Entry>> entries = new HashMap<>();

    private RealisedCosts(Function<Signal, Optional<TradingCosts>> assumed) {
        this.assumed = assumed;
    }

    /**
     * Nothing executed yet.
     *
     * @param assumed the costs of the model that gave a signal; empty when it is not known, the signal then counts for
     *     nothing
     * @return the record
     */
    public static RealisedCosts of(Function<Signal, Optional<TradingCosts>> assumed) {
        return new RealisedCosts(assumed);
    }

    /** One signal's executions. */
    private static final class Entry {
        private double quantity;
        private double slippage;
        private double fee;
        private double halfSpreadBps = Double.NaN;
        private long lastNs = Long.MIN_VALUE;
    }

    /**
     * What executions cost, one way, in basis points.
     *
     * @param signals that were executed
     * @param feeBps paid, negative is a rebate
     * @param slippageBps against the mid at arrival, adverse is positive
     * @param halfSpreadBps that the signals assumed
     */
    public record Realised(int signals, double feeBps, double slippageBps, double halfSpreadBps) {
        /**
         * Fee and slippage together.
         *
         * @return basis points, one way
         */
        public double oneWayBps() {
            return feeBps + slippageBps;
        }

        /**
         * How much more it was than these costs say at the half spread of those moments.
         *
         * @param costs assumed
         * @return basis points, one way, negative for less
         */
        public double excessBps(TradingCosts costs) {
            return oneWayBps() - expectedBps(costs);
        }

        /** The costs by which the next model is to be labelled, as {@link RealisedCosts#next} says. */
        TradingCosts next(TradingCosts costs) {
            if (Math.abs(excessBps(costs)) <= TOLERANCE * expectedBps(costs)) {
                return costs;
            }
            double fee = rounded(feeBps);
            return new TradingCosts(fee, costs.halfSpread(), rounded(oneWayBps() - fee - halfSpreadBps));
        }

        private double expectedBps(TradingCosts costs) {
            return costs.takerFeeBps() + halfSpreadBps + costs.impactBps();
        }
    }

    /**
     * Takes an execution.
     *
     * @param cost as the engine measured it
     */
    public synchronized void onExecution(ExecutionCost cost) {
        Entry entry = entry(cost.symbol(), cost.signalId());
        double quantity = Decimals.statistic(cost.quantity());
        entry.quantity += quantity;
        entry.slippage += quantity * cost.slippageBps();
        entry.fee += quantity * cost.feeBps();
        entry.lastNs = Math.max(entry.lastNs, cost.timeNs());
    }

    /**
     * Takes a signal, for the costs it assumed.
     *
     * @param resolved answered by the market or not
     */
    public synchronized void onResolved(ResolvedSignal resolved) {
        Signal signal = resolved.signal();
        assumed.apply(signal).ifPresent(costs -> {
            double oneWay = (Math.abs(signal.expectedReturn()) - signal.expectedNetReturn()) / 2 * BPS;
            entry(signal.symbol(), signal.id()).halfSpreadBps =
                    Math.max(0, oneWay - costs.takerFeeBps() - costs.impactBps());
        });
    }

    /**
     * What executions cost lately.
     *
     * @param symbol that was traded
     * @param timeNs event time, ns since epoch; what came later does not count
     * @return empty before 30 executed signals within the 30 days
     */
    public synchronized Optional<Realised> realised(Symbol symbol, long timeNs) {
        int signals = 0;
        double quantity = 0;
        double fee = 0;
        double slippage = 0;
        double halfSpread = 0;
        for (Entry entry : entries.getOrDefault(symbol, new LinkedHashMap<>()).values()) {
            boolean counts = entry.lastNs <= timeNs
                    && entry.lastNs > timeNs - WINDOW.toNanos()
                    && !Double.isNaN(entry.halfSpreadBps);
            if (counts) {
                signals++;
                quantity += entry.quantity;
                fee += entry.fee;
                slippage += entry.slippage;
                halfSpread += entry.quantity * entry.halfSpreadBps;
            }
        }
        return signals < FEWEST
                ? Optional.empty()
                : Optional.of(new Realised(signals, fee / quantity, slippage / quantity, halfSpread / quantity));
    }

    /**
     * The costs by which the next model is to be labelled: those assumed while they hold within {@value #TOLERANCE}, so
     * that a refresh stays the same recipe; else the realised fee, and the impact that makes the whole what was realised,
     * both to 0.1 basis points and not below 0. The half spread stays what it was, known at each moment.
     *
     * @param symbol that is traded
     * @param timeNs event time, ns since epoch
     * @param costs assumed so far
     * @return those, or others
     */
    public TradingCosts next(Symbol symbol, long timeNs, TradingCosts costs) {
        return realised(symbol, timeNs).map(known -> known.next(costs)).orElse(costs);
    }

    private Entry entry(Symbol symbol, String signal) {
        LinkedHashMap<String, Entry> own = entries.computeIfAbsent(symbol, key -> new LinkedHashMap<>());
        Entry entry = own.computeIfAbsent(Require.text("signalId", signal), key -> new Entry());
        if (own.size() > KEPT) {
            own.pollFirstEntry();
        }
        return entry;
    }

    private static double rounded(double bps) {
        return Math.max(0, Math.rint(bps * STEPS) / STEPS);
    }
}
