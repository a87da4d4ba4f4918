package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.ColinException;
import io.colin.api.event.ModelPromoted;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.RunStarted;
import io.colin.api.event.SignalResolved;
import io.colin.api.ledger.EventStore;
import io.colin.api.ledger.LedgerRecord;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.signal.ModelStage;
import io.colin.execution.store.MemoryEventStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What became of signals flows back into the model, and models change between two events. */
class LearningTest {
    private static final int TRADES = 1500;

    @Test
    void aModelHearsHowEachTradedSignalCameOutAndWhatEachFillCost() {
        Rig rig = Rig.recording();
        LearningModel model = new LearningModel("1");
        TradingEngine engine = engine(rig, model, MemoryEventStore.empty());
        engine.run();
        List<SignalResolved> recorded = rig.of(SignalResolved.class);
        assertThat(recorded).hasSizeGreaterThan(10);
        assertThat(model.resolved)
                .extracting(r -> r.signal().id())
                .containsExactlyElementsOf(
                        recorded.stream().map(SignalResolved::signalId).toList());
        assertThat(model.resolved.getFirst().netReturn())
                .isEqualTo(recorded.getFirst().netReturn());
        assertThat(model.resolved.getFirst().isRight())
                .isEqualTo(recorded.getFirst().verdict() == SignalResolved.Verdict.CORRECT);
        List<OrderFilled> fills = rig.of(OrderFilled.class);
        assertThat(model.costs).hasSameSizeAs(fills).isNotEmpty();
        OrderFilled fill = fills.getFirst();
        ParentOrder parent = engine.view().order(fill.fill().parentId()).orElseThrow();
        double mid = parent.arrivalMid().doubleValue();
        double price = fill.fill().price().doubleValue();
        double sign = fill.fill().side() == Side.BUY ? 1 : -1;
        assertThat(model.costs.getFirst().slippageBps()).isCloseTo(sign * (price - mid) / mid * 1e4, within(1e-9));
        assertThat(model.costs.getFirst().feeBps()).isCloseTo(10, within(0.01));
    }

    @Test
    void whatIsHeardStandsAtTheSamePlaceBetweenDecisionsInEveryRun() {
        LearningModel first = new LearningModel("1");
        LearningModel second = new LearningModel("1");
        RunReport one = engine(Rig.recording(), first, MemoryEventStore.empty()).run();
        RunReport two =
                engine(Rig.recording(), second, MemoryEventStore.empty()).run();
        assertThat(second.heard).isEqualTo(first.heard).hasSizeGreaterThan(50);
        assertThat(two.stateHash()).isEqualTo(one.stateHash());
    }

    @Test
    void afterARestartTheModelHearsTheOutcomesOfTheLedgerFirst() {
        MemoryEventStore whole = MemoryEventStore.empty();
        LearningModel uncut = new LearningModel("1");
        engine(Rig.recording(), uncut, whole).run();
        LearningModel again = new LearningModel("1");
        engine(Rig.recording(), again, first(whole, 400)).run();
        assertThat(again.resolved.subList(0, 3)).isEqualTo(uncut.resolved.subList(0, 3));
        assertThat(again.costs.getFirst()).isEqualTo(uncut.costs.getFirst());
    }

    @Test
    void aChangeOfModelsIsDoneAndRecordedAsOneStep() throws Exception {
        Rig rig = Rig.recording();
        LearningModel model = new LearningModel("1");
        TradingEngine engine = engine(rig, model, MemoryEventStore.empty());
        engine.start();
        engine.ended().get(60, TimeUnit.SECONDS);
        engine.changeModel(change(() -> model.version = "2"), "tester").get(10, TimeUnit.SECONDS);
        assertThat(engine.view().model().orElseThrow().version()).isEqualTo("2");
        ModelPromoted promoted = rig.of(ModelPromoted.class).getFirst();
        assertThat(promoted.model()).isEqualTo("swing@2");
        assertThat(promoted.principal()).isEqualTo("tester");
        assertThat(promoted.header().causationId()).startsWith("command:");
        engine.stop();
    }

    @Test
    void aChangeThatFailsChangesAndRecordsNothingAndTheEngineGoesOn() throws Exception {
        Rig rig = Rig.recording();
        LearningModel model = new LearningModel("1");
        TradingEngine engine = engine(rig, model, MemoryEventStore.empty());
        engine.start();
        engine.ended().get(60, TimeUnit.SECONDS);
        Runnable failing = () -> {
            throw new ColinException(ColinException.Reason.MODEL_FAILED, "the parity probe failed");
        };
        assertThatThrownBy(() -> engine.changeModel(change(failing), "tester").get(10, TimeUnit.SECONDS))
                .hasMessageContaining("the parity probe failed");
        assertThat(rig.of(ModelPromoted.class)).isEmpty();
        assertThat(engine.view().status().phase()).isEqualTo(EnginePhase.ENDED);
        engine.changeModel(change(() -> model.version = "2"), "tester").get(10, TimeUnit.SECONDS);
        engine.stop();
    }

    @Test
    void aRunGoesOnWithAnotherModelOnlyWhereThatWasAllowedAndSaysSo() {
        MemoryEventStore whole = MemoryEventStore.empty();
        engine(Rig.recording(), new LearningModel("1"), whole).run();
        TradingEngine refusing = engine(Rig.recording(), new LearningModel("2"), first(whole, 100));
        assertThatThrownBy(refusing::start).hasMessageContaining("model: must be that of the run in the ledger");
        Rig rig = Rig.recording();
        EventStore cut = first(whole, 100);
        builder(rig, new LearningModel("2"), cut).mayChangeModel(true).build().run();
        assertThat(rig.of(ModelPromoted.class)).singleElement().satisfies(promoted -> {
            assertThat(promoted.model()).isEqualTo("swing@2");
            assertThat(promoted.after()).isEqualTo(ModelStage.CHAMPION);
            assertThat(promoted.reason()).contains("swing@1");
        });
        assertThat(rig.of(RunStarted.class)).isEmpty();
    }

    private static ModelChange change(Runnable swap) {
        return new ModelChange(
                List.of(new ModelChange.Step("swing@2", ModelStage.CHALLENGER, ModelStage.CHAMPION, "better")), swap);
    }

    private static TradingEngine engine(Rig rig, LearningModel model, EventStore store) {
        return builder(rig, model, store).build();
    }

    private static EngineBuilder builder(Rig rig, LearningModel model, EventStore store) {
        return rig.swinging(ScriptedSource.walk(7, TRADES), store).model(model);
    }

    private static MemoryEventStore first(EventStore whole, int records) {
        MemoryEventStore cut = MemoryEventStore.empty();
        whole.read(1, (LedgerRecord entry) -> {
            if (entry.sequence() <= records) {
                cut.append(List.of(entry.entry()));
            }
        });
        return cut;
    }
}
