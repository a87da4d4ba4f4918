package io.colin.risk.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    @ParameterizedTest
    @ValueSource(strings = {"PLN", "KZT", "MNT", "XOF", "USDT"})
    void anAccountMayBeKeptInAnyStatesCurrency(String code) {
        assertThat(Money.isMoneyOf(code)).isTrue();
        assertThat(StressPortfolio.builder(code).build().isMoney(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BTC", "XAU", "XXX", "XTS", "pln"})
    void notInACoinOrAMetal(String code) {
        assertThat(Money.isMoneyOf(code)).isFalse();
        StressPortfolioBuilder account = StressPortfolio.builder(code);
        assertThatThrownBy(account::build).hasMessageContaining("currency: must be fiat or a stablecoin");
    }

    @Test
    void aCoinWithTheCodeOfAStateIsNoMoneyInOtherAccounts() {
        assertThat(StressPortfolio.builder("USD").build().isMoney("MNT")).isFalse();
    }
}
