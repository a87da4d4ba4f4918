package io.colin.examples;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.execution.ExecutionAlgoContract;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Forty lines of one's own keep the contract of every algorithm. */
class OnWeaknessTest extends ExecutionAlgoContract {
    @Override
    protected ExecutionAlgo algo() {
        return new OnWeakness(Duration.ofMinutes(30));
    }

    @Test
    void refusesToHaveNoPatience() {
        assertThatThrownBy(() -> new OnWeakness(Duration.ZERO)).hasMessageContaining("patience: must be above 0");
    }
}
