package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Side;
import io.colin.api.risk.RiskDecision;
import io.colin.risk.LimitScope;
import io.colin.risk.RiskLimits;
import io.colin.risk.ScopeCap;
import io.colin.risk.ScopeLimits;
import io.colin.risk.exposure.FirmExposure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gates of several accounts, each on a thread of its own, under one limit of the firm. */
@Timeout(60)
class GateFirmTest {
    private static final int ACCOUNTS = 8;
    private static final BigDecimal LIMIT = dec("10000");

    /** One account and its gate, which only its thread asks. */
    private static final class Account {
        private final Desk desk = new Desk(Desk.wide().build(), "1000000");
        private final List<OrderIntent> passed = new ArrayList<>();
        private int orders;

        private Account(FirmExposure firm) {
            desk.gate = StandardGate.builder().limits(desk.limits).firm(firm).build();
            desk.mark();
        }

        private void submit(String size, int times) {
            for (int i = 0; i < times; i++) {
                // Below the reference a limit changes nothing but makes each order another one.
                OrderIntent intent = desk.intent(BTC, Side.BUY, size)
                        .limit(BigDecimal.valueOf(9_500 + orders++ % 500, 2))
                        .build();
                RiskDecision decision = desk.ask(intent);
                if (decision.passes()) {
                    passed.add(intent);
                }
            }
        }

        private void cancelAll() {
            passed.forEach(intent -> desk.gate.onParent(with(desk.parent(intent), OrderStatus.CANCELED, "0")));
            passed.clear();
            desk.pass(2 * Desk.SECOND);
            desk.mark();
        }
    }

    private static void onOneThreadEach(List<Account> accounts, String size, int times) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(ACCOUNTS)) {
            List<Future<?>> all = new ArrayList<>();
            for (Account account : accounts) {
                all.add(threads.submit(() -> {
                    start.await();
                    account.submit(size, times);
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> each : all) {
                each.get();
            }
        }
    }

    @ParameterizedTest(name = "eight accounts asking for {0} at 100 of 10 000")
    @ValueSource(strings = {"1", "7", "0.3", "99.999", "100", "100.001"})
    void exactlyTheWholePartOfLimitOverSizePassesAndNothingIsLeftWhenAllIsCancelled(String size) throws Exception {
        BigDecimal value = dec(size).multiply(dec("100"));
        int holds = LIMIT.divide(value, 0, RoundingMode.DOWN).intValueExact();
        FirmExposure firm = FirmExposure.of("USD", LIMIT);
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            accounts.add(new Account(firm));
        }
        for (int round = 0; round < 3; round++) {
            onOneThreadEach(accounts, size, 2 * holds / ACCOUNTS + 5);
            int passed =
                    accounts.stream().mapToInt(account -> account.passed.size()).sum();
            assertThat(passed).isEqualTo(holds);
            assertThat(firm.total()).isEqualByComparingTo(value.multiply(BigDecimal.valueOf(holds)));
            accounts.forEach(Account::cancelAll);
            assertThat(firm.total()).isEqualByComparingTo("0");
        }
    }

    @Test
    void everyDecisionShowsTheLimitOfTheFirmThatIsInForceOrTheTighterCapOfTheGate() {
        FirmExposure firm = FirmExposure.of("USD", LIMIT);
        Account account = new Account(firm);
        assertThat(shown(account, "1")).isEqualByComparingTo("10000");
        firm.changeLimit(dec("4000"), "alice");
        assertThat(shown(account, "2")).as("cut by one").isEqualByComparingTo("4000");
        firm.raiseLimit(dec("6000"), "alice", "bob");
        assertThat(shown(account, "3")).as("raised by two").isEqualByComparingTo("6000");
        RiskLimits capped = Desk.wide()
                .scopes(ScopeLimits.of(Map.of(
                        LimitScope.FIRM,
                        ScopeCap.builder().grossValue(dec("5000")).build())))
                .build();
        account.desk.gate = StandardGate.builder().limits(capped).firm(firm).build();
        account.desk.mark();
        assertThat(shown(account, "4")).as("a cap of the gate").isEqualByComparingTo("5000");
    }

    private static BigDecimal shown(Account account, String size) {
        RiskDecision decision = account.desk.ask(
                account.desk.intent(BTC, Side.BUY, size).limit(dec("100")).build());
        return decision.checks().stream()
                .filter(check -> check.check().equals("firm-gross-exposure"))
                .findFirst()
                .orElseThrow()
                .limit();
    }
}
