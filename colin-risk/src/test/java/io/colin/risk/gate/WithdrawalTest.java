package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.PERPETUAL;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import io.colin.api.portfolio.CashFlow;
import io.colin.risk.AccountKind;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How much may leave an account: to the cent, so that working orders and margins stay covered. */
class WithdrawalTest {
    private static Optional<Refusal> withdraw(Desk desk, String currency, String amount) {
        CashFlow flow = new CashFlow(currency, dec(amount).negate(), desk.timeNs);
        return desk.controls().withdrawal(flow, desk.portfolio());
    }

    private static void assertMost(Desk desk, String currency, String most, String more, String code, String told) {
        assertThat(withdraw(desk, currency, most)).isEmpty();
        assertThat(withdraw(desk, currency, more)).hasValueSatisfying(refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.message()).contains("currency=" + currency, "withdrawal=" + more, told);
        });
    }

    @Test
    void ofACashAccountAllButWhatWorkingBuysNeed() {
        Desk desk = new Desk(wide().margin(m -> m.feeCushion(dec("0.01"))).build(), "1000");
        assertMost(desk, "USD", "1000", "1000.01", "NOTIONAL_EXCEEDS_FREE_BALANCE", "free=1000 cash=1000 committed=0");
        assertThat(withdraw(desk, "EUR", "1")).as("of which there is none").isPresent();
    }

    @Test
    void whatABuyNeedsWithItsFeesStays() {
        Desk desk = new Desk(wide().margin(m -> m.feeCushion(dec("0.01"))).build(), "1000");
        desk.work(desk.buy("2"));
        assertMost(desk, "USD", "798", "798.01", "NOTIONAL_EXCEEDS_FREE_BALANCE", "free=798 cash=1000 committed=202");
    }

    @Test
    void ofAMarginAccountWhatLeavesMarginsCoveredWithWhatMustBeFree() {
        Desk desk = new Desk(
                wide().margin(m -> m.accountKind(AccountKind.MARGIN)
                                .initialRate(dec("0.1"))
                                .minFree(dec("0.5")))
                        .build(),
                "1000");
        assertMost(desk, "USD", "1000", "1000.01", "MARGIN_EXCEEDS_FREE_BALANCE", "equity_left=-0.01");
        desk.work(desk.intent(PERPETUAL, Side.SELL, "10").limit(dec("100")).build());
        assertMost(desk, "USD", "800", "800.01", "MARGIN_EXCEEDS_FREE_BALANCE", "margin=100");
    }

    @Test
    void ofAMarginAccountNothingThatCannotBeValued() {
        Desk desk =
                new Desk(wide().margin(m -> m.accountKind(AccountKind.MARGIN)).build(), "1000");
        assertThat(withdraw(desk, "GBP", "1")).hasValueSatisfying(refusal -> {
            assertThat(refusal.code()).isEqualTo("STALE_MARKET_DATA");
            assertThat(refusal.message()).contains("currency=GBP", "rule=priced");
        });
        desk.hold(BTC, "1");
        assertThat(withdraw(desk, "USD", "1")).isEmpty();
    }
}
