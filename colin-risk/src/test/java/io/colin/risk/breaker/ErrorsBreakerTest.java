package io.colin.risk.breaker;

import static io.colin.risk.breaker.BreakerDesk.BTC;
import static io.colin.risk.breaker.BreakerDesk.DAY;
import static io.colin.risk.breaker.BreakerDesk.MINUTE;
import static io.colin.risk.breaker.BreakerDesk.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.OrderStatus;
import io.colin.api.order.Outcome;
import io.colin.api.order.Refusal;
import io.colin.api.risk.BreakerStatus.State;
import io.colin.api.risk.TradingState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorsBreakerTest {
    private final BreakerDesk desk = BreakerDesk.standard();

    private void accepted(int count) {
        for (int i = 0; i < count; i++) {
            desk.accepted("trend");
        }
    }

    /** Rejects with an accepted order before each, so that no strategy has many in a row. */
    private void rejected(int count) {
        for (int i = 0; i < count; i++) {
            desk.rejected("s" + i);
        }
    }

    @ParameterizedTest
    @CsvSource({"99, 1, false", "98, 2, true", "97, 2, false", "297, 3, false", "296, 4, true", "0, 100, true"})
    void moreThanOnePercentOfAHundredOrMoreHalts(int good, int bad, boolean halted) {
        accepted(good);
        rejected(bad);
        assertThat(desk.board().tradingState()).isEqualTo(halted ? TradingState.HALTED : TradingState.ACTIVE);
        assertThat(desk.state("errors")).isEqualTo(halted ? State.OPEN : State.CLOSED);
    }

    @Test
    void saysHowManyRequestsItLacks() {
        accepted(40);
        assertThat(desk.status("errors").detail()).isEqualTo("insufficient samples: 40 of 100 order requests");
        accepted(60);
        assertThat(desk.status("errors").detail()).isEmpty();
        desk.after(5 * MINUTE);
        assertThat(desk.status("errors").detail()).isEqualTo("insufficient samples: 0 of 100 order requests");
    }

    @Test
    void looksBackFiveMinutes() {
        rejected(2);
        desk.after(5 * MINUTE);
        accepted(100);
        assertThat(desk.board().tradingState()).isEqualTo(TradingState.ACTIVE);
        rejected(1);
        desk.after(5 * MINUTE - SECOND);
        rejected(1);
        assertThat(desk.status("errors").detail())
                .as("2 of 102")
                .isEqualTo("2 of 102 order requests failed; ends by a person");
    }

    @Test
    void onlyAPersonEndsItAndWhatWasCountedIsDoneWith() {
        accepted(98);
        rejected(2);
        desk.after(30 * DAY).restart().after(SECOND);
        assertThat(desk.board().tradingState()).isEqualTo(TradingState.HALTED);
        accepted(1_000);
        assertThat(desk.board().tradingState()).isEqualTo(TradingState.HALTED);
        assertThat(desk.board().resetBreaker("errors", "BTC/USD", "fixed", "ann"))
                .isFalse();
        assertThat(desk.board().resetBreaker("errors", "portfolio", "fixed", "ann"))
                .isTrue();
        assertThat(desk.board().tradingState()).isEqualTo(TradingState.ACTIVE);
        rejected(2);
        assertThat(desk.board().tradingState()).isEqualTo(TradingState.ACTIVE);
        accepted(97);
        rejected(1);
        assertThat(desk.board().tradingState()).isEqualTo(TradingState.HALTED);
        assertThat(desk.status("errors").trips()).isEqualTo(2);
    }

    @Test
    void anAnswerThatNeverComesIsAnErrorOnce() {
        accepted(98);
        for (String id : List.of("x", "y")) {
            desk.child(id, "trend", OrderStatus.SUBMITTED);
            desk.child(id, "trend", OrderStatus.SUBMITTED, Outcome.UNRESOLVED, List.of());
            desk.child(id, "trend", OrderStatus.SUBMITTED, Outcome.UNRESOLVED, List.of());
            assertThat(desk.board().tradingState())
                    .isEqualTo(id.equals("x") ? TradingState.ACTIVE : TradingState.HALTED);
        }
    }

    @Test
    void whatIsLostAndThenFoundRejectedIsOneError() {
        accepted(99);
        desk.child("x", "trend", OrderStatus.SUBMITTED);
        desk.child("x", "trend", OrderStatus.SUBMITTED, Outcome.UNRESOLVED, List.of());
        desk.child("x", "trend", OrderStatus.REJECTED);
        assertThat(desk.board().tradingState()).isEqualTo(TradingState.ACTIVE);
        rejected(1);
        assertThat(desk.board().tradingState()).isEqualTo(TradingState.HALTED);
    }

    @Test
    void aChangeIsARequestAndItsRefusalAnError() {
        List<Refusal> refused = List.of(new Refusal("NO", "no"));
        accepted(96);
        desk.child("x", "trend", OrderStatus.SUBMITTED).child("x", "trend", OrderStatus.ACCEPTED);
        desk.child("x", "trend", OrderStatus.PENDING_UPDATE);
        desk.child("x", "trend", OrderStatus.ACCEPTED, Outcome.KNOWN, refused);
        desk.child("x", "trend", OrderStatus.PENDING_UPDATE, Outcome.KNOWN, refused);
        assertThat(desk.status("errors").detail()).contains("99 of 100");
        desk.child("x", "trend", OrderStatus.ACCEPTED, Outcome.KNOWN, refused);
        desk.child("x", "trend", OrderStatus.PENDING_UPDATE, Outcome.KNOWN, refused);
        assertThat(desk.board().tradingState()).isEqualTo(TradingState.ACTIVE);
        desk.child("x", "trend", OrderStatus.ACCEPTED, Outcome.KNOWN, List.of(new Refusal("NO", "again")));
        assertThat(desk.status("errors").detail()).startsWith("2 of 100");
    }

    @Test
    void cancelsAndWhatWasNeverSentAreNoRequests() {
        accepted(50);
        for (int i = 0; i < 60; i++) {
            desk.child("d" + i, "trend", OrderStatus.INITIALIZED).child("d" + i, "trend", OrderStatus.DENIED);
            desk.child("e" + i, "trend", OrderStatus.EMULATED).child("e" + i, "trend", OrderStatus.RELEASED);
            desk.child("late" + i, "trend", OrderStatus.CANCELED).child("late" + i, "trend", OrderStatus.FILLED);
        }
        desk.child("x", "trend", OrderStatus.SUBMITTED)
                .child("x", "trend", OrderStatus.ACCEPTED)
                .child("x", "trend", OrderStatus.PENDING_CANCEL)
                .child("x", "trend", OrderStatus.CANCELED)
                .child("x", "trend", OrderStatus.FILLED);
        assertThat(desk.status("errors").detail()).contains("51 of 100");
    }

    @Test
    void anOrderThatWasOpenBeforeARestartCountsAtItsTime() {
        desk.restart().after(SECOND).child("x", "trend", OrderStatus.ACCEPTED);
        assertThat(desk.status("errors").detail()).contains("1 of 100");
        desk.child("y", "trend", OrderStatus.REJECTED);
        assertThat(desk.status("errors").detail()).contains("2 of 100");
    }

    @Test
    void fiveRejectsInARowLockTheStrategyAndNoOther() {
        for (int i = 0; i < 4; i++) {
            desk.rejected("trend").rejected("revert").accepted("revert");
        }
        assertThat(desk.isLocked("any", "trend")).isFalse();
        desk.rejected("trend");
        assertThat(desk.isLocked("any", "trend")).isTrue();
        assertThat(desk.isLocked("kraken", "trend")).isTrue();
        assertThat(desk.isLocked("any", "revert")).isFalse();
        assertThat(desk.board().lockOf(BTC, "any", "trend").orElseThrow().reason())
                .isEqualTo("rejects: 5 venue rejects in a row");
        assertThat(desk.board().lockOf(BTC, "any", "trend").orElseThrow().strategy())
                .isEqualTo("trend");
        assertThat(desk.board().tradingState()).isEqualTo(TradingState.ACTIVE);
    }

    @Test
    void anAcceptedOrderBreaksTheRow() {
        for (int i = 0; i < 4; i++) {
            desk.rejected("trend");
        }
        desk.accepted("trend");
        for (int i = 0; i < 4; i++) {
            desk.rejected("trend");
        }
        assertThat(desk.isLocked()).isFalse();
        desk.rejected("trend");
        assertThat(desk.isLocked()).isTrue();
    }

    @Test
    void aRowGoesOnOverARestartAndItsLockEndsByAPersonOnly() {
        for (int i = 0; i < 4; i++) {
            desk.rejected("trend");
        }
        desk.restart().after(SECOND).rejected("trend").restart();
        assertThat(desk.isLocked()).as("before the first event").isTrue();
        desk.after(300 * DAY);
        assertThat(desk.isLocked()).isTrue();
        assertThat(desk.board().resetBreaker("rejects", "revert", "fixed", "ann"))
                .isFalse();
        assertThat(desk.board().resetBreaker("rejects", "trend", "fixed", "ann"))
                .isTrue();
        assertThat(desk.isLocked()).isFalse();
        for (int i = 0; i < 4; i++) {
            desk.rejected("trend");
        }
        assertThat(desk.isLocked()).isFalse();
        desk.rejected("trend");
        assertThat(desk.isLocked()).isTrue();
        assertThat(desk.status("rejects").trips()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = OrderStatus.class,
            names = {"ACCEPTED", "PARTIALLY_FILLED", "PENDING_UPDATE", "PENDING_CANCEL"})
    void whatRestsOverARestartEndsNoRow(OrderStatus status) {
        desk.child("w", "trend", OrderStatus.SUBMITTED).child("w", "trend", OrderStatus.ACCEPTED);
        for (int i = 0; i < 4; i++) {
            desk.rejected("trend");
        }
        desk.restart().after(SECOND).child("w", "trend", status).child("w", "trend", OrderStatus.ACCEPTED);
        desk.rejected("trend");
        assertThat(desk.isLocked()).isTrue();
    }

    @Test
    void whatWasOnItsWayOverARestartEndsTheRowOnceItIsTaken() {
        for (int i = 0; i < 4; i++) {
            desk.rejected("trend");
        }
        desk.restart().after(SECOND).child("w", "trend", OrderStatus.SUBMITTED);
        desk.child("w", "trend", OrderStatus.ACCEPTED).rejected("trend");
        assertThat(desk.isLocked()).isFalse();
    }

    @Test
    void aStormOfRejectsLetsExactlyTheLimitThrough() {
        int sent = 0;
        for (int i = 0; i < 50; i++) {
            if (!desk.isLocked("any", "trend")) {
                desk.rejected("trend");
                sent++;
            }
        }
        assertThat(sent).isEqualTo(5);
    }
}
