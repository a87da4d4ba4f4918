package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.HOUR;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.level;
import static io.colin.risk.gate.Desk.result;
import static io.colin.risk.gate.Desk.wide;
import static io.colin.risk.gate.Desk.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Children draw on what their parent reserved. */
class GateChildTest {
    private static final String MILLION = "1000000";

    private static ParentOrder approved(Desk desk, OrderIntent intent) {
        assertThat(desk.ask(intent).verdict()).isEqualTo(Verdict.APPROVED);
        ParentOrder parent = desk.parent(intent);
        desk.gate.onParent(parent);
        return parent;
    }

    @Test
    void childrenOfAParentAtTheLimitPassBecauseItsReservationIsTheirs() {
        RiskLimits limits = wide().position(p -> p.maxValue(dec("10000")))
                .order(o -> o.maxShare(dec("0.01")).minValue(dec("5000")))
                .build();
        Desk desk = new Desk(limits, MILLION);
        ParentOrder parent = approved(desk, desk.buy("100"));
        for (int i = 0; i < 4; i++) {
            assertThat(desk.ask(desk.child(parent, "25"), parent).verdict())
                    .as("equal slices within a second, below the smallest order")
                    .isEqualTo(Verdict.APPROVED);
        }
        RiskDecision fifth = desk.ask(desk.child(parent, "1"), parent);
        assertThat(codes(fifth)).containsExactly("VALIDATION_FAILED");
        assertThat(result(fifth, "parent-reservation").largestPassing()).isEqualByComparingTo("0");
    }

    @Test
    void aChildOfAWholeOrderAtTheShareOfEquityPassesAfterThePriceHasMoved() {
        Desk desk = new Desk(wide().order(o -> o.maxShare(dec("0.02"))).build(), MILLION);
        ParentOrder parent = approved(
                desk, desk.intent(BTC, Side.BUY, "190.476").algo(Desk.twap()).build());
        desk.price(BTC, "101");
        assertThat(desk.ask(desk.child(parent, "190.476"), parent).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void aChildOfAnOrderThatNeverPassedIsRefused() {
        Desk desk = new Desk(wide().build(), MILLION);
        ParentOrder stranger = desk.parent(desk.buy("10"));
        assertThat(codes(desk.ask(desk.child(stranger, "1"), stranger))).containsExactly("VALIDATION_FAILED");
    }

    @Test
    void aCancelledChildReturnsItsPartToTheParentAndAFilledOneDoesNot() {
        Desk desk = new Desk(wide().build(), MILLION);
        ParentOrder parent = approved(desk, desk.buy("10"));
        ChildOrder first = desk.child(parent, "6");
        desk.ask(first, parent);
        assertThat(desk.ask(desk.child(parent, "5"), parent).verdict()).isEqualTo(Verdict.REJECTED);
        desk.fill(parent.orderId(), first.orderId(), BTC, Side.BUY, "2");
        desk.gate.onChild(with(first, OrderStatus.CANCELED, "2"));
        assertThat(result(desk.ask(desk.child(parent, "8.001"), parent), "parent-reservation")
                        .largestPassing())
                .isEqualByComparingTo("8");
        assertThat(desk.ask(desk.child(parent, "8"), parent).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void aChildThatOutlivesItsParentStillCounts() {
        Desk desk = new Desk(wide().position(p -> p.maxValue(dec("1000"))).build(), MILLION);
        ParentOrder parent = approved(desk, desk.buy("10"));
        ChildOrder child = desk.child(parent, "4");
        desk.ask(child, parent);
        desk.gate.onParent(with(parent, OrderStatus.CANCELED, "0"));
        assertThat(result(desk.ask(desk.buy("6.001")), "position").largestPassing())
                .isEqualByComparingTo("6");
        assertThat(desk.ask(desk.child(parent, "1"), parent).verdict())
                .as("no new child of a closed parent")
                .isEqualTo(Verdict.REJECTED);
        desk.gate.onChild(with(child, OrderStatus.CANCELED, "0"));
        desk.pass(Desk.SECOND);
        assertThat(desk.ask(desk.buy("10")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void childrenAreStoppedByStaleDataThePriceCollarAndTheTradingState() {
        Desk desk = new Desk(wide().build(), MILLION);
        ParentOrder parent = approved(
                desk, desk.intent(BTC, Side.BUY, "100").algo(Desk.twap()).build());
        desk.timeNs += HOUR;
        assertThat(codes(desk.ask(desk.child(parent, "1"), parent))).containsExactly("STALE_MARKET_DATA");
        desk.pass(0);
        assertThat(codes(desk.ask(desk.child(parent, "1", new OrderType.Limit(dec("106"))), parent)))
                .containsExactly("PRICE_COLLAR");
        desk.showBook(BTC, List.of(level("99", "1")), List.of(level("101", "3"), level("200", "9")));
        assertThat(result(desk.ask(desk.child(parent, "4"), parent), "price-collar")
                        .largestPassing())
                .isEqualByComparingTo("3");
        assertThat(desk.ask(desk.child(parent, "3"), parent).verdict()).isEqualTo(Verdict.APPROVED);
        desk.hold(BTC, "1000");
        desk.mark();
        desk.price(BTC, "50");
        desk.mark();
        desk.books.clear();
        assertThat(codes(desk.ask(desk.child(parent, "1"), parent))).contains("TRADING_STATE_REDUCING");
    }

    @Test
    void reducesTheChildOfAReducibleParentToWhatTheBookHolds() {
        Desk desk = new Desk(wide().build(), MILLION);
        ParentOrder parent =
                approved(desk, desk.intent(BTC, Side.BUY, "10").reducible(true).build());
        desk.showBook(BTC, List.of(level("99", "1")), List.of(level("101", "3")));
        RiskDecision decision = desk.ask(desk.child(parent, "10"), parent);
        assertThat(decision.verdict()).isEqualTo(Verdict.REDUCED);
        assertThat(decision.allowedQuantity()).isEqualByComparingTo("3");
        desk.showBook(BTC, List.of(level("99", "1")), List.of(level("101", "30")));
        assertThat(result(desk.ask(desk.child(parent, "7.001"), parent), "parent-reservation")
                        .largestPassing())
                .as("only the reduced part was drawn")
                .isEqualByComparingTo("7");
    }

    @Test
    void refusesAMarketChildWhoseBookIsStaleOrOneSided() {
        Desk desk = new Desk(wide().build(), MILLION);
        ParentOrder parent = approved(desk, desk.intent(BTC, Side.BUY, "10").build());
        desk.showBook(BTC, List.of(level("99", "1")), List.of());
        assertThat(codes(desk.ask(desk.child(parent, "1"), parent))).containsExactly("STALE_MARKET_DATA");
        desk.showBook(BTC, List.of(level("99", "1")), List.of(level("101", "3")));
        desk.pass(3 * Desk.SECOND);
        assertThat(codes(desk.ask(desk.child(parent, "1"), parent)))
                .as("of the collar and of the venue's mid")
                .containsExactly("STALE_MARKET_DATA", "STALE_MARKET_DATA");
    }

    @Test
    void refusesAChildPricedWorseThanItsParentAllowsOrOfAnotherSide() {
        Desk desk = new Desk(wide().build(), MILLION);
        ParentOrder parent = approved(desk, desk.buy("10"));
        assertThat(codes(desk.ask(desk.child(parent, "1", new OrderType.Limit(dec("100.01"))), parent)))
                .containsExactly("VALIDATION_FAILED");
        assertThat(codes(desk.ask(desk.child(parent, "1", new OrderType.Market()), parent)))
                .containsExactly("VALIDATION_FAILED");
        assertThat(desk.ask(desk.child(parent, "1", new OrderType.Limit(dec("99"))), parent)
                        .verdict())
                .isEqualTo(Verdict.APPROVED);
        ParentOrder sale = desk.parent(desk.sell("1"));
        ChildOrder wrongSide = desk.child(sale, "1");
        assertThat(desk.ask(wrongSide, parent).verdict()).isEqualTo(Verdict.REJECTED);
    }

    @Test
    void whileReducingTheChildrenOfATurningSaleMayOnlyCloseThePosition() {
        Desk desk =
                new Desk(wide().margin(m -> m.accountKind(AccountKind.MARGIN)).build(), MILLION);
        desk.hold(BTC, "1000");
        desk.mark();
        ParentOrder parent = approved(
                desk, desk.intent(BTC, Side.SELL, "1500").algo(Desk.twap()).build());
        desk.price(BTC, "50");
        desk.mark();
        assertThat(desk.ask(desk.child(parent, "600"), parent).verdict()).isEqualTo(Verdict.APPROVED);
        RiskDecision second = desk.ask(desk.child(parent, "600"), parent);
        assertThat(codes(second)).contains("TRADING_STATE_REDUCING");
        assertThat(result(second, "trading-state").largestPassing()).isEqualByComparingTo("400");
        assertThat(desk.ask(desk.child(parent, "400"), parent).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void aChildBuyNeedsItsMoneyAtTodaysPrice() {
        Desk desk = new Desk(wide().build(), "10500");
        ParentOrder parent = approved(
                desk, desk.intent(BTC, Side.BUY, "100").algo(Desk.twap()).build());
        desk.price(BTC, "200");
        assertThat(desk.ask(desk.child(parent, "50"), parent).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(codes(desk.ask(desk.child(parent, "50"), parent))).contains("NOTIONAL_EXCEEDS_FREE_BALANCE");
    }
}
