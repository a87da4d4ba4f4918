package io.colin.execution.tca;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.execution.ExecutedFill;
import io.colin.api.execution.ExecutionCosts;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortfallSplitTest {
    private static final TreeMap<String, BigDecimal> NO_RATES = new TreeMap<>();

    @Test
    void takesABuyApartAsByHand() {
        // Ordered 10, decided at 100, arrived at 101; 4 at 101.5 (mid 101.2), 2 at 102 (mid 101.8); ended at 103.
        List<ExecutedFill> fills = List.of(
                Parents.fill(Parents.SPOT, Side.BUY, "4", "101.5", "101.2", "0.4", "USD"),
                Parents.fill(Parents.SPOT, Side.BUY, "2", "102", "101.8", "0.002", "BTC"));
        ExecutionCosts costs = split(Parents.SPOT, Side.BUY, "10", Parents.prices("100", "101", "103"), fills)
                .costs(Optional.of(List.of(0.001, 0.002)), NO_RATES);
        assertThat(costs.currency()).isEqualTo("USD");
        assertThat(costs.value()).contains(decimal("1000"));
        assertThat(costs.delay()).contains(decimal("6"));
        assertThat(costs.spread()).contains(decimal("1.6")); // 4 · 0.3 + 2 · 0.2
        assertThat(costs.move()).contains(decimal("2.4")); // 4 · 0.2 + 2 · 0.8
        assertThat(costs.impact()).contains(decimal("0.808")); // (4 · 0.001 + 2 · 0.002) · 101
        assertThat(costs.timing()).contains(decimal("1.592"));
        assertThat(costs.opportunity()).contains(decimal("12"));
        assertThat(costs.fees()).isEqualTo(decimal("0.604")); // 0.4 + 0.002 · 102
        // Σ q·p = 610, F·P_d = 600: 10, and 12, and fees
        assertThat(costs.total()).contains(decimal("22.604"));
        assertThat(costs.isWithoutSomeFees()).isFalse();
    }

    @Test
    void countsThingsTheOtherWayForASell() {
        List<ExecutedFill> fills = List.of(Parents.fill(Parents.SPOT, Side.SELL, "4", "101.5", "101.7", "-0.1", "USD"));
        ExecutionCosts costs = split(Parents.SPOT, Side.SELL, "4", Parents.prices("103", "102", "101"), fills)
                .costs(Optional.of(List.of(0.0)), NO_RATES);
        assertThat(costs.delay()).contains(decimal("4"));
        assertThat(costs.spread()).contains(decimal("0.8"));
        assertThat(costs.timing()).contains(decimal("1.2"));
        assertThat(costs.opportunity()).contains(decimal("0"));
        assertThat(costs.fees()).as("a rebate").isEqualTo(decimal("-0.1"));
        assertThat(costs.total()).contains(decimal("5.9")); // 4 · (103 − 101.5) − 0.1
    }

    @Test
    void statesInverseContractsInTheirBaseCurrency() {
        // 8 contracts of 100 USD bought at 40 000 with 50 000 decided: −0.016 + 0.02 in our favour.
        List<ExecutedFill> fills = List.of(Parents.fill(Parents.INVERSE, Side.BUY, "8", "40000", "40000", "4", "USD"));
        ExecutionCosts costs = split(Parents.INVERSE, Side.BUY, "8", Parents.prices("50000", "50000", "40000"), fills)
                .costs(Optional.empty(), NO_RATES);
        assertThat(costs.currency()).isEqualTo("BTC");
        assertThat(costs.value()).contains(decimal("0.016"));
        assertThat(costs.move()).contains(decimal("-0.004"));
        assertThat(costs.fees()).as("4 USD at 40 000").isEqualTo(decimal("0.0001"));
        assertThat(costs.total()).contains(decimal("-0.0039"));
        assertThat(costs.impact()).isEmpty();
        assertThat(costs.timing()).isEmpty();
    }

    @Test
    void countsTheSizeOfALinearContract() {
        List<ExecutedFill> fills =
                List.of(Parents.fill(Parents.PERPETUAL, Side.BUY, "5", "40010", "40000", "0.1", "USDT"));
        ExecutionCosts costs = split(Parents.PERPETUAL, Side.BUY, "5", Parents.prices("40000", "40000", "40000"), fills)
                .costs(Optional.of(List.of(0.0)), NO_RATES);
        assertThat(costs.currency()).isEqualTo("USDT");
        assertThat(costs.spread()).contains(decimal("0.05"));
        assertThat(costs.total()).contains(decimal("0.15"));
    }

    @Test
    void leavesOutWhatWasNotMeasured() {
        ExecutedFill blind = Parents.fill(
                Parents.SPOT, Side.BUY, decimal("1"), decimal("101"), Optional.empty(), decimal("0"), "USD");
        ExecutionCosts costs = split(Parents.SPOT, Side.BUY, "1", Parents.prices("100", "100.5", "101"), List.of(blind))
                .costs(Optional.of(List.of(0.1)), NO_RATES);
        assertThat(costs.spread()).isEmpty();
        assertThat(costs.move()).isEmpty();
        assertThat(costs.timing()).isEmpty();
        assertThat(costs.delay()).contains(decimal("0.5"));
        assertThat(costs.total()).isEmpty();
        ExecutionCosts undecided = split(
                        Parents.SPOT, Side.BUY, "1", Parents.prices("", "100.5", "101"), List.of(blind))
                .costs(Optional.empty(), NO_RATES);
        assertThat(undecided.delay()).isEmpty();
        assertThat(undecided.value()).isEmpty();
        assertThat(undecided.opportunity()).as("nothing is left").contains(decimal("0"));
    }

    @Test
    void countsOnlyTheOpportunityWhereNothingWasFilled() {
        ExecutionCosts costs = split(Parents.SPOT, Side.SELL, "3", Parents.prices("100", "", "98"), List.of())
                .costs(Optional.empty(), NO_RATES);
        assertThat(costs.total()).contains(decimal("6"));
        assertThat(costs.delay()).contains(decimal("0"));
        ExecutionCosts blind = split(Parents.SPOT, Side.SELL, "3", Parents.prices("100", "100", ""), List.of())
                .costs(Optional.empty(), NO_RATES);
        assertThat(blind.opportunity()).isEmpty();
        assertThat(blind.total()).isEmpty();
    }

    @Test
    void reportsFeesWithoutARateApartAndSaysWhichRateItUsed() {
        List<ExecutedFill> fills = List.of(
                Parents.fill(Parents.SPOT, Side.BUY, "1", "101", "100", "0.5", "BNB"),
                Parents.fill(Parents.SPOT, Side.BUY, "1", "101", "100", "2", "OKB"));
        TreeMap<String, BigDecimal> rates = new TreeMap<>();
        rates.put("BNB", decimal("600"));
        ExecutionCosts costs = split(Parents.SPOT, Side.BUY, "2", Parents.prices("100", "100", "100"), fills)
                .costs(Optional.empty(), rates);
        assertThat(costs.fees()).isEqualTo(decimal("300"));
        assertThat(costs.feeRates()).containsOnlyKeys("BNB");
        assertThat(costs.feesApart()).containsEntry("OKB", decimal("2"));
        assertThat(costs.isWithoutSomeFees()).isTrue();
        assertThat(costs.total()).contains(decimal("302"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void splitsEveryShortfallToTheLastDigit(long seed) {
        Random random = new Random(seed);
        for (int run = 0; run < 400; run++) {
            Instrument instrument =
                    List.of(Parents.SPOT, Parents.PERPETUAL, Parents.INVERSE).get(random.nextInt(3));
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            List<ExecutedFill> fills = new ArrayList<>();
            List<Double> shifts = new ArrayList<>();
            BigDecimal filled = BigDecimal.ZERO;
            int count = random.nextInt(6);
            for (int i = 0; i < count; i++) {
                BigDecimal quantity = decimal(random, 3);
                filled = filled.add(quantity);
                fills.add(Parents.fill(
                        instrument,
                        side,
                        quantity,
                        decimal(random, 2),
                        Optional.of(decimal(random, 3)),
                        decimal(random, 4).multiply(decimal(random.nextBoolean() ? "1" : "-0.3")),
                        random.nextBoolean() ? instrument.settlementCurrency() : "BTC"));
                shifts.add(random.nextDouble() * 0.01);
            }
            BigDecimal ordered = filled.add(random.nextBoolean() || count == 0 ? decimal(random, 3) : BigDecimal.ZERO);
            BigDecimal decided = decimal(random, 3);
            BigDecimal end = decimal(random, 3);
            ShortfallSplit.Prices prices =
                    new ShortfallSplit.Prices(Optional.of(decided), Optional.of(decimal(random, 3)), Optional.of(end));
            ExecutionCosts costs =
                    ShortfallSplit.of(instrument, side, ordered, prices, fills).costs(Optional.of(shifts), NO_RATES);
            BigDecimal parts = Stream.of(
                            costs.delay(), costs.spread(), costs.impact(), costs.timing(), costs.opportunity())
                    .map(Optional::orElseThrow)
                    .reduce(costs.fees(), BigDecimal::add);
            assertThat(costs.total().orElseThrow()).isEqualByComparingTo(parts);
            assertThat(costs.total().orElseThrow())
                    .isEqualByComparingTo(plain(instrument, side, ordered, decided, end, fills)
                            .add(costs.fees()));
        }
    }

    /** The last row of the table in one go: d·(Σ q·w(p) − F·w(P_d)) + d·(X − F)·(w(P_e) − w(P_d)). */
    private static BigDecimal plain(
            Instrument instrument,
            Side side,
            BigDecimal ordered,
            BigDecimal decided,
            BigDecimal end,
            List<ExecutedFill> fills) {
        BigDecimal at = instrument.worth(BigDecimal.ONE, decided);
        BigDecimal cost = BigDecimal.ZERO;
        BigDecimal left = ordered;
        for (ExecutedFill each : fills) {
            BigDecimal paid = instrument.worth(BigDecimal.ONE, each.fill().price());
            cost = cost.add(each.fill().quantity().multiply(paid.subtract(at)));
            left = left.subtract(each.fill().quantity());
        }
        cost = cost.add(left.multiply(instrument.worth(BigDecimal.ONE, end).subtract(at)));
        return cost.multiply(BigDecimal.valueOf(side.sign()));
    }

    private static ShortfallSplit split(
            Instrument instrument, Side side, String ordered, ShortfallSplit.Prices prices, List<ExecutedFill> fills) {
        return ShortfallSplit.of(instrument, side, decimal(ordered), prices, fills);
    }

    private static BigDecimal decimal(Random random, int places) {
        return BigDecimal.valueOf(1 + random.nextInt(9_999_999), places);
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}
