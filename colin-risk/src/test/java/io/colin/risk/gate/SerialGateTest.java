package io.colin.risk.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketView;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskControls;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskGate;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.RiskStatus;
import io.colin.api.risk.RiskTask;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SerialGateTest {
    private static final int THREADS = 8;

    private static void onAllThreads(Runnable work) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                all.add(threads.submit(work));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
    }

    @Test
    void eightSubmittersAtALimitPassExactlyAsOftenAsItHoldsTheirOrder() throws Exception {
        // 1 % of a million is 10 000; an order of 1 at 100 is worth 100, so 100 pass.
        Desk desk = new Desk(
                Desk.wide()
                        .position(p -> p.maxGrossShare(new BigDecimal("0.01")))
                        .build(),
                "1000000");
        SerialGate gate = SerialGate.of(desk.gate);
        RiskContext context = new RiskContext(desk, desk.portfolio());
        AtomicInteger ids = new AtomicInteger();
        ConcurrentLinkedQueue<OrderIntent> passed = new ConcurrentLinkedQueue<>();
        Runnable submit = () -> {
            for (int i = 0; i < 60; i++) {
                int id = ids.incrementAndGet();
                // Below the reference a limit changes nothing but makes each order another one.
                OrderIntent intent = OrderIntent.of(Desk.BTC, Side.BUY, BigDecimal.ONE)
                        .clientOrderId("s" + id)
                        .limit(BigDecimal.valueOf(9500 + id % 500, 2))
                        .build();
                RiskDecision decision =
                        gate.check(new RiskRequest.Parent("s" + id, intent, "tester", Optional.empty()), context);
                if (decision.passes()) {
                    passed.add(intent);
                }
            }
        };
        onAllThreads(submit);
        assertThat(passed).hasSize(100);

        passed.forEach(intent -> gate.onParent(Desk.with(desk.parent(intent), OrderStatus.CANCELED, "0")));
        passed.clear();
        desk.pass(2 * Desk.SECOND);
        onAllThreads(submit);
        assertThat(passed).hasSize(100);
    }

    @Test
    void everyCallGoesToTheGateBehindItAloneAndComesBackAsItIs() throws Exception {
        Probe probe = new Probe();
        SerialGate gate = SerialGate.of(probe);
        Desk desk = new Desk(Desk.wide().build(), "1000");
        OrderIntent intent = desk.buy("1");
        ParentOrder parent = desk.parent(intent);
        ChildOrder child = desk.child(parent, "1");
        RiskContext context = new RiskContext(desk, desk.portfolio());
        RiskRequest request = new RiskRequest.Parent("a", intent, "tester", Optional.empty());
        Fill fill = desk.fill("a", "b", Desk.BTC, Side.BUY, "1");
        BigDecimal one = BigDecimal.ONE;
        Bar bar = new Bar(
                Desk.BTC,
                0,
                60 * Desk.SECOND,
                one,
                one,
                one,
                one,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                Bar.UNKNOWN_COUNT);
        KillSwitch kill = new KillSwitch(KillSwitch.Scope.SYSTEM, "", "why", "who", 1);
        onAllThreads(() -> {
            for (int i = 0; i < 2000; i++) {
                assertThatThrownBy(() -> gate.check(request, context)).hasMessage("check");
                gate.onParent(parent);
                gate.onChild(child);
                gate.onFill(fill);
                gate.onPortfolio(context.portfolio());
                gate.onBar(bar);
                gate.onMarket(Desk.BTC, desk);
                gate.restore(gate.durableState());
                assertThatThrownBy(gate::status).hasMessage("status");
                RiskTask task = gate.dueTask(context).orElseThrow();
                assertThat(task.appliesAtNs()).isEqualTo(42);
                task.run();
                assertThatThrownBy(task::apply).hasMessage("apply");
                RiskControls controls = gate.controls().orElseThrow();
                assertThat(controls.kill(kill)).isTrue();
                assertThat(controls.rearm(KillSwitch.Scope.SYSTEM, "", "why", "a", "b"))
                        .isTrue();
                controls.resetLosses("why", "who");
                assertThat(controls.resetBreaker("errors", "portfolio", "why", "who"))
                        .isTrue();
            }
        });
        assertThat(probe.overlaps.get()).isZero();
        assertThat(new TreeSet<>(probe.calls))
                .containsExactly(
                        "apply",
                        "check",
                        "controls",
                        "dueTask",
                        "durableState",
                        "kill",
                        "onBar",
                        "onChild",
                        "onFill",
                        "onMarket",
                        "onParent",
                        "onPortfolio",
                        "rearm",
                        "resetBreaker",
                        "resetLosses",
                        "restore",
                        "run",
                        "status");
        assertThat(probe.calls).hasSize(18 * 2000 * THREADS);
    }

    /** A gate that notices when two calls are in it at a time. */
    private static final class Probe implements RiskGate, RiskControls, RiskTask {
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger overlaps = new AtomicInteger();
        private final ConcurrentLinkedQueue<String> calls = new ConcurrentLinkedQueue<>();

        private void enter(String call) {
            if (inside.incrementAndGet() > 1) {
                overlaps.incrementAndGet();
            }
            calls.add(call);
            Thread.onSpinWait();
            inside.decrementAndGet();
        }

        @Override
        public RiskDecision check(RiskRequest request, RiskContext context) {
            enter("check");
            throw new IllegalStateException("check");
        }

        @Override
        public void onParent(ParentOrder parent) {
            enter("onParent");
        }

        @Override
        public void onChild(ChildOrder child) {
            enter("onChild");
        }

        @Override
        public void onFill(Fill fill) {
            enter("onFill");
        }

        @Override
        public void onPortfolio(Portfolio portfolio) {
            enter("onPortfolio");
        }

        @Override
        public void onBar(Bar bar) {
            enter("onBar");
        }

        @Override
        public void onMarket(Symbol symbol, MarketView market) {
            enter("onMarket");
        }

        @Override
        public Optional<RiskTask> dueTask(RiskContext context) {
            enter("dueTask");
            return Optional.of(this);
        }

        @Override
        public Optional<RiskControls> controls() {
            enter("controls");
            return Optional.of(this);
        }

        @Override
        public RiskStatus status() {
            enter("status");
            throw new IllegalStateException("status");
        }

        @Override
        public SortedMap<String, String> durableState() {
            enter("durableState");
            return new TreeMap<>();
        }

        @Override
        public void restore(SortedMap<String, String> state) {
            enter("restore");
        }

        @Override
        public boolean kill(KillSwitch killSwitch) {
            enter("kill");
            return true;
        }

        @Override
        public boolean rearm(KillSwitch.Scope scope, String target, String reason, String principal, String approver) {
            enter("rearm");
            return true;
        }

        @Override
        public void resetLosses(String reason, String principal) {
            enter("resetLosses");
        }

        @Override
        public boolean resetBreaker(String breaker, String scope, String reason, String principal) {
            enter("resetBreaker");
            return true;
        }

        @Override
        public long appliesAtNs() {
            return 42;
        }

        @Override
        public void run() {
            calls.add("run");
        }

        @Override
        public RiskFigures apply() {
            enter("apply");
            throw new IllegalStateException("apply");
        }
    }
}
