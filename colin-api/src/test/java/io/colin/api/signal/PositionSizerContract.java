package io.colin.api.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.instrument.SampleInstruments;
import io.colin.api.market.SampleEvents;
import io.colin.api.order.SampleFill;
import io.colin.api.order.Side;
import io.colin.api.portfolio.PortfolioBook;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link PositionSizer} does. Extend it, say how the sizer is made, and run it. */
public abstract class PositionSizerContract {
    private static final long NOW_NS = SampleEvents.START_NS;
    private static final int REQUESTS = 300;

    /** Gives a sizer, built anew each time with the same settings. */
    protected abstract PositionSizer sizer();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void staysOnTheLotGrid(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < REQUESTS; i++) {
            SizingRequest request = request(random, random.nextDouble());

            assertThat(Decimals.isMultiple(
                            sizer().target(request), request.instrument().lotSize()))
                    .as("%s", request)
                    .isTrue();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void neverGoesAgainstTheSignal(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < REQUESTS; i++) {
            SizingRequest request = request(random, random.nextDouble());
            int sign = sizer().target(request).signum();

            assertThat(sign * request.signal().direction().sign())
                    .as("%s", request)
                    .isGreaterThanOrEqualTo(0);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isNeverShortOfSpot(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < REQUESTS; i++) {
            SizingRequest request = request(random, 1);
            if (request.instrument().kind() == InstrumentKind.SPOT) {
                assertThat(sizer().target(request)).as("%s", request).isNotNegative();
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void asksForNothingWhereRiskLeavesNothing(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < REQUESTS; i++) {
            assertThat(sizer().target(request(random, 0))).isZero();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void neverAsksForLessOfAStrongerSignalNorOfALargerMultiplier(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < REQUESTS; i++) {
            SizingRequest request = request(random, random.nextDouble());
            double strength = request.signal().strength();
            SizingRequest weaker = with(request, strength * random.nextDouble(), request.multiplier());
            SizingRequest smaller = with(request, strength, request.multiplier() * random.nextDouble());
            BigDecimal size = sizer().target(request).abs();

            assertThat(sizer().target(weaker).abs()).as("%s", request).isLessThanOrEqualTo(size);
            assertThat(sizer().target(smaller).abs()).as("%s", request).isLessThanOrEqualTo(size);
        }
    }

    private static SizingRequest with(SizingRequest request, double strength, double multiplier) {
        Signal signal = request.signal();
        return new SizingRequest(
                signal(request.instrument(), signal.direction(), strength, request.referencePrice()),
                request.instrument(),
                request.portfolio(),
                request.referencePrice(),
                multiplier);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void givesTheSameTargetForTheSameRequest(long seed) {
        PositionSizer sizer = sizer();
        Random first = new Random(seed);
        Random second = new Random(seed);
        for (int i = 0; i < REQUESTS; i++) {
            assertThat(sizer.target(request(first, 0.5))).isEqualTo(sizer().target(request(second, 0.5)));
        }
    }

    @Test
    void asksForNothingWhereThereIsNoMoney() {
        Instrument instrument = SampleInstruments.btcUsd();
        PortfolioBook book = PortfolioBook.of("main", "USD", BigDecimal.ZERO, List.of(instrument));
        SizingRequest request = new SizingRequest(
                signal(instrument, Direction.LONG, 1, new BigDecimal("30000")),
                instrument,
                book.snapshot(),
                new BigDecimal("30000"),
                1);

        assertThat(sizer().target(request)).isZero();
    }

    private static SizingRequest request(Random random, double multiplier) {
        List<Instrument> choices =
                List.of(SampleInstruments.btcUsd(), SampleInstruments.ethUsd(), SampleInstruments.btcPerpetual());
        Instrument instrument = choices.get(random.nextInt(choices.size()));
        BigDecimal price = instrument.tickSize().multiply(BigDecimal.valueOf(1000L + random.nextInt(5_000_000)));
        Direction direction = random.nextBoolean() ? Direction.LONG : Direction.SHORT;
        Signal signal = signal(instrument, direction, random.nextDouble(), price);
        BigDecimal cash = BigDecimal.valueOf(random.nextInt(2_000_000) + 1L);
        PortfolioBook book = PortfolioBook.of("main", "USD", cash, List.of(instrument));
        if (random.nextBoolean()) {
            book.apply(SampleFill.of(instrument.symbol(), Side.BUY)
                    .quantity(instrument.lotSize())
                    .price(price)
                    .at(NOW_NS)
                    .build());
        }
        book.mark(instrument.symbol(), price, NOW_NS);
        return new SizingRequest(signal, instrument, book.snapshot(), price, multiplier);
    }

    private static Signal signal(Instrument instrument, Direction direction, double strength, BigDecimal price) {
        double sign = direction.sign();
        return Signal.of(instrument.symbol(), "model", NOW_NS)
                .probabilities(
                        direction == Direction.LONG
                                ? new Probabilities(0.7, 0.2, 0.1)
                                : new Probabilities(0.1, 0.2, 0.7))
                .directed(direction, strength)
                .expected(sign * 0.004, 0.002)
                .band(0.005, price)
                .horizonNs(900_000_000_000L)
                .build();
    }
}
