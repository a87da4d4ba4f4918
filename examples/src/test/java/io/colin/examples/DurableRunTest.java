package io.colin.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.ledger.Verification;
import io.colin.execution.source.BitstampTrades;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableRunTest {
    @Test
    void takesUpWhatTheFirstEngineHeldAndKeepsTheChain(@TempDir Path dataDir) {
        Printed printed = new Printed();
        DurableRun.Result result =
                DurableRun.run(FirstEvents.of(BitstampTrades.embedded(), 20_000), dataDir, 20, printed.stream());

        assertThat(result.heldAtStop()).isPositive();
        assertThat(result.heldAtResume()).isEqualByComparingTo(result.heldAtStop());
        assertThat(result.fillsAtStop()).isGreaterThanOrEqualTo(20);
        assertThat(result.report().fills()).as("of both engines").isGreaterThan(result.fillsAtStop());
        assertThat(result.chain())
                .isInstanceOfSatisfying(
                        Verification.Intact.class,
                        intact -> assertThat(intact.records())
                                .isEqualTo(result.report().ledgerRecords()));
        assertThat(printed.text()).contains("second engine: took up").contains("Intact");
    }
}
