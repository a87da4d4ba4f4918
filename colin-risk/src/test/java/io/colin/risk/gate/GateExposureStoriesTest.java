package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.PERPETUAL;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.result;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.risk.AccountKind;
import io.colin.risk.LimitScope;
import io.colin.risk.RiskLimits;
import io.colin.risk.ScopeCap;
import io.colin.risk.ScopeLimits;
import io.colin.risk.Sectors;
import io.colin.risk.exposure.FirmExposure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What many symbols, strategies, venues and accounts stand for together, as stories. BTC is at 100, ETH at 10. */
class GateExposureStoriesTest {
    private static final String MILLION = "1000000";

    private static OrderIntent eth(Desk desk, Side side, String quantity) {
        return desk.intent(ETH, side, quantity).limit(dec("10")).build();
    }

    private static Desk capped(LimitScope scope, ScopeCap.Builder cap) {
        RiskLimits limits = wide().margin(m -> m.accountKind(AccountKind.MARGIN))
                .scopes(ScopeLimits.of(Map.of(scope, cap.build())))
                .build();
        return new Desk(limits, MILLION);
    }

    @ParameterizedTest(name = "given 6 000 of BTC in the sector and a cap of 10 000, {0} of ETH leaves {1}")
    @CsvSource({"399.99, APPROVED", "400, APPROVED", "400.01, REJECTED"})
    void givenASectorThenItsSymbolsCountTogether(String quantity, Verdict verdict) {
        Desk desk = new Desk(
                wide().position(p -> p.maxSectorShare(dec("0.01")))
                        .sectors(Sectors.of(Map.of("BTC", "coins", "ETH", "coins")))
                        .build(),
                MILLION);
        assertThat(desk.ask(desk.buy("60")).passes()).isTrue();
        RiskDecision decision = desk.ask(eth(desk, Side.BUY, quantity));
        assertThat(decision.verdict()).isEqualTo(verdict);
        assertThat(result(decision, "sector-concentration").largestPassing()).isEqualByComparingTo("400");
        assertThat(result(decision, "sector-concentration").current()).isEqualByComparingTo("6000");
        if (verdict == Verdict.REJECTED) {
            assertThat(codes(decision)).containsExactly("CONCENTRATION_LIMIT");
        }
    }

    @Test
    void symbolsOfOtherSectorsDoNotCount() {
        Desk desk = new Desk(
                wide().position(p -> p.maxSectorShare(dec("0.01")))
                        .sectors(Sectors.of(Map.of("BTC", "coins")))
                        .build(),
                MILLION);
        assertThat(desk.ask(desk.buy("100")).passes()).isTrue();
        assertThat(desk.ask(eth(desk, Side.BUY, "1000")).passes()).isTrue();
        assertThat(codes(desk.ask(eth(desk, Side.BUY, "0.01")))).containsExactly("CONCENTRATION_LIMIT");
    }

    @ParameterizedTest(
            name = "given 6 000 of BTC, not known to move otherwise, and a group of 10 000, {0} of ETH is {1}")
    @CsvSource({"399.99, APPROVED", "400, APPROVED", "400.01, REJECTED"})
    void givenUnknownCorrelationsThenSymbolsCountAsOneGroup(String quantity, Verdict verdict) {
        Desk desk =
                new Desk(wide().correlation(c -> c.maxGroupShare(dec("0.01"))).build(), MILLION);
        assertThat(desk.ask(desk.buy("60")).passes()).isTrue();
        RiskDecision decision = desk.ask(eth(desk, Side.BUY, quantity));
        assertThat(decision.verdict()).isEqualTo(verdict);
        assertThat(result(decision, "correlated-group").largestPassing()).isEqualByComparingTo("400");
        assertThat(result(decision, "correlated-group").detail()).isEqualTo("group=ETH/USD+[BTC/USD]");
        if (verdict == Verdict.REJECTED) {
            assertThat(codes(decision)).containsExactly("CORRELATION_LIMIT");
        } else {
            assertThat(decision.warnings()).anyMatch(w -> w.contains("ETH/USD moves with [BTC/USD]"));
        }
    }

    @Test
    void givenABookThatMovesAsOneThenFiveSymbolsAreNamedAndTheRestIsCounted() {
        ArmedDesk desk = new ArmedDesk(8, 0.9, limits -> limits);
        RiskDecision decision = desk.gate.check(desk.order(0), desk.context());
        assertThat(decision.verdict()).isEqualTo(Verdict.APPROVED);
        String others = "[S1/USD:USD, S2/USD:USD, S3/USD:USD, S4/USD:USD, S5/USD:USD, 2 more]";
        assertThat(result(decision, "correlated-group").detail()).isEqualTo("group=S0/USD:USD+" + others);
        assertThat(decision.warnings()).containsExactly("correlated-group: S0/USD:USD moves with " + others);
        // 8 000 held and 1.5 at 100.01 more, of which the group may hold 15 % of the equity.
        assertThat(result(decision, "correlated-group").current()).isEqualByComparingTo("8000");
        assertThat(result(decision, "correlated-group").projected()).isEqualByComparingTo("8150.015");
        assertThat(result(decision, "correlated-group").limit()).isEqualByComparingTo("1500000");
    }

    @Test
    void oneSymbolAloneIsNoGroup() {
        Desk desk =
                new Desk(wide().correlation(c -> c.maxGroupShare(dec("0.01"))).build(), MILLION);
        assertThat(desk.ask(desk.buy("500")).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(desk.ask(desk.buy("501")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void aHedgeOfAnUnknownPairPassesButIsNotTrustedToMakeRoom() {
        Desk desk = new Desk(
                wide().margin(m -> m.accountKind(AccountKind.MARGIN))
                        .correlation(c -> c.maxGroupShare(dec("0.01")))
                        .build(),
                MILLION);
        desk.hold(BTC, "150");
        OrderIntent hedge =
                desk.intent(ETH, Side.SELL, "990").limit(dec("10.1")).build();
        assertThat(desk.ask(hedge).verdict())
                .as("a short against a long that is too large")
                .isEqualTo(Verdict.APPROVED);
        assertThat(codes(desk.ask(eth(desk, Side.BUY, "1")))).containsExactly("CORRELATION_LIMIT");
    }

    @Test
    void givenFourCapsOfAStrategyThenOthersAreNotTouchedByThem() {
        LimitScope alpha = LimitScope.strategy("alpha");
        Desk desk = capped(
                alpha,
                ScopeCap.builder()
                        .grossValue(dec("10000"))
                        .positionValue(BTC, dec("7000"))
                        .orderQuantity(BTC, dec("65")));
        assertThat(codes(desk.ask(of(desk, "alpha", "65.001")))).containsExactly("QUANTITY_EXCEEDS_MAXIMUM");
        assertThat(desk.ask(of(desk, "alpha", "65")).verdict()).isEqualTo(Verdict.APPROVED);
        RiskDecision position = desk.ask(of(desk, "alpha", "5.001"));
        assertThat(codes(position)).containsExactly("POSITION_LIMIT");
        assertThat(result(position, "strategy-position").largestPassing()).isEqualByComparingTo("5");
        OrderIntent.Builder coins =
                desk.intent(ETH, Side.SELL, "350").limit(dec("10")).strategy("alpha");
        assertThat(desk.ask(coins.build()).verdict()).isEqualTo(Verdict.APPROVED);
        RiskDecision gross = desk.ask(desk.intent(ETH, Side.SELL, "0.01")
                .limit(dec("10"))
                .strategy("alpha")
                .build());
        assertThat(codes(gross)).containsExactly("EXPOSURE_LIMIT");
        assertThat(result(gross, "strategy-gross-exposure").current()).isEqualByComparingTo("10000");
        assertThat(desk.ask(of(desk, "beta", "500")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    private static OrderIntent of(Desk desk, String strategy, String quantity) {
        return desk.intent(BTC, Side.BUY, quantity)
                .limit(dec("100"))
                .strategy(strategy)
                .build();
    }

    @Test
    void aVenueCapCountsTheChildrenRoutedThereAndTheParentsThatNameIt() {
        Desk desk = capped(LimitScope.venue("paper"), ScopeCap.builder().grossValue(dec("10000")));
        OrderIntent routed = desk.buy("150");
        assertThat(desk.ask(routed).verdict()).as("not at a venue yet").isEqualTo(Verdict.APPROVED);
        ParentOrder parent = desk.parent(routed);
        assertThat(desk.ask(desk.child(parent, "60"), parent).verdict()).isEqualTo(Verdict.APPROVED);
        RiskDecision second = desk.ask(desk.child(parent, "40.001"), parent);
        assertThat(codes(second)).containsExactly("EXPOSURE_LIMIT");
        assertThat(result(second, "venue-gross-exposure").largestPassing()).isEqualByComparingTo("40");
        OrderIntent named = desk.intent(BTC, Side.BUY, "40")
                .limit(dec("100"))
                .venue("paper")
                .build();
        assertThat(desk.ask(named).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(desk.ask(desk.child(desk.parent(named), "40", named.type()), desk.parent(named))
                        .verdict())
                .as("a child of a parent that counts there already")
                .isEqualTo(Verdict.APPROVED);
        assertThat(desk.ask(desk.child(parent, "0.01"), parent).passes()).isFalse();
    }

    @Test
    void anAccountCapIsHeldBesideTheLimits() {
        Desk desk = capped(
                LimitScope.account("main"),
                ScopeCap.builder().grossValue(dec("9000")).positionValue(BTC, dec("8000")));
        assertThat(codes(desk.ask(desk.buy("80.001")))).containsExactly("POSITION_LIMIT");
        assertThat(desk.ask(desk.buy("80")).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(codes(desk.ask(eth(desk, Side.BUY, "100.01")))).containsExactly("EXPOSURE_LIMIT");
        assertThat(desk.ask(eth(desk, Side.BUY, "100")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void twoAccountsOfAFirmShareItsLimit() {
        FirmExposure firm = FirmExposure.of("USD", dec("10000"));
        Desk one = new Desk(wide().build(), MILLION);
        one.gate = StandardGate.builder().limits(one.limits).firm(firm).build();
        Desk other = new Desk(wide().build(), MILLION);
        other.gate = StandardGate.builder().limits(other.limits).firm(firm).build();
        one.mark();
        other.mark();
        OrderIntent first = one.buy("60");
        assertThat(one.ask(first).verdict()).isEqualTo(Verdict.APPROVED);
        RiskDecision above = other.ask(other.buy("40.001"));
        assertThat(codes(above)).containsExactly("EXPOSURE_LIMIT");
        assertThat(result(above, "firm-gross-exposure").largestPassing()).isEqualByComparingTo("40");
        assertThat(other.ask(other.buy("40")).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(firm.total()).isEqualByComparingTo("10000");
        one.cancel(first);
        one.mark();
        assertThat(firm.total()).isEqualByComparingTo("4000");
        assertThat(other.ask(other.buy("60")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void aCapOfTheFirmWithoutItsExposureRefuses() {
        Desk desk = capped(LimitScope.FIRM, ScopeCap.builder().grossValue(dec("1000000")));
        assertThat(codes(desk.ask(desk.buy("1")))).containsExactly("NO_LIMIT_CONFIGURED");
    }

    @Test
    void aPositionWarnsAtEightyNinetyAndNinetyFivePercent() {
        Desk desk = new Desk(wide().position(p -> p.maxValue(dec("10000"))).build(), MILLION);
        assertThat(desk.ask(desk.buy("79.99")).warnings()).isEmpty();
        assertThat(desk.ask(desk.buy("0.01")).verdict())
                .as("below the venue's minimum")
                .isEqualTo(Verdict.REJECTED);
        assertThat(desk.ask(desk.buy("0.06")).warnings()).containsExactly("position: 8005 of 10000 USD, past 80 %");
        assertThat(desk.ask(desk.buy("9.94")).warnings()).containsExactly("position: 8999 of 10000 USD, past 80 %");
        assertThat(desk.ask(desk.buy("0.05")).warnings()).containsExactly("position: 9004 of 10000 USD, past 90 %");
        assertThat(desk.ask(desk.buy("4.95")).warnings()).containsExactly("position: 9499 of 10000 USD, past 90 %");
        assertThat(desk.ask(desk.buy("0.07")).warnings()).containsExactly("position: 9506 of 10000 USD, past 95 %");
    }

    @Test
    void aVenueWarnsFromHalfTheEquityOnWhereThereIsAChoice() {
        Desk desk = new Desk(wide().build(), "10000");
        desk.gate = StandardGate.builder()
                .limits(desk.limits)
                .venues(List.of("kraken", "paper"))
                .build();
        OrderIntent.Builder order =
                desk.intent(BTC, Side.BUY, "50").limit(dec("100")).venue("paper");
        assertThat(desk.ask(order.build()).warnings()).noneMatch(w -> w.startsWith("venue-concentration"));
        RiskDecision more = desk.ask(
                desk.intent(BTC, Side.BUY, "1").limit(dec("100")).venue("paper").build());
        assertThat(more.verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(more.warnings()).anyMatch(w -> w.equals("venue-concentration: 5100 USD at paper, above 5000"));
    }

    @Test
    void aVenueThatShowsAnotherPriceThanAllTogetherIsRefused() {
        Desk desk = new Desk(wide().build(), MILLION);
        desk.showBook(BTC, List.of(Desk.level("100.99", "5")), List.of(Desk.level("101.01", "5")));
        OrderIntent at =
                desk.intent(BTC, Side.BUY, "1").limit(dec("100")).venue("paper").build();
        assertThat(desk.ask(at).verdict()).as("one percent away").isEqualTo(Verdict.APPROVED);
        desk.showBook(BTC, List.of(Desk.level("101", "5")), List.of(Desk.level("101.02", "5")));
        assertThat(codes(desk.ask(desk.intent(BTC, Side.BUY, "1.1")
                        .limit(dec("100"))
                        .venue("paper")
                        .build())))
                .containsExactly("PRICE_COLLAR");
        assertThat(desk.ask(desk.buy("1.2")).verdict()).as("routed elsewhere").isEqualTo(Verdict.APPROVED);
    }

    @Test
    void derivativesAndSpotOfAnAssetAreOneSector() {
        Desk desk = new Desk(
                wide().margin(m -> m.accountKind(AccountKind.MARGIN))
                        .position(p -> p.maxSectorShare(dec("0.01")))
                        .sectors(Sectors.of(Map.of("BTC", "coins")))
                        .build(),
                MILLION);
        assertThat(desk.ask(desk.buy("60")).passes()).isTrue();
        Symbol perpetual = PERPETUAL;
        OrderIntent sale =
                desk.intent(perpetual, Side.SELL, "40.001").limit(dec("100")).build();
        assertThat(codes(desk.ask(sale))).containsExactly("CONCENTRATION_LIMIT");
        assertThat(sale.type()).isInstanceOf(OrderType.Limit.class);
    }
}
