package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.OrderChanged;
import io.colin.api.event.TrailMoved;
import io.colin.api.market.MarkPrice;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.order.TriggerSource;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Stops that we watch ourselves where the venue has none. The market is at 800 when each test begins. */
class StopTest {
    private final DeskVenue venue = DeskVenue.changing();
    private Bench bench = Bench.at(venue);

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest(name = "{0} stop at {1}, held at {2}, triggered by {3}")
    @CsvSource({"SELL, 790, 790.01, 790", "SELL, 790, 795, 700", "BUY, 810, 809.99, 810", "BUY, 810, 805, 900"})
    void givenAStopWhenTheMarketTouchesOrJumpsOverItThenItGoesOnceAndNotBefore(
            Side side, String stop, String before, String through) {
        bench.submit(stop(side, "s", stop, TriggerSource.LAST).build());
        assertThat(bench.status("s")).isEqualTo(OrderStatus.EMULATED);
        bench.price(before);
        assertThat(venue.taken()).isEmpty();
        bench.price(through);
        DeskVenue.Asked sent = venue.only("submit");
        assertThat(sent.child().timeInForce()).isEqualTo(TimeInForce.IOC);
        assertThat(sent.type()).isInstanceOf(OrderType.Limit.class);
        assertThat(bench.status("s")).isEqualTo(OrderStatus.SUBMITTED);
        bench.price(through);
        assertThat(venue.taken()).isEmpty();
        assertThat(statuses("s")).containsExactly(OrderStatus.EMULATED, OrderStatus.RELEASED, OrderStatus.SUBMITTED);
        assertThat(bench.order("s").intent().type()).isInstanceOf(OrderType.StopMarket.class);
    }

    @Test
    void givenAStopLimitWhenTriggeredThenItRestsAtItsLimit() {
        OrderType type = new OrderType.StopLimit(new BigDecimal("790"), new BigDecimal("789"), TriggerSource.LAST);
        bench.submit(order(Side.SELL, "s").type(type).build());
        bench.price("780");
        DeskVenue.Asked sent = venue.only("submit");
        assertThat(sent.type()).isEqualTo(new OrderType.Limit(new BigDecimal("789")));
        assertThat(sent.child().timeInForce()).isEqualTo(TimeInForce.GTC);
    }

    @Test
    void givenAStopThatIsReachedAlreadyWhenSubmittedThenItGoesAtOnce() {
        bench.submit(stop(Side.SELL, "s", "801", TriggerSource.LAST).build());
        venue.only("submit");
        assertThat(statuses("s")).contains(OrderStatus.EMULATED, OrderStatus.RELEASED);
    }

    @Test
    void givenNoConsentWhenNoVenueHasStopsThenItIsDenied() {
        bench.submit(stop(Side.SELL, "s", "790", TriggerSource.LAST)
                .acceptsEmulation(false)
                .build());
        assertDenied("s", DenialCode.UNSUPPORTED_ORDER_TYPE, "accept_emulation=false");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            value = TriggerSource.class,
            names = {"MARK", "INDEX"})
    void givenASourceThatShowsNoPriceWhenAStopAsksForItThenItIsDeniedAndNotReplaced(TriggerSource source) {
        bench.submit(stop(Side.SELL, "s", "790", source).build());
        assertDenied("s", DenialCode.UNSUPPORTED_FLAG, "trigger_source=" + source);
    }

    @Test
    void givenMarkPricesWhenAStopWatchesThemThenTradesDoNotTriggerIt() {
        mark("800");
        bench.submit(stop(Side.SELL, "s", "790", TriggerSource.MARK).build());
        bench.price("780");
        assertThat(bench.status("s")).isEqualTo(OrderStatus.EMULATED);
        mark("790");
        venue.only("submit");
    }

    @Test
    void givenBidAndAskWhenWatchedThenTheBidTriggersASellAndTheAskABuy() {
        bench.submit(stop(Side.SELL, "sell", "790", TriggerSource.BID_ASK).build());
        bench.submit(stop(Side.BUY, "buy", "810", TriggerSource.BID_ASK).build());
        bench.trade("780");
        bench.trade("820");
        assertThat(venue.taken()).as("trades do not count").isEmpty();
        bench.quote("790.11");
        assertThat(bench.status("sell")).as("bid 790.01").isEqualTo(OrderStatus.EMULATED);
        bench.quote("790.1");
        assertThat(bench.status("sell")).as("bid 790").isEqualTo(OrderStatus.SUBMITTED);
        bench.quote("809.9");
        assertThat(bench.status("buy")).as("ask 810").isEqualTo(OrderStatus.SUBMITTED);
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3} then {4}, triggered at {5}")
    @CsvSource({
        "SELL, 5,  PRICE, 795, 815, 815",
        "SELL, 50, BPS,   796, 815.9, 815.9",
        "SELL, 500, TICKS, 795, 815, 815",
        "BUY,  5,  PRICE, 805, 785, 785"
    })
    void givenATrailingStopWhenTheMarketRunsThenItFollowsAndNeverGoesBack(
            Side side, String offset, OrderType.OffsetUnit unit, String first, String then, String trigger) {
        OrderType type = new OrderType.TrailingStop(new BigDecimal(offset), unit, TriggerSource.LAST);
        bench.submit(order(side, "s").type(type).build());
        assertThat(trails()).containsExactly(new BigDecimal(first));
        boolean up = side == Side.SELL;
        bench.price(up ? "820" : "780");
        bench.price(up ? "817" : "783");
        assertThat(trails()).containsExactly(new BigDecimal(first), new BigDecimal(then));
        assertThat(bench.status("s")).isEqualTo(OrderStatus.EMULATED);
        bench.price(trigger);
        venue.only("submit");
    }

    @Test
    void givenATrailingStopWhenTheRunIsKilledThenItGoesOnFromWhereItWas() {
        OrderType type =
                new OrderType.TrailingStop(new BigDecimal("5"), OrderType.OffsetUnit.PRICE, TriggerSource.LAST);
        bench.submit(order(Side.SELL, "s").type(type).build());
        bench.price("820");
        bench.price("817");
        DeskVenue next = DeskVenue.changing();
        bench = bench.restarted(next);
        assertThat(bench.status("s")).isEqualTo(OrderStatus.EMULATED);
        assertThat(bench.of(TrailMoved.class)).as("where it was").isEmpty();
        bench.price("815.01");
        assertThat(next.taken()).isEmpty();
        bench.price("815");
        next.only("submit");
    }

    @Test
    void givenAnExpiryWhenNotTriggeredByThenAHeldOrderExpires() {
        bench.submit(stop(Side.SELL, "gtd", "790", TriggerSource.LAST)
                .timeInForce(TimeInForce.gtd(bench.now() + 10 * Bench.SECOND))
                .build());
        bench.submit(stop(Side.SELL, "day", "791", TriggerSource.LAST)
                .timeInForce(TimeInForce.DAY)
                .build());
        bench.advance(9);
        assertThat(bench.status("gtd")).isEqualTo(OrderStatus.EMULATED);
        bench.advance(1);
        assertThat(bench.status("gtd")).isEqualTo(OrderStatus.EXPIRED);
        assertThat(bench.status("day")).isEqualTo(OrderStatus.EMULATED);
        bench.advance(24 * 3600);
        assertThat(bench.status("day")).isEqualTo(OrderStatus.EXPIRED);
        bench.price("700");
        assertThat(venue.taken()).isEmpty();
    }

    @Test
    void givenAHeldStopWhenCancelledThenNothingTriggersIt() {
        bench.submit(stop(Side.SELL, "s", "790", TriggerSource.LAST).build());
        bench.cancel("s");
        assertThat(bench.status("s")).isEqualTo(OrderStatus.CANCELED);
        bench.price("780");
        assertThat(venue.taken()).isEmpty();
    }

    @Test
    void givenAVenueThatHasStopsThenTheyGoThereAsTheyAre() {
        bench.close();
        DeskVenue elsewhere = DeskVenue.withStops();
        bench = Bench.at(elsewhere);
        bench.submit(stop(Side.SELL, "s", "790", TriggerSource.LAST)
                .acceptsEmulation(false)
                .build());
        assertThat(elsewhere.only("submit").type()).isInstanceOf(OrderType.StopMarket.class);
        assertThat(bench.status("s")).isEqualTo(OrderStatus.SUBMITTED);
    }

    @Test
    void givenBarsAloneThenTheirExtremesCountFromTheFirstBarThatBeganAfterTheOrderWasArmed() {
        bench.close();
        DeskVenue elsewhere = DeskVenue.changing();
        bench = Bench.quoted(elsewhere);
        bench.bar("800", "801", "799", "800");
        bench.advance(30);
        bench.submit(stop(Side.SELL, "s", "790", TriggerSource.LAST).build());
        barOfTheWholeMinute("800", "801", "780", "800");
        assertThat(bench.status("s")).as("its low may have been before").isEqualTo(OrderStatus.EMULATED);
        bench.bar("800", "801", "790.01", "800");
        assertThat(bench.status("s")).isEqualTo(OrderStatus.EMULATED);
        bench.bar("800", "801", "789", "800");
        assertThat(statuses("s"))
                .as("let go; its book is too old to trade with")
                .contains(OrderStatus.RELEASED);
        assertThat(bench.order("s").progress().refusals().getFirst().code()).isEqualTo("STALE_MARKET_DATA");
    }

    /** A bar that began before the order came. */
    private void barOfTheWholeMinute(String open, String high, String low, String close) {
        bench.advance(30);
        bench.on(io.colin.api.market.Bar.ofPrices(
                Rig.BTC_USD.symbol(),
                bench.now() - 60 * Bench.SECOND,
                bench.now(),
                new BigDecimal(open),
                new BigDecimal(high),
                new BigDecimal(low),
                new BigDecimal(close),
                BigDecimal.TEN));
    }

    @Test
    void givenTheSameEventsThenTheSameStopsGoAtTheSameTimes() {
        List<String> first = story();
        bench.close();
        bench = Bench.at(DeskVenue.changing());
        assertThat(story()).isEqualTo(first);
    }

    private List<String> story() {
        for (int i = 0; i < 5; i++) {
            bench.submit(stop(Side.SELL, "s" + i, "79" + i, TriggerSource.LAST).build());
        }
        for (String price : List.of("795", "793.5", "792", "801", "700")) {
            bench.price(price);
        }
        return bench.of(OrderChanged.class).stream()
                .map(changed -> changed.header().timeNs() + " " + changed.event())
                .toList();
    }

    private void mark(String price) {
        bench.on(new MarkPrice(Rig.BTC_USD.symbol(), bench.now(), new BigDecimal(price)));
    }

    private List<BigDecimal> trails() {
        return bench.of(TrailMoved.class).stream().map(TrailMoved::stopPrice).toList();
    }

    private List<OrderStatus> statuses(String clientId) {
        String id = bench.order(clientId).orderId();
        return bench.of(OrderChanged.class).stream()
                .filter(changed -> changed.event().orderId().equals(id))
                .map(OrderChanged::after)
                .toList();
    }

    private void assertDenied(String clientId, DenialCode code, String detail) {
        assertThat(bench.status(clientId)).isEqualTo(OrderStatus.DENIED);
        assertThat(bench.order(clientId).progress().refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(code.name());
            assertThat(refusal.message()).contains(detail);
        });
        assertThat(venue.taken()).isEmpty();
    }

    private static OrderIntent.Builder stop(Side side, String id, String stop, TriggerSource source) {
        return order(side, id).type(new OrderType.StopMarket(new BigDecimal(stop), source));
    }

    private static OrderIntent.Builder order(Side side, String id) {
        return OrderIntent.of(Rig.BTC_USD.symbol(), side, new BigDecimal("0.5"))
                .clientOrderId(id)
                .acceptsEmulation(true);
    }
}
