package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.EngineEvent;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.SignalEmitted;
import io.colin.api.event.SignalResolved;
import io.colin.api.order.Fill;
import io.colin.api.order.Side;
import io.colin.api.portfolio.Portfolio;
import io.colin.execution.source.BitstampTrades;
import io.colin.execution.store.LedgerCodec;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same input gives the same run. */
class ReplayTest {
    @Test
    void givesTheSameOrdersAndTheSameStateHashTwice() {
        Rig first = Rig.recording();
        Rig second = Rig.recording();
        RunReport one = run(first, first.swinging(ScriptedSource.walk(1, 4000)));
        RunReport two = run(second, second.swinging(ScriptedSource.walk(1, 4000)));
        assertThat(one.fills()).isGreaterThan(20);
        assertThat(two.stateHash()).isEqualTo(one.stateHash()).hasSize(64);
        assertThat(record(second)).isEqualTo(record(first));
    }

    @Test
    void givesTheSameStateHashPacedAsUnpaced() {
        ScriptedSource source = ScriptedSource.walk(2, 500);
        Rig unpaced = Rig.recording();
        Rig paced = Rig.recording();
        RunReport fast = run(unpaced, unpaced.swinging(source).speedMax());
        RunReport slow = run(paced, paced.swinging(source).speed(600));
        assertThat(fast.fills()).isPositive();
        assertThat(slow.elapsedNs()).isGreaterThan(spanNs(source) / 600);
        assertThat(slow.stateHash()).isEqualTo(fast.stateHash());
        assertThat(record(paced)).isEqualTo(record(unpaced));
    }

    @Test
    void doesNotDependOnTheNameOfTheRunButOnItsSeed() {
        RunReport one =
                run(Rig.recording().swinging(ScriptedSource.walk(3, 2000)).runId("a"));
        RunReport two =
                run(Rig.recording().swinging(ScriptedSource.walk(3, 2000)).runId("b"));
        RunReport other =
                run(Rig.recording().swinging(ScriptedSource.walk(4, 2000)).runId("a"));
        assertThat(two.stateHash()).isEqualTo(one.stateHash());
        assertThat(other.stateHash()).isNotEqualTo(one.stateHash());
    }

    @Test
    void replaysTheEmbeddedTradesToTheSameHash() {
        RunReport one = run(Rig.recording().swinging(BitstampTrades.embedded()));
        RunReport two = run(Rig.recording().swinging(BitstampTrades.embedded()));
        assertThat(one.marketEvents()).isGreaterThanOrEqualTo(99_982);
        assertThat(one.fills()).isGreaterThan(1000);
        assertThat(one.fidelity()).isEqualTo("trade-simulated");
        assertThat(two.stateHash()).isEqualTo(one.stateHash());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void conservesCashAndPositionsOverItsFills(long seed) {
        Rig rig = Rig.recording();
        RunReport report = run(rig, rig.swinging(ScriptedSource.walk(seed, 4000)));
        BigDecimal cash = new BigDecimal("1000000");
        BigDecimal held = BigDecimal.ZERO;
        for (OrderFilled filled : rig.of(OrderFilled.class)) {
            Fill fill = filled.fill();
            BigDecimal worth = fill.quantity().multiply(fill.price());
            cash = fill.side() == Side.BUY ? cash.subtract(worth) : cash.add(worth);
            cash = cash.subtract(fill.fee());
            held = held.add(fill.signedQuantity());
            assertThat(fill.fee()).isEqualByComparingTo(worth.multiply(new BigDecimal("0.001")));
        }
        Portfolio portfolio = report.portfolio();
        assertThat(portfolio.cash().get("USD")).isEqualByComparingTo(cash);
        assertThat(portfolio.quantity(Rig.BTC_USD.symbol())).isEqualByComparingTo(held);
        assertThat(portfolio.equity())
                .isEqualByComparingTo(new BigDecimal("1000000")
                        .add(portfolio.realisedPnl())
                        .add(portfolio.unrealisedPnl())
                        .subtract(portfolio.feesPaid()));
    }

    @Test
    void resolvesEveryDirectedSignalByTheFirstTouchOrTheEndOfItsHorizon() {
        Rig rig = Rig.recording();
        RunReport report = run(rig, rig.swinging(ScriptedSource.walk(5, 4000)));
        List<SignalResolved> resolved = rig.of(SignalResolved.class);
        assertThat(report.signals().resolved()).isEqualTo(resolved.size()).isPositive();
        long right = resolved.stream()
                .filter(r -> r.exitReturn() * r.direction().sign() > 0)
                .count();
        assertThat(report.signals().correct()).isEqualTo(right);
        assertThat(resolved).allSatisfy(r -> {
            SignalEmitted emitted = rig.of(SignalEmitted.class).stream()
                    .filter(e -> e.signal().id().equals(r.signalId()))
                    .findFirst()
                    .orElseThrow();
            long age = r.header().timeNs() - emitted.signal().dataAsOfNs();
            assertThat(Math.abs(r.exitReturn()) >= 0.004
                            || age >= emitted.signal().horizonNs())
                    .isTrue();
        });
    }

    @Test
    void neverTradesBeforeTheEndOfTheModelsTrainingData() {
        ScriptedSource source = ScriptedSource.walk(6, 3000);
        long half = ScriptedSource.START_NS + spanNs(source) / 2;
        Rig rig = Rig.recording();
        RunReport report = run(
                rig,
                rig.engine(source, io.colin.execution.store.MemoryEventStore.empty())
                        .model(new SwingModel(half)));
        assertThat(report.tradedFromNs()).isGreaterThanOrEqualTo(half);
        assertThat(rig.of(SignalEmitted.class))
                .isNotEmpty()
                .allSatisfy(emitted -> assertThat(emitted.signal().dataAsOfNs()).isGreaterThan(half));
    }

    private static RunReport run(EngineBuilder builder) {
        return builder.build().run();
    }

    private static RunReport run(Rig rig, EngineBuilder builder) {
        RunReport report = run(builder);
        assertThat(rig.events).isNotEmpty();
        return report;
    }

    private static List<String> record(Rig rig) {
        return rig.events.stream()
                .filter(LedgerEvent.class::isInstance)
                .map(ReplayTest::text)
                .toList();
    }

    private static String text(EngineEvent event) {
        return LedgerCodec.encode((LedgerEvent) event, "engine", "", List.of()).body();
    }

    private static long spanNs(ScriptedSource source) {
        return source.events().getLast().timeNs() - source.events().getFirst().timeNs();
    }
}
