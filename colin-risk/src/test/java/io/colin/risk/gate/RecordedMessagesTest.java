package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.RecordedRun.limits;
import static io.colin.risk.gate.RecordedRun.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.RiskStateChanged;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.TradingState;
import io.colin.risk.RiskLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the window of messages a fill holds after a restart. */
class RecordedMessagesTest {
    @Test
    void givenNinetyNineMessagesBeforeARestartThenTheHundredthLocksTheStrategyAllTheSame() {
        RecordedRun run = new RecordedRun(limits(1000));
        send(run, "momentum", 99);
        run.restart();
        run.child(run.open.getFirst(), "100");
        RiskDecision locked = run.ask(order(run, "momentum", Side.BUY, "2", "100"));
        assertThat(locked.reasons().toString()).contains("OTR_001");
        run.restart();
        assertThat(run.ask(order(run, "momentum", Side.BUY, "3", "100")).passes())
                .as("locked over the next restart too")
                .isFalse();
        assertThat(run.ask(order(run, "other", Side.BUY, "4", "100")).passes()).isTrue();
    }

    @Test
    void givenFillsBeforeARestartThenTheyCountAgainstTheMessages() {
        RecordedRun run = new RecordedRun(limits(1000));
        send(run, "momentum", 99);
        for (int i = 0; i < 5; i++) {
            run.fill(run.open.getFirst());
        }
        run.restart();
        run.child(run.open.getFirst(), "100");
        RiskDecision next = run.ask(order(run, "momentum", Side.BUY, "2", "100"));
        assertThat(next.passes()).isTrue();
        assertThat(next.warnings().toString()).contains("100 orders and amends for 5 fills");
    }

    @Test
    void givenALongerWindowInForceThanConfiguredThenMessagesAreHeardAgainInIt() {
        RiskLimits inForce = limits(1000).toBuilder()
                .compliance(c -> c.orderToTradeWindow(Duration.ofHours(4)))
                .build();
        RecordedRun run = new RecordedRun(inForce);
        run.ledger.add(new RiskStateChanged(run.header(), TradingState.ACTIVE, 0, run.desk.gate.durableState()));
        send(run, "momentum", 99);
        run.desk.pass(2 * 3600 * SECOND);
        run.child(run.open.getFirst(), "100");
        assertThat(run.ask(order(run, "momentum", Side.BUY, "2", "100"))
                        .reasons()
                        .toString())
                .contains("OTR_001");
        RecordedRun shorter = new RecordedRun(inForce);
        shorter.ledger.add(
                new RiskStateChanged(run.header(), TradingState.ACTIVE, 0, shorter.desk.gate.durableState()));
        send(shorter, "momentum", 99);
        shorter.desk.pass(2 * 3600 * SECOND);
        send(shorter, "idle", 1);
        shorter.restart(limits(1000)); // an hour, which loosens: the four hours stay in force
        assertThat(shorter.desk.gate.limits()).isEqualTo(inForce);
        shorter.child(shorter.open.getFirst(), "100");
        assertThat(shorter.ask(order(shorter, "momentum", Side.BUY, "2", "100"))
                        .reasons()
                        .toString())
                .contains("OTR_001");
    }

    /** A parent and some children of it, which a venue may have got. */
    private static void send(RecordedRun run, String strategy, int children) {
        assertThat(run.ask(order(run, strategy, Side.BUY, "50", "100")).passes())
                .isTrue();
        ParentOrder parent = run.open.getLast();
        for (int i = 0; i < children; i++) {
            run.desk.pass(SECOND / 10);
            run.child(parent, "100");
        }
    }
}
