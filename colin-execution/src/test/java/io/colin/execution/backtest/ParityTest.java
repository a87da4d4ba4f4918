package io.colin.execution.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.EngineEvent;
import io.colin.api.event.ExecutionAnalysed;
import io.colin.api.event.ExecutionNoted;
import io.colin.api.event.OrderFilled;
import io.colin.api.market.ListSource;
import io.colin.api.order.Fill;
import io.colin.execution.engine.Rig;
import io.colin.execution.source.Walks;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParityTest {
    private static final ListSource WALK = Walks.of(Rig.BTC_USD.symbol(), 5, 400, 12);

    @Test
    void aBacktestAndAPacedRunDecideTheSame() {
        DecisionLog backtest = DecisionLog.empty();
        Backtest.builder()
                .source(WALK)
                .engine(any -> Rig.recording().swinging(any).runId("bt"))
                .onEvent(backtest)
                .build()
                .run();
        DecisionLog paced = DecisionLog.empty();
        Rig.recording()
                .swinging(WALK)
                .runId("r0001")
                .speed(1200)
                .onEvent(paced)
                .build()
                .run();

        Parity parity = Parity.between(backtest, paced);
        assertThat(parity.difference().map(Parity.Difference::text)).isEmpty();
        assertThat(parity.equal()).isGreaterThan(100);
        assertThat(backtest.decisions())
                .extracting(Decision::kind)
                .contains("SignalEmitted", "DecisionMade", "OrderFilled");
    }

    @Test
    void namesTheFirstDifferenceWithBothValues() {
        List<EngineEvent> events = events();
        int at = first(events, OrderFilled.class);
        OrderFilled filled = (OrderFilled) events.get(at);
        Fill fill = filled.fill();
        Fill dearer = new Fill(
                fill.tradeId(),
                fill.orderId(),
                fill.parentId(),
                fill.venue(),
                fill.symbol(),
                fill.side(),
                fill.quantity(),
                fill.price().add(BigDecimal.ONE),
                fill.fee(),
                fill.feeCurrency(),
                fill.liquidity(),
                fill.timeNs());
        List<EngineEvent> other = new ArrayList<>(events);
        other.set(at, new OrderFilled(filled.header(), dearer, filled.childStatus(), filled.parentStatus()));

        Parity.Difference found =
                Parity.between(log(events), log(other)).difference().orElseThrow();
        assertThat(found.path()).isEqualTo("fill.price");
        assertThat(new BigDecimal(found.rightValue()))
                .isEqualByComparingTo(new BigDecimal(found.leftValue()).add(BigDecimal.ONE));
        assertThat(found.text())
                .contains("OrderFilled at 2023-11-15T", "fill.price is " + found.leftValue() + " on the left");
    }

    @Test
    void namesWhereOneLogEnds() {
        List<EngineEvent> events = events();
        Parity.Difference found = Parity.between(log(events), log(events.subList(0, events.size() - 20)))
                .difference()
                .orElseThrow();

        assertThat(found.path()).isEqualTo("end");
        assertThat(found.right()).isEmpty();
        assertThat(found.text()).endsWith("end is there on the left and not there on the right");
    }

    @Test
    void leavesOutWhatIsOnlyToldBecauseTheRunEnds() {
        List<EngineEvent> events = events();
        int told = first(events, ExecutionAnalysed.class);
        List<EngineEvent> untold = events.stream()
                .filter(event -> !(event instanceof ExecutionAnalysed || event instanceof ExecutionNoted))
                .toList();

        assertThat(told).isPositive();
        assertThat(Parity.between(log(events), log(untold)).isEqual()).isTrue();
    }

    @Test
    void readsALedgerAsItWasHeard() {
        MemoryEventStore store = MemoryEventStore.empty();
        DecisionLog heard = DecisionLog.empty();
        Rig.recording().swinging(WALK, store).onEvent(heard).build().run();

        assertThat(Parity.between(heard, DecisionLog.read(store)).isEqual()).isTrue();
    }

    @Test
    void doesNotTakeANameForAnId() {
        assertThat(log(events()).decisions().stream().map(Decision::body))
                .anyMatch(body -> body.contains("\"run-"))
                .noneMatch(body -> body.contains("btc-"));
    }

    private static DecisionLog log(List<EngineEvent> events) {
        DecisionLog log = DecisionLog.empty();
        events.forEach(log);
        return log;
    }

    private static int first(List<EngineEvent> events, Class<?> type) {
        for (int i = 0; i < events.size(); i++) {
            if (type.isInstance(events.get(i))) {
                return i;
            }
        }
        throw new AssertionError("the run must have one " + type);
    }

    private static List<EngineEvent> events() {
        List<EngineEvent> events = new ArrayList<>();
        Rig.recording().swinging(WALK).runId("btc").onEvent(events::add).build().run();
        return events;
    }
}
