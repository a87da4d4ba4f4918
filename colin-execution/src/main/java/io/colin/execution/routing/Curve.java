package io.colin.execution.routing;

/**
 * What some venues with lots of the same size cost together: after the lots each must take at least, the cheapest lots of
 * all of them first. Total cost is convex in the number of lots. A curve is used again for other venues of the same offers,
 * because every subset of them is compared.
 */
final class Curve {
    long lotUnits;
    long mandatory;
    long capacity;
    private final Offer[] offers;
    private final int[] places;
    private int count;
    private final Wide mandatoryCost = new Wide();
    private final Wide total = new Wide();
    private int size;
    private final long[] ends;
    private final long[] lotCosts;
    private final int[] members;
    private final Wide.Row costBefore;
    private final int[] run;
    private final long[] usedOfRun;
    private final long[] left;

    /** A curve for any of some offers, of so many runs together. */
    Curve(int offers, int runs) {
        this.offers = new Offer[offers];
        places = new int[offers];
        ends = new long[runs];
        lotCosts = new long[runs];
        members = new int[runs];
        costBefore = new Wide.Row(runs);
        run = new int[offers];
        usedOfRun = new long[offers];
        left = new long[offers];
    }

    /** Begins anew, without a venue. */
    void clear() {
        count = 0;
        mandatory = 0;
        capacity = 0;
    }

    /** Adds a venue with lots like those of the others; where two cost the same the one added first comes first. */
    void add(int place, Offer offer) {
        places[count] = place;
        offers[count++] = offer;
        lotUnits = offer.lotUnits;
        mandatory += offer.minLots;
        capacity += offer.maxLots;
    }

    /** Puts the lots of all venues in order, as many as are wanted at most. */
    void close(long mostLots) {
        capacity = Math.min(capacity, mostLots);
        size = 0;
        if (mandatory <= capacity) {
            merge();
        }
    }

    boolean isPossible() {
        return mandatory <= capacity;
    }

    private void merge() {
        mandatoryCost.clear();
        for (int m = 0; m < count; m++) {
            Offer offer = offers[m];
            run[m] = 0;
            usedOfRun[m] = 0;
            left[m] = offer.maxLots - offer.minLots;
            long wanted = offer.minLots;
            while (wanted > 0) {
                long part = Math.min(wanted, offer.counts[run[m]] - usedOfRun[m]);
                mandatoryCost.add(part, offer.lotCosts[run[m]]);
                wanted -= part;
                advance(m, part);
            }
        }
        total.set(mandatoryCost);
        long taken = mandatory;
        while (taken < capacity) {
            int next = cheapest();
            Offer offer = offers[next];
            long part = Math.min(Math.min(left[next], capacity - taken), offer.counts[run[next]] - usedOfRun[next]);
            long lotCost = offer.lotCosts[run[next]];
            total.store(costBefore, size);
            taken += part;
            ends[size] = taken;
            lotCosts[size] = lotCost;
            members[size++] = next;
            total.add(part, lotCost);
            left[next] -= part;
            advance(next, part);
        }
    }

    private void advance(int m, long part) {
        usedOfRun[m] += part;
        if (usedOfRun[m] == offers[m].counts[run[m]]) {
            run[m]++;
            usedOfRun[m] = 0;
        }
    }

    private int cheapest() {
        int best = -1;
        long bestCost = Long.MAX_VALUE;
        for (int m = 0; m < count; m++) {
            if (left[m] > 0) {
                long cost = offers[m].lotCosts[run[m]];
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
        for (int m = 0; m < count; m++) {
            lotsByOffer[places[m]] = offers[m].minLots;
        }
        long start = mandatory;
        for (int step = 0; step < size && start < lots; step++) {
            long part = Math.min(ends[step], lots) - start;
            lotsByOffer[places[members[step]]] += part;
            start += part;
        }
    }
}
