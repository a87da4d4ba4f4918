package io.colin.ml.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.ColinException;
import io.colin.api.signal.Direction;
import io.colin.api.signal.ModelStage;
import io.colin.ml.Trained;
import io.colin.ml.drift.DriftReport;
import io.colin.ml.drift.DriftReport.Verdict;
import io.colin.ml.lifecycle.RetrainingTriggers.Cause;
import io.colin.ml.lifecycle.RetrainingTriggers.Regime;
import io.colin.ml.lifecycle.RetrainingTriggers.Trigger;
import io.colin.ml.network.TrainingEpoch;
import io.colin.ml.network.TrainingProgress;
import io.colin.ml.network.TrainingStep;
import io.colin.ml.registry.ModelFile;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrainingTest {
    /** A Wednesday. */
    private static final long START = ns("2022-01-05T12:00:00Z");

    private static final long DAY = Models.DAY;

    @TempDir
    private Path root = Path.of("");

    private final RetrainingTriggers triggers = RetrainingTriggers.from(START);

    @Test
    void everySundayAtMidnightUtcIsDueOnce() {
        long sunday = ns("2022-01-09T00:00:00Z");
        assertThat(calm(sunday - 1)).isEmpty();
        assertThat(calm(sunday)).map(Trigger::cause).contains(Cause.WEEKLY);
        assertThat(calm(sunday + 1)).isEmpty();
        assertThat(calm(sunday + 6 * DAY)).isEmpty();
        assertThat(calm(sunday + 9 * DAY)).map(Trigger::cause).contains(Cause.WEEKLY);
    }

    @Test
    void driftThatAsksForItIsDueAndAWarningIsNot() {
        assertThat(check(drift(Verdict.WARNING), Optional.empty(), Regime.UNKNOWN, START))
                .isEmpty();
        assertThat(check(drift(Verdict.RETRAIN), Optional.empty(), Regime.UNKNOWN, START))
                .map(Trigger::cause)
                .contains(Cause.DRIFT);
        assertThat(check(drift(Verdict.RETRAIN), Optional.empty(), Regime.UNKNOWN, START + DAY - 1))
                .isEmpty();
        assertThat(check(drift(Verdict.RETRAIN), Optional.empty(), Regime.UNKNOWN, START + DAY))
                .isPresent();
    }

    @Test
    void aMonthOfSharpeBelowOneIsDueFromTwoHundredAnsweredSignalsOn() {
        TrackRecord poor = Models.lived(START - 20 * DAY, START, -0.0001, 0.001, 3);
        TrackRecord few =
                new TrackRecord(START - 20 * DAY, START, poor.outcomes().subList(0, 199));
        TrackRecord good = Models.lived(START - 20 * DAY, START, 0.0005, 0.001, 3);
        assertThat(check(drift(Verdict.STABLE), Optional.of(few), Regime.UNKNOWN, START))
                .isEmpty();
        assertThat(check(drift(Verdict.STABLE), Optional.of(good), Regime.UNKNOWN, START))
                .isEmpty();
        assertThat(check(drift(Verdict.STABLE), Optional.of(poor), Regime.UNKNOWN, START))
                .hasValueSatisfying(trigger -> {
                    assertThat(trigger.cause()).isEqualTo(Cause.SCORE);
                    assertThat(trigger.detail()).contains("1920 answered signals");
                });
    }

    @Test
    void aSingleDayHasNoSharpeToFallShortOf() {
        List<ScoredOutcome> everyMinute = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            long at = START + i * Models.HOUR / 60;
            everyMinute.add(new ScoredOutcome(
                    Trained.model().file().card().settings().symbol(),
                    at,
                    at + Models.HOUR / 60,
                    Direction.LONG,
                    true,
                    0.001,
                    0.0009,
                    1));
        }
        TrackRecord day = new TrackRecord(START, START + 10 * Models.HOUR, everyMinute);
        assertThat(check(drift(Verdict.STABLE), Optional.of(day), Regime.UNKNOWN, START + 10 * Models.HOUR))
                .isEmpty();
    }

    @Test
    void aMonthThatWasGoodBeforeItsRealCostsIsDue() {
        TrackRecord good = Models.lived(START - 20 * DAY, START, 0.0005, 0.001, 3);
        assertThat(check(drift(Verdict.STABLE), Optional.of(good.lessCost(0.0006)), Regime.UNKNOWN, START))
                .map(Trigger::cause)
                .contains(Cause.SCORE);
    }

    @Test
    void aVolatilityOutsideTheTrainingsRangeOrAnotherCorrelationIsABreakOfRegime() {
        Regime usual = new Regime(0.001, List.of(0.0005, 0.002), 0.6, 0.3);
        assertThat(check(drift(Verdict.STABLE), Optional.empty(), usual, START)).isEmpty();
        Regime wild = new Regime(0.0021, List.of(0.0005, 0.002), 0.6, 0.3);
        assertThat(check(drift(Verdict.STABLE), Optional.empty(), wild, START))
                .map(Trigger::cause)
                .contains(Cause.REGIME);
        Regime together = new Regime(Double.NaN, List.of(), 0.9, 0.39);
        assertThat(check(drift(Verdict.STABLE), Optional.empty(), together, START + DAY))
                .isPresent();
    }

    @Test
    void aTrainingInTheBackgroundGivesACandidate() throws InterruptedException {
        BlockingQueue<TrainingResult> heard = new LinkedBlockingQueue<>();
        ModelRegistry registry = ModelRegistry.in(root);
        try (BackgroundTrainer trainer = BackgroundTrainer.into(registry, heard::add)) {
            AtomicInteger priority = new AtomicInteger();
            assertThat(trainer.begin(
                            stop -> {
                                priority.set(Thread.currentThread().getPriority());
                                return Trained.model().file();
                            },
                            START,
                            "weekly"))
                    .isTrue();
            TrainingResult result = heard.poll(30, TimeUnit.SECONDS);
            assertThat(result)
                    .isInstanceOfSatisfying(
                            TrainingResult.Trained.class,
                            trained -> assertThat(trained.candidate().stage()).isEqualTo(ModelStage.CANDIDATE));
            assertThat(priority).hasValue(Thread.MIN_PRIORITY);
            assertThat(registry.standing(Trained.model().file().id()).sinceNs()).isEqualTo(START);
            assertThat(trainer.results()).hasSize(1);
        }
    }

    @Test
    void aTrainingOfAReplayIsOverWhenItsEventTimeIsAndNotBefore() {
        List<TrainingResult> heard = new ArrayList<>();
        AtomicInteger trained = new AtomicInteger();
        TrainingJob job = stop -> {
            trained.incrementAndGet();
            return Trained.model().file();
        };
        BackgroundTrainer trainer = BackgroundTrainer.replayed(ModelRegistry.in(root), Duration.ofHours(1), heard::add);
        trainer.advance(START);
        assertThat(trainer.begin(job, START, "weekly")).isTrue();
        assertThat(trainer.begin(job, START + 1, "drift")).isFalse();
        trainer.advance(START + Models.HOUR - 1);
        assertThat(trainer.isRunning()).isTrue();
        assertThat(heard).isEmpty();
        trainer.advance(START + Models.HOUR);
        assertThat(trainer.isRunning()).isFalse();
        assertThat(heard).extracting(TrainingResult::reason).containsExactly("weekly");
        trainer.advance(START + 2 * Models.HOUR);
        assertThat(trained).hasValue(1);

        assertThat(trainer.begin(job, START + 2 * Models.HOUR, "drift")).isTrue();
        trainer.close();
        trainer.advance(START + 4 * Models.HOUR);
        assertThat(trained).hasValue(1);
    }

    @Test
    void aFailureIsRecordedAndTheChampionStays() throws InterruptedException {
        BlockingQueue<TrainingResult> heard = new LinkedBlockingQueue<>();
        ModelRegistry registry = ModelRegistry.in(root);
        String champion = registry.register(Models.good("champion"), "tester", START, "first")
                .model();
        try (BackgroundTrainer trainer = BackgroundTrainer.into(registry, heard::add)) {
            trainer.begin(
                    stop -> {
                        throw new ColinException(ColinException.Reason.MODEL_FAILED, "a loss was not finite");
                    },
                    START,
                    "drift");
            assertThat(heard.poll(30, TimeUnit.SECONDS))
                    .isEqualTo(new TrainingResult.Failed("drift", "a loss was not finite"));
            assertThat(trainer.isRunning()).isFalse();
        }
        assertThat(registry.standings()).extracting(Standing::model).containsExactly(champion);
    }

    @Test
    void anErrorOfANativeLibraryIsAFailureLikeAnyOther() throws InterruptedException {
        BlockingQueue<TrainingResult> heard = new LinkedBlockingQueue<>();
        try (BackgroundTrainer trainer = BackgroundTrainer.into(ModelRegistry.in(root), heard::add)) {
            trainer.begin(
                    stop -> {
                        throw new UnsatisfiedLinkError("no nd4j here");
                    },
                    START,
                    "weekly");
            assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(new TrainingResult.Failed("weekly", "no nd4j here"));
            assertThat(trainer.isRunning()).isFalse();
            assertThat(trainer.begin(stop -> Trained.model().file(), START, "weekly"))
                    .isTrue();
        }
    }

    @Test
    void onlyOneRunsAtATimeAndItStopsAtItsNextBatch() throws InterruptedException {
        BlockingQueue<TrainingResult> heard = new LinkedBlockingQueue<>();
        CountDownLatch begun = new CountDownLatch(1);
        BackgroundTrainer trainer = BackgroundTrainer.into(ModelRegistry.in(root), heard::add);
        trainer.begin(stop -> endless(begun, stop), START, "first");
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(trainer.begin(stop -> Trained.model().file(), START, "second"))
                .isFalse();
        trainer.close();
        assertThat(heard.poll(30, TimeUnit.SECONDS))
                .isEqualTo(new TrainingResult.Failed("first", "the training was told to stop"));
        assertThat(trainer.begin(stop -> Trained.model().file(), START, "third"))
                .isFalse();
        assertThat(ModelRegistry.in(root).standings()).isEmpty();
    }

    /** A real training whose every batch asks whether to go on. */
    private static ModelFile endless(CountDownLatch begun, TrainingJob.StopSign stop) {
        return Trained.small()
                .seed(7)
                .progress(
                        new TrainingProgress() {
                            @Override
                            public void onStep(TrainingStep step) {
                                begun.countDown();
                                while (step.epoch() > 0) {
                                    stop.check();
                                    Thread.onSpinWait();
                                }
                            }

                            @Override
                            public void onEpoch(TrainingEpoch epoch) {}
                        },
                        () -> 0)
                .build()
                .train()
                .file();
    }

    private Optional<Trigger> calm(long timeNs) {
        return triggers.check(timeNs, Optional.empty(), Optional.empty(), Regime.UNKNOWN);
    }

    private Optional<Trigger> check(DriftReport drift, Optional<TrackRecord> lived, Regime regime, long timeNs) {
        return triggers.check(timeNs, Optional.of(drift), lived, regime);
    }

    private static DriftReport drift(Verdict verdict) {
        return new DriftReport(verdict, List.of(), OptionalDouble.empty());
    }

    private static long ns(String instant) {
        return Instant.parse(instant).getEpochSecond() * 1_000_000_000L;
    }
}
