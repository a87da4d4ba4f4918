package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.result;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.api.risk.CheckResult.CheckOutcome;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskReduction;
import io.colin.risk.RiskLimits;
import io.colin.risk.reduction.ReductionSettings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A reduction of many positions goes in one round: the rate of a strategy or a key is not in its way, that of all is. */
class ReducerRateTest {
    private static final int POSITIONS = 25;

    /** As many positions of 10 x 100 as asked for, the market fallen so far that half of them is to go. */
    private static Desk fallen(RiskLimits limits) {
        Desk desk = new Desk(limits, "100000");
        List<Symbol> symbols = new ArrayList<>();
        for (int i = 0; i < POSITIONS; i++) {
            Symbol symbol = Symbol.of("C" + (char) ('A' + i) + "/USD");
            desk.instruments.put(
                    symbol,
                    Instrument.spot(symbol.name())
                            .tickSize("0.01")
                            .lotSize("0.001")
                            .build());
            symbols.add(symbol);
        }
        desk.account = PortfolioBook.of("main", "USD", dec("100000"), desk.instruments.values());
        desk.gate = StandardGate.builder()
                .limits(limits)
                .reduction(ReductionSettings.STANDARD.withEnabled(true))
                .build();
        symbols.forEach(symbol -> {
            desk.price(symbol, "100");
            desk.hold(symbol, "10");
        });
        desk.mark();
        symbols.forEach(symbol -> desk.price(symbol, "75"));
        desk.mark();
        return desk;
    }

    private static List<RiskDecision> reduced(Desk desk) {
        List<RiskReduction> due = desk.gate.dueReductions(new RiskContext(desk, desk.portfolio()));
        assertThat(due).hasSize(POSITIONS);
        return due.stream()
                .map(one -> {
                    desk.principal = one.principal();
                    return desk.ask(one.intent());
                })
                .toList();
    }

    @Test
    void twentyFivePositionsAreReducedInOneRound() {
        RiskLimits limits = wide().rate(r -> r.ordersPerSecondPerStrategy(10).ordersPerSecond(100))
                .build();
        Desk desk = fallen(limits);
        assertThat(reduced(desk)).allMatch(RiskDecision::passes);
        assertThat(use(desk, "order-rate")).isEqualByComparingTo("25");
    }

    @Test
    void theCancelsBeforeAReductionDoNotHoldItUp() {
        RiskLimits limits = wide().rate(r -> r.ordersPerSecondPerStrategy(10).ordersPerSecond(30))
                .build();
        Desk desk = fallen(limits);
        for (int i = 0; i < 30; i++) {
            ParentOrder parent = desk.parent(desk.buy("1"));
            ChildOrder resting = desk.child(parent, "1");
            desk.gate.onChild(Desk.with(resting, OrderStatus.PENDING_CANCEL, "0"));
        }
        assertThat(use(desk, "order-rate")).isEqualByComparingTo("30");
        assertThat(reduced(desk)).allMatch(RiskDecision::passes);
    }

    @Test
    void theRateOfAllHoldsForAReductionTooWhichIsPlannedAnewForWhatIsLeft() {
        RiskLimits limits = wide().rate(r -> r.ordersPerSecondPerStrategy(10).ordersPerSecond(20))
                .build();
        Desk desk = fallen(limits);
        List<RiskDecision> decisions = reduced(desk);
        assertThat(decisions.subList(0, 20)).allMatch(RiskDecision::passes);
        assertThat(decisions.subList(20, POSITIONS)).allSatisfy(refused -> {
            assertThat(codes(refused)).containsExactly("RATE_LIMIT_EXCEEDED");
            assertThat(result(refused, "order-rate").limit()).isEqualByComparingTo("20");
        });
    }

    @Test
    void whoeverNamesItsStrategyIsNotExemptAndItsOrdersCountForNobodyElse() {
        RiskLimits limits = wide().rate(r -> r.ordersPerSecondPerStrategy(3).ordersPerSecond(100))
                .build();
        Desk desk = fallen(limits);
        assertThat(reduced(desk)).allMatch(RiskDecision::passes);
        desk.principal = "somebody";
        for (int i = 0; i < 4; i++) {
            RiskDecision decision = desk.ask(desk.intent(Symbol.of("CA/USD"), Side.SELL, "0.1" + i)
                    .strategy(ReductionSettings.STANDARD.strategy())
                    .reduceOnly(true)
                    .build());
            boolean limited = decision.checks().stream()
                    .anyMatch(check ->
                            check.check().equals("strategy-order-rate") && check.outcome() == CheckOutcome.FAILED);
            assertThat(limited).as("order %s: %s", i, codes(decision)).isEqualTo(i == 3);
        }
    }

    private static BigDecimal use(Desk desk, String limit) {
        return desk.gate.status().limits().stream()
                .filter(one -> one.name().equals(limit))
                .findFirst()
                .orElseThrow()
                .used();
    }
}
