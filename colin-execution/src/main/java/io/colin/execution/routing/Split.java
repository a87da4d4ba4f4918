package io.colin.execution.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The best way to share a quantity among given venues that all take part: as much as possible of it, then as cheaply as
 * possible.
 *
 * <p>Venues with equal lots form one convex {@link Curve}, of which the cheapest lots are the best ones. Where lots differ,
 * this is a knapsack: the best numbers of lots lie near those of the best fractional split. Were a number away from it by
 * more than {@code Σ lcm(lot, other lot) / lot + 1} over the other curves, lots worth the same quantity could be exchanged
 * with another curve at no cost, for marginal costs rise on both. So all numbers within that distance are tried, of all
 * curves but the one with the smallest lots, which takes what is left.
 */
final class Split {
    /** Tried at most; lots that share no useful factor would need more, and are searched less far. */
    private static final long MOST_TRIED = 20_000;

    private final List<Offer> offers;
    private final long units;
    private final int runs;

    /** The first so many are those of the venues at hand; the others are kept for other venues. */
    private final List<Curve> curves = new ArrayList<>();

    private int size;
    private final long[] from;
    private final long[] to;
    private final long[] chosen;
    private final long[] best;
    private final Wide bestCost = new Wide();
    private final Wide cost = new Wide();
    private final Wide left = new Wide();
    private final Wide right = new Wide();
    private long bestUnits;

    /**
     * Splits over any of some offers.
     *
     * @param offers what venues offer, sorted by their lots, largest first
     * @param units the quantity
     */
    Split(List<Offer> offers, long units) {
        this.offers = offers;
        this.units = units;
        this.runs = offers.stream().mapToInt(offer -> offer.runs).sum();
        from = new long[offers.size()];
        to = new long[offers.size()];
        chosen = new long[offers.size()];
        best = new long[offers.size()];
    }

    /**
     * The best split over some of the offers, each of which takes at least its minimum; empty where that is too much.
     *
     * @param members places in the list of offers, ascending; kept
     */
    Optional<Allocation> over(int[] members) {
        line(members);
        long least = 0;
        for (int c = 0; c < size; c++) {
            Curve curve = curves.get(c);
            if (!curve.isPossible()) {
                return Optional.empty();
            }
            least += curve.mandatory * curve.lotUnits;
        }
        if (least > units) {
            return Optional.empty();
        }
        bestUnits = -1;
        search(units - least);
        return bestUnits < 0 ? Optional.empty() : Optional.of(allocation(members));
    }

    /** Makes the curves of some venues, one for all that have the same lots. */
    private void line(int[] members) {
        size = 0;
        for (int i = 0; i < members.length; i++) {
            Offer offer = offers.get(members[i]);
            if (i == 0 || offer.lotUnits != curves.get(size - 1).lotUnits) {
                begin();
            }
            curves.get(size - 1).add(members[i], offer);
        }
        for (int c = 0; c < size; c++) {
            curves.get(c).close(units / curves.get(c).lotUnits);
        }
    }

    private void begin() {
        if (size == curves.size()) {
            curves.add(new Curve(offers.size(), runs));
        }
        curves.get(size++).clear();
    }

    private void search(long free) {
        if (size > 1) {
            near(fractional(free));
        }
        choose(0, units);
    }

    /** Numbers of lots of the best fractional split, rounded down. */
    private long[] fractional(long free) {
        long[] lots = new long[size];
        int[] step = new int[size];
        for (int c = 0; c < lots.length; c++) {
            lots[c] = curves.get(c).mandatory;
        }
        long open = free;
        while (open > 0) {
            int next = cheapest(step);
            if (next < 0) {
                break;
            }
            Curve curve = curves.get(next);
            long part = Math.min(open / curve.lotUnits, curve.end(step[next]) - lots[next]);
            boolean isWhole = part == curve.end(step[next]) - lots[next];
            lots[next] += part;
            open = isWhole ? open - part * curve.lotUnits : 0;
            step[next]++;
        }
        return lots;
    }

    private int cheapest(int[] step) {
        int best = -1;
        for (int c = 0; c < step.length; c++) {
            if (step[c] < curves.get(c).steps() && (best < 0 || isCheaper(c, best, step))) {
                best = c;
            }
        }
        return best;
    }

    /** By cost per unit of quantity: a.cost / a.lot < b.cost / b.lot, exactly. */
    private boolean isCheaper(int a, int b, int[] step) {
        left.clear();
        right.clear();
        left.add(curves.get(a).lotCost(step[a]), curves.get(b).lotUnits);
        right.add(curves.get(b).lotCost(step[b]), curves.get(a).lotUnits);
        return left.compareTo(right) < 0;
    }

    private void near(long[] centre) {
        long[] reach = new long[centre.length];
        double tried = 1;
        for (int c = 0; c < reach.length - 1; c++) {
            reach[c] = reach(c);
            tried *= 2.0 * reach[c] + 1;
        }
        double shrink = tried <= MOST_TRIED ? 1 : Math.pow(MOST_TRIED / tried, 1.0 / (reach.length - 1));
        for (int c = 0; c < reach.length - 1; c++) {
            long wide = (long) Math.ceil(reach[c] * shrink);
            from[c] = centre[c] - wide;
            to[c] = centre[c] + wide;
        }
    }

    private long reach(int c) {
        long lot = curves.get(c).lotUnits;
        long reach = 2;
        for (int other = 0; other < size; other++) {
            if (other != c) {
                long otherLot = curves.get(other).lotUnits;
                reach = Math.min(MOST_TRIED, reach + otherLot / divisor(lot, otherLot));
            }
        }
        return reach;
    }

    private static long divisor(long a, long b) {
        return b == 0 ? a : divisor(b, a % b);
    }

    private void choose(int c, long open) {
        Curve curve = curves.get(c);
        long most = Math.min(curve.capacity, open / curve.lotUnits);
        if (c == size - 1) {
            chosen[c] = most;
            if (most >= curve.mandatory) {
                judge(units - open + most * curve.lotUnits);
            }
            return;
        }
        for (long lots = Math.max(curve.mandatory, from[c]); lots <= Math.min(most, to[c]); lots++) {
            chosen[c] = lots;
            choose(c + 1, open - lots * curve.lotUnits);
        }
    }

    private void judge(long taken) {
        if (taken < bestUnits) {
            return;
        }
        cost.clear();
        for (int c = 0; c < size; c++) {
            curves.get(c).addCost(chosen[c], cost);
        }
        if (taken > bestUnits || cost.compareTo(bestCost) < 0) {
            bestUnits = taken;
            bestCost.set(cost);
            System.arraycopy(chosen, 0, best, 0, size);
        }
    }

    private Allocation allocation(int[] members) {
        long[] lots = new long[offers.size()];
        for (int c = 0; c < size; c++) {
            curves.get(c).share(best[c], lots);
        }
        return new Allocation(members, lots, bestUnits, bestCost);
    }
}
