package io.colin.execution.tca;

import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.execution.ExecutionCosts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The costs of some parents together, in basis points of each parent's value at its decision mid; each parent counts the same, so
 * that contracts of different currencies can stand together. Positive = against us.
 *
 * @param name what they have in common
 * @param parents how many
 * @param fills of them
 * @param fillRatio mean share filled
 * @param shortfall total cost
 * @param parts mean of each cost part, by name, over the parents that have all of them
 * @param figures mean of each other figure, by name, over the parents that have it
 */
public record CostGroup(
        String name,
        long parents,
        long fills,
        Optional<Measured> fillRatio,
        Optional<Measured> shortfall,
        SortedMap<String, Measured> parts,
        SortedMap<String, Measured> figures) {
    /** The cost parts, in their order. */
    public static final List<String> PARTS = List.of("delay", "spread", "impact", "timing", "opportunity", "fees");

    /** Copies. */
    public CostGroup {
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
        figures = Collections.unmodifiableSortedMap(new TreeMap<>(figures));
    }

    /**
     * Some parents together.
     *
     * @param name what they have in common
     * @param analyses of them
     * @return the group
     */
    public static CostGroup of(String name, List<ExecutionAnalysis> analyses) {
        List<ExecutionFigures> all = analyses.stream().map(ExecutionFigures::of).toList();
        SortedMap<String, Measured> figures = new TreeMap<>();
        put(figures, "arrival_bps", all, ExecutionFigures::toArrival);
        put(figures, "vwap_bps", all, ExecutionFigures::toVwap);
        put(figures, "twap_bps", all, ExecutionFigures::toTwap);
        put(figures, "close_bps", all, ExecutionFigures::toClose);
        put(figures, "effective_spread_bps", all, ExecutionFigures::effectiveSpread);
        put(figures, "realised_spread_bps", all, ExecutionFigures::realisedSpread);
        put(figures, "reversion_bps", all, ExecutionFigures::reversion);
        return new CostGroup(
                name,
                analyses.size(),
                analyses.stream().mapToLong(each -> each.fills().size()).sum(),
                Measured.of(all.stream().map(ExecutionFigures::fillRatio).toList()),
                Measured.of(known(all, ExecutionFigures::shortfall)),
                parts(analyses),
                figures);
    }

    /** The parts of one parent in basis points, in their order; empty where one of them is missing. */
    static Optional<List<Double>> parts(ExecutionCosts costs) {
        List<Double> parts = new ArrayList<>();
        for (Optional<BigDecimal> part : List.of(
                costs.delay(),
                costs.spread(),
                costs.impact(),
                costs.timing(),
                costs.opportunity(),
                Optional.of(costs.fees()))) {
            OptionalDouble share = ExecutionFigures.share(costs, part);
            if (share.isEmpty()) {
                return Optional.empty();
            }
            parts.add(share.getAsDouble());
        }
        return Optional.of(parts);
    }

    private static SortedMap<String, Measured> parts(List<ExecutionAnalysis> analyses) {
        List<List<Double>> complete =
                analyses.stream().flatMap(each -> parts(each.costs()).stream()).toList();
        SortedMap<String, Measured> parts = new TreeMap<>();
        for (int i = 0; i < PARTS.size(); i++) {
            int part = i;
            Measured.of(complete.stream().map(each -> each.get(part)).toList())
                    .ifPresent(mean -> parts.put(PARTS.get(part), mean));
        }
        return parts;
    }

    private static void put(
            SortedMap<String, Measured> to,
            String name,
            List<ExecutionFigures> all,
            Function<ExecutionFigures, OptionalDouble> of) {
        Measured.of(known(all, of)).ifPresent(mean -> to.put(name, mean));
    }

    private static List<Double> known(List<ExecutionFigures> all, Function<ExecutionFigures, OptionalDouble> of) {
        ToDoubleFunction<ExecutionFigures> value = each -> of.apply(each).orElse(Double.NaN);
        return all.stream()
                .map(value::applyAsDouble)
                .filter(each -> !each.isNaN())
                .toList();
    }
}
