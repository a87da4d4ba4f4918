package io.colin.ml.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.ColinException;
import io.colin.api.signal.ModelStage;
import io.colin.ml.Trained;
import io.colin.ml.cost.HalfSpread;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.lifecycle.Models.SetEvidence;
import io.colin.ml.registry.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLifecycleTest {
    private static final long DAY = Models.DAY;
    private static final long START = Models.CUT_OFF + DAY;

    @TempDir
    private Path root = Path.of("");

    private final SetEvidence evidence = new SetEvidence();
    private final Map<String, Integer> seeds = new HashMap<>();
    private ModelLifecycle lifecycle = ModelLifecycle.of(ModelRegistry.in(Path.of("")), evidence, 42);

    @BeforeEach
    void open() {
        lifecycle = ModelLifecycle.of(ModelRegistry.in(root), evidence, 42);
    }

    @Test
    void whatCannotBePutToWorkIsNotRecordedAndWhatIsNotWrittenFails() {
        String model = register(Models.good("one"));
        ModelRegistry registry = lifecycle.registry();
        int before = registry.history().size();
        assertThatThrownBy(() -> lifecycle.promote(model, by(START), (planned, write) -> {
                    assertThat(planned.changes()).extracting(StageChange::after).containsExactly(ModelStage.VALIDATED);
                    throw new IllegalStateException("the engine is gone");
                }))
                .hasMessage("the engine is gone");
        assertThatThrownBy(() -> lifecycle.promote(model, by(START), (planned, write) -> {}))
                .hasMessageContaining("must have written");
        assertThat(registry.history()).hasSize(before);
        assertThat(registry.standing(model).stage()).isEqualTo(ModelStage.CANDIDATE);

        assertThat(lifecycle.promote(model, by(START), (planned, write) -> {
                    write.run();
                    assertThat(registry.standing(model).stage()).isEqualTo(ModelStage.VALIDATED);
                }))
                .isInstanceOf(Promotion.Done.class);
        lifecycle.promote(model, by(START), (planned, write) -> {
            assertThat(planned.roles().shadows()).containsExactly(model);
            write.run();
        });
        assertThat(registry.standing(model).stage()).isEqualTo(ModelStage.SHADOW);
    }

    @Test
    void theFastestWayToChampionTakesSixteenDaysAndEveryStepIsRecorded() {
        String model = register(Models.good("first"));
        done(model, START);
        done(model, START);
        assertThat(stage(model)).isEqualTo(ModelStage.SHADOW);
        live(model, START, START + 7 * DAY, 0.0004);
        assertThat(ModelLifecycle.earliestNs(lifecycle.registry().standing(model)))
                .isEqualTo(START + 7 * DAY);
        assertThat(failed(model, START + 7 * DAY - 1)).containsExactly("shadow_days");
        done(model, START + 7 * DAY);
        long at = START + 7 * DAY;
        for (double share : new double[] {0.10, 0.25, 0.50}) {
            assertThat(lifecycle.registry().standing(model).capitalShare()).isEqualTo(share);
            live(model, START, at + 3 * DAY, 0.0004);
            assertThat(ModelLifecycle.earliestNs(lifecycle.registry().standing(model)))
                    .isEqualTo(at + 3 * DAY);
            assertThat(failed(model, at + 3 * DAY - 1)).containsExactly("days_at_this_share");
            at += 3 * DAY;
            done(model, at);
        }
        assertThat(at - START).isEqualTo(16 * DAY);
        assertThat(stage(model)).isEqualTo(ModelStage.CHAMPION);
        assertThat(lifecycle.registry().history())
                .extracting(StageChange::after)
                .containsExactly(
                        ModelStage.CANDIDATE,
                        ModelStage.VALIDATED,
                        ModelStage.SHADOW,
                        ModelStage.CHALLENGER,
                        ModelStage.CHALLENGER,
                        ModelStage.CHALLENGER,
                        ModelStage.CHAMPION);
        StageChange last = lifecycle.registry().history().getLast();
        assertThat(last.principal()).isEqualTo("tester");
        assertThat(last.timeNs()).isEqualTo(at);
        assertThat(last.criteria()).extracting(Criterion::name).contains("p_value", "floor_sharpe");
    }

    @Test
    void aSuccessorRetiresTheChampionInTheSameLineOfTheRecord() {
        String old = champion("old", -0.0001, START);
        String next = challenger("next", START + 17 * DAY, 0.0006);
        lifecycle.registry().record(List.of());
        live(next, START + 17 * DAY, START + 29 * DAY, 0.0006);
        live(old, START, START + 29 * DAY, -0.0001);
        Promotion promoted = lifecycle.promote(next, by(START + 28 * DAY));
        assertThat(promoted)
                .isInstanceOfSatisfying(
                        Promotion.Done.class,
                        done -> assertThat(done.changes())
                                .extracting(StageChange::model)
                                .containsExactly(old, next));
        assertThat(stage(old)).isEqualTo(ModelStage.RETIRED);
        assertThat(lifecycle
                        .registry()
                        .champion(lifecycle.registry().standing(next).line()))
                .map(Standing::model)
                .contains(next);
    }

    @Test
    void aModelThatBeatsNoBaselineCannotLeaveTheShadow() {
        String model = register(Models.poor("poor"));
        done(model, START);
        done(model, START);
        live(model, START, START + 8 * DAY, 0.0004);
        assertThat(failed(model, START + 8 * DAY)).contains("beats_every_baseline", "floor_sharpe");
        assertThat(stage(model)).isEqualTo(ModelStage.SHADOW);
    }

    @Test
    void fewerThanFiveHundredAnsweredSignalsKeepAModelInTheShadow() {
        String model = shadow(Models.good("rare"), START);
        evidence.records.put(
                model,
                new TrackRecord(
                        START,
                        START + 8 * DAY,
                        Models.lived(START, START + 8 * DAY, 0.0004, 0.0005, 1)
                                .outcomes()
                                .subList(0, 499)));
        assertThat(failed(model, START + 8 * DAY)).contains("shadow_resolved");
        live(model, START, START + 8 * DAY, 0.0004);
        assertThat(lifecycle.promote(model, by(START + 8 * DAY))).isInstanceOf(Promotion.Done.class);
    }

    @Test
    void withoutABackTestOfTheShadowDaysTheFloorIsNotReached() {
        String model = shadow(Models.good("unproven"), START);
        live(model, START, START + 8 * DAY, 0.0004);
        evidence.backtested = false;
        assertThat(failed(model, START + 8 * DAY)).containsExactly("floor_shadow_correlation");
    }

    @Test
    void aChallengerThatIsNoBetterThanTheChampionStaysWhereItIsAndSoDoesTheChampion() {
        String old = champion("old", 0.0004, START);
        String next = shadow(Models.good("next"), START + 17 * DAY);
        live(old, START, START + 25 * DAY, 0.0004);
        live(next, START + 17 * DAY, START + 25 * DAY, 0.0003);
        assertThat(failed(next, START + 25 * DAY)).contains("sharpe_gain_relative", "p_value");
        assertThat(stage(old)).isEqualTo(ModelStage.CHAMPION);
        assertThat(stage(next)).isEqualTo(ModelStage.SHADOW);
    }

    @Test
    void anIncumbentIsJudgedAtTheCostsOfWhoIsToReplaceIt() {
        TradingCosts costs = Trained.model().file().card().settings().costs();
        String old = champion("old", 0.0004, START);
        TradingCosts dearer = new TradingCosts(costs.takerFeeBps() + 2, costs.halfSpread(), costs.impactBps());
        String next = shadow(Models.at("dearer", dearer), START + 17 * DAY);
        live(old, START, START + 25 * DAY, 0.0004);
        live(next, START + 17 * DAY, START + 25 * DAY, 0.0003);
        assertThat(lifecycle.gate(next, START + 25 * DAY)).allMatch(Criterion::passed);
        TradingCosts other = new TradingCosts(costs.takerFeeBps(), HalfSpread.fixed(7), costs.impactBps());
        String strange = shadow(Models.at("strange", other), START + 17 * DAY);
        live(strange, START + 17 * DAY, START + 25 * DAY, 0.002);
        assertThat(failed(strange, START + 25 * DAY)).contains("same_costs");
    }

    @Test
    void aBadlyCalibratedModelIsNotValidated() {
        String model = register(Models.named("crooked", true, Models.CUT_OFF)
                .withMetrics(Map.of("calibration_error", 0.031, "brier", 0.5)));
        assertThat(failed(model, START)).containsExactly("calibration_error", "brier");
    }

    @Test
    void anExpiredModelAndOneFromTheFutureMoveNowhere() {
        String model = register(Models.good("dated"));
        assertThat(failed(model, Models.CUT_OFF + 30 * DAY)).containsExactly("expiry");
        assertThat(failed(model, Models.CUT_OFF - 1)).containsExactly("data_cut_off");
        assertThat(lifecycle.promote(model, by(Models.CUT_OFF + 30 * DAY)))
                .isInstanceOfSatisfying(
                        Promotion.Refused.class,
                        refused -> assertThat(refused.failed().getFirst().line())
                                .as("both times, for a person")
                                .matches("expiry: \\d{4}-.*Z, must be after \\d{4}-.*Z, the event time of the"
                                        + " decision"));
    }

    @Test
    void aRejectedModelIsOutForGood() {
        String model = register(Models.good("unwanted"));
        assertThat(lifecycle.reject(model, by(START))).isInstanceOf(Promotion.Done.class);
        assertThat(failed(model, START)).containsExactly("stage");
        assertThat(lifecycle.reject(model, by(START))).isInstanceOf(Promotion.Refused.class);
    }

    @Test
    void aRollbackBringsTheChampionBeforeBackAndTheOtherCannotReturn() {
        String old = champion("old", -0.0001, START);
        assertThat(lifecycle.rollback(old, by(START + 17 * DAY)))
                .isInstanceOfSatisfying(
                        Promotion.Refused.class,
                        refused -> assertThat(refused.failed())
                                .extracting(Criterion::name)
                                .containsExactly("previous_champion"));
        String next = succeed(old, START);
        assertThat(lifecycle.rollback(old, by(START + 28 * DAY))).isInstanceOf(Promotion.Refused.class);
        assertThat(lifecycle.rollback(next, by(START + 28 * DAY))).isInstanceOf(Promotion.Done.class);
        assertThat(stage(old)).isEqualTo(ModelStage.CHAMPION);
        assertThat(stage(next)).isEqualTo(ModelStage.RETIRED);
        assertThat(failed(next, START + 28 * DAY)).containsExactly("stage");
    }

    @Test
    void aChampionTwentyPercentBelowItsReferenceMustGo() {
        String old = champion("old", -0.0001, START);
        String next = succeed(old, START);
        String line = lifecycle.registry().standing(next).line();
        long since = START + 28 * DAY;
        live(next, since, since + DAY, 0.01);
        assertThat(lifecycle.mustRollBack(line, since + DAY)).isEmpty();
        evidence.records.put(next, hits(since, 100, 48));
        assertThat(lifecycle.mustRollBack(line, since + 2 * DAY)).isEmpty();
        evidence.records.put(next, hits(since, 100, 47));
        assertThat(lifecycle.mustRollBack(line, since + 2 * DAY))
                .hasValueSatisfying(why -> assertThat(why).contains("0.47", "0.6"));
        evidence.records.put(next, hits(since, 49, 10));
        assertThat(lifecycle.mustRollBack(line, since + 2 * DAY)).isEmpty();
    }

    @Test
    void aRefreshMaySucceedInTheLastSevenDaysWithoutBeingBetter() {
        String old = champion("old", 0.0004, START);
        long newer = START + 10 * DAY;
        String refresh = shadow(Models.refreshed("new", newer), START + 12 * DAY);
        long expiry = Models.CUT_OFF + 30 * DAY;
        live(old, START, expiry, 0.0004);
        live(refresh, START + 12 * DAY, expiry, 0.0004);
        assertThat(failed(refresh, expiry - 7 * DAY - 1)).contains("p_value");
        Promotion promoted = lifecycle.promote(refresh, by(expiry - 7 * DAY));
        assertThat(promoted).isInstanceOf(Promotion.Done.class);
        assertThat(stage(refresh)).isEqualTo(ModelStage.CHAMPION);
        assertThat(stage(old)).isEqualTo(ModelStage.RETIRED);
        assertThat(lifecycle.registry().history().getLast().cause()).isEqualTo(StageChange.Cause.REFRESH);
    }

    @Test
    void aRefreshThatIsSignificantlyWorseMayNot() {
        String old = champion("old", 0.0006, START);
        String refresh = shadow(Models.refreshed("new", START + 10 * DAY), START + 12 * DAY);
        long expiry = Models.CUT_OFF + 30 * DAY;
        live(old, START, expiry, 0.0006);
        live(refresh, START + 12 * DAY, expiry, -0.0006);
        assertThat(failed(refresh, expiry - DAY)).containsExactly("not_significantly_worse");
    }

    @Test
    void aDamagedModelIsNotPromotedAndNothingChanges() throws IOException {
        String model = register(Models.good("damaged"));
        Path weights = root.resolve(model).resolve(ModelFile.WEIGHTS);
        byte[] bytes = Files.readAllBytes(weights);
        bytes[3] ^= 1;
        Files.write(weights, bytes);
        assertThatThrownBy(() -> lifecycle.promote(model, by(START)))
                .isInstanceOf(ColinException.class)
                .hasMessageContaining(ModelFile.WEIGHTS + " is damaged");
        assertThat(stage(model)).isEqualTo(ModelStage.CANDIDATE);
        assertThatThrownBy(() -> lifecycle.promote("nobody", by(START))).hasMessageContaining("no model nobody");
    }

    private String succeed(String old, long start) {
        String next = challenger("next", start + 17 * DAY, 0.0006);
        live(next, start + 17 * DAY, start + 29 * DAY, 0.0006);
        live(old, start, start + 29 * DAY, -0.0001);
        done(next, start + 28 * DAY);
        return next;
    }

    private String champion(String name, double mean, long start) {
        String model = register(Models.good(name));
        lifecycle
                .registry()
                .record(List.of(
                        move(model, ModelStage.VALIDATED, 0, start),
                        move(model, ModelStage.SHADOW, 0, start),
                        move(model, ModelStage.CHALLENGER, 0.1, start),
                        move(model, ModelStage.CHAMPION, 1, start)));
        live(model, start, start + 29 * DAY, mean);
        return model;
    }

    /** One step before it is champion. */
    private String challenger(String name, long since, double mean) {
        String model = register(Models.refreshed(name, Models.CUT_OFF + 3 * DAY));
        lifecycle
                .registry()
                .record(List.of(
                        move(model, ModelStage.VALIDATED, 0, since),
                        move(model, ModelStage.SHADOW, 0, since),
                        move(model, ModelStage.CHALLENGER, 0.5, since + 7 * DAY)));
        live(model, since, since + 12 * DAY, mean);
        return model;
    }

    private String shadow(ModelFile file, long at) {
        String model = register(file);
        lifecycle
                .registry()
                .record(List.of(move(model, ModelStage.VALIDATED, 0, at), move(model, ModelStage.SHADOW, 0, at)));
        return model;
    }

    private static ModelRegistry.Move move(String model, ModelStage after, double share, long at) {
        return new ModelRegistry.Move(model, after, share, StageChange.Cause.PROMOTION, by(at), List.of());
    }

    private static TrackRecord hits(long from, int count, int right) {
        List<ScoredOutcome> outcomes =
                Models.lived(from, from + count * Models.HOUR / 4, 0.01, 0, 1).outcomes();
        List<ScoredOutcome> scored = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ScoredOutcome o = outcomes.get(i);
            double exit = i < right ? 0.01 : -0.01;
            scored.add(new ScoredOutcome(
                    o.symbol(), o.dataAsOfNs(), o.resolvedAtNs(), o.direction(), true, exit, exit, 1));
        }
        return new TrackRecord(from, from + count * Models.HOUR / 4, scored);
    }

    private String register(ModelFile file) {
        return lifecycle
                .registry()
                .register(file, "tester", Models.CUT_OFF, "trained")
                .model();
    }

    /** Each model's own noise, so that two of them are not the same series. */
    private void live(String model, long from, long to, double mean) {
        int seed = seeds.computeIfAbsent(model, key -> seeds.size() + 1);
        evidence.records.put(model, Models.lived(from, to, mean, 0.0005, seed));
    }

    private void done(String model, long at) {
        assertThat(lifecycle.promote(model, by(at))).isInstanceOf(Promotion.Done.class);
    }

    private List<String> failed(String model, long at) {
        Promotion answer = lifecycle.promote(model, by(at));
        assertThat(answer).isInstanceOf(Promotion.Refused.class);
        return ((Promotion.Refused) answer)
                .failed().stream().map(Criterion::name).toList();
    }

    private ModelStage stage(String model) {
        return lifecycle.registry().standing(model).stage();
    }

    private static Decision by(long at) {
        return new Decision("tester", at, "for the test");
    }
}
