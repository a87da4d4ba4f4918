package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colin.api.event.LedgerEvent;
import io.colin.api.event.RiskFiguresComputed;
import io.colin.api.ledger.EventStore;
import io.colin.api.metrics.MetricCatalog;
import io.colin.api.metrics.RecordingMetricsSink;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskTask;
import io.colin.execution.store.LedgerCodec;
import io.colin.execution.store.MemoryEventStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bars, market changes and slow work reach the gate, and what the slow work finds enters at its time. */
class RiskTasksTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int TRADES = 1500;
    private static final long DELAY_NS = 700_000_000L;

    private final Rig rig = Rig.recording();
    private final List<TradingEngine> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(TradingEngine::stop);
    }

    @Test
    void tellsTheGateOfEveryBarAndMarketChangeAlsoWhileWarmingUp() {
        ScriptedSource source = ScriptedSource.walk(51, TRADES);
        long middleNs = source.events().get(TRADES / 2).timeNs();
        ControlledGate gate = new ControlledGate();
        rig.swinging(source).gate(gate).tradeFrom(middleNs).build().run();
        long minutes = (source.events().getLast().timeNs() - ScriptedSource.START_NS) / (60 * SECOND_NS);
        assertThat(gate.marketChanges).hasValue(TRADES);
        assertThat(gate.bars.get()).isBetween(minutes - 1, minutes + 1);
        assertThat(gate.barsBeforeAnyValuation.get()).isBetween(minutes / 3, 2 * minutes / 3);
    }

    @Test
    void waitsAtTheTimeOfTheResultSoThatSlownessChangesNothing() {
        List<Long> quick = new ArrayList<>();
        List<Long> slow = new ArrayList<>();
        RunReport atOnce = run(new ControlledGate().working(every(60, quick, () -> {})), rig);
        // Burns an unpredictable time, so that results come before and after the events around their time.
        SplittableRandom random = new SplittableRandom(52);
        RunReport late = run(
                new ControlledGate().working(every(60, slow, () -> spin(random.nextInt(4_000_000)))), Rig.recording());
        assertThat(quick).hasSizeGreaterThan(40);
        assertThat(slow).isEqualTo(quick);
        assertThat(late.stateHash()).isEqualTo(atOnce.stateHash());
        assertThat(rig.of(RiskFiguresComputed.class))
                .extracting(computed -> computed.header().timeNs())
                .as("enters exactly at the stated time")
                .containsAll(quick.subList(0, 10));
    }

    @Test
    void letsOneTaskBeOutAtATime() {
        AtomicInteger out = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        run(
                new ControlledGate().working(context -> {
                    most.accumulateAndGet(out.incrementAndGet(), Math::max);
                    return Optional.of(
                            task(context.market().timeNs() + 90 * SECOND_NS, () -> {}, at -> out.decrementAndGet()));
                }),
                rig);
        assertThat(most).hasValue(1);
    }

    @Test
    void neverWaitsInALiveRunAndTakesTheResultWhenItIsThere() {
        ScriptedSource source = ScriptedSource.minutes("800", "801", "802", "803", "804", "805");
        CountDownLatch door = new CountDownLatch(1);
        AtomicLong applied = new AtomicLong();
        AtomicBoolean once = new AtomicBoolean();
        ControlledGate gate = new ControlledGate()
                .working(context -> once.getAndSet(true)
                        ? Optional.empty()
                        : Optional.of(task(context.market().timeNs() + DELAY_NS, () -> pass(door), applied::set)));
        TradingEngine engine = rig.engine(source.give(8), MemoryEventStore.empty())
                .gate(gate)
                .clock(source::nowNs)
                .build();
        started.add(engine);
        engine.start();
        await().until(() -> engine.view().status().sourcePosition() == 8);
        assertThat(applied).as("long due, not there").hasValue(0);
        door.countDown();
        source.clock(250);
        await().until(() -> applied.get() > 0);
        source.giveAll();
        engine.ended().join();
        assertThat(engine.view().riskFigures()).isPresent();
    }

    @Test
    void publishesAFailureAsFiguresWithAProblemAndAsksAgain() {
        MemoryEventStore store = MemoryEventStore.empty();
        AtomicInteger asked = new AtomicInteger();
        ControlledGate gate = new ControlledGate().working(context -> {
            int number = asked.incrementAndGet();
            if (number == 3) {
                throw new IllegalStateException("cannot prepare");
            }
            Runnable work = number == 1 ? RiskTasksTest::fail : () -> {};
            return Optional.of(task(context.market().timeNs() + 65 * SECOND_NS, work, at -> {
                if (number == 2) {
                    throw new IllegalStateException("cannot apply");
                }
            }));
        });
        rig.swinging(ScriptedSource.walk(53, TRADES), store).gate(gate).build().run();
        List<String> problems = figures(store).stream()
                .map(computed -> computed.figures().problem())
                .toList();
        assertThat(problems.get(0)).contains("cannot run");
        assertThat(problems.get(1)).contains("cannot apply");
        assertThat(rig.of(RiskFiguresComputed.class))
                .anySatisfy(computed -> assertThat(computed.figures().problem()).contains("cannot prepare"));
        assertThat(asked.get()).isGreaterThan(4);
        assertThat(problems.getLast()).isEmpty();
    }

    @Test
    void keepsFewFiguresAndTellsListenersAll() {
        MemoryEventStore store = MemoryEventStore.empty();
        run(new ControlledGate().working(every(5, new ArrayList<>(), () -> {})), rig, store);
        List<RiskFiguresComputed> kept = figures(store);
        List<RiskFiguresComputed> told = rig.of(RiskFiguresComputed.class);
        assertThat(told.size()).isGreaterThan(8 * kept.size());
        for (int i = 1; i < kept.size(); i++) {
            long apart =
                    kept.get(i).header().timeNs() - kept.get(i - 1).header().timeNs();
            assertThat(apart).isGreaterThanOrEqualTo(60 * SECOND_NS);
        }
    }

    @Test
    void showsTheLastFiguresAfterARestart() {
        MemoryEventStore whole = MemoryEventStore.empty();
        run(new ControlledGate().working(every(60, new ArrayList<>(), () -> {})), rig, whole);
        MemoryEventStore cut = RestartTest.firstRecords(whole, whole.lastSequence() - 1);
        TradingEngine engine = Rig.recording()
                .swinging(ScriptedSource.walk(53, TRADES), cut)
                .gate(new ControlledGate())
                .build();
        engine.run();
        assertThat(engine.view().riskFigures())
                .contains(figures(whole).getLast().figures());
    }

    @Test
    void endsTheWorkerWithTheEngine() {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch never = new CountDownLatch(1);
        ScriptedSource source = ScriptedSource.minutes("800", "801", "802");
        TradingEngine engine = rig.engine(source.give(4), MemoryEventStore.empty())
                .gate(new ControlledGate()
                        .working(context -> Optional.of(task(
                                context.market().timeNs() + 3600 * SECOND_NS,
                                () -> {
                                    begun.countDown();
                                    interrupted.set(!pass(never));
                                },
                                at -> {}))))
                .clock(source::nowNs)
                .build();
        engine.start();
        pass(begun);
        engine.stop();
        assertThat(interrupted).isTrue();
    }

    @Test
    void timesValueAtRiskAndStressApartAndAllOfItTogether() {
        RecordingMetricsSink sink = RecordingMetricsSink.create();
        List<String> done = new ArrayList<>();
        var work = every(60, new ArrayList<>(), () -> {});
        ControlledGate gate =
                new ControlledGate().working(context -> work.apply(context).map(task -> divided(task, done)));
        rig.swinging(ScriptedSource.walk(54, 300)).gate(gate).sink(sink).build().run();
        int tasks = done.size() / 3;
        assertThat(tasks).isGreaterThan(2);
        assertThat(done.subList(0, 3)).containsExactly(RiskTask.VALUE_AT_RISK, "correlation", RiskTask.STRESS);
        assertThat(sink.observed(MetricCatalog.RISK_VAR_TIME)).hasSize(tasks);
        assertThat(sink.observed(MetricCatalog.RISK_STRESS_TIME)).hasSize(tasks);
        List<Double> whole = sink.observed(MetricCatalog.RISK_FIGURES_TIME);
        assertThat(whole).hasSize(tasks);
        double parts = sink.observed(MetricCatalog.RISK_VAR_TIME).getFirst()
                + sink.observed(MetricCatalog.RISK_STRESS_TIME).getFirst();
        assertThat(whole.getFirst()).isGreaterThanOrEqualTo(parts);
        assertThat(sink.observed(MetricCatalog.RISK_VAR_TIME))
                .allSatisfy(time -> assertThat(time).isPositive());
    }

    private static RunReport run(ControlledGate gate, Rig rig) {
        return run(gate, rig, MemoryEventStore.empty());
    }

    private static RunReport run(ControlledGate gate, Rig rig, EventStore store) {
        return rig.swinging(ScriptedSource.walk(53, TRADES), store)
                .gate(gate)
                .build()
                .run();
    }

    /** Work due so many seconds after the last was applied; notes when results enter. */
    private static java.util.function.Function<RiskContext, Optional<RiskTask>> every(
            long seconds, List<Long> appliedAt, Runnable work) {
        AtomicLong next = new AtomicLong(Long.MIN_VALUE);
        return context -> {
            long now = context.market().timeNs();
            if (now < next.get()) {
                return Optional.empty();
            }
            next.set(now + seconds * SECOND_NS);
            return Optional.of(task(now + DELAY_NS, work, appliedAt::add));
        };
    }

    private static RiskTask task(long appliesAtNs, Runnable work, java.util.function.LongConsumer onApply) {
        return new RiskTask() {
            @Override
            public long appliesAtNs() {
                return appliesAtNs;
            }

            @Override
            public void run() {
                work.run();
            }

            @Override
            public RiskFigures apply() {
                onApply.accept(appliesAtNs);
                return new RiskFigures(
                        appliesAtNs,
                        List.of(new RiskFigures.TailFigure("historical", 0.99, 1, 0.01, 0.02)),
                        List.of(),
                        new TreeMap<>(),
                        List.of(),
                        "");
            }
        };
    }

    /** The same work in three parts that say that they were done. */
    private static RiskTask divided(RiskTask whole, List<String> done) {
        return new RiskTask() {
            @Override
            public long appliesAtNs() {
                return whole.appliesAtNs();
            }

            @Override
            public void run() {
                throw new AssertionError("asked for the whole and for its parts");
            }

            @Override
            public List<Part> parts() {
                return Stream.of(VALUE_AT_RISK, "correlation", STRESS)
                        .map(name -> new Part(name, () -> {
                            spin(1000);
                            done.add(name);
                        }))
                        .toList();
            }

            @Override
            public RiskFigures apply() {
                return whole.apply();
            }
        };
    }

    private static void fail() {
        throw new IllegalStateException("cannot run");
    }

    private static void spin(int rounds) {
        double sum = 0;
        for (int i = 0; i < rounds; i++) {
            sum += Math.sqrt(i);
        }
        assertThat(sum).isNotNegative();
    }

    /** False when it was interrupted. */
    private static boolean pass(CountDownLatch door) {
        try {
            door.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<RiskFiguresComputed> figures(EventStore store) {
        List<RiskFiguresComputed> found = new ArrayList<>();
        store.read(1, one -> {
            LedgerEvent event = LedgerCodec.decode(one);
            if (event instanceof RiskFiguresComputed computed) {
                found.add(computed);
            }
        });
        return found;
    }
}
