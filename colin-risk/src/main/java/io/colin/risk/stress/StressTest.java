package io.colin.risk.stress;

import java.util.ArrayList;
import java.util.List;

/**
 * Runs scenarios over a portfolio: P&amp;L of a position = V·x − liquidity cost, with V signed, so that a short gains where
 * a long loses; {@link PositionImpact} holds the parts. Balances move with their currency. Of a scenario with several
 * runs (either sign of the market or of fiat, hedges that fail) the worst counts, of equal ones the first as written.
 *
 * <p>Readings of the table that a number depends on:
 *
 * <ul>
 *   <li>A price moves in its quote currency and the rate of that currency moves as well, so that spot quoted in a falling
 *       stablecoin or state currency loses both. Rates move balances, margin and quotes alike.
 *   <li>Where hedges fail, no position and no balance counts a gain, not even against its own asset.
 *   <li>A failed venue costs what it owed on balance: balances, spot and unrealised profits less debts; the moves of its
 *       derivatives count neither way. A net debt to it stays.
 *   <li>At a closed venue the move counts in full, and unwinding is paid afterwards.
 *   <li>Stops count in scenarios that name their slip, for the part of a position they close, and nowhere else.
 *   <li>Funding is paid by every perpetual on its own value, long or short, without netting.
 *   <li>Liquidation strikes all derivatives of a venue whose balances, unrealised profits and moves fall short of
 *       maintenance; the penalty is a share of the moved value.
 * </ul>
 *
 * <p>Pure functions of their arguments, any thread.
 */
public final class StressTest {
    private StressTest() {}

    /**
     * Runs one scenario.
     *
     * @param scenario what happens
     * @param portfolio to whom
     * @return the worst of its runs
     */
    public static StressResult run(Scenario scenario, StressPortfolio portfolio) {
        return run(scenario, portfolio, Target.of(portfolio), new StressedVar(portfolio));
    }

    /**
     * Runs several scenarios, sharing what does not differ between them.
     *
     * @param scenarios what happens, one at a time
     * @param portfolio to whom
     * @return one result a scenario, in their order
     */
    public static List<StressResult> runAll(List<Scenario> scenarios, StressPortfolio portfolio) {
        Target target = Target.of(portfolio);
        StressedVar tail = new StressedVar(portfolio);
        return scenarios.stream().map(s -> run(s, portfolio, target, tail)).toList();
    }

    /** The profit or loss of the worst run alone. */
    static double pnl(Scenario scenario, StressPortfolio portfolio, Target target) {
        return worst(runs(scenario, portfolio, target)).pnl();
    }

    private static StressResult run(Scenario scenario, StressPortfolio portfolio, Target target, StressedVar tail) {
        List<Run> runs = runs(scenario, portfolio, target);
        List<Run> jumps =
                runs.stream().filter(r -> !r.world().variant().hedgesFail()).toList();
        double first = jumps.getFirst().moves();
        double last = jumps.getLast().moves();
        return worst(runs).result(tail.of(scenario, first, last));
    }

    private static List<Run> runs(Scenario scenario, StressPortfolio portfolio, Target target) {
        List<Run> runs = new ArrayList<>();
        for (Variant variant : Variant.of(scenario)) {
            runs.add(new Run(new World(scenario, portfolio, target, variant)));
        }
        return runs;
    }

    private static Run worst(List<Run> runs) {
        Run worst = runs.getFirst();
        for (Run run : runs) {
            worst = run.pnl() < worst.pnl() ? run : worst;
        }
        return worst;
    }
}
