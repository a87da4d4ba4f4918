package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.api.risk.CheckResult.CheckOutcome;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.risk.RiskLimits;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The defaults as they stand: nothing of them refuses a plain order, one venue, one symbol and forty days of history. */
class GateDefaultsTest {
    private static final double[] RETURNS = {0.02, -0.021, 0.013, -0.015, 0.004, -0.006, 0.018};

    private static Desk desk() {
        Desk desk = new Desk(RiskLimits.builder().build(), "1000000");
        desk.bars(BTC, 40, 90, RETURNS);
        desk.mark();
        desk.work();
        desk.mark();
        return desk;
    }

    @ParameterizedTest(name = "{0} judges a plain order under its default and passes it")
    @ValueSource(
            strings = {
                "trading-state",
                "kill-switch",
                "lock",
                "strategy-stop",
                "recovered-orders",
                "permission",
                "restricted-symbol",
                "terms",
                "precision",
                "venue-minimum",
                "order-quantity",
                "order-value",
                "duplicate",
                "strategy-order-rate",
                "order-rate",
                "trades-per-day",
                "symbol-trades-per-day",
                "symbol-value-per-day",
                "repeated-execution",
                "price-age",
                "price-collar",
                "price-drift",
                "self-trade",
                "free-balance",
                "account",
                "order-share",
                "position",
                "symbol-concentration",
                "sector-concentration",
                "gross-exposure",
                "leverage",
                "correlated-group",
                "risk-figures",
                "var-95-1d",
                "var-99-1d",
                "var-95-5d",
                "var-99-5d",
                "es-99-1d",
                "stress-figures",
                "stress",
                "drawdown",
                "daily-loss",
                "compliance"
            })
    void aPlainOrderPassesUnderEveryDefault(String check) {
        Desk desk = desk();
        RiskDecision decision = desk.ask(desk.buy("100"));
        assertThat(decision.verdict()).as("%s", decision.reasons()).isEqualTo(Verdict.APPROVED);
        assertThat(result(decision, check).outcome()).isEqualTo(CheckOutcome.PASSED);
    }

    @Test
    void ordersGoOnUntilTheFirstDefaultIsReached() {
        Desk desk = desk();
        int passed = 0;
        while (true) {
            OrderIntent order = desk.intent(BTC, Side.BUY, "190")
                    .limit(dec(String.format(Locale.ROOT, "%.2f", 100 - passed * 0.01)))
                    .build();
            RiskDecision decision = desk.ask(order);
            if (!decision.passes()) {
                assertThat(codes(decision)).contains("POSITION_LIMIT");
                break;
            }
            passed++;
            desk.pass(Desk.SECOND);
        }
        assertThat(passed)
                .as("five orders of 19 000 fit into a position of 100 000")
                .isEqualTo(5);
    }

    @Test
    void anOrderOfTwoPercentOfEquityPassesAndOneLotMoreDoesNot() {
        Desk desk = desk();
        assertThat(codes(desk.ask(desk.buy("200.001")))).containsExactly("COMPLIANCE");
        assertThat(desk.ask(desk.buy("200")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void theDemonstrationJudgesOldPricesAndHoursOfHistory() {
        Desk desk = new Desk(RiskLimits.demonstration().build(), "1000000");
        desk.hours(BTC, 60, 100, RETURNS);
        desk.mark();
        desk.work();
        desk.timeNs += 58 * Desk.SECOND;
        assertThat(desk.ask(desk.buy("100")).verdict()).isEqualTo(Verdict.APPROVED);
    }
}
