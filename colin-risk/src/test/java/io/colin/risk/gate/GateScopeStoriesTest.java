package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.PERPETUAL;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.result;
import static io.colin.risk.gate.Desk.wide;
import static io.colin.risk.gate.Desk.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskRequest;
import io.colin.risk.AccountKind;
import io.colin.risk.ExposureKind;
import io.colin.risk.LimitScope;
import io.colin.risk.RiskLimits;
import io.colin.risk.ScopeCap;
import io.colin.risk.ScopeLimits;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Caps of strategies and venues beside what others hold in the same account, as stories. BTC is at 100, ETH at 10. */
class GateScopeStoriesTest {
    private static final LimitScope BETA = LimitScope.strategy("beta");
    private static final LimitScope OTHER_VENUE = LimitScope.venue("other");

    private static Desk capped(LimitScope scope, ScopeCap.Builder cap) {
        RiskLimits limits = wide().margin(m -> m.accountKind(AccountKind.MARGIN))
                .scopes(ScopeLimits.of(Map.of(scope, cap.build())))
                .build();
        return new Desk(limits, "1000000");
    }

    private static ScopeCap.Builder gross() {
        return ScopeCap.builder().grossValue(dec("1000"));
    }

    private static OrderIntent.Builder order(Desk desk, String strategy, Symbol symbol, Side side, String quantity) {
        return desk.intent(symbol, side, quantity)
                .limit(symbol.equals(ETH) ? dec("10") : dec("100"))
                .strategy(strategy);
    }

    private static void filled(Desk desk, String strategy, Side side, String quantity) {
        OrderIntent intent = order(desk, strategy, BTC, side, quantity).build();
        assertThat(desk.ask(intent).verdict()).isEqualTo(Verdict.APPROVED);
        ParentOrder parent = with(desk.parent(intent), OrderStatus.ACCEPTED, "0");
        desk.gate.onParent(parent);
        desk.fill(parent.orderId(), "c-" + parent.orderId(), BTC, side, quantity);
        desk.gate.onParent(with(parent, OrderStatus.FILLED, quantity));
        desk.mark();
        desk.pass(2 * SECOND);
    }

    private static boolean admits(Desk desk, OrderIntent intent) {
        return desk.gate.admit(
                new RiskRequest.Parent(intent.clientOrderId(), intent, "engine", Optional.empty()),
                new RiskContext(desk, desk.portfolio()));
    }

    @Test
    void givenAnotherStrategyIsLongThenSellingThatIsHeldAgainstTheCapOfTheSeller() {
        Desk desk = capped(
                BETA,
                gross().positionValue(BTC, dec("900"))
                        .value(ExposureKind.SHORT, dec("800"))
                        .positionValue(ExposureKind.SHORT, BTC, dec("700")));
        filled(desk, "alpha", Side.BUY, "500");
        OrderIntent sale = order(desk, "beta", BTC, Side.SELL, "400").build();
        assertThat(admits(desk, sale)).isFalse();
        RiskDecision refused = desk.ask(sale);
        assertThat(codes(refused))
                .containsExactlyInAnyOrder("POSITION_LIMIT", "POSITION_LIMIT", "EXPOSURE_LIMIT", "EXPOSURE_LIMIT");
        assertThat(result(refused, "strategy-position").projected()).isEqualByComparingTo("40000");
        assertThat(result(refused, "strategy-position").largestPassing()).isEqualByComparingTo("9");
        assertThat(result(refused, "strategy-gross-exposure").largestPassing()).isEqualByComparingTo("10");
        assertThat(result(refused, "strategy-short-exposure").largestPassing()).isEqualByComparingTo("8");
        assertThat(result(refused, "strategy-short-position").largestPassing()).isEqualByComparingTo("7");
        assertThat(result(refused, "strategy-position").detail()).contains("passes as reduce-only");
        RiskDecision reduced = desk.ask(
                order(desk, "beta", BTC, Side.SELL, "300").reducible(true).build());
        assertThat(reduced.verdict()).isEqualTo(Verdict.REDUCED);
        assertThat(reduced.allowedQuantity()).isEqualByComparingTo("7");
        assertThat(desk.ask(order(desk, "alpha", BTC, Side.SELL, "400").build()).verdict())
                .as("alpha has no cap")
                .isEqualTo(Verdict.APPROVED);
    }

    @Test
    void givenAStrategyIsPastItsCapThenItSellsWhatItHoldsAndNoMoreWhateverTheAccountHolds() {
        Desk desk = capped(BETA, ScopeCap.builder().grossValue(dec("5000")).positionValue(BTC, dec("5000")));
        filled(desk, "beta", Side.BUY, "50");
        filled(desk, "alpha", Side.SELL, "200");
        desk.price(BTC, "104");
        desk.mark();
        assertThat(desk.portfolio().quantity(BTC)).isEqualByComparingTo("-150");
        RiskDecision refused = desk.ask(sale(desk, "50.001"));
        assertThat(codes(refused)).containsExactlyInAnyOrder("POSITION_LIMIT", "EXPOSURE_LIMIT");
        assertThat(result(refused, "strategy-position").largestPassing()).isEqualByComparingTo("50");
        assertThat(desk.ask(sale(desk, "30")).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(result(desk.ask(sale(desk, "20.001")), "strategy-position").largestPassing())
                .as("30 of the 50 are on their way")
                .isEqualByComparingTo("20");
        assertThat(desk.ask(sale(desk, "20")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    private static OrderIntent sale(Desk desk, String quantity) {
        return desk.intent(BTC, Side.SELL, quantity)
                .limit(dec("104"))
                .strategy("beta")
                .build();
    }

    @Test
    void givenAPositionElsewhereThenAnOrderAtACappedVenueIsHeldAgainstItsCap() {
        Desk desk = capped(OTHER_VENUE, gross());
        desk.hold(PERPETUAL, "500");
        desk.mark();
        OrderIntent sale =
                order(desk, "alpha", PERPETUAL, Side.SELL, "400").venue("other").build();
        assertThat(admits(desk, sale)).isFalse();
        RiskDecision refused = desk.ask(sale);
        assertThat(codes(refused)).containsExactly("EXPOSURE_LIMIT");
        assertThat(result(refused, "venue-gross-exposure").largestPassing()).isEqualByComparingTo("10");
        assertThat(admits(
                        desk,
                        order(desk, "alpha", PERPETUAL, Side.SELL, "50")
                                .venue("other")
                                .build()))
                .isFalse();
        assertThat(admits(
                        desk,
                        order(desk, "alpha", PERPETUAL, Side.SELL, "60")
                                .venue("paper")
                                .build()))
                .as("a venue without a cap")
                .isTrue();
        assertThat(desk.ask(order(desk, "alpha", PERPETUAL, Side.SELL, "10")
                                .venue("other")
                                .build())
                        .verdict())
                .isEqualTo(Verdict.APPROVED);
    }

    @Test
    void givenAnOrderToBeRoutedThenItsChildIsHeldAgainstTheCapOfTheVenueItGoesTo() {
        Desk desk = capped(LimitScope.venue("paper"), gross());
        desk.hold(BTC, "500");
        desk.mark();
        OrderIntent sale = order(desk, "alpha", BTC, Side.SELL, "400").build();
        assertThat(desk.ask(sale).verdict()).isEqualTo(Verdict.APPROVED);
        ParentOrder parent = with(desk.parent(sale), OrderStatus.ACCEPTED, "0");
        desk.gate.onParent(parent);
        assertThat(codes(desk.ask(desk.child(parent, "10.001"), parent))).containsExactly("EXPOSURE_LIMIT");
        assertThat(desk.ask(desk.child(parent, "10"), parent).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void whatIsReduceOnlyClosesThePositionOfTheAccountWhoeverHoldsIt() {
        Desk desk = capped(BETA, gross());
        filled(desk, "alpha", Side.BUY, "500");
        OrderIntent closes =
                order(desk, "beta", BTC, Side.SELL, "400").reduceOnly(true).build();
        assertThat(desk.ask(closes).verdict()).isEqualTo(Verdict.APPROVED);
        ParentOrder parent = with(desk.parent(closes), OrderStatus.ACCEPTED, "0");
        desk.gate.onParent(parent);
        assertThat(desk.ask(desk.child(parent, "400"), parent).verdict())
                .as("its child too")
                .isEqualTo(Verdict.APPROVED);
        RiskDecision more = desk.ask(
                order(desk, "beta", BTC, Side.SELL, "101").reduceOnly(true).build());
        assertThat(codes(more)).contains("REDUCE_ONLY_WOULD_INCREASE", "EXPOSURE_LIMIT");
    }

    @Test
    void whileSomethingElseHasNoPriceTheCapsOfAStrategyHoldAllTheSame() {
        Desk desk = capped(BETA, gross());
        filled(desk, "alpha", Side.BUY, "500");
        filled(desk, "beta", Side.BUY, "5");
        desk.account = PortfolioBook.of("main", "USD", dec("1000000"), desk.instruments.values());
        desk.account.mark(BTC, dec("100"), desk.timeNs);
        desk.hold(BTC, "505");
        desk.hold(ETH, "10");
        assertThat(desk.portfolio().isPriced()).isFalse();
        RiskDecision refused =
                desk.ask(order(desk, "beta", BTC, Side.SELL, "400").build());
        assertThat(codes(refused)).containsExactly("EXPOSURE_LIMIT");
        assertThat(desk.ask(order(desk, "beta", BTC, Side.SELL, "5").build()).verdict())
                .isEqualTo(Verdict.APPROVED);
    }
}
