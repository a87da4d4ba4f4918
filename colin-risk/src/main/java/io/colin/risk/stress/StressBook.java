package io.colin.risk.stress;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The loss of each scenario for the gate, orders that work counted at their worst and one more order among them: a handful
 * of operations a scenario however many positions there are, and no allocation.
 *
 * <p>Of each position it knows the value and between which two values the orders that work may leave it. The loss of a
 * scenario is the largest over all ways in which any of them may fill, in whole or in part, exactly: a run is a sum over
 * positions, so each contributes its own largest loss, and only what is paid from one balance has to be looked at
 * together. With nothing working it equals {@link StressTest} within 1e-9 of the exposure. It never falls when an order
 * is added or grows, and is never below what any fill leaves.
 *
 * <p>It holds scenarios whose loss is a sum over positions and balances, which the eight limited ones are. It refuses
 * those that strike the largest stablecoin or venue, since the order may change which one that is, and those with a
 * liquidation, since one order may tip every position of a venue: their loss is known from the full run only, and as
 * limits they would have to be judged on the last full run. Betas, spreads, depths, volatilities and stops are those of
 * the portfolio it was made from; make a new book when they change. Fees are not in it.
 *
 * <p>One thread.
 */
public final class StressBook {
    /** Sums are taken anew after so many changes, so that rounding does not pile up. */
    private static final int CHANGES_PER_RECOUNT = 4096;
    /** And when exposure shrank to this share of its peak, so that a vast one leaves no trace. */
    private static final double RECOUNT_SHRINKAGE = 1e-3;

    private final StressPortfolio portfolio;
    private final List<Scenario> scenarios;
    private final List<BookRun> runs;
    private final int[] firstRun;
    private final BookState state;
    private double gross;
    private double grossPeak;
    private int changes;

    private StressBook(StressPortfolio portfolio, List<Scenario> scenarios) {
        this.portfolio = portfolio;
        this.scenarios = List.copyOf(scenarios);
        state = new BookState(portfolio);
        firstRun = new int[scenarios.size() + 1];
        runs = runs();
        recount();
    }

    /**
     * A book of scenarios over a portfolio, with a slot for each of its positions; one of value 0 stands for what an
     * order may open.
     *
     * @param scenarios at least one, each a sum over positions
     * @param portfolio as it is
     * @return the book
     * @throws IllegalArgumentException naming a scenario that cannot be held and why, or when there is none
     */
    public static StressBook of(List<Scenario> scenarios, StressPortfolio portfolio) {
        Require.that(!scenarios.isEmpty(), "scenarios", "must hold one", scenarios);
        for (Scenario scenario : scenarios) {
            Optional<String> obstacle = obstacle(scenario);
            Require.that(
                    obstacle.isEmpty(),
                    "scenario " + scenario.name(),
                    "must be a sum over positions",
                    obstacle.orElse(""));
        }
        return new StressBook(portfolio, scenarios);
    }

    /**
     * Why a scenario cannot be held in a book.
     *
     * @param scenario any
     * @return empty when it can be
     */
    public static Optional<String> obstacle(Scenario scenario) {
        StressEvents events = scenario.events();
        if (scenario.currencies().stablecoin() != 0) {
            return Optional.of("it strikes the largest stablecoin, which an order may change");
        }
        if (events.venueFails()) {
            return Optional.of("it strikes the largest venue, which an order may change");
        }
        return events.liquidationPenalty() > 0
                ? Optional.of("a liquidation strikes every position of a venue at once")
                : Optional.empty();
    }

    /**
     * The scenarios held.
     *
     * @return in the order of their numbers
     */
    public List<Scenario> scenarios() {
        return scenarios;
    }

    /**
     * The slot of a position.
     *
     * @param symbol of a position of the portfolio
     * @param venue where it is held
     * @return its number
     * @throws IllegalArgumentException if there is no such position
     */
    public int slot(Symbol symbol, String venue) {
        return portfolio.indexOf(symbol, venue);
    }

    /**
     * The slot of a balance.
     *
     * @param currency of a balance of the portfolio
     * @param venue where it lies
     * @return its number
     * @throws IllegalArgumentException if there is no such balance
     */
    public int cashSlot(String currency, String venue) {
        return portfolio.cashIndexOf(currency, venue);
    }

    /**
     * Learns a position's value and unrealised profit, and that no order works on it; balances stay.
     *
     * @param slot of the position
     * @param value signed, in the account currency, finite
     * @param profit unrealised, in the account currency, finite; 0 for spot
     */
    public void setExposure(int slot, double value, double profit) {
        Require.finite("value", value);
        Require.finite("profit", profit);
        state.unrealised[slot] = profit;
        place(slot, value, value, value);
    }

    /**
     * Learns a balance.
     *
     * @param slot of the balance
     * @param value in the account currency, finite; negative is owed
     */
    public void setCash(int slot, double value) {
        Require.finite("value", value);
        gross -= Math.abs(state.cash[slot]);
        state.cash[slot] = value;
        gross += Math.abs(value);
        for (int r = 0; r < runs.size(); r++) {
            runs.get(r).balance(slot);
        }
        changed();
    }

    /**
     * Learns that an order filled at the mark: the position grows, and of spot the balance it is paid from shrinks. No
     * order works on it any more.
     *
     * @param slot of the position
     * @param delta signed value, in the account currency, finite
     */
    public void fill(int slot, double delta) {
        double value = state.values[slot] + delta;
        bring(slot, value, value, value);
    }

    /**
     * Learns what is held of a position and between which values the orders that work on it may leave it. The balance that
     * spot is paid from moves against its value, and in every fill of a working order against that.
     *
     * @param slot of the position
     * @param value signed, in the account currency, finite
     * @param low its value if every sale fills and no buy does, finite
     * @param high its value if every buy fills and no sale does, finite, not below {@code low}
     */
    public void bring(int slot, double value, double low, double high) {
        Require.finite("value", value);
        Require.finite("low", low);
        Require.finite("high", high);
        if (low > high) {
            throw Require.broken("low", "must not be above high, " + high, low);
        }
        if (value == state.values[slot] && low == state.lows[slot] && high == state.highs[slot]) {
            return;
        }
        double delta = value - state.values[slot];
        int leg = state.legs[slot];
        place(slot, value, low, high);
        if (leg >= 0 && delta != 0) {
            setCash(leg, state.cash[leg] - delta);
        }
    }

    private void place(int slot, double value, double low, double high) {
        gross -= state.size(slot);
        state.values[slot] = value;
        state.lows[slot] = low;
        state.highs[slot] = high;
        gross += state.size(slot);
        for (int r = 0; r < runs.size(); r++) {
            runs.get(r).position(slot);
        }
        changed();
    }

    /**
     * The value of a position.
     *
     * @param slot of the position
     * @return signed, in the account currency
     */
    public double value(int slot) {
        return state.values[slot];
    }

    /**
     * The loss of a scenario.
     *
     * @param scenario its number
     * @return in the account currency, working orders at their worst; negative is a gain
     */
    public double loss(int scenario) {
        double loss = Double.NEGATIVE_INFINITY;
        for (int r = firstRun[scenario]; r < firstRun[scenario + 1]; r++) {
            loss = Math.max(loss, runs.get(r).total());
        }
        return loss;
    }

    /**
     * The loss of a scenario if orders may leave one position between two other values.
     *
     * @param scenario its number
     * @param slot of the position
     * @param low signed value in the account currency if all its sales fill, and all its buys in {@code high}
     * @param high not below {@code low}; the same where it is certain
     * @return in the account currency, the largest over all fills; negative is a gain; NaN when an end is not finite, which
     *     must refuse
     */
    public double loss(int scenario, int slot, double low, double high) {
        double loss = Double.NEGATIVE_INFINITY;
        for (int r = firstRun[scenario]; r < firstRun[scenario + 1]; r++) {
            // Math.max keeps what is not a number, so that it refuses.
            loss = Math.max(loss, runs.get(r).with(slot, low, high));
        }
        return loss;
    }

    /**
     * The largest loss of all scenarios if orders may leave one position between two other values.
     *
     * @param slot of the position
     * @param low signed value in the account currency if all its sales fill
     * @param high its value if all its buys fill, not below {@code low}
     * @return in the account currency; negative when every scenario gains; NaN when an end is not finite
     */
    public double worstLoss(int slot, double low, double high) {
        double worst = Double.NEGATIVE_INFINITY;
        for (int s = 0; s < scenarios.size(); s++) {
            worst = Math.max(worst, loss(s, slot, low, high));
        }
        return worst;
    }

    /**
     * Which scenario loses most if orders may leave one position between two other values.
     *
     * @param slot of the position
     * @param low signed value in the account currency if all its sales fill
     * @param high its value if all its buys fill, not below {@code low}
     * @return its number, of equal ones the first
     */
    public int worst(int slot, double low, double high) {
        int worst = 0;
        double most = loss(0, slot, low, high);
        for (int s = 1; s < scenarios.size(); s++) {
            double loss = loss(s, slot, low, high);
            if (loss > most) {
                worst = s;
                most = loss;
            }
        }
        return worst;
    }

    private void changed() {
        changes++;
        grossPeak = Math.max(grossPeak, gross);
        if (changes >= CHANGES_PER_RECOUNT || !(gross > grossPeak * RECOUNT_SHRINKAGE)) {
            recount();
        }
    }

    private void recount() {
        changes = 0;
        gross = state.gross();
        grossPeak = gross;
        for (int r = 0; r < runs.size(); r++) {
            runs.get(r).recount();
        }
    }

    private List<BookRun> runs() {
        Target target = Target.of(portfolio);
        List<BookRun> all = new ArrayList<>();
        for (int s = 0; s < scenarios.size(); s++) {
            for (Variant variant : Variant.of(scenarios.get(s))) {
                all.add(new BookRun(new World(scenarios.get(s), portfolio, target, variant), state));
            }
            firstRun[s + 1] = all.size();
        }
        return all;
    }
}
