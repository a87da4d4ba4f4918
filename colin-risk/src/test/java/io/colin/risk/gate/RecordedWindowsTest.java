package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.RecordedRun.cycle;
import static io.colin.risk.gate.RecordedRun.limits;
import static io.colin.risk.gate.RecordedRun.order;
import static io.colin.risk.gate.RecordedRun.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.LimitChanged;
import io.colin.api.event.RiskAlert;
import io.colin.api.event.RunEnded;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskRequest;
import io.colin.risk.RateLimits;
import io.colin.risk.RiskLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What the windows of duplicates, own prices, repeated executions and rates hold after a restart. */
class RecordedWindowsTest {
    @Test
    void givenCyclesBeforeARestartThenTheNextOrderStopsTheStrategyAllTheSame() {
        RecordedRun run = new RecordedRun(limits(3));
        for (int i = 0; i < 4; i++) {
            cycle(run, "momentum", i);
        }
        run.restart();
        assertThat(codes(run.ask(order(run, "momentum", Side.BUY, "2", "100")))).containsExactly("LOCKED");
        assertThat(run.ask(order(run, "other", Side.BUY, "2.5", "100")).passes())
                .isTrue();
        run.restart();
        assertThat(codes(run.ask(order(run, "momentum", Side.SELL, "3", "100"))))
                .contains("LOCKED");
    }

    @Test
    void givenAStopThatAPersonEndedThenTheStrategyStartsAnewAfterARestartToo() {
        RecordedRun run = new RecordedRun(limits(3));
        for (int i = 0; i < 4; i++) {
            cycle(run, "momentum", i);
        }
        assertThat(codes(run.ask(order(run, "momentum", Side.BUY, "2", "100")))).containsExactly("LOCKED");
        record(run);
        run.desk.controls().resetBreaker("repeated-execution", "momentum", "looked at", "alice");
        run.desk.gate.onTime(run.desk.timeNs);
        record(run);
        assertThat(run.ledger).anyMatch(event -> event instanceof RiskAlert alert && !alert.active());
        run.restart();
        assertThat(run.ask(order(run, "momentum", Side.BUY, "2.1", "100")).passes())
                .isTrue();
    }

    @Test
    void givenPricesBeforeARestartThenTheyCountTowardsTheDriftUntilTheirWindowIsOver() {
        RecordedRun run = new RecordedRun(limits(1000));
        assertThat(run.ask(order(run, "momentum", Side.BUY, "1", "99")).passes())
                .isTrue();
        run.restart();
        assertThat(codes(run.desk.ask(order(run, "momentum", Side.BUY, "2", "101"))))
                .containsExactly("PRICE_COLLAR");
        run.desk.controls().resetBreaker("price-drift", "momentum", "looked at", "alice");
        run.restart();
        run.desk.pass(60 * SECOND);
        assertThat(run.ask(order(run, "momentum", Side.BUY, "3", "101")).passes())
                .isTrue();
    }

    @Test
    void givenNewTermsAndChildrenBeforeARestartThenTheirPricesCountToo() {
        for (int which = 0; which < 2; which++) {
            RecordedRun run = new RecordedRun(limits(1000));
            run.ask(order(run, "momentum", Side.BUY, "1", "100"));
            ParentOrder parent = run.open.getFirst();
            if (which == 0) {
                run.amend(parent, "98.9");
            } else {
                run.child(parent, "98.9");
            }
            run.restart();
            assertThat(codes(run.ask(order(run, "momentum", Side.BUY, "2", "101"))))
                    .as("%s", which)
                    .containsExactly("PRICE_COLLAR");
        }
    }

    private static RecordedRun slow(UnaryOperator<RateLimits.Builder> rate) {
        return new RecordedRun(limits(1000).toBuilder().rate(rate).build());
    }

    @Test
    void givenASecondFullOfOrdersBeforeARestartThenTheNextWaitsForItsEnd() {
        RecordedRun run = slow(r -> r.ordersPerSecondPerStrategy(3));
        run.desk.principal = "alice";
        for (int i = 0; i < 3; i++) {
            assertThat(run.ask(order(run, "momentum", Side.BUY, "1." + i, "100"))
                            .passes())
                    .isTrue();
        }
        run.desk.pass(SECOND / 2);
        run.restart();
        assertThat(codes(run.desk.ask(order(run, "momentum", Side.BUY, "2", "100"))))
                .as("of the strategy and of the key")
                .containsExactly("RATE_LIMIT_EXCEEDED", "RATE_LIMIT_EXCEEDED");
        run.desk.pass(SECOND / 2);
        assertThat(run.ask(order(run, "momentum", Side.BUY, "2", "100")).passes())
                .isTrue();
    }

    @Test
    void givenChildrenAndCancelsBeforeARestartThenTheyCountAmongAll() {
        RecordedRun run = slow(r -> r.ordersPerSecond(4));
        run.ask(order(run, "momentum", Side.BUY, "1", "100"));
        ChildOrder first = run.child(run.open.getFirst(), "100");
        run.child(run.open.getFirst(), "100");
        run.cancel(first);
        run.restart();
        run.desk.gate.onChild(Desk.with(first, OrderStatus.PENDING_CANCEL, "0"));
        RiskDecision fifth = run.desk.ask(order(run, "momentum", Side.BUY, "2", "100"));
        assertThat(codes(fifth)).containsExactly("RATE_LIMIT_EXCEEDED");
        assertThat(Desk.result(fifth, "order-rate").current()).isEqualByComparingTo("4");
        assertThat(use(run, "cancel-rate")).isEqualByComparingTo("1");
        run.desk.pass(SECOND);
        assertThat(run.desk.ask(order(run, "momentum", Side.BUY, "2", "100")).passes())
                .isTrue();
        assertThat(use(run, "cancel-rate")).as("a minute is not over").isEqualByComparingTo("1");
    }

    private static BigDecimal use(RecordedRun run, String name) {
        return run.desk.gate.status().limits().stream()
                .filter(use -> use.name().equals(name))
                .findFirst()
                .orElseThrow()
                .used();
    }

    @Test
    void givenTheChangesOfAMinuteBeforeARestartThenTheNextWaitsForItsEnd() {
        RecordedRun run = slow(r -> r.amendsPerMinute(2));
        run.ask(order(run, "momentum", Side.BUY, "1", "100"));
        ParentOrder parent = run.open.getFirst();
        run.amend(parent, "99.9");
        run.amend(parent, "99.8");
        run.desk.pass(59 * SECOND);
        run.restart();
        RiskRequest change = new RiskRequest.Amend(parent, dec("1"), new OrderType.Limit(dec("99.7")), "engine");
        assertThat(codes(run.desk.ask(change))).containsExactly("RATE_LIMIT_EXCEEDED");
        run.desk.pass(SECOND);
        assertThat(run.desk.ask(change).passes()).isTrue();
    }

    @Test
    void givenAnOrderBeforeARestartThenItsTwinIsRefusedWithinTheWindow() {
        RecordedRun run = new RecordedRun(limits(1000));
        run.ask(order(run, "momentum", Side.BUY, "1", "100"));
        run.restart();
        assertThat(codes(run.ask(order(run, "other", Side.BUY, "1", "100")))).containsExactly("DUPLICATE_ORDER");
        run.desk.pass(SECOND);
        assertThat(run.ask(order(run, "other", Side.BUY, "1", "100")).passes()).isTrue();
    }

    @Test
    void givenARepeatThatWasMeantThenTheWindowOfDuplicatesBeganAnewWithItBeforeTheRestart() {
        RecordedRun run = new RecordedRun(limits(1000));
        run.ask(order(run, "momentum", Side.BUY, "1", "100"));
        run.desk.pass(9 * SECOND / 10);
        OrderIntent meant = run.desk
                .intent(BTC, Side.BUY, "1")
                .limit(dec("100"))
                .metadata(Map.of(StandardGate.DISTINCT, "true"))
                .build();
        assertThat(run.ask(meant).passes()).isTrue();
        run.restart();
        run.desk.pass(SECOND - 1);
        assertThat(codes(run.ask(order(run, "other", Side.BUY, "1", "100")))).containsExactly("DUPLICATE_ORDER");
        run.desk.pass(1);
        assertThat(run.ask(order(run, "other", Side.BUY, "1", "100")).passes()).isTrue();
    }

    @Test
    void givenAWindowThatWasMadeLongerThenWhatItHeldIsNotLost() {
        RiskLimits limits = limits(2);
        RecordedRun run = new RecordedRun(limits);
        RiskLimits longer =
                limits.toBuilder().repeat(r -> r.window(Duration.ofMinutes(30))).build();
        run.ledger.add(new LimitChanged(run.header(), "repeat.window", "PT10M", "PT30M", "alice", "hash"));
        run.desk
                .controls()
                .proposeLimits(new TreeMap<>(Map.of("repeat.window", "PT30M")), "longer", "alice", run.desk.timeNs);
        for (int i = 0; i < 3; i++) {
            cycle(run, "momentum", i);
            run.desk.pass(480 * SECOND);
        }
        assertThat(run.desk.gate.limits().repeat()).isEqualTo(longer.repeat());
        run.restart();
        assertThat(codes(run.ask(order(run, "momentum", Side.BUY, "2", "100")))).containsExactly("LOCKED");
    }

    @Test
    void whatIsNotHeardAgainChangesNothing() {
        RecordedRun run = new RecordedRun(limits(1));
        cycle(run, "momentum", 0);
        StandardGate live = StandardGate.builder().limits(run.desk.limits).build();
        run.ledger.forEach(event -> live.onRecord(event, false));
        live.onRecord(new RunEnded(run.header(), "run", "hash"), false);
        run.desk.gate = live;
        assertThat(run.ask(order(run, "momentum", Side.BUY, "2", "100")).passes())
                .isTrue();
        assertThat(live.status().limits()).noneMatch(use -> use.name().equals("repeated-execution"));
    }
}
