package io.colin.api.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.MarketView;
import io.colin.api.market.Quote;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.SampleFill;
import io.colin.api.order.SampleOrders;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Works one parent as an engine would and checks the laws of an algorithm at every step: sums, grid, purity, and that it
 * never waits for what cannot come nor asks again and again at one moment.
 */
final class AlgoDesk {
    private static final int MOST_STEPS = 20_000;
    private static final int MOST_STEPS_AT_ONE_TIME = 200;
    private static final BigDecimal FILL_PRICE = new BigDecimal("30000");

    private final Supplier<ExecutionAlgo> algos;
    private final Instrument instrument;
    private final LongFunction<MarketView> markets;
    private final Function<BigDecimal, Ending> endings;
    private final List<Ending> open = new ArrayList<>();
    private final List<AlgoStep> steps = new ArrayList<>();
    private ParentOrder parent;
    private long timeNs;
    private int slicesSent;
    private long lastChildTimeNs = AlgoState.NO_CHILD;
    private int stepsAtThisTime;

    /** What becomes of a child: how much of it fills, and how long it works. */
    record Ending(BigDecimal quantity, BigDecimal filled, long atNs) {}

    /**
     * A desk.
     *
     * @param algos makes the algorithm anew, with the same settings
     * @param intent the order
     * @param markets the market at a time
     * @param endings what becomes of a child of a quantity; its time is a delay
     */
    AlgoDesk(
            Supplier<ExecutionAlgo> algos,
            OrderIntent intent,
            Instrument instrument,
            long startNs,
            LongFunction<MarketView> markets,
            Function<BigDecimal, Ending> endings) {
        this.algos = algos;
        this.instrument = instrument;
        this.markets = markets;
        this.endings = endings;
        timeNs = startNs;
        parent = arrived(SampleOrders.parent("parent-1", intent, OrderStatus.ACCEPTED, startNs));
    }

    /** The parent with the mid it was decided at, where there was one. */
    private ParentOrder arrived(ParentOrder order) {
        BigDecimal mid =
                markets.apply(timeNs).quote(instrument.symbol()).map(Quote::mid).orElse(BigDecimal.ZERO);
        return new ParentOrder(
                order.orderId(), order.intent(), order.principal(), order.createdTimeNs(), mid, order.progress());
    }

    /** Works the parent until the algorithm finishes or everything is filled; gives every step it took. */
    List<AlgoStep> work() {
        ExecutionAlgo algo = algos.get();
        while (parent.progress().leavesQuantity().signum() > 0) {
            AlgoState state = state();
            AlgoStep step = algo.next(state);
            steps.add(step);
            assertThat(steps).as("an algorithm comes to an end").hasSizeLessThan(MOST_STEPS);
            assertThat(algo.next(state)).as("asked twice").isEqualTo(step);
            assertThat(algos.get().next(state)).as("asked after a restart").isEqualTo(step);
            if (!(step instanceof AlgoStep.Continue continued)) {
                return steps;
            }
            send(state, continued);
            moveOn(continued.nextTimeNs());
        }
        return steps;
    }

    /** What was executed so far. */
    BigDecimal filled() {
        return parent.progress().filledQuantity();
    }

    /** What the algorithm is asked now. */
    AlgoState state() {
        BigDecimal working = open.stream().map(Ending::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        return new AlgoState(
                parent, instrument, markets.apply(timeNs), timeNs, working, slicesSent, lastChildTimeNs, 42, false);
    }

    private void send(AlgoState state, AlgoStep.Continue step) {
        BigDecimal sum = step.slices().stream().map(Slice::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(sum).as("sum of slices at step %d", steps.size()).isLessThanOrEqualTo(state.available());
        for (Slice slice : step.slices()) {
            assertThat(Decimals.isMultiple(slice.quantity(), instrument.lotSize()))
                    .as("slice of %s on the lot grid", slice.quantity())
                    .isTrue();
            Ending ending = endings.apply(slice.quantity());
            open.add(new Ending(slice.quantity(), ending.filled(), timeNs + ending.atNs()));
            slicesSent++;
            lastChildTimeNs = timeNs;
        }
        if (step.slices().isEmpty()) {
            assertThat(step.nextTimeNs()).as("waiting goes forward").isGreaterThan(timeNs);
        }
    }

    private void moveOn(long nextTimeNs) {
        long ending = open.stream().mapToLong(Ending::atNs).min().orElse(Long.MAX_VALUE);
        long next = Math.max(timeNs, Math.min(ending, nextTimeNs));
        assertThat(next).as("it waits for a timer or a child").isLessThan(AlgoStep.NO_TIMER);
        stepsAtThisTime = next == timeNs ? stepsAtThisTime + 1 : 0;
        assertThat(stepsAtThisTime).as("steps at one moment").isLessThan(MOST_STEPS_AT_ONE_TIME);
        timeNs = next;
        for (Ending each : List.copyOf(open)) {
            if (each.atNs() <= timeNs) {
                end(each);
            }
        }
    }

    private void end(Ending child) {
        open.remove(child);
        if (child.filled().signum() > 0) {
            Fill fill = SampleFill.of(instrument.symbol(), parent.intent().side())
                    .tradeId("trade-" + parent.progress().version())
                    .quantity(child.filled())
                    .price(FILL_PRICE)
                    .at(timeNs)
                    .build();
            parent = parent.with(SampleOrders.filled(parent.progress(), fill));
        }
    }
}
