package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A venue that states what it executed and tells everything in any order, some of it twice: what it has executed and what
 * works there is never more than was ordered. A build sends four hundred orders through the engine;
 * {@code -Dcolin.sequences=1000000} makes it twenty thousand.
 */
class ReorderedReportsTest {
    private static final int ORDERS = Math.max(400, Integer.getInteger("colin.sequences", 20_000) / 50);
    private static final int ORDERS_A_RUN = 100;
    private static final int MOST_STEPS = 80;
    private static final BigDecimal TENTH = new BigDecimal("0.1");

    private DeskVenue venue = DeskVenue.notChanging();
    private Bench bench = Bench.at(venue);
    private final Map<String, Truth> truths = new LinkedHashMap<>();
    private final List<Runnable> untold = new ArrayList<>();
    private long fillsAfterTheirEnd;

    /** An order as its venue has it, in tenths. */
    private static final class Truth {
        private final ChildOrder child;
        private final long quantity;
        private long executed;
        private OrderStatus end = OrderStatus.ACCEPTED;

        private Truth(ChildOrder child) {
            this.child = child;
            this.quantity = child.progress().quantity().movePointRight(1).longValueExact();
        }

        private boolean isOpen() {
            return end == OrderStatus.ACCEPTED;
        }

        private long most() {
            return isOpen() ? quantity : executed;
        }
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void neverHasMoreExecutedAndAtWorkThanWasOrdered(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int order = 1; order <= ORDERS / 2; order++) {
            if (order % ORDERS_A_RUN == 0) {
                bench.close();
                venue = DeskVenue.notChanging();
                bench = Bench.at(venue);
            }
            live("o" + order, random);
        }
        assertThat(fillsAfterTheirEnd).as("ends that overtook their fills").isGreaterThan(ORDERS / 20);
    }

    private void live(String id, SplittableRandom random) {
        truths.clear();
        untold.clear();
        BigDecimal before = bench.held();
        bench.price("800");
        bench.submit(order(id, random.nextBoolean()));
        for (int step = 0; step < MOST_STEPS && !isOver(id); step++) {
            obey();
            act(id, random);
            obey();
            assertThat(mostExecuted()).as("%s: %s", id, truths.keySet()).isLessThanOrEqualTo(10);
        }
        end(id);
        long executed =
                truths.values().stream().mapToLong(truth -> truth.executed).sum();
        assertThat(executed).isLessThanOrEqualTo(10);
        assertThat(bench.held().subtract(before)).as(id).isEqualByComparingTo(BigDecimal.valueOf(executed, 1));
        assertThat(bench.order(id).progress().filledQuantity())
                .as("all of it has room in the order")
                .isEqualByComparingTo(BigDecimal.valueOf(executed, 1));
    }

    private void act(String id, SplittableRandom random) {
        switch (random.nextInt(12)) {
            case 0 -> bench.advance(1);
            case 1 -> {
                if (random.nextInt(4) == 0) {
                    bench.cancel(id);
                }
            }
            case 2 -> bench.amend(id, Amendment.price(BigDecimal.valueOf(random.nextLong(785, 796))));
            case 3, 4, 5 -> trade(random);
            case 6 -> endOne(random);
            default -> {
                if (!untold.isEmpty()) {
                    int next = random.nextInt(untold.size());
                    Runnable report = random.nextInt(8) == 0 ? untold.get(next) : untold.remove(next);
                    report.run();
                }
            }
        }
    }

    private void trade(SplittableRandom random) {
        for (Truth truth : truths.values()) {
            if (truth.isOpen()) {
                fill(truth, random.nextLong(1, truth.quantity - truth.executed + 1));
                return;
            }
        }
    }

    private void fill(Truth truth, long tenths) {
        truth.executed += tenths;
        ChildOrder child = truth.child;
        OrderEvent told = new OrderEvent.Filled(
                child.orderId(),
                bench.now(),
                venue.trade(
                        child.orderId() + ":" + truth.executed,
                        child,
                        TENTH.multiply(BigDecimal.valueOf(tenths)).toPlainString(),
                        "790"));
        untold.add(() -> {
            if (!truth.isOpen() && truth.end != OrderStatus.FILLED && isOpenHere(child)) {
                fillsAfterTheirEnd++;
            }
            venue.tell(told);
        });
        if (truth.executed == truth.quantity) {
            truth.end = OrderStatus.FILLED;
        }
    }

    private boolean isOpenHere(ChildOrder child) {
        return bench.parts().orders().child(child.orderId()).stream()
                .anyMatch(now -> !now.progress().status().isClosed());
    }

    /** The venue ends an order by itself, as it does with all that does not rest. */
    private void endOne(SplittableRandom random) {
        for (Truth truth : truths.values()) {
            if (truth.isOpen() && (truth.child.timeInForce().isImmediate() || random.nextInt(3) == 0)) {
                boolean expires = random.nextInt(4) == 0;
                truth.end = expires ? OrderStatus.EXPIRED : OrderStatus.CANCELED;
                String id = truth.child.orderId();
                tellEnd(
                        truth,
                        expires
                                ? new OrderEvent.Expired(id, bench.now())
                                : new OrderEvent.Canceled(id, bench.now(), "by the venue"));
                return;
            }
        }
    }

    private void tellEnd(Truth truth, OrderEvent end) {
        String executed = BigDecimal.valueOf(truth.executed, 1).toPlainString();
        untold.add(() -> venue.end(end, executed));
    }

    /** The venue does at once what it is asked, and tells of it when it does. */
    private void obey() {
        for (List<DeskVenue.Asked> asked = venue.taken(); !asked.isEmpty(); asked = venue.taken()) {
            asked.forEach(this::obey);
        }
    }

    private void obey(DeskVenue.Asked asked) {
        String id = asked.id();
        if (asked.what().equals("submit")) {
            assertThat(truths.put(id, new Truth(asked.child())))
                    .as("sent twice")
                    .isNull();
            untold.add(() -> venue.accept(id));
            return;
        }
        Truth truth = Objects.requireNonNull(truths.get(id), id);
        if (asked.what().equals("query")) {
            OrderStatus status = truth.end;
            String executed = BigDecimal.valueOf(truth.executed, 1).toPlainString();
            untold.add(() -> venue.found(id, status, executed));
        } else if (truth.isOpen()) {
            truth.end = OrderStatus.CANCELED;
            tellEnd(truth, new OrderEvent.Canceled(id, bench.now(), "on request"));
        } else {
            untold.add(() -> venue.tell(new OrderEvent.CancelRejected(id, bench.now(), DeskVenue.no())));
        }
    }

    /** Everything is told at last, and what still works is cancelled. */
    private void end(String id) {
        for (int round = 0; round < 60 && !(isOver(id) && untold.isEmpty()); round++) {
            List<Runnable> all = List.copyOf(untold);
            untold.clear();
            all.forEach(report -> {
                report.run();
                obey();
                assertThat(mostExecuted()).as(id).isLessThanOrEqualTo(10);
            });
            if (round > 2) {
                bench.cancel(id);
                obey();
            }
            bench.advance(2);
            obey();
        }
        assertThat(isOver(id))
                .as("%s has come to an end: %s", id, bench.children(id))
                .isTrue();
    }

    private boolean isOver(String id) {
        return bench.order(id).progress().status().isClosed()
                && bench.children(id).stream()
                        .allMatch(child -> child.progress().status().isClosed());
    }

    private long mostExecuted() {
        return truths.values().stream().mapToLong(Truth::most).sum();
    }

    private static OrderIntent order(String id, boolean rests) {
        return OrderIntent.of(Rig.BTC_USD.symbol(), Side.BUY, BigDecimal.ONE)
                .clientOrderId(id)
                .limit(new BigDecimal(rests ? "790" : "801"))
                .timeInForce(rests ? TimeInForce.GTC : TimeInForce.IOC)
                .build();
    }
}
