package io.colin.risk.drawdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DailyLossTest {
    private static final long DAY = 86_400_000_000_000L;
    private static final long NOON = 19_724 * DAY + DAY / 2;

    private final DailyLoss daily = DailyLoss.of(new BigDecimal("0.05"));

    private void equity(String value, long timeNs) {
        daily.observe(new BigDecimal(value), timeNs);
    }

    @ParameterizedTest
    @CsvSource({"95000.01, false", "95000, true", "94999.99, true"})
    void tripsExactlyAtTheLimit(String equity, boolean tripped) {
        equity("100000", NOON);
        equity(equity, NOON + 1);
        assertThat(daily.isTripped()).isEqualTo(tripped);
        assertThat(daily.trippedSinceNs()).isEqualTo(tripped ? NOON + 1 : 0);
    }

    @Test
    void theDayStartsWithTheMarkAtMidnight() {
        equity("100000", NOON);
        equity("96000", NOON + DAY / 2 - 1);
        assertThat(daily.loss()).isEqualByComparingTo("0.04");
        equity("96000", NOON + DAY / 2);
        assertThat(daily.loss()).isEqualByComparingTo("0");
        equity("91200.01", NOON + DAY);
        assertThat(daily.isTripped()).isFalse();
        equity("91200", NOON + DAY);
        assertThat(daily.isTripped()).isTrue();
    }

    @Test
    void aDayDoesNotStartWithAnEquityInDoubtAndTheLossCountsFromTheStartBefore() {
        equity("100000", NOON);
        assertThat(daily.isNewDay(NOON + DAY / 2)).isTrue();
        doubted("120000", NOON + DAY / 2);
        doubted("98000", NOON + DAY / 2 + 1);
        assertThat(daily.startEquity()).isEqualByComparingTo("100000");
        assertThat(daily.loss()).isEqualByComparingTo("0.02");
        assertThat(daily.isNewDay(NOON + DAY / 2)).isTrue();
        equity("99000", NOON + DAY / 2 + 2);
        assertThat(daily.startEquity()).isEqualByComparingTo("99000");
        assertThat(daily.isNewDay(NOON + DAY)).isFalse();
        doubted("94050", NOON + DAY);
        assertThat(daily.isTripped()).as("a loss counts, in doubt or not").isTrue();
    }

    @Test
    void aDoubtThatDoesNotEndHoldsADayBackForTenMinutes() {
        long midnight = NOON + DAY / 2;
        long tenMinutes = 600_000_000_000L;
        equity("100000", NOON);
        for (int days = 0; days < 2; days++) {
            doubted("99000", midnight + days * DAY + 5);
            doubted("98000", midnight + days * DAY + 4 + tenMinutes);
            assertThat(daily.isNewDay(midnight + days * DAY)).isTrue();
            doubted("97000", midnight + days * DAY + 5 + tenMinutes);
            assertThat(daily.startEquity()).isEqualByComparingTo("97000");
            assertThat(daily.isNewDay(midnight + days * DAY)).isFalse();
        }
    }

    @Test
    void whereThereIsNoStartOneInDoubtStandsForItUntilTheFirstThatIsSound() {
        doubted("120000", NOON);
        assertThat(daily.startEquity()).isEqualByComparingTo("120000");
        equity("100000", NOON + 1);
        assertThat(daily.startEquity()).isEqualByComparingTo("100000");
        assertThat(daily.isTripped()).isFalse();
    }

    private void doubted(String value, long timeNs) {
        daily.observeDoubted(new BigDecimal(value), BigDecimal.ZERO, timeNs);
    }

    @Test
    void aDayThatStartsBelowNothingTripsAtOnce() {
        equity("100", NOON);
        equity("-0.01", NOON + DAY / 2);
        assertThat(daily.isTripped()).isTrue();
        assertThat(daily.trippedSinceNs()).isEqualTo(NOON + DAY / 2);
        assertThat(daily.trips()).isEqualTo(1);
        assertThat(daily.loss()).isEqualByComparingTo("1");
    }

    @Test
    void withoutEquityNothingIsLostAndTheDayStartsWithTheFirst() {
        equity("0", NOON);
        assertThat(daily.isTripped()).isFalse();
        assertThat(daily.loss()).isEqualByComparingTo("0");
        daily.observe(new BigDecimal("1000"), new BigDecimal("1000"), NOON + 1);
        assertThat(daily.startEquity()).isEqualByComparingTo("1000");
        daily.observe(new BigDecimal("951"), new BigDecimal("1000"), NOON + 2);
        assertThat(daily.isTripped()).isFalse();
        daily.observe(new BigDecimal("-1"), new BigDecimal("1000"), NOON + 3);
        assertThat(daily.isTripped()).isTrue();
    }

    @Test
    void onlyAResetEndsIt() {
        equity("100000", NOON);
        equity("95000", NOON);
        equity("100000", NOON + DAY);
        assertThat(daily.isTripped()).isTrue();
        daily.reset();
        assertThat(daily.isTripped()).isFalse();
        assertThat(daily.trips()).isEqualTo(1);
    }

    @Test
    void survivesARestart() {
        equity("100000", NOON);
        equity("94000", NOON + 5);
        Map<String, String> state = new TreeMap<>();
        daily.save(state);
        DailyLoss other = DailyLoss.of(new BigDecimal("0.05"));
        other.restore(state);
        assertThat(other.isTripped()).isTrue();
        assertThat(other.trippedSinceNs()).isEqualTo(NOON + 5);
        other.observe(new BigDecimal("94000"), NOON + 6);
        assertThat(other.loss()).isEqualByComparingTo("0.06");
        assertThat(other.trips()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0", "-0.1", "1"})
    void refusesALimitThatIsNoShare(BigDecimal limit) {
        assertThatThrownBy(() -> DailyLoss.of(limit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("daily_loss:");
        assertThatThrownBy(() -> daily.changeLimit(limit))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("daily_loss:");
    }

    @Test
    void anotherLimitCountsFromTheNextEquityAndEndsNoLatch() {
        equity("100000", NOON);
        equity("97000", NOON + 1);
        daily.changeLimit(new BigDecimal("0.03"));
        assertThat(daily.isTripped()).isFalse();
        equity("97000", NOON + 2);
        assertThat(daily.isTripped()).isTrue();
        daily.changeLimit(new BigDecimal("0.5"));
        equity("97000", NOON + 3);
        assertThat(daily.isTripped()).isTrue();
    }

    @Test
    void refusesAStateItCannotRead() {
        equity("100000", NOON);
        Map<String, String> state = new TreeMap<>();
        daily.save(state);
        for (String name : state.keySet()) {
            Map<String, String> broken = new TreeMap<>(state);
            broken.put(name, "x");
            assertThatThrownBy(() -> daily.restore(broken)).hasMessageContaining(name);
            broken.remove(name);
            assertThatThrownBy(() -> daily.restore(broken)).hasMessageContaining(name);
        }
        state.put("daily_loss.trips", "-1");
        assertThatThrownBy(() -> daily.restore(state)).hasMessageStartingWith("daily_loss.trips:");
    }
}
