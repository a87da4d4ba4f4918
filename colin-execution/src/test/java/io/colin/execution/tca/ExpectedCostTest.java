package io.colin.execution.tca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.execution.ExecutionForecast;
import io.colin.api.execution.ExecutionNote;
import io.colin.api.execution.PlannedSlice;
import io.colin.api.execution.Realm;
import io.colin.api.execution.RoutePlan;
import io.colin.api.execution.Slice;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.execution.impact.ForecastErrors;
import io.colin.execution.impact.ImpactLaw;
import io.colin.execution.impact.ImpactMarket;
import io.colin.execution.impact.ImpactModel;
import io.colin.execution.impact.ImpactSample;
import io.colin.execution.impact.ImpactSettings;
import io.colin.execution.impact.ImpactStep;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What parents are expected to cost when they arrive: a day of 14,400 at a volatility of 3 %, a mid of 100 and 2 bp of spread. */
class ExpectedCostTest {
    private static final long T = 1_700_000_000_000_000_000L;
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final double DAY_MINUTES = 1440;
    private static final double SIGMA = 0.03;
    private static final double VOLUME = 14_400;
    private static final double SPREAD = 0.0002;
    private static final ImpactMarket MARKET = new ImpactMarket(SIGMA, VOLUME, SPREAD);

    private final ImpactModel model =
            ImpactModel.of(Realm.PAPER, ImpactSettings.builder().build());
    private final ForecastErrors errors = ForecastErrors.none();

    @Test
    void slicesCostWhatTheLawSaysOfTheirMinutesAndWhatTheMarketMayMoveMeanwhile() {
        ExecutionForecast forecast = expected(evenly(4, 4), noRoute()).orElseThrow();
        List<ImpactStep> minutes = IntStream.range(0, 4)
                .mapToObj(minute -> new ImpactStep(1, VOLUME / DAY_MINUTES))
                .toList();
        assertThat(forecast.basis()).isEqualTo(ExecutionForecast.Basis.LAW);
        assertThat(forecast.cost()).isCloseTo(ImpactLaw.START.expectedCost(MARKET, minutes), within(1e-15));
        assertThat(forecast.spread()).isEqualTo(SPREAD / 2);
        assertThat(forecast.fee()).isEqualTo(0.0005);
        assertThat(forecast.total()).isCloseTo(forecast.cost() + 0.0005, within(1e-15));
        // A quarter, a half and three quarters are left in the three minutes between the slices.
        double exposure = Math.sqrt((0.75 * 0.75 + 0.5 * 0.5 + 0.25 * 0.25) / DAY_MINUTES);
        assertThat(forecast.timing()).isCloseTo(SIGMA * exposure, within(1e-15));
        assertThat(forecast.durationNs()).isEqualTo(3 * MINUTE_NS);
        assertThat(forecast.slices()).isEqualTo(4);
        assertThat(forecast.share()).isEqualTo(1);
        assertThat(forecast.deviation()).isEmpty();
        assertThat(forecast.bound90()).isEmpty();
    }

    @Test
    void whatTheMarketIsTooThinForIsNotExpectedToBeWorked() {
        assertThat(expected(evenly(3, 4), noRoute()).orElseThrow().share()).isEqualTo(0.75);
    }

    @Test
    void whatIsSentAtOnceCostsWhatTheRouterReadsOffTheBooks() {
        // Three at 100.02 and one at 100.06 to buy 4; 0.01 of earlier children's slippage at the second; fees by
        // quantity.
        RoutePlan route = new RoutePlan(
                List.of(leg("one", "3"), leg("two", "1")),
                List.of(),
                List.of(
                        considered("one", "3", "100.02", "0", "0.0004"),
                        considered("two", "1", "100.06", "0.01", "0.0008")),
                Optional.of(new RoutePlan.Expected(new BigDecimal("100"), new BigDecimal("100.03"), Optional.empty())));
        ExecutionForecast forecast = expected(List.of(slice(0, 4)), route).orElseThrow();
        assertThat(forecast.basis()).isEqualTo(ExecutionForecast.Basis.BOOK);
        assertThat(forecast.cost()).isCloseTo(0.0003 + 0.000025, within(1e-12));
        assertThat(forecast.spread()).isEqualTo(SPREAD / 2);
        assertThat(forecast.fee()).isCloseTo(0.0005, within(1e-15));
        assertThat(forecast.timing()).isZero();
        assertThat(forecast.error()).isZero();
    }

    @Test
    void nothingIsForetoldWhereTheMarketIsNotKnown() {
        ExecutionNote.Arrival blind = new ExecutionNote.Arrival(
                Optional.of(new BigDecimal("100")),
                Optional.of(SPREAD),
                Optional.empty(),
                Optional.of(VOLUME),
                Optional.empty(),
                List.of());
        assertThat(new ExpectedCost(parent(), evenly(4, 4), blind, noRoute()).forecast(knowledge()))
                .isEmpty();
        assertThat(expected(List.of(), noRoute())).isEmpty();
    }

    /**
     * Parents of a law that is known, worked evenly over half an hour of a market that walks at random: learnt from one after the
     * other, each foretold before it.
     */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void nineOfTenParentsOfAKnownLawCostNoMoreThanTheBound(long seed) {
        Coverage all = coverage(seed, seen(), 1);
        assertThat(all.share()).isBetween(0.87, 0.94);
        // Not by being wide: the bound lies little more than one deviation of the walk above what is expected.
        assertThat(all.narrow()).isGreaterThan(0.9);
    }

    /** The same where a reference takes nine tenths of the walk off what comes out. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void nineOfTenDoSoWhereAReferenceExplainsMostOfTheMarketsMoves(long seed) {
        Coverage all = coverage(seed, seenWithReference(), 0.1);
        assertThat(all.share()).isBetween(0.86, 0.95);
        assertThat(all.narrow()).isGreaterThan(0.9);
    }

    /** And where it explains nothing of them. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void nineOfTenDoSoWhereAReferenceExplainsNothing(long seed) {
        assertThat(coverage(seed, seenWithReference(), 1).share()).isBetween(0.86, 0.95);
    }

    /** Orders that are sent at once, with a market that moves by a known deviation while they are on their way. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void nineOfTenOrdersThatAreSentAtOnceCostNoMoreThanTheBoundOfTheirBook(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double noise = SIGMA * Math.sqrt(0.25 / 86_400);
        RoutePlan route = new RoutePlan(
                List.of(leg("one", "4")),
                List.of(),
                List.of(considered("one", "4", "100.02", "0", "0.0004")),
                Optional.of(new RoutePlan.Expected(new BigDecimal("100"), new BigDecimal("100.02"), Optional.empty())));
        int bounded = 0;
        int within = 0;
        for (int number = 0; number < 2000; number++) {
            ExecutionForecast forecast = expected(List.of(slice(0, 4)), route).orElseThrow();
            double came = 0.0002 + noise * random.nextGaussian();
            if (forecast.bound90().isPresent()) {
                bounded++;
                within += came <= forecast.bound90().orElseThrow() ? 1 : 0;
            }
            errors.learn(Realm.PAPER, forecast.basis(), (came - forecast.cost()) / SIGMA);
        }
        assertThat(bounded).isEqualTo(2000 - ForecastErrors.LEAST);
        assertThat((double) within / bounded).isBetween(0.87, 0.93);
    }

    @Test
    void withoutAReferenceTheBoundLeavesRoomForWhatTheMarketMayMoveWhateverOthersMissedBy() {
        for (int number = 0; number < ForecastErrors.LEAST; number++) {
            errors.learn(Realm.PAPER, ExecutionForecast.Basis.LAW, 1e-6);
            errors.learnUnexplained(Realm.PAPER, ExecutionForecast.Basis.LAW, 1e-3);
        }
        ExecutionForecast without = expected(evenly(4, 4), noRoute()).orElseThrow();
        assertThat(without.deviation().orElseThrow())
                .isCloseTo(Math.hypot(without.error(), without.timing()), within(1e-15));
        ExecutionForecast with = new ExpectedCost(parent(), evenly(4, 4), seenWithReference(), noRoute())
                .forecast(knowledge())
                .orElseThrow();
        assertThat(with.timing()).isEqualTo(without.timing());
        assertThat(with.deviation().orElseThrow())
                .isLessThan(without.deviation().orElseThrow());
    }

    /**
     * How bounds came out.
     *
     * @param share that cost no more than the bound
     * @param narrow share whose bound lies less than 1.7 deviations of what is left of the walk above what is expected
     */
    private record Coverage(double share, double narrow) {}

    private Coverage coverage(long seed, ExecutionNote.Arrival seen, double left) {
        ImpactLaw truth = new ImpactLaw(0.26, 0.5, 0.55);
        SplittableRandom random = new SplittableRandom(seed);
        int bounded = 0;
        int within = 0;
        int narrow = 0;
        for (int number = 0; number < 2000; number++) {
            double size = 4 * Math.pow(50, random.nextDouble());
            List<PlannedSlice> plan =
                    IntStream.range(0, 30).mapToObj(k -> slice(k, size / 30)).toList();
            ExecutionForecast forecast = new ExpectedCost(parent(size), plan, seen, noRoute())
                    .forecast(knowledge())
                    .orElseThrow();
            List<ImpactStep> steps = plan.stream()
                    .map(slice -> new ImpactStep(slice.quantity().doubleValue(), VOLUME / DAY_MINUTES))
                    .toList();
            double came = truth.expectedCost(MARKET, steps) + left * walked(plan, random);
            if (forecast.bound90().isPresent()) {
                double bound = forecast.bound90().orElseThrow();
                bounded++;
                within += came <= bound ? 1 : 0;
                narrow += bound - forecast.cost() < 1.7 * left * forecast.timing() ? 1 : 0;
            }
            double miss = came - forecast.cost();
            errors.learn(Realm.PAPER, forecast.basis(), miss / SIGMA);
            if (seen.reference().isPresent()) {
                errors.learnUnexplained(Realm.PAPER, forecast.basis(), miss / forecast.timing());
            }
            model.learn(new ImpactSample(Realm.PAPER, "one", Parents.SPOT.symbol(), MARKET, steps, came, 0));
        }
        assertThat(bounded).isEqualTo(2000 - ForecastErrors.LEAST);
        return new Coverage((double) within / bounded, (double) narrow / bounded);
    }

    /** What a walk of the mid adds to the average price of an order worked by a plan. */
    private static double walked(List<PlannedSlice> plan, SplittableRandom random) {
        double moved = 0;
        double paid = 0;
        double all = 0;
        for (PlannedSlice slice : plan) {
            double quantity = slice.quantity().doubleValue();
            paid += quantity * moved;
            all += quantity;
            moved += SIGMA / Math.sqrt(DAY_MINUTES) * random.nextGaussian();
        }
        return paid / all;
    }

    private Optional<ExecutionForecast> expected(List<PlannedSlice> plan, RoutePlan route) {
        return new ExpectedCost(parent(), plan, seen(), route).forecast(knowledge());
    }

    private ExpectedCost.Knowledge knowledge() {
        return new ExpectedCost.Knowledge(Realm.PAPER, "one", 0.0005, model, errors);
    }

    private static ExecutionNote.Arrival seen() {
        return new ExecutionNote.Arrival(
                Optional.of(new BigDecimal("100")),
                Optional.of(SPREAD),
                Optional.of(SIGMA),
                Optional.of(VOLUME),
                Optional.empty(),
                List.of());
    }

    private static ExecutionNote.Arrival seenWithReference() {
        return new ExecutionNote.Arrival(
                Optional.of(new BigDecimal("100")),
                Optional.of(SPREAD),
                Optional.of(SIGMA),
                Optional.of(VOLUME),
                Optional.of(new BigDecimal("5000")),
                List.of());
    }

    private static List<PlannedSlice> evenly(double quantity, int slices) {
        List<PlannedSlice> plan = new ArrayList<>();
        for (int k = 0; k < slices; k++) {
            plan.add(slice(k, quantity / slices));
        }
        return plan;
    }

    private static PlannedSlice slice(int minute, double quantity) {
        return new PlannedSlice(T + minute * MINUTE_NS, BigDecimal.valueOf(quantity));
    }

    private static RoutePlan noRoute() {
        return new RoutePlan(List.of(), List.of());
    }

    private static RoutePlan.Leg leg(String venue, String quantity) {
        return new RoutePlan.Leg(
                venue,
                new Slice(new BigDecimal(quantity), new OrderType.Limit(new BigDecimal("101")), TimeInForce.IOC));
    }

    private static RoutePlan.Considered considered(
            String venue, String quantity, String price, String slippage, String fee) {
        return new RoutePlan.Considered(
                venue,
                new BigDecimal(quantity),
                "TAKES",
                Optional.of(new BigDecimal(price)),
                Optional.empty(),
                Optional.of(new RoutePlan.Terms(
                        new BigDecimal(fee), false, BigDecimal.ZERO, false, new BigDecimal(slippage), 1)));
    }

    private static ParentOrder parent() {
        return parent(4);
    }

    private static ParentOrder parent(double quantity) {
        BigDecimal exact = BigDecimal.valueOf(quantity);
        return new ParentOrder(
                "p-9",
                OrderIntent.of(Parents.SPOT.symbol(), Side.BUY, exact)
                        .clientOrderId("c")
                        .build(),
                "tester",
                T,
                new BigDecimal("100"),
                OrderProgress.initial(exact, T));
    }
}
