package io.colin.ml.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.market.Bar;
import io.colin.api.signal.Direction;
import io.colin.api.signal.MemberVote;
import io.colin.api.signal.NoSignal;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.ResolvedSignal;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalOutcome;
import io.colin.api.signal.SignalReason;
import io.colin.ml.SyntheticMarket;
import io.colin.ml.calibration.ClassReturns;
import io.colin.ml.calibration.EmissionRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnsembleSignalModelTest {
    private static final EmissionRule CONFIDENCE_ONLY = new EmissionRule(0.65, false, false, true);

    private final ScriptedMember lstm = ScriptedMember.always("lstm", 0.9, 0.1, 0);
    private final ScriptedMember transformer = ScriptedMember.always("transformer", 0.5, 0.3, 0.2);
    private final ScriptedMember trees = ScriptedMember.always("trees", 0.1, 0.8, 0.1);
    private int bar;

    @Test
    void averagesCalibratedProbabilitiesWithTheStandardWeightsOfTheFamilies() {
        try (EnsembleSignalModel ensemble = standard(WeightMode.STATIC)) {
            Signal signal = signal(ensemble);
            assertThat(signal.probabilities().up()).isEqualTo(0.4 * 0.9 + 0.4 * 0.5 + 0.2 * 0.1, within(1e-12));
            assertThat(signal.probabilities().down()).isEqualTo(0.4 * 0.2 + 0.2 * 0.1, within(1e-12));
            assertThat(signal.expectedReturn()).isEqualTo(0.01 * (0.58 - 0.1), within(1e-12));
            assertThat(signal.expectedNetReturn()).isEqualTo(0.0048 - 0.001, within(1e-12));
            assertThat(signal.members())
                    .extracting(MemberVote::name)
                    .containsExactly("lstm-1", "transformer-1", "trees-1");
            assertThat(signal.members().get(2).weight()).isEqualTo(0.2, within(1e-12));
            assertThat(signal.members().get(2).probabilities()).isEqualTo(new Probabilities(0.1, 0.8, 0.1));
            assertThat(signal.missingInputs()).containsExactly("of_lstm", "of_transformer", "of_trees");
            assertThat(signal.conformalSet())
                    .as("in the sets of more than half of the weight")
                    .containsExactlyInAnyOrder(Direction.LONG, Direction.NEUTRAL);
        }
    }

    @Test
    void insideABarThoseSpeakWhoCanAndTheDecisionBeforeStaysTheLatest() {
        try (EnsembleSignalModel ensemble = standard(WeightMode.STATIC)) {
            assertThat(ensemble.provisional(SyntheticMarket.SYMBOL)).isEmpty();
            Signal decided = signal(ensemble);
            EnsembleInput inside = ensemble.provisional(SyntheticMarket.SYMBOL).orElseThrow();
            Signal signal = (Signal) ensemble.evaluate(List.of(inside)).getFirst();
            assertThat(signal.provisional()).isTrue();
            assertThat(signal.dataAsOfNs()).isEqualTo(decided.dataAsOfNs() + 1);
            assertThat(signal.members()).extracting(MemberVote::weight).containsExactly(0.5, 0.5);
            assertThat(decided.provisional()).isFalse();
            assertThat(ensemble.latest(SyntheticMarket.SYMBOL).orElseThrow().dataAsOfNs())
                    .isEqualTo(decided.dataAsOfNs());
        }
    }

    @Test
    void equalWeightsAreEqual() {
        try (EnsembleSignalModel ensemble = standard(WeightMode.EQUAL)) {
            assertThat(signal(ensemble).probabilities().up()).isEqualTo(0.5, within(1e-12));
        }
    }

    @Test
    void aFailingMemberIsLeftOutAndTheRestRenormalised() {
        trees.fail();
        try (EnsembleSignalModel ensemble = standard(WeightMode.STATIC)) {
            Signal signal = signal(ensemble);
            assertThat(signal.probabilities().up()).isEqualTo(0.7, within(1e-12));
            assertThat(signal.members()).extracting(MemberVote::weight).containsExactly(0.5, 0.5);
        }
        assertThat(lstm.closed()).isEqualTo(1);
        assertThat(trees.closed()).as("its failure to close stops nobody").isEqualTo(1);
    }

    @Test
    void aMemberThatAnswersTooOftenIsLeftOutToo() {
        trees.repeat();
        Signal signal = signal(standard(WeightMode.STATIC));
        assertThat(signal.members()).extracting(MemberVote::weight).containsExactly(0.5, 0.5);
    }

    @Test
    void halfOfTheStaticWeightIsAQuorumAndLessIsNone() {
        EnsembleSignalModel half = EnsembleSignalModel.builder("half")
                .member("a", lstm, 0.5)
                .member("b", ScriptedMember.silent("b"), 0.5)
                .build();
        assertThat(signal(half).probabilities().up()).isEqualTo(0.9, within(1e-12));
        EnsembleSignalModel less = EnsembleSignalModel.builder("less")
                .member(trees)
                .member("b", ScriptedMember.silent("b"), 0.3)
                .build();
        SignalOutcome outcome = outcome(less);
        assertThat(outcome).isInstanceOfSatisfying(NoSignal.class, none -> {
            assertThat(none.reason()).isEqualTo(SignalReason.NO_QUORUM);
            assertThat(none.detail()).isEqualTo("b: WARMING_UP");
        });
    }

    @Test
    void theEmissionRuleJudgesTheJointOpinion() {
        try (EnsembleSignalModel ensemble = standard(WeightMode.STATIC)) {
            assertThat(signal(ensemble).reason()).as("0.58").isEqualTo(SignalReason.LOW_CONFIDENCE);
        }
        EnsembleSignalModel sure = EnsembleSignalModel.builder("sure")
                .member("a", lstm, 0.9)
                .member("b", transformer, 0.1)
                .build();
        assertThat(signal(sure).direction()).isEqualTo(Direction.LONG);
        assertThat(signal(sure).strength()).isEqualTo((0.0086 - 0.0002 - 0.001) / 0.01, within(1e-3));
    }

    @Test
    void aVoteNeedsMoreThanHalfOfThosePresentEachConfident() {
        ScriptedMember second = ScriptedMember.always("second", 0.66, 0.34, 0);
        EnsembleSignalModel won = voting(lstm, second, trees);
        assertThat(signal(won).direction()).isEqualTo(Direction.LONG);
        EnsembleSignalModel lost = voting(lstm, transformer, trees);
        assertThat(signal(lost).direction()).as("0.5 is no vote").isEqualTo(Direction.NEUTRAL);
        assertThat(signal(lost).reason()).isEqualTo(SignalReason.LOW_CONFIDENCE);
    }

    @Test
    void dynamicWeightsMoveWithResolvedPredictionsOnly() {
        ScriptedMember informed = ScriptedMember.of(
                "trees",
                bar -> Optional.of(
                        evenMinute(bar) ? new Probabilities(0.8, 0.1, 0.1) : new Probabilities(0.1, 0.1, 0.8)));
        EnsembleSignalModel ensemble = EnsembleSignalModel.builder("dynamic")
                .member(lstm)
                .member(transformer)
                .member(informed)
                .build();
        assertThat(ensemble.weights()).containsExactly(0.4, 0.4, 0.2);
        for (int i = 0; i < DynamicWeights.FIRST; i++) {
            assertThat(ensemble.weights()).as("after %d", i).containsExactly(0.4, 0.4, 0.2);
            Signal signal = signal(ensemble);
            boolean even = signal.dataAsOfNs() / SyntheticMarket.MINUTE_NS % 2 == 0;
            Direction realised = even ? Direction.LONG : Direction.SHORT;
            ensemble.onResolved(resolved(signal, false, Direction.NEUTRAL));
            ensemble.onResolved(resolved(signal, true, realised));
        }
        double[] weights = ensemble.weights();
        assertThat(weights[2]).isEqualTo(DynamicWeights.HIGHEST, within(1e-9));
        assertThat(weights[0]).isEqualTo(0.2, within(1e-9));
        assertThat(signal(ensemble).members().get(2).weight()).isEqualTo(0.6, within(1e-9));
    }

    private static ResolvedSignal resolved(Signal signal, boolean known, Direction realised) {
        double exitReturn = known ? 0.001 * realised.sign() : 0;
        return new ResolvedSignal(signal, signal.dataAsOfNs() + 1, known, realised, exitReturn, exitReturn);
    }

    @Test
    void aStackedEnsembleTrustsWhoWasRightOutOfFoldAndFallsBackWhenOneIsMissing() {
        List<List<Probabilities>> said = new ArrayList<>();
        List<Direction> truth = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            boolean up = i % 2 == 0;
            Probabilities right = up ? new Probabilities(0.6, 0.2, 0.2) : new Probabilities(0.2, 0.2, 0.6);
            Probabilities noise = i % 3 == 0 ? new Probabilities(0.8, 0.1, 0.1) : new Probabilities(0.1, 0.1, 0.8);
            said.add(List.of(noise, right));
            truth.add(i % 10 == 0 ? Direction.NEUTRAL : up ? Direction.LONG : Direction.SHORT);
        }
        Stacking stacking = Stacking.fit(said, truth);
        ScriptedMember noisy = ScriptedMember.always("noisy", 0.1, 0.1, 0.8);
        EnsembleSignalModel stacked = EnsembleSignalModel.builder("stacked")
                .member("noisy", noisy, 0.5)
                .member("right", ScriptedMember.always("right", 0.6, 0.2, 0.2), 0.5)
                .stacking(stacking, new ClassReturns(1, 0, -1))
                .emission(CONFIDENCE_ONLY)
                .build();
        assertThat(signal(stacked).direction()).isEqualTo(Direction.LONG);
        noisy.fail();
        assertThat(signal(stacked).probabilities().up()).isEqualTo(0.6, within(1e-12));
    }

    @Test
    void refusesMembersThatDoNotFitAndAnEnsembleOfOne() {
        EnsembleSignalModel.Builder builder =
                EnsembleSignalModel.builder("small").member(lstm);
        assertThatIllegalArgumentException().isThrownBy(builder::build);
        assertThatIllegalArgumentException().isThrownBy(() -> builder.member(lstm));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.member(ScriptedMember.silent("unheard")));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.member("x", trees, 0));
    }

    private static boolean evenMinute(Bar bar) {
        return bar.timeNs() / SyntheticMarket.MINUTE_NS % 2 == 0;
    }

    private EnsembleSignalModel standard(WeightMode mode) {
        return EnsembleSignalModel.builder("ensemble-bar")
                .member(lstm)
                .member(transformer)
                .member(trees)
                .mode(mode)
                .build();
    }

    private static EnsembleSignalModel voting(ScriptedMember... members) {
        EnsembleSignalModel.Builder builder =
                EnsembleSignalModel.builder("voting").mode(WeightMode.VOTING).emission(CONFIDENCE_ONLY);
        for (ScriptedMember member : members) {
            builder.member(member.description().kind(), member, 1);
        }
        return builder.build();
    }

    private EnsembleInput input(EnsembleSignalModel ensemble) {
        Optional<EnsembleInput> input = ensemble.observe(SyntheticMarket.bar(bar++, 100, 101, 99, 100, 1));
        return input.orElseThrow();
    }

    private SignalOutcome outcome(EnsembleSignalModel ensemble) {
        return ensemble.evaluate(List.of(input(ensemble))).getFirst();
    }

    private Signal signal(EnsembleSignalModel ensemble) {
        return (Signal) outcome(ensemble);
    }
}
