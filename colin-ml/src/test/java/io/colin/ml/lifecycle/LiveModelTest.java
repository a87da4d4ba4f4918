package io.colin.ml.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.market.Bar;
import io.colin.api.signal.Direction;
import io.colin.api.signal.ModelInput;
import io.colin.api.signal.ModelStage;
import io.colin.api.signal.NoSignal;
import io.colin.api.signal.Profile;
import io.colin.api.signal.ResolvedSignal;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalModel;
import io.colin.api.signal.SignalOutcome;
import io.colin.api.signal.SignalReason;
import io.colin.ml.SyntheticMarket;
import io.colin.ml.frame.FrameStream;
import io.colin.ml.network.TransformerSettings;
import io.colin.ml.preset.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveModelTest {
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final LiveModel live =
            LiveModel.of("line", Profile.BAR, SayingModel.HORIZON, (id, scored) -> heard.add(id + scored));
    private final SayingModel up = new SayingModel("up", Direction.LONG, 0.8);
    private final SayingModel down = new SayingModel("down", Direction.SHORT, 0.4);
    private int next;

    @AfterEach
    void close() {
        live.close();
    }

    @Test
    void withoutAChampionItSaysSoAndNothingElse() {
        assertThat(live.observe(bar(100))).isEmpty();
        live.swap(shadowing("down"), List.of(live.prepare("down", down)));
        assertThat(judge(100))
                .isInstanceOfSatisfying(
                        NoSignal.class, none -> assertThat(none.reason()).isEqualTo(SignalReason.MODEL_FAILED));
        assertThat(live.name()).isEqualTo("none@none");
    }

    @Test
    void aSwapBetweenObservingAndEvaluatingLosesAndDoublesNoSignal() {
        trade(up);
        warm();
        ModelInput before = live.observe(bar(100)).orElseThrow();
        swapTo("down", down);
        ModelInput after = live.observe(bar(100)).orElseThrow();
        List<SignalOutcome> outcomes = live.evaluate(List.of(before, after));
        assertThat(outcomes).extracting(o -> ((Signal) o).modelVersion()).containsExactly("up", "down");
        assertThat(outcomes)
                .extracting(SignalOutcome::dataAsOfNs)
                .containsExactly(before.dataAsOfNs(), after.dataAsOfNs());
        assertThat(live.name()).isEqualTo("saying@down");
        assertThat(live.description().stage()).isEqualTo(ModelStage.CHAMPION);
    }

    @Test
    void aNewcomerIsWarmFromWhatTheLineHasSeenAlsoBetweenPreparingAndSwapping() {
        trade(up);
        assertThat(judge(100)).isInstanceOf(NoSignal.class);
        assertThat(judge(100)).isInstanceOf(NoSignal.class);
        LiveModel.Prepared prepared = live.prepare("down", down);
        assertThat(judge(100)).isInstanceOf(Signal.class);
        live.swap(Roles.only("down", ModelStage.CHAMPION), List.of(prepared));
        assertThat(judge(100))
                .isInstanceOfSatisfying(
                        Signal.class,
                        signal -> assertThat(signal.modelVersion()).isEqualTo("down"));
    }

    @Test
    void enoughIsKeptToWarmUpAModelOfHourlyBars() {
        long needed = FrameStream.of(
                        Preset.transformer(TransformerSettings.full()).schema(),
                        TransformerSettings.full().steps(),
                        5)
                .barsNeeded();
        trade(up);
        for (int i = 0; i < needed; i++) {
            live.observe(bar(100));
        }
        live.prepare("down", down);
        assertThat(down.seen()).isEqualTo((int) needed);
    }

    @Test
    void whoLeavesIsClosedOnlyAfterItsLastDecision() {
        trade(up);
        warm();
        ModelInput last = live.observe(bar(100)).orElseThrow();
        swapTo("down", down);
        assertThat(up.closed).isFalse();
        assertThat(live.evaluate(List.of(last)).getFirst()).isInstanceOf(Signal.class);
        assertThat(judge(100)).isInstanceOf(Signal.class);
        live.settle();
        assertThat(up.closed).isTrue();
        assertThat(down.closed).isFalse();
    }

    @Test
    void aQuestionThatOvertakesTheLastDecisionOfWhoLeavesClosesNobody() {
        trade(up);
        warm();
        ModelInput last = live.observe(bar(100)).orElseThrow();
        swapTo("down", down);
        live.evaluate(List.of(live.latest(SyntheticMarket.SYMBOL).orElseThrow()));
        live.settle();
        assertThat(live.evaluate(List.of(last)).getFirst()).isInstanceOf(Signal.class);
        judge(100);
        live.settle();
        assertThat(up.closed).isTrue();
    }

    @Test
    void theFormerChampionStaysWarmInTheShadowAndComesBackAtOnce() {
        trade(up);
        warm();
        live.swap(
                new Roles(Optional.of("down"), ModelStage.CHAMPION, Optional.empty(), 0, List.of("up")),
                List.of(live.prepare("down", down)));
        assertThat(((Signal) judge(100)).modelVersion()).isEqualTo("down");
        live.swap(new Roles(Optional.of("up"), ModelStage.CHAMPION, Optional.empty(), 0, List.of("down")), List.of());
        assertThat(((Signal) judge(100)).modelVersion()).isEqualTo("up");
        assertThat(up.closed).isFalse();
    }

    @Test
    void aNewcomerThatFailsItsProbeLeavesTheChampionAtWork() {
        trade(up);
        warm();
        down.failing = true;
        assertThatThrownBy(() -> live.prepare("down", down))
                .isInstanceOf(ColinException.class)
                .hasMessageContaining("failed its probe");
        SayingModel longer = new SayingModel("longer", Direction.LONG, 1, 2 * SayingModel.HORIZON);
        assertThatThrownBy(() -> live.prepare("longer", longer)).hasMessageContaining("not made for the line");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> live.swap(Roles.only("down", ModelStage.CHAMPION), List.of()));
        assertThat(((Signal) judge(100)).modelVersion()).isEqualTo("up");
    }

    @Test
    void aModelInTheShadowIsScoredButChangesNoSignal() {
        trade(up);
        live.swap(
                new Roles(Optional.of("up"), ModelStage.CHAMPION, Optional.empty(), 0, List.of("down")),
                List.of(live.prepare("down", down)));
        List<SignalOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            outcomes.add(judge(100 + i % 2 * 0.1));
        }
        live.settle();
        assertThat(outcomes.subList(2, 25))
                .allSatisfy(o -> assertThat(((Signal) o).modelVersion()).isEqualTo("up"));
        assertThat(down.evaluated()).isEqualTo(25);
        assertThat(record("down").resolved()).isEqualTo(record("up").resolved()).isPositive();
        assertThat(down.learnt).hasSize((int) record("down").resolved());
        assertThat(up.learnt).isEmpty();
        assertThat(heard).hasSize(2 * (int) record("down").resolved());
    }

    @Test
    void aFailingShadowIsAQuietOne() {
        trade(up);
        warm();
        live.swap(
                new Roles(Optional.of("up"), ModelStage.CHAMPION, Optional.empty(), 0, List.of("down")),
                List.of(live.prepare("down", down)));
        down.failing = true;
        assertThat(judge(100)).isInstanceOf(Signal.class);
        live.settle();
        assertThat(judge(100)).isInstanceOf(Signal.class);
    }

    @Test
    void aFailingChampionGivesNoSignalInsteadOfAnother() {
        trade(up);
        warm();
        up.failing = true;
        assertThat(judge(100))
                .isInstanceOfSatisfying(
                        NoSignal.class, none -> assertThat(none.detail()).contains("out of order"));
        up.failing = false;
        assertThat(judge(100)).isInstanceOf(Signal.class);
    }

    @Test
    void championAndChallengerEachSpeakForTheirShareOfTheCapital() {
        trade(up);
        warm();
        LiveModel.Prepared challenger = live.prepare("down", down);
        live.swap(challenging(0.25), List.of(challenger));
        Signal both = (Signal) judge(100);
        assertThat(both.direction()).isEqualTo(Direction.LONG);
        assertThat(both.strength()).isCloseTo(0.75 * 0.8 - 0.25 * 0.4, within(1e-12));
        assertThat(both.members())
                .extracting(m -> m.name() + " " + m.weight())
                .containsExactly("saying@up 0.75", "saying@down 0.25");
        live.onResolved(new ResolvedSignal(both, both.dataAsOfNs() + 1, true, Direction.SHORT, -0.01, -0.0102));
        assertThat(up.learnt.getFirst().netReturn()).isCloseTo(-0.01 - 0.0002, within(1e-12));
        assertThat(down.learnt.getFirst().netReturn()).isCloseTo(0.01 - 0.0002, within(1e-12));
        live.swap(challenging(0.5), List.of());
        assertThat(((Signal) judge(100)).strength()).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void aQuestionInsideABarIsAnsweredByBothScoredByNobodyAndPutsNothingInTheWay() {
        trade(up);
        warm();
        live.swap(challenging(0.25), List.of(live.prepare("down", down)));
        assertThat(live.provisional(SyntheticMarket.SYMBOL)).isPresent();
        Signal both = (Signal) judge(100);
        ModelInput inside = live.provisional(SyntheticMarket.SYMBOL).orElseThrow();
        assertThat(inside.provisional()).isTrue();
        live.settle();
        int followed = up.evaluated();
        Signal said = (Signal) live.evaluate(List.of(inside)).getFirst();
        assertThat(said.provisional()).isTrue();
        assertThat(said.strength()).isEqualTo(both.strength());
        assertThat(said.members()).hasSize(2);
        assertThat(both.provisional()).isFalse();
        assertThat(up.evaluated()).isEqualTo(followed + 1);
        // The blend that was traded at that moment is still known by what each said.
        live.onResolved(new ResolvedSignal(both, both.dataAsOfNs() + 1, true, Direction.SHORT, -0.01, -0.0102));
        assertThat(up.learnt)
                .singleElement()
                .satisfies(own -> assertThat(own.signal().provisional()).isFalse());
        for (int i = 0; i < 16; i++) {
            judge(100.1);
            live.evaluate(List.of(live.provisional(SyntheticMarket.SYMBOL).orElseThrow()));
        }
        live.settle();
        assertThat(record("up").outcomes())
                .extracting(ScoredOutcome::dataAsOfNs)
                .doesNotHaveDuplicates();
    }

    @Test
    void aModelThatFailsAtAQuestionInsideABarIsSilentBesideTheOtherAndNamedWhenItIsAlone() {
        trade(up);
        warm();
        up.failingInside = true;
        assertThatThrownBy(() -> live.provisional(SyntheticMarket.SYMBOL))
                .isInstanceOfSatisfying(
                        ColinException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MODEL_FAILED))
                .hasMessageContaining("model up")
                .hasMessageContaining("no view today");
        live.swap(challenging(0.25), List.of(live.prepare("down", down)));
        Signal said = (Signal)
                live.evaluate(List.of(live.provisional(SyntheticMarket.SYMBOL).orElseThrow()))
                        .getFirst();
        assertThat(said.direction()).isEqualTo(Direction.SHORT);
        assertThat(said.strength()).isCloseTo(0.25 * 0.4, within(1e-12));
    }

    @Test
    void afterARestartABlendedSignalTeachesBothOfWhatEachSaidAndNeverTheBlend() {
        trade(up);
        warm();
        live.swap(challenging(0.25), List.of(live.prepare("down", down)));
        Signal both = (Signal) judge(100);
        int at = next - 1;
        try (LiveModel again = LiveModel.of("line", Profile.BAR, SayingModel.HORIZON, (id, scored) -> {})) {
            SayingModel champion = new SayingModel("up", Direction.LONG, 0.8);
            SayingModel challenger = new SayingModel("down", Direction.SHORT, 0.4);
            again.swap(challenging(0.25), List.of(again.prepare("up", champion), again.prepare("down", challenger)));
            ResolvedSignal resolved =
                    new ResolvedSignal(both, both.dataAsOfNs() + 1, true, Direction.SHORT, -0.01, -0.0102);
            again.onResolved(resolved);
            assertThat(champion.learnt)
                    .as("answered before anything was seen again")
                    .isEmpty();
            for (int i = 0; i <= at + 3; i++) {
                again.observe(SyntheticMarket.bar(i, 100, 100, 100, 100, 1));
            }
            again.onResolved(resolved);
            assertThat(champion.learnt).singleElement().satisfies(own -> {
                assertThat(own.signal().strength()).isEqualTo(0.8);
                assertThat(own.netReturn()).isCloseTo(-0.01 - 0.0002, within(1e-12));
            });
            assertThat(challenger.learnt).singleElement().satisfies(own -> {
                assertThat(own.signal().direction()).isEqualTo(Direction.SHORT);
                assertThat(own.netReturn()).isCloseTo(0.01 - 0.0002, within(1e-12));
            });
            for (int i = at + 4; i < at + 60; i++) {
                again.observe(SyntheticMarket.bar(i, 100, 100, 100, 100, 1));
            }
            again.onResolved(resolved);
            assertThat(champion.learnt).as("too long ago").hasSize(1);
        }
    }

    @Test
    void whatAModelSaidInTheShadowIsTaughtItAlsoWhenTheAnswerComesAfterItsPromotion() {
        trade(up);
        live.swap(
                new Roles(Optional.of("up"), ModelStage.CHAMPION, Optional.empty(), 0, List.of("down")),
                List.of(live.prepare("down", down)));
        for (int i = 0; i < 8; i++) {
            judge(100);
        }
        live.settle();
        assertThat(down.learnt).isEmpty();
        live.swap(challenging(0.25), List.of());
        long promotedNs = SyntheticMarket.START_NS + next * SyntheticMarket.MINUTE_NS;
        for (int i = 0; i < 40; i++) {
            judge(100);
        }
        live.settle();
        assertThat(down.learnt)
                .as("the six of the shadow; those it traded are told by the engine")
                .hasSize(6)
                .allMatch(own -> own.signal().dataAsOfNs() <= promotedNs);
        assertThat(up.learnt).isEmpty();
    }

    @Test
    void aChallengerWithoutAChampionTradesItsShareAlone() {
        live.swap(
                new Roles(Optional.empty(), ModelStage.CHALLENGER, Optional.of("down"), 0.10, List.of()),
                List.of(live.prepare("down", down)));
        warm();
        Signal alone = (Signal) judge(100);
        assertThat(alone.direction()).isEqualTo(Direction.SHORT);
        assertThat(alone.strength()).isCloseTo(0.04, within(1e-12));
        assertThat(live.description().stage()).isEqualTo(ModelStage.CHALLENGER);
    }

    @Test
    void scoresByFirstTouchElseByThePriceAtTheHorizonNetOfCost() {
        trade(up);
        warm();
        judge(100);
        judge(101.5, 100.5);
        live.settle();
        ScoredOutcome touched = record("up").outcomes().getFirst();
        assertThat(touched.exitReturn()).isEqualTo(0.01);
        assertThat(touched.netReturn()).isCloseTo((0.01 - 0.0002) * 0.8, within(1e-12));
        assertThat(touched.isRight()).isTrue();
    }

    @Test
    void bothBarriersBetweenTwoDecisionsAreNeverCountedAsWrong() {
        trade(up);
        warm();
        judge(100);
        judge(102, 98);
        live.settle();
        assertThat(record("up").outcomes().getFirst().known()).isFalse();
        assertThat(record("up").resolved()).isZero();
    }

    @Test
    void aGapOverTheHorizonLeavesASignalUnresolved() {
        trade(up);
        warm();
        judge(100);
        next += 60;
        judge(101);
        live.settle();
        assertThat(record("up").outcomes().getFirst().known()).isFalse();
    }

    @Test
    void aQuestionBetweenTwoDecisionsIsScoredOnce() {
        trade(up);
        warm();
        ModelInput input = live.observe(bar(100)).orElseThrow();
        live.evaluate(List.of(input));
        for (int i = 0; i < 5; i++) {
            live.evaluate(List.of(live.latest(SyntheticMarket.SYMBOL).orElseThrow()));
        }
        for (int i = 0; i < 16; i++) {
            judge(100.1);
        }
        live.settle();
        assertThat(record("up").outcomes())
                .extracting(ScoredOutcome::dataAsOfNs)
                .doesNotHaveDuplicates();
    }

    @Test
    void theSameDataOnceMoreScoresNothingTwice() {
        trade(up);
        warm();
        int begun = next;
        for (int i = 0; i < 20; i++) {
            judge(100.1);
        }
        live.settle();
        TrackRecord first = record("up");
        assertThat(first.outcomes().getLast().resolvedAtNs()).isEqualTo(first.lastNs());
        try (LiveModel again = LiveModel.of("line", Profile.BAR, SayingModel.HORIZON, (id, scored) -> heard.clear())) {
            SayingModel same = new SayingModel("up", Direction.LONG, 0.8);
            again.restore("up", first);
            again.swap(Roles.only("up", ModelStage.CHAMPION), List.of(again.prepare("up", same)));
            for (int at = begun - 3; at < next; at++) {
                Bar bar = SyntheticMarket.bar(at, 100.1, 100.1, 100.1, 100.1, 1);
                again.evaluate(List.of(again.observe(bar).orElseThrow()));
            }
            again.settle();
            assertThat(again.evidence().record("up")).contains(first);
            assertThat(heard).isNotEmpty();
        }
    }

    private Roles challenging(double share) {
        return new Roles(Optional.of("up"), ModelStage.CHAMPION, Optional.of("down"), share, List.of());
    }

    private static Roles shadowing(String id) {
        return new Roles(Optional.empty(), ModelStage.CANDIDATE, Optional.empty(), 0, List.of(id));
    }

    private TrackRecord record(String id) {
        return live.evidence().record(id).orElseThrow();
    }

    private void trade(SignalModel model) {
        live.swap(Roles.only("up", ModelStage.CHAMPION), List.of(live.prepare("up", model)));
    }

    private void swapTo(String id, SignalModel model) {
        live.swap(Roles.only(id, ModelStage.CHAMPION), List.of(live.prepare(id, model)));
    }

    private void warm() {
        for (int i = 0; i < 3; i++) {
            live.observe(bar(100));
        }
    }

    private SignalOutcome judge(double price) {
        return judge(price, price);
    }

    private SignalOutcome judge(double high, double low) {
        Bar bar = SyntheticMarket.bar(next++, low, high, low, low, 1);
        return live.evaluate(List.of(live.observe(bar).orElseThrow())).getFirst();
    }

    private Bar bar(double price) {
        return SyntheticMarket.bar(next++, price, price, price, price, 1);
    }
}
