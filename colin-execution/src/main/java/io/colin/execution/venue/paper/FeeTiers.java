package io.colin.execution.venue.paper;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import io.colin.api.venue.FeeSchedule;
import java.math.BigDecimal;
import java.util.List;

/**
 * Fees that fall with what the account itself has traded at the venue in the last 30 days of event time, all symbols together.
 *
 * @param tiers from the first, which begins at a volume of 0, to the one of most volume
 */
public record FeeTiers(List<Tier> tiers) {
    /**
     * What is charged from a volume on.
     *
     * @param volume traded value in quote currency, 0 or more
     * @param fees the schedule from there on
     */
    public record Tier(BigDecimal volume, FeeSchedule fees) {
        /** Checks and normalises. */
        public Tier {
            volume = Decimals.normal(Require.notNegative("volume", volume));
        }
    }

    /** Checks and copies. */
    public FeeTiers {
        tiers = List.copyOf(tiers);
        Require.that(
                !tiers.isEmpty() && tiers.getFirst().volume().signum() == 0,
                "tiers",
                "must begin at a volume of 0",
                tiers);
        for (int i = 1; i < tiers.size(); i++) {
            Require.that(
                    tiers.get(i).volume().compareTo(tiers.get(i - 1).volume()) > 0,
                    "tiers",
                    "must rise in volume, each above the one before",
                    tiers.get(i).volume());
        }
    }

    /**
     * Tiers in their order.
     *
     * @param tiers from the first, which begins at a volume of 0
     * @return the schedule
     */
    public static FeeTiers of(Tier... tiers) {
        return new FeeTiers(List.of(tiers));
    }

    /**
     * The tier in force.
     *
     * @param volume traded value of the last 30 days, 0 or more
     * @return the last one that begins at that volume or below
     */
    public Tier at(BigDecimal volume) {
        Require.notNegative("volume", volume);
        Tier reached = tiers.getFirst();
        for (Tier tier : tiers) {
            if (tier.volume().compareTo(volume) <= 0) {
                reached = tier;
            }
        }
        return reached;
    }
}
