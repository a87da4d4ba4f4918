package io.colin.execution.tca;

import io.colin.api.Decimals;
import io.colin.api.execution.ExecutedFill;
import io.colin.api.execution.ExecutionCosts;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.Fill;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Takes the implementation shortfall of a parent apart, in exact decimals. With d the side, w(p) what a unit is worth at a price
 * (size·p when linear, −size/p when inverse), F filled of X:
 *
 * <ul>
 *   <li>delay d·F·(w(P_a) − w(P_d)), spread d·Σ q_i·(w(p_i) − w(m_i)), move d·Σ q_i·(w(m_i) − w(P_a)),
 *   <li>impact Σ q_i·|w(P_a)|·shift_i as the model says, rounded once to {@value #PLACES} places; timing = move − impact,
 *   <li>opportunity d·(X − F)·(w(P_e) − w(P_d)), 0 where nothing is left, also after an overfill,
 *   <li>fees less rebates; total = d·(Σ q_i·w(p_i) − F·w(P_d)) + opportunity + fees.
 * </ul>
 */
public final class ShortfallSplit {
    /** Decimal places of the model's impact in settlement currency. */
    public static final int PLACES = 12;

    private final ContractValue value;
    private final BigDecimal sign;
    private final BigDecimal ordered;
    private final Prices prices;
    private final List<ExecutedFill> fills;
    private final BigDecimal filled;

    /**
     * Prices of a parent, in quote currency.
     *
     * @param decision the mid when it was decided
     * @param arrival the mid when its first child was sent
     * @param end the mid when it ended
     */
    public record Prices(Optional<BigDecimal> decision, Optional<BigDecimal> arrival, Optional<BigDecimal> end) {}

    private ShortfallSplit(
            Instrument instrument, Side side, BigDecimal ordered, Prices prices, List<ExecutedFill> fills) {
        this.value = new ContractValue(instrument);
        this.sign = BigDecimal.valueOf(side.sign());
        this.ordered = ordered;
        this.prices = prices;
        this.fills = List.copyOf(fills);
        this.filled = sum(this.fills, fill -> fill.fill().quantity());
    }

    /**
     * A parent to take apart.
     *
     * @param instrument what was traded
     * @param side which way
     * @param ordered above 0
     * @param prices around it
     * @param fills of it
     * @return the split
     */
    public static ShortfallSplit of(
            Instrument instrument, Side side, BigDecimal ordered, Prices prices, List<ExecutedFill> fills) {
        return new ShortfallSplit(instrument, side, ordered, prices, fills);
    }

    /**
     * Its costs.
     *
     * @param shifts permanent shift that the impact model expects at each fill, fractions of the arrival mid, 0 or more; empty when it
     *     cannot say
     * @param rates what one unit of other currencies is worth in settlement currency, for fees in a third currency
     * @return the parts and their sum
     */
    public ExecutionCosts costs(Optional<List<Double>> shifts, SortedMap<String, BigDecimal> rates) {
        boolean isFilled = !fills.isEmpty();
        Optional<BigDecimal> from = prices.decision().map(value::at);
        Optional<BigDecimal> arrived = prices.arrival().map(value::at);
        Optional<BigDecimal> delay = isFilled
                ? arrived.flatMap(to -> from.map(at -> signed(filled.multiply(to.subtract(at)))))
                : Optional.of(BigDecimal.ZERO);
        boolean seen = fills.stream().allMatch(fill -> fill.mid().isPresent());
        Optional<BigDecimal> spread = seen ? Optional.of(signed(sum(fills, this::aboveMid))) : Optional.empty();
        Optional<BigDecimal> move = isFilled
                ? arrived.filter(at -> seen).map(at -> signed(sum(fills, fill -> moved(fill, at))))
                : Optional.of(BigDecimal.ZERO);
        Optional<BigDecimal> impact =
                isFilled ? move.flatMap(known -> shifts.map(this::impact)) : Optional.of(BigDecimal.ZERO);
        Optional<BigDecimal> timing = impact.flatMap(model -> move.map(both -> Decimals.normal(both.subtract(model))));
        Optional<BigDecimal> opportunity = opportunity();
        Fees fees = fees(rates);
        Optional<BigDecimal> total =
                delay.isPresent() && spread.isPresent() && move.isPresent() && opportunity.isPresent()
                        ? from.map(at -> Decimals.normal(
                                traded(at).add(opportunity.orElseThrow()).add(fees.known())))
                        : Optional.empty();
        return new ExecutionCosts(
                value.currency(),
                prices.decision().map(price -> Decimals.normal(ordered.multiply(value.size(price)))),
                delay,
                spread,
                move,
                impact,
                timing,
                opportunity,
                fees.known(),
                fees.apart(),
                fees.rates(),
                total);
    }

    private record Fees(BigDecimal known, SortedMap<String, BigDecimal> apart, SortedMap<String, BigDecimal> rates) {}

    private Fees fees(SortedMap<String, BigDecimal> rates) {
        BigDecimal known = BigDecimal.ZERO;
        SortedMap<String, BigDecimal> apart = new TreeMap<>();
        SortedMap<String, BigDecimal> used = new TreeMap<>();
        for (ExecutedFill each : fills) {
            Fill fill = each.fill();
            Optional<BigDecimal> own = value.rate(fill);
            Optional<BigDecimal> rate = own.or(() -> Optional.ofNullable(rates.get(fill.feeCurrency())));
            if (fill.fee().signum() == 0) {
                continue;
            }
            if (rate.isEmpty()) {
                apart.merge(fill.feeCurrency(), fill.fee(), BigDecimal::add);
                continue;
            }
            if (own.isEmpty()) {
                used.put(fill.feeCurrency(), rate.orElseThrow());
            }
            known = known.add(fill.fee().multiply(rate.orElseThrow()));
        }
        return new Fees(Decimals.normal(known), apart, used);
    }

    private BigDecimal aboveMid(ExecutedFill fill) {
        BigDecimal mid = value.at(fill.mid().orElseThrow());
        return fill.fill().quantity().multiply(value.at(fill.fill().price()).subtract(mid));
    }

    private BigDecimal moved(ExecutedFill fill, BigDecimal arrived) {
        return fill.fill()
                .quantity()
                .multiply(value.at(fill.mid().orElseThrow()).subtract(arrived));
    }

    /** d·(Σ q_i·w(p_i) − F·w(P_d)). */
    private BigDecimal traded(BigDecimal decided) {
        BigDecimal paid = sum(
                fills,
                fill -> fill.fill().quantity().multiply(value.at(fill.fill().price())));
        return signed(paid.subtract(filled.multiply(decided)));
    }

    private Optional<BigDecimal> opportunity() {
        BigDecimal left = ordered.subtract(filled).max(BigDecimal.ZERO);
        if (left.signum() == 0) {
            return Optional.of(BigDecimal.ZERO);
        }
        return prices.end()
                .map(value::at)
                .flatMap(end -> prices.decision().map(value::at).map(at -> signed(left.multiply(end.subtract(at)))));
    }

    private BigDecimal impact(List<Double> shifts) {
        double unit = Decimals.statistic(value.size(prices.arrival().orElseThrow()));
        double sum = 0;
        for (int i = 0; i < fills.size(); i++) {
            sum += Decimals.statistic(fills.get(i).fill().quantity()) * shifts.get(i) * unit;
        }
        return Decimals.fromStatistic(sum, PLACES);
    }

    private BigDecimal signed(BigDecimal amount) {
        return Decimals.normal(amount.multiply(sign));
    }

    private static BigDecimal sum(List<ExecutedFill> fills, Function<ExecutedFill, BigDecimal> of) {
        return fills.stream().map(of).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
