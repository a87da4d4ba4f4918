package io.colin.ml.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.ColinException;
import io.colin.api.market.Bar;
import io.colin.api.signal.Direction;
import io.colin.ml.SyntheticMarket;
import io.colin.ml.cost.HalfSpread;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.feature.BarCatalog;
import io.colin.ml.feature.ColumnSpec;
import io.colin.ml.feature.FeatureSchema;
import io.colin.ml.history.BarHistory;
import io.colin.ml.label.BarrierSettings;
import io.colin.ml.label.Label.Exclusion;
import io.colin.ml.label.Label.Outcome;
import io.colin.ml.label.TripleBarrier;
import io.colin.ml.network.ClassWeights;
import io.colin.ml.network.Windows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetTest {
    private static final FeatureSchema SCHEMA =
            BarCatalog.standard().schema(List.of("ret_1", "rsi_14", "amihud_60", "tod_sin"));
    private static final TradingCosts COSTS = new TradingCosts(2, HalfSpread.fixed(1), 0);
    private static final SplitSettings SPLIT = SplitSettings.demonstration();

    private final List<Bar> bars = SyntheticMarket.randomWalk(21, 2_000);
    private final BarDataset data = dataset(bars);

    @Test
    void everyBarIsAccountedFor() {
        int excluded =
                data.excluded().values().stream().mapToInt(Integer::intValue).sum();
        assertThat(data.unready() + excluded + data.outcomes().size()).isEqualTo(2_000);
        assertThat(data.excluded()).containsKeys(Exclusion.NO_ENTRY, Exclusion.DATA_ENDS);
    }

    @Test
    void noDecisionSeesPastAnEmbargoBeforeTheNextBlock() {
        Split split = Split.of(data, SPLIT);
        assertThat(split.testIndex()).isEqualTo(1_200);
        assertThat(split.stopIndex()).isEqualTo(960);
        assertThat(split.fit()).isNotEmpty().allMatch(o -> o.endIndex() < 960 - 60);
        assertThat(split.stop()).isNotEmpty().allMatch(o -> o.decision() >= 960 && o.endIndex() < 1_200 - 60);
        assertThat(split.test()).isNotEmpty().allMatch(o -> o.decision() >= 1_200);
        assertThat(split.dataToNs()).isEqualTo(SyntheticMarket.START_NS + 1_200 * SyntheticMarket.MINUTE_NS);
    }

    @Test
    void theTwoHalvesOfTheCalibrationSliceDoNotOverlap() {
        Split split = Split.of(data, SPLIT);
        int half = split.conformal().getFirst().decision();
        assertThat(split.map()).isNotEmpty().allMatch(o -> o.endIndex() < half);
        assertThat(split.conformal().size())
                .isBetween(split.map().size(), split.map().size() + 20);
    }

    @Test
    void theEmbargoIsTheLargerOfBarsAndShare() {
        assertThat(SPLIT.embargo(1_000)).isEqualTo(60);
        assertThat(SPLIT.embargo(10_001)).isEqualTo(101);
    }

    @Test
    void theScalerKnowsTheTrainingFoldAlone() {
        List<Bar> wild = new ArrayList<>(bars.subList(0, 1_000));
        for (int i = 1_000; i < 2_000; i++) {
            wild.add(SyntheticMarket.bar(i, 5_000, 6_000, 4_000, 5_500, 1e6));
        }
        assertThat(Scaler.fit(dataset(wild), 900)).isEqualTo(Scaler.fit(data, 900));
    }

    @Test
    void scalesToTheMedianAndTheMiddleHalf() {
        Scaler scaler = Scaler.fit(data, 1_999);
        List<Double> scaled = new ArrayList<>();
        for (int bar = 0; bar < 2_000; bar++) {
            if (!Double.isNaN(data.value(bar, 1))) {
                scaled.add((double) scaler.scale(1, data.value(bar, 1)));
            }
        }
        double[] sorted =
                scaled.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        assertThat(Scaler.quantile(sorted, 0.5)).isEqualTo(0, within(1e-6));
        assertThat(Scaler.quantile(sorted, 0.75) - Scaler.quantile(sorted, 0.25))
                .isEqualTo(1, within(1e-5));
    }

    @Test
    void clipsAtEightAndPutsTheMedianInPlaceOfNothing() {
        Scaler scaler = Scaler.fit(data, 1_999);
        assertThat(scaler.scale(0, 1e9)).isEqualTo(8f);
        assertThat(scaler.scale(0, -1e9)).isEqualTo(-8f);
        assertThat(scaler.scale(1, Double.NaN)).isEqualTo(0f);
    }

    @Test
    void windowsEndAtTheirDecision() {
        Scaler scaler = Scaler.fit(data, 1_999);
        Outcome chosen = data.outcomes().get(100);
        Windows windows = data.windows(scaler, List.of(chosen));
        float[] window = new float[1 + windows.steps() * windows.features()];
        windows.copy(0, window, 1);
        for (int column = 0; column < SCHEMA.size(); column++) {
            assertThat(window[1 + (windows.steps() - 1) * SCHEMA.size() + column])
                    .isEqualTo(scaler.scale(column, data.value(chosen.decision(), column)));
            assertThat(window[1 + column])
                    .isEqualTo(scaler.scale(column, data.value(chosen.decision() - windows.steps() + 1, column)));
        }
    }

    @Test
    void labelsThatOverlapShareTheirWeight() {
        List<Outcome> fit = List.of(
                outcome(0, Direction.LONG, 4),
                outcome(1, Direction.LONG, 5),
                outcome(2, Direction.NEUTRAL, 6),
                outcome(100, Direction.SHORT, 104));
        SampleWeights weights = SampleWeights.of(fit, false);
        float[] w = weights.weights();
        assertThat(w[3]).isGreaterThan(2 * w[1]);
        assertThat(w[0] + w[1] + w[2] + w[3]).isEqualTo(4f, within(1e-5f));
        // Bars 1–4, 2–5, 3–6: overlaps of the middle one are 2, 3, 3, 2, so its uniqueness is 4/10.
        assertThat(w[1] / w[3]).isEqualTo(0.4f, within(1e-6f));
        assertThat(weights.classes()).isEqualTo(ClassWeights.EQUAL);
    }

    @Test
    void rareClassesWeighMoreButAtMostFiveTimes() {
        List<Outcome> fit = new ArrayList<>();
        for (int i = 0; i < 98; i++) {
            fit.add(outcome(10 * i, Direction.NEUTRAL, 10 * i + 4));
        }
        fit.add(outcome(2_000, Direction.LONG, 2_004));
        fit.add(outcome(2_010, Direction.SHORT, 2_014));
        SampleWeights weights = SampleWeights.of(fit, true);
        assertThat(weights.classes().up()).isEqualTo(5);
        assertThat(weights.classes().flat()).isEqualTo(100 / (3 * 98.0), within(1e-12));
    }

    @Test
    void aColumnThatMayBeAbsentLeavesTheDecisionInPlace() {
        ColumnSpec illiquidity = BarCatalog.standard().spec("amihud_60").withRequired(false);
        List<Bar> silent = new ArrayList<>(SyntheticMarket.randomWalk(22, 300));
        BarDataset optional = BarDataset.of(
                history(silent),
                new BarDataset.Shape(new FeatureSchema(List.of(illiquidity)), 1, 5),
                TripleBarrier.of(BarrierSettings.standard(), 5));
        assertThat(optional.outcomes()).isNotEmpty();
    }

    @Test
    void aColumnThatIsNeverPresentInTrainingLeavesTheSchema() {
        FeatureSchema wanted =
                BarCatalog.standard().schema(List.of("net_flow_15", "ret_1", "funding_bps", "ret_240", "tod_sin"));
        HeldColumns held = HeldColumns.of(history(bars), wanted, 1_000);
        assertThat(held.left()).containsExactly("net_flow_15", "funding_bps");
        assertThat(held.schema()).isEqualTo(BarCatalog.standard().schema(List.of("ret_1", "ret_240", "tod_sin")));
        assertThat(held.schema().hash()).isNotEqualTo(wanted.hash());
        assertThat(HeldColumns.of(history(bars), wanted, 240).left()).contains("ret_240");
        assertThat(HeldColumns.of(history(bars), held.schema(), 1_000))
                .isEqualTo(new HeldColumns(held.schema(), List.of()));
    }

    @Test
    void noColumnAtAllIsRefused() {
        FeatureSchema flows = BarCatalog.standard().schema(List.of("net_flow_15"));
        assertThatThrownBy(() -> HeldColumns.of(history(bars), flows, 1_000))
                .isInstanceOf(ColinException.class)
                .hasMessageContaining("1000 training bars");
    }

    @Test
    void theTrainingBarsEndBeforeTheEmbargoOfTheStopBlock() {
        assertThat(Split.fitBars(data.history(), SPLIT)).isEqualTo(960 - 60);
    }

    private static Outcome outcome(int decision, Direction direction, int end) {
        return new Outcome(decision, direction, 0.01, 0.002, 0.0, end);
    }

    private static BarDataset dataset(List<Bar> bars) {
        return BarDataset.of(
                history(bars), new BarDataset.Shape(SCHEMA, 10, 5), TripleBarrier.of(new BarrierSettings(15, 1, 2), 5));
    }

    private static BarHistory history(List<Bar> bars) {
        return BarHistory.read(SyntheticMarket.source(bars), SyntheticMarket.SYMBOL, Duration.ofMinutes(1), COSTS);
    }
}
