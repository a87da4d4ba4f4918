package io.colin.risk.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReverseStressTest {
    private static final Scenario MARKET = Scenario.custom("market").build();

    @Test
    void findsTheFallThatBreaksALongPosition() {
        // 300 000 of 1 000 000 equity: 10 % is lost at −1/3
        StressPortfolio portfolio = StressDesk.account(1_000_000)
                .position(StressDesk.free(StressDesk.BTC_PERP, 300_000).build())
                .build();

        ReverseStress found = ReverseStress.search(MARKET, portfolio, 0.10);

        assertThat(found.fall()).hasValueCloseTo(-1.0 / 3, within(2e-9));
        assertThat(found.fall().orElseThrow()).isLessThan(-1.0 / 3);
        assertThat(found.rise()).isEmpty();
        assertThat(found.smallest()).isEqualTo(found.fall());
        assertThat(found.limitRatio()).isEqualTo(0.10);
    }

    @Test
    void findsTheRiseThatBreaksAShortPosition() {
        StressPortfolio portfolio = StressDesk.account(1_000_000)
                .position(StressDesk.free(StressDesk.BTC_INVERSE, -80_000).build())
                .build();

        ReverseStress found = ReverseStress.search(MARKET, portfolio, 0.10);

        assertThat(found.rise()).hasValueCloseTo(1.25, within(2e-9));
        assertThat(found.fall()).isEmpty();
        assertThat(found.smallest()).isEqualTo(found.rise());
    }

    @Test
    void saysWhenNoMoveWithinTheRangeBreaksTheLimit() {
        // At most 95 % of 100 000 is lost, which is less than 10 % of 1 000 000.
        StressPortfolio portfolio = StressDesk.account(1_000_000)
                .position(StressDesk.free(StressDesk.BTC_PERP, 100_000).build())
                .build();

        ReverseStress found = ReverseStress.search(MARKET, portfolio, 0.10);

        assertThat(found.fall()).isEmpty();
        assertThat(found.rise()).isEmpty();
        assertThat(found.smallest()).isEmpty();
        assertThat(ReverseStress.search(MARKET, portfolio, 0.095).smallest()).isEmpty();
        assertThat(ReverseStress.search(MARKET, portfolio, 0.0949).fall()).hasValueCloseTo(-0.949, within(2e-9));
    }

    @Test
    void takesTheNearerSideOfABookThatBreaksOnBoth() {
        // Long bitcoin, short steeper SOL: with a rise the short loses 1.5 times; a fall beyond its floor hurts the
        // long.
        StressPortfolio portfolio = StressDesk.account(1_000_000)
                .position(StressDesk.free(StressDesk.BTC_PERP, 1_000_000).build())
                .position(StressDesk.free(StressDesk.SOL_PERP, -1_000_000).build())
                .build();

        ReverseStress found = ReverseStress.search(MARKET, portfolio, 0.10);

        assertThat(found.rise()).hasValueCloseTo(0.2, within(2e-9));
        assertThat(found.fall()).isEmpty();
        assertThat(found.smallest()).isEqualTo(found.rise());
    }

    @Test
    void findsABreachThatHealsAgainBeforeTheEndOfTheRange() {
        // Falling loses 0.5 a unit until SOL is on its floor at −0.6333, then the short bitcoin earns it back.
        StressPortfolio portfolio = StressDesk.account(1_000_000)
                .position(StressDesk.free(StressDesk.BTC_PERP, -1_000_000).build())
                .position(StressDesk.free(StressDesk.SOL_PERP, 1_000_000).build())
                .build();

        ReverseStress found = ReverseStress.search(MARKET, portfolio, 0.315);

        assertThat(found.fall()).hasValueCloseTo(-0.63, within(2e-9));
        assertThat(ReverseStress.search(MARKET, portfolio, 0.95 / 1.5 * 0.5 - 1e-6)
                        .fall())
                .hasValueCloseTo(-0.95 / 1.5, within(1e-5));
        assertThat(ReverseStress.search(MARKET, portfolio, 0.95 / 1.5 * 0.5 + 1e-6)
                        .fall())
                .isEmpty();
    }

    @Test
    void aLimitBrokenWithoutAnyMoveIsBrokenAtZero() {
        StressPortfolio portfolio = StressDesk.account(1_000_000)
                .position(
                        StressPosition.of(StressDesk.BTC_PERP).value(1_000_000).build())
                .build();

        ReverseStress found = ReverseStress.search(StressDesk.named("liquidity_freeze"), portfolio, 0.01);

        assertThat(found.fall()).hasValue(0);
        assertThat(found.rise()).hasValue(0);
        assertThat(found.smallest()).hasValue(0);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theMoveFoundBreaksAndNoSmallerOneOnAFineGridDoes(long seed) {
        StressPortfolio portfolio = RandomBooks.portfolio(new Random(seed));
        double limit = Math.max(0.05, 2e5 / portfolio.equity());
        ReverseStress found = ReverseStress.search(MARKET, portfolio, limit);

        found.fall().ifPresent(move -> assertThat(loss(portfolio, move)).isGreaterThan(limit));
        found.rise().ifPresent(move -> assertThat(loss(portfolio, move)).isGreaterThan(limit));
        for (double size = 0; size < 3; size += 0.003) {
            if (size < -found.fall().orElse(-0.95) - 1e-8) {
                assertThat(loss(portfolio, -size)).isLessThanOrEqualTo(limit);
            }
            if (size < found.rise().orElse(3) - 1e-8) {
                assertThat(loss(portfolio, size)).isLessThanOrEqualTo(limit);
            }
        }
        assertThat(ReverseStress.search(MARKET, portfolio, limit)).isEqualTo(found);
    }

    private static double loss(StressPortfolio portfolio, double move) {
        Scenario moved = MARKET.toBuilder().market(MarketMove.of(move)).build();
        return -StressTest.run(moved, portfolio).pnl() / portfolio.equity();
    }

    @Test
    void refusesAPortfolioWithoutEquityAndALimitThatIsNone() {
        StressPortfolio none = StressPortfolio.builder("USD").build();
        StressPortfolio some = StressDesk.account(1).build();

        assertThatThrownBy(() -> ReverseStress.search(MARKET, none, 0.1))
                .hasMessageContaining("equity: must be above 0");
        assertThatThrownBy(() -> ReverseStress.search(MARKET, some, -0.1)).hasMessageContaining("limitRatio");
        assertThatThrownBy(() -> ReverseStress.search(MARKET, some, Double.NaN)).hasMessageContaining("limitRatio");
    }
}
