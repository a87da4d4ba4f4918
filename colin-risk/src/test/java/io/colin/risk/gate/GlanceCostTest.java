package io.colin.risk.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskRequest;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an approval costs with every check armed and a hundred positions. */
class GlanceCostTest {
    private static final int POSITIONS = 100;
    private static final int BATCH = 200;
    private static final int WARM_UP = 600;
    private static final int MEASURED = 50;

    private ArmedDesk desk = new ArmedDesk(POSITIONS);
    private int orders;

    private List<RiskRequest> next() {
        List<RiskRequest> batch = new ArrayList<>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            batch.add(desk.order(orders++));
        }
        return batch;
    }

    private void end(List<RiskRequest> batch) {
        batch.forEach(desk::end);
        desk.pass(2_000_000_000L);
    }

    private int admit(List<RiskRequest> batch) {
        int admitted = 0;
        for (int i = 0; i < batch.size(); i++) {
            admitted += desk.gate.admit(batch.get(i), desk.context()) ? 1 : 0;
        }
        return admitted;
    }

    /** Once exactly, so that the prices of the day are known; nothing is left out for want of a figure. */
    private void approveEachSymbol() {
        for (int i = 0; i < POSITIONS; i++) {
            RiskRequest request = desk.order(orders++);
            RiskDecision decision = desk.gate.check(request, desk.context());
            assertThat(decision.verdict()).as("%s", decision).isEqualTo(Verdict.APPROVED);
            assertThat(decision.checks())
                    .extracting(result -> result.check())
                    .contains(
                            "var-95-1d",
                            "var-99-1d",
                            "var-95-5d",
                            "var-99-5d",
                            "es-99-1d",
                            "stress",
                            "correlated-group",
                            "margin",
                            "sector-concentration",
                            "price-collar");
            desk.end(request);
        }
    }

    @ParameterizedTest(name = "correlation {0}")
    @ValueSource(doubles = {0, 0.8})
    void anApprovalAtAGlanceAllocatesNothing(double rho) {
        desk = new ArmedDesk(POSITIONS, rho, limits -> limits);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        approveEachSymbol();
        for (int i = 0; i < WARM_UP; i++) {
            List<RiskRequest> batch = next();
            assertThat(admit(batch)).isEqualTo(BATCH);
            end(batch);
        }
        int clean = 0;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < MEASURED; i++) {
            List<RiskRequest> batch = next();
            long before = threads.getThreadAllocatedBytes(thread);
            int admitted = admit(batch);
            long allocated = threads.getThreadAllocatedBytes(thread) - before;
            assertThat(admitted).isEqualTo(BATCH);
            least = Math.min(least, allocated);
            clean += allocated == 0 ? 1 : 0;
            end(batch);
        }
        // The compiler may work meanwhile: a batch or two may hold what it makes when it throws code away.
        assertThat(least).isZero();
        assertThat(clean).isGreaterThanOrEqualTo(MEASURED - 5);
    }
}
