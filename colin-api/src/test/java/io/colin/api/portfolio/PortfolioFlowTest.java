package io.colin.api.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.SampleInstruments;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.SampleFill;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Money that comes and goes without a trade, and the way between currencies. */
class PortfolioFlowTest {
    private static final Instrument BTC = SampleInstruments.btcUsd();
    private static final Instrument PERPETUAL = SampleInstruments.btcPerpetual();
    private static final Instrument INVERSE = SampleInstruments.btcInverse();
    private static final BigDecimal CASH = new BigDecimal("1000000");

    private final PortfolioBook book = PortfolioBook.of(
            "main",
            "USD",
            CASH,
            List.of(
                    BTC,
                    PERPETUAL,
                    INVERSE,
                    Instrument.spot("USD/JPY").build(),
                    Instrument.spot("EUR/USD").build(),
                    Instrument.spot("EUR/CHF").build(),
                    Instrument.spot("ETH/EUR").build(),
                    Instrument.spot("ETH/BTC").build(),
                    Instrument.spot("BTC/JPY").build()));

    private static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }

    private void mark(String symbol, String price) {
        book.mark(Symbol.of(symbol), dec(price), 1);
    }

    private FundingPayment funding(Instrument instrument, String rate, String mark) {
        return FundingPayment.of(book.position(instrument.symbol()), instrument, dec(rate), dec(mark), 7);
    }

    @Test
    void aDepositAtARecordedRateCountsTheSameWhateverRateIsKnown() {
        CashFlow flow = new CashFlow("EUR", dec("1000000"), 5);
        mark("EUR/USD", "0.90");
        book.apply(flow, dec("1.20"));
        Portfolio portfolio = book.snapshot();

        assertThat(portfolio.isPriced()).isTrue();
        assertThat(portfolio.deposits()).isEqualByComparingTo("1200000");
        assertThat(portfolio.unrealisedPnl()).isEqualByComparingTo("-300000");
        assertThat(portfolio.equity()).isEqualByComparingTo("1900000");
        assertThatThrownBy(() -> book.apply(flow, BigDecimal.ZERO)).hasMessageStartingWith("rate: ");
        assertThatThrownBy(() -> book.apply(new CashFlow("USD", CASH, 6), dec("1.1")))
                .hasMessage("rate: must be 1 for the account currency (1.1)");
    }

    @Test
    void aDepositAtARecordedRateThatWasSpentLeavesTheAccountUnpricedUntilThereIsARateAgain() {
        book.apply(new CashFlow("EUR", dec("2000"), 5), dec("1.20"));
        book.apply(SampleFill.buy(Symbol.of("ETH/EUR"), "1", "2000").build());
        assertThat(book.snapshot().cash().get("EUR")).isEqualByComparingTo("0");
        mark("ETH/EUR", "2000");
        assertThat(book.snapshot().unpriced()).contains("EUR");
        assertThat(book.snapshot().deposits()).isEqualByComparingTo("2400");

        mark("EUR/USD", "1.10");
        assertThat(book.snapshot().isPriced()).isTrue();
        assertThat(book.snapshot().deposits()).isEqualByComparingTo("2400");
        assertThat(book.snapshot().equity()).isEqualByComparingTo("1002200");
    }

    @Test
    void aLongPaysAPositiveRateOnItsValueAtTheMark() {
        book.apply(SampleFill.buy(PERPETUAL.symbol(), "2", "30000").build());
        mark("BTC/USD:USD", "30000");
        FundingPayment payment = funding(PERPETUAL, "0.0001", "31000");
        book.apply(payment);
        Portfolio portfolio = book.snapshot();

        assertThat(payment).isEqualTo(new FundingPayment(PERPETUAL.symbol(), dec("-6.2"), 7));
        assertThat(portfolio.cash()).containsExactly(Map.entry("USD", dec("999993.8")));
        assertThat(portfolio.funding()).isEqualTo(dec("-6.2"));
        assertThat(portfolio.equity()).isEqualTo(dec("999993.8"));
        assertThat(portfolio.realisedPnl()).isZero();
        assertThat(portfolio.timeNs()).isEqualTo(7);
        assertThat(book.position(PERPETUAL.symbol()).funding()).isEqualTo(dec("-6.2"));
    }

    @Test
    void aShortReceivesAPositiveRateAndPaysANegativeOne() {
        book.apply(SampleFill.sell(PERPETUAL.symbol(), "2", "30000").build());
        assertThat(funding(PERPETUAL, "0.0001", "31000").amount()).isEqualTo(dec("6.2"));
        assertThat(funding(PERPETUAL, "-0.0001", "31000").amount()).isEqualTo(dec("-6.2"));
        assertThat(funding(PERPETUAL, "0", "31000").amount()).isEqualTo(BigDecimal.ZERO);
    }

    @Test
    void anInverseContractPaysFundingInItsCoin() {
        mark("BTC/USD", "20000");
        mark("BTC/USD:BTC", "20000");
        book.apply(SampleFill.buy(INVERSE.symbol(), "200", "20000").build());
        // 200 contracts of 100 dollars are worth one bitcoin.
        book.apply(funding(INVERSE, "0.001", "20000"));
        assertThat(book.snapshot().cash().get("BTC")).isEqualTo(dec("-0.001"));
        assertThat(book.snapshot().funding()).isEqualTo(dec("-20"));
        assertThat(book.snapshot().equity()).isEqualTo(dec("999980"));

        book.apply(SampleFill.sell(INVERSE.symbol(), "400", "20000").build());
        assertThat(funding(INVERSE, "0.001", "20000").amount()).isEqualTo(dec("0.001"));
    }

    @Test
    void keepsFundingWhenThePositionChangesAndBooksItAfterItsEnd() {
        book.apply(SampleFill.buy(PERPETUAL.symbol(), "2", "30000").build());
        book.apply(funding(PERPETUAL, "0.0001", "30000"));
        book.apply(SampleFill.sell(PERPETUAL.symbol(), "2", "30000").build());
        assertThat(funding(PERPETUAL, "0.0001", "30000").amount()).isZero();
        book.apply(new FundingPayment(PERPETUAL.symbol(), dec("-1.5"), 9));

        assertThat(book.position(PERPETUAL.symbol()).funding()).isEqualTo(dec("-7.5"));
        assertThat(book.snapshot().funding()).isEqualTo(dec("-7.5"));
        assertThat(book.snapshot().equity()).isEqualTo(dec("999992.5"));
    }

    @Test
    void onlyPerpetualsOfTheirOwnPositionPayFunding() {
        Position flat = Position.flat(PERPETUAL.symbol());
        assertThatThrownBy(() -> FundingPayment.of(Position.flat(BTC.symbol()), BTC, dec("0.1"), CASH, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("instrument: must be a perpetual");
        assertThatThrownBy(() -> FundingPayment.of(flat, INVERSE, dec("0.1"), CASH, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("instrument: must be the position's");
        assertThatThrownBy(() -> FundingPayment.of(flat, PERPETUAL, dec("0.1"), BigDecimal.ZERO, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("mark: ");
        assertThatThrownBy(() -> book.apply(new FundingPayment(BTC.symbol(), BigDecimal.ONE, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("symbol: must be a derivative");
        assertThatThrownBy(() -> book.apply(new FundingPayment(Symbol.of("X/Y:Y"), BigDecimal.ONE, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("symbol: must be in the universe");
        assertThat(book.snapshot().equity()).isEqualTo(CASH);
    }

    @Test
    void aDepositIsNoProfitAndAWithdrawalNoLoss() {
        book.apply(new CashFlow("USD", dec("500.50"), 3));
        assertThat(book.snapshot().equity()).isEqualTo(dec("1000500.5"));
        assertThat(book.snapshot().deposits()).isEqualTo(dec("500.5"));
        assertThat(book.snapshot().timeNs()).isEqualTo(3);

        book.apply(new CashFlow("USD", dec("-1500.5"), 4));
        Portfolio portfolio = book.snapshot();
        assertThat(portfolio.equity()).isEqualTo(dec("999000"));
        assertThat(portfolio.deposits()).isEqualTo(dec("-1000"));
        assertThat(portfolio.initialEquity()).isEqualTo(CASH);
        assertThat(portfolio.realisedPnl()).isZero();
        assertThat(portfolio.unrealisedPnl()).isZero();
        assertThatThrownBy(() -> new CashFlow("USD", BigDecimal.ZERO, 1)).hasMessageStartingWith("amount: ");
        assertThatThrownBy(() -> new CashFlow(" ", BigDecimal.ONE, 1)).hasMessageStartingWith("currency: ");
    }

    @Test
    void aDepositInACoinIsAFlowAtItsRateThenAndGainsByTheRateSince() {
        mark("BTC/USD", "30000");
        book.apply(new CashFlow("BTC", dec("2"), 1));
        assertThat(book.snapshot().deposits()).isEqualTo(dec("60000"));
        assertThat(book.snapshot().unrealisedPnl()).isZero();

        mark("BTC/USD", "40000");
        book.apply(new CashFlow("BTC", dec("-1"), 1));
        Portfolio portfolio = book.snapshot();
        assertThat(portfolio.equity()).isEqualTo(dec("1040000"));
        assertThat(portfolio.deposits()).isEqualTo(dec("20000"));
        assertThat(portfolio.unrealisedPnl()).isEqualTo(dec("20000"));
    }

    @Test
    void aDepositWithoutARateWaitsForTheFirstOne() {
        book.apply(new CashFlow("BTC", dec("2"), 1));
        assertThat(book.snapshot().unpriced()).containsExactly("BTC");
        assertThat(book.snapshot().deposits()).isZero();

        mark("BTC/USD", "30000");
        mark("BTC/USD", "31000");
        assertThat(book.snapshot().isPriced()).isTrue();
        assertThat(book.snapshot().deposits()).isEqualTo(dec("60000"));
        assertThat(book.snapshot().unrealisedPnl()).isEqualTo(dec("2000"));
        assertThat(book.snapshot().equity()).isEqualTo(dec("1062000"));
    }

    @Test
    void whatCameAndWentWithoutARateNeedsNone() {
        book.apply(new CashFlow("XRP", dec("2"), 1));
        book.apply(new CashFlow("XRP", dec("-2"), 1));
        assertThat(book.snapshot().isPriced()).isTrue();
        assertThat(book.snapshot().equity()).isEqualTo(CASH);
    }

    @Test
    void convertsByTheQuoteInEitherDirection() {
        mark("EUR/USD", "1.25");
        mark("USD/JPY", "160");
        assertThat(book.inAccountCurrency("EUR", dec("8"))).contains(dec("10"));
        assertThat(book.inAccountCurrency("JPY", dec("-8"))).contains(dec("-0.05"));
        assertThat(book.inAccountCurrency("USD", dec("8"))).contains(dec("8"));
        mark("USD/JPY", "150");
        assertThat(book.inAccountCurrency("JPY", dec("3"))).contains(dec("0.020000000000000000000000000000000001"));
    }

    @Test
    void convertsOverOneCurrencyBetweenButNotOverTwo() {
        mark("EUR/USD", "1.25");
        mark("ETH/EUR", "2000");
        mark("EUR/CHF", "0.8");
        assertThat(book.inAccountCurrency("ETH", dec("2"))).contains(dec("5000"));
        assertThat(book.inAccountCurrency("CHF", dec("2"))).contains(dec("3.125"));

        mark("ETH/BTC", "0.05");
        assertThat(book.inAccountCurrency("BTC", BigDecimal.ONE)).isEmpty();
        assertThat(book.inAccountCurrency("XRP", BigDecimal.ONE)).isEmpty();
        assertThat(book.inAccountCurrency("XRP", BigDecimal.ZERO)).isEqualTo(Optional.of(BigDecimal.ZERO));
    }

    @Test
    void takesTheShortestWayAndThenTheAlphabeticallyFirst() {
        mark("USD/JPY", "100");
        mark("BTC/JPY", "4000000");
        assertThat(book.inAccountCurrency("BTC", BigDecimal.ONE)).contains(dec("40000"));
        mark("ETH/BTC", "0.05");
        mark("ETH/EUR", "1600");
        mark("EUR/USD", "1.25");
        // One ether over bitcoin would need three steps; over euro it is 1600 · 1.25.
        assertThat(book.inAccountCurrency("ETH", BigDecimal.ONE)).contains(dec("2000"));
        mark("BTC/USD", "41000");
        assertThat(book.inAccountCurrency("BTC", BigDecimal.ONE)).contains(dec("41000"));
        assertThat(book.inAccountCurrency("ETH", BigDecimal.ONE)).contains(dec("2050"));
    }

    @Test
    void namesTheCurrencyThatHasNoRateOnce() {
        book.apply(SampleFill.buy(Symbol.of("ETH/BTC"), "10", "0.05")
                .fee("0.001", "BTC")
                .build());
        assertThat(book.snapshot().unpriced()).containsExactly("BTC", "ETH/BTC");
        mark("ETH/BTC", "0.05");
        assertThat(book.snapshot().unpriced()).containsExactly("BTC");
        mark("BTC/USD", "30000");
        assertThat(book.snapshot().isPriced()).isTrue();
        assertThat(book.snapshot().equity()).isEqualTo(dec("999970"));
    }

    @Test
    void revaluesWhatIsHeldInAnotherCurrencyWhenOnlyTheRateMoves() {
        mark("BTC/USD", "30000");
        mark("ETH/BTC", "0.05");
        book.apply(SampleFill.buy(Symbol.of("ETH/BTC"), "10", "0.04").build());
        assertThat(book.snapshot().unrealisedPnl()).isEqualTo(dec("3000"));
        assertThat(book.snapshot().grossExposure()).isEqualTo(dec("15000"));
        mark("BTC/USD", "40000");
        assertThat(book.snapshot().unrealisedPnl()).isEqualTo(dec("4000"));
        assertThat(book.snapshot().grossExposure()).isEqualTo(dec("20000"));
    }
}
