package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.RecordedRun.limits;
import static io.colin.risk.gate.RecordedRun.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.DecisionMade;
import io.colin.api.event.OrderChanged;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.order.TriggerSource;
import io.colin.api.risk.RiskRequest;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts after a restart of changes that were on their way. */
class RecordedChangesTest {
    @Test
    void givenAChangeOnItsWayBeforeARestartThenItsNewPriceIsMetTooUntilItIsAnswered() {
        RecordedRun run = new RecordedRun(limits(1000));
        run.ask(order(run, "momentum", Side.SELL, "1", "102"));
        ParentOrder parent = run.open.removeFirst();
        ChildOrder child = run.desk.child(parent, "1");
        run.ledger.add(new ChildCreated(run.header(), child, "immediate/1"));
        run.ledger.add(new DecisionMade(run.header(), child.orderId(), run.desk.ask(child, parent)));
        run.desk.gate.onChild(Desk.with(child, OrderStatus.ACCEPTED, "0"));
        OrderType next = new OrderType.Limit(dec("101"));
        run.ledger.add(new DecisionMade(
                run.header(), parent.orderId(), run.desk.ask(new RiskRequest.Amend(parent, dec("1"), next, "engine"))));
        run.ledger.add(new OrderChanged(
                run.header(),
                new OrderEvent.PendingUpdate(parent.orderId(), run.desk.timeNs, dec("1"), next),
                OrderStatus.ACCEPTED,
                OrderStatus.PENDING_UPDATE));
        run.restart();
        run.desk.gate.onParent(Desk.with(parent, OrderStatus.PENDING_UPDATE, "0"));
        run.desk.gate.onChild(Desk.with(child, OrderStatus.PENDING_UPDATE, "0"));
        assertThat(codes(run.desk.ask(order(run, "momentum", Side.BUY, "2", "101"))))
                .containsExactly("SELF_TRADE");
        run.desk.gate.onParent(Desk.with(parent, OrderStatus.ACCEPTED, "0"));
        assertThat(run.desk.ask(order(run, "momentum", Side.BUY, "2.5", "101")).passes())
                .as("refused by the venue")
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"false,", "false,SELF_TRADE", "true,", "true,SELF_TRADE"})
    void givenAChangeOfAStopLimitOnItsWayThenItsPriceIsMetOnceItWasTriggeredAndNotBefore(
            boolean restarted, @Nullable String refusal) {
        RecordedRun run = new RecordedRun(limits(1000));
        OrderType stop = new OrderType.StopLimit(dec("99"), dec("98"), TriggerSource.LAST);
        run.ask(run.desk
                .intent(BTC, Side.SELL, "1")
                .type(stop)
                .strategy("momentum")
                .build());
        ParentOrder parent = run.open.removeFirst();
        ChildOrder child = run.desk.child(parent, "1");
        run.ledger.add(new ChildCreated(run.header(), child, "immediate/1"));
        run.ledger.add(new DecisionMade(run.header(), child.orderId(), run.desk.ask(child, parent)));
        run.desk.gate.onChild(Desk.with(child, OrderStatus.ACCEPTED, "0"));
        if (refusal != null) {
            run.ledger.add(new OrderChanged(
                    run.header(),
                    new OrderEvent.Triggered(child.orderId(), run.desk.timeNs),
                    OrderStatus.ACCEPTED,
                    OrderStatus.TRIGGERED));
            run.desk.gate.onChild(Desk.with(child, OrderStatus.TRIGGERED, "0"));
        }
        OrderType next = new OrderType.StopLimit(dec("99"), dec("97"), TriggerSource.LAST);
        run.ledger.add(new DecisionMade(
                run.header(), parent.orderId(), run.desk.ask(new RiskRequest.Amend(parent, dec("1"), next, "engine"))));
        pending(run, parent, "1", next);
        if (restarted) {
            run.restart();
            run.desk.gate.onParent(Desk.with(parent, OrderStatus.PENDING_UPDATE, "0"));
        }
        run.desk.gate.onChild(Desk.with(child, OrderStatus.PENDING_UPDATE, "0"));
        List<String> expected = refusal == null ? List.of() : List.of(refusal);
        assertThat(codes(run.desk.ask(order(run, "other", Side.BUY, "2", "97"))))
                .as("at its new price")
                .isEqualTo(expected);
        assertThat(codes(run.desk.ask(order(run, "other", Side.BUY, "3", "98"))))
                .as("at its old one")
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"confirmed", "refused"})
    void givenAChangeOnItsWayBeforeARestartThenTheWorseOfBothTermsIsReservedUntilItIsAnswered(String answer) {
        RecordedRun run = new RecordedRun(limits(1000));
        run.ask(order(run, "momentum", Side.BUY, "10", "100"));
        ParentOrder parent = run.open.removeFirst();
        OrderType next = new OrderType.Limit(dec("101"));
        run.ledger.add(new DecisionMade(
                run.header(),
                parent.orderId(),
                run.desk.ask(new RiskRequest.Amend(parent, dec("20"), next, "engine"))));
        run.ledger.add(new OrderChanged(
                run.header(),
                new OrderEvent.PendingUpdate(parent.orderId(), run.desk.timeNs, dec("20"), next),
                OrderStatus.ACCEPTED,
                OrderStatus.PENDING_UPDATE));
        ParentOrder pending = Desk.with(parent, OrderStatus.PENDING_UPDATE, "0");
        run.desk.gate.onParent(pending);
        assertThat(reserved(run)).isEqualByComparingTo("2020");
        run.restart();
        run.desk.gate.onParent(pending);
        assertThat(reserved(run)).isEqualByComparingTo("2020");
        if (answer.equals("confirmed")) {
            ParentOrder asked = parent.with(parent.intent().withTerms(dec("20"), next));
            run.desk.gate.onParent(Desk.confirmed(asked, "20"));
            assertThat(reserved(run)).isEqualByComparingTo("2020");
        } else {
            run.desk.gate.onParent(Desk.with(parent, OrderStatus.ACCEPTED, "0"));
            assertThat(reserved(run)).isEqualByComparingTo("1000");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no restart", "a restart after the cut", "a restart before the cut"})
    void givenAChangeOnItsWayThatIsCutThenItsLargerTermsCountUntilItIsAnsweredAndNoLonger(String when) {
        RecordedRun run = new RecordedRun(limits(1000));
        run.ask(order(run, "momentum", Side.BUY, "10", "100"));
        ParentOrder parent = run.open.removeFirst();
        OrderType next = new OrderType.Limit(dec("101"));
        run.ledger.add(new DecisionMade(
                run.header(),
                parent.orderId(),
                run.desk.ask(new RiskRequest.Amend(parent, dec("20"), next, "engine"))));
        pending(run, parent, "20", next);
        if (when.equals("a restart before the cut")) {
            run.restart();
            run.desk.gate.onParent(Desk.with(parent, OrderStatus.PENDING_UPDATE, "0"));
        }
        pending(run, parent, "15", next);
        if (when.equals("a restart after the cut")) {
            run.restart();
            run.desk.gate.onParent(Desk.with(parent, OrderStatus.PENDING_UPDATE, "0"));
        }
        assertThat(reserved(run)).as("the venue may have made it").isEqualByComparingTo("2020");
        run.desk.gate.onParent(Desk.confirmed(parent.with(parent.intent().withTerms(dec("15"), next)), "15"));
        assertThat(reserved(run)).as("in force").isEqualByComparingTo("1515");
    }

    /** Terms are on their way, and told as an engine tells them. */
    private static void pending(RecordedRun run, ParentOrder parent, String quantity, OrderType type) {
        OrderChanged changed = new OrderChanged(
                run.header(),
                new OrderEvent.PendingUpdate(parent.orderId(), run.desk.timeNs, dec(quantity), type),
                OrderStatus.ACCEPTED,
                OrderStatus.PENDING_UPDATE);
        run.ledger.add(changed);
        run.desk.gate.onRecord(changed, false);
        run.desk.gate.onParent(Desk.with(parent, OrderStatus.PENDING_UPDATE, "0"));
    }

    /** What works in the symbol, as the limit of a position sees it. */
    private static BigDecimal reserved(RecordedRun run) {
        return Desk.result(run.desk.ask(order(run, "other", Side.BUY, "1000000000", "100")), "position")
                .current();
    }
}
