package io.colin.execution.routing;

import java.util.List;

/**
 * What some venues with lots of the same size cost together: after the lots each must take at least, the cheapest lots of
 * all of them first. Total cost is convex in the number of lots.
 */
final class Curve {
    final long lotUnits;
    final long mandatory;
    final long capacity;
    private final List<Integer> places;
    private final List<Offer> offers;
    private final Wide mandatoryCost = new Wide();
    private int size;
    private final long[] ends;
    private final long[] lotCosts;
    private final int[] members;
    private final Wide.Row costBefore;

    /** The curve of venues with equal lots, places in a list of offers; where two cost the same the first comes first. */
    Curve(List<Integer> places, List<Offer> all, long mostLots) {
        this.places = places;
        this.offers = places.stream().map(all::get).toList();
        lotUnits = offers.getFirst().lotUnits;
        int runs = 0;
        long least = 0;
        long most = 0;
        for (Offer offer : offers) {
            runs += offer.runs;
            least += offer.minLots;
            most += offer.maxLots;
        }
        mandatory = least;
        capacity = Math.min(most, mostLots);
        ends = new long[runs];
        lotCosts = new long[runs];
        members = new int[runs];
        costBefore = new Wide.Row(runs);
        if (mandatory <= capacity) {
            merge();
        }
    }

    boolean isPossible() {
        return mandatory <= capacity;
    }

    private void merge() {
        int count = offers.size();
        int[] run = new int[count];
        long[] usedOfRun = new long[count];
        long[] left = new long[count];
        for (int m = 0; m < count; m++) {
            Offer offer = offers.get(m);
            left[m] = offer.maxLots - offer.minLots;
            long wanted = offer.minLots;
            while (wanted > 0) {
                long part = Math.min(wanted, offer.counts[run[m]] - usedOfRun[m]);
                mandatoryCost.add(part, offer.lotCosts[run[m]]);
                wanted -= part;
                advance(offer, run, usedOfRun, m, part);
            }
        }
        Wide total = new Wide();
        total.set(mandatoryCost);
        long taken = mandatory;
        while (taken < capacity) {
            int next = cheapest(run, left);
            Offer offer = offers.get(next);
            long part = Math.min(Math.min(left[next], capacity - taken), offer.counts[run[next]] - usedOfRun[next]);
            long lotCost = offer.lotCosts[run[next]];
            total.store(costBefore, size);
            taken += part;
            ends[size] = taken;
            lotCosts[size] = lotCost;
            members[size++] = next;
            total.add(part, lotCost);
            left[next] -= part;
            advance(offer, run, usedOfRun, next, part);
        }
    }

    private static void advance(Offer offer, int[] run, long[] usedOfRun, int m, long part) {
        usedOfRun[m] += part;
        if (usedOfRun[m] == offer.counts[run[m]]) {
            run[m]++;
            usedOfRun[m] = 0;
        }
    }

    private int cheapest(int[] run, long[] left) {
        int best = -1;
        long bestCost = Long.MAX_VALUE;
        for (int m = 0; m < run.length; m++) {
            if (left[m] > 0) {
                long cost = offers.get(m).lotCosts[run[m]];
                best = cost < bestCost ? m : best;
                bestCost = Math.min(cost, bestCost);
            }
        }
        return best;
    }

    /** How many steps of equal cost follow the mandatory lots. */
    int steps() {
        return size;
    }

    long end(int step) {
        return ends[step];
    }

    long lotCost(int step) {
        return lotCosts[step];
    }

    /** Adds what a number of lots costs, mandatory to capacity. */
    void addCost(long lots, Wide into) {
        if (lots == mandatory) {
            into.add(mandatoryCost);
            return;
        }
        int low = 0;
        int high = size - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] < lots) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        long start = low == 0 ? mandatory : ends[low - 1];
        into.add(costBefore, low);
        into.add(lots - start, lotCosts[low]);
    }

    /** Says how many lots each venue takes of a number of them. */
    void share(long lots, long[] lotsByOffer) {
        for (int m = 0; m < offers.size(); m++) {
            lotsByOffer[places.get(m)] = offers.get(m).minLots;
        }
        long start = mandatory;
        for (int step = 0; step < size && start < lots; step++) {
            long part = Math.min(ends[step], lots) - start;
            lotsByOffer[places.get(members[step])] += part;
            start += part;
        }
    }
}
