package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.OrderFilled;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderGroup;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.order.TriggerSource;
import io.colin.api.portfolio.Portfolio;
import io.colin.execution.venue.paper.Faults;
import io.colin.execution.venue.paper.PaperVenue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Orders of all kinds, changed and cancelled at random, at a venue that rejects, loses answers, tells fills twice and late and
 * loses its connection: nothing is lost, nothing is sent twice, and every sum is exact. {@code -Dcolin.faulty=1000} makes it a
 * thousand runs; a build does fewer.
 */
class FaultyVenueTest {
    private static final int RUNS = Integer.getInteger("colin.faulty", 8);
    private static final BigDecimal CASH = new BigDecimal("1000000");

    private long cents = 80_000;
    private int made;
    private final List<String> ids = new ArrayList<>();
    private final List<OrderFilled> before = new ArrayList<>();

    static List<Long> seeds() {
        return java.util.stream.LongStream.rangeClosed(1, RUNS).boxed().toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void losesNothingSendsNothingTwiceAndSumsExactly(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        try (Bench bench = Bench.at(venue(seed))) {
            for (int step = 0; step < 150; step++) {
                act(random, bench);
                walk(random, bench);
                check(bench);
            }
            bench.cancelAll();
            for (int step = 0; step < 60; step++) {
                walk(random, bench);
            }
            check(bench);
            assertThat(bench.of(OrderFilled.class)).as("it trades").hasSizeGreaterThan(10);
            assertThat(bench.parts().orders().open())
                    .as("all have come to an end")
                    .isEmpty();
            for (ChildOrder child : bench.parts().orders().children()) {
                assertThat(child.progress().status().isClosed())
                        .as(child.toString())
                        .isTrue();
            }
        }
    }

    /** What the venue had not told yet dies with it; what the ledger holds goes on. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void losesNothingThatTheLedgerHoldsWhenItIsKilledOnTheWay(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Bench bench = Bench.at(venue(seed));
        for (int life = 0; life < 4; life++) {
            for (int step = 0; step < 40; step++) {
                act(random, bench);
                walk(random, bench);
                check(bench);
            }
            before.addAll(bench.of(OrderFilled.class));
            bench = bench.restarted(venue(seed));
            check(bench);
        }
        bench.cancelAll();
        for (int step = 0; step < 60; step++) {
            walk(random, bench);
        }
        check(bench);
        assertThat(before).as("it trades").hasSizeGreaterThan(10);
        assertThat(bench.parts().orders().open()).as("all have come to an end").isEmpty();
        bench.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void goesTheSameWayForTheSameSeed(long seed) {
        assertThat(story(seed)).isEqualTo(story(seed));
    }

    private List<String> story(long seed) {
        cents = 80_000;
        made = 0;
        ids.clear();
        SplittableRandom random = new SplittableRandom(seed);
        try (Bench bench = Bench.at(venue(seed))) {
            for (int step = 0; step < 60; step++) {
                act(random, bench);
                walk(random, bench);
            }
            return bench.of(OrderFilled.class).stream()
                    .map(OrderFilled::toString)
                    .toList();
        }
    }

    private static PaperVenue venue(long seed) {
        return PaperVenue.builder()
                .instruments(Rig.BTC_USD)
                .feeBps(10)
                .reduceOnly(true)
                .seed(seed)
                .faults(Faults.builder()
                        .rejectRate(0.05)
                        .dropRate(0.1)
                        .duplicateRate(0.1)
                        .late(0.1, Duration.ofSeconds(3))
                        .answerTimeout(Duration.ofSeconds(2))
                        .down(Duration.ofSeconds(40), Duration.ofSeconds(4))
                        .seed(seed)
                        .build())
                .build();
    }

    private void act(SplittableRandom random, Bench bench) {
        switch (random.nextInt(6)) {
            case 0, 1 -> bench.submit(order(random).build());
            case 2 -> bench.submit(bracket(random));
            case 3 -> {
                if (!ids.isEmpty()) {
                    bench.cancel(ids.get(random.nextInt(ids.size())));
                }
            }
            case 4 -> {
                if (!ids.isEmpty()) {
                    BigDecimal quantity = BigDecimal.valueOf(random.nextLong(1, 30), 2);
                    bench.amend(
                            ids.get(random.nextInt(ids.size())),
                            random.nextBoolean() ? Amendment.quantity(quantity) : Amendment.price(near(random)));
                }
            }
            default -> {}
        }
    }

    private OrderIntent.Builder order(SplittableRandom random) {
        made++;
        String id = "o" + made;
        ids.add(id);
        BigDecimal quantity = BigDecimal.valueOf(random.nextLong(1, 30), 2);
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        OrderIntent.Builder order = OrderIntent.of(Rig.BTC_USD.symbol(), side, quantity)
                .clientOrderId(id)
                .acceptsEmulation(true);
        return switch (random.nextInt(7)) {
            case 0 -> order.type(new OrderType.Market());
            case 1 -> order.type(new OrderType.StopMarket(near(random), TriggerSource.LAST));
            case 2 ->
                order.type(new OrderType.TrailingStop(
                        new BigDecimal("0.4"), OrderType.OffsetUnit.PRICE, TriggerSource.BID_ASK));
            case 3 -> order.limit(near(random)).displayQuantity(new BigDecimal("0.01"));
            case 4 -> order.limit(near(random)).timeInForce(TimeInForce.IOC);
            case 5 -> order.algo(AlgoSpec.of("twap", Map.of("duration_s", "30", "interval_s", "5")));
            default -> order.limit(near(random));
        };
    }

    private OrderGroup bracket(SplittableRandom random) {
        made++;
        String id = "b" + made;
        ids.addAll(List.of(id, id + "-tp", id + "-sl"));
        OrderIntent entry = OrderIntent.of(
                        Rig.BTC_USD.symbol(), Side.BUY, BigDecimal.valueOf(random.nextLong(1, 30), 2))
                .clientOrderId(id)
                .limit(BigDecimal.valueOf(cents + random.nextLong(-30, 31), 2))
                .build();
        return OrderGroup.bracket(
                entry,
                BigDecimal.valueOf(cents + random.nextLong(20, 100), 2),
                new OrderType.StopMarket(BigDecimal.valueOf(cents - random.nextLong(20, 100), 2), TriggerSource.LAST));
    }

    private BigDecimal near(SplittableRandom random) {
        return BigDecimal.valueOf(cents + random.nextLong(-60, 61), 2);
    }

    private void walk(SplittableRandom random, Bench bench) {
        cents += random.nextLong(-30, 31);
        bench.price(BigDecimal.valueOf(cents, 2).toPlainString());
    }

    private void check(Bench bench) {
        Set<String> trades = new HashSet<>();
        BigDecimal held = BigDecimal.ZERO;
        BigDecimal cash = CASH;
        List<OrderFilled> all = new ArrayList<>(before);
        all.addAll(bench.of(OrderFilled.class));
        for (OrderFilled filled : all) {
            Fill fill = filled.fill();
            assertThat(trades.add(fill.tradeId())).as("once: %s", fill).isTrue();
            held = held.add(fill.signedQuantity());
            cash = cash.subtract(fill.signedQuantity().multiply(fill.price())).subtract(fill.fee());
        }
        Portfolio account = bench.parts().accounts().value();
        assertThat(account.quantity(Rig.BTC_USD.symbol())).isEqualByComparingTo(held);
        assertThat(account.cash().getOrDefault("USD", BigDecimal.ZERO)).isEqualByComparingTo(cash);
        for (ParentOrder parent : bench.parts().orders().parents()) {
            checkChildren(bench, parent);
            BigDecimal traded = all.stream()
                    .map(OrderFilled::fill)
                    .filter(fill -> fill.parentId().equals(parent.orderId()))
                    .map(Fill::quantity)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(traded)
                    .as("every trade has room in its order, however late it is told: %s", parent)
                    .isEqualByComparingTo(parent.progress().filledQuantity());
        }
    }

    private static void checkChildren(Bench bench, ParentOrder parent) {
        BigDecimal filled = BigDecimal.ZERO;
        BigDecimal working = BigDecimal.ZERO;
        for (ChildOrder child : bench.parts().orders().childrenOf(parent.orderId())) {
            filled = filled.add(child.progress().filledQuantity());
            if (!child.progress().status().isClosed()) {
                working = working.add(child.progress().leavesQuantity());
            }
        }
        assertThat(filled)
                .as("children of %s", parent)
                .isEqualByComparingTo(parent.progress().filledQuantity());
        assertThat(filled.add(working))
                .as("never more at work than wanted: %s", parent)
                .isLessThanOrEqualTo(parent.progress().quantity());
    }
}
