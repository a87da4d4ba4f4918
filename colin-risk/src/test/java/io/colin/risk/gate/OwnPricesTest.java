package io.colin.risk.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.api.risk.RiskRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The range of a strategy's own prices, against a list of all of them. */
class OwnPricesTest {
    private static final long WINDOW_NS = 1_000;

    private final OwnPrices prices = new OwnPrices(WINDOW_NS);

    private record Told(BigDecimal price, long timeNs) {}

    private static OrderIntent intent(String strategy) {
        return OrderIntent.of(Desk.BTC, Side.BUY, BigDecimal.ONE)
                .clientOrderId("c")
                .strategy(strategy)
                .limit(BigDecimal.TEN)
                .build();
    }

    private static Order order(String strategy) {
        return Order.of(new RiskRequest.Parent("o", intent(strategy), "engine", Optional.empty()));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void theRangeIsThatOfEveryPriceWithinTheWindow(long seed) {
        Random random = new Random(seed);
        Order order = order("s");
        List<Told> all = new ArrayList<>();
        long nowNs = 0;
        for (int i = 0; i < 5_000; i++) {
            nowNs += random.nextInt(random.nextInt(20) == 0 ? 1_500 : 60);
            if (random.nextInt(3) > 0) {
                BigDecimal price = BigDecimal.valueOf(10_000 + random.nextInt(40), 2);
                prices.add(order.intent(), price, nowNs);
                all.add(new Told(price, nowNs));
            }
            long now = nowNs;
            List<BigDecimal> within = all.stream()
                    .filter(told -> now - told.timeNs() < WINDOW_NS)
                    .map(Told::price)
                    .sorted()
                    .toList();
            Optional<OwnPrices.Range> range = prices.range(order, nowNs);
            OwnPrices.Line line = prices.line(order.intent());
            if (within.isEmpty()) {
                assertThat(range).isEmpty();
                assertThat(line == null || !line.isKnown(nowNs)).isTrue();
            } else {
                assertThat(range).contains(new OwnPrices.Range(within.getFirst(), within.getLast()));
                assertThat(Objects.requireNonNull(line).low())
                        .isEqualTo(within.getFirst().doubleValue());
                assertThat(line.high()).isEqualTo(within.getLast().doubleValue());
            }
        }
    }

    @Test
    void aPriceThatIsExpectedCountsForTheGlanceUntilItIsTold() {
        Order order = order("s");
        prices.add(order.intent(), BigDecimal.TEN, 0);
        prices.expect(order.intent(), 12);
        OwnPrices.Line line = Objects.requireNonNull(prices.line(order.intent()));
        assertThat(line.low()).isEqualTo(10);
        assertThat(line.high()).isEqualTo(12);
        assertThat(prices.range(order, 0)).contains(new OwnPrices.Range(BigDecimal.TEN, BigDecimal.TEN));
        prices.add(order.intent(), BigDecimal.valueOf(11), 1);
        assertThat(line.high()).isEqualTo(11);
    }

    @Test
    void pricesOfManyStrategiesAreKeptWhileTheyAreWithinTheWindow() {
        for (int i = 0; i < 2_000; i++) {
            prices.add(order("s" + i).intent(), BigDecimal.valueOf(i + 1L), i);
        }
        assertThat(prices.range(order("s1001"), 1_999)).isPresent();
        assertThat(prices.range(order("s999"), 1_999)).isEmpty();
    }
}
