package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.Signal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowedTest {
    private static final Symbol BTC_USD = Symbol.of("BTC/USD");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void findsWhatAskingEverySignalFindsAtTheBarriersToo(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Followed followed = new Followed();
        List<Signal> plain = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(10) == 0) {
                Signal signal = signal(random, i);
                followed.add(signal);
                plain.add(signal);
            }
            if (!plain.isEmpty() && random.nextInt(12) == 0) {
                Signal gone = plain.remove(random.nextInt(plain.size()));
                followed.remove(gone.id());
                assertThat(followed.has(gone.id())).isFalse();
            }
            double price = price(random, plain);

            assertThat(followed.touchedBy(price))
                    .isEqualTo(plain.stream()
                            .filter(s -> Math.abs(price / Decimals.statistic(s.referencePrice()) - 1) >= s.band())
                            .toList());
            assertThat(followed.isEmpty()).isEqualTo(plain.isEmpty());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void remembersTheClosesOfADayLikeATree(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        CloseTrail trail = new CloseTrail();
        TreeMap<Long, Double> tree = new TreeMap<>();
        long now = 1_700_000_000_000_000_000L;
        for (int i = 0; i < 20_000; i++) {
            now += random.nextInt(4) * 60_000_000_000L + (random.nextInt(500) == 0 ? 90_000_000_000_000L : 0);
            double close = random.nextDouble();
            trail.add(now, close);
            tree.put(now, close);
            tree.headMap(now - 86_400_000_000_000L).clear();
            long asked = now - random.nextLong(100_000_000_000_000L);

            Map.Entry<Long, Double> expected = tree.floorEntry(asked);
            assertThat(trail.at(asked)).isEqualTo(expected == null ? Double.valueOf(Double.NaN) : expected.getValue());
        }
    }

    /** Often on a barrier, as near as a double comes. */
    private static double price(SplittableRandom random, List<Signal> signals) {
        if (signals.isEmpty() || random.nextInt(3) == 0) {
            return 90 + 20 * random.nextDouble();
        }
        Signal signal = signals.get(random.nextInt(signals.size()));
        double barrier =
                Decimals.statistic(signal.referencePrice()) * (1 + (random.nextBoolean() ? 1 : -1) * signal.band());
        return switch (random.nextInt(3)) {
            case 0 -> Math.nextUp(barrier);
            case 1 -> Math.nextDown(barrier);
            default -> barrier;
        };
    }

    private static Signal signal(SplittableRandom random, int place) {
        return Signal.of(BTC_USD, "model", 1_000L + place)
                .version("1", "none")
                .probabilities(new Probabilities(0.8, 0.1, 0.1))
                .band((1 + random.nextInt(500)) / 1e4, BigDecimal.valueOf(9_500 + random.nextInt(1_000), 2))
                .horizonNs(1_000_000_000L)
                .expected(0.01, 0.005)
                .directed(Direction.LONG, 0.7)
                .build()
                .identified("signal-" + place, 1_000L + place, "signal-" + place);
    }
}
