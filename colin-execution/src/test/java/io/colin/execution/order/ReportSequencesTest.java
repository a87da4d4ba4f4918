package io.colin.execution.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A million lives of orders as venues tell them, then told wrongly: reports that come twice, late and in another order. Every
 * build runs the million, against the state machine and the trade ids alone; what the engine makes of such reports is
 * tested in {@code ReorderedReportsTest}, with fewer.
 */
class ReportSequencesTest {
    private static final int SEQUENCES = Integer.getInteger("colin.sequences", 1_000_000);
    private static final Symbol BTC = Symbol.of("BTC/USD");
    private static final OrderType LIMIT = new OrderType.Limit(new BigDecimal("100"));
    private static final Refusal NO = new Refusal("NO", "NO: by the venue");
    private static final String ID = "o";

    /** What was seen over all lives, so that a test that reaches nothing fails. */
    private static final class Seen {
        private long filled;
        private long partly;
        private long twice;
        private long raced;
        private long refused;
        private long overfilled;
        private long late;
    }

    /** What happened to one order, in whole numbers: tenths of the quantity. */
    private static final class Tally {
        private long tenths;
        private long cost;
        private long booked;
        private long apart;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 42)
    void countsEveryTradeOnceHoweverReportsComeIn(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Seen seen = new Seen();
        for (int life = 0; life < SEQUENCES; life++) {
            live(told(random), seen);
        }
        assertThat(seen.filled).as("filled").isGreaterThan(SEQUENCES / 20);
        assertThat(seen.partly).as("filled in part").isGreaterThan(SEQUENCES / 20);
        assertThat(seen.twice).as("trades told twice").isGreaterThan(SEQUENCES / 20);
        assertThat(seen.raced).as("fills after a cancel").isGreaterThan(SEQUENCES / 200);
        assertThat(seen.refused).as("refused reports").isGreaterThan(SEQUENCES / 20);
        assertThat(seen.overfilled).as("more than the quantity").isGreaterThan(SEQUENCES / 200);
        assertThat(seen.late).as("trades after the end").isGreaterThan(SEQUENCES / 200);
    }

    private static void live(List<OrderEvent> events, Seen seen) {
        OrderProgress progress = OrderProgress.initial(BigDecimal.ONE, 0);
        TradeIds trades = TradeIds.empty();
        Tally tally = new Tally();
        for (OrderEvent event : events) {
            if (event instanceof OrderEvent.Filled filled && trades.record(filled.fill()) != TradeIds.Answer.FIRST) {
                seen.twice++;
                continue;
            }
            // As the engine does: the account books every trade once, the order takes what it has room for.
            OrderEvent fitting = fitting(progress, event, tally, seen);
            if (OrderStateMachine.apply(progress, fitting) instanceof Transition.Applied applied) {
                seen.raced += progress.status() == OrderStatus.CANCELED ? 1 : 0;
                count(fitting, tally);
                check(progress, fitting, applied.after(), tally);
                progress = applied.after();
            }
        }
        checkBooked(events, trades, tally);
        seen.filled += progress.status() == OrderStatus.FILLED ? 1 : 0;
        seen.partly += progress.filledQuantity().signum() > 0 && progress.status() != OrderStatus.FILLED ? 1 : 0;
    }

    /** The part of an event that the order takes; the event itself where it takes all or nothing of it. */
    private static OrderEvent fitting(OrderProgress progress, OrderEvent event, Tally tally, Seen seen) {
        Transition transition = OrderStateMachine.apply(progress, event);
        boolean isRefused = transition instanceof Transition.Refused;
        seen.refused += isRefused ? 1 : 0;
        if (!(event instanceof OrderEvent.Filled filled)) {
            return event;
        }
        long tenths = tenths(filled.fill());
        tally.booked += tenths;
        if (isRefused) {
            seen.late++;
            tally.apart += tenths;
        } else if (transition instanceof Transition.Overfilled over) {
            seen.overfilled++;
            assertThat(over.fitting().add(over.excess()))
                    .isEqualByComparingTo(filled.fill().quantity());
            tally.apart += over.excess().movePointRight(1).longValueExact();
            return over.fitting().signum() > 0
                    ? new OrderEvent.Filled(ID, 7, trade(filled.fill(), over.fitting()))
                    : event;
        }
        return event;
    }

    /** Every trade that was told is booked once, and either the order has it or it stands apart. */
    private static void checkBooked(List<OrderEvent> events, TradeIds trades, Tally tally) {
        long told = 0;
        Set<String> ids = new HashSet<>();
        for (OrderEvent event : events) {
            if (event instanceof OrderEvent.Filled filled
                    && ids.add(filled.fill().tradeId())) {
                told += tenths(filled.fill());
            }
        }
        boolean once = trades.size() == ids.size() && tally.booked == told;
        if (!once || tally.tenths + tally.apart != told) {
            throw new AssertionError(told + " tenths told, " + tally.booked + " booked, " + tally.tenths
                    + " in the order, " + tally.apart + " apart, of " + events);
        }
    }

    private static void count(OrderEvent event, Tally tally) {
        if (event instanceof OrderEvent.Filled filled) {
            long tenths = tenths(filled.fill());
            tally.tenths += tenths;
            tally.cost += tenths * filled.fill().price().longValueExact();
        }
    }

    private static long tenths(Fill fill) {
        return fill.quantity().movePointRight(1).longValueExact();
    }

    private static void check(OrderProgress before, OrderEvent event, OrderProgress after, Tally tally) {
        BigDecimal filled = BigDecimal.valueOf(tally.tenths, 1);
        boolean sums = after.filledQuantity().compareTo(filled) == 0
                && after.filledQuantity().add(after.leavesQuantity()).compareTo(after.quantity()) == 0
                && after.filledCost().compareTo(BigDecimal.valueOf(tally.cost, 1)) == 0;
        boolean average = tally.tenths == 0
                ? after.averagePrice().isEmpty()
                : after.averagePrice()
                                .orElseThrow()
                                .compareTo(after.filledCost().divide(filled, MathContext.DECIMAL128))
                        == 0;
        boolean ends = !before.status().isClosed()
                || (before.status() == OrderStatus.CANCELED && event instanceof OrderEvent.Filled);
        boolean complete = (after.status() == OrderStatus.FILLED)
                        == (after.leavesQuantity().signum() == 0)
                || !(event instanceof OrderEvent.Filled);
        boolean counted = after.version() == before.version() + 1;
        if (!(sums && average && ends && complete && counted)) {
            throw new AssertionError(event + "\nmade of " + before + "\nthis " + after);
        }
    }

    /** A life as it was, with a few reports told again, later or before their time. */
    private static List<OrderEvent> told(SplittableRandom random) {
        List<OrderEvent> events = lived(random);
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(events.size());
            int to = random.nextInt(events.size());
            switch (random.nextInt(3)) {
                case 0 -> events.add(to, events.get(at));
                case 1 -> events.add(to, events.remove(at));
                default -> Collections.swap(events, at, to);
            }
        }
        return events;
    }

    private static List<OrderEvent> lived(SplittableRandom random) {
        List<OrderEvent> events = new ArrayList<>();
        events.add(new OrderEvent.Submitted(ID, 1, "v"));
        if (random.nextInt(20) == 0) {
            events.add(new OrderEvent.Rejected(ID, 2, NO));
            return events;
        }
        if (random.nextInt(20) == 0) {
            events.add(new OrderEvent.Unresolved(ID, 2, "no answer"));
        }
        events.add(new OrderEvent.Accepted(ID, 2, "v-o"));
        for (int step = random.nextInt(1, 9); step > 0; step--) {
            step(random, events);
        }
        switch (random.nextInt(4)) {
            case 0 -> {
                events.add(new OrderEvent.PendingCancel(ID, 90));
                events.add(new OrderEvent.Canceled(ID, 91, "asked"));
            }
            case 1 -> events.add(new OrderEvent.Expired(ID, 90));
            default -> {}
        }
        return events;
    }

    private static void step(SplittableRandom random, List<OrderEvent> events) {
        BigDecimal quantity = BigDecimal.valueOf(random.nextLong(5, 16), 1);
        switch (random.nextInt(8)) {
            case 0 -> {
                events.add(new OrderEvent.PendingUpdate(ID, 5, quantity, LIMIT));
                events.add(new OrderEvent.Updated(ID, 6, quantity, LIMIT));
            }
            case 1 -> {
                events.add(new OrderEvent.PendingUpdate(ID, 5, quantity, LIMIT));
                events.add(new OrderEvent.ModifyRejected(ID, 6, NO));
            }
            case 2 -> {
                events.add(new OrderEvent.PendingCancel(ID, 5));
                events.add(new OrderEvent.CancelRejected(ID, 6, NO));
            }
            default -> events.add(new OrderEvent.Filled(ID, 7, trade(random, events.size())));
        }
    }

    private static Fill trade(SplittableRandom random, int number) {
        return trade(
                "t" + number,
                BigDecimal.valueOf(random.nextLong(1, 6), 1),
                BigDecimal.valueOf(random.nextLong(90, 111)));
    }

    private static Fill trade(Fill whole, BigDecimal part) {
        return trade(whole.tradeId(), part, whole.price());
    }

    private static Fill trade(String id, BigDecimal quantity, BigDecimal price) {
        return new Fill(id, ID, "p", "v", BTC, Side.BUY, quantity, price, BigDecimal.ZERO, "USD", Liquidity.MAKER, 7);
    }
}
