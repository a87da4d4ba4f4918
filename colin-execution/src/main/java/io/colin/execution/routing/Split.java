package io.colin.execution.routing;

import java.util.ArrayList;
import java.util.Arrays;
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

    private final List<Curve> curves;
    private final long units;
    private final long[] from;
    private final long[] to;
    private final long[] chosen;
    private final long[] best;
    private final Wide bestCost = new Wide();
    private final Wide cost = new Wide();
    private long bestUnits = -1;

    private Split(List<Curve> curves, long units) {
        this.curves = curves;
        this.units = units;
        from = new long[curves.size()];
        to = new long[curves.size()];
        chosen = new long[curves.size()];
        best = new long[curves.size()];
    }

    /**
     * The best split over some of the offers, each of which takes at least its minimum; empty where that is too much. The
     * offers are sorted by their lots, largest first.
     */
    static Optional<Allocation> over(List<Integer> members, List<Offer> offers, long units) {
        List<Curve> curves = curves(members, offers, units);
        long least = 0;
        for (Curve curve : curves) {
            if (!curve.isPossible()) {
                return Optional.empty();
            }
            least += curve.mandatory * curve.lotUnits;
        }
        if (least > units) {
            return Optional.empty();
        }
        Split split = new Split(curves, units);
        split.search(units - least);
        return split.bestUnits < 0 ? Optional.empty() : Optional.of(split.allocation(members, offers));
    }

    private static List<Curve> curves(List<Integer> members, List<Offer> offers, long units) {
        List<Curve> curves = new ArrayList<>(members.size());
        int start = 0;
        for (int i = 1; i <= members.size(); i++) {
            long lot = offers.get(members.get(start)).lotUnits;
            if (i == members.size() || offers.get(members.get(i)).lotUnits != lot) {
                curves.add(new Curve(members.subList(start, i), offers, units / lot));
                start = i;
            }
        }
        return curves;
    }

    private void search(long free) {
        if (curves.size() > 1) {
            near(fractional(free));
        }
        choose(0, units);
    }

    /** Numbers of lots of the best fractional split, rounded down. */
    private long[] fractional(long free) {
        long[] lots = new long[curves.size()];
        int[] step = new int[curves.size()];
        for (int c = 0; c < lots.length; c++) {
            lots[c] = curves.get(c).mandatory;
        }
        long left = free;
        while (left > 0) {
            int next = cheapest(step);
            if (next < 0) {
                break;
            }
            Curve curve = curves.get(next);
            long part = Math.min(left / curve.lotUnits, curve.end(step[next]) - lots[next]);
            boolean isWhole = part == curve.end(step[next]) - lots[next];
            lots[next] += part;
            left = isWhole ? left - part * curve.lotUnits : 0;
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
        Wide left = new Wide();
        Wide right = new Wide();
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
        for (int other = 0; other < curves.size(); other++) {
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

    private void choose(int c, long left) {
        Curve curve = curves.get(c);
        long most = Math.min(curve.capacity, left / curve.lotUnits);
        if (c == curves.size() - 1) {
            chosen[c] = most;
            if (most >= curve.mandatory) {
                judge(units - left + most * curve.lotUnits);
            }
            return;
        }
        for (long lots = Math.max(curve.mandatory, from[c]); lots <= Math.min(most, to[c]); lots++) {
            chosen[c] = lots;
            choose(c + 1, left - lots * curve.lotUnits);
        }
    }

    private void judge(long taken) {
        if (taken < bestUnits) {
            return;
        }
        cost.clear();
        for (int c = 0; c < chosen.length; c++) {
            curves.get(c).addCost(chosen[c], cost);
        }
        if (taken > bestUnits || cost.compareTo(bestCost) < 0) {
            bestUnits = taken;
            bestCost.set(cost);
            System.arraycopy(chosen, 0, best, 0, chosen.length);
        }
    }

    private Allocation allocation(List<Integer> members, List<Offer> offers) {
        long[] lots = new long[offers.size()];
        for (int c = 0; c < best.length; c++) {
            curves.get(c).share(best[c], lots);
        }
        return new Allocation(members, Arrays.stream(lots).boxed().toList(), bestUnits, bestCost);
    }
}
