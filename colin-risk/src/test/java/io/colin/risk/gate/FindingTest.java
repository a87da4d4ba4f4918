package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.dec;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.DenialCode;
import io.colin.risk.gate.Finding.Amounts;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a check found, as it is told. */
class FindingTest {
    private static Finding of(String limit, String projected) {
        return Finding.limit(
                "check",
                DenialCode.POSITION_LIMIT,
                new Amounts("USD", dec(limit), BigDecimal.ZERO, dec(projected)),
                BigDecimal.TEN);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 0, 0",
        "100, -50, 0",
        "100, 80, 0.8",
        "100, 100, 1",
        "100, 100.5, 1.005",
        "100, 250, 2.5",
        "0, 0, 0",
        "0, 1, 2",
        "-1, -2, 0",
        "-1, -1, 0",
        "-2, -1, 2",
    })
    void useIsTheShareOfTheLimitAndTwiceWhereThereIsNone(String limit, String projected, double use) {
        assertThat(of(limit, projected).utilisation()).isEqualTo(use);
    }

    @Test
    void aRuleWithoutNumbersIsUsedNotAtAllOrTwice() {
        assertThat(Finding.passed("check", DenialCode.LOCKED, BigDecimal.TEN).utilisation())
                .isZero();
        assertThat(Finding.failed("check", DenialCode.LOCKED, "why").utilisation())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "100, 79.99, ''",
        "100, 80, 'check: 80 of 100 USD, past 80 %'",
        "100, 89.99, 'check: 89.99 of 100 USD, past 80 %'",
        "100, 90, 'check: 90 of 100 USD, past 90 %'",
        "100, 94.99, 'check: 94.99 of 100 USD, past 90 %'",
        "100, 95, 'check: 95 of 100 USD, past 95 %'",
        "100, 100, 'check: 100 of 100 USD, past 95 %'",
        "100, 100.01, ''",
        "0, 0, ''",
    })
    void itWarnsFromEachSoftLevelOnUpToTheLimit(String limit, String projected, String warning) {
        assertThat(of(limit, projected).warning(dec("0.80"))).isEqualTo(warning);
    }

    @Test
    void anAskedLevelAboveAnUpperOneIsTheOneThatIsNamed() {
        assertThat(of("100", "92").warning(dec("0.92"))).isEqualTo("check: 92 of 100 USD, past 92 %");
        assertThat(of("100", "90").warning(dec("0.90"))).isEqualTo("check: 90 of 100 USD, past 90 %");
    }

    @Test
    void whatIsSparedRaisesTheLargestThatPassesAndNeverLowersIt() {
        Finding finding = of("100", "200");
        assertThat(finding.sparing(dec("9")).largest()).isEqualByComparingTo("10");
        assertThat(finding.sparing(dec("10"))).isSameAs(finding);
        assertThat(finding.sparing(dec("11")).largest()).isEqualByComparingTo("11");
    }

    @Test
    void aRefusalNamesAmountsWhereThereAreAny() {
        assertThat(of("100", "200").refusal(BigDecimal.ONE).message())
                .isEqualTo("POSITION_LIMIT: check=check limit=100 projected=200 unit=USD largest=1");
        assertThat(Finding.failed("check", DenialCode.LOCKED, "why")
                        .refusal(BigDecimal.ZERO)
                        .message())
                .isEqualTo("LOCKED: check=check largest=0 detail=why");
    }
}
