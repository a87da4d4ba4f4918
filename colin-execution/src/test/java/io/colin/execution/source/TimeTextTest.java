package io.colin.execution.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeTextTest {
    @ParameterizedTest
    @CsvSource({
        "1385337600, 1385337600000000000",
        "1385337600.5, 1385337600500000000",
        "1385337600.123456789, 1385337600123456789",
        "1385337600000, 1385337600000000000",
        "1385337600000.25, 1385337600000250000",
        "1385337600000000, 1385337600000000000",
        "1385337600000000001, 1385337600000000001",
        "1.3853376E9, 1385337600000000000",
        "0, 0",
        "99999999, 99999999000000000",
        "2013-11-25, 1385337600000000000",
        "2013-11-25 00:00, 1385337600000000000",
        "2013-11-25 00:00:00.000000, 1385337600000000000",
        "2013-11-25T00:00:00Z, 1385337600000000000",
        "2013-11-25T00:00:01.5Z, 1385337601500000000",
        "2013-11-25T01:00:00.000000001+01:00, 1385337600000000001",
        "2013-11-24 19:00:00-05:00, 1385337600000000000"
    })
    void readsDatesAndCountsOfAnyUnit(String text, long timeNs) {
        assertThat(TimeText.parse(text)).isEqualTo(timeNs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "-1",
                "1969-12-31",
                "20131125",
                "2013-13-01",
                "2013-02-30",
                "25/11/2013",
                "1385337600.1234567891",
                "13853376000000000000000",
                "9999-01-01",
                "2013-11-25T00:00:00 Europe/Paris",
                "NaN"
            })
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> TimeText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("time: must ");
    }

    @Test
    void writesTimesForMessages() {
        assertThat(TimeText.of(1_385_337_600_500_000_000L)).isEqualTo("2013-11-25T00:00:00.500Z");
    }
}
