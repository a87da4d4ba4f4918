package io.colin.execution.tca;

import io.colin.api.Decimals;
import io.colin.api.execution.ExecutionForecast;
import io.colin.api.execution.ExecutionNote;
import io.colin.api.execution.PlannedSlice;
import io.colin.api.execution.Realm;
import io.colin.api.execution.RoutePlan;
import io.colin.api.order.ParentOrder;
import io.colin.execution.impact.ForecastErrors;
import io.colin.execution.impact.ImpactForecast;
import io.colin.execution.impact.ImpactMarket;
import io.colin.execution.impact.ImpactModel;
import io.colin.execution.impact.ImpactStep;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a parent is expected to cost when its first child is sent. One that is sent at once costs what the router reads off the
 * books; one that is sent in slices what the impact law says of them, minute by minute as parents are measured.
 *
 * @param parent the order
 * @param plan how its algorithm expects to work it, at least one slice
 * @param seen the market at its arrival
 * @param route where its first slice goes
 */
public record ExpectedCost(ParentOrder parent, List<PlannedSlice> plan, ExecutionNote.Arrival seen, RoutePlan route) {
    private static final double DAY_NS = 86_400e9;
    /** A hundredth of a basis point: less is rounding, as at venues that fill at the very book they show. */
    private static final double LEAST_NOISE = 1e-6;

    /** Copies. */
    public ExpectedCost {
        plan = List.copyOf(plan);
    }

    /**
     * What it rests on that is not the parent's own.
     *
     * @param realm whose money
     * @param venue where most of the first slice goes
     * @param fee rate of what is taken there, for a router that does not say what it reckons with
     * @param model of the realm
     * @param errors what forecasts missed by
     */
    public record Knowledge(Realm realm, String venue, double fee, ImpactModel model, ForecastErrors errors) {}

    /**
     * The forecast.
     *
     * @param known what it rests on
     * @return empty without a plan, and where the mid, the spread or, for slices, the volatility and volume at arrival are not known
     */
    public Optional<ExecutionForecast> forecast(Knowledge known) {
        if (plan.isEmpty() || seen.mid().isEmpty() || seen.relativeSpread().isEmpty()) {
            return Optional.empty();
        }
        Optional<Part> part = plan.size() == 1 && route.expected().isPresent() ? book() : Optional.empty();
        return part.or(() -> law(known)).map(found -> forecast(known, found));
    }

    /** What was found on one basis. */
    private record Part(ExecutionForecast.Basis basis, double spread, double impact, double error, String source) {}

    private Optional<Part> book() {
        double mid = Decimals.statistic(seen.mid().orElseThrow());
        OptionalDouble price = mean(considered -> considered.averagePrice().map(Decimals::statistic));
        if (price.isEmpty()) {
            return Optional.empty();
        }
        double beyond = mean(considered ->
                        considered.terms().map(RoutePlan.Terms::slippageCost).map(Decimals::statistic))
                .orElse(0);
        double cost = parent.intent().side().sign() * (price.getAsDouble() / mid - 1) + beyond / mid;
        double spread = Math.max(0, seen.relativeSpread().orElseThrow()) / 2;
        return Optional.of(new Part(ExecutionForecast.Basis.BOOK, spread, cost - spread, 0, ""));
    }

    private Optional<Part> law(Knowledge known) {
        Optional<ImpactMarket> market = ImpactMeasure.market(seen);
        if (market.isEmpty()) {
            return Optional.empty();
        }
        ImpactMarket now = market.orElseThrow();
        ImpactForecast foretold =
                known.model().predict(known.venue(), parent.intent().symbol(), now, steps(now));
        return Optional.of(new Part(
                ExecutionForecast.Basis.LAW,
                now.relativeSpread() / 2,
                foretold.impact(),
                foretold.error(),
                foretold.estimate().source().name()));
    }

    private List<ImpactStep> steps(ImpactMarket market) {
        SortedMap<Long, Double> byStep = new TreeMap<>();
        long start = plan.getFirst().timeNs();
        for (PlannedSlice slice : plan) {
            long step = Math.floorDiv(slice.timeNs() - start, ImpactMeasure.STEP_NS);
            byStep.merge(step, Decimals.statistic(slice.quantity()), Double::sum);
        }
        return byStep.values().stream()
                .map(quantity -> new ImpactStep(quantity, market.dailyVolume() / ImpactMeasure.STEPS_A_DAY))
                .toList();
    }

    private ExecutionForecast forecast(Knowledge known, Part part) {
        double volatility = seen.dailyVolatility().filter(value -> value > 0).orElse(0.0);
        double timing = volatility * exposure();
        return new ExecutionForecast(
                part.basis(),
                known.venue(),
                planned() / Decimals.statistic(parent.progress().quantity()),
                plan.size(),
                plan.getLast().timeNs() - plan.getFirst().timeNs(),
                part.spread(),
                part.impact(),
                mean(considered ->
                                considered.terms().map(RoutePlan.Terms::feeRate).map(Decimals::statistic))
                        .orElse(known.fee()),
                part.error(),
                timing,
                deviation(known, part, volatility, timing),
                part.source());
    }

    private Optional<Double> deviation(Knowledge known, Part part, double volatility, double timing) {
        OptionalDouble scale = known.errors().scale(known.realm(), part.basis());
        if (scale.isEmpty() || volatility == 0) {
            return Optional.empty();
        }
        // What a reference explains of the market's moves is taken off what comes out, and so off what it may miss by.
        double left = seen.reference().isPresent()
                ? known.errors().unexplained(known.realm(), part.basis()).orElse(1)
                : 1;
        double noise = Math.max(left * timing, volatility * scale.getAsDouble());
        return Optional.of(Math.hypot(part.error(), Math.max(LEAST_NOISE, noise)));
    }

    private double planned() {
        return Decimals.statistic(plan.stream().map(PlannedSlice::quantity).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** √Σ (share that is left)²·Δt, Δt in days: what a unit of daily volatility does to the average price. */
    private double exposure() {
        double all = planned();
        double left = all;
        double sum = 0;
        for (int k = 1; k < plan.size(); k++) {
            left -= Decimals.statistic(plan.get(k - 1).quantity());
            double days = (plan.get(k).timeNs() - plan.get(k - 1).timeNs()) / DAY_NS;
            sum += left / all * (left / all) * days;
        }
        return Math.sqrt(sum);
    }

    /** A figure of a venue that takes part. */
    @FunctionalInterface
    private interface Figure {
        Optional<Double> of(RoutePlan.Considered venue);
    }

    /** Its mean over what goes where, by quantity; empty where a venue that takes part does not say. */
    private OptionalDouble mean(Figure figure) {
        double sum = 0;
        double weight = 0;
        for (RoutePlan.Considered venue : route.considered()) {
            if (venue.quantity().signum() > 0) {
                Optional<Double> value = figure.of(venue);
                if (value.isEmpty()) {
                    return OptionalDouble.empty();
                }
                double quantity = Decimals.statistic(venue.quantity());
                sum += quantity * value.orElseThrow();
                weight += quantity;
            }
        }
        return weight > 0 ? OptionalDouble.of(sum / weight) : OptionalDouble.empty();
    }
}
