package io.colin.execution.impact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.ColinException;
import io.colin.api.execution.Realm;
import io.colin.api.instrument.Symbol;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImpactModelTest {
    private static final String VENUE = "one";
    private static final Symbol BTC = KnownLaw.BTC;
    private static final ImpactLaw TRUTH = new ImpactLaw(0.26, 0.5, 0.55);
    private static final ImpactLaw LOW = new ImpactLaw(0.26, 0.5, 0.12);
    private static final ImpactSettings DEFAULTS = ImpactSettings.builder().build();
    private static final ImpactMarket CALM = new ImpactMarket(0.02, 1000, 1e-4);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void predictsHeldOutParentsOfAKnownLawNineTimesInTen(long seed) {
        KnownLaw market = new KnownLaw(TRUTH, KnownLaw.NOISE, 0, seed);
        ImpactModel model = learnt(market.parents(600, VENUE, BTC));
        ImpactAccuracy heldOut = heldOut(model, market.parents(500, VENUE, BTC));
        assertThat(heldOut.parents()).isEqualTo(500);
        assertThat(heldOut.value().orElseThrow()).isGreaterThan(0.9);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void predictsAsWellWhenOneInTwentyParentsItLearntFromWasGrosslyWrong(long seed) {
        KnownLaw rough = new KnownLaw(TRUTH, KnownLaw.NOISE, 0.05, seed);
        KnownLaw clean = new KnownLaw(TRUTH, KnownLaw.NOISE, 0, seed + 1000);
        ImpactModel model = learnt(rough.parents(600, VENUE, BTC));
        ImpactAccuracy heldOut = heldOut(model, clean.parents(500, VENUE, BTC));
        assertThat(heldOut.value().orElseThrow()).isGreaterThan(0.9);
    }

    @Test
    void statesAnUncertaintyThatCoversTheTruth() {
        int eta = 0;
        int gamma = 0;
        int runs = 200;
        double etaMiss = 0;
        double etaStated = 0;
        for (int seed = 0; seed < runs; seed++) {
            ImpactModel model = learnt(new KnownLaw(LOW, 4 * KnownLaw.NOISE, 0.05, seed).parents(500, VENUE, BTC));
            ImpactEstimate estimate = model.estimate(VENUE, BTC);
            etaMiss += Math.pow(estimate.law().eta() - LOW.eta(), 2);
            etaStated += Math.pow(estimate.etaError(), 2);
            eta += Math.abs(estimate.law().eta() - LOW.eta()) <= 2 * estimate.etaError() ? 1 : 0;
            gamma += Math.abs(estimate.law().gamma() - LOW.gamma()) <= 2 * estimate.gammaError() ? 1 : 0;
        }
        assertThat(eta).isGreaterThanOrEqualTo(190);
        assertThat(gamma).isGreaterThanOrEqualTo(190);
        // It is an error, not a licence: no more than a few times what η is really off by.
        assertThat(Math.sqrt(etaStated / etaMiss)).isBetween(1.0, 3.0);
    }

    @Test
    void coversNewParentsByItsPredictiveInterval() {
        KnownLaw market = new KnownLaw(TRUTH, 4 * KnownLaw.NOISE, 0, 77);
        ImpactModel model = learnt(market.parents(600, VENUE, BTC));
        int inside = 0;
        for (ImpactSample each : market.parents(1000, VENUE, BTC)) {
            ImpactForecast forecast = model.predict(VENUE, BTC, each.market(), each.steps());
            double came = each.slippage() - each.drift();
            inside += came >= forecast.lower90() && came <= forecast.upper90() ? 1 : 0;
        }
        assertThat(inside).isBetween(850, 970);
    }

    @Test
    void keepsTheStartValuesUntilThirtyParents() {
        List<ImpactSample> parents = new KnownLaw(TRUTH, KnownLaw.NOISE, 0, 5).parents(30, VENUE, BTC);
        ImpactModel model = learnt(parents.subList(0, 29));
        assertThat(model.estimate(VENUE, BTC).law()).isEqualTo(ImpactLaw.START);
        assertThat(model.estimate(VENUE, BTC).source()).isEqualTo(ImpactEstimate.Source.PRIOR);
        assertThat(model.accuracy().value()).isEmpty();
        model.learn(parents.getLast());
        assertThat(model.estimate(VENUE, BTC).law().eta()).isGreaterThan(ImpactLaw.START.eta());
        assertThat(model.estimate(VENUE, BTC).source()).isEqualTo(ImpactEstimate.Source.SYMBOL);
        assertThat(model.accuracy().value()).isPresent();
    }

    @Test
    void lendsASymbolWithFewParentsWhatItsVenueLearnt() {
        Symbol eth = Symbol.of("ETH/USD");
        KnownLaw market = new KnownLaw(TRUTH, KnownLaw.NOISE, 0, 6);
        ImpactModel model = learnt(market.parents(400, VENUE, BTC));
        market.parents(5, VENUE, eth).forEach(model::learn);
        ImpactEstimate estimate = model.estimate(VENUE, eth);
        assertThat(estimate.source()).isEqualTo(ImpactEstimate.Source.VENUE);
        assertThat(estimate.parents()).isEqualTo(5);
        assertThat(estimate.law().eta()).isCloseTo(TRUTH.eta(), within(0.03));
        assertThat(model.estimate("other", eth).law()).isEqualTo(ImpactLaw.START);
    }

    @Test
    void staysWithinAQuarterAndFourTimesTheStartValues() {
        assertThat(lawLearntFrom(3, 0.3).eta()).isEqualTo(0.6);
        assertThat(lawLearntFrom(0, 0.3).eta()).isEqualTo(0.0375);
        assertThat(lawLearntFrom(0.15, 3).gamma()).isEqualTo(1.2);
        assertThat(lawLearntFrom(0.15, -3).gamma()).isEqualTo(0.075);
    }

    private static ImpactLaw lawLearntFrom(double eta, double gamma) {
        // A market whose permanent part helps is no law; its parents are made by hand.
        List<ImpactSample> parents = new KnownLaw(new ImpactLaw(eta, 0.5, 0), KnownLaw.NOISE, 0, 7)
                .parents(900, VENUE, BTC).stream()
                        .map(each -> with(each, each.slippage() + gamma * permanent(each), each.drift()))
                        .toList();
        return learnt(parents).estimate(VENUE, BTC).law();
    }

    /** What γ multiplies: half of σ·Q/V. */
    private static double permanent(ImpactSample parent) {
        double quantity =
                parent.steps().stream().mapToDouble(ImpactStep::quantity).sum();
        return parent.market().dailyVolatility()
                * quantity
                / (2 * parent.market().dailyVolume());
    }

    @Test
    void followsALawThatChanges() {
        ImpactModel model = learnt(new KnownLaw(TRUTH, KnownLaw.NOISE, 0.05, 8).parents(800, VENUE, BTC));
        new KnownLaw(new ImpactLaw(0.1, 0.5, 0.2), KnownLaw.NOISE, 0.05, 9)
                .parents(1500, VENUE, BTC)
                .forEach(model::learn);
        assertThat(model.estimate(VENUE, BTC).law().eta()).isCloseTo(0.1, within(0.01));
    }

    @Test
    void refusesNonsenseAndIsAsBefore() {
        List<ImpactSample> parents = new KnownLaw(TRUTH, KnownLaw.NOISE, 0, 9).parents(60, VENUE, BTC);
        ImpactModel model = learnt(parents);
        String before = model.state();
        ImpactSample good = parents.getFirst();
        for (double slippage : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -0.51, 1e300}) {
            assertThat(model.learn(with(good, slippage, 0)))
                    .isInstanceOfSatisfying(
                            ImpactLesson.Refused.class,
                            refused -> assertThat(refused.reason()).contains("slippage"));
        }
        assertThat(model.learn(with(good, 0, Double.NaN))).isInstanceOf(ImpactLesson.Refused.class);
        ImpactSample dead =
                new ImpactSample(Realm.PAPER, VENUE, BTC, new ImpactMarket(1e-300, 1, 0), good.steps(), 0.1, 0);
        assertThat(model.learn(dead)).isInstanceOf(ImpactLesson.Refused.class);
        ImpactSample huge = new ImpactSample(
                Realm.PAPER, VENUE, BTC, new ImpactMarket(1, 1e-200, 0), List.of(new ImpactStep(1e30, 0)), 0.1, 0);
        assertThat(model.learn(huge)).isInstanceOf(ImpactLesson.Refused.class);
        ImpactSample live = new ImpactSample(Realm.LIVE, VENUE, BTC, CALM, good.steps(), 0.001, 0);
        assertThat(model.learn(live))
                .isInstanceOfSatisfying(
                        ImpactLesson.Refused.class,
                        refused -> assertThat(refused.reason()).contains("realm"));
        assertThat(model.state()).isEqualTo(before);
        assertThatThrownBy(() -> new ImpactMarket(Double.NaN, 1, 0)).hasMessageContaining("dailyVolatility");
        assertThatThrownBy(() -> new ImpactStep(Double.NaN, 1)).hasMessageContaining("quantity");
    }

    @Test
    void goesOnExactlyAfterARestart() {
        KnownLaw market = new KnownLaw(TRUTH, KnownLaw.NOISE, 0.05, 10);
        List<ImpactSample> parents = market.parents(400, VENUE, BTC);
        for (int cut : new int[] {0, 1, 29, 30, 31, 250}) {
            ImpactModel straight = learnt(parents);
            ImpactModel resumed = ImpactModel.restore(
                    Realm.PAPER, DEFAULTS, learnt(parents.subList(0, cut)).state());
            parents.subList(cut, parents.size()).forEach(resumed::learn);
            assertThat(resumed.state()).isEqualTo(straight.state());
        }
    }

    @Test
    void refusesADamagedState() {
        String state = learnt(new KnownLaw(TRUTH, KnownLaw.NOISE, 0, 11).parents(40, VENUE, BTC))
                .state();
        String damaged = state.replaceFirst("0x1", "0x0");
        assertThatThrownBy(() -> ImpactModel.restore(Realm.PAPER, DEFAULTS, damaged))
                .isInstanceOf(ColinException.class)
                .hasMessageContaining("checksum");
        assertThatThrownBy(() -> ImpactModel.restore(Realm.LIVE, DEFAULTS, state))
                .hasMessageContaining("LIVE");
        assertThatThrownBy(() -> ImpactModel.restore(Realm.PAPER, DEFAULTS, "")).hasMessageContaining("checksum");
    }

    private static ImpactSample with(ImpactSample sample, double slippage, double drift) {
        return new ImpactSample(
                sample.realm(), sample.venue(), sample.symbol(), sample.market(), sample.steps(), slippage, drift);
    }

    private static ImpactModel learnt(List<ImpactSample> parents) {
        ImpactModel model = ImpactModel.of(Realm.PAPER, DEFAULTS);
        for (ImpactSample parent : parents) {
            assertThat(model.learn(parent)).isInstanceOf(ImpactLesson.Learnt.class);
        }
        return model;
    }

    private static ImpactAccuracy heldOut(ImpactModel model, List<ImpactSample> parents) {
        ImpactAccuracy accuracy = ImpactAccuracy.NONE;
        for (ImpactSample each : parents) {
            double predicted = model.predict(each.venue(), each.symbol(), each.market(), each.steps())
                    .impact();
            accuracy = accuracy.plus(predicted, each.realised());
        }
        return accuracy;
    }
}
