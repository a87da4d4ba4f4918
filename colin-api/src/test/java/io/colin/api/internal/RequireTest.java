package io.colin.api.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RequireTest {
    @Test
    void givesBackWhatIsRight() {
        assertThat(Require.text("f", " a ")).isEqualTo(" a ");
        assertThat(Require.positive("f", BigDecimal.ONE)).isEqualTo(BigDecimal.ONE);
        assertThat(Require.notNegative("f", BigDecimal.ZERO)).isEqualTo(BigDecimal.ZERO);
        assertThat(Require.positive("f", 1L)).isEqualTo(1);
        assertThat(Require.notNegative("f", 0L)).isZero();
        assertThat(Require.within("f", 0, 0, 1)).isZero();
        assertThat(Require.within("f", 1, 0, 1)).isEqualTo(1);
        assertThat(Require.finite("f", -3.5)).isEqualTo(-3.5);
        assertThat(Require.positive("f", Duration.ofNanos(1))).isEqualTo(Duration.ofNanos(1));
        Require.that(true, "f", "rule", "value");
    }

    @Test
    void namesFieldRuleAndValueOfWhatIsWrong() {
        fails(() -> Require.text("name", " "), "name: must not be blank (\" \")");
        fails(() -> Require.positive("price", BigDecimal.ZERO), "price: must be above 0 (0)");
        fails(() -> Require.notNegative("fee", new BigDecimal("-0.1")), "fee: must be 0 or more (-0.1)");
        fails(() -> Require.positive("size", 0L), "size: must be above 0 (0)");
        fails(() -> Require.notNegative("size", -1L), "size: must be 0 or more (-1)");
        fails(() -> Require.within("share", 1.5, 0, 1), "share: must be in [0.0, 1.0] (1.5)");
        fails(() -> Require.within("share", Double.NaN, 0, 1), "share: must be in [0.0, 1.0] (NaN)");
        fails(() -> Require.finite("mean", Double.NaN), "mean: must be finite (NaN)");
        fails(() -> Require.positive("window", Duration.ZERO), "window: must be above 0 (PT0S)");
        fails(() -> Require.positive("window", Duration.ofSeconds(-1)), "window: must be above 0 (PT-1S)");
        fails(() -> Require.that(false, "list", "must hold one", List.of()), "list: must hold one ([])");
    }

    @Test
    void cutsLongValuesShort() {
        assertThat(Require.broken("f", "rule", "x".repeat(1000)).getMessage())
                .isEqualTo("f: rule (" + "x".repeat(60) + "\u2026)");
    }

    private static void fails(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
