package io.colin.api.risk;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskDecision.Verdict;
import java.math.BigDecimal;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Gates that break a law, and the contract that catches them. */
class RiskGateContractTest {
    /** Behaves like the plain gate where a test does not change it. */
    private static class Broken implements RiskGate {
        private final RiskGate plain = new ValueCapGate(new BigDecimal("100000"));

        @Override
        public RiskDecision check(RiskRequest request, RiskContext context) {
            return plain.check(request, context);
        }

        @Override
        public void onParent(ParentOrder parent) {
            plain.onParent(parent);
        }

        @Override
        public void onChild(ChildOrder child) {
            plain.onChild(child);
        }

        @Override
        public void onFill(Fill fill) {
            plain.onFill(fill);
        }

        @Override
        public void onPortfolio(Portfolio portfolio) {
            plain.onPortfolio(portfolio);
        }

        @Override
        public RiskStatus status() {
            return plain.status();
        }

        @Override
        public SortedMap<String, String> durableState() {
            return plain.durableState();
        }

        @Override
        public void restore(SortedMap<String, String> state) {
            plain.restore(state);
        }
    }

    @Test
    void catchesAGateThatAnswersForALargerOrder() {
        RiskGateContract contract = contract(() -> new Broken() {
            @Override
            public RiskDecision check(RiskRequest request, RiskContext context) {
                RiskDecision plain = super.check(request, context);
                BigDecimal twice = plain.requestedQuantity().add(plain.requestedQuantity());
                return plain.verdict() == Verdict.APPROVED ? approved(twice, plain.timeNs()) : plain;
            }
        });

        assertThatThrownBy(() -> contract.neverAllowsMoreThanWasAsked(1)).isInstanceOf(AssertionError.class);
    }

    @Test
    void catchesAGateThatReservesNothing() {
        RiskGateContract contract = contract(() -> new Broken() {
            @Override
            public RiskDecision check(RiskRequest request, RiskContext context) {
                return new ValueCapGate(new BigDecimal("100000")).check(request, context);
            }
        });

        assertThatThrownBy(contract::letsAFittingOrderThroughAndRefusesTheSecondBesideIt)
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> contract.letsNoInterleavingOfOrdersPassALimitTogether(1))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void catchesAGateThatKeepsTheReservationOfAClosedOrder() {
        RiskGateContract contract = contract(() -> new Broken() {
            @Override
            public void onParent(ParentOrder parent) {}
        });

        assertThatThrownBy(() -> contract.releasesTheReservationOfAClosedOrder(OrderStatus.CANCELED))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(contract::countsAFilledPartOnce).isInstanceOf(AssertionError.class);
    }

    @Test
    void catchesAGateThatReservesForRefusedOrders() {
        RiskGateContract contract = contract(() -> new Broken() {
            private boolean refused;

            @Override
            public RiskDecision check(RiskRequest request, RiskContext context) {
                RiskDecision plain = super.check(request, context);
                if (refused && plain.passes()) {
                    return rejected(plain);
                }
                refused |= !plain.passes();
                return plain;
            }
        });

        assertThatThrownBy(contract::reservesNothingForRefusedOrders).isInstanceOf(AssertionError.class);
    }

    @Test
    void catchesAGateThatTradesWithoutAPrice() {
        RiskGateContract contract = contract(() -> new Broken() {
            @Override
            public RiskDecision check(RiskRequest request, RiskContext context) {
                RiskDecision plain = super.check(request, context);
                return plain.reasons().stream().anyMatch(r -> r.message().contains("no price"))
                        ? approved(plain.requestedQuantity(), plain.timeNs())
                        : plain;
            }
        });

        assertThatThrownBy(contract::refusesWhatHasNoPrice).isInstanceOf(AssertionError.class);
        assertThatThrownBy(contract::refusesWhatIsNotInTheUniverse).isInstanceOf(AssertionError.class);
    }

    @Test
    void catchesAGateThatForgetsOverARestart() {
        RiskGateContract contract = contract(() -> new Broken() {
            @Override
            public void restore(SortedMap<String, String> state) {}

            @Override
            public SortedMap<String, String> durableState() {
                return new TreeMap<>(super.durableState());
            }
        });

        assertThatThrownBy(contract::takesItsDurableStateBack).isInstanceOf(AssertionError.class);
        assertThatThrownBy(contract::refusesTheDurableStateOfAnotherGate).isInstanceOf(AssertionError.class);
    }

    private static RiskDecision approved(BigDecimal quantity, long timeNs) {
        return new RiskDecision(
                Verdict.APPROVED, quantity, quantity, List.of(), List.of(), List.of(), 0, "broken", timeNs, 0);
    }

    private static RiskDecision rejected(RiskDecision plain) {
        return new RiskDecision(
                Verdict.REJECTED,
                plain.requestedQuantity(),
                BigDecimal.ZERO,
                List.of(),
                List.of(new Refusal("BROKEN", "BROKEN: by itself")),
                List.of(),
                0,
                "broken",
                plain.timeNs(),
                0);
    }

    private static RiskGateContract contract(Supplier<RiskGate> gate) {
        return new RiskGateContract() {
            @Override
            protected RiskGate gate() {
                return gate.get();
            }

            @Override
            protected BigDecimal fitting() {
                return new BigDecimal("2.5");
            }
        };
    }
}
