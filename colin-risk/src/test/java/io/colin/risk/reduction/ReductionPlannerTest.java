package io.colin.risk.reduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.risk.drawdown.DrawdownLevel;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReductionPlannerTest {
    private static final long NOW = 1_700_000_000_000_000_000L;
    private static final String[] NAMES = {"ADA/USD", "BTC/USD", "ETH/USD", "SOL/USD", "XRP/USD"};

    private final ReductionSettings settings = ReductionSettings.STANDARD.withEnabled(true);
    private final Map<Symbol, Instrument> instruments = new TreeMap<>();
    private final Map<Symbol, Double> risk = new HashMap<>();
    private final Map<Symbol, BigDecimal> working = new HashMap<>();
    private final Map<Symbol, String[]> held = new TreeMap<>();

    private static Symbol symbol(String base) {
        return Symbol.of(base + "/USD:USD");
    }

    private static Instrument.Builder terms(String base) {
        return Instrument.perpetual(base + "/USD:USD").tickSize("0.01").lotSize("0.001");
    }

    private void holds(String base, String quantity, String mark, double componentRisk) {
        holds(terms(base), base, quantity, mark);
        risk.put(symbol(base), componentRisk);
    }

    private void holds(Instrument.Builder terms, String base, String quantity, String mark) {
        instruments.put(symbol(base), terms.build());
        held.put(symbol(base), new String[] {quantity, mark});
    }

    private String[] held(Symbol symbol) {
        return Objects.requireNonNull(held.get(symbol));
    }

    private Portfolio portfolio() {
        PortfolioBook book = PortfolioBook.of("main", "USD", new BigDecimal("1000000"), instruments.values());
        held.forEach((symbol, position) -> {
            BigDecimal quantity = new BigDecimal(position[0]);
            if (quantity.signum() != 0) {
                book.apply(new Fill(
                        "t-" + symbol,
                        "c1",
                        "p1",
                        "sim",
                        symbol,
                        quantity.signum() > 0 ? Side.BUY : Side.SELL,
                        quantity.abs(),
                        BigDecimal.TEN,
                        BigDecimal.ZERO,
                        "USD",
                        Liquidity.TAKER,
                        NOW));
            }
            if (!position[1].isEmpty()) {
                book.mark(symbol, new BigDecimal(position[1]), NOW);
            }
        });
        return book.snapshot();
    }

    private ReductionRequest request(DrawdownLevel level, String exposure) {
        return new ReductionRequest(portfolio(), instruments, risk, level, new BigDecimal(exposure), working);
    }

    private ReductionPlan plan(DrawdownLevel level, String exposure) {
        return ReductionPlanner.of(settings).plan(request(level, exposure));
    }

    private static List<String> texts(ReductionPlan plan) {
        return plan.orders().stream()
                .map(order -> order.side() + " " + Decimals.text(order.quantity()) + " "
                        + order.symbol().base())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, 100000, ''",
        "WARNING, 100000, ''",
        "REDUCE, 75000, SELL 2.5 BTC",
        "HARD, 50000, SELL 5 BTC",
        "HALT, 25000, SELL 7.5 BTC",
        "KILL, 0, SELL 10 BTC"
    })
    void closesDownToTheShareOfTheRung(DrawdownLevel level, String target, String order) {
        holds("BTC", "10", "10000", 1);
        ReductionPlan plan = plan(level, "100000");
        assertThat(plan.target()).isEqualByComparingTo(target);
        assertThat(plan.exposure()).isEqualByComparingTo("100000");
        assertThat(texts(plan)).isEqualTo(order.isEmpty() ? List.of() : List.of(order));
        assertThat(plan.problems()).isEmpty();
    }

    @Test
    void closesNothingUnlessItIsAskedTo() {
        holds("BTC", "10", "10000", 1);
        assertThat(ReductionSettings.STANDARD.enabled()).isFalse();
        ReductionPlan plan =
                ReductionPlanner.of(ReductionSettings.STANDARD).plan(request(DrawdownLevel.KILL, "100000"));
        assertThat(plan.orders()).isEmpty();
        assertThat(plan.problems()).isEmpty();
    }

    @Test
    void closesNothingOnceExposureIsAtTheTarget() {
        holds("BTC", "5", "10000", 1);
        assertThat(plan(DrawdownLevel.HARD, "100000").orders()).isEmpty();
        holds("BTC", "5.001", "10000", 1);
        assertThat(texts(plan(DrawdownLevel.HARD, "100000"))).containsExactly("SELL 0.001 BTC");
    }

    @Test
    void theOrderIsReduceOnlyWithinTheCollarAndWorkedAsTheSettingsSay() {
        holds("BTC", "10", "10000.03", 1);
        OrderIntent order = plan(DrawdownLevel.KILL, "100000").orders().getFirst();
        assertThat(order.reduceOnly()).isTrue();
        assertThat(order.account()).isEqualTo("main");
        assertThat(order.strategy()).isEqualTo("risk-reduction");
        assertThat(order.clientOrderId()).isEqualTo("reduce-kill-" + NOW + "-0");
        assertThat(order.correlationId()).isEqualTo("reduce-kill-" + NOW);
        assertThat(order.algo()).isEqualTo(AlgoSpec.of("is", Map.of("urgency", "3", "duration_s", "300")));
        assertThat(order.reducible())
                .as("a smaller way out is better than none")
                .isTrue();
        // 10000.03 · 0.95 = 9500.0285
        assertThat(order.type().limitPrice().orElseThrow()).isEqualByComparingTo("9500.03");
        holds("BTC", "-10", "10000.03", 1);
        OrderIntent cover = plan(DrawdownLevel.KILL, "100000").orders().getFirst();
        assertThat(cover.side()).isEqualTo(Side.BUY);
        // 10000.03 · 1.05 = 10500.0315
        assertThat(cover.type().limitPrice().orElseThrow()).isEqualByComparingTo("10500.03");
    }

    @Test
    void theLargestComponentRiskIsCutFirst() {
        holds("BTC", "6", "10000", 6);
        holds("ETH", "40", "1000", 1);
        assertThat(texts(plan(DrawdownLevel.REDUCE, "100000"))).containsExactly("SELL 2.5 BTC");
        // half: 40 000 · 1 + 60 000 · level / 6 = 50 000 at a level of 1, so that both carry the same then
        assertThat(texts(plan(DrawdownLevel.HARD, "100000"))).containsExactly("SELL 5 BTC");
        // a quarter: (40 000 + 10 000) · level = 25 000
        assertThat(texts(plan(DrawdownLevel.HALT, "100000"))).containsExactly("SELL 5.5 BTC", "SELL 20 ETH");
        assertThat(texts(plan(DrawdownLevel.KILL, "100000"))).containsExactly("SELL 6 BTC", "SELL 40 ETH");
    }

    @Test
    void equalRisksGiveTheLargerPositionFirstThenByName() {
        holds("SOL", "100", "100", 2);
        holds("BTC", "2", "10000", 2);
        holds("ETH", "10", "1000", 2);
        ReductionPlan plan = plan(DrawdownLevel.HARD, "40000");
        assertThat(texts(plan)).containsExactly("SELL 1 BTC", "SELL 5 ETH", "SELL 50 SOL");
        assertThat(plan.orders())
                .extracting(OrderIntent::clientOrderId)
                .containsExactly("reduce-hard-" + NOW + "-0", "reduce-hard-" + NOW + "-1", "reduce-hard-" + NOW + "-2");
    }

    @Test
    void aHedgeShrinksByTheShareOfAllThatCarriesRisk() {
        holds("BTC", "4", "10000", 6);
        holds("SOL", "200", "100", 1);
        holds("ETH", "-40", "1000", -2);
        ReductionPlan plan = plan(DrawdownLevel.REDUCE, "100000");
        assertThat(texts(plan)).containsExactly("SELL 1.5 BTC", "BUY 10 ETH");
    }

    @Test
    void withoutAComponentRiskForEverythingAllShrinkAlike() {
        holds("BTC", "6", "10000", 6);
        holds("ETH", "-40", "1000", -1);
        risk.remove(symbol("ETH"));
        assertThat(texts(plan(DrawdownLevel.REDUCE, "100000"))).containsExactly("SELL 1.5 BTC", "BUY 10 ETH");
        risk.put(symbol("ETH"), Double.NaN);
        assertThat(texts(plan(DrawdownLevel.REDUCE, "100000"))).containsExactly("SELL 1.5 BTC", "BUY 10 ETH");
        risk.put(symbol("BTC"), 0.0);
        risk.put(symbol("ETH"), 0.0);
        assertThat(texts(plan(DrawdownLevel.REDUCE, "100000"))).containsExactly("SELL 1.5 BTC", "BUY 10 ETH");
    }

    @Test
    void whatCarriesRiskIsRoundedUpToLotsAndAHedgeDown() {
        holds(terms("BTC").lotSize("1"), "BTC", "3", "100");
        holds(terms("ETH").lotSize("1"), "ETH", "-3", "100");
        risk.put(symbol("BTC"), 5.0);
        risk.put(symbol("ETH"), -1.0);
        assertThat(texts(plan(DrawdownLevel.REDUCE, "600"))).containsExactly("SELL 1 BTC");
        assertThat(texts(plan(DrawdownLevel.HARD, "600"))).containsExactly("SELL 2 BTC", "BUY 1 ETH");
        assertThat(texts(plan(DrawdownLevel.KILL, "600"))).containsExactly("SELL 3 BTC", "BUY 3 ETH");
    }

    @Test
    void whatIsOnItsWayIsNotOrderedAgain() {
        holds("BTC", "10", "10000", 1);
        working.put(symbol("BTC"), new BigDecimal("2"));
        assertThat(texts(plan(DrawdownLevel.REDUCE, "100000"))).containsExactly("SELL 0.5 BTC");
        working.put(symbol("BTC"), new BigDecimal("2.5"));
        assertThat(plan(DrawdownLevel.REDUCE, "100000").orders()).isEmpty();
        working.put(symbol("BTC"), new BigDecimal("12"));
        assertThat(plan(DrawdownLevel.KILL, "100000").orders()).isEmpty();
        assertThat(plan(DrawdownLevel.KILL, "100000").problems()).isEmpty();
    }

    @Test
    void anOrderBelowTheVenuesMinimumIsRaisedToItWhereThatMuchIsHeld() {
        holds(terms("BTC").minQuantity("4"), "BTC", "10", "10000");
        risk.put(symbol("BTC"), 1.0);
        assertThat(texts(plan(DrawdownLevel.REDUCE, "100000"))).containsExactly("SELL 4 BTC");
        holds(terms("BTC").minNotional("38000"), "BTC", "10", "10000");
        assertThat(texts(plan(DrawdownLevel.REDUCE, "100000"))).containsExactly("SELL 4 BTC");
        holds(terms("BTC").minQuantity("11"), "BTC", "10", "10000");
        ReductionPlan stuck = plan(DrawdownLevel.REDUCE, "100000");
        assertThat(stuck.orders()).isEmpty();
        assertThat(stuck.problems()).containsExactly("BTC/USD:USD: 10 is held, less than the smallest order");
    }

    @Test
    void dustBelowALotIsAProblemThatIsNamed() {
        holds(terms("BTC").lotSize("1"), "BTC", "0.5", "10000");
        holds("ETH", "0", "1000", 1);
        ReductionPlan plan = plan(DrawdownLevel.KILL, "5000");
        assertThat(plan.orders()).isEmpty();
        assertThat(plan.problems()).containsExactly("BTC/USD:USD: 0.5 is held, less than the smallest order");
    }

    @Test
    void aPriceWithoutATickInsideTheCollarIsAProblem() {
        holds(terms("BTC").tickSize("10"), "BTC", "-10", "9");
        ReductionPlan plan = plan(DrawdownLevel.KILL, "90");
        assertThat(plan.orders()).isEmpty();
        assertThat(plan.problems()).containsExactly("BTC/USD:USD: no tick within the collar of 9");
    }

    @Test
    void anAccountWithoutPricesOrAPositionWithoutTermsIsAProblem() {
        holds("BTC", "10", "", 1);
        ReductionPlan plan = plan(DrawdownLevel.KILL, "100000");
        assertThat(plan.orders()).isEmpty();
        assertThat(plan.problems()).containsExactly("nothing planned: no price for [BTC/USD:USD]");
        holds("BTC", "10", "10000", 1);
        Portfolio priced = portfolio();
        ReductionPlan without = ReductionPlanner.of(settings)
                .plan(new ReductionRequest(
                        priced, Map.of(), risk, DrawdownLevel.KILL, new BigDecimal("100000"), working));
        assertThat(without.orders()).isEmpty();
        assertThat(without.problems()).containsExactly("BTC/USD:USD: no instrument");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void neverClosesMoreThanIsHeldAndReachesTheTarget(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            random(random);
            Portfolio portfolio = portfolio();
            BigDecimal exposure = portfolio.grossExposure().multiply(BigDecimal.valueOf(80 + random.nextInt(60), 2));
            DrawdownLevel level = List.of(DrawdownLevel.values()).get(random.nextInt(6));
            ReductionRequest request = new ReductionRequest(portfolio, instruments, risk, level, exposure, Map.of());
            ReductionPlan plan = ReductionPlanner.of(settings).plan(request);
            assertThat(ReductionPlanner.of(settings).plan(request)).isEqualTo(plan);
            BigDecimal left = portfolio.grossExposure();
            BigDecimal hedgeLots = BigDecimal.ZERO;
            for (OrderIntent order : plan.orders()) {
                BigDecimal quantity = portfolio.quantity(order.symbol());
                BigDecimal mark = new BigDecimal(held(order.symbol())[1]);
                assertThat(order.side()).isEqualTo(quantity.signum() > 0 ? Side.SELL : Side.BUY);
                assertThat(order.quantity()).isLessThanOrEqualTo(quantity.abs());
                assertThat(Decimals.isMultiple(order.quantity(), new BigDecimal("0.001")))
                        .isTrue();
                BigDecimal price = order.type().limitPrice().orElseThrow();
                assertThat(price.subtract(mark).abs()).isLessThanOrEqualTo(mark.multiply(new BigDecimal("0.05")));
                left = left.subtract(order.quantity().multiply(mark));
            }
            for (var entry : risk.entrySet()) {
                hedgeLots = hedgeLots.add(new BigDecimal(held(entry.getKey())[1]).multiply(new BigDecimal("0.001")));
            }
            assertThat(left)
                    .isLessThanOrEqualTo(portfolio
                            .grossExposure()
                            .min(plan.target())
                            .max(plan.target())
                            .add(hedgeLots));
            assertThat(left)
                    .isGreaterThanOrEqualTo(
                            portfolio.grossExposure().min(plan.target()).subtract(hedgeLots));
            checkLevel(plan, portfolio);
        }
    }

    private void random(Random random) {
        risk.clear();
        held.clear();
        instruments.clear();
        for (String name : NAMES) {
            String base = name.substring(0, 3);
            int quantity = random.nextInt(9) == 0 ? 0 : random.nextInt(100_000) - 50_000;
            String mark = BigDecimal.valueOf(1_000 + random.nextInt(100_000), 2).toPlainString();
            holds(base, BigDecimal.valueOf(quantity, 3).toPlainString(), mark, random.nextDouble() * 4 - 1);
        }
    }

    /** Whoever is cut still carries no less risk than anyone who is not, but for a lot. */
    private void checkLevel(ReductionPlan plan, Portfolio portfolio) {
        Map<Symbol, BigDecimal> ordered =
                plan.orders().stream().collect(Collectors.toMap(OrderIntent::symbol, OrderIntent::quantity));
        double uncut = 0;
        double cut = Double.MAX_VALUE;
        for (var entry : risk.entrySet()) {
            BigDecimal quantity = portfolio.quantity(entry.getKey()).abs();
            if (entry.getValue() <= 0 || quantity.signum() == 0) {
                continue;
            }
            if (ordered.containsKey(entry.getKey())) {
                double lots = quantity.subtract(ordered.get(entry.getKey()))
                        .add(new BigDecimal("0.001"))
                        .doubleValue();
                cut = Math.min(cut, entry.getValue() * lots / quantity.doubleValue());
            } else {
                uncut = Math.max(uncut, entry.getValue());
            }
        }
        if (plan.target().signum() > 0) {
            assertThat(uncut).isLessThanOrEqualTo(cut + 1e-9);
        }
    }

    @Test
    void refusesSettingsAndRequestsThatMakeNoSense() {
        BigDecimal half = new BigDecimal("0.5");
        BigDecimal one = BigDecimal.ONE;
        AlgoSpec algo = AlgoSpec.IMMEDIATE;
        assertThatThrownBy(() -> new ReductionSettings(true, new BigDecimal("1.1"), half, half, half, algo, "s"))
                .hasMessageStartingWith("reduction.reduce_target:");
        assertThatThrownBy(() -> new ReductionSettings(true, half, one, half, half, algo, "s"))
                .hasMessageStartingWith("reduction.hard_target:");
        assertThatThrownBy(() -> new ReductionSettings(true, half, half, one, half, algo, "s"))
                .hasMessageStartingWith("reduction.halt_target:");
        assertThatThrownBy(() -> settings.withCollar(one)).hasMessageStartingWith("reduction.collar:");
        assertThatThrownBy(() -> settings.withCollar(BigDecimal.ZERO)).hasMessageStartingWith("reduction.collar:");
        assertThat(settings.withAlgo(algo).algo()).isEqualTo(algo);
        assertThat(settings.withCollar(half).collar()).isEqualTo(half);
        assertThat(new ReductionSettings(true, one, one, one, half, algo, "s").target(DrawdownLevel.HALT))
                .isEqualTo(one);
        assertThatThrownBy(() -> new ReductionSettings(true, half, half, one.negate(), half, algo, "s"))
                .hasMessageStartingWith("reduction.halt_target:");
        assertThatThrownBy(() -> new ReductionSettings(true, half, half, half, half, algo, " "))
                .hasMessageStartingWith("reduction.strategy:");
        holds("BTC", "1", "1", 1);
        assertThatThrownBy(() -> request(DrawdownLevel.KILL, "-1")).hasMessageStartingWith("exposureAtWarning:");
        working.put(symbol("BTC"), new BigDecimal("-1"));
        assertThatThrownBy(() -> request(DrawdownLevel.KILL, "1")).hasMessageStartingWith("working.BTC/USD:USD:");
    }

    @Test
    void remembersTheExposureOfTheFirstCrossingUntilTheLossIsWonBack() {
        ReductionMemory memory = ReductionMemory.empty();
        holds("BTC", "10", "10000", 1);
        assertThat(memory.observe(DrawdownLevel.NONE, portfolio())).isFalse();
        assertThat(memory.exposure()).isEqualByComparingTo("0");
        assertThat(memory.observe(DrawdownLevel.WARNING, portfolio())).isFalse();
        assertThat(memory.exposure()).isEqualByComparingTo("100000");
        holds("BTC", "20", "10000", 1);
        assertThat(memory.observe(DrawdownLevel.REDUCE, portfolio())).isTrue();
        assertThat(memory.observe(DrawdownLevel.REDUCE, portfolio()))
                .as("told once")
                .isFalse();
        assertThat(memory.observe(DrawdownLevel.WARNING, portfolio())).isFalse();
        assertThat(memory.observe(DrawdownLevel.REDUCE, portfolio()))
                .as("still the same fall")
                .isFalse();
        assertThat(memory.exposure()).isEqualByComparingTo("100000");
        memory = restarted(memory);
        assertThat(memory.acted()).isEqualTo(DrawdownLevel.REDUCE);
        assertThat(memory.exposure()).isEqualByComparingTo("100000");
        assertThat(memory.observe(DrawdownLevel.KILL, portfolio())).isTrue();
        assertThat(memory.observe(DrawdownLevel.NONE, portfolio())).isFalse();
        assertThat(memory.acted()).isEqualTo(DrawdownLevel.NONE);
        assertThat(memory.observe(DrawdownLevel.HALT, portfolio()))
                .as("a fall through all at once")
                .isTrue();
        assertThat(memory.exposure()).isEqualByComparingTo("200000");
        holds("BTC", "20", "", 1);
        assertThat(memory.observe(DrawdownLevel.NONE, portfolio())).isFalse();
        assertThat(memory.exposure()).as("nothing is learnt without prices").isEqualByComparingTo("200000");
    }

    @Test
    void measuresByWhatIsHeldAtTheNextCrossingWhereNothingWasAtTheFirst() {
        ReductionMemory memory = ReductionMemory.empty();
        assertThat(memory.observe(DrawdownLevel.WARNING, portfolio())).isFalse();
        holds("BTC", "10", "10000", 1);
        assertThat(memory.observe(DrawdownLevel.WARNING, portfolio())).isFalse();
        assertThat(memory.exposure()).isEqualByComparingTo("0");
        assertThat(memory.observe(DrawdownLevel.REDUCE, portfolio())).isTrue();
        assertThat(memory.exposure()).isEqualByComparingTo("100000");
        holds("BTC", "20", "10000", 1);
        assertThat(memory.observe(DrawdownLevel.HARD, portfolio())).isTrue();
        assertThat(memory.exposure()).as("the measure stays").isEqualByComparingTo("100000");
    }

    private static ReductionMemory restarted(ReductionMemory before) {
        Map<String, String> state = new TreeMap<>();
        before.save(state);
        ReductionMemory after = ReductionMemory.empty();
        after.restore(state);
        Map<String, String> again = new TreeMap<>();
        after.save(again);
        assertThat(again).isEqualTo(state);
        for (String name : state.keySet()) {
            Map<String, String> broken = new TreeMap<>(state);
            broken.put(name, "x");
            assertThatThrownBy(() -> after.restore(broken)).hasMessageContaining(name);
            broken.remove(name);
            assertThatThrownBy(() -> after.restore(broken)).hasMessageContaining(name);
        }
        return after;
    }

    @Test
    void aHedgeStaysWhereItsShareIsLessThanTheVenueTakes() {
        holds("BTC", "90", "100", 1);
        holds(terms("ETH").lotSize("1").minQuantity("5"), "ETH", "-6", "100");
        risk.put(symbol("ETH"), -0.1);
        ReductionPlan plan = plan(DrawdownLevel.REDUCE, "9600");
        assertThat(texts(plan)).containsExactly("SELL 22.5 BTC");
        assertThat(plan.problems()).isEmpty();
        // 4.5 of 6 would be 4, still below the minimum; all of it goes whole.
        assertThat(texts(plan(DrawdownLevel.HALT, "9600"))).containsExactly("SELL 67.5 BTC");
        assertThat(texts(plan(DrawdownLevel.KILL, "9600"))).containsExactly("SELL 90 BTC", "BUY 6 ETH");
    }
}
