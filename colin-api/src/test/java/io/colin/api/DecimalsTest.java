package io.colin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
    @ParameterizedTest
    @CsvSource({"1.50,1.5", "1E+3,1000", "0.000,0", "0E+5,0", "-0.0,0", "100,100", "-1.2300,-1.23", "1E-9,0.000000001"})
    void writesEqualNumbersInOneWay(String written, String normal) {
        BigDecimal value = Decimals.normal(new BigDecimal(written));

        assertThat(value).isEqualTo(new BigDecimal(normal));
        assertThat(value.scale()).isNotNegative();
        assertThat(Decimals.text(new BigDecimal(written))).isEqualTo(normal);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void keepsTheNumberAndForgetsItsScale(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            BigDecimal value = BigDecimal.valueOf(random.nextLong(), random.nextInt(41) - 20);
            BigDecimal widened = value.setScale(value.scale() + random.nextInt(10));

            assertThat(Decimals.normal(value)).isEqualByComparingTo(value);
            assertThat(Decimals.normal(widened)).isEqualTo(Decimals.normal(value));
            assertThat(new BigDecimal(Decimals.text(value))).isEqualTo(Decimals.normal(value));
        }
    }

    @ParameterizedTest
    @CsvSource({"0.00,0", "-1.20,-120", "12E3,12", "0.000000000123456789,123456789"})
    void givesTheDigitsAsALong(String value, long digits) {
        assertThat(Decimals.unscaled(new BigDecimal(value))).isEqualTo(digits);
    }

    @Test
    void refusesDigitsThatALongCannotHold() {
        assertThat(Decimals.unscaled(new BigDecimal("-922337203685477580.8"))).isEqualTo(Long.MIN_VALUE);
        assertThatThrownBy(() -> Decimals.unscaled(new BigDecimal("922337203685477580.8")))
                .isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "+1.5,1.5", "-3,-3", "1e3,1000", "1.10,1.1", ".5,0.5", "5.,5"})
    void readsPlainNumbers(String text, String expected) {
        assertThat(Decimals.parse("price", text)).isEqualTo(new BigDecimal(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "1 ", "1,5", "NaN", "Infinity", "0x10", "1e", "--1", "1e99999999999", "1e65", "1e-65"})
    void refusesWhatIsNoNumberAndNamesTheField(String text) {
        assertThatThrownBy(() -> Decimals.parse("price", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("price: ");
    }

    @Test
    void refusesMoreDigitsThanItCanKeepAndShortensTheMessage() {
        assertThat(Decimals.parse("price", "1".repeat(34))).isEqualTo(new BigDecimal("1".repeat(34)));
        assertThatThrownBy(() -> Decimals.parse("price", "1".repeat(1000)))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .hasSizeLessThan(100);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void roundsDownToTheGrid(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            BigDecimal value = BigDecimal.valueOf(random.nextLong(1_000_000_000_000L), random.nextInt(10));
            BigDecimal step = BigDecimal.valueOf(1L + random.nextInt(1000), random.nextInt(10));
            BigDecimal floor = Decimals.floorTo(value, step);

            assertThat(Decimals.isMultiple(floor, step)).isTrue();
            assertThat(floor).isLessThanOrEqualTo(value).isNotNegative();
            assertThat(value.subtract(floor)).isLessThan(step);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void roundsToDecimalPlacesAsToAnyOtherGrid(long seed) {
        Random random = new Random(seed);
        RoundingMode[] modes = {
            RoundingMode.UP,
            RoundingMode.DOWN,
            RoundingMode.CEILING,
            RoundingMode.FLOOR,
            RoundingMode.HALF_UP,
            RoundingMode.HALF_DOWN,
            RoundingMode.HALF_EVEN
        };
        for (int i = 0; i < 3000; i++) {
            BigDecimal value = BigDecimal.valueOf(random.nextLong(2_000_000L) - 1_000_000L, random.nextInt(12) - 2);
            BigDecimal step = BigDecimal.ONE.movePointLeft(random.nextInt(10));
            RoundingMode mode = modes[random.nextInt(modes.length)];
            BigDecimal plain = value.divide(step, 0, mode).multiply(step);

            assertThat(Decimals.roundTo(value, step, mode)).isEqualTo(Decimals.normal(plain));
            assertThat(Decimals.isMultiple(value, step))
                    .isEqualTo(value.remainder(step).signum() == 0);
        }
    }

    @ParameterizedTest
    @CsvSource({"10.24,0.5,DOWN,10", "10.24,0.5,UP,10.5", "10.25,0.5,HALF_EVEN,10", "-10.3,0.5,FLOOR,-10.5"})
    void roundsToTheNeighbourAskedFor(String value, String step, RoundingMode rounding, String expected) {
        assertThat(Decimals.roundTo(new BigDecimal(value), new BigDecimal(step), rounding))
                .isEqualTo(new BigDecimal(expected));
    }

    @ParameterizedTest
    @CsvSource({"0,0.1,true", "0.3,0.1,true", "-0.3,0.1,true", "0.35,0.1,false", "7,3,false", "1E+3,250,true"})
    void knowsWhatLiesOnAGrid(String value, String step, boolean expected) {
        assertThat(Decimals.isMultiple(new BigDecimal(value), new BigDecimal(step)))
                .isEqualTo(expected);
    }

    @Test
    void crossesTheBorderToStatisticsAndBack() {
        assertThat(Decimals.statistic(new BigDecimal("0.1"))).isEqualTo(0.1);
        assertThat(Decimals.fromStatistic(0.1 + 0.2, 8)).isEqualTo(new BigDecimal("0.3"));
        assertThat(Decimals.fromStatistic(2.5, 0)).isEqualTo(new BigDecimal("2"));
        assertThat(Decimals.fromStatistic(1e21, 2)).isEqualTo(new BigDecimal("1000000000000000000000"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void takesNoStatisticThatIsNotFinite(double value) {
        assertThatThrownBy(() -> Decimals.fromStatistic(value, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be finite");
    }
}
