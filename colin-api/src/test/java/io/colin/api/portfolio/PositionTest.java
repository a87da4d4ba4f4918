package io.colin.api.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.SampleInstruments;
import io.colin.api.order.Fill;
import io.colin.api.order.SampleFill;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {
    private static final Instrument BTC = SampleInstruments.btcUsd();
    private static final Instrument INVERSE = SampleInstruments.btcInverse();
    private static final BigDecimal NEARLY_NOTHING = new BigDecimal("1E-20");

    @Test
    void opensAtTheFillPriceAndAveragesWhatIsAdded() {
        Position position = position(BTC, buy("1", "100"), buy("3", "200"));

        assertThat(position.quantity()).isEqualTo(decimal("4"));
        assertThat(position.cost()).isEqualTo(decimal("700"));
        assertThat(position.averagePrice(BTC)).contains(decimal("175"));
        assertThat(position.realisedPnl()).isZero();
        assertThat(position.unrealisedPnl(decimal("180"), BTC)).isEqualTo(decimal("20"));
    }

    @Test
    void realisesTheGainOfAClosedPartAtTheAveragePrice() {
        Position position = position(BTC, buy("4", "175"), sell("1", "200"));

        assertThat(position.quantity()).isEqualTo(decimal("3"));
        assertThat(position.realisedPnl()).isEqualTo(decimal("25"));
        assertThat(position.averagePrice(BTC)).contains(decimal("175"));
    }

    @Test
    void earnsOnAShortWhenThePriceFalls() {
        Position position = position(BTC, sell("2", "100"));

        assertThat(position.quantity()).isEqualTo(decimal("-2"));
        assertThat(position.averagePrice(BTC)).contains(decimal("100"));
        assertThat(position.unrealisedPnl(decimal("90"), BTC)).isEqualTo(decimal("20"));
        assertThat(position.apply(buy("2", "90"), BTC).realisedPnl()).isEqualTo(decimal("20"));
    }

    @Test
    void closesBeforeItOpensWhenAFillCrossesZero() {
        Position position = position(BTC, buy("1", "100"), sell("3", "110"));

        assertThat(position.quantity()).isEqualTo(decimal("-2"));
        assertThat(position.realisedPnl()).isEqualTo(decimal("10"));
        assertThat(position.averagePrice(BTC)).contains(decimal("110"));
        assertThat(position.unrealisedPnl(decimal("110"), BTC)).isZero();

        Position back = position.apply(buy("5", "100"), BTC);
        assertThat(back.quantity()).isEqualTo(decimal("3"));
        assertThat(back.realisedPnl()).isEqualTo(decimal("30"));
        assertThat(back.averagePrice(BTC)).contains(decimal("100"));
    }

    @Test
    void paysAnInverseContractInTheBaseCurrency() {
        Fill open = SampleFill.buy(INVERSE.symbol(), "2", "20000").build();
        Fill close = SampleFill.sell(INVERSE.symbol(), "2", "25000").build();
        Position position = Position.flat(INVERSE.symbol()).apply(open, INVERSE);

        assertThat(position.averagePrice(INVERSE)).contains(decimal("20000"));
        assertThat(position.unrealisedPnl(decimal("25000"), INVERSE)).isEqualByComparingTo("0.002");
        assertThat(position.apply(close, INVERSE).realisedPnl()).isEqualByComparingTo("0.002");
    }

    @Test
    void hasNoAveragePriceWhenFlat() {
        assertThat(Position.flat(BTC.symbol()).averagePrice(BTC)).isEmpty();
        assertThat(position(BTC, buy("1", "3"), sell("1", "4")).averagePrice(BTC))
                .isEmpty();
        assertThat(Position.flat(BTC.symbol()).unrealisedPnl(decimal("5"), BTC)).isZero();
    }

    @Test
    void shrinksByWhatIsGivenAwayAtItsWorth() {
        Position position = position(BTC, buy("1", "100")).giving(decimal("0.001"), decimal("100"), BTC);

        assertThat(position.quantity()).isEqualTo(decimal("0.999"));
        assertThat(position.cost()).isEqualTo(decimal("99.9"));
        assertThat(position.averagePrice(BTC)).contains(decimal("100"));
    }

    @Test
    void isFlatWithoutCostOnceTheLastPartIsGivenAway() {
        Position position =
                position(BTC, buy("1", "100"), sell("0.99", "120")).giving(decimal("0.01"), decimal("120"), BTC);

        assertThat(position.quantity()).isZero();
        assertThat(position.cost()).isZero();
        assertThat(position.realisedPnl()).isEqualTo(decimal("20"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void losesNothingOverRandomFills(long seed) {
        Random random = new Random(seed);
        Position position = Position.flat(BTC.symbol());
        BigDecimal paid = BigDecimal.ZERO;
        for (int i = 0; i < 500; i++) {
            Fill fill = random(random, BTC);
            position = position.apply(fill, BTC);
            paid = paid.add(BTC.worth(fill.signedQuantity(), fill.price()));
            BigDecimal mark = price(random, BTC);
            BigDecimal gain = position.realisedPnl().add(position.unrealisedPnl(mark, BTC));

            // What it is worth less what was paid for it, to the last digit.
            assertThat(gain)
                    .isEqualByComparingTo(BTC.worth(position.quantity(), mark).subtract(paid));
        }
        Position flat = flattened(position, BTC, decimal("31234.56"));

        assertThat(flat.quantity()).isZero();
        assertThat(flat.cost()).isZero();
        assertThat(flat.realisedPnl())
                .isEqualByComparingTo(
                        BTC.worth(position.quantity(), decimal("31234.56")).subtract(paid));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void agreesWithPlainAverageCostBookkeeping(long seed) {
        Random random = new Random(seed);
        Position position = Position.flat(BTC.symbol());
        AverageCost plain = new AverageCost();
        for (int i = 0; i < 300; i++) {
            Fill fill = random(random, BTC);
            position = position.apply(fill, BTC);
            plain.apply(fill);

            assertThat(position.quantity()).isEqualByComparingTo(plain.quantity);
            assertThat(position.realisedPnl()).isCloseTo(plain.realised, Offset.offset(NEARLY_NOTHING));
            if (plain.quantity.signum() != 0) {
                assertThat(position.averagePrice(BTC).orElseThrow())
                        .isCloseTo(plain.average, Offset.offset(NEARLY_NOTHING));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void losesNothingOfAnInverseContractBeyondTheLastDigits(long seed) {
        Random random = new Random(seed);
        Position position = Position.flat(INVERSE.symbol());
        BigDecimal paid = BigDecimal.ZERO;
        for (int i = 0; i < 500; i++) {
            Fill fill = random(random, INVERSE);
            position = position.apply(fill, INVERSE);
            BigDecimal contracts = fill.signedQuantity().multiply(INVERSE.contractSize());
            paid = paid.subtract(contracts.divide(fill.price(), new MathContext(60)));
        }
        BigDecimal mark = decimal("30000");
        BigDecimal gain = position.realisedPnl().add(position.unrealisedPnl(mark, INVERSE));

        assertThat(gain)
                .isCloseTo(INVERSE.worth(position.quantity(), mark).subtract(paid), Offset.offset(NEARLY_NOTHING));
        Position flat = flattened(position, INVERSE, mark);
        assertThat(flat.cost()).isZero();
        assertThat(flat.quantity()).isZero();
    }

    /** Average-cost bookkeeping with far more digits than needed. */
    private static final class AverageCost {
        private static final MathContext WIDE = new MathContext(80);

        private BigDecimal quantity = BigDecimal.ZERO;
        private BigDecimal average = BigDecimal.ZERO;
        private BigDecimal realised = BigDecimal.ZERO;

        void apply(Fill fill) {
            BigDecimal change = fill.signedQuantity();
            BigDecimal after = quantity.add(change);
            if (quantity.signum() * change.signum() >= 0) {
                average = quantity.multiply(average)
                        .add(change.multiply(fill.price()))
                        .divide(after, WIDE);
            } else {
                BigDecimal closed = quantity.abs().min(change.abs()).multiply(BigDecimal.valueOf(quantity.signum()));
                realised = realised.add(closed.multiply(fill.price().subtract(average)));
                if (after.signum() == change.signum()) {
                    average = fill.price();
                }
            }
            quantity = after;
        }
    }

    private static Position flattened(Position position, Instrument instrument, BigDecimal price) {
        if (position.quantity().signum() == 0) {
            return position;
        }
        Side side = position.quantity().signum() > 0 ? Side.SELL : Side.BUY;
        return position.apply(
                SampleFill.of(instrument.symbol(), side)
                        .quantity(position.quantity().abs())
                        .price(price)
                        .build(),
                instrument);
    }

    private static Fill random(Random random, Instrument instrument) {
        return SampleFill.of(instrument.symbol(), random.nextBoolean() ? Side.BUY : Side.SELL)
                .quantity(instrument.lotSize().multiply(BigDecimal.valueOf(1L + random.nextInt(9999))))
                .price(price(random, instrument))
                .build();
    }

    private static BigDecimal price(Random random, Instrument instrument) {
        return instrument.tickSize().multiply(BigDecimal.valueOf(1_000_000L + random.nextInt(4_000_000)));
    }

    private static Position position(Instrument instrument, Fill... fills) {
        Position position = Position.flat(instrument.symbol());
        for (Fill fill : fills) {
            position = position.apply(fill, instrument);
        }
        return position;
    }

    private static Fill buy(String quantity, String price) {
        return SampleFill.buy(BTC.symbol(), quantity, price).build();
    }

    private static Fill sell(String quantity, String price) {
        return SampleFill.sell(BTC.symbol(), quantity, price).build();
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}
