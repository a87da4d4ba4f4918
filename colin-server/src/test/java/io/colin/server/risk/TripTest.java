package io.colin.server.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.DecisionMade;
import io.colin.api.event.KillSwitchChanged;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.RiskStateChanged;
import io.colin.api.order.Side;
import io.colin.api.risk.BreakerStatus;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.TradingState;
import io.colin.execution.engine.ControlResult;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.store.MemoryEventStore;
import io.colin.risk.reduction.ReductionSettings;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What trips between two valuations is recorded before anything follows from it, and what persons end stays ended. */
class TripTest {
    private static final int BEFORE = 120;

    private static final int LATER = BEFORE + 102;

    /** 95 are bought at 1000; two seconds after a valuation the price is another, and a while later a third. */
    private static Script script(String then, String later) {
        return new Script()
                .live()
                .price(30, Desk.BTC.symbol(), "1000")
                .price(BEFORE, Desk.BTC.symbol(), "1000")
                .price(BEFORE + 2, Desk.BTC.symbol(), then)
                .price(LATER, Desk.BTC.symbol(), later);
    }

    private static Desk holding(Script script, MemoryEventStore store) {
        Desk desk = Desk.open(script, store, Desk.gate(ReductionSettings.STANDARD));
        desk.until(30);
        desk.trade(Desk.BTC, Side.BUY, "95");
        desk.pass(40);
        desk.awaitHeld(Desk.BTC, "95");
        desk.until(BEFORE);
        desk.until(BEFORE + 2);
        return desk;
    }

    private static boolean isRefusal(LedgerEvent event) {
        return event instanceof DecisionMade made && made.decision().verdict() == RiskDecision.Verdict.REJECTED;
    }

    @Test
    void recordsALossThatAnOrderIsTheFirstToSeeBeforeTheRefusalAndTheCancels() {
        MemoryEventStore whole = MemoryEventStore.empty();
        try (Desk desk = Desk.open(script("910", "910"), whole, Desk.gate(ReductionSettings.STANDARD))) {
            desk.until(30);
            desk.trade(Desk.BTC, Side.BUY, "95");
            desk.pass(40);
            desk.awaitHeld(Desk.BTC, "95");
            SubmitResult resting = desk.rest(Desk.BTC, Side.SELL, "1", "1045");
            assertThat(resting).isInstanceOf(SubmitResult.Taken.class);
            desk.pass(50);
            desk.until(BEFORE);
            // Seen by no valuation yet.
            desk.until(BEFORE + 2);
            assertThat(desk.engine.view().risk().tradingState()).isEqualTo(TradingState.ACTIVE);
            assertThat(desk.trade(Desk.ETH, Side.BUY, "1")).isInstanceOf(SubmitResult.Denied.class);
            assertThat(desk.engine.view().risk().tradingState())
                    .as("the halt is acted on at once")
                    .isEqualTo(TradingState.HALTED);
            desk.pass(BEFORE + 30);
        }
        everyCutWithTheRefusalHoldsTheTrip(whole, () -> script("1000", "1000"));
    }

    /** Taken up at a price at which nothing trips by itself. */
    private static void everyCutWithTheRefusalHoldsTheTrip(MemoryEventStore whole, Supplier<Script> calm) {
        List<LedgerEvent> records = Desk.records(whole);
        LedgerEvent refusal =
                records.stream().filter(TripTest::isRefusal).findFirst().orElseThrow();
        int first = 1 + records.indexOf(refusal);
        assertThat(records.subList(0, first))
                .anyMatch(event ->
                        event instanceof RiskStateChanged changed && changed.tradingState() != TradingState.ACTIVE);
        for (long cut = first; cut < whole.lastSequence(); cut++) {
            MemoryEventStore left = Desk.cut(whole, cut);
            try (Desk again = Desk.open(calm.get(), left, Desk.gate(ReductionSettings.STANDARD))) {
                again.until(BEFORE + 2);
                assertThat(again.engine.view().risk().tradingState())
                        .as("cut after record %s of %s", cut, whole.lastSequence())
                        .isEqualTo(TradingState.HALTED);
                assertThat(again.trade(Desk.BTC, Side.BUY, "1")).isInstanceOf(SubmitResult.Denied.class);
            }
        }
    }

    @Test
    void recordsAStoppedStrategyBeforeTheRefusalThatSaysSo() {
        MemoryEventStore whole = MemoryEventStore.empty();
        try (Desk desk = Desk.open(script("1000", "1000"), whole, Desk.gate(ReductionSettings.STANDARD))) {
            desk.until(30);
            assertThat(desk.rest(Desk.BTC, Side.BUY, "1", "955")).isInstanceOf(SubmitResult.Taken.class);
            assertThat(desk.rest(Desk.BTC, Side.BUY, "1", "1045")).isInstanceOf(SubmitResult.Denied.class);
        }
        List<LedgerEvent> records = Desk.records(whole);
        LedgerEvent refusal =
                records.stream().filter(TripTest::isRefusal).findFirst().orElseThrow();
        for (long cut = 1L + records.indexOf(refusal); cut <= whole.lastSequence(); cut++) {
            try (Desk again =
                    Desk.open(script("1000", "1000"), Desk.cut(whole, cut), Desk.gate(ReductionSettings.STANDARD))) {
                again.until(BEFORE);
                assertThat(again.engine.view().risk().breakers())
                        .as("cut after record %s", cut)
                        .anyMatch(row -> row.name().equals("price-drift")
                                && row.scope().equals("manual")
                                && row.state() == BreakerStatus.State.OPEN);
            }
        }
    }

    @ParameterizedTest(name = "losses first: {0}")
    @ValueSource(booleans = {true, false})
    void tradesAgainAfterTheLastRungOnceLossesAreResetAndTheSwitchIsArmedAndStaysSo(boolean lossesFirst) {
        MemoryEventStore whole = MemoryEventStore.empty();
        try (Desk desk = holding(script("910", "880"), whole)) {
            desk.until(LATER);
            desk.pass(LATER + 10);
            assertThat(desk.engine.view().risk().killSwitches()).hasSize(1);
            if (lossesFirst) {
                resetLosses(desk);
                assertThat(desk.trade(Desk.BTC, Side.SELL, "1"))
                        .as("the switch still holds")
                        .isInstanceOf(SubmitResult.Denied.class);
                rearm(desk);
            } else {
                rearm(desk);
                assertThat(desk.trade(Desk.BTC, Side.SELL, "1"))
                        .as("the latch still holds")
                        .isInstanceOf(SubmitResult.Denied.class);
                resetLosses(desk);
            }
            assertThat(desk.trade(Desk.BTC, Side.SELL, "1")).isInstanceOf(SubmitResult.Taken.class);
            desk.pass(LATER + 40);
            assertThat(desk.engine.view().risk().tradingState()).isEqualTo(TradingState.ACTIVE);
            assertThat(desk.trade(Desk.BTC, Side.SELL, "2")).isInstanceOf(SubmitResult.Taken.class);
            assertThat(desk.records(KillSwitchChanged.class)).hasSize(2);
        }
        try (Desk again = Desk.open(
                script("910", "880"), Desk.cut(whole, whole.lastSequence()), Desk.gate(ReductionSettings.STANDARD))) {
            again.until(LATER);
            again.pass(LATER + 80);
            assertThat(again.engine.view().risk().tradingState()).isEqualTo(TradingState.ACTIVE);
            assertThat(again.engine.view().risk().killSwitches()).isEmpty();
            assertThat(again.trade(Desk.BTC, Side.SELL, "3")).isInstanceOf(SubmitResult.Taken.class);
        }
    }

    private static void resetLosses(Desk desk) {
        assertThat(Desk.join(desk.engine.controls().resetLosses("looked into", "officer")))
                .isInstanceOf(ControlResult.Applied.class);
    }

    private static void rearm(Desk desk) {
        assertThat(Desk.join(desk.engine
                        .controls()
                        .rearm(KillSwitch.Scope.SYSTEM, "", "looked into", "officer", "second officer")))
                .isEqualTo(new ControlResult.Applied(true, List.of()));
    }
}
