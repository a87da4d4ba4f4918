package io.colin.execution.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.execution.backtest.DailyReturns.Sample;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DailyReturnsTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void areWhatTheFormulasSay(long seed) {
        double[] days = random(seed, 250);
        double mean = 0;
        for (double day : days) {
            mean += day / days.length;
        }
        double squares = 0;
        double downside = 0;
        double growth = 1;
        for (double day : days) {
            squares += (day - mean) * (day - mean);
            downside += day < 0 ? day * day : 0;
            growth *= 1 + day;
        }
        double deviation = Math.sqrt(squares / (days.length - 1));
        DailyReturns returns = new DailyReturns(0, boxed(days));

        assertThat(value(returns.sharpe())).isCloseTo(mean / deviation * Math.sqrt(365), within(1e-9));
        assertThat(value(returns.volatility())).isCloseTo(deviation * Math.sqrt(365), within(1e-12));
        assertThat(value(returns.sortino()))
                .isCloseTo(mean / Math.sqrt(downside / days.length) * Math.sqrt(365), within(1e-9));
        assertThat(value(returns.calmar(0.2))).isCloseTo(mean * 365 / 0.2, within(1e-9));
        assertThat(value(returns.annualReturn())).isCloseTo(Math.pow(growth, 365.0 / 250) - 1, within(1e-9));
    }

    @Test
    void theProbabilisticSharpeRatioIsThatOfItsAuthors() {
        // Bailey and López de Prado, The Sharpe Ratio Efficient Frontier, 2012: 24 months at an annual ratio of 1.59.
        assertThat(DailyReturns.probability(new Sample(0.458, 24, 0, 3), 0)).isCloseTo(0.982, within(5e-4));
        assertThat(DailyReturns.probability(new Sample(0.458, 24, -2.448, 10.164), 0))
                .isCloseTo(0.913, within(5e-4));
    }

    @Test
    void theDeflatedSharpeRatioIsThatOfItsAuthors() {
        // Bailey and López de Prado, The Deflated Sharpe Ratio, 2014: 100 trials, variance 1/2 a year of 250 days, 5
        // years.
        DailyReturns any = new DailyReturns(0, Collections.nCopies(1250, 0.0));
        double luck = any.luck(new Trials(100, OptionalDouble.of(0.5 / 250)));

        assertThat(luck).isCloseTo(0.1132, within(5e-5));
        assertThat(DailyReturns.probability(new Sample(2.5 / Math.sqrt(250), 1250, -3, 10), luck))
                .isCloseTo(0.9004, within(5e-4));
    }

    @Test
    void moreTrialsDeflateMore() {
        DailyReturns returns = new DailyReturns(0, boxed(random(4, 300)));
        double one = value(returns.deflatedSharpe(Trials.ONE));

        assertThat(one).isEqualTo(value(returns.probabilisticSharpe()));
        assertThat(value(returns.deflatedSharpe(Trials.of(10)))).isLessThan(one);
        assertThat(value(returns.deflatedSharpe(Trials.of(1000))))
                .isLessThan(value(returns.deflatedSharpe(Trials.of(10))));
    }

    @Test
    void saysWhyThereIsNothingToSay() {
        DailyReturns few = new DailyReturns(0, boxed(random(5, 19)));
        DailyReturns same = new DailyReturns(0, Collections.nCopies(30, 0.001));
        DailyReturns gains =
                new DailyReturns(0, boxed(random(5, 30)).stream().map(Math::abs).toList());

        for (Statistic none : List.of(few.sharpe(), few.annualReturn(), few.volatility(), few.probabilisticSharpe())) {
            assertThat(none.value()).isEmpty();
            assertThat(none.missing()).isEqualTo("needs 20 days, the run has 19");
        }
        assertThat(same.sharpe().missing()).isEqualTo("no daily return differs from another");
        assertThat(same.deflatedSharpe(Trials.of(5)).missing()).isEqualTo("no daily return differs from another");
        assertThat(gains.sortino().missing()).isEqualTo("no day lost");
        assertThat(gains.calmar(0).missing()).isEqualTo("equity never fell");
        assertThat(new DailyReturns(0, Collections.nCopies(25, -1.0))
                        .annualReturn()
                        .missing())
                .isEqualTo("everything was lost");
    }

    @Test
    void rollsOverEveryWindow() {
        double[] days = random(6, 90);
        DailyReturns returns = new DailyReturns(100, boxed(days));
        List<DailyReturns.Rolling> rolling = returns.rollingSharpe(30);

        assertThat(rolling).hasSize(61);
        assertThat(rolling.getFirst().day()).isEqualTo(129);
        assertThat(rolling.getLast().ratio())
                .isEqualTo(value(new DailyReturns(0, boxed(days).subList(60, 90)).sharpe()));
        assertThatThrownBy(() -> returns.rollingSharpe(5)).hasMessage("window: must be at least 20 (5)");
    }

    @Test
    void monthsCompoundTheirDays() {
        long first = LocalDate.of(2023, 12, 30).toEpochDay();
        List<MonthlyReturn> months = MonthlyReturn.of(new DailyReturns(first, List.of(0.1, -0.05, 0.02)));

        assertThat(months)
                .extracting(MonthlyReturn::month)
                .containsExactly(YearMonth.of(2023, 12), YearMonth.of(2024, 1));
        assertThat(months).extracting(MonthlyReturn::days).containsExactly(2, 1);
        assertThat(months.getFirst().value()).isCloseTo(1.1 * 0.95 - 1, within(1e-12));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"-8, 6.220960574e-16", "-1.959963984540054, 0.025", "0, 0.5", "1, 0.8413447461", "3, 0.9986501020"})
    void knowsTheNormalDistribution(double z, double share) {
        assertThat(Normal.cumulative(z)).isCloseTo(share, within(2e-8 * share));
        assertThat(Normal.quantile(Normal.cumulative(z))).isCloseTo(z, within(1e-6));
    }

    private static double value(Statistic statistic) {
        return statistic.value().orElseThrow();
    }

    private static double[] random(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] days = new double[count];
        for (int i = 0; i < count; i++) {
            days[i] = 0.001 + 0.02 * random.nextGaussian();
        }
        return days;
    }

    private static List<Double> boxed(double[] days) {
        return java.util.Arrays.stream(days).boxed().collect(Collectors.toList());
    }
}
