package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.colin.api.event.SignalEmitted;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.TimeInForce;
import io.colin.api.order.TriggerSource;
import io.colin.api.signal.NoSignal;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalOutcome;
import io.colin.api.signal.SignalReason;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people ask of an engine whose source has ended, so that the market stands still. */
class CommandTest {
    private final Rig rig = Rig.recording();
    private final SwingModel model = new SwingModel(Long.MIN_VALUE);
    private TradingEngine engine;

    CommandTest() {
        ScriptedSource source = ScriptedSource.walk(21, 600);
        engine = rig.engine(source, MemoryEventStore.empty()).model(model).build();
    }

    @BeforeEach
    void runToTheEndOfTheSource() throws Exception {
        engine.start();
        engine.ended().get(60, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() {
        engine.stop();
    }

    @Test
    void fillsAMarketOrderInFullAgainstTheLastMarket() {
        ParentOrder taken = taken(submit(Rig.buy("0.5", "a").build(), "", "h1"));
        ParentOrder order = awaitClosed(taken.orderId());
        assertThat(order.progress().status()).isEqualTo(OrderStatus.FILLED);
        assertThat(order.progress().filledQuantity()).isEqualByComparingTo("0.5");
        assertThat(engine.view().portfolio().quantity(Rig.BTC_USD.symbol())).isEqualByComparingTo("0.5");
        assertThat(engine.view().children(order.orderId()))
                .isNotEmpty()
                .allSatisfy(child -> assertThat(child.parentId()).isEqualTo(order.orderId()));
    }

    @Test
    void answersARepeatedKeyWithTheSameOrderAndMakesNoSecond() {
        ParentOrder first = taken(submit(Rig.buy("0.1", "a").build(), "key", "h1"));
        SubmitResult again = submit(Rig.buy("0.1", "a").build(), "key", "h1");
        assertThat(again)
                .isInstanceOfSatisfying(
                        SubmitResult.Repeated.class,
                        repeated -> assertThat(repeated.order().orderId()).isEqualTo(first.orderId()));
        assertThat(engine.view().orders(order -> true, "", 10)).hasSize(1);
    }

    @Test
    void refusesAKeyAndAClientIdThatWereUsedForSomethingElse() {
        taken(submit(Rig.buy("0.1", "a").build(), "key", "h1"));
        assertThat(submit(Rig.buy("0.2", "b").build(), "key", "h2"))
                .isInstanceOfSatisfying(
                        SubmitResult.Conflict.class, c -> assertThat(c.field()).isEqualTo("idempotency_key"));
        assertThat(submit(Rig.buy("0.2", "a").build(), "", "h3"))
                .isInstanceOfSatisfying(
                        SubmitResult.Conflict.class, c -> assertThat(c.field()).isEqualTo("client_order_id"));
        assertThat(engine.view().orders(order -> true, "", 10)).hasSize(1);
    }

    @Test
    void keepsADeniedOrderWithItsReason() {
        SubmitResult result = submit(Rig.buy("2000", "big").build(), "", "h1");
        assertThat(result).isInstanceOfSatisfying(SubmitResult.Denied.class, denied -> {
            assertThat(denied.order().progress().status()).isEqualTo(OrderStatus.DENIED);
            assertThat(denied.decision().reasons().getFirst().code())
                    .isEqualTo(DenialCode.QUANTITY_EXCEEDS_MAXIMUM.name());
            assertThat(engine.view().order(denied.order().orderId())).contains(denied.order());
        });
    }

    @Test
    void deniesWhatNoVenueCanDo() {
        OrderIntent stop = Rig.buy("0.1", "stop")
                .type(new OrderType.StopMarket(new BigDecimal("900"), TriggerSource.LAST))
                .build();
        assertThat(denial(submit(stop, "", "h1"))).isEqualTo("UNSUPPORTED_ORDER_TYPE");
        OrderIntent reducing = Rig.buy("0.1", "reducing")
                .limit(new BigDecimal("700"))
                .reduceOnly(true)
                .build();
        assertThat(denial(submit(reducing, "", "h2"))).isEqualTo("UNSUPPORTED_FLAG");
        long nowNs = engine.view().status().timeNs();
        OrderIntent late = Rig.buy("0.1", "late")
                .limit(new BigDecimal("700"))
                .timeInForce(TimeInForce.gtd(nowNs))
                .build();
        assertThat(denial(submit(late, "", "h5"))).isEqualTo("EXPIRE_TIME_IN_PAST");
        OrderIntent algo =
                Rig.buy("0.1", "algo").algo(AlgoSpec.of("sniper", Map.of())).build();
        assertThat(denial(submit(algo, "", "h3"))).isEqualTo("VALIDATION_FAILED");
        OrderIntent parameter = Rig.buy("0.1", "parameter")
                .algo(AlgoSpec.of("twap", Map.of("durations", "5")))
                .build();
        assertThat(denial(submit(parameter, "", "h4"))).isEqualTo("VALIDATION_FAILED");
    }

    @Test
    void cancelsARestingOrderAndKeepsItEnded() {
        OrderIntent intent = Rig.buy("0.1", "rest").limit(new BigDecimal("700")).build();
        ParentOrder resting = taken(submit(intent, "", "h1"));
        awaitStatus(resting.orderId(), OrderStatus.ACCEPTED);
        assertThat(join(engine.cancel(resting.orderId(), "tester"))).isInstanceOf(CancelResult.Requested.class);
        ParentOrder ended = awaitClosed(resting.orderId());
        assertThat(ended.progress().status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(join(engine.cancel(resting.orderId(), "tester"))).isInstanceOf(CancelResult.AlreadyEnded.class);
        assertThat(join(engine.cancel("nobody-1", "tester"))).isInstanceOf(CancelResult.NotFound.class);
    }

    @Test
    void givesASignalOnRequestThatIsRecordedAndNeverTraded() {
        List<SignalOutcome> outcomes = join(engine.generateSignals(List.of(Rig.BTC_USD.symbol()), "tester"));
        assertThat(outcomes).singleElement().isInstanceOf(Signal.class);
        SignalEmitted last = rig.of(SignalEmitted.class).getLast();
        assertThat(last.traded()).isFalse();
        assertThat(engine.view().signals(s -> true, "", 1)).containsExactly(last);
        assertThat(engine.view().orders(order -> true, "", 10)).isEmpty();
    }

    @Test
    void givesAProvisionalSignalThatIsRecordedAsSuchAndNeverTraded() {
        List<SignalOutcome> outcomes = join(engine.provisionalSignals(List.of(Rig.BTC_USD.symbol()), "tester"));
        assertThat(outcomes).singleElement().isInstanceOfSatisfying(Signal.class, signal -> {
            assertThat(signal.provisional()).isTrue();
            assertThat(signal.id()).isNotEmpty();
        });
        SignalEmitted last = rig.of(SignalEmitted.class).getLast();
        assertThat(last.traded()).isFalse();
        assertThat(last.signal()).isEqualTo(outcomes.getFirst());
        assertThat(engine.view().orders(order -> true, "", 10)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SignalEmitted(last.header(), last.signal(), true))
                .withMessageContaining("traded");
    }

    @Test
    void aModelThatFailsAtAQuestionIsAnsweredSoAndTheEngineGoesOn() {
        model.failingQuestions = true;
        List<SignalOutcome> inside = join(engine.provisionalSignals(List.of(Rig.BTC_USD.symbol()), "tester"));
        List<SignalOutcome> between = join(engine.generateSignals(List.of(Rig.BTC_USD.symbol()), "tester"));
        assertThat(List.of(inside.getFirst(), between.getFirst()))
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                NoSignal.class,
                                none -> assertThat(none.reason()).isEqualTo(SignalReason.MODEL_FAILED)));
        model.failingQuestions = false;
        assertThat(join(engine.provisionalSignals(List.of(Rig.BTC_USD.symbol()), "tester")))
                .singleElement()
                .isInstanceOf(Signal.class);
        taken(submit(Rig.buy("0.1", "after").build(), "", "h9"));
        assertThat(engine.view().status().phase()).isNotEqualTo(EnginePhase.FAILED);
    }

    @Test
    void refusesCommandsOnceItIsStopped() {
        engine.stop();
        assertThat(submit(Rig.buy("0.1", "late").build(), "", "h1")).isInstanceOf(SubmitResult.NotTaken.class);
        assertThat(engine.cancel("x-1", "tester")).isCompletedExceptionally();
        assertThat(engine.view().status().phase()).isEqualTo(EnginePhase.STOPPED);
    }

    private SubmitResult submit(OrderIntent intent, String key, String hash) {
        return join(engine.submit(Rig.ask(intent, key, hash)));
    }

    private static String denial(SubmitResult result) {
        return ((SubmitResult.Denied) result).decision().reasons().getFirst().code();
    }

    private static ParentOrder taken(SubmitResult result) {
        assertThat(result).isInstanceOf(SubmitResult.Taken.class);
        return ((SubmitResult.Taken) result).order();
    }

    private static <T> T join(java.util.concurrent.CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private ParentOrder awaitClosed(String orderId) {
        return awaitOrder(orderId, order -> order.progress().status().isClosed());
    }

    private void awaitStatus(String orderId, OrderStatus status) {
        awaitOrder(orderId, order -> order.progress().status() == status);
    }

    private ParentOrder awaitOrder(String orderId, java.util.function.Predicate<ParentOrder> until) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < deadline) {
            ParentOrder order = engine.view().order(orderId).orElseThrow();
            if (until.test(order)) {
                return order;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("still " + engine.view().order(orderId));
    }
}
