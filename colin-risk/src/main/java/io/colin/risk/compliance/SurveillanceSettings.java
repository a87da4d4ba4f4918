package io.colin.risk.compliance;

import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * Thresholds of {@link Surveillance}. None of them is published by a supervisor; they are ours, chosen so that what a person
 * must look at stays rare, and a desk tunes them on its own history. Immutable.
 *
 * @param window how close to a fill a withdrawal on the other side must be; default below 1 s, from the definition of the
 *     pattern
 * @param largeMultiple how many times what was filled a withdrawn order must be, to be bait: default 3, so that quotes of one
 *     size on both sides never are
 * @param maxFilledShare filled share up to which a withdrawn order counts as never meant; default 0.10
 * @param maxLife how long bait works at most; default 60 s, beyond which withdrawing is a change of mind
 * @param layers different prices that make a ladder; default 3
 * @param layersMultiple how many times what was filled a withdrawn ladder must be; default 2
 * @param washWindow how close in time the two sides of a wash trade are; default 1 s
 * @param washPairs pairs within {@code washSpan} that are a pattern; default 3, because one is chance. Both sides of one trade
 *     of a venue are a pattern at once
 * @param washSpan time in which pairs add up; default 10 min
 * @param stuffingMessages messages of a symbol within 1 s that are a burst; default 50, half of what rate limits let through
 * @param stuffingLife life below which a cancelled order served nothing; default 500 ms
 * @param stuffingShare share of a burst that served nothing from which it is a pattern; default 0.80, fills at most 0.02
 */
public record SurveillanceSettings(
        Duration window,
        BigDecimal largeMultiple,
        BigDecimal maxFilledShare,
        Duration maxLife,
        int layers,
        BigDecimal layersMultiple,
        Duration washWindow,
        int washPairs,
        Duration washSpan,
        int stuffingMessages,
        Duration stuffingLife,
        double stuffingShare) {
    /** The defaults. */
    public static final SurveillanceSettings STANDARD = new SurveillanceSettings(
            Duration.ofSeconds(1),
            new BigDecimal("3"),
            new BigDecimal("0.10"),
            Duration.ofSeconds(60),
            3,
            new BigDecimal("2"),
            Duration.ofSeconds(1),
            3,
            Duration.ofMinutes(10),
            50,
            Duration.ofMillis(500),
            0.80);

    /** Checks. */
    public SurveillanceSettings {
        Require.positive("window", window);
        Require.positive("largeMultiple", largeMultiple);
        Require.that(
                maxFilledShare.signum() >= 0 && maxFilledShare.compareTo(BigDecimal.ONE) < 0,
                "maxFilledShare",
                "must be in [0, 1)",
                maxFilledShare);
        Require.positive("maxLife", maxLife);
        Require.that(layers >= 2, "layers", "must be 2 or more", layers);
        Require.positive("layersMultiple", layersMultiple);
        Require.positive("washWindow", washWindow);
        Require.positive("washPairs", washPairs);
        Require.positive("washSpan", washSpan);
        Require.that(stuffingMessages >= 10, "stuffingMessages", "must be 10 or more", stuffingMessages);
        Require.positive("stuffingLife", stuffingLife);
        Require.within("stuffingShare", stuffingShare, 0.01, 1);
    }
}
