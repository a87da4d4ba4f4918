package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.EUR_BTC;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.result;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.portfolio.CashFlow;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskRequest;
import io.colin.risk.AccountKind;
import org.junit.jupiter.api.Test;

/** A rate that is not fresh, or goes over a third currency, values no new risk; what the account is valued at lets it out. */
class RateAgeTest {
    private static final Symbol EUR = Symbol.of("EUR/USD");

    /** A margin account that is long ten bitcoin bought for euro. */
    private static Desk holding() {
        Desk desk =
                new Desk(wide().margin(m -> m.accountKind(AccountKind.MARGIN)).build(), "1000000");
        desk.price(EUR_BTC, "80");
        desk.price(EUR, "1.25");
        desk.hold(EUR_BTC, "10");
        desk.mark();
        return desk;
    }

    /** Three seconds later the bitcoin has a new price and the euro has none. */
    private static Desk withAnOldRate() {
        Desk desk = holding();
        desk.timeNs += 3 * SECOND;
        desk.price(EUR_BTC, "72");
        desk.price(BTC, "100");
        desk.mark();
        return desk;
    }

    private static OrderIntent.Builder sell(Desk desk, String quantity) {
        return desk.intent(EUR_BTC, Side.SELL, quantity).limit(desk.mid(EUR_BTC));
    }

    @Test
    void aWayOutPassesWhateverTheAgeOfTheRate() {
        Desk desk = withAnOldRate();
        assertThat(desk.ask(sell(desk, "4").reduceOnly(true).build()).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(desk.ask(sell(desk, "6").build()).verdict()).isEqualTo(Verdict.APPROVED);
        Desk later = withAnOldRate();
        later.age(EUR, 400 * SECOND);
        assertThat(later.ask(sell(later, "10").build()).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void itPassesAtARateOverAThirdCurrency() {
        Desk desk = holding();
        desk.quotes.remove(EUR);
        desk.account = PortfolioBook.of("main", "USD", dec("1000000"), desk.instruments.values());
        desk.price(BTC, "100");
        desk.price(EUR_BTC, "80");
        desk.hold(EUR_BTC, "10");
        desk.mark();
        assertThat(desk.portfolio().isPriced()).isTrue();
        assertThat(desk.ask(sell(desk, "10").build()).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void whatAddsRiskIsRefusedAndTheSizeThatDoesNotIsTold() {
        Desk desk = withAnOldRate();
        OrderIntent buy =
                desk.intent(EUR_BTC, Side.BUY, "1").limit(desk.mid(EUR_BTC)).build();
        RiskDecision refused = desk.ask(buy);
        assertThat(codes(refused)).containsExactly("STALE_MARKET_DATA");
        assertThat(result(refused, "price-age").detail()).isEqualTo("no fresh rate EUR/USD");
        assertThat(codes(desk.ask(sell(desk, "11").build()))).containsExactly("STALE_MARKET_DATA");
        RiskDecision reduced = desk.ask(sell(desk, "12").reducible(true).build());
        assertThat(reduced.verdict()).isEqualTo(Verdict.REDUCED);
        assertThat(reduced.allowedQuantity()).isEqualByComparingTo("10");
        assertThat(desk.ask(desk.buy("1")).verdict())
                .as("another currency is none of its business")
                .isEqualTo(Verdict.APPROVED);
    }

    @Test
    void anOldRateSetsNoCapForTheDay() {
        Desk desk = withAnOldRate();
        assertThat(desk.ask(sell(desk, "4").build()).verdict()).isEqualTo(Verdict.APPROVED);
        desk.price(EUR, "2.5");
        desk.mark();
        OrderIntent buy = desk.intent(EUR_BTC, Side.BUY, "1").limit(dec("71")).build();
        RiskDecision first = desk.ask(buy);
        assertThat(first.verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(result(first, "order-quantity").limit())
                .as("a million at the first fresh rate")
                .isEqualByComparingTo("5555.555");
    }

    @Test
    void childrenOfAWayOutPassToo() {
        Desk desk = withAnOldRate();
        OrderIntent all = sell(desk, "10").reduceOnly(true).build();
        assertThat(desk.ask(all).passes()).isTrue();
        ParentOrder parent = desk.parent(all);
        assertThat(desk.ask(desk.child(parent, "5"), parent).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void anOrderIsMadeSmallerAtAnOldRateAndNoLarger() {
        Desk desk = holding();
        OrderIntent buy =
                desk.intent(EUR_BTC, Side.BUY, "5").limit(desk.mid(EUR_BTC)).build();
        assertThat(desk.ask(buy).passes()).isTrue();
        ParentOrder parent = Desk.with(desk.parent(buy), OrderStatus.ACCEPTED, "0");
        desk.gate.onParent(parent);
        desk.timeNs += 3 * SECOND;
        desk.price(EUR_BTC, "80");
        assertThat(codes(desk.ask(amend(parent, "6")))).containsExactly("STALE_MARKET_DATA");
        assertThat(desk.ask(amend(parent, "3")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    private static RiskRequest amend(ParentOrder parent, String quantity) {
        return new RiskRequest.Amend(parent, dec(quantity), parent.intent().type(), "trader");
    }

    @Test
    void ordersFoundAgainAreValuedAtIt() {
        Desk desk = withAnOldRate();
        desk.gate.onParent(Desk.with(desk.parent(sell(desk, "2").build()), OrderStatus.ACCEPTED, "0"));
        assertThat(desk.ask(sell(desk, "8").build()).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(codes(desk.ask(sell(desk, "1").build())))
                .as("what is found again shrinks the position first")
                .containsExactly("STALE_MARKET_DATA");
    }

    @Test
    void nothingLeavesTheAccountWhileOrdersFoundAgainHaveNoValue() {
        Desk desk = new Desk(wide().build(), "1000");
        OrderIntent buy = desk.intent(EUR_BTC, Side.BUY, "1").limit(dec("80")).build();
        desk.gate.onParent(Desk.with(desk.parent(buy), OrderStatus.ACCEPTED, "0"));
        CashFlow out = new CashFlow("USD", dec("-1"), desk.timeNs);
        assertThat(desk.controls().withdrawal(out, desk.portfolio())).hasValueSatisfying(refusal -> {
            assertThat(refusal.code()).isEqualTo("RECONCILING");
            assertThat(refusal.message()).contains(buy.clientOrderId());
        });
        desk.price(EUR_BTC, "80");
        desk.price(EUR, "1.25");
        desk.ask(desk.buy("1"));
        assertThat(desk.controls().withdrawal(out, desk.portfolio())).isEmpty();
    }
}
