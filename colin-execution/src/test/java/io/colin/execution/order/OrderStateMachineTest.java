package io.colin.execution.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Outcome;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OrderStateMachineTest {
    /**
     * REQUIREMENTS 3.1, written out once more, with two additions: Completed, and Updated while a cancel is pending. State, then
     * event=result; F, prev and same as there.
     */
    private static final String TABLE = """
        INITIALIZED Denied=DENIED Emulated=EMULATED Released=RELEASED Submitted=SUBMITTED Updated=same
        EMULATED Released=RELEASED Canceled=CANCELED Expired=EXPIRED Updated=same
        RELEASED Denied=DENIED Submitted=SUBMITTED Canceled=CANCELED Updated=same
        SUBMITTED Accepted=ACCEPTED Rejected=REJECTED Canceled=CANCELED PendingUpdate=PENDING_UPDATE \
        PendingCancel=PENDING_CANCEL Updated=same Filled=F Completed=FILLED Unresolved=same
        ACCEPTED Rejected=REJECTED Canceled=CANCELED Expired=EXPIRED Triggered=TRIGGERED \
        PendingUpdate=PENDING_UPDATE PendingCancel=PENDING_CANCEL Updated=same Filled=F Completed=FILLED \
        Unresolved=same
        TRIGGERED Rejected=REJECTED Canceled=CANCELED Expired=EXPIRED PendingUpdate=PENDING_UPDATE \
        PendingCancel=PENDING_CANCEL Updated=same Filled=F Completed=FILLED Unresolved=same
        PARTIALLY_FILLED Accepted=ACCEPTED Canceled=CANCELED Expired=EXPIRED PendingUpdate=PENDING_UPDATE \
        PendingCancel=PENDING_CANCEL Updated=same Filled=F Completed=FILLED Unresolved=same
        PENDING_UPDATE Accepted=ACCEPTED Rejected=REJECTED Canceled=CANCELED Expired=EXPIRED Triggered=TRIGGERED \
        PendingUpdate=same PendingCancel=PENDING_CANCEL ModifyRejected=prev Updated=prev Filled=F \
        Completed=FILLED Unresolved=same
        PENDING_CANCEL Accepted=ACCEPTED Rejected=REJECTED Canceled=CANCELED Expired=EXPIRED \
        PendingCancel=same CancelRejected=prev Updated=same Filled=F Completed=FILLED Unresolved=same
        CANCELED Filled=F
        DENIED
        REJECTED
        EXPIRED
        FILLED
        """;

    private static final Map<OrderStatus, Map<String, String>> EXPECTED = parse();
    private static final OrderType LIMIT = new OrderType.Limit(new BigDecimal("100"));

    @Test
    void answersEveryPairOfStateAndEventAsTheTableSays() {
        assertThat(EXPECTED.keySet()).containsExactlyInAnyOrder(OrderStatus.values());
        int allowed = 0;
        for (OrderStatus status : OrderStatus.values()) {
            for (OrderEvent event : everyEvent("1")) {
                allowed += check(status, event, "PARTIALLY_FILLED");
            }
            check(status, fill("t-all", "10", "100", "0.1", "USD"), "FILLED");
        }
        assertThat(everyEvent("1")).hasSize(17);
        assertThat(allowed).isEqualTo(73);
    }

    private static int check(OrderStatus status, OrderEvent event, String afterFill) {
        String name = event.getClass().getSimpleName();
        String expected = EXPECTED.getOrDefault(status, Map.of()).getOrDefault(name, "refused");
        OrderProgress from = event instanceof OrderEvent.Completed ? filled(at(status), "1") : at(status);
        String answer = switch (OrderStateMachine.apply(from, event)) {
            case Transition.Applied applied -> applied.after().status().name();
            case Transition.Refused refused -> "refused";
            case Transition.Overfilled overfilled -> "overfilled";
        };
        String resolved = switch (expected) {
            case "F" -> afterFill;
            case "prev" -> "ACCEPTED";
            case "same" -> status.name();
            default -> expected;
        };
        assertThat(answer).as("%s on %s", name, status).isEqualTo(resolved);
        return expected.equals("refused") ? 0 : 1;
    }

    @Test
    void allowsTheVenuesWordFromInitializedForOrdersFoundThereOnly() {
        for (OrderEvent event : everyEvent("1")) {
            String name = event.getClass().getSimpleName();
            boolean foundOnly = List.of("Accepted", "Rejected", "Canceled", "Expired", "Triggered")
                    .contains(name);
            boolean ours =
                    EXPECTED.getOrDefault(OrderStatus.INITIALIZED, Map.of()).containsKey(name);
            OrderProgress fresh = at(OrderStatus.INITIALIZED);
            assertThat(OrderStateMachine.applyFoundAtVenue(fresh, event) instanceof Transition.Applied)
                    .as(name)
                    .isEqualTo(foundOnly || ours);
            assertThat(OrderStateMachine.apply(fresh, event) instanceof Transition.Applied)
                    .as(name)
                    .isEqualTo(ours);
        }
    }

    @Test
    void completesAnOrderFilledToItsQuantityAndOnlyThen() {
        OrderProgress half = applied(at(OrderStatus.ACCEPTED), fill("t1", "4", "100", "0.4", "USD"));
        assertThat(half.status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
        assertThat(half.leavesQuantity()).isEqualByComparingTo("6");
        OrderProgress full = applied(half, fill("t2", "6", "101", "0.6", "USD"));
        assertThat(full.status()).isEqualTo(OrderStatus.FILLED);
        assertThat(full.previousStatus()).isEqualTo(OrderStatus.FILLED);
        assertThat(full.filledQuantity()).isEqualByComparingTo("10");
        assertThat(full.filledCost()).isEqualByComparingTo("1006");
        assertThat(full.averagePrice()).hasValueSatisfying(p -> assertThat(p).isEqualByComparingTo("100.6"));
    }

    @Test
    void completesAnOrderThatWasTakenForMoreAtWhatItHasFilledAndNowhereElse() {
        OrderProgress taken = filled(at(OrderStatus.PARTIALLY_FILLED), "4");
        OrderProgress done = applied(taken, new OrderEvent.Completed("o-1", 3, new BigDecimal("4")));
        assertThat(done.status()).isEqualTo(OrderStatus.FILLED);
        assertThat(done.quantity()).isEqualByComparingTo("4");
        assertThat(done.leavesQuantity()).isZero();
        assertThat(OrderStateMachine.apply(taken, new OrderEvent.Completed("o-1", 3, new BigDecimal("5"))))
                .isEqualTo(new Transition.Refused("order o-1: COMPLETED at 5 is not the 4 filled"));
    }

    @Test
    void sumsFeesByCurrencyExactly() {
        OrderProgress progress =
                applied(at(OrderStatus.ACCEPTED), fill("t1", "1", "100", "0.123456789012345678", "USD"));
        progress = applied(progress, fill("t2", "1", "100", "-0.000000000000000008", "USD"));
        progress = applied(progress, fill("t3", "1", "100", "0.001", "BTC"));
        assertThat(progress.fees())
                .isEqualTo(new TreeMap<>(
                        Map.of("USD", new BigDecimal("0.12345678901234567"), "BTC", new BigDecimal("0.001"))));
    }

    @Test
    void tellsAnOverfillApartAndChangesNothing() {
        OrderProgress progress = applied(at(OrderStatus.ACCEPTED), fill("t1", "7", "100", "0", "USD"));
        Transition transition = OrderStateMachine.apply(progress, fill("t2", "5", "100", "0", "USD"));
        assertThat(transition)
                .isEqualTo(new Transition.Overfilled(
                        new BigDecimal("3"), new BigDecimal("2"), "order o-1: trade t2 of 5 exceeds the 3 left"));
        assertThat(progress.filledQuantity()).isEqualByComparingTo("7");
    }

    @Test
    void letsAFillRaceACancel() {
        OrderProgress canceled = applied(at(OrderStatus.PENDING_CANCEL), new OrderEvent.Canceled("o-1", 5, "asked"));
        assertThat(canceled.status()).isEqualTo(OrderStatus.CANCELED);
        OrderProgress partly = applied(canceled, fill("t1", "4", "100", "0", "USD"));
        assertThat(partly.status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
        OrderProgress all = applied(canceled, fill("t1", "10", "100", "0", "USD"));
        assertThat(all.status()).isEqualTo(OrderStatus.FILLED);
    }

    @Test
    void keepsWhatWasFilledWhenCancelledOrExpired() {
        OrderProgress progress = applied(at(OrderStatus.ACCEPTED), fill("t1", "4", "100", "0.4", "USD"));
        for (OrderEvent end : List.of(new OrderEvent.Canceled("o-1", 9, "asked"), new OrderEvent.Expired("o-1", 9))) {
            OrderProgress ended = applied(progress, end);
            assertThat(ended.status().isClosed()).isTrue();
            assertThat(ended.filledQuantity()).isEqualByComparingTo("4");
            assertThat(ended.filledCost()).isEqualByComparingTo("400");
            assertThat(ended.fees()).containsOnlyKeys("USD");
        }
    }

    @Test
    void returnsToTheStateBeforeTheFirstPendingRequest() {
        OrderProgress progress = applied(at(OrderStatus.TRIGGERED), pendingUpdate("12"));
        assertThat(progress.previousStatus()).isEqualTo(OrderStatus.TRIGGERED);
        progress = applied(progress, pendingUpdate("13"));
        progress = applied(progress, new OrderEvent.PendingCancel("o-1", 3));
        assertThat(progress.status()).isEqualTo(OrderStatus.PENDING_CANCEL);
        assertThat(progress.previousStatus()).isEqualTo(OrderStatus.TRIGGERED);
        progress = applied(progress, new OrderEvent.CancelRejected("o-1", 4, new Refusal("TOO_LATE", "TOO_LATE: x=1")));
        assertThat(progress.status()).isEqualTo(OrderStatus.TRIGGERED);
        assertThat(progress.previousStatus()).isEqualTo(OrderStatus.TRIGGERED);
        assertThat(progress.refusals()).containsExactly(new Refusal("TOO_LATE", "TOO_LATE: x=1"));
    }

    @Test
    void takesTheNewQuantityOfAChangeAndRefusesOneBelowWhatIsFilled() {
        OrderProgress progress = applied(at(OrderStatus.ACCEPTED), fill("t1", "4", "100", "0", "USD"));
        OrderProgress changed = applied(applied(progress, pendingUpdate("5")), updated("5"));
        assertThat(changed.status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
        assertThat(changed.quantity()).isEqualByComparingTo("5");
        assertThat(changed.leavesQuantity()).isEqualByComparingTo("1");
        assertThat(OrderStateMachine.apply(progress, updated("3.9")))
                .isEqualTo(new Transition.Refused("order o-1: UPDATED to quantity 3.9 is below the 4 filled"));
    }

    @Test
    void staysUnresolvedUntilTheVenueSpeaks() {
        OrderProgress progress =
                applied(at(OrderStatus.SUBMITTED), new OrderEvent.Unresolved("o-1", 2, "read timed out"));
        assertThat(progress.status()).isEqualTo(OrderStatus.SUBMITTED);
        assertThat(progress.outcome()).isEqualTo(Outcome.UNRESOLVED);
        progress = applied(progress, new OrderEvent.PendingCancel("o-1", 3));
        assertThat(progress.outcome()).as("a request of ours resolves nothing").isEqualTo(Outcome.UNRESOLVED);
        assertThat(progress.previousStatus()).isEqualTo(OrderStatus.SUBMITTED);
        progress = applied(progress, new OrderEvent.Accepted("o-1", 4, "v-1"));
        assertThat(progress.outcome()).isEqualTo(Outcome.KNOWN);
    }

    @Test
    void countsAppliedEventsAndStampsTheirTime() {
        OrderProgress progress = OrderProgress.initial(BigDecimal.TEN, 1);
        progress = applied(progress, new OrderEvent.Submitted("o-1", 20, "paper"));
        progress = applied(progress, new OrderEvent.Unresolved("o-1", 30, "no answer"));
        assertThat(progress.version()).isEqualTo(2);
        assertThat(progress.updatedTimeNs()).isEqualTo(30);
    }

    @Test
    void namesStateAndEventWhenItRefuses() {
        assertThat(OrderStateMachine.apply(at(OrderStatus.FILLED), new OrderEvent.PendingCancel("o-1", 3)))
                .isEqualTo(new Transition.Refused("order o-1: PENDING_CANCEL is not allowed in FILLED"));
    }

    @Test
    void keepsTheReasonsOfADenial() {
        List<Refusal> why = List.of(new Refusal("A", "A: x=1"), new Refusal("B", "B: y=2"));
        OrderProgress denied = applied(at(OrderStatus.INITIALIZED), new OrderEvent.Denied("o-1", 2, why));
        assertThat(denied.refusals()).isEqualTo(why);
    }

    static OrderProgress applied(OrderProgress progress, OrderEvent event) {
        Transition transition = OrderStateMachine.apply(progress, event);
        assertThat(transition).isInstanceOf(Transition.Applied.class);
        return ((Transition.Applied) transition).after();
    }

    /** An order of 10, in a state, coming from ACCEPTED where a request is pending. */
    private static OrderProgress at(OrderStatus status) {
        boolean pending = status == OrderStatus.PENDING_UPDATE || status == OrderStatus.PENDING_CANCEL;
        return new OrderProgress(
                status,
                pending ? OrderStatus.ACCEPTED : status,
                Outcome.KNOWN,
                BigDecimal.TEN,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                new TreeMap<>(),
                List.of(),
                1,
                0);
    }

    private static OrderProgress filled(OrderProgress progress, String quantity) {
        return new OrderProgress(
                progress.status(),
                progress.previousStatus(),
                progress.outcome(),
                progress.quantity(),
                new BigDecimal(quantity),
                new BigDecimal("100"),
                progress.fees(),
                progress.refusals(),
                progress.updatedTimeNs(),
                progress.version());
    }

    static List<OrderEvent> everyEvent(String quantity) {
        Refusal refusal = new Refusal("CODE", "CODE: key=value");
        return List.of(
                new OrderEvent.Denied("o-1", 2, List.of(refusal)),
                new OrderEvent.Emulated("o-1", 2),
                new OrderEvent.Released("o-1", 2),
                new OrderEvent.Submitted("o-1", 2, "paper"),
                new OrderEvent.Accepted("o-1", 2, "v-1"),
                new OrderEvent.Rejected("o-1", 2, refusal),
                new OrderEvent.Canceled("o-1", 2, "asked"),
                new OrderEvent.Expired("o-1", 2),
                new OrderEvent.Triggered("o-1", 2),
                pendingUpdate("12"),
                new OrderEvent.PendingCancel("o-1", 2),
                new OrderEvent.ModifyRejected("o-1", 2, refusal),
                new OrderEvent.CancelRejected("o-1", 2, refusal),
                updated("12"),
                fill("t-" + quantity, quantity, "100", "0.1", "USD"),
                new OrderEvent.Completed("o-1", 2, new BigDecimal(quantity)),
                new OrderEvent.Unresolved("o-1", 2, "no answer"));
    }

    static OrderEvent fill(String tradeId, String quantity, String price, String fee, String currency) {
        Fill fill = new Fill(
                tradeId,
                "o-1",
                "p-1",
                "paper",
                Symbol.of("BTC/USD"),
                Side.BUY,
                new BigDecimal(quantity),
                new BigDecimal(price),
                new BigDecimal(fee),
                currency,
                Liquidity.TAKER,
                2);
        return new OrderEvent.Filled("o-1", 2, fill);
    }

    private static OrderEvent pendingUpdate(String quantity) {
        return new OrderEvent.PendingUpdate("o-1", 2, new BigDecimal(quantity), LIMIT);
    }

    private static OrderEvent updated(String quantity) {
        return new OrderEvent.Updated("o-1", 2, new BigDecimal(quantity), LIMIT);
    }

    private static Map<OrderStatus, Map<String, String>> parse() {
        Map<OrderStatus, Map<String, String>> table = new LinkedHashMap<>();
        for (String line : TABLE.strip().split("\n", -1)) {
            String[] words = line.strip().split("\\s+", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (String word : Arrays.asList(words).subList(1, words.length)) {
                row.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
            }
            table.put(OrderStatus.valueOf(words[0]), row);
        }
        return table;
    }
}
