package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.RecordedRun.limits;
import static io.colin.risk.gate.RecordedRun.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.OrderIntent;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskRequest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After a restart anywhere the windows hold what those of a gate that went on hold. */
class RecordedWindowsLawTest {
    private static final Set<String> WINDOWS = Set.of(
            "duplicate",
            "price-drift",
            "repeated-execution",
            "strategy-order-rate",
            "key-order-rate",
            "order-rate",
            "amend-rate");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aGateThatWasKilledAnywhereFindsWhatTheOneThatWentOnFinds(long seed) {
        Random random = new Random(seed);
        RecordedRun run = new RecordedRun(limits(6).toBuilder()
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

    private static void reenable(RecordedRun run, String strategy) {
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

    private static OrderIntent random(RecordedRun run, Random random) {
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

    private static void step(RecordedRun run, Random random) {
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
}
