package io.colin.risk.stress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
    @ParameterizedTest
    @ValueSource(strings = {"USD", "EUR", "USDT", "USDC"})
    void statesCurrenciesAndStablecoinsAreMoney(String code) {
        assertThat(Money.isMoney(code)).isTrue();
    }

    @Test
    void whatMovesAgainstThemIsNot() {
        assertThat(Money.isMoney("BTC")).isFalse();
        assertThat(Money.isMoney("usd")).isFalse();
    }
}
