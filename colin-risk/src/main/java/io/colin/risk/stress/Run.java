package io.colin.risk.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One run of a scenario over a portfolio, in full. */
final class Run {
    private static final String NOWHERE = "";

    private final World world;
    private final List<Terms> terms;
    private final List<PositionImpact> positions = new ArrayList<>();
    private final List<CashImpact> cash = new ArrayList<>();
    private final SortedSet<String> liquidated = new TreeSet<>();
    private final double debtKept;
    private double shortfall;
    private boolean posted;

    Run(World world) {
        this.world = world;
        StressPortfolio portfolio = world.portfolio();
        terms = portfolio.positions().stream().map(p -> new Terms(world, p)).toList();
        for (int i = 0; i < terms.size(); i++) {
            positions.add(impact(portfolio.positions().get(i), terms.get(i)));
        }
        portfolio.cash().forEach(c -> cash.add(impact(c)));
        debtKept = debtKept();
        checkMargin();
    }

    World world() {
        return world;
    }

    double pnl() {
        double sum = -debtKept;
        for (PositionImpact impact : positions) {
            sum += impact.pnl();
        }
        for (CashImpact impact : cash) {
            sum += impact.pnl();
        }
        return sum;
    }

    /** What moves alone bring, which is the jump of the stressed value at risk. */
    double moves() {
        double sum = 0;
        for (PositionImpact impact : positions) {
            sum += impact.movePnl();
        }
        for (CashImpact impact : cash) {
            sum += impact.pnl();
        }
        return sum;
    }

    StressResult result(StressedVar.Figure figure) {
        List<String> flags = new ArrayList<>(new Flags(world).list());
        liquidated.forEach(venue -> flags.add("liquidated:" + venue));
        if (posted) {
            flags.add("margin_from_elsewhere");
        }
        flags.addAll(figure.flags());
        return new StressResult(
                world.scenario(),
                world.market(),
                world.variant().hedgesFail(),
                world.portfolio().equity(),
                positions,
                cash,
                debtKept,
                shortfall,
                figure.value(),
                flags.stream().sorted().distinct().toList());
    }

    private PositionImpact impact(StressPosition position, Terms t) {
        double value = position.value();
        boolean closable = position.venue().isBlank()
                || (!position.venue().equals(world.closedVenue()) && !world.isFailed(position.venue()));
        return new PositionImpact(
                position.symbol(),
                position.venue(),
                value,
                t.price,
                t.move(value, position.unrealised(), world.variant().hedgesFail()),
                t.cost(value),
                t.funding(value),
                0,
                closable);
    }

    private CashImpact impact(StressCash balance) {
        double move = world.isFailed(balance.venue()) ? -1 : world.rate(balance.currency());
        double pnl = move * balance.value();
        return new CashImpact(
                balance.currency(),
                balance.venue(),
                balance.value(),
                move,
                world.variant().hedgesFail() ? Math.min(0, pnl) : pnl);
    }

    /** A venue that fails owing less than it is owed would hand its debtor a gain; the debt stays instead. */
    private double debtKept() {
        if (world.failedVenue().isBlank()) {
            return 0;
        }
        double gain = 0;
        for (PositionImpact impact : positions) {
            gain += world.isFailed(impact.venue()) ? impact.movePnl() : 0;
        }
        for (CashImpact impact : cash) {
            gain += world.isFailed(impact.venue()) ? impact.pnl() : 0;
        }
        return Math.max(0, gain);
    }

    /**
     * Margin of a venue is its balances and what its derivatives have gained, after the move and before unwinding. What lies
     * at no known venue is margin of what is at none, and the rest of it can be posted where margin is short.
     */
    private void checkMargin() {
        SortedMap<String, Margin> margins = margins();
        Margin elsewhere = margins.remove(NOWHERE);
        double spare = 0;
        if (elsewhere != null) {
            spare = Math.max(0, elsewhere.equity - elsewhere.required);
            shortfall = elsewhere.missing();
            if (shortfall > 0) {
                liquidate(NOWHERE);
            }
        }
        double missing = 0;
        for (Margin margin : margins.values()) {
            missing += margin.missing();
        }
        posted = missing > 0 && missing <= spare;
        if (missing > spare) {
            shortfall += missing - spare;
            margins.forEach((venue, margin) -> {
                if (margin.missing() > 0) {
                    liquidate(venue);
                }
            });
        }
    }

    /** By venue; of {@link #NOWHERE} also where nothing is held against it. */
    private SortedMap<String, Margin> margins() {
        SortedMap<String, Margin> margins = new TreeMap<>();
        List<StressPosition> held = world.portfolio().positions();
        for (int i = 0; i < held.size(); i++) {
            StressPosition position = held.get(i);
            if (!position.isSpot() && !world.isFailed(position.venue())) {
                Margin margin = margins.computeIfAbsent(position.venue(), v -> new Margin());
                PositionImpact impact = positions.get(i);
                margin.equity += position.unrealised() + impact.movePnl() - impact.funding();
                margin.required += moved(position) * rate(position);
            }
        }
        for (CashImpact impact : cash) {
            if (impact.venue().isBlank()) {
                margins.computeIfAbsent(NOWHERE, v -> new Margin());
            }
            if (margins.containsKey(impact.venue())) {
                margins.get(impact.venue()).equity += impact.value() + impact.pnl();
            }
        }
        return margins;
    }

    private void liquidate(String venue) {
        double penalty = world.scenario().events().liquidationPenalty();
        if (penalty == 0) {
            return;
        }
        liquidated.add(venue);
        List<StressPosition> held = world.portfolio().positions();
        for (int i = 0; i < held.size(); i++) {
            StressPosition position = held.get(i);
            if (!position.isSpot() && position.venue().equals(venue)) {
                positions.set(i, positions.get(i).withPenalty(penalty * moved(position)));
            }
        }
    }

    /** The size of a position at the moved price and rate; the face of an inverse contract is fixed in its quote currency. */
    private double moved(StressPosition position) {
        double face =
                Math.abs(position.value()) * (1 + world.rate(position.symbol().quote()));
        return position.isInverse() ? face : face * (1 + world.price(position));
    }

    private double rate(StressPosition position) {
        return position.maintenanceMargin()
                .orElse(world.portfolio().assumptions().maintenanceMargin());
    }

    /** What a venue's derivatives rest on and need. */
    private static final class Margin {
        private double equity;
        private double required;

        private double missing() {
            return Math.max(0, required - equity);
        }
    }
}
