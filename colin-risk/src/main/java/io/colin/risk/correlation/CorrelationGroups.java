package io.colin.risk.correlation;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.util.Arrays;
import java.util.List;

/**
 * What an order does to the groups of symbols that move as one, for the gate: a few additions a group, no allocation.
 * Around every symbol there is a group of all symbols whose ρ with it is above a threshold; its net is the sum of their
 * signed exposures, and |net| is what a limit binds. An order is judged by the group around its symbol and by those around
 * every symbol measured to move with it, so that the order of orders does not matter; where each of them shrinks or
 * stays, it is a hedge and passes whatever the limit.
 *
 * <p>An absent pair counts as ρ = 1 where it adds up and as nothing where it would offset: what nobody measured is no
 * hedge. With N the net of measured members, L the absent longs and S the absent shorts, |net| is
 * max(max(N, 0) + L, max(−N, 0) − S).
 *
 * <p>Exposures are whole numbers of a unit the caller chooses, the same for all (cents or millionths of the account
 * currency), so that sums and comparisons with a money limit are exact. One thread.
 */
public final class CorrelationGroups {
    private final List<Symbol> symbols;
    private final double[][] rho;
    private final int[][] members;
    private final int[][] absent;
    private final long[] exposure;
    private final long[] net;
    private final long[] absentLong;
    private final long[] absentShort;
    private final long largest;

    private CorrelationGroups(Correlations correlations, List<Symbol> symbols, double threshold) {
        this.symbols = List.copyOf(symbols);
        int n = symbols.size();
        rho = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                rho[i][j] = correlations.rho(symbols.get(i), symbols.get(j)).orElse(Double.NaN);
            }
        }
        members = select(threshold, false);
        absent = select(threshold, true);
        exposure = new long[n];
        net = new long[n];
        absentLong = new long[n];
        absentShort = new long[n];
        largest = Long.MAX_VALUE / 8 / Math.max(1, n);
    }

    /**
     * Groups without exposures.
     *
     * @param correlations as measured
     * @param symbols what may be held, each once; one that was not measured has absent pairs only
     * @param threshold ρ above which a pair moves as one, in [−1, 1); for example 0.70
     * @return the groups
     * @throws IllegalArgumentException if a symbol is named twice or the threshold is outside
     */
    public static CorrelationGroups of(Correlations correlations, List<Symbol> symbols, double threshold) {
        Require.that(threshold >= -1 && threshold < 1, "threshold", "must be in [-1, 1)", threshold);
        Require.that(symbols.stream().distinct().count() == symbols.size(), "symbols", "must be distinct", symbols);
        return new CorrelationGroups(correlations, symbols, threshold);
    }

    /**
     * The slot of a symbol.
     *
     * @param symbol which
     * @return its number, −1 when it is not one of these
     */
    public int slot(Symbol symbol) {
        return symbols.indexOf(symbol);
    }

    /**
     * The symbol of a slot.
     *
     * @param slot a number from 0
     * @return the symbol
     */
    public Symbol symbol(int slot) {
        return symbols.get(slot);
    }

    /**
     * The largest size an exposure or order may have, so that no sum overflows.
     *
     * @return in the caller's unit, above 0
     */
    public long largest() {
        return largest;
    }

    /**
     * Learns an exposure.
     *
     * @param slot of the symbol
     * @param value signed, in the caller's unit, within ±{@link #largest()}
     * @throws IllegalArgumentException if it is larger
     */
    public void setExposure(int slot, long value) {
        if (!isWithin(value)) {
            throw Require.broken("exposure of " + symbols.get(slot), "must be within ±" + largest, value);
        }
        long before = exposure[slot];
        exposure[slot] = value;
        for (int center : members[slot]) {
            net[center] += value - before;
        }
        for (int center : absent[slot]) {
            absentLong[center] += Math.max(0, value) - Math.max(0, before);
            absentShort[center] += Math.min(0, value) - Math.min(0, before);
        }
    }

    /**
     * The exposure of a slot.
     *
     * @param slot of the symbol
     * @return signed, in the caller's unit
     */
    public long exposure(int slot) {
        return exposure[slot];
    }

    /**
     * |net| of the group around a symbol as it is.
     *
     * @param slot of the symbol
     * @return 0 or more, in the caller's unit
     */
    public long current(int slot) {
        return size(slot, net[slot]);
    }

    /**
     * The largest |net| among the groups an order makes larger.
     *
     * @param slot of the order's symbol
     * @param delta signed value of the order, in the caller's unit
     * @return 0 when it is a hedge: no group grows; {@link Long#MAX_VALUE} when the order or what would be held is beyond
     *     {@link #largest()}
     */
    public long projected(int slot, long delta) {
        int center = worst(slot, delta);
        if (center < 0) {
            return 0;
        }
        return isHeld(slot, delta) ? size(center, net[center] + delta) : Long.MAX_VALUE;
    }

    /**
     * The group an order makes largest among those it makes larger.
     *
     * @param slot of the order's symbol
     * @param delta signed value of the order, in the caller's unit
     * @return the slot of the symbol it is around; −1 when no group grows
     */
    public int worst(int slot, long delta) {
        if (!isHeld(slot, delta)) {
            return slot;
        }
        int worst = -1;
        long most = 0;
        for (int center : members[slot]) {
            long after = size(center, net[center] + delta);
            if (after > current(center) && after > most) {
                worst = center;
                most = after;
            }
        }
        return worst;
    }

    /**
     * The largest order that leaves every group within a limit or no larger than it is.
     *
     * @param slot of the order's symbol
     * @param buy whether it buys
     * @param limit of |net|, 0 or more, in the caller's unit
     * @return size, 0 or more, in the caller's unit
     */
    public long room(int slot, boolean buy, long limit) {
        long held = exposure[slot];
        long room = largest - (buy ? held : -held);
        for (int center : members[slot]) {
            room = Math.min(room, distance(center, buy, limit));
        }
        return Math.max(0, Math.min(largest, room));
    }

    /**
     * The held symbol that moves most with one, absent pairs counted as 1.
     *
     * @param slot of the symbol
     * @param above ρ from which on it counts, this not included; for example 0.60
     * @return its slot, of equal ones the first; −1 when there is none
     */
    public int strongestHeld(int slot, double above) {
        int strongest = -1;
        double most = above;
        for (int i = 0; i < exposure.length; i++) {
            double together = Double.isNaN(rho[slot][i]) ? 1 : rho[slot][i];
            if (i != slot && exposure[i] != 0 && together > most) {
                strongest = i;
                most = together;
            }
        }
        return strongest;
    }

    private long size(int center, long measured) {
        return Math.max(Math.max(0, measured) + absentLong[center], Math.max(0, -measured) - absentShort[center]);
    }

    /** How far the net may go on one side until it reaches the limit or, beyond it already, its present size. */
    private long distance(int center, boolean buy, long limit) {
        long bound = Math.max(Math.min(limit, Long.MAX_VALUE / 4), current(center));
        return buy ? bound - net[center] - absentLong[center] : bound + net[center] + absentShort[center];
    }

    private boolean isHeld(int slot, long delta) {
        return isWithin(delta) && isWithin(exposure[slot] + delta);
    }

    private boolean isWithin(long value) {
        return value <= largest && value >= -largest;
    }

    private int[][] select(double threshold, boolean unmeasured) {
        int[][] selected = new int[rho.length][];
        for (int i = 0; i < rho.length; i++) {
            int[] row = new int[rho.length];
            int count = 0;
            for (int j = 0; j < rho.length; j++) {
                if (unmeasured ? Double.isNaN(rho[i][j]) : rho[i][j] > threshold) {
                    row[count++] = j;
                }
            }
            selected[i] = Arrays.copyOf(row, count);
        }
        return selected;
    }
}
