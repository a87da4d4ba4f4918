package io.colin.execution.routing;

import java.util.Arrays;
import java.util.List;

/** How many lots each of some venues takes, and what that costs from the cheapest level of all on. */
final class Allocation {
    private final int[] members;
    private final long[] lots;
    private final long units;
    private final Wide cost = new Wide();

    /**
     * An allocation.
     *
     * @param members the venues, places in the list of offers, ascending
     * @param lots by place in the list of offers
     * @param units all of it, in units of quantity
     * @param cost of all of it
     */
    Allocation(int[] members, long[] lots, long units, Wide cost) {
        this.members = members;
        this.lots = lots;
        this.units = units;
        this.cost.set(cost);
    }

    /** How many venues take part. */
    int size() {
        return members.length;
    }

    /** All of it, in units of quantity. */
    long units() {
        return units;
    }

    /** What it costs. */
    Wide cost() {
        return cost;
    }

    /** How many lots a venue takes, by its place in the list of offers. */
    long lots(int place) {
        return lots[place];
    }

    /** Its venues and one more. */
    int[] with(int place) {
        int[] more = Arrays.copyOf(members, members.length + 1);
        more[members.length] = place;
        Arrays.sort(more);
        return more;
    }

    /** Whether a venue takes part. */
    boolean has(int place) {
        return Arrays.binarySearch(members, place) >= 0;
    }

    /** Whether the same venues take part in another. */
    boolean isOverThoseOf(Allocation other) {
        return Arrays.equals(members, other.members);
    }

    /** Whether it trades more than another, or the same for less. */
    boolean isBetterThan(Allocation other) {
        return units != other.units ? units > other.units : cost.compareTo(other.cost) < 0;
    }

    /** How good its venues are, weighted by what they take. */
    double quality(List<Offer> offers) {
        double sum = 0;
        for (int member : members) {
            Offer offer = offers.get(member);
            sum += offer.quality * lots[member] * offer.lotUnits;
        }
        return sum / units;
    }
}
