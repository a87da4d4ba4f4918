package io.colin.risk.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Instrument;
import java.math.BigDecimal;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StressPortfolioTest {
    @Test
    void equityIsBalancesSpotAndUnpaidProfitButNotTheFaceOfDerivatives() {
        StressPortfolio portfolio = StressDesk.account(100)
                .cash("USD", "a", 20)
                .cash("EUR", "b", -30)
                .position(StressDesk.free(StressDesk.BTC, 7).build())
                .position(
                        StressDesk.free(StressDesk.BTC_PERP, -500).unrealised(3).build())
                .build();

        assertThat(portfolio.equity()).isEqualTo(100 + 20 - 30 + 7 + 3);
        assertThat(portfolio.cash()).containsExactly(new StressCash("EUR", "b", -30), new StressCash("USD", "a", 120));
        assertThat(portfolio.currency()).isEqualTo("USD");
    }

    @Test
    void aHoldingIsValuedByItsTermsMarkAndRate() {
        Instrument inverse = Instrument.perpetual("BTC/USD:BTC")
                .contractSize("100")
                .inverse()
                .build();

        assertThat(StressPosition.of(StressDesk.BTC_EUR)
                        .held(new BigDecimal("-2"), new BigDecimal("40000"), new BigDecimal("1.25"))
                        .build()
                        .value())
                .isEqualTo(-100_000);
        assertThat(StressPosition.of(inverse)
                        .held(new BigDecimal("30"), new BigDecimal("40000"), BigDecimal.ONE)
                        .build()
                        .value())
                .isEqualTo(3_000);
    }

    @Test
    void anOrderMovesThePositionAndOfSpotTheBalanceOfItsQuoteCurrency() {
        StressPortfolio portfolio = StressDesk.account(1_000)
                .position(StressDesk.free(StressDesk.BTC, 100).build())
                .position(
                        StressDesk.free(StressDesk.BTC_PERP, 100).stop(0.1, 50).build())
                .build();

        StressPortfolio bought = portfolio.withOrder(StressDesk.BTC.symbol(), "a", 40);
        StressPortfolio sold = portfolio.withOrder(StressDesk.BTC_PERP.symbol(), "a", -140);

        assertThat(bought.positions().getFirst().value()).isEqualTo(140);
        assertThat(bought.cash()).containsExactly(new StressCash("USD", "a", 960));
        assertThat(bought.equity()).isEqualTo(portfolio.equity());
        assertThat(sold.positions().getLast().value()).isEqualTo(-40);
        assertThat(sold.positions().getLast().stops()).containsExactly(new StressStop(0.1, 50));
        assertThat(sold.cash()).isEqualTo(portfolio.cash());
        assertThat(portfolio.positions().getFirst().value()).isEqualTo(100);
        assertThatThrownBy(() -> portfolio.withOrder(StressDesk.SOL_PERP.symbol(), "a", 1))
                .hasMessageContaining("SOL/USD:USD at a");
        assertThatThrownBy(() -> portfolio.withOrder(StressDesk.BTC.symbol(), "a", Double.NaN))
                .hasMessageContaining("delta");
    }

    @Test
    void aFlippedPositionIsNotClosedByTheStopOfTheOtherSide() {
        StressPortfolio portfolio = StressDesk.account(1_000_000)
                .position(StressDesk.free(StressDesk.BTC_PERP, 100_000)
                        .stop(0.05, 100_000)
                        .build())
                .build()
                .withOrder(StressDesk.BTC_PERP.symbol(), "a", -150_000);

        assertThat(StressDesk.run("flash_crash", portfolio).pnl()).isEqualTo(5_000);
    }

    @Test
    void knowsWhatItWasTold() {
        StressPortfolio portfolio = StressDesk.account(0).sector("SOL", "l1").build();

        assertThat(portfolio.beta("SOL")).isEqualTo(1.5);
        assertThat(portfolio.beta("BTC")).isEqualTo(1);
        assertThat(portfolio.isBetaKnown("BTC")).isTrue();
        assertThat(portfolio.beta("ADA")).isEqualTo(1);
        assertThat(portfolio.isBetaKnown("ADA")).isFalse();
        assertThat(portfolio.sector("SOL")).isEqualTo("l1");
        assertThat(portfolio.sector("ADA")).isEmpty();
        assertThat(portfolio.isFiat("EUR")).isTrue();
        assertThat(portfolio.isStablecoin("EUR")).isFalse();
        assertThat(portfolio.isStablecoin("USDC")).isTrue();
        assertThat(portfolio.marketVolatility()).hasValue(0.04);
        assertThat(StressPortfolio.builder("USD").build().marketVolatility()).isEmpty();
    }

    @Test
    void theMarketAssetCanBeAnother() {
        StressPortfolio portfolio = StressPortfolio.builder("USD")
                .market("ETH")
                .beta("ETH", 2)
                .fiat(Set.of("USD"))
                .stablecoins(Set.of("GOLD"))
                .assumptions(new StressAssumptions(0, 0, 1, 0))
                .build();

        assertThat(portfolio.beta("ETH")).isEqualTo(1);
        assertThat(portfolio.isBetaKnown("BTC")).isFalse();
        assertThat(portfolio.isFiat("EUR")).isFalse();
        assertThat(portfolio.isStablecoin("GOLD")).isTrue();
        assertThat(portfolio.assumptions().halfSpread()).isZero();
    }

    @Test
    void refusesWhatMakesNoSense() {
        StressPosition.Builder spot = StressPosition.of(StressDesk.BTC);
        StressPosition btc = spot.build();

        assertThatThrownBy(() -> spot.value(Double.NaN)).hasMessageContaining("value: must be finite");
        assertThatThrownBy(() -> spot.unrealised(1)).hasMessageContaining("unrealised");
        assertThatThrownBy(() -> spot.held(BigDecimal.ONE, BigDecimal.ZERO, BigDecimal.ONE))
                .hasMessageContaining("mark: must be above 0");
        assertThatThrownBy(() -> spot.held(BigDecimal.ONE, BigDecimal.ONE, new BigDecimal("-1")))
                .hasMessageContaining("rate: must be above 0");
        assertThatThrownBy(() -> spot.halfSpread(-0.1)).hasMessageContaining("halfSpread");
        assertThatThrownBy(() -> spot.hourlyDepth(0)).hasMessageContaining("hourlyDepth");
        assertThatThrownBy(() -> spot.dailyVolatility(Double.NaN)).hasMessageContaining("dailyVolatility");
        assertThatThrownBy(() -> spot.maintenanceMargin(1.1)).hasMessageContaining("maintenanceMargin");
        assertThatThrownBy(() -> spot.stop(0, 1)).hasMessageContaining("stopDistance");
        assertThatThrownBy(() -> spot.stop(0.1, -1)).hasMessageContaining("stopped");
        assertThatThrownBy(() -> btc.withValue(Double.NaN)).hasMessageContaining("value");
        assertThatThrownBy(() -> StressDesk.account(1).position(btc).position(btc))
                .hasMessageContaining("must be one a symbol and venue");
        assertThatThrownBy(() -> StressDesk.account(Double.NaN)).hasMessageContaining("value: must be finite");
        assertThatThrownBy(() -> StressDesk.account(1).beta("SOL", Double.NaN)).hasMessageContaining("beta of SOL");
        assertThatThrownBy(() -> StressDesk.account(1).marketVolatility(-1)).hasMessageContaining("marketVolatility");
        assertThatThrownBy(() -> StressPortfolio.builder("BTC").build()).hasMessageContaining("currency: must be fiat");
        assertThatThrownBy(
                        () -> StressDesk.account(1).stablecoins(Set.of("EUR")).build())
                .hasMessageContaining("stablecoins: must not be fiat as well (EUR)");
        assertThatThrownBy(() -> new StressAssumptions(-1, 0, 1, 0)).hasMessageContaining("halfSpread");
        assertThatThrownBy(() -> new StressAssumptions(0, -1, 1, 0)).hasMessageContaining("dailyVolatility");
        assertThatThrownBy(() -> new StressAssumptions(0, 0, 0, 0)).hasMessageContaining("participation");
        assertThatThrownBy(() -> new StressAssumptions(0, 0, 1, 2)).hasMessageContaining("maintenanceMargin");
        assertThatThrownBy(() -> new StressCash("", "a", 1)).hasMessageContaining("currency");
    }
}
