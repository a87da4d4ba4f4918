package io.colin.server.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.DecisionMade;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.ParentCreated;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.RiskDecision;
import io.colin.execution.engine.Submission;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.store.MemoryEventStore;
import io.colin.risk.RiskLimits;
import io.colin.risk.breaker.BreakerSettings;
import io.colin.risk.gate.StandardGate;
import io.colin.risk.gate.StandardGateBuilder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Eight threads submit to a running engine at a limit of its gate: what passes is what fits, with the ledger as witness. */
class SubmittersTest {
    private static final int THREADS = 8;
    private static final int EACH = 12;
    private static final BigDecimal LIMIT = new BigDecimal("40000");

    private static StandardGateBuilder gate() {
        RiskLimits limits = Desk.limits()
                .position(position -> position.maxValue(LIMIT)
                        .maxSymbolShare(BigDecimal.ONE)
                        .maxSectorShare(BigDecimal.ONE)
                        .maxGrossShare(BigDecimal.ONE))
                .rate(rate -> rate.ordersPerSecond(10_000)
                        .ordersPerSecondPerStrategy(10_000)
                        .tradesPerDay(10_000)
                        .tradesPerSymbolPerDay(10_000))
                .build();
        return StandardGate.builder()
                .limits(limits)
                .breakers(BreakerSettings.builder().performance(Desk.ANY_LAG).build());
    }

    /** Rests below the market, so that nothing fills and gives room back. */
    private static Submission order(int thread, int number, String quantity) {
        String id = "t" + thread + "-" + number;
        OrderIntent intent = OrderIntent.of(Desk.BTC.symbol(), Side.BUY, new BigDecimal(quantity))
                .clientOrderId(id)
                .strategy("strategy-" + thread)
                .limit(new BigDecimal("980"))
                .algo(AlgoSpec.of("immediate", Map.of()))
                .metadata(Map.of(StandardGate.DISTINCT, "true"))
                .build();
        return new Submission(intent, "key-" + thread, "", id);
    }

    @ParameterizedTest(name = "orders of {0}")
    @ValueSource(strings = {"1", "1.7", "4.0001"})
    void exactlyAsManyPassAsFitUnderTheLimitHoweverTheyRace(String quantity) throws Exception {
        MemoryEventStore store = MemoryEventStore.empty();
        Script script = new Script().live().price(30, Desk.BTC.symbol(), "1000");
        List<SubmitResult> results = new ArrayList<>();
        try (Desk desk = Desk.open(script, store, gate());
                ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
            desk.until(30);
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<List<SubmitResult>>> all = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int thread = t;
                all.add(pool.submit((Callable<List<SubmitResult>>) () -> {
                    start.await(20, TimeUnit.SECONDS);
                    List<SubmitResult> mine = new ArrayList<>();
                    for (int i = 0; i < EACH; i++) {
                        mine.add(Desk.join(desk.engine.submit(order(thread, i, quantity))));
                    }
                    return mine;
                }));
            }
            for (Future<List<SubmitResult>> one : all) {
                results.addAll(one.get(60, TimeUnit.SECONDS));
            }
        }
        List<LedgerEvent> records = Desk.records(store);
        Set<String> parents = records.stream()
                .filter(ParentCreated.class::isInstance)
                .map(event -> ((ParentCreated) event).order().orderId())
                .collect(Collectors.toSet());
        List<RiskDecision> decisions = records.stream()
                .filter(event -> event instanceof DecisionMade made && parents.contains(made.orderId()))
                .map(event -> ((DecisionMade) event).decision())
                .toList();
        assertThat(decisions).hasSize(THREADS * EACH);
        BigDecimal size = position(decisions.getFirst()).projected();
        long fits = LIMIT.divide(size, 0, RoundingMode.FLOOR).longValueExact();
        assertThat(fits).as("the limit bites").isBetween(5L, THREADS * EACH - 10L);
        assertThat(decisions).filteredOn(RiskDecision::passes).hasSize((int) fits);
        assertThat(results).filteredOn(SubmitResult.Taken.class::isInstance).hasSize((int) fits);
        assertThat(decisions)
                .filteredOn(one -> !one.passes())
                .allSatisfy(one ->
                        assertThat(one.reasons()).extracting(Refusal::code).containsExactly("POSITION_LIMIT"));
        // Each that passed saw exactly those before it.
        assertThat(decisions.stream()
                        .filter(RiskDecision::passes)
                        .map(one -> position(one).projected()))
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactlyElementsOf(steps(size, fits));
    }

    private static List<BigDecimal> steps(BigDecimal size, long count) {
        List<BigDecimal> steps = new ArrayList<>();
        for (long i = 1; i <= count; i++) {
            steps.add(size.multiply(BigDecimal.valueOf(i)));
        }
        return steps;
    }

    private static CheckResult position(RiskDecision decision) {
        return decision.checks().stream()
                .filter(check -> check.check().equals("position"))
                .findFirst()
                .orElseThrow();
    }
}
