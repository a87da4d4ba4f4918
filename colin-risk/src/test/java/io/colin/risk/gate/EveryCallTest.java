package io.colin.risk.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.colin.api.event.RecordListener;
import io.colin.api.order.DenialCode;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import io.colin.api.risk.ChangeResult;
import io.colin.api.risk.LimitsInForce;
import io.colin.api.risk.OpenApproval;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskControls;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskGate;
import io.colin.api.risk.RiskNotice;
import io.colin.api.risk.RiskReduction;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.RiskStatus;
import io.colin.api.risk.RiskTask;
import io.colin.api.risk.SelfMatch;
import io.colin.api.risk.SelfMatchPolicy;
import io.colin.api.risk.TimedLock;
import io.colin.api.risk.TradingState;
import io.colin.risk.gate.Recorded.Samples;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Gates of gates hand every call on, each that the interfaces have, with its arguments and its answer. */
class EveryCallTest {
    private static final Duration STUCK = Duration.ofSeconds(10);
    private static final RiskNotice FIRST_NOTICE = new RiskNotice.Latched("first");
    private static final SelfMatch MATCH = new SelfMatch("child", "parent", BigDecimal.ONE);
    private static final RiskNotice SECOND_NOTICE = new RiskNotice.Latched("second");

    private final Samples samples = new Samples();
    private final Desk desk = new Desk(Desk.wide().build(), "1000");
    private final RiskContext context = new RiskContext(desk, desk.portfolio());

    private static LimitsInForce limits(long version) {
        return new LimitsInForce(version, "hash", 0, "alice", "", "why", new TreeMap<>(), new TreeMap<>());
    }

    private static OpenApproval approval(String id) {
        return new OpenApproval(id, OpenApproval.Kind.LIMIT_CHANGE, "what", "asked", "alice", "why", 1, 2, "");
    }

    private static TimedLock lock(String reason) {
        return new TimedLock(Desk.BTC, TimedLock.Sides.BUY, reason, "alice", 1, 2);
    }

    private static RiskStatus status() {
        return new RiskStatus(TradingState.ACTIVE, BigDecimal.ONE, 0, 1, List.of(), List.of(), List.of());
    }

    private RiskReduction reduction() {
        return new RiskReduction(
                desk.intent(Desk.BTC, Side.SELL, "1")
                        .limit(BigDecimal.TEN)
                        .reduceOnly(true)
                        .build(),
                "risk-reduction",
                "loss");
    }

    private RiskDecision decision() {
        return desk.ask(desk.buy("1"));
    }

    /** Answers of every kind, none of which is what a call that was lost would give. */
    private Recorded answering() {
        Recorded recorded = new Recorded();
        recorded.answering("check", decision())
                .answering("takeNotices", List.of(FIRST_NOTICE))
                .answering("onPerformance", true)
                .answering("dueTask", Optional.of(recorded.task()))
                .answering("dueReductions", List.of(reduction()))
                .answering("keepsReduceOnly", true)
                .answering("selfMatchPolicy", SelfMatchPolicy.CANCEL_OLDEST)
                .answering("selfMatches", List.of(MATCH))
                .answering("isReserved", true)
                .answering("mayUnwind", true)
                .answering("controls", Optional.of(recorded.controls()))
                .answering("sizeMultiplier", 0.25)
                .answering("status", status())
                .answering("durableState", new TreeMap<>(Map.of("a", "b")))
                .answering("kill", true)
                .answering("rearm", true)
                .answering("resetBreaker", true)
                .answering("review", true)
                .answering("keepsLocks", true)
                .answering("lock", true)
                .answering("unlock", Optional.of(lock("first")))
                .answering("withdrawal", Optional.of(Refusal.of(DenialCode.MARGIN_EXCEEDS_FREE_BALANCE, "no")))
                .answering("limits", Optional.of(limits(7)))
                .answering("proposeLimits", new ChangeResult.Unchanged("p"))
                .answering("askRelease", new ChangeResult.Unchanged("r"))
                .answering("approve", new ChangeResult.Unchanged("a"))
                .answering("deny", new ChangeResult.Unchanged("d"))
                .answering("openApprovals", List.of(approval("1")))
                .answering("appliesAtNs", 42L)
                .answering("parts", List.of(new RiskTask.Part("part", () -> {})))
                .answering("apply", figures());
        return recorded;
    }

    private static RiskFigures figures() {
        Desk armed = new Desk(Desk.wide().build(), "1000");
        armed.gate = StandardGate.builder().build();
        armed.returns(new double[] {0.01, -0.01, 0.02}, new double[] {0.01, 0.02, -0.02});
        return armed.work().orElseThrow();
    }

    private static Stream<Method> ofGates() {
        return Recorded.methods(RiskGate.class, RecordListener.class).stream();
    }

    private DynamicTest handsOn(Method method, Recorded behind, Function<SerialGate, Object> on) {
        return DynamicTest.dynamicTest(method.getName(), () -> {
            Object[] given = samples.of(method);
            SerialGate gate = SerialGate.of(behind.gate());
            Object object = on.apply(gate);
            for (int i = 0; i < 2; i++) {
                behind.calls.clear();
                // From another thread each time: a lock that was kept would stop the second.
                Object answer = assertTimeoutPreemptively(STUCK, () -> Recorded.invoke(object, method, given));
                assertThat(behind.calls).containsExactly(Recorded.call(method, given));
                if (!List.of("dueTask", "controls").contains(method.getName())) {
                    behind.calls.clear();
                    assertThat(answer).isEqualTo(Recorded.invoke(on(behind, method), method, given));
                }
            }
        });
    }

    private static Object on(Recorded recorded, Method method) {
        return method.getDeclaringClass() == RiskControls.class
                ? recorded.controls()
                : method.getDeclaringClass() == RiskTask.class ? recorded.task() : recorded.gate();
    }

    @TestFactory
    Stream<DynamicTest> behindALock() {
        Recorded behind = answering();
        return Stream.of(
                        ofGates().map(method -> handsOn(method, behind, gate -> gate)),
                        Recorded.methods(RiskControls.class).stream()
                                .map(method -> handsOn(
                                        method, behind, gate -> gate.controls().orElseThrow())),
                        Recorded.methods(RiskTask.class).stream()
                                .map(method -> handsOn(
                                        method,
                                        behind,
                                        gate -> gate.dueTask(context).orElseThrow())))
                .flatMap(all -> all);
    }

    @Test
    void aGateThatDoesNotFollowTheLedgerIsNotToldOfIt() {
        Recorded behind = new Recorded();
        RiskGate plain = behind.plain();
        Method onRecord = Recorded.methods(RecordListener.class).getFirst();
        Recorded.invoke(SerialGate.of(plain), onRecord, samples.of(onRecord));
        Recorded.invoke(ChainedGate.of(List.of(plain)), onRecord, samples.of(onRecord));
        assertThat(behind.calls).isEmpty();
        assertThat(SerialGate.of(plain).controls()).isEmpty();
        assertThat(SerialGate.of(plain).dueTask(context)).isEmpty();
        assertThat(ChainedGate.of(List.of(plain)).controls()).isEmpty();
    }

    /** What a chain does of its own: it judges, saves, and asks for slow work one gate at a time. */
    private static final List<String> OWN = List.of(
            "check",
            "status",
            "durableState",
            "restore",
            "dueTask",
            "controls",
            "mayUnwind",
            "selfMatchPolicy",
            "selfMatches");

    @TestFactory
    Stream<DynamicTest> inAChainToEveryGate() {
        return ofGates()
                .filter(method -> !OWN.contains(method.getName()))
                .flatMap(method -> Stream.of(true, false).map(answer -> {
                    Recorded first = answer ? answering() : new Recorded();
                    Recorded second = answer ? new Recorded() : answering();
                    return DynamicTest.dynamicTest(method.getName() + (answer ? " first" : " second"), () -> {
                        Object[] given = samples.of(method);
                        Object got =
                                Recorded.invoke(ChainedGate.of(List.of(first.gate(), second.gate())), method, given);
                        boolean any = method.getName().equals("keepsReduceOnly")
                                || method.getName().equals("isReserved");
                        assertThat(first.calls).containsExactly(Recorded.call(method, given));
                        assertThat(second.calls)
                                .containsExactlyElementsOf(
                                        any && answer ? List.of() : List.of(Recorded.call(method, given)));
                        Object alone = Recorded.invoke((answer ? first : second).gate(), method, given);
                        assertThat(got).isEqualTo(alone);
                    });
                }));
    }

    @Test
    void noticesAndReductionsOfAllGatesAreTold() {
        Recorded first = answering();
        Recorded second = answering().answering("takeNotices", List.of(SECOND_NOTICE));
        ChainedGate chain = ChainedGate.of(List.of(first.gate(), second.gate()));
        assertThat(chain.takeNotices()).containsExactly(FIRST_NOTICE, SECOND_NOTICE);
        assertThat(chain.dueReductions(context)).hasSize(2);
        ChainedGate none = ChainedGate.of(List.of(new Recorded().gate(), new Recorded().gate()));
        assertThat(none.takeNotices()).isEmpty();
        assertThat(none.dueReductions(context)).isEmpty();
        assertThat(none.keepsReduceOnly()).isFalse();
        assertThat(none.isReserved("engine")).isFalse();
        assertThat(none.onPerformance(List.of(), 0, 0)).isFalse();
        assertThat(none.dueTask(context)).isEmpty();
    }

    @Test
    void slowWorkIsAskedOfOneGateAfterTheOther() {
        Recorded first = answering();
        Recorded second = answering();
        assertThat(ChainedGate.of(List.of(first.gate(), second.gate())).dueTask(context))
                .isPresent();
        assertThat(second.calls).isEmpty();
        assertThat(ChainedGate.of(List.of(new Recorded().gate(), second.gate())).dueTask(context))
                .isPresent();
        assertThat(second.calls).hasSize(1);
    }

    /** What belongs to the limits of one gate alone. */
    private static final List<String> OF_LIMITS =
            List.of("limits", "proposeLimits", "askRelease", "approve", "deny", "openApprovals");

    @TestFactory
    Stream<DynamicTest> whatAPersonDoesIsDoneToEveryGateAndLimitsAreThoseOfTheFirstThatHasAny() {
        return Recorded.methods(RiskControls.class).stream()
                .filter(method -> !method.getName().equals("keepsLocks"))
                .flatMap(method -> Stream.of(true, false)
                        .map(answer ->
                                DynamicTest.dynamicTest(method.getName() + (answer ? " first" : " second"), () -> {
                                    Recorded first = answering();
                                    Recorded second = answering();
                                    (answer ? second : first)
                                            .answering("limits", Optional.empty())
                                            .answering("kill", false)
                                            .answering("rearm", false)
                                            .answering("resetBreaker", false)
                                            .answering("lock", false)
                                            .answering("unlock", Optional.empty())
                                            .answering("withdrawal", Optional.empty())
                                            .answering("review", false);
                                    RiskControls controls = ChainedGate.of(List.of(first.gate(), second.gate()))
                                            .controls()
                                            .orElseThrow();
                                    Object[] given = samples.of(method);
                                    Object got = Recorded.invoke(controls, method, given);
                                    String call = Recorded.call(method, given);
                                    Recorded knowing = answer ? first : second;
                                    Recorded other = answer ? second : first;
                                    assertThat(knowing.calls).contains(call);
                                    assertThat(got).isEqualTo(Recorded.invoke(knowing.controls(), method, given));
                                    // One gate that refuses a withdrawal is enough; one that does not says nothing.
                                    boolean isRefused =
                                            answer && method.getName().equals("withdrawal");
                                    if (!OF_LIMITS.contains(method.getName()) && !isRefused) {
                                        assertThat(other.calls).contains(call);
                                    } else if (!method.getName().equals("limits")) {
                                        assertThat(other.calls).doesNotContain(call);
                                    }
                                })));
    }

    @Test
    void aChainWithoutLimitsSaysSo() {
        Recorded only = answering().answering("limits", Optional.empty()).answering("kill", false);
        RiskControls controls = ChainedGate.of(List.of(only.gate())).controls().orElseThrow();
        assertThat(controls.limits()).isEmpty();
        assertThat(controls.openApprovals()).isEmpty();
        assertThat(controls.deny("1", "bob", "no", 1)).isInstanceOf(ChangeResult.Unsupported.class);
        assertThat(controls.review("alert", "bob")).isTrue();
    }

    @Test
    void anOrderStaysWhereEveryGateThatHaltsLetsItAndOneKnowsIt() {
        RiskStatus active = status();
        RiskStatus halted = new RiskStatus(TradingState.HALTED, BigDecimal.ONE, 0, 0, List.of(), List.of(), List.of());
        Recorded knows = new Recorded().answering("mayUnwind", true).answering("status", halted);
        Recorded halts = new Recorded().answering("mayUnwind", false).answering("status", halted);
        Recorded trades = new Recorded().answering("mayUnwind", false).answering("status", active);
        ParentOrder parent = desk.parent(desk.buy("1"));
        assertThat(ChainedGate.of(List.of(knows.gate(), trades.gate())).mayUnwind(parent))
                .isTrue();
        assertThat(ChainedGate.of(List.of(trades.gate(), knows.gate())).mayUnwind(parent))
                .isTrue();
        assertThat(ChainedGate.of(List.of(knows.gate(), halts.gate())).mayUnwind(parent))
                .isFalse();
        assertThat(ChainedGate.of(List.of(trades.gate(), trades.gate())).mayUnwind(parent))
                .isFalse();
    }

    @Test
    void gatesThatAgreeOnNoSizeRefuse() {
        RiskDecision reduced = reduced();
        Recorded shrinking =
                new Recorded().answeringBy("check", given -> halved((RiskRequest.Parent) given[0], reduced));
        RiskDecision decision = ChainedGate.of(List.of(shrinking.gate())).check(AtAGlance.buy(desk, "100"), context);
        assertThat(decision.verdict()).isEqualTo(Verdict.REJECTED);
        assertThat(decision.requestedQuantity()).isEqualByComparingTo("100");
        assertThat(Desk.codes(decision)).containsExactly(DenialCode.GATE_ERROR.name());
        assertThat(decision.reasons().getFirst().message()).contains("agree on no size");
    }

    private static RiskDecision reduced() {
        Desk tight = new Desk(Desk.wide().order(o -> o.maxValue(BigDecimal.TEN)).build(), "1000");
        RiskDecision reduced = tight.ask(tight.intent(Desk.BTC, Side.BUY, "1")
                .limit(Desk.dec("100"))
                .reducible(true)
                .build());
        assertThat(reduced.verdict()).isEqualTo(Verdict.REDUCED);
        return reduced;
    }

    private static RiskDecision halved(RiskRequest.Parent asked, RiskDecision like) {
        BigDecimal quantity = asked.intent().quantity();
        return new RiskDecision(
                Verdict.REDUCED,
                quantity,
                quantity.divide(new BigDecimal(2)),
                like.checks(),
                like.reasons(),
                like.warnings(),
                like.riskScore(),
                like.configHash(),
                like.timeNs(),
                0);
    }
}
