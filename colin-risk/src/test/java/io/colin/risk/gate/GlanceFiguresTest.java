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
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tail risk, stress and correlated groups at a glance, where their limits bind: nothing goes that the exact gate would not let
 * go. {@code -Dcolin.glance.orders=1000000} walks further.
 */
class GlanceFiguresTest {
    private static final int ORDERS = Integer.getInteger("colin.glance.orders", 48_000) / 16;

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
        UnaryOperator<RiskLimitsBuilder> limits = builder -> binding(builder, tail, stress);
        walk(new Random(seed), new ArmedDesk(20, limits), new ArmedDesk(20, limits));
    }

    /** Twenty symbols held long, 20 000 in all, move together: a group may come to 25 000, or to hardly more than it is. */
    @ParameterizedTest(name = "seed {0}, correlation {1}, group {2}")
    @CsvSource({"5, 0.8, 0.0025", "6, 0.8, 0.00215", "7, 0.65, 0.0016", "8, 0.7, 0.0018"})
    void whatIsAdmittedAtAGlanceKeepsTheLimitOfCorrelatedGroups(long seed, double rho, String group) {
        UnaryOperator<RiskLimitsBuilder> limits =
                builder -> builder.correlation(c -> c.maxGroupShare(new BigDecimal(group)));
        walk(new Random(seed), new ArmedDesk(20, rho, limits), new ArmedDesk(20, rho, limits));
    }

    private static void walk(Random random, ArmedDesk quick, ArmedDesk exact) {
        List<RiskRequest> open = new ArrayList<>();
        int admitted = 0;
        int approvals = 0;
        int refused = 0;
        for (int i = 0; i < ORDERS; i++) {
            RiskRequest request = exact.order(i, random.nextInt(3) == 0 ? Side.SELL : Side.BUY);
            boolean glance = quick.gate.admit(request, quick.context());
            RiskDecision decision = exact.gate.check(request, exact.context());
            boolean approved = decision.verdict() == Verdict.APPROVED;
            approvals += approved ? 1 : 0;
            refused += approved ? 0 : 1;
            if (glance) {
                admitted++;
                assertThat(approved)
                        .as("%s admitted, but %s", request, decision)
                        .isTrue();
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
        assertThat(refused).isGreaterThan(ORDERS / 60);
        assertThat(approvals).isGreaterThan(ORDERS / 15);
        // The first order of each symbol of a day is left to the exact gate.
        int known = approvals - quick.symbols.size();
        assertThat(admitted).as("of %d", known).isGreaterThanOrEqualTo(known * 97 / 100);
    }
}
