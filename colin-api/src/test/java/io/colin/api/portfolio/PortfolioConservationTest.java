package io.colin.api.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.instrument.Payoff;
import io.colin.api.instrument.SampleInstruments;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.Fill;
import io.colin.api.order.SampleFill;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A million random fills, funding payments, deposits, withdrawals and marks over spot, linear and inverse contracts in three
 * currencies: nothing is ever lost or made, to the last digit.
 */
class PortfolioConservationTest {
    private static final Symbol BTC_USD = Symbol.of("BTC/USD");
    private static final Symbol USD_JPY = Symbol.of("USD/JPY");
    private static final int STEPS = 125_000;
    private static final List<Instrument> UNIVERSE = List.of(
            SampleInstruments.btcUsd(),
            SampleInstruments.ethUsd(),
            SampleInstruments.ethBtc(),
            SampleInstruments.btcPerpetual(),
            SampleInstruments.btcInverse(),
            Instrument.spot("USD/JPY").lotSize("1").build(),
            Instrument.spot("BTC/JPY").tickSize("1").lotSize("0.0001").build());
    private static final BigDecimal CASH = new BigDecimal("1000000");
    /** What the rounded quotients of inverse contracts may add up to in {@link #STEPS} steps. */
    private static final BigDecimal ROUNDING = new BigDecimal("1e-18");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void explainsEveryChangeOfEquityAndConservesCashPlusPositions(long seed) {
        Random random = new Random(seed);
        PortfolioBook book = PortfolioBook.of("main", "USD", CASH, UNIVERSE);
        PlainAccount plain = new PlainAccount();
        for (Instrument each : UNIVERSE) {
            mark(book, plain, each, random);
        }
        for (int i = 0; i < STEPS; i++) {
            step(book, plain, random);
            if (i % 25 == 0) {
                Portfolio portfolio = book.snapshot();
                assertThat(portfolio.isPriced()).isTrue();
                assertThat(portfolio.equity().subtract(CASH)).as("step %d", i).isEqualByComparingTo(gains(portfolio));
                assertThat(portfolio.equity().subtract(plain.equity()).abs())
                        .as("step %d", i)
                        .isLessThan(ROUNDING);
            }
        }
        Portfolio end = book.snapshot();
        assertThat(end.funding()).isNotZero();
        assertThat(end.deposits()).isNotZero();
        assertThat(end.feesPaid()).isNotZero();
    }

    private static void step(PortfolioBook book, PlainAccount plain, Random random) {
        Instrument instrument = UNIVERSE.get(random.nextInt(UNIVERSE.size()));
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                Fill fill = fill(random, instrument);
                book.apply(fill);
                plain.apply(fill, instrument);
            }
            case 3 -> {
                if (instrument.kind() == InstrumentKind.PERPETUAL) {
                    Position position = book.position(instrument.symbol());
                    BigDecimal rate = BigDecimal.valueOf(random.nextInt(200) - 100L, 5);
                    BigDecimal price = price(random, instrument);
                    book.apply(FundingPayment.of(position, instrument, rate, price, 0));
                    plain.fund(instrument, rate, price);
                }
            }
            case 4 -> {
                String currency = List.of("USD", "BTC", "JPY").get(random.nextInt(3));
                BigDecimal amount = BigDecimal.valueOf(2L * random.nextInt(1_000_000) - 999_999L, 4);
                book.apply(new CashFlow(currency, amount, 0));
                plain.add(currency, amount);
            }
            default -> mark(book, plain, instrument, random);
        }
    }

    private static void mark(PortfolioBook book, PlainAccount plain, Instrument instrument, Random random) {
        BigDecimal price = price(random, instrument);
        book.mark(instrument.symbol(), price, 0);
        plain.marks.put(instrument.symbol(), price);
    }

    private static BigDecimal gains(Portfolio portfolio) {
        return portfolio
                .realisedPnl()
                .add(portfolio.unrealisedPnl())
                .subtract(portfolio.feesPaid())
                .add(portfolio.funding())
                .add(portfolio.deposits());
    }

    private static BigDecimal price(Random random, Instrument instrument) {
        return instrument.tickSize().multiply(BigDecimal.valueOf(1000L + random.nextInt(100_000)));
    }

    private static Fill fill(Random random, Instrument instrument) {
        SampleFill fill = SampleFill.of(instrument.symbol(), random.nextBoolean() ? Side.BUY : Side.SELL)
                .quantity(instrument.lotSize().multiply(BigDecimal.valueOf(1L + random.nextInt(9999))))
                .price(price(random, instrument));
        boolean inBase = instrument.kind() == InstrumentKind.SPOT && random.nextInt(3) == 0;
        BigDecimal fee = BigDecimal.valueOf(random.nextInt(1200) - 200L, inBase ? 6 : 2);
        return fill.fee(fee, inBase ? instrument.symbol().base() : instrument.settlementCurrency())
                .build();
    }

    /** Money and things, counted without any cost, average or profit. */
    private static final class PlainAccount {
        private final Map<String, BigDecimal> cash = new HashMap<>(Map.of("USD", CASH));
        private final Map<Instrument, BigDecimal> held = new HashMap<>();
        private final Map<Symbol, BigDecimal> marks = new HashMap<>();

        void add(String currency, BigDecimal amount) {
            cash.merge(currency, amount, BigDecimal::add);
        }

        /** Everything is bought outright: what a contract is worth at its price is paid, and counted at its mark. */
        void apply(Fill fill, Instrument instrument) {
            add(
                    instrument.settlementCurrency(),
                    worth(instrument, fill.signedQuantity(), fill.price()).negate());
            held.merge(instrument, fill.signedQuantity(), BigDecimal::add);
            if (instrument.kind() == InstrumentKind.SPOT
                    && fill.feeCurrency().equals(instrument.symbol().base())) {
                held.merge(instrument, fill.fee().negate(), BigDecimal::add);
            } else {
                add(fill.feeCurrency(), fill.fee().negate());
            }
        }

        void fund(Instrument instrument, BigDecimal rate, BigDecimal price) {
            BigDecimal quantity = held.getOrDefault(instrument, BigDecimal.ZERO);
            BigDecimal units = instrument.payoff() == Payoff.INVERSE
                    ? quantity.multiply(instrument.contractSize()).divide(price, Decimals.QUOTIENT)
                    : quantity.multiply(price);
            add(instrument.settlementCurrency(), units.multiply(rate).negate());
        }

        BigDecimal equity() {
            BigDecimal sum = BigDecimal.ZERO;
            for (Map.Entry<String, BigDecimal> amount : cash.entrySet()) {
                sum = sum.add(amount.getValue().multiply(rate(amount.getKey())));
            }
            for (Map.Entry<Instrument, BigDecimal> entry : held.entrySet()) {
                BigDecimal worth = worth(
                        entry.getKey(),
                        entry.getValue(),
                        marks.getOrDefault(entry.getKey().symbol(), BigDecimal.ONE));
                sum = sum.add(worth.multiply(rate(entry.getKey().settlementCurrency())));
            }
            return sum;
        }

        private BigDecimal rate(String currency) {
            return switch (currency) {
                case "USD" -> BigDecimal.ONE;
                case "BTC" -> marks.getOrDefault(BTC_USD, BigDecimal.ZERO);
                case "JPY" -> BigDecimal.ONE.divide(marks.getOrDefault(USD_JPY, BigDecimal.ONE), Decimals.QUOTIENT);
                default -> throw new AssertionError(currency);
            };
        }

        private static BigDecimal worth(Instrument instrument, BigDecimal quantity, BigDecimal price) {
            BigDecimal contracts = quantity.multiply(instrument.contractSize());
            return instrument.payoff() == Payoff.INVERSE
                    ? contracts.negate().divide(price, Decimals.QUOTIENT)
                    : contracts.multiply(price);
        }
    }
}
