package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.DecisionMade;
import io.colin.api.event.EventHeader;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.LimitChanged;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.ParentCreated;
import io.colin.api.event.RiskAlert;
import io.colin.api.event.RiskStateChanged;
import io.colin.api.event.RunEnded;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.order.TriggerSource;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskNotice;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.TradingState;
import io.colin.risk.AccountKind;
import io.colin.risk.RateLimits;
import io.colin.risk.RiskLimits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the windows of duplicates, own prices, repeated executions and messages hold after a restart. */
class RecordedWindowsTest {
    private static final Set<String> WINDOWS = Set.of(
            "duplicate",
            "price-drift",
            "repeated-execution",
            "strategy-order-rate",
            "key-order-rate",
            "order-rate",
            "amend-rate");

    private static RiskLimits limits(int cycles) {
        return wide().margin(m -> m.accountKind(AccountKind.MARGIN))
                .repeat(r -> r.maxCycles(cycles))
                .price(p -> p.maxDrift(dec("0.02")))
                .build();
    }

    /** An account whose events are written down as an engine does. */
    private static final class Run {
        private final Desk desk;
        private final List<LedgerEvent> ledger = new ArrayList<>();
        private final List<ParentOrder> open = new ArrayList<>();

        private Run(RiskLimits limits) {
            desk = new Desk(limits, "1000000");
        }

        private EventHeader header() {
            return new EventHeader(ledger.size() + 1, desk.timeNs, desk.timeNs, "correlation", "cause");
        }

        private RiskDecision ask(OrderIntent intent) {
            ParentOrder parent = desk.parent(intent);
            ledger.add(new ParentCreated(header(), parent, intent.clientOrderId(), "hash"));
            RiskDecision decision = desk.ask(intent);
            ledger.add(new DecisionMade(header(), parent.orderId(), decision));
            if (decision.passes()) {
                desk.gate.onParent(parent);
                open.add(parent);
            } else {
                end(new OrderEvent.Denied(parent.orderId(), desk.timeNs, decision.reasons()), OrderStatus.DENIED);
            }
            return decision;
        }

        private void amend(ParentOrder parent, String price) {
            OrderType type = new OrderType.Limit(dec(price));
            RiskDecision decision =
                    desk.ask(new RiskRequest.Amend(parent, parent.intent().quantity(), type, "engine"));
            ledger.add(new DecisionMade(header(), parent.orderId(), decision));
            if (decision.passes()) {
                BigDecimal quantity = parent.intent().quantity();
                ledger.add(new OrderChanged(
                        header(),
                        new OrderEvent.Updated(parent.orderId(), desk.timeNs, quantity, type),
                        OrderStatus.ACCEPTED,
                        OrderStatus.ACCEPTED));
            }
        }

        private ChildOrder child(ParentOrder parent, String price) {
            ChildOrder child = desk.child(parent, "0.1", new OrderType.Limit(dec(price)));
            ledger.add(new ChildCreated(header(), child, "immediate/1"));
            ledger.add(new DecisionMade(header(), child.orderId(), desk.ask(child, parent)));
            return child;
        }

        private void fill(ParentOrder parent) {
            Fill fill = desk.fill(
                    parent.orderId(),
                    "c",
                    parent.intent().symbol(),
                    parent.intent().side(),
                    "0.1");
            ledger.add(new OrderFilled(header(), fill, OrderStatus.PARTIALLY_FILLED, OrderStatus.PARTIALLY_FILLED));
        }

        private void cancel(ParentOrder parent) {
            open.remove(parent);
            desk.gate.onParent(at(Desk.with(parent, OrderStatus.PENDING_CANCEL, "0")));
            end(new OrderEvent.PendingCancel(parent.orderId(), desk.timeNs), OrderStatus.PENDING_CANCEL);
            desk.gate.onParent(at(Desk.with(parent, OrderStatus.CANCELED, "0")));
            end(new OrderEvent.Canceled(parent.orderId(), desk.timeNs, "test"), OrderStatus.CANCELED);
        }

        /** A child is asked to be cancelled and does not answer. */
        private void cancel(ChildOrder child) {
            desk.gate.onChild(child.with(
                    at(Desk.with(child, OrderStatus.PENDING_CANCEL, "0").progress())));
            end(new OrderEvent.PendingCancel(child.orderId(), desk.timeNs), OrderStatus.PENDING_CANCEL);
        }

        private ParentOrder at(ParentOrder parent) {
            return parent.with(at(parent.progress()));
        }

        /** Told now. */
        private OrderProgress at(OrderProgress progress) {
            return new OrderProgress(
                    progress.status(),
                    progress.previousStatus(),
                    progress.outcome(),
                    progress.quantity(),
                    progress.filledQuantity(),
                    progress.filledCost(),
                    progress.fees(),
                    progress.refusals(),
                    desk.timeNs,
                    progress.version());
        }

        private void end(OrderEvent event, OrderStatus status) {
            ledger.add(new OrderChanged(header(), event, OrderStatus.ACCEPTED, status));
        }

        /** A gate that is built from the record, in the place of the one that was. */
        private void restart() {
            restart(desk.limits);
        }

        private void restart(RiskLimits configured) {
            StandardGate next = StandardGate.builder().limits(configured).build();
            ledger.forEach(event -> next.onRecord(event, true));
            next.restore(desk.gate.durableState());
            next.status();
            desk.gate = next;
            open.forEach(next::onParent);
        }
    }

    private static OrderIntent order(Run run, String strategy, Side side, String quantity, String price) {
        return run.desk
                .intent(BTC, side, quantity)
                .limit(dec(price))
                .strategy(strategy)
                .build();
    }

    private static void cycle(Run run, String strategy, int i) {
        RiskDecision decision = run.ask(order(run, strategy, Side.BUY, "1." + i, "100"));
        assertThat(decision.passes()).as("%s", decision.reasons()).isTrue();
        ParentOrder parent = run.open.getLast();
        run.fill(parent);
        run.cancel(parent);
        run.desk.pass(SECOND);
    }

    @Test
    void givenCyclesBeforeARestartThenTheNextOrderStopsTheStrategyAllTheSame() {
        Run run = new Run(limits(3));
        for (int i = 0; i < 4; i++) {
            cycle(run, "momentum", i);
        }
        run.restart();
        assertThat(codes(run.ask(order(run, "momentum", Side.BUY, "2", "100")))).containsExactly("LOCKED");
        assertThat(run.ask(order(run, "other", Side.BUY, "2.5", "100")).passes())
                .isTrue();
        run.restart();
        assertThat(codes(run.ask(order(run, "momentum", Side.SELL, "3", "100"))))
                .contains("LOCKED");
    }

    @Test
    void givenAStopThatAPersonEndedThenTheStrategyStartsAnewAfterARestartToo() {
        Run run = new Run(limits(3));
        for (int i = 0; i < 4; i++) {
            cycle(run, "momentum", i);
        }
        assertThat(codes(run.ask(order(run, "momentum", Side.BUY, "2", "100")))).containsExactly("LOCKED");
        record(run);
        run.desk.controls().resetBreaker("repeated-execution", "momentum", "looked at", "alice");
        run.desk.gate.onTime(run.desk.timeNs);
        record(run);
        assertThat(run.ledger).anyMatch(event -> event instanceof RiskAlert alert && !alert.active());
        run.restart();
        assertThat(run.ask(order(run, "momentum", Side.BUY, "2.1", "100")).passes())
                .isTrue();
    }

    /** Writes down the alerts, as an engine does. */
    private static void record(Run run) {
        for (RiskNotice notice : run.desk.gate.takeNotices()) {
            if (notice instanceof RiskNotice.Alert alert) {
                run.ledger.add(new RiskAlert(
                        run.header(), alert.name(), alert.scope(), alert.severity(), alert.active(), alert.detail()));
            }
        }
    }

    @Test
    void givenPricesBeforeARestartThenTheyCountTowardsTheDriftUntilTheirWindowIsOver() {
        Run run = new Run(limits(1000));
        assertThat(run.ask(order(run, "momentum", Side.BUY, "1", "99")).passes())
                .isTrue();
        run.restart();
        assertThat(codes(run.desk.ask(order(run, "momentum", Side.BUY, "2", "101"))))
                .containsExactly("PRICE_COLLAR");
        run.desk.controls().resetBreaker("price-drift", "momentum", "looked at", "alice");
        run.restart();
        run.desk.pass(60 * SECOND);
        assertThat(run.ask(order(run, "momentum", Side.BUY, "3", "101")).passes())
                .isTrue();
    }

    @Test
    void givenNewTermsAndChildrenBeforeARestartThenTheirPricesCountToo() {
        for (int which = 0; which < 2; which++) {
            Run run = new Run(limits(1000));
            run.ask(order(run, "momentum", Side.BUY, "1", "100"));
            ParentOrder parent = run.open.getFirst();
            if (which == 0) {
                run.amend(parent, "98.9");
            } else {
                run.child(parent, "98.9");
            }
            run.restart();
            assertThat(codes(run.ask(order(run, "momentum", Side.BUY, "2", "101"))))
                    .as("%s", which)
                    .containsExactly("PRICE_COLLAR");
        }
    }

    @Test
    void givenAChangeOnItsWayBeforeARestartThenItsNewPriceIsMetTooUntilItIsAnswered() {
        Run run = new Run(limits(1000));
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
        Run run = new Run(limits(1000));
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
        Run run = new Run(limits(1000));
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
        Run run = new Run(limits(1000));
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
    private static void pending(Run run, ParentOrder parent, String quantity, OrderType type) {
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
    private static BigDecimal reserved(Run run) {
        return Desk.result(run.desk.ask(order(run, "other", Side.BUY, "1000000000", "100")), "position")
                .current();
    }

    private static Run slow(UnaryOperator<RateLimits.Builder> rate) {
        return new Run(limits(1000).toBuilder().rate(rate).build());
    }

    @Test
    void givenASecondFullOfOrdersBeforeARestartThenTheNextWaitsForItsEnd() {
        Run run = slow(r -> r.ordersPerSecondPerStrategy(3));
        run.desk.principal = "alice";
        for (int i = 0; i < 3; i++) {
            assertThat(run.ask(order(run, "momentum", Side.BUY, "1." + i, "100"))
                            .passes())
                    .isTrue();
        }
        run.desk.pass(SECOND / 2);
        run.restart();
        assertThat(codes(run.desk.ask(order(run, "momentum", Side.BUY, "2", "100"))))
                .as("of the strategy and of the key")
                .containsExactly("RATE_LIMIT_EXCEEDED", "RATE_LIMIT_EXCEEDED");
        run.desk.pass(SECOND / 2);
        assertThat(run.ask(order(run, "momentum", Side.BUY, "2", "100")).passes())
                .isTrue();
    }

    @Test
    void givenChildrenAndCancelsBeforeARestartThenTheyCountAmongAll() {
        Run run = slow(r -> r.ordersPerSecond(4));
        run.ask(order(run, "momentum", Side.BUY, "1", "100"));
        ChildOrder first = run.child(run.open.getFirst(), "100");
        run.child(run.open.getFirst(), "100");
        run.cancel(first);
        run.restart();
        run.desk.gate.onChild(Desk.with(first, OrderStatus.PENDING_CANCEL, "0"));
        RiskDecision fifth = run.desk.ask(order(run, "momentum", Side.BUY, "2", "100"));
        assertThat(codes(fifth)).containsExactly("RATE_LIMIT_EXCEEDED");
        assertThat(Desk.result(fifth, "order-rate").current()).isEqualByComparingTo("4");
        assertThat(use(run, "cancel-rate")).isEqualByComparingTo("1");
        run.desk.pass(SECOND);
        assertThat(run.desk.ask(order(run, "momentum", Side.BUY, "2", "100")).passes())
                .isTrue();
        assertThat(use(run, "cancel-rate")).as("a minute is not over").isEqualByComparingTo("1");
    }

    private static BigDecimal use(Run run, String name) {
        return run.desk.gate.status().limits().stream()
                .filter(use -> use.name().equals(name))
                .findFirst()
                .orElseThrow()
                .used();
    }

    @Test
    void givenTheChangesOfAMinuteBeforeARestartThenTheNextWaitsForItsEnd() {
        Run run = slow(r -> r.amendsPerMinute(2));
        run.ask(order(run, "momentum", Side.BUY, "1", "100"));
        ParentOrder parent = run.open.getFirst();
        run.amend(parent, "99.9");
        run.amend(parent, "99.8");
        run.desk.pass(59 * SECOND);
        run.restart();
        RiskRequest change = new RiskRequest.Amend(parent, dec("1"), new OrderType.Limit(dec("99.7")), "engine");
        assertThat(codes(run.desk.ask(change))).containsExactly("RATE_LIMIT_EXCEEDED");
        run.desk.pass(SECOND);
        assertThat(run.desk.ask(change).passes()).isTrue();
    }

    @Test
    void givenAnOrderBeforeARestartThenItsTwinIsRefusedWithinTheWindow() {
        Run run = new Run(limits(1000));
        run.ask(order(run, "momentum", Side.BUY, "1", "100"));
        run.restart();
        assertThat(codes(run.ask(order(run, "other", Side.BUY, "1", "100")))).containsExactly("DUPLICATE_ORDER");
        run.desk.pass(SECOND);
        assertThat(run.ask(order(run, "other", Side.BUY, "1", "100")).passes()).isTrue();
    }

    @Test
    void givenARepeatThatWasMeantThenTheWindowOfDuplicatesBeganAnewWithItBeforeTheRestart() {
        Run run = new Run(limits(1000));
        run.ask(order(run, "momentum", Side.BUY, "1", "100"));
        run.desk.pass(9 * SECOND / 10);
        OrderIntent meant = run.desk
                .intent(BTC, Side.BUY, "1")
                .limit(dec("100"))
                .metadata(Map.of(StandardGate.DISTINCT, "true"))
                .build();
        assertThat(run.ask(meant).passes()).isTrue();
        run.restart();
        run.desk.pass(SECOND - 1);
        assertThat(codes(run.ask(order(run, "other", Side.BUY, "1", "100")))).containsExactly("DUPLICATE_ORDER");
        run.desk.pass(1);
        assertThat(run.ask(order(run, "other", Side.BUY, "1", "100")).passes()).isTrue();
    }

    @Test
    void givenAWindowThatWasMadeLongerThenWhatItHeldIsNotLost() {
        RiskLimits limits = limits(2);
        Run run = new Run(limits);
        RiskLimits longer =
                limits.toBuilder().repeat(r -> r.window(Duration.ofMinutes(30))).build();
        run.ledger.add(new LimitChanged(run.header(), "repeat.window", "PT10M", "PT30M", "alice", "hash"));
        run.desk
                .controls()
                .proposeLimits(new TreeMap<>(Map.of("repeat.window", "PT30M")), "longer", "alice", run.desk.timeNs);
        for (int i = 0; i < 3; i++) {
            cycle(run, "momentum", i);
            run.desk.pass(480 * SECOND);
        }
        assertThat(run.desk.gate.limits().repeat()).isEqualTo(longer.repeat());
        run.restart();
        assertThat(codes(run.ask(order(run, "momentum", Side.BUY, "2", "100")))).containsExactly("LOCKED");
    }

    @Test
    void givenNinetyNineMessagesBeforeARestartThenTheHundredthLocksTheStrategyAllTheSame() {
        Run run = new Run(limits(1000));
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
        Run run = new Run(limits(1000));
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
        Run run = new Run(inForce);
        run.ledger.add(new RiskStateChanged(run.header(), TradingState.ACTIVE, 0, run.desk.gate.durableState()));
        send(run, "momentum", 99);
        run.desk.pass(2 * 3600 * SECOND);
        run.child(run.open.getFirst(), "100");
        assertThat(run.ask(order(run, "momentum", Side.BUY, "2", "100"))
                        .reasons()
                        .toString())
                .contains("OTR_001");
        Run shorter = new Run(inForce);
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
    private static void send(Run run, String strategy, int children) {
        assertThat(run.ask(order(run, strategy, Side.BUY, "50", "100")).passes())
                .isTrue();
        ParentOrder parent = run.open.getLast();
        for (int i = 0; i < children; i++) {
            run.desk.pass(SECOND / 10);
            run.child(parent, "100");
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aGateThatWasKilledAnywhereFindsWhatTheOneThatWentOnFinds(long seed) {
        Random random = new Random(seed);
        Run run = new Run(limits(6).toBuilder()
                .compliance(c -> c.minMessages(1).warnOrderToTrade(1).maxOrderToTrade(1000))
                .build());
        int compared = 0;
        int messages = 0;
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            step(run, random);
            if (random.nextInt(6) == 0) {
                reenable(run, random.nextBoolean() ? "a" : "b");
            }
            record(run);
            if (i % 7 == 3) {
                Desk desk = run.desk;
                OrderIntent next = random(run, random);
                RiskRequest asked = new RiskRequest.Parent("asked", next, "engine", Optional.empty());
                StandardGate before = desk.gate;
                run.restart();
                RiskDecision rebuilt = desk.ask(asked);
                List<CheckResult> after = windows(rebuilt);
                desk.gate = before;
                RiskDecision unbroken = desk.ask(asked);
                List<CheckResult> expected = windows(unbroken);
                assertThat(after).isEqualTo(expected);
                messages += sameMessages(rebuilt, unbroken) ? 1 : 0;
                // Neither of the two goes on from a question the record does not hold.
                run.restart();
                compared++;
                refused += expected.stream().anyMatch(row -> row.outcome() == CheckResult.CheckOutcome.FAILED) ? 1 : 0;
            }
        }
        assertThat(compared).isEqualTo(57);
        assertThat(refused).isBetween(2, 50);
        assertThat(messages).isPositive();
    }

    /** Whether both were held against the rules, and then said the same of the messages of a strategy. */
    private static boolean sameMessages(RiskDecision rebuilt, RiskDecision unbroken) {
        List<String> said = messages(unbroken);
        if (said.isEmpty() || !rebuilt.passes()) {
            return false;
        }
        assertThat(messages(rebuilt)).isEqualTo(said);
        return true;
    }

    private static List<String> messages(RiskDecision decision) {
        return decision.checks().stream()
                .filter(row -> row.check().equals("compliance"))
                .map(CheckResult::detail)
                .filter(detail -> detail.contains("OTR_001"))
                .toList();
    }

    private static void reenable(Run run, String strategy) {
        record(run);
        for (String stop : List.of("price-drift", "repeated-execution")) {
            run.desk.controls().resetBreaker(stop, strategy, "looked at", "alice");
        }
    }

    private static List<CheckResult> windows(RiskDecision decision) {
        return decision.checks().stream()
                .filter(row -> WINDOWS.contains(row.check()))
                .toList();
    }

    private static OrderIntent random(Run run, Random random) {
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        OrderIntent.Builder order = run.desk
                .intent(random.nextInt(3) == 0 ? ETH : BTC, side, Integer.toString(1 + random.nextInt(5)))
                .strategy(random.nextBoolean() ? "a" : "b");
        OrderIntent market = order.build();
        BigDecimal mid = run.desk.mid(market.symbol());
        BigDecimal away =
                mid.multiply(BigDecimal.valueOf(random.nextInt(150), 4)).setScale(2, RoundingMode.DOWN);
        // Away from the market, so that own orders do not meet.
        return random.nextInt(6) == 0
                ? market
                : order.limit(side == Side.BUY ? mid.subtract(away) : mid.add(away))
                        .build();
    }

    private static void step(Run run, Random random) {
        if (random.nextInt(3) == 0) {
            run.desk.pass(random.nextInt(20) * SECOND / 2);
        }
        if (random.nextInt(10) == 0) {
            run.desk.price(BTC, Integer.toString(95 + random.nextInt(10)));
        }
        if (run.open.isEmpty() || random.nextInt(2) == 0) {
            run.ask(random(run, random));
            return;
        }
        ParentOrder parent = run.open.get(random.nextInt(run.open.size()));
        switch (random.nextInt(4)) {
            case 0 -> run.fill(parent);
            case 1 -> run.amend(parent, run.desk.mid(parent.intent().symbol()).toPlainString());
            case 2 -> run.child(parent, run.desk.mid(parent.intent().symbol()).toPlainString());
            default -> run.cancel(parent);
        }
    }

    @Test
    void whatIsNotHeardAgainChangesNothing() {
        Run run = new Run(limits(1));
        cycle(run, "momentum", 0);
        StandardGate live = StandardGate.builder().limits(run.desk.limits).build();
        run.ledger.forEach(event -> live.onRecord(event, false));
        live.onRecord(new RunEnded(run.header(), "run", "hash"), false);
        run.desk.gate = live;
        assertThat(run.ask(order(run, "momentum", Side.BUY, "2", "100")).passes())
                .isTrue();
        assertThat(live.status().limits()).noneMatch(use -> use.name().equals("repeated-execution"));
    }
}
