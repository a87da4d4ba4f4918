package io.colin.risk.stress;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a scenario does to a portfolio: the worst of its runs. Money is in the account currency.
 *
 * @param scenario what was run
 * @param marketMove the market's move in the worst run, signed
 * @param hedgesFailed whether the worst run counted no gains
 * @param equityBefore balances, spot holdings and unrealised profits
 * @param positions each position, by symbol and venue
 * @param cash each balance, by currency and venue
 * @param debtKept what a failed venue is owed on balance, which its failure does not forgive, 0 or more
 * @param marginShortfall by how much margin falls short of maintenance, summed over venues, 0 or more
 * @param valueAtRisk the stressed value at risk, 99 % over a day; empty when there is no covariance of what is held
 * @param flags what a reader must know, sorted, for example {@code beta_assumed:SOL}
 */
public record StressResult(
        Scenario scenario,
        double marketMove,
        boolean hedgesFailed,
        double equityBefore,
        List<PositionImpact> positions,
        List<CashImpact> cash,
        double debtKept,
        double marginShortfall,
        OptionalDouble valueAtRisk,
        List<String> flags) {
    private static final int WORST = 5;

    /** Copies. */
    public StressResult {
        positions = List.copyOf(positions);
        cash = List.copyOf(cash);
        flags = List.copyOf(flags);
    }

    /**
     * What is gained or lost.
     *
     * @return a loss negative
     */
    public double pnl() {
        double sum = -debtKept;
        for (PositionImpact impact : positions) {
            sum += impact.pnl();
        }
        for (CashImpact impact : cash) {
            sum += impact.pnl();
        }
        return sum;
    }

    /**
     * What is lost.
     *
     * @return 0 when the scenario gains
     */
    public double loss() {
        return Math.max(0, -pnl());
    }

    /**
     * Whether the loss is not known: the scenario takes what lies at the largest venue, and of a position it is not known where
     * it lies, so that what the scenario takes is a guess.
     *
     * @return false where the loss does not rest on venues
     */
    public boolean isUnlocated() {
        return scenario.events().venueFails()
                && positions.stream().anyMatch(p -> p.value() != 0 && p.venue().isBlank());
    }

    /**
     * What is gained or lost as a share of equity.
     *
     * @return a loss negative; empty when there is no equity above 0
     */
    public OptionalDouble pnlRatio() {
        return equityBefore > 0 ? OptionalDouble.of(pnl() / equityBefore) : OptionalDouble.empty();
    }

    /**
     * What is left.
     *
     * @return may be negative
     */
    public double equityAfter() {
        return equityBefore + pnl();
    }

    /**
     * The positions that lose most.
     *
     * @return at most five, the largest loss first, equal ones by symbol and venue; none that gains
     */
    public List<PositionImpact> worst() {
        return positions.stream()
                .filter(p -> p.pnl() < 0)
                .sorted(Comparator.comparingDouble(PositionImpact::pnl))
                .limit(WORST)
                .toList();
    }
}
