package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who must agree before money is said to have come in. */
class CashRequestTest {
    private static CashRequest deposit(Optional<String> approver) {
        return new CashRequest("in-1", "USD", BigDecimal.TEN, "by the owner", "treasurer", approver);
    }

    @Test
    void aDepositNeedsASecondPersonAndAWithdrawalNone() {
        assertThatThrownBy(() -> deposit(Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("approver: must be given for a deposit, another person than principal treasurer (none)");
        assertThat(deposit(Optional.of("owner")).approver()).contains("owner");
        CashRequest out = CashRequest.withdrawal("out-1", "USD", BigDecimal.TEN, "by the owner", "treasurer");
        assertThat(out.approver()).isEmpty();
        assertThat(out.amount()).isEqualByComparingTo("-10");
    }

    @ParameterizedTest(name = "[{0}]")
    @ValueSource(strings = {"treasurer", " Treasurer ", "TREASURER", "\uff54reasurer"})
    void whoAsksCannotAgreeUnderAnotherSpelling(String approver) {
        assertThatThrownBy(() -> deposit(Optional.of(approver)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("approver: must be another person than principal treasurer");
        assertThatThrownBy(() -> new CashRequest(
                        "out-1", "USD", BigDecimal.TEN.negate(), "r", "treasurer", Optional.of(approver)))
                .hasMessageStartingWith("approver: must be another person");
    }

    @Test
    void namesTheFieldThatIsWrong() {
        assertThatThrownBy(() -> deposit(Optional.of(" "))).hasMessageStartingWith("approver: ");
        assertThatThrownBy(() -> CashRequest.deposit("i", "USD", BigDecimal.ONE.negate(), "r", "p", "q"))
                .hasMessageStartingWith("amount: ");
        assertThatThrownBy(() -> CashRequest.withdrawal("i", "USD", BigDecimal.ONE.negate(), "r", "p"))
                .hasMessageStartingWith("amount: ");
        assertThatThrownBy(() -> new CashRequest("i", "USD", BigDecimal.ZERO, "r", "p", Optional.of("q")))
                .hasMessage("amount: must not be 0 (0)");
    }
}
