package io.colin.ml.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.market.Bar;
import io.colin.api.signal.Direction;
import io.colin.ml.SyntheticMarket;
import io.colin.ml.cost.HalfSpread;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.history.BarHistory;
import io.colin.ml.label.Label.Excluded;
import io.colin.ml.label.Label.Exclusion;
import io.colin.ml.label.Label.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every scenario: three bars to the horizon, fee 10 bp and half spread 15 bp a side, so θ = 2 × 50 bp = 1 %. */
class TripleBarrierTest {
    private static final TripleBarrier LABELS = TripleBarrier.of(new BarrierSettings(3, 2, 2), 2);

    /** The decision bar; the next bars follow. */
    private final List<Bar> bars = new ArrayList<>(List.of(SyntheticMarket.bar(0, 90, 90, 90, 90, 1)));

    @Test
    void theBandIsTheLargerOfVolatilityAndTwiceTheCost() {
        BarrierSettings settings = BarrierSettings.standard();
        assertThat(settings.band(0.004, 0.0024)).isEqualTo(0.008);
        assertThat(settings.band(0.001, 0.0024)).isEqualTo(0.0048);
    }

    @Test
    void theUpperBarrierFirstIsLongWithItsExitAndItsEnd() {
        next(100, 100.5, 99.5, 100);
        next(100, 101, 99.8, 100);
        next(100, 100, 98, 98);
        Outcome outcome = outcome(0.001);
        assertThat(outcome.outcome()).isEqualTo(Direction.LONG);
        assertThat(outcome.exitReturn()).isEqualTo(0.01, within(1e-12));
        assertThat(outcome.endIndex()).isEqualTo(2);
        assertThat(outcome.cost()).isEqualTo(0.005, within(1e-12));
        assertThat(outcome.band()).isEqualTo(0.01, within(1e-12));
    }

    @Test
    void theLowerBarrierFirstIsShort() {
        next(100, 100.9, 99.1, 100);
        next(100, 100, 99, 99.5);
        next(99.5, 120, 99.5, 120);
        assertThat(outcome(0.001).outcome()).isEqualTo(Direction.SHORT);
        assertThat(outcome(0.001).exitReturn()).isEqualTo(-0.01, within(1e-12));
    }

    @Test
    void noTouchIsNeutralAtTheLastClose() {
        next(100, 100.9, 99.1, 100);
        next(100, 100.9, 99.1, 100);
        next(100, 100.9, 99.1, 100.4);
        next(100, 200, 50, 100);
        Outcome outcome = outcome(0.001);
        assertThat(outcome.outcome()).isEqualTo(Direction.NEUTRAL);
        assertThat(outcome.exitReturn()).isEqualTo(0.004, within(1e-12));
        assertThat(outcome.endIndex()).isEqualTo(3);
    }

    @Test
    void volatilityWidensTheBand() {
        next(100, 101.5, 99.8, 101);
        next(101, 101.5, 100, 101);
        next(101, 101.5, 100, 101);
        assertThat(outcome(0.01).outcome()).isEqualTo(Direction.NEUTRAL);
        assertThat(outcome(0.01).band()).isEqualTo(0.02);
    }

    @Test
    void bothBarriersInOneBarGiveNoClass() {
        next(100, 102, 98, 100);
        next(100, 100, 100, 100);
        next(100, 100, 100, 100);
        assertThat(label()).isEqualTo(new Excluded(Exclusion.BOTH_BARRIERS));
    }

    @Test
    void aBarThatOpensBeyondABarrierHasTouchedItThere() {
        next(100, 100.5, 99.5, 100);
        next(103, 103, 98, 98);
        next(98, 98, 98, 98);
        Outcome outcome = outcome(0.001);
        assertThat(outcome.outcome()).isEqualTo(Direction.LONG);
        assertThat(outcome.exitReturn()).isEqualTo(0.03, within(1e-12));
    }

    @Test
    void aGapDownExitsBelowTheBarrier() {
        next(100, 100.5, 99.5, 100);
        next(97, 104, 97, 100);
        next(100, 100, 100, 100);
        assertThat(outcome(0.001).outcome()).isEqualTo(Direction.SHORT);
        assertThat(outcome(0.001).exitReturn()).isEqualTo(-0.03, within(1e-12));
    }

    @Test
    void withoutATradeInTheNextBarThereIsNoPriceToEnterAt() {
        bars.add(SyntheticMarket.bar(1, 90, 90, 90, 90, 0));
        next(100, 102, 100, 100);
        next(100, 100, 100, 100);
        assertThat(label()).isEqualTo(new Excluded(Exclusion.NO_ENTRY));
    }

    @Test
    void tooManyBarsWithoutTradesWithinTheHorizonGiveNoClass() {
        for (int i = 1; i <= 3; i++) {
            bars.add(SyntheticMarket.bar(i, 90, 90, 90, 90, 0));
        }
        assertThat(label()).isEqualTo(new Excluded(Exclusion.GAP));
    }

    @Test
    void aHoleWithinTheHorizonGivesNoClass() {
        next(100, 100, 100, 100);
        bars.add(SyntheticMarket.bar(5, 100, 100, 100, 100, 1));
        bars.add(SyntheticMarket.bar(6, 100, 100, 100, 100, 1));
        assertThat(label()).isEqualTo(new Excluded(Exclusion.GAP));
    }

    @Test
    void dataThatEndsWithinTheHorizonGivesNoClass() {
        next(100, 102, 100, 102);
        assertThat(label()).isEqualTo(new Excluded(Exclusion.DATA_ENDS));
    }

    private void next(double open, double high, double low, double close) {
        bars.add(SyntheticMarket.bar(bars.size(), open, high, low, close, 1));
    }

    private Outcome outcome(double atrRatio) {
        Label label = LABELS.label(history(), 0, atrRatio, 0);
        assertThat(label).isInstanceOf(Outcome.class);
        return (Outcome) label;
    }

    private Label label() {
        return LABELS.label(history(), 0, 0.001, 0);
    }

    private BarHistory history() {
        TradingCosts costs = new TradingCosts(10, HalfSpread.fixed(15), 0);
        return BarHistory.read(SyntheticMarket.source(bars), SyntheticMarket.SYMBOL, Duration.ofMinutes(1), costs);
    }
}
