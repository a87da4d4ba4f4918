package io.colin.risk.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.Side;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskRequest;
import io.colin.risk.RiskLimitsBuilder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tail risk and stress at a glance, where their limits bind: nothing goes that the exact gate would not let go. */
class GlanceFiguresTest {
    private static final int ORDERS = 3000;

    /** A share of the ten million of {@link ArmedDesk}, of which twenty symbols hold 1000 each. */
    private static RiskLimitsBuilder binding(RiskLimitsBuilder limits, String tail, String stress) {
        BigDecimal share = new BigDecimal(tail);
        return limits.tail(t -> t.maxVar95OneDay(share)
                        .maxVar99OneDay(share.multiply(new BigDecimal("1.45")))
                        .maxVar95FiveDays(share.multiply(new BigDecimal("2.3")))
                        .maxVar99FiveDays(share.multiply(new BigDecimal("3.2")))
                        .maxEs99OneDay(share.multiply(new BigDecimal("1.7"))))
                .stress(s -> s.maxLoss(new BigDecimal(stress)));
    }

    @ParameterizedTest(name = "seed {0}, tail {1}, stress {2}")
    @CsvSource({"1, 0.00003, 0.1", "2, 0.00003, 0.1", "3, 0.01, 0.0015", "4, 0.00004, 0.0016"})
    void whatIsAdmittedAtAGlanceKeepsTheLimitsOfTheFigures(long seed, String tail, String stress) {
        Random random = new Random(seed);
        ArmedDesk quick = new ArmedDesk(20, limits -> binding(limits, tail, stress));
        ArmedDesk exact = new ArmedDesk(20, limits -> binding(limits, tail, stress));
        List<RiskRequest> open = new ArrayList<>();
        int admitted = 0;
        int clean = 0;
        int refused = 0;
        for (int i = 0; i < ORDERS; i++) {
            RiskRequest request = exact.order(i, random.nextInt(3) == 0 ? Side.SELL : Side.BUY);
            boolean glance = quick.gate.admit(request, quick.context());
            RiskDecision decision = exact.gate.check(request, exact.context());
            boolean approved = decision.verdict() == Verdict.APPROVED;
            clean += approved && decision.warnings().isEmpty() ? 1 : 0;
            refused += approved ? 0 : 1;
            if (glance) {
                admitted++;
                assertThat(approved)
                        .as("%s admitted, but %s", request, decision)
                        .isTrue();
                assertThat(decision.warnings()).isEmpty();
            } else {
                assertThat(quick.gate.check(request, quick.context()).verdict()).isEqualTo(decision.verdict());
            }
            if (approved) {
                open.add(request);
            }
            if (open.size() > 5 && random.nextInt(3) == 0) {
                RiskRequest ended = open.remove(random.nextInt(open.size()));
                quick.end(ended);
                exact.end(ended);
            }
            if (i % 25 == 0) {
                quick.pass(2_000_000_000L);
                exact.pass(2_000_000_000L);
            }
            if (i % 400 == 399) {
                open.forEach(quick::end);
                open.forEach(exact::end);
                open.clear();
            }
        }
        assertThat(refused).isGreaterThan(50);
        assertThat(clean).isGreaterThan(200);
        assertThat(admitted).as("of %d", clean).isGreaterThanOrEqualTo(clean * 97 / 100);
    }
}
