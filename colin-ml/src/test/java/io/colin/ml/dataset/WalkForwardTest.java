package io.colin.ml.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.colin.ml.SyntheticMarket;
import io.colin.ml.cost.HalfSpread;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.feature.BarCatalog;
import io.colin.ml.history.BarHistory;
import io.colin.ml.label.BarrierSettings;
import io.colin.ml.label.Label.Outcome;
import io.colin.ml.label.TripleBarrier;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WalkForwardTest {
    private static final int BARS = 6_000;

    private final BarDataset data = dataset();
    private final WalkForward walk = WalkForward.of(data, WalkForwardSettings.standard());

    @Test
    void foldsExpandAndTheirTestBlocksFollowOneAnother() {
        assertThat(walk.folds()).hasSize(5);
        for (int k = 0; k < 5; k++) {
            Split fold = walk.folds().get(k);
            // The hold-out begins at 4 800; six blocks of 800 lie before it.
            assertThat(fold.testIndex()).isEqualTo(800 * (k + 1));
            int end = 800 * (k + 2);
            assertThat(fold.test()).isNotEmpty().allMatch(o -> o.decision() >= fold.testIndex() && o.endIndex() < end);
            assertThat(fold.dataToNs())
                    .isEqualTo(SyntheticMarket.START_NS + fold.testIndex() * SyntheticMarket.MINUTE_NS);
        }
        assertThat(walk.folds().get(4).fit().size())
                .isGreaterThan(walk.folds().get(0).fit().size());
    }

    @Test
    void nothingLearntFromReachesWithinAnEmbargoOfWhatComesLater() {
        for (Split fold : walk.folds()) {
            int calibration = fold.testIndex() - (int) Math.round(0.15 * fold.testIndex());
            assertThat(fold.fit()).isNotEmpty().allMatch(o -> o.endIndex() < fold.stopIndex() - 60);
            assertThat(fold.stop())
                    .isNotEmpty()
                    .allMatch(o -> o.decision() >= fold.stopIndex() && o.endIndex() < calibration - 60);
            int half = fold.conformal().getFirst().decision();
            assertThat(fold.map()).allMatch(o -> o.decision() >= calibration && o.endIndex() < half);
            assertThat(fold.conformal()).isNotEmpty().allMatch(o -> o.endIndex() < fold.testIndex() - 60);
        }
    }

    @Test
    void theHoldOutIsInNoFold() {
        Set<Outcome> used = new HashSet<>();
        walk.folds().forEach(fold -> {
            used.addAll(fold.fit());
            used.addAll(fold.test());
        });
        assertThat(walk.candidate().testIndex()).isEqualTo(4_800);
        assertThat(walk.candidate().test()).isNotEmpty().noneMatch(used::contains);
        assertThat(used).allMatch(o -> o.endIndex() < 4_800);
    }

    @Test
    void noDecisionIsJudgedTwice() {
        List<Outcome> judged =
                walk.folds().stream().flatMap(fold -> fold.test().stream()).toList();
        assertThat(judged).doesNotHaveDuplicates();
    }

    @Test
    void withoutAHoldOutTheCandidateLearnsFromEverything() {
        WalkForward all = WalkForward.of(data, new WalkForwardSettings(2, 0, 0.15, 0.2, 60, 0.01));
        assertThat(all.candidate().test()).isEmpty();
        assertThat(all.candidate().testIndex()).isEqualTo(BARS);
        assertThat(all.candidate().conformal().getLast().endIndex()).isGreaterThan(BARS - 30);
        assertThat(all.folds()).extracting(Split::testIndex).containsExactly(2_000, 4_000);
    }

    @Test
    void withoutFoldsTheCandidateIsWhatItIsWithThem() {
        WalkForward alone = WalkForward.of(data, WalkForwardSettings.standard().withFolds(0));
        assertThat(alone.folds()).isEmpty();
        assertThat(alone.candidate()).isEqualTo(walk.candidate());
        int fitBars =
                WalkForward.firstFitBars(BARS, WalkForwardSettings.standard().withFolds(0));
        assertThat(fitBars).isGreaterThan(BARS / 2);
        assertThat(alone.candidate().fit()).allMatch(o -> o.endIndex() < fitBars);
    }

    @Test
    void refusesSharesThatLeaveNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WalkForwardSettings(5, 0.6, 0.15, 0.2, 60, 0.01))
                .withMessageContaining("holdOutShare");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WalkForwardSettings.standard().withFolds(-1))
                .withMessageContaining("folds");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WalkForwardSettings(0, 0, 0.15, 0.2, 60, 0.01))
                .withMessageContaining("holdOutShare");
    }

    private static BarDataset dataset() {
        TradingCosts costs = new TradingCosts(1, HalfSpread.fixed(1), 0);
        BarHistory history = BarHistory.read(
                SyntheticMarket.source(SyntheticMarket.trends(5, BARS)),
                SyntheticMarket.SYMBOL,
                Duration.ofMinutes(1),
                costs);
        return BarDataset.of(
                history,
                new BarDataset.Shape(BarCatalog.standard().schema(List.of("ret_1", "rsi_14")), 10, 5),
                TripleBarrier.of(BarrierSettings.standard(), 5));
    }
}
