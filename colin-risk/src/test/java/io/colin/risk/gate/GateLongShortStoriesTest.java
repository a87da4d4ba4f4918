package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.result;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
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
import io.colin.risk.exposure.ExposureBook;
import io.colin.risk.exposure.FirmExposure;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What may be held long and what short, apart, as stories. BTC is at 100, ETH at 10; the account is one of margin. */
class GateLongShortStoriesTest {
    private static final String MILLION = "1000000";
    private static final LimitScope MAIN = LimitScope.account("main");

    private static RiskLimits limits(LimitScope scope, ScopeCap.Builder cap) {
        return wide().margin(m -> m.accountKind(AccountKind.MARGIN))
                .scopes(ScopeLimits.of(Map.of(scope, cap.build())))
                .build();
    }

    private static Desk capped(LimitScope scope, ScopeCap.Builder cap) {
        return new Desk(limits(scope, cap), MILLION);
    }

    private static ScopeCap.Builder all(ExposureKind kind, String value) {
        return ScopeCap.builder().value(kind, dec(value));
    }

    private static ScopeCap.Builder of(Symbol symbol, ExposureKind kind, String value) {
        return ScopeCap.builder().positionValue(kind, symbol, dec(value));
    }

    private static ExposureKind kind(Side side) {
        return side == Side.BUY ? ExposureKind.LONG : ExposureKind.SHORT;
    }

    private static OrderIntent order(Desk desk, Symbol symbol, Side side, String quantity) {
        String price = symbol.equals(BTC) ? "100" : "10";
        return desk.intent(symbol, side, quantity)
                // A buy below the reference is worth the reference, and meets no sell of ours.
                .limit(side == Side.SELL ? dec(price) : dec(price).subtract(dec("0.01")))
                .strategy("alpha")
                .build();
    }

    private static RiskDecision approved(RiskDecision decision) {
        assertThat(decision.verdict()).as("%s", decision.reasons()).isEqualTo(Verdict.APPROVED);
        return decision;
    }

    private static ParentOrder working(Desk desk, OrderIntent intent) {
        approved(desk.ask(intent));
        ParentOrder parent = Desk.with(desk.parent(intent), OrderStatus.ACCEPTED, "0");
        desk.gate.onParent(parent);
        return parent;
    }

    @ParameterizedTest(name = "given a cap of 10 000 of the {0} side of BTC, {1}")
    @CsvSource({
        "BUY, account-long-position",
        "SELL, account-short-position",
        "BUY, strategy-long-position",
        "SELL, strategy-short-position"
    })
    void givenACapOfOneSideOfASymbolThenTheOtherSideIsFree(Side side, String check) {
        LimitScope scope = check.startsWith("account") ? MAIN : LimitScope.strategy("alpha");
        Desk desk = capped(scope, of(BTC, kind(side), "10000"));
        approved(desk.ask(order(desk, BTC, side.opposite(), "500")));
        RiskDecision above = desk.ask(order(desk, BTC, side, "100.001"));
        assertThat(codes(above)).containsExactly("POSITION_LIMIT");
        assertThat(result(above, check).limit()).isEqualByComparingTo("10000");
        assertThat(result(above, check).current()).isEqualByComparingTo("0");
        assertThat(result(above, check).projected()).isEqualByComparingTo("10000.1");
        assertThat(result(above, check).largestPassing()).isEqualByComparingTo("100");
        RiskDecision exact = approved(desk.ask(order(desk, BTC, side, "100")));
        assertThat(exact.warnings()).contains(check + ": 10000 of 10000 USD, past 95 %");
        assertThat(codes(desk.ask(order(desk, BTC, side, "0.06"))))
                .as("what works counts as if it had filled")
                .containsExactly("POSITION_LIMIT");
        approved(desk.ask(order(desk, ETH, side, "5000")));
    }

    @ParameterizedTest(name = "given a cap of 10 000 of all that is held on the {0} side, {1}")
    @CsvSource({
        "BUY, account-long-exposure",
        "SELL, account-short-exposure",
        "BUY, strategy-long-exposure",
        "SELL, strategy-short-exposure"
    })
    void givenACapOfOneSideOfAllSymbolsThenItsSymbolsCountTogether(Side side, String check) {
        LimitScope scope = check.startsWith("account") ? MAIN : LimitScope.strategy("alpha");
        Desk desk = capped(scope, all(kind(side), "10000"));
        working(desk, order(desk, BTC, side, "60"));
        approved(desk.ask(order(desk, ETH, side.opposite(), "3000")));
        RiskDecision above = desk.ask(order(desk, ETH, side, "400.01"));
        assertThat(codes(above)).containsExactly("EXPOSURE_LIMIT");
        assertThat(result(above, check).current()).isEqualByComparingTo("6000");
        assertThat(result(above, check).projected()).isEqualByComparingTo("10000.1");
        assertThat(result(above, check).largestPassing()).isEqualByComparingTo("400");
        approved(desk.ask(order(desk, ETH, side, "400")));
    }

    @Test
    void anotherStrategyAndAnotherAccountAreNotTouched() {
        Desk strategy = capped(LimitScope.strategy("beta"), all(ExposureKind.LONG, "10"));
        approved(strategy.ask(order(strategy, BTC, Side.BUY, "10")));
        Desk account = capped(LimitScope.account("other"), of(BTC, ExposureKind.LONG, "10"));
        approved(account.ask(order(account, BTC, Side.BUY, "10")));
    }

    @Test
    void atAVenueItsChildrenAndTheOrdersThatNameItCount() {
        Desk desk = capped(LimitScope.venue("paper"), all(ExposureKind.SHORT, "10000"));
        OrderIntent routed = order(desk, BTC, Side.SELL, "150");
        ParentOrder parent = working(desk, routed);
        approved(desk.ask(desk.child(parent, "60"), parent));
        RiskDecision above = desk.ask(desk.child(parent, "40.001"), parent);
        assertThat(codes(above)).containsExactly("EXPOSURE_LIMIT");
        assertThat(result(above, "venue-short-exposure").largestPassing()).isEqualByComparingTo("40");
        OrderIntent.Builder named =
                desk.intent(BTC, Side.SELL, "40").limit(dec("100")).venue("paper");
        approved(desk.ask(named.build()));
        approved(desk.ask(desk.intent(BTC, Side.BUY, "500")
                .limit(dec("99.99"))
                .venue("paper")
                .build()));
    }

    @ParameterizedTest(name = "given 80 held and 30 working on the {0} side, partly filled")
    @EnumSource(Side.class)
    void whatFilledOfAWorkingOrderCountsOnce(Side side) {
        Desk desk = capped(MAIN, all(kind(side), "10000"));
        ParentOrder order = working(desk, order(desk, BTC, side, "80"));
        desk.fill(order.orderId(), "c", BTC, side, "30");
        desk.gate.onParent(Desk.with(order, OrderStatus.PARTIALLY_FILLED, "30"));
        desk.mark();
        assertThat(codes(desk.ask(order(desk, BTC, side, "20.001")))).containsExactly("EXPOSURE_LIMIT");
        approved(desk.ask(order(desk, BTC, side, "20")));
    }

    @ParameterizedTest(name = "given 60 working on the {0} side, an amend to 100 takes all there is")
    @EnumSource(Side.class)
    void anAmendUpIsJudgedWithItsOwnReservationTakenOut(Side side) {
        Desk desk = capped(MAIN, of(BTC, kind(side), "10000").value(kind(side), dec("10000")));
        ParentOrder order = working(desk, order(desk, BTC, side, "60"));
        RiskRequest above = new RiskRequest.Amend(order, dec("100.001"), new OrderType.Limit(dec("100")), "engine");
        assertThat(codes(desk.ask(above))).containsExactly("POSITION_LIMIT", "EXPOSURE_LIMIT");
        approved(desk.ask(new RiskRequest.Amend(order, dec("100"), new OrderType.Limit(dec("100")), "engine")));
        assertThat(codes(desk.ask(order(desk, BTC, side, "0.06")))).containsExactly("POSITION_LIMIT", "EXPOSURE_LIMIT");
    }

    @ParameterizedTest(name = "given 150 held on the {0} side where 100 are allowed, only less passes")
    @EnumSource(Side.class)
    void pastTheLimitWhatReducesPasses(Side side) {
        Desk desk = capped(MAIN, of(BTC, kind(side), "10000").value(kind(side), dec("10000")));
        desk.hold(BTC, side == Side.BUY ? "150" : "-150");
        desk.mark();
        RiskDecision more = desk.ask(order(desk, BTC, side, "0.06"));
        assertThat(codes(more)).containsExactly("POSITION_LIMIT", "EXPOSURE_LIMIT");
        assertThat(result(more, "account-" + kind(side).name().toLowerCase(Locale.ROOT) + "-position")
                        .largestPassing())
                .isEqualByComparingTo("0");
        OrderIntent.Builder less =
                desk.intent(BTC, side.opposite(), "10").limit(dec("100")).reduceOnly(true);
        approved(desk.ask(less.build()));
        approved(desk.ask(order(desk, BTC, side.opposite(), "200")));
        assertThat(codes(desk.ask(order(desk, ETH, side, "1")))).containsExactly("EXPOSURE_LIMIT");
    }

    @Test
    void aStrategyPastItsLongsMayStillCoverItsShortsWhileTheAccountIsLong() {
        Desk desk = capped(LimitScope.strategy("alpha"), all(ExposureKind.LONG, "5000"));
        ParentOrder coins = working(desk, order(desk, ETH, Side.BUY, "500"));
        desk.fill(coins.orderId(), "c1", ETH, Side.BUY, "500");
        ParentOrder shorts = working(desk, order(desk, BTC, Side.SELL, "40"));
        desk.fill(shorts.orderId(), "c2", BTC, Side.SELL, "40");
        desk.hold(BTC, "100");
        desk.price(ETH, "11");
        desk.mark();
        RiskDecision past = desk.ask(order(desk, BTC, Side.BUY, "40.001"));
        assertThat(codes(past)).containsExactly("EXPOSURE_LIMIT");
        assertThat(result(past, "strategy-long-exposure").largestPassing()).isEqualByComparingTo("40");
        approved(desk.ask(order(desk, BTC, Side.BUY, "40")));
    }

    @ParameterizedTest(name = "given two accounts of a firm that may hold 10 000 on the {0} side")
    @EnumSource(Side.class)
    void theAccountsOfAFirmShareWhatItMayHoldOnASide(Side side) {
        FirmExposure gross = FirmExposure.of("USD", dec("30000"));
        FirmExposure firm = FirmExposure.of("USD", dec("10000"));
        Desk one = member(gross, kind(side), firm);
        Desk other = member(gross, kind(side), firm);
        OrderIntent first = order(one, BTC, side, "60");
        approved(one.ask(first));
        approved(other.ask(order(other, BTC, side.opposite(), "110")));
        RiskDecision above = other.ask(order(other, ETH, side, "400.01"));
        assertThat(codes(above)).containsExactly("EXPOSURE_LIMIT");
        String check = "firm-" + kind(side).name().toLowerCase(Locale.ROOT) + "-exposure";
        assertThat(result(above, check).largestPassing()).isEqualByComparingTo("400");
        approved(other.ask(order(other, ETH, side, "400")));
        assertThat(firm.total()).isEqualByComparingTo("10000");
        assertThat(gross.total()).isEqualByComparingTo("21000");
        one.cancel(first);
        one.mark();
        assertThat(firm.total()).isEqualByComparingTo("4000");
    }

    private static Desk member(FirmExposure gross, ExposureKind kind, FirmExposure firm) {
        Desk desk =
                new Desk(wide().margin(m -> m.accountKind(AccountKind.MARGIN)).build(), MILLION);
        desk.gate = StandardGate.builder()
                .limits(desk.limits)
                .firm(gross)
                .firm(kind, firm)
                .build();
        desk.mark();
        return desk;
    }

    @Test
    void whatOneAggregateReservedIsGivenBackWhereAnotherIsFull() {
        Desk desk = new Desk(wide().build(), MILLION);
        FirmShare gross = share(ExposureKind.GROSS, "6000");
        FirmShare longs = share(ExposureKind.LONG, "5999");
        RiskRequest request = new RiskRequest.Parent("o1", desk.buy("60"), "engine", Optional.empty());
        Candidate order = new Candidate(
                Order.of(request),
                desk.instrument(BTC).orElseThrow(),
                desk.limits,
                new RiskContext(desk, desk.portfolio()),
                ExposureBook.empty());
        assertThat(FirmShare.reserve(List.of(gross, longs), order)).contains(longs);
        assertThat(gross.total().total()).isEqualByComparingTo("0");
        assertThat(longs.total().total()).isEqualByComparingTo("0");
        longs.total().raiseLimit(dec("6000"), "alice", "bob");
        assertThat(FirmShare.reserve(List.of(gross, longs), order)).isEmpty();
        assertThat(gross.total().total()).isEqualByComparingTo("6000");
        assertThat(longs.total().total()).isEqualByComparingTo("6000");
    }

    private static FirmShare share(ExposureKind kind, String limit) {
        FirmExposure total = FirmExposure.of("USD", dec(limit));
        FirmShare share = new FirmShare(kind, total, total.join());
        share.member().settle(BigDecimal.ZERO);
        return share;
    }

    @Test
    void aCapOfTheFirmsLongsWithoutAnExposureOfTheFirmRefusesBuysOnly() {
        Desk desk = capped(LimitScope.FIRM, all(ExposureKind.LONG, "1000000"));
        assertThat(codes(desk.ask(order(desk, BTC, Side.BUY, "1")))).containsExactly("NO_LIMIT_CONFIGURED");
        approved(desk.ask(order(desk, BTC, Side.SELL, "1")));
    }
}
