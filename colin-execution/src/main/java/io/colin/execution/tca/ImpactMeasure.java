package io.colin.execution.tca;

import io.colin.api.Decimals;
import io.colin.api.execution.ExecutedFill;
import io.colin.api.execution.ExecutionImpact;
import io.colin.api.execution.ExecutionNote;
import io.colin.api.execution.Realm;
import io.colin.api.order.Fill;
import io.colin.api.order.ParentOrder;
import io.colin.execution.impact.ImpactForecast;
import io.colin.execution.impact.ImpactLaw;
import io.colin.execution.impact.ImpactMarket;
import io.colin.execution.impact.ImpactModel;
import io.colin.execution.impact.ImpactStep;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the impact model makes of a parent. A step is a minute from its arrival, and the market is expected to trade a minute's
 * share of the day in it: what is sent at once is judged by that minute, not by the moment.
 */
final class ImpactMeasure {
    /** Flag: market drift was not removed. */
    static final String NO_REFERENCE = "no_reference";

    static final long STEP_NS = 60_000_000_000L;
    static final double STEPS_A_DAY = 1440;
    private static final double MOST_VOLATILITY = 10;

    private final ParentOrder parent;
    private final long arrivedNs;
    private final Optional<ExecutionNote.Arrival> arrival;
    private final List<ExecutedFill> fills;
    private final List<Optional<BigDecimal>> references;
    private final String venue;

    /**
     * What was found.
     *
     * @param impact for the record
     * @param shifts permanent shift at each fill, fractions of the arrival mid
     */
    record Found(ExecutionImpact impact, List<Double> shifts) {}

    ImpactMeasure(
            ParentOrder parent,
            long arrivedNs,
            Optional<ExecutionNote.Arrival> arrival,
            List<ExecutedFill> fills,
            List<Optional<BigDecimal>> references,
            String venue) {
        this.parent = parent;
        this.arrivedNs = arrivedNs;
        this.arrival = arrival;
        this.fills = fills;
        this.references = references;
        this.venue = venue;
    }

    /** Empty without a fill, and where the market at arrival was not known. */
    Optional<Found> measure(Realm realm, CostYardstick yardstick, Set<String> flags) {
        Optional<ImpactMarket> market = market();
        Optional<Double> mid = arrival.flatMap(ExecutionNote.Arrival::mid).map(Decimals::statistic);
        if (fills.isEmpty() || market.isEmpty() || mid.isEmpty()) {
            return Optional.empty();
        }
        ImpactMarket known = market.orElseThrow();
        List<ImpactStep> steps = steps(known);
        double slippage = sign() * (averagePrice() / mid.orElseThrow() - 1);
        double drift = drift(yardstick.beta(), flags);
        ImpactModel model = yardstick.impact(realm);
        ImpactForecast forecast = model.predict(venue, parent.intent().symbol(), known, steps);
        ExecutionImpact impact = new ExecutionImpact(
                known.dailyVolatility(),
                known.dailyVolume(),
                known.relativeSpread(),
                steps.stream()
                        .map(step -> new ExecutionImpact.Step(step.quantity(), step.marketQuantity()))
                        .toList(),
                slippage,
                drift,
                forecast.cost(),
                forecast.error(),
                forecast.deviation(),
                forecast.estimate().source().name());
        return Optional.of(new Found(impact, shifts(known, forecast.estimate().law())));
    }

    private Optional<ImpactMarket> market() {
        return arrival.flatMap(ImpactMeasure::market);
    }

    /** The market at an arrival as the law takes it; empty where a figure of it was not known. */
    static Optional<ImpactMarket> market(ExecutionNote.Arrival arrival) {
        Optional<Double> volatility = arrival.dailyVolatility().filter(value -> value > 0 && value <= MOST_VOLATILITY);
        Optional<Double> volume = arrival.dailyVolume().filter(value -> value > 0 && value < 1e30);
        // Books of several venues may cross; nobody pays a negative spread for it.
        Optional<Double> spread =
                arrival.relativeSpread().map(value -> Math.max(0, value)).filter(value -> value <= 1);
        return volatility.isPresent() && volume.isPresent() && spread.isPresent()
                ? Optional.of(new ImpactMarket(volatility.orElseThrow(), volume.orElseThrow(), spread.orElseThrow()))
                : Optional.empty();
    }

    private List<ImpactStep> steps(ImpactMarket market) {
        SortedMap<Long, Double> byStep = new TreeMap<>();
        for (ExecutedFill each : fills) {
            Fill fill = each.fill();
            long step = Math.max(0, Math.floorDiv(fill.timeNs() - arrivedNs, STEP_NS));
            byStep.merge(step, Decimals.statistic(fill.quantity()), Double::sum);
        }
        return byStep.values().stream()
                .map(quantity -> new ImpactStep(quantity, market.dailyVolume() / STEPS_A_DAY))
                .toList();
    }

    private List<Double> shifts(ImpactMarket market, ImpactLaw law) {
        List<Double> shifts = new ArrayList<>();
        double before = 0;
        for (ExecutedFill each : fills) {
            double own = Decimals.statistic(each.fill().quantity());
            shifts.add(law.shiftAt(market, before, own));
            before += own;
        }
        return shifts;
    }

    private double drift(double beta, Set<String> flags) {
        Optional<Double> start =
                arrival.flatMap(ExecutionNote.Arrival::reference).map(Decimals::statistic);
        if (start.isEmpty() || references.stream().anyMatch(Optional::isEmpty)) {
            flags.add(NO_REFERENCE);
            return 0;
        }
        double sum = 0;
        double quantity = 0;
        for (int i = 0; i < fills.size(); i++) {
            double own = Decimals.statistic(fills.get(i).fill().quantity());
            sum += own * Decimals.statistic(references.get(i).orElseThrow());
            quantity += own;
        }
        return sign() * beta * (sum / quantity / start.orElseThrow() - 1);
    }

    private double averagePrice() {
        double sum = 0;
        double quantity = 0;
        for (ExecutedFill each : fills) {
            double own = Decimals.statistic(each.fill().quantity());
            sum += own * Decimals.statistic(each.fill().price());
            quantity += own;
        }
        return sum / quantity;
    }

    private int sign() {
        return parent.intent().side().sign();
    }
}
