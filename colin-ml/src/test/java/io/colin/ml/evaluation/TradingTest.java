package io.colin.ml.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import java.util.List;
import org.junit.jupiter.api.Test;

class TradingTest {
    private static final Probabilities UP = new Probabilities(0.8, 0.1, 0.1);
    private static final Probabilities DOWN = new Probabilities(0.1, 0.1, 0.8);
    private static final Probabilities FLAT = new Probabilities(0.1, 0.8, 0.1);
    private static final int DAY = 1_440;

    @Test
    void tradesOneSignalAtATimeAndPaysForEach() {
        Trading trading = Trading.of(List.of(
                Predictions.of(0, Direction.LONG, 0.02, UP, 0.005),
                Predictions.of(5, Direction.LONG, 0.09, UP, 0.005), // still in the first trade
                Predictions.of(15, Direction.NEUTRAL, 0.03, FLAT, 0.005), // no signal
                Predictions.of(20, Direction.LONG, 0.01, DOWN, 0.005), // wrong: −1 % and the cost
                Predictions.of(2 * DAY, Direction.SHORT, -0.03, DOWN, 0.005)));

        assertThat(trading.trades()).hasSize(3);
        assertThat(trading.trades().get(0)).isEqualTo(0.015, within(1e-12));
        assertThat(trading.trades().get(1)).isEqualTo(-0.015, within(1e-12));
        assertThat(trading.trades().get(2)).isEqualTo(0.025, within(1e-12));
        assertThat(trading.days()).hasSize(3);
        assertThat(trading.days().get(0)).isEqualTo(1.015 * 0.985 - 1, within(1e-12));
        assertThat(trading.days().get(1)).isZero();
        assertThat(trading.totalReturn()).isEqualTo(1.015 * 0.985 * 1.025 - 1, within(1e-12));
        assertThat(trading.maxDrawdown()).isEqualTo(0.015, within(1e-12));
        assertThat(trading.profitFactor().orElseThrow()).isEqualTo(0.04 / 0.015, within(1e-9));
        assertThat(trading.winRate()).hasValue(2.0 / 3);
        assertThat(trading.turnoverPerDay()).isEqualTo(2);
    }

    @Test
    void whoHasLostEverythingTradesNoMore() {
        Trading trading = Trading.of(List.of(
                Predictions.of(0, Direction.LONG, 1.4, DOWN, 0.005), // short into a rise of 140 %
                Predictions.of(20, Direction.LONG, 0.5, UP, 0.005)));
        assertThat(trading.trades()).containsExactly(-1.0);
        assertThat(trading.totalReturn()).isEqualTo(-1);
        assertThat(trading.maxDrawdown()).isEqualTo(1);
    }

    @Test
    void ratiosAreTheTextbooks() {
        Trading trading =
                new Trading(List.of(0.1), List.of(0.02, -0.01, 0.03, 0.0), 0, 0.01, List.of(0.01, 0.01, 0.01, 0.01));
        // Mean 0.01; sample variance (0.0001 + 0.0004 + 0.0004 + 0.0001)/3.
        assertThat(trading.sharpe().orElseThrow())
                .isEqualTo(0.01 / Math.sqrt(0.001 / 3) * Math.sqrt(365), within(1e-9));
        assertThat(trading.sortino().orElseThrow()).isEqualTo(0.01 / 0.005 * Math.sqrt(365), within(1e-9));
        assertThat(trading.informationRatio().orElseThrow()).isEqualTo(0, within(1e-9));
        assertThat(trading.marketReturn()).isEqualTo(Math.pow(1.01, 4) - 1, within(1e-12));
    }

    @Test
    void fundingIsPaidByLongsAndTakenByShorts() {
        Prediction up = Predictions.of(0, Direction.LONG, 0.02, UP);
        Prediction paying = new Prediction(
                up.timeNs(), up.endNs(), up.price(), up.came(), up.exitReturn(), up.opinion(), up.emission(), 0.003);
        assertThat(paying.net()).isEqualTo(up.net() - 0.003, within(1e-15));
        Prediction down = Predictions.of(0, Direction.SHORT, -0.02, new Probabilities(0.1, 0.1, 0.8));
        Prediction taking = new Prediction(
                down.timeNs(), down.endNs(), 100, down.came(), -0.02, down.opinion(), down.emission(), 0.003);
        assertThat(taking.net()).isEqualTo(down.net() + 0.003, within(1e-15));
    }

    @Test
    void capacityIsWhereTheSquareRootOfTheShareCostsWhatATradeEarns() {
        Trading trading = new Trading(List.of(0.001, 0.003), List.of(0.004), 0, 0.01, List.of(0.0));
        double share = trading.capacityShare();
        assertThat(2 * 0.01 * Math.sqrt(share)).isEqualTo(0.002, within(1e-15));
        assertThat(new Trading(List.of(-0.001), List.of(0.0), 0, 0.01, List.of(0.0)).capacityShare())
                .isZero();
        assertThat(new Trading(List.of(), List.of(0.0), 0, 0.01, List.of(0.0)).capacityShare())
                .isZero();
    }

    @Test
    void whatDoesNotExistIsAbsent() {
        Trading silent = Trading.of(List.of(Predictions.of(0, Direction.LONG, 0.02, FLAT)));
        assertThat(silent.trades()).isEmpty();
        assertThat(silent.totalReturn()).isZero();
        assertThat(silent.sharpe()).isEmpty();
        assertThat(silent.sortino()).isEmpty();
        assertThat(silent.calmar()).isEmpty();
        assertThat(silent.winRate()).isEmpty();
        assertThat(silent.profitFactor()).isEmpty();
        assertThat(silent.deflatedSharpe(3)).isEmpty();
    }

    /** The example of Bailey and López de Prado (2014): 100 trials, 1 250 days, annual Sharpe 2.5, annual variance ½. */
    @Test
    void deflatesTheSharpeRatioAsItsAuthorsDo() {
        double hurdle = Trading.luck(100, 0.5 / 250);
        assertThat(hurdle).isEqualTo(0.1132, within(5e-5));
        assertThat(Trading.deflated(new double[] {2.5 / Math.sqrt(250), hurdle}, -3, 10, 1_250))
                .isEqualTo(0.9004, within(5e-5));
        assertThat(Trading.luck(1, 1)).isZero();
    }

    @Test
    void moreTrialsDeflateMore() {
        Trading trading = new Trading(
                List.of(),
                List.of(0.01, 0.02, -0.01, 0.015, 0.0, 0.01),
                0,
                0.01,
                List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0));
        assertThat(trading.deflatedSharpe(50).orElseThrow())
                .isLessThan(trading.deflatedSharpe(5).orElseThrow())
                .isBetween(0.0, 1.0);
    }
}
