package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.ExecutionAnalysed;
import io.colin.api.event.ExecutionNoted;
import io.colin.api.event.PortfolioMarked;
import io.colin.api.execution.AlgoState;
import io.colin.api.execution.AlgoStep;
import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.execution.ExecutionNote;
import io.colin.api.execution.PlannedSlice;
import io.colin.api.execution.Slice;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.TimeInForce;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A forecast decides nothing: an algorithm whose plan is of no use works its orders to their end without one. */
class ForecastFailureTest {
    private static final long MINUTE_NS = 60_000_000_000L;

    private final Rig rig = Rig.recording();

    /** Sends all at once, and says what a test wants of how it expects to. */
    private record Planned(Function<AlgoState, List<PlannedSlice>> said) implements ExecutionAlgo {
        @Override
        public String type() {
            return "planned";
        }

        @Override
        public AlgoSpec defaults() {
            return AlgoSpec.of(type(), Map.of());
        }

        @Override
        public void validate(OrderIntent intent, Instrument instrument) {}

        @Override
        public boolean mayRest(OrderIntent intent) {
            return false;
        }

        @Override
        public List<PlannedSlice> plan(AlgoState state) {
            return said.apply(state);
        }

        @Override
        public AlgoStep next(AlgoState state) {
            return state.available().signum() <= 0
                    ? new AlgoStep.Finish("done")
                    : new AlgoStep.Continue(
                            List.of(new Slice(state.available(), new OrderType.Market(), TimeInForce.IOC)),
                            AlgoStep.NO_TIMER,
                            Optional.empty());
        }
    }

    @Test
    void aPlanThatIsSoundIsForetold() {
        assertWorkedToItsEnd(state -> List.of(slice(state, 0, state.available())), 1);
    }

    @Test
    void anAlgorithmThatThrowsInPlaceOfAPlanWorksItsOrder() {
        assertWorkedToItsEnd(
                state -> {
                    throw new IllegalStateException("no plan today");
                },
                0);
    }

    @Test
    @SuppressWarnings("NullAway") // What an algorithm of somebody else may give.
    void anAlgorithmThatGivesNullInPlaceOfAPlanWorksItsOrder() {
        assertWorkedToItsEnd(state -> null, 0);
    }

    @Test
    void anAlgorithmWhosePlanIsOutOfTimeOrderWorksItsOrder() {
        assertWorkedToItsEnd(state -> List.of(slice(state, 1, half(state)), slice(state, 0, half(state))), 0);
    }

    @Test
    void anAlgorithmWhosePlanBeginsBeforeNowWorksItsOrder() {
        assertWorkedToItsEnd(state -> List.of(slice(state, -1, half(state)), slice(state, 0, half(state))), 0);
    }

    @Test
    void anAlgorithmThatPlansMoreThanThereIsWorksItsOrder() {
        assertWorkedToItsEnd(state -> List.of(slice(state, 0, state.available()), slice(state, 1, half(state))), 0);
    }

    @Test
    void anOrderIsWorkedWhoseForecastFailsOnceItsChildIsOnItsWay() {
        // So little that a double has no such number: the share of the order that it is is 0.
        assertWorkedToItsEnd(state -> List.of(slice(state, 0, new BigDecimal("1e-400"))), 0);
    }

    private void assertWorkedToItsEnd(Function<AlgoState, List<PlannedSlice>> plan, int foretold) {
        MemoryEventStore store = MemoryEventStore.empty();
        List<CompletableFuture<SubmitResult>> answers = new ArrayList<>();
        TradingEngine[] running = new TradingEngine[1];
        // After a quarter of an hour the volatility and volume that a forecast rests on are known.
        long due = ScriptedSource.START_NS + 15 * MINUTE_NS;
        running[0] = rig.engine(ScriptedSource.walk(21, 2000), store)
                .algo(new Planned(plan))
                .onEvent(event -> {
                    if (event instanceof PortfolioMarked marked
                            && marked.header().timeNs() >= due
                            && answers.isEmpty()) {
                        OrderIntent intent = Rig.buy("0.5", "a")
                                .algo(AlgoSpec.of("planned", Map.of()))
                                .build();
                        answers.add(running[0].submit(Rig.ask(intent, "", "h")));
                    }
                })
                .build();
        running[0].run();
        List<ParentOrder> orders = running[0].view().orders(order -> true, "", 5);
        assertThat(orders).hasSize(1);
        assertThat(orders.getFirst().progress().status()).isEqualTo(OrderStatus.FILLED);
        assertThat(rig.of(ChildCreated.class)).hasSize(1);
        assertThat(rig.of(ExecutionAnalysed.class)).hasSize(1);
        assertThat(rig.of(ExecutionNoted.class).stream()
                        .filter(noted -> noted.note() instanceof ExecutionNote.Foretold))
                .hasSize(foretold);
    }

    private static BigDecimal half(AlgoState state) {
        return state.available().multiply(new BigDecimal("0.5"));
    }

    private static PlannedSlice slice(AlgoState state, int minute, BigDecimal quantity) {
        return new PlannedSlice(state.timeNs() + minute * MINUTE_NS, quantity);
    }
}
