package io.colin.risk.var;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.colin.risk.var.Backtest.Tested;
import io.colin.risk.var.Backtest.TooFewDays;
import io.colin.risk.var.Backtest.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BacktestTest {
    private static final long DAY = 86_400_000_000_000L;

    /** Days of a forecast of 100 (shortfall 120); losses at the days named, else a gain of 1. */
    private static List<BacktestDay> days(int count, double loss, int... at) {
        List<BacktestDay> days = new ArrayList<>();
        for (int d = 0; d < count; d++) {
            double pnl = 1;
            for (int hit : at) {
                pnl = hit == d ? -loss : pnl;
            }
            days.add(new BacktestDay((d + 1) * DAY, 100, 120, pnl, pnl));
        }
        return days;
    }

    private static Tested tested(List<BacktestDay> days) {
        return (Tested) Backtest.of(days);
    }

    @ParameterizedTest(name = "{0} of 250")
    @CsvSource({
        "0,5.0252,0.0250,true",
        "1,1.1765,0.2781,false",
        "2,0.1084,0.7419,false",
        "5,1.9568,0.1619,false",
        "6,3.5554,0.0594,false",
        "7,5.4970,0.0190,true"
    })
    void kupiecGivesTheNumbersOfItsTable(int exceedances, double statistic, double pValue, boolean rejected) {
        Backtest.Test test = Backtest.kupiec(250, exceedances, 0.99);
        assertThat(test.statistic()).isCloseTo(statistic, within(1e-3));
        assertThat(test.pValue()).isCloseTo(pValue, within(1e-3));
        assertThat(test.rejected()).isEqualTo(rejected);
    }

    @ParameterizedTest(name = "{0} of 250: {1}")
    @CsvSource({"0,GREEN", "4,GREEN", "5,YELLOW", "9,YELLOW", "10,RED", "250,RED"})
    void theTrafficLightHasTheZonesOfBasel(int exceedances, Zone zone) {
        assertThat(Backtest.zone(250, exceedances, 0.99)).isEqualTo(zone);
    }

    @Test
    void independenceFollowsTheFormulaByHand() {
        // Transitions: 00 three, 01 two, 11 one, 10 one.
        boolean[] hits = {false, false, true, true, false, false, false, true};
        double chain = 2 * Math.log(2 / 5.0) + 3 * Math.log(3 / 5.0) + Math.log(0.5) + Math.log(0.5);
        double single = 3 * Math.log(3 / 7.0) + 4 * Math.log(4 / 7.0);
        Backtest.Test test = Backtest.independence(hits);
        assertThat(test.statistic()).isCloseTo(2 * (chain - single), within(1e-12));
        assertThat(test.rejected()).isFalse();
        double coverage = Backtest.kupiec(8, 3, 0.9).statistic();
        assertThat(Backtest.joint(hits, 0.9).statistic()).isCloseTo(test.statistic() + coverage, within(1e-12));
        // Chi-square with 2 degrees of freedom: p = e^(-x/2).
        assertThat(Backtest.joint(hits, 0.9).pValue())
                .isCloseTo(Math.exp(-(test.statistic() + coverage) / 2), within(1e-9));
    }

    @Test
    void clusteredExceedancesAreRejectedAndSpreadOnesAreNot() {
        boolean[] clustered = new boolean[250];
        boolean[] spread = new boolean[250];
        for (int i = 0; i < 4; i++) {
            clustered[100 + i] = true;
            spread[50 * i + 10] = true;
        }
        assertThat(Backtest.independence(clustered).rejected()).isTrue();
        assertThat(Backtest.independence(spread).rejected()).isFalse();
        assertThat(Backtest.independence(new boolean[250]).statistic()).isZero();
        assertThat(Backtest.independence(new boolean[250]).pValue()).isEqualTo(1);
    }

    @Test
    void aRightModelPassesAndKeepsTheFactorAtOne() {
        Tested result = tested(days(250, 110, 20, 120));
        assertThat(result.failed()).isFalse();
        assertThat(result.multiplier()).isEqualTo(1);
        assertThat(result.actual().exceedances()).isEqualTo(2);
        assertThat(result.actual().expected()).isCloseTo(2.5, within(1e-9));
        assertThat(result.actual().zone()).isEqualTo(Zone.GREEN);
        assertThat(result.actual().shortfall().pValue()).isEqualTo(1);
    }

    @Test
    void aLossOfExactlyTheForecastIsNoExceedance() {
        assertThat(tested(days(250, 100, 5, 50, 100, 150, 200, 220, 240))
                        .actual()
                        .exceedances())
                .isZero();
        assertThat(tested(days(250, 100.001, 5, 50, 100, 150, 200, 220, 240))
                        .actual()
                        .exceedances())
                .isEqualTo(7);
    }

    @Test
    void tooManyExceedancesFailAndRaiseTheFactorUntilTheyAreGone() {
        int[] seven = {5, 40, 80, 120, 160, 200, 240};
        Tested failing = tested(days(250, 110, seven));
        assertThat(failing.actual().coverage().rejected()).isTrue();
        assertThat(failing.failed()).isTrue();
        assertThat(failing.multiplier()).isEqualTo(1.2);
        List<BacktestDay> later = new ArrayList<>(days(250, 110, seven));
        for (int d = 250; d < 292; d++) {
            later.add(new BacktestDay((d + 1) * DAY, 100, 120, 1, 1));
        }
        Tested passing = tested(later);
        assertThat(passing.actual().exceedances()).isEqualTo(5);
        assertThat(passing.actual().days()).isEqualTo(250);
        assertThat(passing.multiplier()).isEqualTo(1);
    }

    @Test
    void tooFewExceedancesAreRejectedButDoNotFail() {
        Tested careful = tested(days(250, 110));
        assertThat(careful.actual().coverage().rejected()).isTrue();
        assertThat(careful.failed()).isFalse();
    }

    @Test
    void eitherSeriesAloneFails() {
        List<BacktestDay> days = new ArrayList<>();
        for (int d = 0; d < 250; d++) {
            days.add(new BacktestDay((d + 1) * DAY, 100, 120, 1, d % 25 == 7 ? -110 : 1));
        }
        Tested result = tested(days);
        assertThat(result.actual().failed()).isFalse();
        assertThat(result.fixed().failed()).isTrue();
        assertThat(result.fixed().zone()).isEqualTo(Zone.RED);
        assertThat(result.multiplier()).isEqualTo(1.2);
    }

    @Test
    void lossesFarBeyondTheShortfallFailItThoughTheirNumberIsRight() {
        List<BacktestDay> days = days(250, 200, 5, 60, 110);
        days.set(160, new BacktestDay(161 * DAY, 100, 120, -220, -220));
        days.set(210, new BacktestDay(211 * DAY, 100, 120, -180, -180));
        Tested result = tested(days);
        assertThat(result.actual().coverage().rejected()).isFalse();
        assertThat(result.actual().shortfall().rejected()).isTrue();
        assertThat(result.failed()).isTrue();
    }

    @Test
    void residualsAreTestedOneSided() {
        // Mean 0.3, deviation √0.025, five values: t = 0.3 / (√0.025 / √5).
        double[] above = {0.1, 0.2, 0.3, 0.4, 0.5};
        assertThat(Backtest.residuals(above).statistic()).isCloseTo(0.3 / Math.sqrt(0.005), within(1e-12));
        assertThat(Backtest.residuals(above).pValue()).isCloseTo(0.0066, within(1e-4));
        assertThat(Backtest.residuals(above).rejected()).isTrue();
        assertThat(Backtest.residuals(new double[] {-0.1, -0.2, -0.3, -0.4, -0.5})
                        .rejected())
                .isFalse();
        assertThat(Backtest.residuals(new double[] {0.1, 0.2, 0.3, 0.4}).pValue())
                .isEqualTo(1);
        assertThat(Backtest.residuals(new double[] {1, 1, 1, 1, 1}).rejected()).isTrue();
        assertThat(Backtest.residuals(new double[] {0, 0, 0, 0, 0}).rejected()).isFalse();
    }

    @Test
    void fewerThanThirtyDaysSayNothing() {
        assertThat(Backtest.of(days(29, 110, 3))).isEqualTo(new TooFewDays(29, 30));
        assertThat(Backtest.of(days(29, 110, 3)).multiplier()).isEqualTo(1);
        assertThat(Backtest.of(days(30, 110, 3))).isInstanceOf(Tested.class);
    }

    @Test
    void theLogKeepsTheNewestDaysAndSurvivesARestart() {
        BacktestLog log = BacktestLog.empty();
        days(252, 110.25, 251).forEach(log::add);
        assertThat(log.days()).hasSize(250);
        assertThat(log.days().getFirst().endNs()).isEqualTo(3 * DAY);
        TreeMap<String, String> state = new TreeMap<>();
        log.save(state);
        BacktestLog back = BacktestLog.empty();
        back.add(new BacktestDay(1, 1, 1, 1, 1));
        back.restore(state);
        assertThat(back.days()).isEqualTo(log.days());
        assertThat(back.result()).isEqualTo(log.result());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> back.add(log.days().getLast()))
                .withMessageStartingWith("endNs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 2 3", "1 2 3 4 x", "1 5 3 0 0", "1 1 1 NaN 0"})
    void anUnreadableDayIsNamed(String text) {
        BacktestLog log = BacktestLog.empty();
        TreeMap<String, String> state = new TreeMap<>();
        state.put("backtest.day.000", text);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> log.restore(state))
                .withMessageStartingWith("backtest.day.000: must be five numbers");
    }

    @Test
    void refusesArgumentsOutside() {
        assertThatIllegalArgumentException().isThrownBy(() -> Backtest.kupiec(0, 0, 0.99));
        assertThatIllegalArgumentException().isThrownBy(() -> Backtest.kupiec(10, 11, 0.99));
        assertThatIllegalArgumentException().isThrownBy(() -> Backtest.zone(10, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Backtest.independence(new boolean[1]));
        assertThatIllegalArgumentException().isThrownBy(() -> new BacktestDay(1, -1, 1, 0, 0));
    }

    @Test
    void aDayIsAnExceptionByEitherLossBeyondTheForecast() {
        assertThat(new BacktestDay(1, 100, 120, -100, -100).isException()).isFalse();
        assertThat(new BacktestDay(1, 100, 120, -100.01, 0).isException()).isTrue();
        assertThat(new BacktestDay(1, 100, 120, 0, -100.01).isException()).isTrue();
        assertThat(new BacktestDay(1, 100, 120, 500, 500).isException()).isFalse();
    }
}
