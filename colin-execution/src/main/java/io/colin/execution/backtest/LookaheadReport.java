package io.colin.execution.backtest;

import java.util.List;

/**
 * What cutting the future off changed.
 *
 * @param cuts one a cut, in order of time
 */
public record LookaheadReport(List<Cut> cuts) {
    /** Copies. */
    public LookaheadReport {
        cuts = List.copyOf(cuts);
    }

    /**
     * One rerun.
     *
     * @param timeNs event time of the last event it was told, ns since epoch
     * @param parity of the whole run on the left with the cut one on the right, decisions before that time
     */
    public record Cut(long timeNs, Parity parity) {}

    /**
     * Whether no decision depended on what came after it.
     *
     * @return true when every rerun decided as the whole run
     */
    public boolean isClean() {
        return cuts.stream().allMatch(cut -> cut.parity().isEqual());
    }
}
