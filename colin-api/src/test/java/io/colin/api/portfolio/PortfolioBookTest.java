package io.colin.api.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.instrument.SampleInstruments;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.Fill;
import io.colin.api.order.SampleFill;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortfolioBookTest {
    private static final Instrument BTC = SampleInstruments.btcUsd();
    private static final Instrument ETH = SampleInstruments.ethUsd();
    private static final Instrument ETH_BTC = SampleInstruments.ethBtc();
    private static final Instrument PERPETUAL = SampleInstruments.btcPerpetual();
    private static final Instrument INVERSE = SampleInstruments.btcInverse();
    private static final List<Instrument> UNIVERSE = List.of(BTC, ETH, ETH_BTC, PERPETUAL, INVERSE);
    private static final BigDecimal CASH = new BigDecimal("1000000");

    private final PortfolioBook book = PortfolioBook.of("main", "USD", CASH, UNIVERSE);

    @Test
    void holdsItsCashAtFirst() {
        Portfolio portfolio = book.snapshot();

        assertThat(portfolio.equity()).isEqualTo(CASH);
        assertThat(portfolio.initialEquity()).isEqualTo(CASH);
        assertThat(portfolio.cash()).containsExactly(Map.entry("USD", CASH));
        assertThat(portfolio.positions()).isEmpty();
        assertThat(portfolio.isPriced()).isTrue();
        assertThat(portfolio.quantity(BTC.symbol())).isZero();
    }

    @Test
    void paysForSpotAndCountsTheHoldingAtItsMark() {
        book.apply(SampleFill.buy(BTC.symbol(), "2", "30000").fee("60", "USD").build());
        book.mark(BTC.symbol(), decimal("31000"), 5);
        Portfolio portfolio = book.snapshot();

        assertThat(portfolio.cash().get("USD")).isEqualTo(decimal("939940"));
        assertThat(portfolio.equity()).isEqualTo(decimal("1001940"));
        assertThat(portfolio.unrealisedPnl()).isEqualTo(decimal("2000"));
        assertThat(portfolio.feesPaid()).isEqualTo(decimal("60"));
        assertThat(portfolio.grossExposure()).isEqualTo(decimal("62000"));
        assertThat(portfolio.netExposure()).isEqualTo(decimal("62000"));
        assertThat(portfolio.timeNs()).isEqualTo(5);
        assertThat(held(portfolio, BTC).averagePrice()).isEqualTo(decimal("30000"));
    }

    @Test
    void takesAFeeInTheBaseCurrencyFromTheHolding() {
        book.apply(
                SampleFill.buy(BTC.symbol(), "1", "30000").fee("0.001", "BTC").build());
        book.mark(BTC.symbol(), decimal("30000"), 0);
        Portfolio portfolio = book.snapshot();

        assertThat(portfolio.quantity(BTC.symbol())).isEqualTo(decimal("0.999"));
        assertThat(portfolio.cash()).containsOnlyKeys("USD");
        assertThat(portfolio.fees()).containsExactly(Map.entry("BTC", decimal("0.001")));
        assertThat(portfolio.feesPaid()).isEqualTo(decimal("30"));
        assertThat(portfolio.equity()).isEqualTo(decimal("999970"));
        assertThat(portfolio.unrealisedPnl()).isZero();
    }

    @Test
    void paysOnlyTheProfitOfADerivative() {
        book.apply(SampleFill.sell(PERPETUAL.symbol(), "2", "30000").build());
        assertThat(book.snapshot().cash().get("USD")).isEqualTo(CASH);

        book.mark(PERPETUAL.symbol(), decimal("29000"), 0);
        assertThat(book.snapshot().equity()).isEqualTo(decimal("1002000"));
        assertThat(book.snapshot().netExposure()).isEqualTo(decimal("-58000"));
        assertThat(book.snapshot().grossExposure()).isEqualTo(decimal("58000"));

        book.apply(SampleFill.buy(PERPETUAL.symbol(), "2", "29500").build());
        assertThat(book.snapshot().cash().get("USD")).isEqualTo(decimal("1001000"));
        assertThat(book.snapshot().realisedPnl()).isEqualTo(decimal("1000"));
        assertThat(book.snapshot().unrealisedPnl()).isZero();
    }

    @Test
    void keepsTheProfitOfAnInverseContractInItsSettlementCurrency() {
        book.mark(BTC.symbol(), decimal("25000"), 0);
        book.apply(SampleFill.buy(INVERSE.symbol(), "200", "20000").build());
        book.apply(SampleFill.sell(INVERSE.symbol(), "200", "25000").build());

        // 200 contracts of 100 dollars: 20000 / 20000 - 20000 / 25000 = 0.2 bitcoin.
        assertThat(book.snapshot().cash().get("BTC")).isEqualTo(decimal("0.2"));
        assertThat(book.snapshot().realisedPnl()).isEqualTo(decimal("5000"));
        assertThat(book.snapshot().equity()).isEqualTo(decimal("1005000"));
    }

    @Test
    void saysWhatHasNoPriceAndLeavesItOut() {
        book.apply(SampleFill.buy(BTC.symbol(), "1", "30000").build());
        Portfolio portfolio = book.snapshot();

        assertThat(portfolio.isPriced()).isFalse();
        assertThat(portfolio.unpriced()).containsExactly("BTC/USD");
        assertThat(portfolio.equity()).isEqualTo(decimal("970000"));
    }

    @Test
    void tellsTheRatesOfWhatIsHeldQuotedAndSettledIn() {
        book.mark(BTC.symbol(), decimal("30000"), 0);
        assertThat(book.snapshot().rates()).containsExactly(Map.entry("BTC", decimal("30000")));
        assertThat(book.snapshot().rate("BTC")).contains(decimal("30000"));
        assertThat(book.snapshot().rate("USD")).contains(BigDecimal.ONE);
        assertThat(book.snapshot().rate("ETH")).isEmpty();
        book.mark(ETH.symbol(), decimal("2000"), 0);
        assertThat(book.snapshot().rate("ETH")).isEmpty();
        book.apply(new CashFlow("ETH", decimal("3"), 0));
        assertThat(book.snapshot().rates())
                .containsExactly(Map.entry("BTC", decimal("30000")), Map.entry("ETH", decimal("2000")));
        book.apply(new CashFlow("EUR", decimal("3"), 0));
        assertThat(book.snapshot().rates()).doesNotContainKey("EUR");
        assertThat(book.snapshot().rate("EUR")).isEmpty();
    }

    @Test
    void neverAssumesARateBetweenCurrencies() {
        book.apply(SampleFill.buy(ETH_BTC.symbol(), "10", "0.05").build());
        book.mark(ETH_BTC.symbol(), decimal("0.05"), 0);
        assertThat(book.inAccountCurrency("BTC", BigDecimal.ONE)).isEmpty();
        assertThat(book.inAccountCurrency("USDT", BigDecimal.ONE)).isEmpty();
        assertThat(book.snapshot().unpriced()).contains("BTC");

        book.mark(BTC.symbol(), decimal("30000"), 0);
        assertThat(book.inAccountCurrency("BTC", decimal("0.5"))).contains(decimal("15000"));
        assertThat(book.inAccountCurrency("USD", decimal("7"))).contains(decimal("7"));
        assertThat(book.snapshot().isPriced()).isTrue();
        assertThat(book.snapshot().equity()).isEqualTo(CASH);
    }

    @Test
    void refusesWhatIsNotInItsUniverse() {
        Symbol unknown = Symbol.of("XRP/USD");

        assertThatThrownBy(() -> book.apply(SampleFill.buy(unknown, "1", "1").build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("symbol: ");
        assertThatThrownBy(() -> book.mark(unknown, BigDecimal.ONE, 0)).hasMessageStartingWith("symbol: ");
        assertThatThrownBy(() -> book.mark(BTC.symbol(), BigDecimal.ZERO, 0)).hasMessageStartingWith("price: ");
        assertThatThrownBy(() -> PortfolioBook.of("main", "USD", BigDecimal.ONE.negate(), UNIVERSE))
                .hasMessageStartingWith("initialCash: ");
        assertThat(book.snapshot().equity()).isEqualTo(CASH);
    }

    @Test
    void handsOutSnapshotsThatStayAsTheyAre() {
        Portfolio before = book.snapshot();
        book.apply(SampleFill.buy(BTC.symbol(), "1", "30000").build());

        assertThat(before.cash().get("USD")).isEqualTo(CASH);
        assertThat(before.positions()).isEmpty();
    }

    @Test
    void copiesAmountsOnlyWhereTheyChanged() {
        Portfolio first = book.snapshot();
        book.mark(BTC.symbol(), new BigDecimal("30000"), 1);
        Portfolio marked = book.snapshot();
        book.apply(SampleFill.buy(BTC.symbol(), "1", "30000").build());
        Portfolio filled = book.snapshot();

        assertThat(marked.cash()).isSameAs(first.cash());
        assertThat(filled.cash()).isNotEqualTo(marked.cash());
        assertThat(new TreeMap<>(filled.cash()))
                .isEqualTo(filled.cash())
                .hasToString(filled.cash().toString());
        assertThatThrownBy(() -> filled.cash().put("USD", BigDecimal.ONE))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> filled.cash().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> filled.positions().remove(BTC.symbol()))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> filled.cash().entrySet().iterator().next().setValue(BigDecimal.ONE))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesToTheLastUnitWithAPlainCountOfMoneyAndThings(long seed) {
        Random random = new Random(seed);
        List<Instrument> dollars = List.of(BTC, ETH, PERPETUAL);
        PlainAccount plain = new PlainAccount();
        for (int i = 0; i < 400; i++) {
            Instrument instrument = dollars.get(random.nextInt(dollars.size()));
            Fill fill = random(random, instrument);
            book.apply(fill);
            plain.apply(fill, instrument);
            for (Instrument each : dollars) {
                BigDecimal mark = price(random, each);
                book.mark(each.symbol(), mark, i);
                plain.marks.put(each.symbol(), mark);
            }
            Portfolio portfolio = book.snapshot();

            assertThat(portfolio.equity()).isEqualByComparingTo(plain.equity());
            assertThat(changeOfEquity(portfolio)).isEqualByComparingTo(gains(portfolio));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void explainsTheChangeOfEquityOverSeveralCurrenciesToo(long seed) {
        Random random = new Random(seed);
        for (Instrument each : UNIVERSE) {
            book.mark(each.symbol(), price(random, each), 0);
        }
        for (int i = 0; i < 400; i++) {
            Instrument instrument = List.of(BTC, ETH, PERPETUAL).get(random.nextInt(3));
            book.apply(random(random, instrument));
            Instrument marked = UNIVERSE.get(random.nextInt(UNIVERSE.size()));
            book.mark(marked.symbol(), price(random, marked), i);
            Portfolio portfolio = book.snapshot();

            assertThat(portfolio.isPriced()).isTrue();
            assertThat(changeOfEquity(portfolio)).isEqualByComparingTo(gains(portfolio));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void explainsTheChangeOfEquityOfInverseContracts(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            book.apply(random(random, INVERSE));
            book.mark(BTC.symbol(), price(random, BTC), i);
            book.mark(INVERSE.symbol(), price(random, INVERSE), i);
            Portfolio portfolio = book.snapshot();

            assertThat(changeOfEquity(portfolio)).isEqualByComparingTo(gains(portfolio));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void holdsOnlyMoneyOnceEverythingIsSold(long seed) {
        Random random = new Random(seed);
        PlainAccount plain = new PlainAccount();
        for (int i = 0; i < 200; i++) {
            Fill fill = random(random, BTC);
            book.apply(fill);
            plain.apply(fill, BTC);
        }
        BigDecimal held = book.position(BTC.symbol()).quantity();
        if (held.signum() != 0) {
            Fill last = SampleFill.of(BTC.symbol(), held.signum() > 0 ? Side.SELL : Side.BUY)
                    .quantity(held.abs())
                    .price(decimal("30000.01"))
                    .build();
            book.apply(last);
            plain.apply(last, BTC);
        }
        Portfolio portfolio = book.snapshot();

        assertThat(portfolio.isPriced()).isTrue();
        assertThat(held(portfolio, BTC).position().cost()).isZero();
        assertThat(portfolio.unrealisedPnl()).isZero();
        assertThat(portfolio.grossExposure()).isZero();
        assertThat(portfolio.equity()).isEqualTo(portfolio.cash().get("USD"));
        assertThat(portfolio.equity()).isEqualByComparingTo(plain.cash);
    }

    /** Money and things, counted without any cost or average. */
    private static final class PlainAccount {
        private final Map<Instrument, BigDecimal> held = new HashMap<>();
        private final Map<Symbol, BigDecimal> marks = new HashMap<>();
        private BigDecimal cash = CASH;

        void apply(Fill fill, Instrument instrument) {
            cash = cash.subtract(fill.signedQuantity().multiply(fill.price()));
            held.merge(instrument, fill.signedQuantity(), BigDecimal::add);
            if (fill.feeCurrency().equals("USD")) {
                cash = cash.subtract(fill.fee());
            } else {
                held.merge(instrument, fill.fee().negate(), BigDecimal::add);
            }
        }

        BigDecimal equity() {
            BigDecimal worth = cash;
            for (Map.Entry<Instrument, BigDecimal> entry : held.entrySet()) {
                BigDecimal mark = marks.getOrDefault(entry.getKey().symbol(), BigDecimal.ZERO);
                worth = worth.add(entry.getValue().multiply(mark));
            }
            return worth;
        }
    }

    private static Portfolio.PositionView held(Portfolio portfolio, Instrument instrument) {
        return Objects.requireNonNull(portfolio.positions().get(instrument.symbol()), "no position");
    }

    private static BigDecimal changeOfEquity(Portfolio portfolio) {
        return portfolio.equity().subtract(portfolio.initialEquity());
    }

    private static BigDecimal gains(Portfolio portfolio) {
        return portfolio.realisedPnl().add(portfolio.unrealisedPnl()).subtract(portfolio.feesPaid());
    }

    /** A fill with a fee or rebate in dollars, for spot also in the base currency; for the inverse contract in bitcoin. */
    private static Fill random(Random random, Instrument instrument) {
        SampleFill fill = SampleFill.of(instrument.symbol(), random.nextBoolean() ? Side.BUY : Side.SELL)
                .quantity(instrument.lotSize().multiply(BigDecimal.valueOf(1L + random.nextInt(9999))))
                .price(price(random, instrument));
        boolean inBase = instrument.kind() == InstrumentKind.SPOT && random.nextInt(3) == 0;
        BigDecimal fee = BigDecimal.valueOf(random.nextInt(120_000) - 20_000L, inBase ? 8 : 4);
        String currency = inBase ? instrument.symbol().base() : instrument.settlementCurrency();
        return fill.fee(fee, currency).build();
    }

    private static BigDecimal price(Random random, Instrument instrument) {
        return instrument.tickSize().multiply(BigDecimal.valueOf(1000L + random.nextInt(4_000_000)));
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}
