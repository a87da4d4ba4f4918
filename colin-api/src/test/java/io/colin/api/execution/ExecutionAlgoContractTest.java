package io.colin.api.execution;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Instrument;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Algorithms that break a law, and the contract that catches them. */
class ExecutionAlgoContractTest {
    private static final long SOON_NS = 1_000_000_000L;

    @Test
    void catchesAnAlgorithmThatSendsMoreThanIsLeft() {
        ExecutionAlgoContract contract =
                contract(state -> send(state, state.parent().progress().quantity()));

        assertThatThrownBy(() -> contract.keepsItsLawsWhileChildrenFillInPartAndLate(1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("sum of slices");
        assertThatThrownBy(contract::sendsNothingWhileItsChildrenHoldTheWholeQuantity)
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void catchesAnAlgorithmThatLeavesTheLotGrid() {
        ExecutionAlgoContract contract =
                contract(state -> send(state, state.available().multiply(new BigDecimal("0.12345"))));

        assertThatThrownBy(() -> contract.keepsItsLawsWhileEveryChildFillsAtOnce(1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("lot grid");
    }

    @Test
    void catchesAnAlgorithmThatCountsItsOwnCalls() {
        AtomicInteger calls = new AtomicInteger();
        ExecutionAlgoContract contract = contract(state ->
                calls.incrementAndGet() % 2 == 0 ? new AlgoStep.Finish("even") : send(state, state.available()));

        assertThatThrownBy(() -> contract.keepsItsLawsWhileEveryChildFillsAtOnce(1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("asked twice");
    }

    @Test
    void catchesAnAlgorithmThatSendsARefusedChildForEver() {
        ExecutionAlgoContract contract = contract(state -> send(state, state.available()));

        assertThatThrownBy(contract::comesToAnEndThoughEveryChildIsRefusedAtOnce)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("steps at one moment");
    }

    @Test
    void catchesAnAlgorithmThatWaitsForNothing() {
        ExecutionAlgoContract contract = contract(state -> new AlgoStep.Continue(List.of(), AlgoStep.NO_TIMER));

        assertThatThrownBy(() -> contract.keepsItsLawsWhileEveryChildFillsAtOnce(1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("waits for a timer or a child");
    }

    @Test
    void catchesAnAlgorithmThatTakesAnyParameter() {
        assertThatThrownBy(contract(state -> new AlgoStep.Finish("done"))::refusesAParameterItDoesNotKnow)
                .isInstanceOf(AssertionError.class);
    }

    private static AlgoStep send(AlgoState state, BigDecimal quantity) {
        List<Slice> slices = quantity.signum() == 0
                ? List.of()
                : List.of(new Slice(quantity, state.parent().intent().type(), TimeInForce.IOC));
        return new AlgoStep.Continue(slices, state.timeNs() + SOON_NS);
    }

    private static ExecutionAlgoContract contract(Function<AlgoState, AlgoStep> next) {
        return new ExecutionAlgoContract() {
            @Override
            protected ExecutionAlgo algo() {
                return new ExecutionAlgo() {
                    @Override
                    public String type() {
                        return "broken";
                    }

                    @Override
                    public AlgoSpec defaults() {
                        return AlgoSpec.of("broken", Map.of());
                    }

                    @Override
                    public void validate(OrderIntent intent, Instrument instrument) {}

                    @Override
                    public AlgoStep next(AlgoState state) {
                        return next.apply(state);
                    }
                };
            }
        };
    }
}
