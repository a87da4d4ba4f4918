package io.colin.risk.var;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.colin.api.instrument.Symbol;
import io.colin.risk.returns.ReturnPeriod;
import io.colin.risk.returns.Returns;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingVarTest {
    private static final int ASSETS = 8;

    private static VarModel model(long seed, int points) {
        return VarModel.of(Returns.of(Returns.random(seed, ASSETS, points)), VarSettings.defaults());
    }

    /** Figures of exposures measured in full: 95/1, 99/1, 95/5, 99/5 and the shortfall. */
    private static double[] full(VarModel model, double[] values) {
        Map<Symbol, BigDecimal> map = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            map.put(model.symbols().get(i), BigDecimal.valueOf(values[i]));
        }
        PortfolioVar whole = PortfolioVar.of(model, map);
        if (whole.gate(0.99, 1) instanceof TailAnswer.Absent absent) {
            assertThat(absent.reason()).isEqualTo(AbsentReason.EMPTY_PORTFOLIO);
            return new double[5];
        }
        return new double[] {
            whole.gate(0.95, 1).measured().orElseThrow().valueAtRisk(),
            whole.gate(0.99, 1).measured().orElseThrow().valueAtRisk(),
            whole.gate(0.95, 5).measured().orElseThrow().valueAtRisk(),
            whole.gate(0.99, 5).measured().orElseThrow().valueAtRisk(),
            whole.gate(0.99, 1).measured().orElseThrow().expectedShortfall()
        };
    }

    private static double[] numbers(GateFigures figures) {
        assertThat(figures.problem()).isEmpty();
        return new double[] {
            figures.valueAtRisk(0.95, 1),
            figures.valueAtRisk(0.99, 1),
            figures.valueAtRisk(0.95, 5),
            figures.valueAtRisk(0.99, 5),
            figures.expectedShortfall()
        };
    }

    private static double variance(VarModel model, double[] values) {
        return model.covariance().orElseThrow().variance(values);
    }

    /** What is held and what works, told to a book, and the plain list of fills that must be looked at. */
    private static final class Desk {
        private final VarModel model;
        private final double[] held = new double[ASSETS];
        private final double[] lows = new double[ASSETS];
        private final double[] highs = new double[ASSETS];
        private final WorkingVar book;

        private Desk(VarModel model) {
            this.model = model;
            book = WorkingVar.of(model, 1);
        }

        private void set(int asset, double value, double sold, double bought) {
            held[asset] = value;
            lows[asset] = value - sold;
            highs[asset] = value + bought;
            book.set(asset, value, lows[asset], highs[asset]);
        }

        private void change(Random random) {
            int asset = random.nextInt(ASSETS);
            double value = random.nextInt(4) == 0 ? 0 : 1e4 * random.nextGaussian();
            double sold = random.nextInt(2) == 0 ? 0 : 2e4 * random.nextDouble();
            double bought = random.nextInt(2) == 0 ? 0 : 2e4 * random.nextDouble();
            set(asset, value, sold, bought);
        }

        private double[] with(double[] base, int asset, double value) {
            double[] after = base.clone();
            after[asset] = value;
            return after;
        }

        private double[] aligned() {
            double[] all = held.clone();
            for (int i = 0; i < ASSETS; i++) {
                double low = variance(model, with(held, i, lows[i]));
                double high = variance(model, with(held, i, highs[i]));
                all[i] = low > high ? lows[i] : highs[i];
            }
            return all;
        }

        /** The end with more variance of a corner, where the asset of the question stands. */
        private double[] corner(double[] base, int asset, double low, double high) {
            double[] atLow = with(base, asset, low);
            double[] atHigh = with(base, asset, high);
            return variance(model, atLow) > variance(model, atHigh) ? atLow : atHigh;
        }

        /** In full, the largest of everything that is looked at. */
        private double[] largest(int asset, double low, double high) {
            List<double[]> sure = List.of(held, with(held, asset, low), with(held, asset, high));
            List<double[]> others = new ArrayList<>();
            for (double[] base : List.of(highs, lows, aligned())) {
                others.add(corner(base, asset, low, high));
            }
            double[] single = held;
            for (int i = 0; i < ASSETS; i++) {
                if (i != asset) {
                    double[] one = corner(held, i, lows[i], highs[i]);
                    single = variance(model, one) > variance(model, single) ? one : single;
                }
            }
            others.add(single);
            double most = 0;
            for (double[] one : sure) {
                most = Math.max(most, variance(model, one));
            }
            for (double[] one : others) {
                most = Math.max(most, variance(model, one));
            }
            double[] figures = new double[5];
            sure.forEach(one -> raise(figures, full(model, one)));
            for (double[] one : others) {
                if (variance(model, one) >= WorkingVar.BAND * most) {
                    raise(figures, full(model, one));
                }
            }
            return figures;
        }
    }

    private static void raise(double[] figures, double[] more) {
        for (int i = 0; i < figures.length; i++) {
            figures[i] = Math.max(figures[i], more[i]);
        }
    }

    private static void assertClose(double[] actual, double[] expected, double scale) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).as("figure %d", i).isCloseTo(expected[i], within(1e-9 * scale));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void equalsFullRecomputationOfEveryFillItLooksAt(long seed) {
        Random random = new Random(seed);
        Desk desk = new Desk(model(seed, 252));
        for (int step = 0; step < 150; step++) {
            desk.change(random);
            int asset = random.nextInt(ASSETS);
            double low = desk.lows[asset] - (random.nextBoolean() ? 0 : 3e4 * random.nextDouble());
            double high = desk.highs[asset] + (random.nextBoolean() ? 0 : 3e4 * random.nextDouble());
            assertClose(numbers(desk.book.largest(asset, low, high)), desk.largest(asset, low, high), 5e5);
            assertClose(
                    numbers(desk.book.largest(asset, desk.lows[asset], desk.highs[asset])),
                    desk.largest(asset, desk.lows[asset], desk.highs[asset]),
                    5e5);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14})
    void noFigureIsBelowThatOfTheOrderAloneOrOfNoFill(long seed) {
        Random random = new Random(seed);
        Desk desk = new Desk(model(seed, 100));
        for (int step = 0; step < 150; step++) {
            desk.change(random);
            int asset = random.nextInt(ASSETS);
            double order = 5e4 * random.nextGaussian();
            double low = desk.lows[asset] + Math.min(0, order);
            double high = desk.highs[asset] + Math.max(0, order);
            double[] largest = numbers(desk.book.largest(asset, low, high));
            for (double fill : new double[] {desk.held[asset], low, high}) {
                double[] filled = full(desk.model, desk.with(desk.held, asset, fill));
                for (int i = 0; i < filled.length; i++) {
                    assertThat(largest[i]).isGreaterThanOrEqualTo(filled[i] - 1e-6);
                }
            }
        }
    }

    /** Hours are measured by deviation alone, so that the law over all single fills can be held against the figures. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23})
    void byDeviationNoSingleFillLeavesMoreAndNoLargerOrderLess(long seed) {
        Random random = new Random(seed);
        VarSettings hours =
                VarSettings.builder().shortHistory(true).meanReturn(false).build();
        VarModel model = VarModel.of(Returns.of(ReturnPeriod.HOUR.ns(), Returns.random(seed, ASSETS, 120)), hours);
        Desk desk = new Desk(model);
        for (int step = 0; step < 100; step++) {
            desk.change(random);
            int asset = random.nextInt(ASSETS);
            double before = 0;
            for (double order = 0; order < 2e5; order = order * 1.7 + 1) {
                double shown = desk.book
                        .largest(asset, desk.lows[asset], desk.highs[asset] + order)
                        .valueAtRisk(0.99, 1);
                assertThat(shown).isGreaterThanOrEqualTo(before - 1e-6);
                before = shown;
            }
            double shown = desk.book.largest().valueAtRisk(0.99, 1);
            for (int i = 0; i < ASSETS; i++) {
                for (double end : new double[] {desk.lows[i], desk.highs[i]}) {
                    assertThat(shown).isGreaterThanOrEqualTo(full(model, desk.with(desk.held, i, end))[1] - 1e-6);
                }
            }
        }
    }

    @Test
    void anOrderThatRemovesAHedgeShowsWhatIsLeftWithoutIt() {
        VarModel model = alike();
        WorkingVar book = WorkingVar.of(model, 1);
        book.set(0, 250_000, 250_000, 250_000);
        book.set(1, -250_000, -250_000, -250_000);
        double unhedged = full(model, new double[] {250_000, 0})[1];
        assertThat(book.largest().valueAtRisk(0.99, 1)).as("hedged").isLessThan(0.1);
        assertThat(book.largest(1, -250_000, 0).valueAtRisk(0.99, 1)).isCloseTo(unhedged, within(1e-6));
        assertThat(book.largest(1, -250_000, 240_000).valueAtRisk(0.99, 1))
                .isCloseTo(full(model, new double[] {250_000, 240_000})[1], within(1e-6));
    }

    @Test
    void aHedgeThatMayGoStandsAsGoneBesideAnotherOrder() {
        VarModel model = alike();
        WorkingVar book = WorkingVar.of(model, 1);
        book.set(0, 250_000, 250_000, 250_000);
        book.set(1, -250_000, -250_000, 0);
        assertThat(book.largest(0, 250_000, 260_000).valueAtRisk(0.99, 1))
                .isCloseTo(full(model, new double[] {260_000, 0})[1], within(1e-6));
        assertThat(book.held().valueAtRisk(0.99, 1)).as("as held").isLessThan(0.1);
    }

    @Test
    void aHedgeThatMayNotComeLeavesTheFigureWhereItIs() {
        VarModel model = alike();
        WorkingVar book = WorkingVar.of(model, 1);
        book.set(0, 100_000, 100_000, 100_000);
        double held = book.largest().valueAtRisk(0.99, 1);
        assertThat(book.largest(1, -100_000, 0).valueAtRisk(0.99, 1)).isEqualTo(held);
        assertThat(book.largest(1, -150_000, 0).valueAtRisk(0.99, 1)).isEqualTo(held);
        assertThat(book.largest(1, -300_000, 0).valueAtRisk(0.99, 1)).isGreaterThan(1.5 * held);
    }

    /** Two assets of nearly the same returns: what is hedged so loses next to nothing. */
    private static VarModel alike() {
        double[][] rows = Returns.random(5, 2, 252);
        for (int t = 0; t < 252; t++) {
            rows[1][t] = rows[0][t] + (t % 2 == 0 ? 1e-9 : -1e-9);
        }
        return VarModel.of(Returns.of(rows), VarSettings.defaults());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32})
    void theOrderInWhichItWasToldDoesNotMatter(long seed) {
        Random random = new Random(seed);
        VarModel model = model(seed, 252);
        Desk desk = new Desk(model);
        for (int i = 0; i < 60; i++) {
            desk.change(random);
        }
        List<Integer> assets = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7));
        Collections.shuffle(assets, random);
        WorkingVar other = WorkingVar.of(model, 1);
        assets.forEach(i -> other.set(i, desk.held[i], desk.lows[i], desk.highs[i]));
        assertClose(numbers(other.largest()), numbers(desk.book.largest()), 5e5);
        for (int i = 0; i < ASSETS; i++) {
            double high = desk.highs[i] + 1e4;
            assertClose(
                    numbers(other.largest(i, desk.lows[i], high)),
                    numbers(desk.book.largest(i, desk.lows[i], high)),
                    5e5);
        }
    }

    @Test
    void whatIsNotFiniteAtAnyEndIsAProblemUntilItIsMended() {
        Desk desk = new Desk(model(41, 252));
        desk.set(0, 1_000, 0, 0);
        for (double[] ends : new double[][] {{Double.NaN, 0, 0}, {0, Double.NaN, 0}, {0, 0, Double.NaN}}) {
            desk.book.set(1, ends[0], ends[1], ends[2]);
            assertThat(desk.book.largest().isKnown()).isFalse();
            assertThat(desk.book.largest(0, 0, 2_000).problem()).isEqualTo("an exposure is not a finite number");
            desk.book.set(1, 0, 0, 0);
            assertThat(desk.book.largest().isKnown()).isTrue();
        }
        assertThat(desk.book.largest(0, Double.NaN, 2_000).isKnown()).isFalse();
        assertThat(desk.book.largest(0, 0, Double.NaN).isKnown()).isFalse();
        assertThatThrownBy(() -> desk.book.largest(ASSETS, 0, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void everyFigureIsRaisedWhileABackTestFails() {
        VarModel model = model(42, 252);
        WorkingVar plain = WorkingVar.of(model, 1);
        WorkingVar raised = WorkingVar.of(model, 1.2);
        double[] expected = Arrays.stream(numbers(plain.largest(0, -500, 1_000)))
                .map(figure -> 1.2 * figure)
                .toArray();
        assertClose(numbers(raised.largest(0, -500, 1_000)), expected, 1_000);
    }

    @Test
    void asksAndLearnsWithoutAllocating() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        WorkingVar book = WorkingVar.of(model(43, 252), 1);
        double sum = 0;
        for (int i = 0; i < 20_000; i++) {
            sum += asked(book, i);
        }
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < 5_000; i++) {
            sum += asked(book, i);
        }
        long allocated = threads.getThreadAllocatedBytes(thread) - before;
        assertThat(sum).isFinite();
        assertThat(allocated).isLessThan(10_000);
    }

    private static double asked(WorkingVar book, int i) {
        int asset = i % ASSETS;
        book.set(asset, i % 7 - 3, i % 7 - 3 - i % 5, i % 7 - 3 + i % 11);
        return book.largest((i + 1) % ASSETS, -i % 13, i % 17).valueAtRisk(0.99, 5);
    }
}
