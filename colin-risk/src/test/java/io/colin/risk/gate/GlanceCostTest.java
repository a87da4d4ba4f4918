package io.colin.risk.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskRequest;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an approval costs with every check armed and a hundred positions. */
class GlanceCostTest {
    private static final int POSITIONS = 100;
    private static final int BATCH = 200;
    private static final int WARM_UP = 150;
    private static final int MEASURED = 50;

    private final ArmedDesk desk = new ArmedDesk(POSITIONS);
    private int orders;

    private List<RiskRequest> next() {
        List<RiskRequest> batch = new ArrayList<>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            batch.add(desk.order(orders++));
        }
        return batch;
    }

    /** Once exactly, so that the prices of the day are known. */
    private void approveEachSymbol() {
        for (int i = 0; i < POSITIONS; i++) {
            RiskRequest request = desk.order(orders++);
            RiskDecision decision = desk.gate.check(request, desk.context());
            assertThat(decision.verdict()).as("%s", decision).isEqualTo(Verdict.APPROVED);
            assertThat(decision.warnings()).isEmpty();
            desk.end(request);
        }
    }

    private void end(List<RiskRequest> batch) {
        batch.forEach(desk::end);
        desk.pass(2_000_000_000L);
    }

    private int admit(List<RiskRequest> batch, long[] tookNs) {
        int admitted = 0;
        for (int i = 0; i < batch.size(); i++) {
            long begun = System.nanoTime();
            admitted += desk.gate.admit(batch.get(i), desk.context()) ? 1 : 0;
            tookNs[i] = System.nanoTime() - begun;
        }
        return admitted;
    }

    @Test
    void anApprovalAtAGlanceAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().threadId();
        long[] tookNs = new long[BATCH];
        approveEachSymbol();
        for (int i = 0; i < WARM_UP; i++) {
            List<RiskRequest> batch = next();
            assertThat(admit(batch, tookNs)).isEqualTo(BATCH);
            end(batch);
        }
        long empty = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            long before = threads.getThreadAllocatedBytes(thread);
            empty = Math.min(empty, threads.getThreadAllocatedBytes(thread) - before);
        }
        long[] all = new long[BATCH * MEASURED];
        long allocated = 0;
        for (int i = 0; i < MEASURED; i++) {
            List<RiskRequest> batch = next();
            long before = threads.getThreadAllocatedBytes(thread);
            int admitted = admit(batch, tookNs);
            allocated += threads.getThreadAllocatedBytes(thread) - before - empty;
            assertThat(admitted).isEqualTo(BATCH);
            System.arraycopy(tookNs, 0, all, i * BATCH, BATCH);
            end(batch);
        }
        Arrays.sort(all);
        System.out.printf(
                "admit p50 %d ns, p99 %d ns, max %d, bytes %.3f%n",
                all[all.length / 2], all[all.length * 99 / 100], all[all.length - 1], 1.0 * allocated / all.length);
        assertThat(allocated).isZero();
    }

    @Test
    void check() {
        approveEachSymbol();
        long[] all = new long[10_000];
        for (int i = 0; i < 15_000; i++) {
            RiskRequest request = desk.order(orders++);
            long begun = System.nanoTime();
            RiskDecision d = desk.gate.check(request, desk.context());
            if (i >= 5000) all[i - 5000] = System.nanoTime() - begun;
            assertThat(d.passes()).isTrue();
            desk.end(request);
            if (i % 500 == 0) desk.pass(2_000_000_000L);
        }
        Arrays.sort(all);
        System.out.printf("check p50 %d ns, p99 %d ns%n", all[all.length / 2], all[all.length * 99 / 100]);
    }
}
