package io.colin.risk.sizing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.Side;
import io.colin.api.portfolio.CashFlow;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SizingRequest;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EquityShareTest {
    private static final Instrument SPOT =
            Instrument.spot("BTC/USD").lotSize("0.001").build();
    private static final Instrument PERPETUAL =
            Instrument.perpetual("BTC/USD:USD").lotSize("0.001").build();
    private static final Instrument INVERSE = Instrument.perpetual("BTC/USD:BTC")
            .lotSize("1")
            .contractSize("100")
            .inverse()
            .build();
    private static final Instrument IN_EUR =
            Instrument.spot("BTC/EUR").lotSize("0.001").build();
    private static final Instrument EUR =
            Instrument.spot("EUR/USD").lotSize("1").build();

    private static PortfolioBook account(String cash) {
        return PortfolioBook.of("main", "USD", new BigDecimal(cash), List.of(SPOT, PERPETUAL, INVERSE, IN_EUR, EUR));
    }

    private static Signal signal(Symbol symbol, Direction direction, double strength) {
        return Signal.of(symbol, "model", 1)
                .probabilities(
                        direction == Direction.LONG
                                ? new Probabilities(0.8, 0.1, 0.1)
                                : new Probabilities(0.1, 0.1, 0.8))
                .directed(direction, strength)
                .expected(direction.sign() * 0.01, 0.005)
                .band(0.01, new BigDecimal("100"))
                .horizonNs(1)
                .build();
    }

    private static BigDecimal target(
            EquityShare sizer, Instrument instrument, PortfolioBook account, Signal signal, double multiplier) {
        return sizer.target(
                new SizingRequest(signal, instrument, account.snapshot(), new BigDecimal("700"), multiplier));
    }

    @ParameterizedTest
    @CsvSource({
        "1000000, 1, 1, 28.571",
        "1000000, 0.5, 1, 14.285",
        "1000000, 1, 0.75, 21.428",
        "1000000, 0.4, 0.5, 5.714",
        "1000000, 1, 0, 0",
        "10000000, 1, 1, 142.857",
        "34, 1, 1, 0",
        "0, 1, 1, 0"
    })
    void sizesLongSpotOnTheLotRoundedTowardsZero(String cash, double strength, double multiplier, String expected) {
        Signal signal = signal(SPOT.symbol(), Direction.LONG, strength);
        assertThat(target(EquityShare.builder().build(), SPOT, account(cash), signal, multiplier))
                .isEqualByComparingTo(expected);
    }

    @Test
    void sizesInAnotherCurrencyAsSoonAsItHasARateThoughNothingOfItWasTraded() {
        EquityShare sizer = EquityShare.builder().build();
        PortfolioBook account = account("1000000");
        Signal signal = signal(IN_EUR.symbol(), Direction.LONG, 1);
        assertThat(target(sizer, IN_EUR, account, signal, 1)).isEqualByComparingTo("0");
        account.mark(EUR.symbol(), new BigDecimal("1.25"), 1);
        account.apply(new CashFlow("EUR", new BigDecimal("400000"), 1));
        // 2 % of 1 500 000 are 24 000 EUR, 34.2857 at 700.
        assertThat(target(sizer, IN_EUR, account, signal, 1)).isEqualByComparingTo("34.285");
    }

    @Test
    void aShortIsNegativeOnADerivativeAndNothingOnCashSpot() {
        EquityShare sizer = EquityShare.builder().build();
        PortfolioBook account = account("1000000");
        assertThat(target(sizer, PERPETUAL, account, signal(PERPETUAL.symbol(), Direction.SHORT, 1), 1))
                .isEqualByComparingTo("-28.571");
        assertThat(target(sizer, SPOT, account, signal(SPOT.symbol(), Direction.SHORT, 1), 1))
                .isEqualByComparingTo("0");
        EquityShare margin = EquityShare.builder().shortSpot(true).build();
        assertThat(target(margin, SPOT, account, signal(SPOT.symbol(), Direction.SHORT, 1), 1))
                .isEqualByComparingTo("-28.571");
    }

    @Test
    void countsAnInverseContractByItsFace() {
        assertThat(target(
                        EquityShare.builder().build(),
                        INVERSE,
                        account("1000000"),
                        signal(INVERSE.symbol(), Direction.LONG, 1),
                        1))
                .isEqualByComparingTo("200");
    }

    @Test
    void convertsTheQuoteCurrencyByItsMarkAndChangesNothingWithoutOne() {
        EquityShare sizer = EquityShare.builder().build();
        PortfolioBook account = account("1000000");
        Signal signal = signal(IN_EUR.symbol(), Direction.LONG, 1);
        assertThat(target(sizer, IN_EUR, account, signal, 1)).isEqualByComparingTo("0");
        account.mark(EUR.symbol(), new BigDecimal("1.25"), 1);
        account.apply(fill(EUR.symbol(), "1000", "1.25"));
        assertThat(target(sizer, IN_EUR, account, signal, 1)).isEqualByComparingTo("22.857");
    }

    @Test
    void convertsByTheRateOfTheAccountAloneWhichFollowsSpotOverOneCurrencyMore() {
        Instrument future = Instrument.perpetual("EUR/USD:USD").lotSize("1").build();
        Instrument other = Instrument.spot("GBP/USD").lotSize("1").build();
        Instrument back = Instrument.spot("EUR/GBP").lotSize("1").build();
        PortfolioBook account =
                PortfolioBook.of("main", "USD", new BigDecimal("1000000"), List.of(IN_EUR, EUR, future, other, back));
        for (Instrument decoy : List.of(future, other)) {
            account.apply(fill(decoy.symbol(), "1", "2"));
            account.mark(decoy.symbol(), new BigDecimal("2"), 1);
        }
        Signal signal = signal(IN_EUR.symbol(), Direction.LONG, 1);
        EquityShare sizer = EquityShare.builder().build();

        assertThat(account.snapshot().isPriced()).isTrue();
        assertThat(target(sizer, IN_EUR, account, signal, 1)).isZero();
        account.mark(back.symbol(), new BigDecimal("1.5"), 1);
        assertThat(account.snapshot().rate("EUR")).contains(new BigDecimal("3"));
        assertThat(target(sizer, IN_EUR, account, signal, 1)).isEqualByComparingTo("9.523");
        account.mark(EUR.symbol(), new BigDecimal("1.25"), 1);
        assertThat(target(sizer, IN_EUR, account, signal, 1)).isEqualByComparingTo("22.857");
    }

    @Test
    void changesNothingWhileTheAccountIsNotPriced() {
        PortfolioBook account = account("1000000");
        account.apply(fill(SPOT.symbol(), "1.2345", "100"));
        assertThat(account.snapshot().isPriced()).isFalse();
        assertThat(target(EquityShare.builder().build(), SPOT, account, signal(SPOT.symbol(), Direction.LONG, 1), 1))
                .isEqualByComparingTo("1.234");
    }

    private static Fill fill(Symbol symbol, String quantity, String price) {
        return new Fill(
                "t",
                "c",
                "p",
                "paper",
                symbol,
                Side.BUY,
                new BigDecimal(quantity),
                new BigDecimal(price),
                BigDecimal.ZERO,
                "USD",
                Liquidity.TAKER,
                1);
    }

    @Test
    void settersRefuseWhatMakesNoSense() {
        assertThatThrownBy(() -> EquityShare.builder().share(new BigDecimal("1.01")))
                .hasMessage("share: must be in (0, 1] (1.01)");
        assertThatThrownBy(() -> EquityShare.builder().maxValue(BigDecimal.ZERO))
                .hasMessageContaining("maxValue");
    }
}
