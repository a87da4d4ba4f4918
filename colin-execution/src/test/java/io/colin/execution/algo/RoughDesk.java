package io.colin.execution.algo;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.Decimals;
import io.colin.api.execution.AlgoState;
import io.colin.api.execution.AlgoStep;
import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.execution.Slice;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.Aggressor;
import io.colin.api.market.FixedMarket;
import io.colin.api.market.Tape;
import io.colin.api.market.Trade;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.SampleFill;
import io.colin.api.order.SampleOrders;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A plain desk in a rough market, all from one seed: prices walk, quotes fail, trades come in bursts and stop, children are
 * refused, filled in parts, filled late, cancelled or expire, and a person may cancel the parent. After every event it holds
 * the sums against each other.
 */
final class RoughDesk {
    static final long START_NS = 1_700_000_000_000_000_000L;
    static final long SECOND_NS = 1_000_000_000L;

    final List<Child> children = new ArrayList<>();
    final List<String> log = new ArrayList<>();
    final Tape tape;
    private final ExecutionAlgo algo;
    private final Instrument instrument;
    private final Random random;
    private final long seed;
    private final Roughness roughness;
    private ParentOrder parent;
    private long now = START_NS;
    private long wakeNs = START_NS;
    private long lastChildNs = AlgoState.NO_CHILD;
    private BigDecimal mid = new BigDecimal("100");
    private long quoteNs = START_NS;
    private String residual = "";
    private int fills;

    /** How rough it is; all in [0, 1]. */
    record Roughness(double refused, double quoteFails, double quiet, double cancelled) {}

    /** A child as the desk knows it. */
    static final class Child {
        final long timeNs;
        final Slice slice;
        BigDecimal filled = BigDecimal.ZERO;
        boolean open = true;
        long endsNs;

        Child(long timeNs, Slice slice) {
            this.timeNs = timeNs;
            this.slice = slice;
        }

        BigDecimal working() {
            return open ? slice.quantity().subtract(filled) : BigDecimal.ZERO;
        }
    }

    RoughDesk(ExecutionAlgo algo, Instrument instrument, OrderIntent intent, long seed, Roughness roughness) {
        this.algo = algo;
        this.instrument = instrument;
        this.seed = seed;
        this.random = new Random(seed);
        this.roughness = roughness;
        tape = Tape.of(instrument.symbol());
        for (int s = -600; s < 0; s++) {
            trade(START_NS + s * SECOND_NS);
        }
        OrderProgress progress =
                SampleOrders.moved(OrderProgress.initial(intent.quantity(), START_NS), OrderStatus.ACCEPTED, START_NS);
        parent = new ParentOrder("p-1", intent, "tester", START_NS, mid, progress);
    }

    /** Works the parent second by second until it is over, or a person has cancelled it and the last child has ended. */
    RoughDesk work() {
        boolean cancelled = false;
        for (int second = 0; second < 20_000; second++) {
            now = START_NS + second * SECOND_NS;
            market();
            boolean ended = reports();
            check();
            cancelled |= random.nextDouble() < roughness.cancelled();
            if (cancelled) {
                children.stream().filter(child -> child.open).forEach(child -> child.endsNs = now);
                if (working().signum() == 0) {
                    residual = "cancelled";
                    return this;
                }
            } else if ((ended || now >= wakeNs) && step()) {
                return this;
            }
        }
        throw new AssertionError("does not end: " + log);
    }

    BigDecimal filled() {
        return parent.progress().filledQuantity();
    }

    BigDecimal leaves() {
        return parent.progress().leavesQuantity();
    }

    String residual() {
        return residual;
    }

    private boolean step() {
        AlgoState state = state();
        AlgoStep step = algo.next(state);
        assertThat(algo.next(state)).as("asked twice").isEqualTo(step);
        switch (step) {
            case AlgoStep.Finish finish -> {
                if (working().signum() == 0) {
                    residual = finish.residualReason();
                    return true;
                }
            }
            case AlgoStep.Pause pause -> throw new AssertionError("paused: " + pause.reason());
            case AlgoStep.Continue more -> {
                wakeNs = more.nextTimeNs();
                BigDecimal left = state.available();
                for (Slice slice : more.slices()) {
                    left = left.subtract(slice.quantity());
                    assertThat(left).as("never more than there is").isNotNegative();
                    send(slice);
                }
                assertThat(!more.slices().isEmpty() || wakeNs > now || working().signum() > 0)
                        .as("never asks to be asked at once")
                        .isTrue();
            }
        }
        return false;
    }

    private void send(Slice slice) {
        BigDecimal limit = slice.type().limitPrice().orElseThrow();
        assertThat(Decimals.isMultiple(slice.quantity(), instrument.lotSize())).isTrue();
        assertThat(Decimals.isMultiple(limit, instrument.tickSize())).isTrue();
        assertThat(slice.quantity()).isGreaterThanOrEqualTo(instrument.minQuantity());
        assertThat(instrument.notional(slice.quantity(), limit)).isGreaterThanOrEqualTo(instrument.minNotional());
        assertThat(now - quoteNs).as("a fresh price").isLessThanOrEqualTo(2 * SECOND_NS);
        BigDecimal worst = Prices.worse(parent.intent().side(), mid, new BigDecimal("20"));
        assertThat(limit.subtract(worst).signum() * parent.intent().side().sign())
                .as("limit %s within 20 bp of %s", limit, mid)
                .isLessThanOrEqualTo(0);
        Child child = new Child(now, slice);
        children.add(child);
        lastChildNs = now;
        log.add(now / SECOND_NS + " " + slice.quantity().toPlainString() + "@" + limit.toPlainString());
        if (random.nextDouble() < roughness.refused()) {
            child.open = false;
        } else {
            long life = slice.timeInForce().isImmediate() ? 1 + random.nextInt(12) : 5 + random.nextInt(120);
            child.endsNs = Math.min(now + life * SECOND_NS, expiry(slice));
        }
    }

    private static long expiry(Slice slice) {
        return slice.timeInForce().isImmediate()
                ? Long.MAX_VALUE
                : slice.timeInForce().expireTimeNs();
    }

    /** Fills what is open in part, and ends what is due; whether anything ended. */
    private boolean reports() {
        boolean ended = false;
        for (Child child : children) {
            if (!child.open) {
                continue;
            }
            int share = random.nextInt(4);
            BigDecimal part = child.working()
                    .multiply(new BigDecimal(share))
                    .divide(new BigDecimal(3), 12, Decimals.QUOTIENT.getRoundingMode());
            fill(child, share == 3 ? child.working() : Decimals.floorTo(part, instrument.lotSize()));
            if (child.working().signum() == 0 || now >= child.endsNs) {
                child.open = false;
                ended = true;
            }
        }
        return ended;
    }

    private void fill(Child child, BigDecimal quantity) {
        if (quantity.signum() <= 0) {
            return;
        }
        child.filled = child.filled.add(quantity);
        parent = parent.with(SampleOrders.filled(
                parent.progress(),
                SampleFill.of(instrument.symbol(), parent.intent().side())
                        .tradeId("t-" + ++fills)
                        .quantity(quantity)
                        .price(child.slice.type().limitPrice().orElseThrow())
                        .at(now)
                        .build()));
    }

    /** Children's fills are the parent's; filled + working never exceed it; nothing is lost. */
    private void check() {
        BigDecimal filled = children.stream().map(child -> child.filled).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(filled).isEqualByComparingTo(filled());
        assertThat(filled().add(working()))
                .isLessThanOrEqualTo(parent.progress().quantity());
        assertThat(filled().add(leaves()))
                .isEqualByComparingTo(parent.progress().quantity());
    }

    private BigDecimal working() {
        return children.stream().map(Child::working).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void market() {
        if (random.nextInt(3) == 0) {
            mid = mid.add(new BigDecimal(random.nextInt(5) - 2).movePointLeft(2));
        }
        if (random.nextDouble() >= roughness.quoteFails()) {
            quoteNs = now;
        }
        if (random.nextDouble() >= roughness.quiet()) {
            trade(now);
        }
    }

    private void trade(long timeNs) {
        BigDecimal quantity = new BigDecimal(1 + random.nextInt(400)).movePointLeft(1);
        tape.on(new Trade(instrument.symbol(), timeNs, mid, quantity, Aggressor.UNKNOWN));
    }

    private AlgoState state() {
        BigDecimal half = new BigDecimal("0.01");
        FixedMarket market = FixedMarket.at(now)
                .with(instrument)
                .with(instrument.symbol(), tape)
                .with(AlgoRun.quote(
                        instrument,
                        quoteNs,
                        mid.subtract(half).toPlainString(),
                        mid.add(half).toPlainString()));
        return new AlgoState(parent, instrument, market, now, working(), children.size(), lastChildNs, seed, false);
    }

    static OrderIntent.Builder intent(Instrument instrument, long seed, BigDecimal quantity) {
        return OrderIntent.of(instrument.symbol(), seed % 2 == 0 ? Side.SELL : Side.BUY, quantity)
                .clientOrderId("c-" + seed);
    }
}
