package io.colin.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.ColinException;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.Bar;
import io.colin.ml.cost.HalfSpread;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.dataset.WalkForwardSettings;
import io.colin.ml.evaluation.Assessment;
import io.colin.ml.evaluation.PermutationImportance;
import io.colin.ml.feature.BarCatalog;
import io.colin.ml.label.BarrierSettings;
import io.colin.ml.network.FileCheckpoint;
import io.colin.ml.network.LstmSettings;
import io.colin.ml.preset.Preset;
import io.colin.ml.report.ReportHtml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Series whose best possible accuracy is known: every bar moves one step, up or down, and tends to go on as before. */
class WalkForwardTrainingTest {
    private static final double STEP = 0.002;
    private static final int HORIZON = 15;
    private static final WalkForwardSettings WALK =
            WalkForwardSettings.standard().withFolds(2);
    private static final WalkForwardSettings ONE_FOLD = WALK.withFolds(1);
    private static final Effort EFFORT = new Effort(1, 2, 2, 2);
    private static final Effort QUICK = new Effort(2, 1, 0, 1);
    private static final double PERSISTENCE = 0.9;
    private static final int BARS = 4_000;
    private static final boolean[] UPS = directions(5, BARS, PERSISTENCE);

    /** Trained once for all tests. */
    private static final class Found {
        private static final List<String> STAGES = new ArrayList<>();
        private static final WalkForwardResult RESULT = training(bars(UPS)).walkForward(WALK, EFFORT, STAGES::add);
    }

    @Test
    void reachesTheBayesRateAndFindsNothingWhereThereIsNothing() {
        WalkForwardResult found = Found.RESULT;
        double bayes = bayesRate(PERSISTENCE);
        assertThat(bayes).isEqualTo(0.83, within(0.01));
        Assessment candidate = found.blocks().getLast().assessment();
        assertThat(accuracy(candidate))
                .as("of a Bayes rate of %s: %s", bayes, scores(found))
                .isGreaterThan(0.95 * bayes);
        assertThat(accuracy(candidate)).as("no look-ahead").isLessThan(bayes + 0.03);
        assertThat(accuracy(found.overall())).as("no look-ahead").isLessThan(bayes + 0.03);
        assertThat(found.overall().losses())
                .filteredOn(loss -> loss.baseline().equals("majority"))
                .allMatch(loss -> loss.test().pValue() < 0.001);
        assertThat(found.importances().getFirst()).satisfies(first -> {
            assertThat(first.column()).isEqualTo("ret_1");
            assertThat(first.lowest()).isPositive();
        });

        WalkForwardResult nothing = training(bars(shuffled(UPS, 6))).walkForward(WALK, QUICK, stage -> {});
        assertThat(nothing.overall().beatsEveryBaseline()).isFalse();
        assertThat(nothing.overall().verdict()).startsWith("adds nothing");
        assertThat(nothing.overall().permutationP()).isGreaterThan(0.05);
        assertThat(accuracy(nothing.overall())).isBetween(0.4, 0.6);
    }

    @Test
    void judgesEveryBlockOnceAndKeepsTheWholeInTheCard() {
        WalkForwardResult result = Found.RESULT;
        assertThat(Found.STAGES)
                .containsExactly(
                        "reading synthetic", "fold 1", "fold 2", "seed 43", "hold-out", "importance of columns");
        assertThat(result.blocks()).extracting("name").containsExactly("fold 1", "fold 2", "hold-out");
        assertThat(result.overall().evaluation().decisions())
                .isEqualTo(result.blocks().stream()
                        .mapToInt(block -> block.assessment().evaluation().decisions())
                        .sum());
        assertThat(result.candidate().evaluation()).isEqualTo(result.overall().evaluation());
        assertThat(result.candidate().file().card().dataToNs())
                .as("the candidate's data ends where the hold-out begins")
                .isEqualTo(SyntheticMarket.START_NS + BARS * 8 / 10 * SyntheticMarket.MINUTE_NS);
        assertThat(result.blocks()).allMatch(block -> !block.epochs().isEmpty());
        assertThat(result.seeds()).hasSize(2);
        assertThat(result.seeds().getFirst().accuracy())
                .isEqualTo(accuracy(result.blocks().get(1).assessment()));
        assertThat(result.importances())
                .hasSize(3)
                .isSortedAccordingTo((a, b) -> Double.compare(b.increase(), a.increase()));
        assertThat(result.importances())
                .extracting(PermutationImportance::column)
                .contains("tod_sin");
    }

    @Test
    void nothingLearntComesFromTheHoldOut() {
        List<Bar> bars = bars(directions(5, 2_500, PERSISTENCE));
        List<Bar> rewritten = new ArrayList<>(bars.subList(0, 2_000));
        rewritten.addAll(SyntheticMarket.randomWalk(9, 2_500).subList(2_000, 2_500));
        WalkForwardResult original = training(bars).walkForward(ONE_FOLD, QUICK, stage -> {});
        WalkForwardResult other = training(rewritten).walkForward(ONE_FOLD, QUICK, stage -> {});
        assertThat(other.blocks().getFirst()).isEqualTo(original.blocks().getFirst());
        assertThat(other.blocks().getLast().epochs())
                .isEqualTo(original.blocks().getLast().epochs());
        assertThat(other.candidate().file().weights())
                .isEqualTo(original.candidate().file().weights());
        assertThat(other.candidate().file().card().calibration())
                .isEqualTo(original.candidate().file().card().calibration());
        assertThat(other.overall()).isNotEqualTo(original.overall());
    }

    @Test
    void withoutFoldsTheHoldOutAloneIsJudged() {
        List<Bar> bars = bars(directions(5, 2_500, PERSISTENCE));
        List<String> stages = new ArrayList<>();
        WalkForwardResult alone = training(bars).walkForward(WALK.withFolds(0), EFFORT, stages::add);
        assertThat(stages).containsExactly("reading synthetic", "hold-out", "importance of columns");
        assertThat(alone.blocks()).extracting("name").containsExactly("hold-out");
        assertThat(alone.seeds()).isEmpty();
        assertThat(alone.overall().evaluation().decisions())
                .isEqualTo(alone.blocks().getFirst().assessment().evaluation().decisions());
        assertThat(ReportHtml.of(EvaluationReport.of(alone)))
                .contains("hold-out")
                .doesNotContain("The last fold under other seeds");
    }

    @Test
    void saysWhichPartOfTooShortASeriesIsTooShort() {
        assertThatThrownBy(() -> training(bars(directions(5, 900, PERSISTENCE))).walkForward(WALK, QUICK, stage -> {}))
                .isInstanceOf(ColinException.class)
                .hasMessageContaining("data: too short: fold 1 needs 200 labelled decisions");
    }

    @Test
    void aRunThatWasFinishedGivesTheSameModelAtOnceWhenBegunAgain(@TempDir Path root) {
        List<Bar> bars = bars(directions(5, 2_500, PERSISTENCE));
        WalkForwardResult first =
                builder(bars).checkpoints(FileCheckpoint.under(root)).build().walkForward(ONE_FOLD, QUICK, stage -> {});
        WalkForwardResult again =
                builder(bars).checkpoints(FileCheckpoint.under(root)).build().walkForward(ONE_FOLD, QUICK, stage -> {});
        assertThat(again.candidate().file().id())
                .isEqualTo(first.candidate().file().id());
        assertThat(again.blocks()).allMatch(block -> block.epochs().isEmpty());
        assertThat(ReportHtml.of(EvaluationReport.of(first))).contains("Learning curves");
        assertThat(ReportHtml.of(EvaluationReport.of(again))).doesNotContain("Learning curves");
    }

    private static BarTraining training(List<Bar> bars) {
        return builder(bars).build();
    }

    private static BarTraining.Builder builder(List<Bar> bars) {
        LstmSettings network = new LstmSettings(2, 8, 1, 8, 0, new LstmSettings.Training(32, 15, 1e-2, 1e-5, 1, 3, 6));
        Preset preset = Preset.demonstration().toBuilder()
                .name("bayes")
                .schema(BarCatalog.standard().schema(List.of("ret_1", "ret_3", "tod_sin")))
                .barriers(new BarrierSettings(HORIZON, 1.9, 2))
                .network(network)
                .minSamples(200)
                .minScores(40)
                .build();
        return BarTraining.builder()
                .source(SyntheticMarket.source(bars))
                .instrument(Instrument.spot("BTC/USD").build())
                .preset(preset)
                .costs(new TradingCosts(1, HalfSpread.fixed(1), 0));
    }

    private static List<String> scores(WalkForwardResult result) {
        return result.blocks().stream()
                .map(block -> block.name() + ": " + block.assessment().verdict())
                .toList();
    }

    private static double accuracy(Assessment assessment) {
        return assessment.evaluation().classification().accuracy();
    }

    private static boolean[] directions(long seed, int count, double persistence) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean[] ups = new boolean[count];
        for (int i = 1; i < count; i++) {
            ups[i] = (random.nextDouble() < persistence) == ups[i - 1];
        }
        return ups;
    }

    private static boolean[] shuffled(boolean[] ups, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        boolean[] shuffled = ups.clone();
        for (int i = shuffled.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            boolean kept = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = kept;
        }
        return shuffled;
    }

    private static List<Bar> bars(boolean[] ups) {
        List<Bar> bars = new ArrayList<>();
        double price = 1_000;
        for (int i = 0; i < ups.length; i++) {
            double close = ups[i] ? price * (1 + STEP) : price / (1 + STEP);
            bars.add(SyntheticMarket.bar(i, price, Math.max(price, close), Math.min(price, close), close, 1));
            price = close;
        }
        return bars;
    }

    /** P(two steps the way the last bar went come first within the horizon), or of what comes instead where likelier. */
    private static double bayesRate(double persistence) {
        // Chances by position −1, 0, 1 and last direction (0 with, 1 against), absorbed at two steps either way.
        double[][] at = new double[3][2];
        at[1][0] = 1;
        double with = 0;
        double against = 0;
        for (int step = 0; step < HORIZON; step++) {
            double[][] next = new double[3][2];
            for (int position = -1; position <= 1; position++) {
                for (int direction = 0; direction < 2; direction++) {
                    double chance = at[position + 1][direction];
                    for (int move = 0; move < 2; move++) {
                        double p = chance * (move == direction ? persistence : 1 - persistence);
                        int to = position + (move == 0 ? 1 : -1);
                        if (to == 2) {
                            with += p;
                        } else if (to == -2) {
                            against += p;
                        } else {
                            next[to + 1][move] += p;
                        }
                    }
                }
            }
            at = next;
        }
        return Math.max(with, Math.max(against, 1 - with - against));
    }
}
