package io.colin.risk.stress;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The loss of each scenario for the exposures as they are plus one more order, for the gate: a handful of operations a
 * scenario however many positions there are, and no allocation. Equal to {@link StressTest} over
 * {@link StressPortfolio#withOrder} within 1e-9 of the exposure.
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

    private final StressPortfolio portfolio;
    private final List<Scenario> scenarios;
    private final List<BookRun> runs;
    private final int[] firstRun;
    private final double[] values;
    private final double[] unrealised;
    private final double[] cash;
    private final int[] legs;
    private int changes;

    private StressBook(StressPortfolio portfolio, List<Scenario> scenarios) {
        this.portfolio = portfolio;
        this.scenarios = List.copyOf(scenarios);
        values = portfolio.positions().stream()
                .mapToDouble(StressPosition::value)
                .toArray();
        unrealised = portfolio.positions().stream()
                .mapToDouble(StressPosition::unrealised)
                .toArray();
        cash = portfolio.cash().stream().mapToDouble(StressCash::value).toArray();
        legs = portfolio.positions().stream().mapToInt(this::legOf).toArray();
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
     * Learns a position's value and unrealised profit; balances stay.
     *
     * @param slot of the position
     * @param value signed, in the account currency, finite
     * @param profit unrealised, in the account currency, finite; 0 for spot
     */
    public void setExposure(int slot, double value, double profit) {
        Require.finite("value", value);
        Require.finite("profit", profit);
        for (int r = 0; r < runs.size(); r++) {
            BookRun run = runs.get(r);
            run.total += run.position(slot, value, profit) - run.position(slot, values[slot], unrealised[slot]);
        }
        values[slot] = value;
        unrealised[slot] = profit;
        changed();
    }

    /**
     * Learns a balance.
     *
     * @param slot of the balance
     * @param value in the account currency, finite; negative is owed
     */
    public void setCash(int slot, double value) {
        Require.finite("value", value);
        for (int r = 0; r < runs.size(); r++) {
            BookRun run = runs.get(r);
            run.total += run.cash(slot, value) - run.cash(slot, cash[slot]);
        }
        cash[slot] = value;
        changed();
    }

    /**
     * Learns that an order filled at the mark: the position grows, and of spot the balance it is paid from shrinks.
     *
     * @param slot of the position
     * @param delta signed value, in the account currency, finite
     */
    public void fill(int slot, double delta) {
        setExposure(slot, values[slot] + delta, unrealised[slot]);
        if (legs[slot] >= 0) {
            setCash(legs[slot], cash[legs[slot]] - delta);
        }
    }

    /**
     * The value of a position.
     *
     * @param slot of the position
     * @return signed, in the account currency
     */
    public double value(int slot) {
        return values[slot];
    }

    /**
     * The loss of a scenario.
     *
     * @param scenario its number
     * @return in the account currency; negative is a gain
     */
    public double loss(int scenario) {
        double loss = Double.NEGATIVE_INFINITY;
        for (int r = firstRun[scenario]; r < firstRun[scenario + 1]; r++) {
            loss = Math.max(loss, -runs.get(r).total);
        }
        return loss;
    }

    /**
     * The loss of a scenario with one more order.
     *
     * @param scenario its number
     * @param slot of the order's position
     * @param delta signed value of the order at the mark, in the account currency
     * @return in the account currency; negative is a gain; NaN when delta is not finite, which must refuse
     */
    public double loss(int scenario, int slot, double delta) {
        double loss = Double.NEGATIVE_INFINITY;
        for (int r = firstRun[scenario]; r < firstRun[scenario + 1]; r++) {
            loss = Math.max(loss, -with(runs.get(r), slot, delta));
        }
        return loss;
    }

    /**
     * The largest loss of all scenarios with one more order.
     *
     * @param slot of the order's position
     * @param delta signed value of the order at the mark, in the account currency; 0 asks for the book as it is
     * @return in the account currency; negative when every scenario gains; NaN when delta is not finite
     */
    public double worstLoss(int slot, double delta) {
        return loss(worst(slot, delta), slot, delta);
    }

    /**
     * Which scenario loses most with one more order.
     *
     * @param slot of the order's position
     * @param delta signed value of the order at the mark, in the account currency
     * @return its number, of equal ones the first
     */
    public int worst(int slot, double delta) {
        int worst = 0;
        for (int s = 1; s < scenarios.size(); s++) {
            worst = loss(s, slot, delta) > loss(worst, slot, delta) ? s : worst;
        }
        return worst;
    }

    private double with(BookRun run, int slot, double delta) {
        double sum = run.total
                - run.position(slot, values[slot], unrealised[slot])
                + run.position(slot, values[slot] + delta, unrealised[slot]);
        int leg = legs[slot];
        return leg < 0 ? sum : sum - run.cash(leg, cash[leg]) + run.cash(leg, cash[leg] - delta);
    }

    private void changed() {
        changes++;
        if (changes >= CHANGES_PER_RECOUNT) {
            recount();
        }
    }

    private void recount() {
        changes = 0;
        for (int r = 0; r < runs.size(); r++) {
            BookRun run = runs.get(r);
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += run.position(i, values[i], unrealised[i]);
            }
            for (int i = 0; i < cash.length; i++) {
                sum += run.cash(i, cash[i]);
            }
            run.total = sum;
        }
    }

    private int legOf(StressPosition position) {
        return position.isSpot() ? portfolio.cashIndexOf(position.symbol().quote(), position.venue()) : -1;
    }

    private List<BookRun> runs() {
        Target target = Target.of(portfolio);
        List<BookRun> all = new ArrayList<>();
        for (int s = 0; s < scenarios.size(); s++) {
            for (Variant variant : Variant.of(scenarios.get(s))) {
                all.add(new BookRun(new World(scenarios.get(s), portfolio, target, variant)));
            }
            firstRun[s + 1] = all.size();
        }
        return all;
    }

    /** One run of one scenario: terms by slot and the sum over all slots. */
    private static final class BookRun {
        private final boolean hedgesFail;
        private final Terms[] terms;
        private final double[] rates;
        private double total;

        private BookRun(World world) {
            hedgesFail = world.variant().hedgesFail();
            terms = world.portfolio().positions().stream()
                    .map(p -> new Terms(world, p))
                    .toArray(Terms[]::new);
            rates = world.portfolio().cash().stream()
                    .mapToDouble(c -> world.rate(c.currency()))
                    .toArray();
        }

        private double position(int slot, double value, double unrealised) {
            Terms t = terms[slot];
            return t.move(value, unrealised, hedgesFail) - t.cost(value) - t.funding(value);
        }

        private double cash(int slot, double value) {
            double pnl = rates[slot] * value;
            return hedgesFail ? Math.min(0, pnl) : pnl;
        }
    }
}
