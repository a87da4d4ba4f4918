package io.colin.risk.reduction;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderIntent;
import io.colin.api.portfolio.Portfolio.PositionView;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plans which positions are closed, and by how much, when a rung of the drawdown ladder is crossed. The same request gives
 * the same plan; nothing else is looked at.
 *
 * <p>What is to go is a share of the gross exposure. Positions that carry risk give it up largest component risk first:
 * they are cut until none has more component risk than a level that is as high as the target allows, so that the largest
 * shrinks first and the small ones not at all. Hedges, whose component risk is negative, shrink by the same share as all
 * that carry risk together, so that they stay in proportion. Without a component risk for every position everything shrinks
 * by the same share.
 *
 * <p>Immutable; safe for any thread.
 */
public final class ReductionPlanner {
    private static final Comparator<Cut> LARGEST_FIRST = Comparator.comparingDouble(Cut::risk)
            .reversed()
            .thenComparing(Cut::value, Comparator.reverseOrder())
            .thenComparing(cut -> cut.view().position().symbol());

    private final ReductionSettings settings;

    private ReductionPlanner(ReductionSettings settings) {
        this.settings = settings;
    }

    /**
     * A planner.
     *
     * @param settings targets, collar and algorithm
     * @return the planner
     */
    public static ReductionPlanner of(ReductionSettings settings) {
        return new ReductionPlanner(settings);
    }

    /**
     * Plans.
     *
     * @param request what is held and which rung was crossed
     * @return orders that never close more than is held; none when reduction is off, exposure is at the target already, or
     *     the account is not priced, which is a problem
     */
    public ReductionPlan plan(ReductionRequest request) {
        BigDecimal exposure = request.portfolio().grossExposure();
        BigDecimal target = request.exposureAtWarning().multiply(settings.target(request.level()));
        List<OrderIntent> orders = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        if (settings.enabled() && !request.portfolio().isPriced()) {
            problems.add("nothing planned: no price for " + request.portfolio().unpriced());
        } else if (settings.enabled() && exposure.compareTo(target) > 0) {
            List<Cut> cuts = shared(held(request, problems), exposure.subtract(target), exposure);
            cuts.forEach(cut -> order(cut, request, orders, problems));
        }
        return new ReductionPlan(request.level(), exposure, target, orders, problems);
    }

    private static List<Cut> held(ReductionRequest request, List<String> problems) {
        List<Cut> cuts = new ArrayList<>();
        for (Map.Entry<Symbol, PositionView> entry :
                request.portfolio().positions().entrySet()) {
            PositionView view = entry.getValue();
            @Nullable Instrument instrument = request.instruments().get(entry.getKey());
            if (view.position().quantity().signum() == 0) {
                continue;
            }
            if (instrument == null) {
                problems.add(entry.getKey() + ": no instrument");
                continue;
            }
            @Nullable Double risk = request.componentRisk().get(entry.getKey());
            double known = risk == null ? Double.NaN : risk;
            cuts.add(new Cut(view, instrument, known, BigDecimal.ZERO, known < 0));
        }
        return cuts;
    }

    /** Shares out what is to go over the positions. */
    private static List<Cut> shared(List<Cut> held, BigDecimal excess, BigDecimal exposure) {
        BigDecimal share = excess.divide(exposure, Decimals.QUOTIENT);
        boolean known = held.stream().allMatch(cut -> Double.isFinite(cut.risk()));
        List<Cut> carrying = held.stream().filter(cut -> cut.risk() > 0).toList();
        if (!known || carrying.isEmpty()) {
            return held.stream()
                    .map(cut -> new Cut(cut.view(), cut.instrument(), 0, share, false))
                    .sorted(LARGEST_FIRST)
                    .toList();
        }
        BigDecimal carried = carrying.stream().map(Cut::value).reduce(BigDecimal.ZERO, BigDecimal::add);
        double level = level(carrying, carried.multiply(BigDecimal.ONE.subtract(share)));
        return held.stream()
                .map(cut -> cut.risk() > 0 ? cut.with(above(cut.risk(), level, share)) : cut.with(share))
                .sorted(LARGEST_FIRST)
                .toList();
    }

    private static BigDecimal above(double risk, double level, BigDecimal share) {
        if (share.compareTo(BigDecimal.ONE) >= 0) {
            return BigDecimal.ONE;
        }
        return risk <= level ? BigDecimal.ZERO : BigDecimal.ONE.subtract(Decimals.fromStatistic(level / risk, 12));
    }

    /**
     * The component risk above which positions are cut: with it Σ value · min(1, level / risk) is what may stay. The sum
     * rises with the level in straight pieces between the risks, so the piece is found and solved.
     */
    private static double level(List<Cut> carrying, BigDecimal stays) {
        List<Cut> rising =
                carrying.stream().sorted(Comparator.comparingDouble(Cut::risk)).toList();
        double left = stays.doubleValue();
        double perLevel = 0;
        for (Cut cut : rising) {
            perLevel += cut.value().doubleValue() / cut.risk();
        }
        for (Cut cut : rising) {
            double value = cut.value().doubleValue();
            if (perLevel * cut.risk() >= left) {
                return left / perLevel;
            }
            left -= value;
            perLevel -= value / cut.risk();
        }
        return rising.getLast().risk();
    }

    private void order(Cut cut, ReductionRequest request, List<OrderIntent> orders, List<String> problems) {
        Symbol symbol = cut.view().position().symbol();
        BigDecimal working = request.working().getOrDefault(symbol, BigDecimal.ZERO);
        Optional<BigDecimal> price = cut.limitPrice(settings.collar());
        if (price.isEmpty()) {
            problems.add(symbol + ": no tick within the collar of " + cut.view().mark());
            return;
        }
        BigDecimal quantity = cut.quantity(working, price.get());
        if (cut.isStuck(working, quantity)) {
            problems.add(symbol + ": " + cut.view().position().quantity().toPlainString()
                    + " is held, less than the smallest order");
        }
        if (quantity.signum() > 0) {
            orders.add(intent(cut, symbol, quantity, price.get(), request));
        }
    }

    private OrderIntent intent(
            Cut cut, Symbol symbol, BigDecimal quantity, BigDecimal price, ReductionRequest request) {
        String plan = "reduce-" + request.level().name().toLowerCase(Locale.ROOT) + "-"
                + request.portfolio().timeNs();
        return OrderIntent.of(symbol, cut.side(), quantity)
                .clientOrderId(plan + "-" + orderNumber(symbol, request))
                .account(request.portfolio().account())
                .strategy(settings.strategy())
                .limit(price)
                .reduceOnly(true)
                .reducible(true)
                .algo(settings.algo())
                .correlationId(plan)
                .build();
    }

    /** The symbol's place among all that is held, so that ids do not depend on what is planned. */
    private static int orderNumber(Symbol symbol, ReductionRequest request) {
        return request.portfolio().positions().headMap(symbol).size();
    }
}
