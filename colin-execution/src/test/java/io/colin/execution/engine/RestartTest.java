package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.ColinException;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.RunEnded;
import io.colin.api.event.RunResumed;
import io.colin.api.instrument.Symbol;
import io.colin.api.ledger.AppendResult;
import io.colin.api.ledger.EventStore;
import io.colin.api.ledger.LedgerEntry;
import io.colin.api.ledger.Verification;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.ParentOrder;
import io.colin.api.venue.SimulatedVenue;
import io.colin.execution.store.LedgerCodec;
import io.colin.execution.store.MemoryEventStore;
import io.colin.execution.venue.paper.PaperVenue;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was cut off goes on where its ledger stands. */
class RestartTest {
    private static final int TRADES = 3000;

    @ParameterizedTest(name = "cut after {0} records")
    @ValueSource(ints = {1, 2, 7, 60, 61, 62, 63, 64, 65, 150, 333, 600})
    void takesUpPositionsAndOrdersAsTheLedgerHasThem(int records) {
        MemoryEventStore whole = MemoryEventStore.empty();
        RunReport uncut = run(whole);
        MemoryEventStore cut = firstRecords(whole, records);
        Expected expected = expected(cut);

        Rig rig = Rig.recording();
        TradingEngine engine = rig.swinging(ScriptedSource.walk(7, TRADES), cut).build();
        RunReport report = engine.run();

        RunResumed resumed = rig.of(RunResumed.class).getFirst();
        assertThat(resumed.ledgerRecords()).isEqualTo(records);
        List<OrderFilled> after = rig.of(OrderFilled.class);
        BigDecimal held = expected.held();
        for (OrderFilled filled : after) {
            held = held.add(filled.fill().signedQuantity());
        }
        assertThat(report.portfolio().quantity(Rig.BTC_USD.symbol())).isEqualByComparingTo(held);
        assertThat(report.fills()).isEqualTo(expected.fills() + after.size());
        assertThat(engine.view().orders(order -> true, "", 10_000).stream().map(ParentOrder::orderId))
                .containsAll(expected.orderIds());
        assertThat(cut.verify()).isInstanceOf(Verification.Intact.class);
        assertThat(rig.of(RunEnded.class)).hasSize(1);
        // At most the signals of the moment it was cut at are lost.
        assertThat(report.signals().resolved()).isCloseTo(uncut.signals().resolved(), within(2L));
        assertThat(report.signals().correct()).isCloseTo(uncut.signals().correct(), within(2L));
        assertThat(report.signals().persistenceCorrect())
                .isCloseTo(uncut.signals().persistenceCorrect(), within(2L));
    }

    @Test
    void tellsASimulatedVenueTheFillsItMadeBeforeWhatTheyLeft() {
        MemoryEventStore whole = MemoryEventStore.empty();
        Rig.recording()
                .swinging(ScriptedSource.walk(7, TRADES), whole)
                .venue(cheap())
                .build()
                .run();
        MemoryEventStore cut = firstRecords(whole, 333);
        List<String> made = new ArrayList<>();
        cut.read(1, entry -> {
            if (LedgerCodec.decode(entry) instanceof OrderFilled filled
                    && filled.fill().venue().equals("cheap")) {
                made.add(filled.fill().tradeId());
            }
        });
        List<String> told = new ArrayList<>();
        Rig.recording()
                .swinging(ScriptedSource.walk(7, TRADES), cut)
                .venue(heard(cheap(), told))
                .build()
                .run();
        assertThat(made).hasSizeGreaterThan(5);
        made.add("position");
        assertThat(told).isEqualTo(made);
    }

    private static PaperVenue cheap() {
        return PaperVenue.builder()
                .id("cheap")
                .instruments(Rig.BTC_USD)
                .feeBps(0)
                .seed(42)
                .build();
    }

    /** The venue, with what it is told of the time before a restart: fills by name, and that a position came. */
    private static SimulatedVenue heard(PaperVenue venue, List<String> told) {
        return (SimulatedVenue) Proxy.newProxyInstance(
                RestartTest.class.getClassLoader(),
                new Class<?>[] {SimulatedVenue.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("restore") && arguments[0] instanceof Fill fill) {
                        told.add(fill.tradeId());
                    } else if (method.getName().equals("restore") && arguments[0] instanceof Symbol) {
                        told.add("position");
                    }
                    return method.invoke(venue, arguments);
                });
    }

    @Test
    void refusesALedgerOfAnotherInput() {
        MemoryEventStore whole = MemoryEventStore.empty();
        run(whole);
        MemoryEventStore cut = firstRecords(whole, 40);
        TradingEngine other = Rig.recording()
                .swinging(ScriptedSource.walk(7, TRADES + 1), cut)
                .build();
        assertThatThrownBy(other::start)
                .isInstanceOf(ColinException.class)
                .hasMessageContaining("source: must be that of the run in the ledger");
    }

    @Test
    void refusesARunThatHasEnded() {
        MemoryEventStore whole = MemoryEventStore.empty();
        run(whole);
        TradingEngine again =
                Rig.recording().swinging(ScriptedSource.walk(7, TRADES), whole).build();
        assertThatThrownBy(again::start).isInstanceOf(ColinException.class).hasMessageContaining("come to its end");
    }

    @Test
    void stopsOrderingAndFailsWhenTheLedgerFails() {
        Rig rig = Rig.recording();
        TradingEngine engine = rig.swinging(ScriptedSource.walk(7, TRADES), new FailingStore(50))
                .build();
        engine.start();
        assertThatThrownBy(() -> engine.ended().join())
                .isInstanceOf(CompletionException.class)
                .hasRootCauseInstanceOf(ColinException.class)
                .hasMessageContaining("disk full");
        engine.stop();
        assertThat(engine.view().status().phase()).isEqualTo(EnginePhase.FAILED);
        assertThat(engine.view().status().failure()).contains("disk full");
        assertThat(engine.view().orders(o -> !o.progress().status().isClosed(), "", 100))
                .isEmpty();
    }

    @Test
    void sendsNothingToAVenueThatTheLedgerDoesNotHold() throws Exception {
        ScriptedSource source = ScriptedSource.walk(8, 50);
        FailingStore store = new FailingStore(4);
        RemoteVenue venue =
                new RemoteVenue(store::lastSequence, source.events().getLast().timeNs());
        TradingEngine engine = TradingEngine.builder()
                .instruments(Rig.BTC_USD)
                .source(source)
                .gate(new PlainGate("1000"))
                .router(io.colin.execution.routing.NetPriceRouter.builder()
                        .maxBookAge(Rig.QUIET)
                        .build())
                .venue(venue)
                .store(store)
                .build();
        engine.start();
        engine.ended().get(60, java.util.concurrent.TimeUnit.SECONDS);
        OrderIntent intent = Rig.buy("1", "a").limit(new BigDecimal("801")).build();
        assertThatThrownBy(() -> engine.submit(Rig.ask(intent, "", "h")).join()).hasMessageContaining("disk full");
        engine.stop();
        assertThat(venue.kinds()).doesNotContain("submit");
    }

    @Test
    void refusesAnotherSeedThanTheRunBeganWith() {
        MemoryEventStore whole = MemoryEventStore.empty();
        run(whole);
        MemoryEventStore cut = firstRecords(whole, 40);
        TradingEngine other = Rig.recording()
                .swinging(ScriptedSource.walk(7, TRADES), cut)
                .seed(7)
                .build();
        assertThatThrownBy(other::start).isInstanceOf(ColinException.class).hasMessageContaining("seed: must be that");
    }

    private record Expected(BigDecimal held, long fills, List<String> orderIds) {}

    private static RunReport run(EventStore store) {
        return Rig.recording()
                .swinging(ScriptedSource.walk(7, TRADES), store)
                .build()
                .run();
    }

    /** What a kill after so many records leaves. */
    static MemoryEventStore firstRecords(MemoryEventStore whole, long records) {
        List<LedgerEntry> entries = new ArrayList<>();
        whole.read(1, ledgerRecord -> {
            if (ledgerRecord.sequence() <= records) {
                entries.add(ledgerRecord.entry());
            }
        });
        assertThat((long) entries.size()).isEqualTo(records);
        MemoryEventStore cut = MemoryEventStore.empty();
        assertThat(cut.append(entries)).isInstanceOf(AppendResult.Appended.class);
        return cut;
    }

    private static Expected expected(EventStore store) {
        List<BigDecimal> fills = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        store.read(1, ledgerRecord -> {
            switch (LedgerCodec.decode(ledgerRecord)) {
                case OrderFilled filled -> fills.add(filled.fill().signedQuantity());
                case io.colin.api.event.ParentCreated created ->
                    ids.add(created.order().orderId());
                default -> {}
            }
        });
        return new Expected(fills.stream().reduce(BigDecimal.ZERO, BigDecimal::add), fills.size(), ids);
    }
}
