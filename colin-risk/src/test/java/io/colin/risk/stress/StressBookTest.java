package io.colin.risk.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StressBookTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void equalsTheFullRunOverRandomOrdersAndFills(long seed) {
        Random random = new Random(seed);
        List<Scenario> scenarios = new ArrayList<>(Scenarios.limited());
        scenarios.add(StressDesk.named("flash_crash"));
        scenarios.add(StressDesk.named("funding_spike"));
        scenarios.add(StressDesk.named("venue_outage"));
        StressPortfolio portfolio = RandomBooks.portfolio(random);
        StressBook book = StressBook.of(scenarios, portfolio);
        for (int i = 0; i < 300; i++) {
            StressPosition position = portfolio
                    .positions()
                    .get(random.nextInt(portfolio.positions().size()));
            double delta = random.nextGaussian() * 2e5;
            int slot = book.slot(position.symbol(), position.venue());
            StressPortfolio after = portfolio.withOrder(position.symbol(), position.venue(), delta);
            for (int s = 0; s < scenarios.size(); s++) {
                double full = -StressTest.run(scenarios.get(s), after).pnl();
                double value = book.value(slot) + delta;
                assertThat(book.loss(s, slot, value, value)).isEqualTo(full, within(tolerance(after)));
            }
            if (random.nextBoolean()) {
                book.fill(slot, delta);
                portfolio = after;
            }
        }
    }

    /** Positions at one venue between two values each, among them spot paid from a balance that falls. */
    private static final class Working {
        private final List<Integer> slots = new ArrayList<>();
        private final List<double[]> ends = new ArrayList<>();
        private final StressPortfolio portfolio;
        private final StressBook book;

        private Working(long seed, int count, List<Scenario> scenarios) {
            Random random = new Random(seed);
            portfolio = RandomBooks.portfolio(random);
            book = StressBook.of(scenarios, portfolio);
            for (int i = 0; i < count; i++) {
                int slot = random.nextInt(portfolio.positions().size());
                double value = portfolio.positions().get(slot).value();
                if (!slots.contains(slot)) {
                    slots.add(slot);
                    double bought = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 3e5;
                    double sold = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 3e5;
                    ends.add(new double[] {value - sold, value + bought});
                    book.bring(slot, value, value - sold, value + bought);
                }
            }
        }

        private StressPortfolio filled(ToDoubleFunction<double[]> where) {
            StressPortfolio after = portfolio;
            for (int i = 0; i < slots.size(); i++) {
                StressPosition position = portfolio.positions().get(slots.get(i));
                double delta = where.applyAsDouble(ends.get(i)) - position.value();
                after = after.withOrder(position.symbol(), position.venue(), delta);
            }
            return after;
        }
    }

    private static List<Scenario> sums() {
        List<Scenario> scenarios = new ArrayList<>(Scenarios.limited());
        scenarios.add(StressDesk.named("flash_crash"));
        scenarios.add(StressDesk.named("funding_spike"));
        return scenarios;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverShowsLessThanAnyFillOfWhatWorksLeaves(long seed) {
        Working working = new Working(seed, 8, sums());
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            boolean corner = random.nextBoolean();
            StressPortfolio after = working.filled(ends -> {
                double share = corner ? random.nextInt(2) : random.nextDouble();
                return ends[0] + share * (ends[1] - ends[0]);
            });
            for (int s = 0; s < working.book.scenarios().size(); s++) {
                double full =
                        -StressTest.run(working.book.scenarios().get(s), after).pnl();
                assertThat(working.book.loss(s)).isGreaterThanOrEqualTo(full - tolerance(after));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14})
    void showsExactlyTheLossOfTheWorstFill(long seed) {
        // No stop is hit and nothing costs all it is worth, so the worst is a corner.
        Working working = new Working(seed, 7, Scenarios.limited());
        int corners = 1 << working.slots.size();
        for (int s = 0; s < working.book.scenarios().size(); s++) {
            double worst = Double.NEGATIVE_INFINITY;
            for (int corner = 0; corner < corners; corner++) {
                int bits = corner;
                int[] next = {0};
                StressPortfolio after = working.filled(ends -> ends[bits >> next[0]++ & 1]);
                worst = Math.max(
                        worst,
                        -StressTest.run(working.book.scenarios().get(s), after).pnl());
            }
            assertThat(working.book.loss(s)).isEqualTo(worst, within(tolerance(working.portfolio)));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24})
    void neverFallsWhenAnOrderGrows(long seed) {
        Working working = new Working(seed, 8, sums());
        int slot = working.slots.getFirst();
        double[] ends = working.ends.getFirst();
        double bought = working.book.worstLoss(slot, ends[0], ends[1]);
        double sold = bought;
        for (double more = 1; more < 1e8; more *= 1.5) {
            double next = working.book.worstLoss(slot, ends[0], ends[1] + more);
            assertThat(next).isGreaterThanOrEqualTo(bought - 1e-6);
            bought = next;
            next = working.book.worstLoss(slot, ends[0] - more, ends[1]);
            assertThat(next).isGreaterThanOrEqualTo(sold - 1e-6);
            sold = next;
        }
    }

    @Test
    void isLargestBetweenTheEndsWhereUnwindingComesToCostAllAndAGainGrows() {
        Scenario rise = Scenario.custom("rise").market(MarketMove.of(1.2)).build();
        StressPosition thin = StressPosition.of(StressDesk.BTC_PERP)
                .venue("a")
                .halfSpread(0)
                .hourlyDepth(10_000)
                .dailyVolatility(1)
                .build();
        StressPortfolio portfolio = StressDesk.account(0).position(thin).build();
        StressBook book = StressBook.of(List.of(rise), portfolio);
        double worst = Double.NEGATIVE_INFINITY;
        for (int value = 280_000; value <= 2_000_000; value += 100) {
            StressPortfolio after = portfolio.withOrder(thin.symbol(), "a", value);
            worst = Math.max(worst, -StressTest.run(rise, after).pnl());
        }
        assertThat(book.worstLoss(0, 280_000, 2_000_000)).isEqualTo(worst, within(25.0));
        assertThat(worst).isGreaterThan(book.worstLoss(0, 280_000, 280_000) + 1_000);
    }

    @Test
    void whatOverflowsInALaterScenarioGivesNoNumberEither() {
        StressPortfolio portfolio = StressDesk.account(0)
                .position(StressDesk.free(StressDesk.BTC_PERP, 0).build())
                .build();
        Scenario calm = Scenario.custom("calm").build();
        Scenario rise = Scenario.custom("rise").market(MarketMove.of(3)).build();
        StressBook book = StressBook.of(List.of(calm, rise), portfolio);

        assertThat(book.worstLoss(0, 1e308, 1e308))
                .as("a gain beyond all numbers")
                .isZero();
        assertThat(book.worstLoss(0, -1e308, 0)).isInfinite();
        assertThatThrownBy(() -> book.bring(0, 0, 1, 0)).hasMessage("low: must not be above high, 0.0 (1.0)");
        assertThatThrownBy(() -> book.bring(0, Double.NaN, 0, 0)).hasMessageContaining("value");
        assertThatThrownBy(() -> book.bring(0, 0, Double.NaN, 0)).hasMessageContaining("low");
        assertThatThrownBy(() -> book.bring(0, 0, 0, Double.NaN)).hasMessageContaining("high");
    }

    /** 1e-9 of gross exposure. */
    private static double tolerance(StressPortfolio portfolio) {
        return 1e-9
                * portfolio.positions().stream()
                        .mapToDouble(p -> Math.abs(p.value()))
                        .sum();
    }

    @Test
    void doesNotDriftOverAHundredThousandChanges() {
        Random random = new Random(7);
        StressPortfolio portfolio = RandomBooks.portfolio(random);
        StressBook book = StressBook.of(Scenarios.limited(), portfolio);
        for (int i = 0; i < 100_000; i++) {
            int slot = random.nextInt(portfolio.positions().size());
            book.setExposure(slot, random.nextGaussian() * 1e9, random.nextGaussian() * 1e8);
            book.setCash(random.nextInt(portfolio.cash().size()), random.nextGaussian() * 1e9);
        }
        for (int i = 0; i < portfolio.positions().size(); i++) {
            StressPosition position = portfolio.positions().get(i);
            book.setExposure(i, position.value(), position.unrealised());
        }
        for (int i = 0; i < portfolio.cash().size(); i++) {
            book.setCash(i, portfolio.cash().get(i).value());
        }
        for (int s = 0; s < book.scenarios().size(); s++) {
            double full = -StressTest.run(book.scenarios().get(s), portfolio).pnl();
            assertThat(book.loss(s)).isEqualTo(full, within(1e-2));
        }
    }

    @Test
    void takesSumsAnewSoThatAVastExposureLeavesNoTrace() {
        StressPortfolio portfolio = StressDesk.account(0)
                .position(StressDesk.free(StressDesk.BTC_PERP, 7).build())
                .position(StressDesk.free(StressDesk.SOL_PERP, 11).build())
                .build();
        StressBook book = StressBook.of(Scenarios.limited(), portfolio);
        double before = book.loss(0);

        book.setExposure(0, 1e30, 0);
        book.setExposure(0, 7, 0);

        assertThat(book.loss(0)).isEqualTo(before);
        assertThat(before).isEqualTo(0.4 * 7 + 0.6 * 11, within(1e-9));
    }

    @Test
    void namesTheWorstScenarioWithTheOrder() {
        StressBook book = StressBook.of(Scenarios.limited(), StressDesk.holding(StressDesk.BTC_PERP, 0));
        int slot = book.slot(StressDesk.BTC_PERP.symbol(), "a");

        assertThat(book.scenarios().get(book.worst(slot, 0, 100_000)).name()).isEqualTo("financial_crisis_2008");
        assertThat(book.worstLoss(slot, 0, 100_000)).isEqualTo(40_000, within(1e-6));
        assertThat(book.scenarios().get(book.worst(slot, -100_000, 0)).name()).isEqualTo("volatility_explosion");
        assertThat(book.worstLoss(slot, -100_000, 0)).isEqualTo(15_000, within(1e-6));
        assertThat(book.worstLoss(slot, 0, 0)).isZero();
        book.fill(slot, 50_000);
        assertThat(book.value(slot)).isEqualTo(50_000);
        assertThat(book.loss(0)).isEqualTo(20_000, within(1e-6));
        assertThat(book.worstLoss(slot, 50_000, 50_000)).isEqualTo(20_000, within(1e-6));
        assertThat(book.worstLoss(slot, 0, 0)).isEqualTo(0, within(1e-6));
        assertThat(book.worstLoss(slot, 0, 50_000)).as("a sale may not fill").isEqualTo(20_000, within(1e-6));
    }

    @Test
    void paysSpotFromTheBalanceOfItsQuoteCurrency() {
        StressPortfolio portfolio = StressDesk.account(0)
                .cash("EUR", "a", 100_000)
                .position(StressDesk.free(StressDesk.BTC_EUR, 0).build())
                .build();
        StressBook book = StressBook.of(List.of(StressDesk.named("currency_crisis")), portfolio);
        int slot = book.slot(StressDesk.BTC_EUR.symbol(), "a");

        // What is quoted in a falling currency falls like the balance it was paid from.
        assertThat(book.loss(0, slot, 60_000, 60_000)).isEqualTo(40_000, within(1e-6));
        book.fill(slot, 60_000);
        book.setCash(book.cashSlot("USD", "a"), 5_000);
        book.setCash(book.cashSlot("EUR", "a"), 0);
        assertThat(book.loss(0)).isEqualTo(24_000, within(1e-6));
    }

    @Test
    void anAmountThatIsNoNumberGivesNoNumber() {
        StressBook book = StressBook.of(Scenarios.limited(), StressDesk.holding(StressDesk.BTC_PERP, 0));

        assertThat(book.worstLoss(0, Double.NaN, 0)).isNaN();
        assertThat(book.worstLoss(0, 0, Double.NaN)).isNaN();
        assertThat(book.loss(0, 0, 0, Double.NaN)).isNaN();
        assertThatThrownBy(() -> book.setExposure(0, Double.NaN, 0)).hasMessageContaining("value: must be finite");
        assertThatThrownBy(() -> book.setExposure(0, 0, Double.NaN)).hasMessageContaining("profit");
        assertThatThrownBy(() -> book.setCash(0, Double.POSITIVE_INFINITY)).hasMessageContaining("value");
    }

    @Test
    void refusesScenariosThatAreNoSumSayingWhy() {
        StressPortfolio portfolio = StressDesk.holding(StressDesk.BTC, 1);

        assertThatThrownBy(() -> StressBook.of(List.of(StressDesk.named("stablecoin_depeg")), portfolio))
                .hasMessageContaining("stablecoin_depeg")
                .hasMessageContaining("largest stablecoin");
        assertThatThrownBy(() -> StressBook.of(List.of(StressDesk.named("exchange_failure")), portfolio))
                .hasMessageContaining("largest venue");
        assertThatThrownBy(() -> StressBook.of(List.of(StressDesk.named("liquidation_cascade")), portfolio))
                .hasMessageContaining("liquidation");
        assertThatThrownBy(() -> StressBook.of(List.of(), portfolio)).hasMessageContaining("scenarios");
        assertThat(Scenarios.limited()).allMatch(s -> StressBook.obstacle(s).isEmpty());
        assertThatThrownBy(
                        () -> StressBook.of(Scenarios.limited(), portfolio).slot(StressDesk.BTC.symbol(), "elsewhere"))
                .hasMessageContaining("BTC/USD at elsewhere");
        assertThatThrownBy(() -> StressBook.of(Scenarios.limited(), portfolio).cashSlot("EUR", "a"))
                .hasMessageContaining("EUR at a");
    }

    @Test
    void asksWithoutAllocating() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        StressPortfolio portfolio = RandomBooks.portfolio(new Random(3));
        StressBook book = StressBook.of(Scenarios.limited(), portfolio);
        long thread = Thread.currentThread().threadId();
        double sum = 0;
        for (int i = 0; i < 20_000; i++) {
            sum += asked(book, i, portfolio.positions().size());
        }
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < 10_000; i++) {
            sum += asked(book, i, portfolio.positions().size());
        }
        long allocated = threads.getThreadAllocatedBytes(thread) - before;

        assertThat(sum).isFinite();
        assertThat(allocated).isLessThan(10_000);
    }

    private static double asked(StressBook book, int i, int slots) {
        book.fill(i % slots, i % 2 == 0 ? 10 : -10);
        return book.worstLoss(i % slots, -i, i);
    }
}
