package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.amend;
import static io.colin.risk.gate.Desk.amendAt;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.confirmed;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.level;
import static io.colin.risk.gate.Desk.limit;
import static io.colin.risk.gate.Desk.result;
import static io.colin.risk.gate.Desk.wide;
import static io.colin.risk.gate.Desk.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.event.OrderChanged;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskRequest;
import io.colin.risk.AccountKind;
import io.colin.risk.LimitScope;
import io.colin.risk.Permissions;
import io.colin.risk.Permissions.Grant;
import io.colin.risk.Permissions.Verb;
import io.colin.risk.RiskLimits;
import io.colin.risk.ScopeCap;
import io.colin.risk.ScopeLimits;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Changes that a venue makes in place to a child of an order that may go anywhere, as stories. BTC is at 100. */
class GateInPlaceStoriesTest {
    private static final String PAPER = "paper";
    private static final OrderType AT_99 = limit("99");

    /** A routed order that rests at the venue in whole. */
    private record Works(Desk desk, ParentOrder order, ChildOrder child) {
        private static Works of(Desk desk, String whole, String there) {
            ParentOrder order =
                    desk.work(desk.intent(BTC, Side.BUY, whole).limit(dec("99")).build());
            ChildOrder child = desk.child(order, there);
            assertThat(codes(desk.ask(child, order))).isEmpty();
            desk.gate.onChild(with(child, OrderStatus.ACCEPTED, "0"));
            desk.pass(2 * SECOND);
            return new Works(desk, order, child);
        }

        private static Works of(Desk desk) {
            return of(desk, "10", "10");
        }

        private RiskDecision ask(String quantity, OrderType type) {
            return desk.ask(amendAt(PAPER, order, quantity, type));
        }

        private void asked(String quantity, OrderType type) {
            RiskDecision decision = ask(quantity, type);
            assertThat(decision.verdict()).as("%s", decision.reasons()).isEqualTo(Verdict.APPROVED);
            pending();
        }

        private void pending() {
            desk.gate.onParent(with(order, OrderStatus.PENDING_UPDATE, "0"));
            desk.gate.onChild(with(child, OrderStatus.PENDING_UPDATE, "0"));
        }

        private void updated(String quantity) {
            desk.gate.onChild(child.with(confirmed(order, quantity).progress()));
            desk.gate.onParent(confirmed(order, quantity));
        }

        private void refused() {
            pending();
            desk.gate.onChild(with(child, OrderStatus.ACCEPTED, "0"));
            desk.gate.onParent(with(order, OrderStatus.ACCEPTED, "0"));
        }

        /** Whatever stands against the venue, less of the order or a price that is no worse passes. */
        private void assertLowers() {
            for (RiskRequest lower : List.of(
                    amendAt(PAPER, order, "10", limit("98")),
                    amendAt(PAPER, order, "8", limit("98.5")),
                    amendAt(PAPER, order, "6", AT_99))) {
                RiskDecision decision = desk.ask(lower);
                assertThat(decision.verdict())
                        .as("%s %s", lower, decision.reasons())
                        .isEqualTo(Verdict.APPROVED);
            }
        }
    }

    private static RiskLimits capped(String gross) {
        return wide().margin(m -> m.accountKind(AccountKind.MARGIN))
                .scopes(ScopeLimits.of(Map.of(
                        LimitScope.venue(PAPER),
                        ScopeCap.builder().grossValue(dec(gross)).build())))
                .build();
    }

    private static Desk desk(String gross) {
        return new Desk(capped(gross), "1000000");
    }

    private static Desk open() {
        return new Desk(wide().build(), "1000000");
    }

    private static RiskDecision there(Desk desk, String quantity) {
        return desk.ask(desk.intent(BTC, Side.BUY, quantity)
                .limit(dec("100"))
                .venue(PAPER)
                .build());
    }

    /** What the cap of the venue takes to be there. */
    private static String heldThere(Desk desk) {
        RiskDecision decision = there(desk, "1000");
        return result(decision, "venue-gross-exposure")
                .current()
                .stripTrailingZeros()
                .toPlainString();
    }

    @Test
    void givenACapOfTheVenueThenTheOrderGrowsThereUpToItAndNoFurther() {
        Works works = Works.of(desk("1500"));
        RiskDecision above = works.ask("100", AT_99);
        assertThat(codes(above)).containsExactly("EXPOSURE_LIMIT");
        assertThat(result(above, "venue-gross-exposure").current())
                .as("without what it has there itself")
                .isEqualByComparingTo("0");
        assertThat(result(above, "venue-gross-exposure").largestPassing()).isEqualByComparingTo("15");
        assertThat(heldThere(works.desk))
                .as("refused, so that everything is as it was")
                .isEqualTo("1000");
        assertThat(codes(works.ask("15.001", AT_99))).containsExactly("EXPOSURE_LIMIT");
        assertThat(works.desk.ask(amend(works.order, "100", AT_99)).verdict())
                .as("taken back and placed anew, its children are judged")
                .isEqualTo(Verdict.APPROVED);
        works.refused();
        works.asked("15", AT_99);
    }

    @Test
    void givenACapOfTheVenueThatWasCutThenTheOrderIsMadeLess() {
        Works works = Works.of(desk("1500"));
        works.desk
                .controls()
                .proposeLimits(
                        new TreeMap<>(Map.of("scopes.venue.paper.grossValue", "500")), "cut", "ann", works.desk.timeNs);
        RiskDecision more = works.ask("10.001", AT_99);
        assertThat(codes(more)).containsExactly("EXPOSURE_LIMIT");
        assertThat(result(more, "venue-gross-exposure").largestPassing()).isEqualByComparingTo("10");
        assertThat(codes(works.ask("10", limit("99.5")))).containsExactly("EXPOSURE_LIMIT");
        works.assertLowers();
    }

    @Test
    void givenTheVenueIsLockedForItsSpreadThenTheOrderDoesNotGrowThere() {
        Desk desk = open();
        desk.gate = StandardGate.builder()
                .limits(desk.limits)
                .venues(List.of(PAPER))
                .build();
        Works works = Works.of(desk);
        desk.showBook(BTC, List.of(level("99", "5")), List.of(level("101", "5")));
        desk.gate.onMarket(BTC, desk);
        assertThat(codes(works.ask("11", AT_99))).containsExactly("LOCKED");
        assertThat(codes(works.ask("10", limit("99.5")))).containsExactly("LOCKED");
        assertThat(codes(desk.ask(amend(works.order, "11", AT_99)))).isEmpty();
        works.refused();
        works.assertLowers();
    }

    @Test
    void givenTheVenueIsStoppedThenTheOrderDoesNotGrowThere() {
        Works works = Works.of(open());
        works.desk
                .controls()
                .kill(new KillSwitch(KillSwitch.Scope.VENUE, PAPER, "odd fills", "ann", works.desk.timeNs));
        assertThat(codes(works.ask("11", AT_99))).containsExactly("TRADING_HALTED");
        works.assertLowers();
    }

    @Test
    void givenTheVenueShowsAnotherPriceThanAllThenTheOrderDoesNotGrowThere() {
        Works works = Works.of(open());
        works.desk.showBook(BTC, List.of(level("97.9", "5")), List.of(level("98.1", "5")));
        assertThat(codes(works.ask("11", AT_99))).containsExactly("PRICE_COLLAR");
        works.assertLowers();
    }

    @Test
    void givenTheVenueHasLostItsBookThenTheOrderDoesNotGrowThere() {
        Desk desk = open();
        desk.showBook(BTC, List.of(level("99.99", "5")), List.of(level("100.01", "5")));
        Works works = Works.of(desk);
        desk.books.clear();
        assertThat(codes(works.ask("11", AT_99))).containsExactly("STALE_MARKET_DATA");
        works.assertLowers();
    }

    @Test
    void givenAPersonWhoMayNotChangeOrdersAtTheVenueThenTheOrderDoesNotGrowThere() {
        Works works = Works.of(new Desk(
                wide().permissions(Permissions.only(List.of(
                                new Grant("engine", "*", "*", Verb.SUBMIT),
                                new Grant("engine", "*", "kraken", Verb.AMEND))))
                        .build(),
                "1000000"));
        assertThat(codes(works.ask("11", AT_99))).containsExactly("RESTRICTED_SYMBOL");
        assertThat(codes(works.desk.ask(amendAt("kraken", works.order, "11", AT_99))))
                .isEmpty();
        works.refused();
        works.assertLowers();
    }

    @Test
    void givenTheGrowthIsOnItsWayThenTheWholeOfItCountsThereUntilItIsDecided() {
        Works works = Works.of(desk("1500"));
        Desk desk = works.desk;
        works.asked("14", AT_99);
        assertThat(heldThere(desk)).isEqualTo("1400");
        assertThat(codes(there(desk, "2"))).containsExactly("EXPOSURE_LIMIT");
        ParentOrder routed =
                desk.work(desk.intent(BTC, Side.BUY, "5").limit(dec("98")).build());
        assertThat(codes(desk.ask(desk.child(routed, "2"), routed))).containsExactly("EXPOSURE_LIMIT");
        works.refused();
        assertThat(heldThere(desk)).isEqualTo("1000");
        works.asked("14", AT_99);
        works.updated("14");
        assertThat(heldThere(desk)).isEqualTo("1400");
        assertThat(codes(there(desk, "1.001"))).containsExactly("EXPOSURE_LIMIT");
        assertThat(there(desk, "1").verdict()).isEqualTo(Verdict.APPROVED);
        desk.gate.onChild(with(works.child, OrderStatus.CANCELED, "0"));
        assertThat(heldThere(desk)).as("the rest of it may go elsewhere").isEqualTo("100");
    }

    @Test
    void givenADearerPriceOrLessIsOnItsWayThenTheLargerOfBothCountsThere() {
        Works works = Works.of(desk("1500"));
        works.asked("10", limit("104"));
        assertThat(heldThere(works.desk)).isEqualTo("1040");
        works.refused();
        assertThat(heldThere(works.desk)).isEqualTo("1000");
        works.asked("4", AT_99);
        assertThat(heldThere(works.desk)).as("the venue may refuse it").isEqualTo("1000");
        works.updated("4");
        assertThat(heldThere(works.desk)).isEqualTo("400");
    }

    @Test
    void givenAFillWhileTheGrowthIsOnItsWayThenItCountsOnce() {
        Works works = Works.of(desk("1500"));
        Desk desk = works.desk;
        works.asked("14", AT_99);
        desk.fill(works.order.orderId(), works.child.orderId(), BTC, Side.BUY, "4");
        desk.gate.onChild(with(works.child, OrderStatus.PENDING_UPDATE, "4"));
        desk.gate.onParent(with(works.order, OrderStatus.PENDING_UPDATE, "4"));
        assertThat(heldThere(desk)).as("4 held and 10 to come").isEqualTo("1400");
        ParentOrder partly = with(works.order, OrderStatus.PARTIALLY_FILLED, "4");
        desk.gate.onChild(works.child.with(confirmed(partly, "14").progress()));
        desk.gate.onParent(confirmed(partly, "14"));
        assertThat(heldThere(desk)).isEqualTo("1400");
        desk.gate.onChild(with(works.child, OrderStatus.CANCELED, "4"));
        desk.gate.onParent(with(works.order, OrderStatus.CANCELED, "4"));
        assertThat(heldThere(desk)).isEqualTo("400");
    }

    @Test
    void givenOnlyAPartOfTheOrderWorksThereThenLessOfTheOrderMayBeMoreThere() {
        Works works = Works.of(desk("700"), "10", "5");
        RiskDecision more = works.ask("8", AT_99);
        assertThat(codes(more)).containsExactly("EXPOSURE_LIMIT");
        assertThat(result(more, "venue-gross-exposure").largestPassing()).isEqualByComparingTo("7");
        works.desk.showBook(BTC, List.of(level("97.9", "5")), List.of(level("98.1", "5")));
        assertThat(codes(works.ask("6", AT_99))).containsExactly("PRICE_COLLAR");
        assertThat(works.ask("5", AT_99).verdict()).isEqualTo(Verdict.APPROVED);
        works.refused();
        works.desk.showBook(BTC, List.of(level("99.9", "5")), List.of(level("100.1", "5")));
        assertThat(codes(works.ask("6", AT_99))).isEmpty();
        works.refused();
        works.desk.books.clear();
        assertThat(codes(works.ask("6", AT_99))).containsExactly("STALE_MARKET_DATA");
    }

    @Test
    void givenARestartWhileAChangeIsOnItsWayThenItCountsWhereItsChildIsUntilItIsDecided() {
        RecordedRun run = new RecordedRun(capped("1500"));
        run.ask(run.desk.intent(BTC, Side.BUY, "10").limit(dec("99")).build());
        ParentOrder order = run.open.removeFirst();
        ChildOrder child = run.desk.child(order, "10");
        assertThat(run.desk.ask(child, order).passes()).isTrue();
        run.ledger.add(new OrderChanged(
                run.header(),
                new OrderEvent.PendingUpdate(order.orderId(), run.desk.timeNs, dec("14"), AT_99),
                OrderStatus.ACCEPTED,
                OrderStatus.PENDING_UPDATE));
        run.restart();
        Works works = new Works(run.desk, order, child);
        run.desk.gate.onParent(with(order, OrderStatus.PENDING_UPDATE, "0"));
        run.desk.gate.onChild(with(child, OrderStatus.PENDING_UPDATE, "0"));
        assertThat(heldThere(run.desk)).isEqualTo("1400");
        works.refused();
        assertThat(heldThere(run.desk)).isEqualTo("1000");
    }

    @Test
    void aBoundOrderIsChangedWhereItIsAndNowhereElse() {
        Desk desk = open();
        ParentOrder bound = desk.work(
                desk.intent(BTC, Side.BUY, "10").limit(dec("99")).venue(PAPER).build());
        assertThatThrownBy(() -> amendAt("kraken", bound, "11", AT_99))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("venue")
                .hasMessageContaining("kraken");
    }
}
