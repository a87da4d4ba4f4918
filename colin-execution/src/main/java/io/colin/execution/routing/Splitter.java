package io.colin.execution.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the venues that share a quantity: most of it, then at the lowest cost, over at most so many venues. Up to eight
 * venues every subset is compared; of more, the best one is extended by the best next one while that improves.
 *
 * <p>Among the splits of most quantity whose costs are within the tie of the lowest, the one over the fewest venues is
 * chosen, then that of the best quality, then the cheaper, then the one whose venues were named first.
 */
final class Splitter {
    /** How offers must be sorted: largest lots first, among equal lots the best quality, then the one named first. */
    static final Comparator<Offer> ORDER = Comparator.comparingLong((Offer offer) -> -offer.lotUnits)
            .thenComparingDouble(offer -> -offer.quality)
            .thenComparingInt(offer -> offer.shown.place());

    private static final int MOST_COMPARED = 8;
    private static final double SAME_QUALITY = 1e-9;

    private final List<Offer> offers;
    private final long units;
    private final double unitValue;
    private final double tieBps;

    /**
     * A splitter.
     *
     * @param offers what venues offer, each able to take its minimum, in {@link #ORDER}
     * @param units the quantity
     * @param unitValue what a unit of quantity costs at the cheapest level, in the unit of costs
     * @param tieBps how close costs are the same
     */
    Splitter(List<Offer> offers, long units, double unitValue, double tieBps) {
        this.offers = offers;
        this.units = units;
        this.unitValue = unitValue;
        this.tieBps = tieBps;
    }

    /**
     * The split to make.
     *
     * @param split chosen
     * @param alone the cheapest single venue for the same quantity
     */
    record Choice(Allocation split, Optional<Allocation> alone) {}

    Optional<Choice> best(int maxVenues) {
        List<Allocation> found = offers.size() <= MOST_COMPARED ? subsets(maxVenues) : extended(maxVenues);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Allocation cheapest = found.getFirst();
        for (Allocation each : found) {
            cheapest = each.isBetterThan(cheapest) ? each : cheapest;
        }
        Allocation chosen = cheapest;
        for (Allocation each : found) {
            chosen = isTied(each, cheapest) && isPreferred(each, chosen) ? each : chosen;
        }
        return Optional.of(new Choice(chosen, alone(found, chosen.units())));
    }

    private List<Allocation> subsets(int maxVenues) {
        Split split = new Split(offers, units);
        List<Allocation> found = new ArrayList<>();
        for (int mask = 1; mask < 1 << offers.size(); mask++) {
            if (Integer.bitCount(mask) <= maxVenues) {
                split.over(members(mask)).ifPresent(found::add);
            }
        }
        return found;
    }

    private static int[] members(int mask) {
        int[] members = new int[Integer.bitCount(mask)];
        int rest = mask;
        for (int i = 0; i < members.length; i++) {
            members[i] = Integer.numberOfTrailingZeros(rest);
            rest &= rest - 1;
        }
        return members;
    }

    private List<Allocation> extended(int maxVenues) {
        Split split = new Split(offers, units);
        List<Allocation> found = new ArrayList<>();
        Optional<Allocation> best = Optional.empty();
        for (int venues = 1; venues <= maxVenues; venues++) {
            Optional<Allocation> next = next(split, best, found);
            if (next.isEmpty() || (best.isPresent() && !next.get().isBetterThan(best.get()))) {
                break;
            }
            best = next;
        }
        return found;
    }

    private Optional<Allocation> next(Split split, Optional<Allocation> sofar, List<Allocation> found) {
        Optional<Allocation> best = Optional.empty();
        for (int member = 0; member < offers.size(); member++) {
            if (sofar.isPresent() && sofar.get().has(member)) {
                continue;
            }
            int[] members = sofar.isPresent() ? sofar.get().with(member) : new int[] {member};
            Optional<Allocation> tried = split.over(members);
            tried.ifPresent(found::add);
            if (tried.isPresent() && (best.isEmpty() || tried.get().isBetterThan(best.get()))) {
                best = tried;
            }
        }
        return best;
    }

    /** Every single venue was tried; the most it takes of the whole is the most it takes of less. */
    private static Optional<Allocation> alone(List<Allocation> found, long quantity) {
        Optional<Allocation> best = Optional.empty();
        for (Allocation each : found) {
            boolean isAlone = each.size() == 1 && each.units() == quantity;
            if (isAlone && (best.isEmpty() || each.isBetterThan(best.get()))) {
                best = Optional.of(each);
            }
        }
        return best;
    }

    private boolean isTied(Allocation one, Allocation cheapest) {
        double worth = unitValue * cheapest.units() + cheapest.cost().value();
        return one.units() == cheapest.units()
                && one.cost().value() - cheapest.cost().value() <= worth * tieBps / 1e4;
    }

    private boolean isPreferred(Allocation one, Allocation other) {
        int fewer = other.size() - one.size();
        if (fewer != 0) {
            return fewer > 0;
        }
        double better = one.quality(offers) - other.quality(offers);
        return Math.abs(better) > SAME_QUALITY ? better > 0 : one.cost().compareTo(other.cost()) < 0;
    }
}
