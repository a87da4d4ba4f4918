package io.colin.execution.routing;

import java.util.List;

/**
 * How many lots each of some venues takes.
 *
 * @param members the venues, places in the list of offers
 * @param lots by place in the list of offers
 * @param units all of it, in units of quantity
 * @param cost of all of it, from the cheapest level on
 */
record Allocation(List<Integer> members, List<Long> lots, long units, Wide cost) {
    /** Whether it trades more than another, or the same for less. */
    boolean isBetterThan(Allocation other) {
        return units != other.units ? units > other.units : cost.compareTo(other.cost) < 0;
    }

    /** How good its venues are, weighted by what they take. */
    double quality(List<Offer> offers) {
        double sum = 0;
        for (int member : members) {
            Offer offer = offers.get(member);
            sum += offer.quality * lots.get(member) * offer.lotUnits;
        }
        return sum / units;
    }
}
