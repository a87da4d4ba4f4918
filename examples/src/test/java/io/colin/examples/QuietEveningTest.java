package io.colin.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.risk.RiskGate;
import io.colin.api.risk.RiskGateContract;
import io.colin.risk.RiskLimits;
import io.colin.risk.gate.StandardGate;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** With its rule in front the gate still keeps the contract of every gate. */
class QuietEveningTest extends RiskGateContract {
    @Override
    protected RiskGate gate() {
        return QuietEvening.of(Duration.ofMinutes(10), standard());
    }

    /** At 30 000 two thirds of the 100 000 that a position may be worth. */
    @Override
    protected BigDecimal fitting() {
        return new BigDecimal("2.4");
    }

    @Test
    void refusesToHoldAllDayOrNever() {
        assertThatThrownBy(() -> QuietEvening.of(Duration.ZERO, standard()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("quiet: must be above 0");
        assertThatThrownBy(() -> QuietEvening.of(Duration.ofDays(1), standard()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("quiet: must be below a day");
    }

    @Test
    void reportsWhereTheOtherGateStands() {
        RiskGate other = standard();

        assertThat(QuietEvening.of(Duration.ofMinutes(10), other).status()).isEqualTo(other.status());
    }

    private static RiskGate standard() {
        return StandardGate.builder()
                .limits(RiskLimits.demonstration()
                        .order(o -> o.maxShare(BigDecimal.ONE))
                        .tail(t -> t.armed(false))
                        .stress(t -> t.armed(false))
                        .build())
                .build();
    }
}
