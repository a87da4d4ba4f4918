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
        return found.stream().reduce((a, b) -> b.isBetterThan(a) ? b : a).map(cheapest -> {
            Allocation chosen = found.stream()
                    .filter(a -> isTied(a, cheapest))
                    .reduce((a, b) -> isPreferred(b, a) ? b : a)
                    .orElse(cheapest);
            return new Choice(chosen, alone(found, chosen.units()));
        });
    }

    private List<Allocation> subsets(int maxVenues) {
        List<Allocation> found = new ArrayList<>();
        for (int mask = 1; mask < 1 << offers.size(); mask++) {
            if (Integer.bitCount(mask) <= maxVenues) {
                List<Integer> members = new ArrayList<>(maxVenues);
                for (int member = 0; member < offers.size(); member++) {
                    if ((mask >> member & 1) == 1) {
                        members.add(member);
                    }
                }
                Split.over(members, offers, units).ifPresent(found::add);
            }
        }
        return found;
    }

    private List<Allocation> extended(int maxVenues) {
        List<Allocation> found = new ArrayList<>();
        List<Integer> members = List.of();
        Optional<Allocation> best = Optional.empty();
        while (members.size() < maxVenues) {
            Optional<Allocation> next = next(members, found);
            if (next.isEmpty() || (best.isPresent() && !next.get().isBetterThan(best.get()))) {
                break;
            }
            best = next;
            members = next.get().members();
        }
        return found;
    }

    private Optional<Allocation> next(List<Integer> members, List<Allocation> found) {
        Optional<Allocation> best = Optional.empty();
        for (int member = 0; member < offers.size(); member++) {
            if (!members.contains(member)) {
                List<Integer> more = new ArrayList<>(members);
                more.add(member);
                Optional<Allocation> tried = Split.over(List.copyOf(more), offers, units);
                tried.ifPresent(found::add);
                if (tried.isPresent() && (best.isEmpty() || tried.get().isBetterThan(best.get()))) {
                    best = tried;
                }
            }
        }
        return best;
    }

    /** Every single venue was tried; the most it takes of the whole is the most it takes of less. */
    private static Optional<Allocation> alone(List<Allocation> found, long quantity) {
        return found.stream()
                .filter(each -> each.members().size() == 1 && each.units() == quantity)
                .reduce((a, b) -> b.isBetterThan(a) ? b : a);
    }

    private boolean isTied(Allocation one, Allocation cheapest) {
        double worth = unitValue * cheapest.units() + cheapest.cost().value();
        return one.units() == cheapest.units()
                && one.cost().value() - cheapest.cost().value() <= worth * tieBps / 1e4;
    }

    private boolean isPreferred(Allocation one, Allocation other) {
        int fewer = other.members().size() - one.members().size();
        if (fewer != 0) {
            return fewer > 0;
        }
        double better = one.quality(offers) - other.quality(offers);
        return Math.abs(better) > SAME_QUALITY ? better > 0 : one.cost().compareTo(other.cost()) < 0;
    }
}
