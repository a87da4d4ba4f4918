package io.colin.execution.venue.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Instrument;
import io.colin.api.market.Aggressor;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.SampleFill;
import io.colin.api.order.SampleOrders;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.venue.FeeSchedule;
import io.colin.api.venue.RecordingVenueListener;
import io.colin.api.venue.VenueReport;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaperVenueTest {
    private static final OrderType LIMIT = new OrderType.Limit(new BigDecimal("100"));

    @Test
    void hasTheDefaultsOfThePaperVenue() {
        PaperVenue venue = PaperVenue.builder().instruments(PaperRig.BTC).build();
        assertThat(venue.id()).isEqualTo("paper");
        assertThat(venue.instruments()).containsExactly(PaperRig.BTC);
        assertThat(venue.fees(PaperRig.BTC.symbol())).isEqualTo(FeeSchedule.ASSUMED);
        assertThat(venue.nextDueNs()).isEqualTo(Long.MAX_VALUE);
        assertThat(venue.book(PaperRig.BTC.symbol())).isEmpty();
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThatThrownBy(() -> PaperVenue.builder().build()).hasMessageContaining("instruments: must name at least");
        assertThatThrownBy(() -> PaperVenue.builder().id(" ")).hasMessageContaining("id");
        assertThatThrownBy(() -> PaperVenue.builder().id("any")).hasMessageContaining("id");
        assertThatThrownBy(() -> PaperVenue.builder().feeBps(-1)).hasMessageContaining("takerRate");
        assertThatThrownBy(() -> PaperVenue.builder().barHalfSpreadBps(-1)).hasMessageContaining("barHalfSpreadBps");
        assertThatThrownBy(() -> PaperVenue.builder().instruments(PaperRig.BTC, PaperRig.BTC))
                .hasMessageContaining("must name each symbol once");
    }

    @Test
    void refusesCommandsItCannotTake() {
        PaperVenue unconnected = PaperVenue.builder().instruments(PaperRig.BTC).build();
        PaperRig rig = PaperRig.instant().book("99:1", "101:1");
        ChildOrder child = rig.child("b", Side.BUY, "1", LIMIT, TimeInForce.GTC, false);
        assertThatThrownBy(() -> unconnected.submit(child, 1)).isInstanceOf(IllegalStateException.class);
        rig.send(child);
        assertThatThrownBy(() -> rig.send(child)).hasMessage("orderId: must be new at the venue (b)");
        assertThatThrownBy(() -> rig.venue.connect(RecordingVenueListener.create()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> rig.venue.advanceTo(rig.now() - 1)).hasMessageContaining("must not go back");
        PaperVenue other = PaperVenue.builder()
                .instruments(Instrument.spot("ETH/USD").build())
                .build();
        other.connect(RecordingVenueListener.create());
        assertThatThrownBy(() -> other.submit(child, 1)).hasMessageContaining("symbol: must be one of");
    }

    @Test
    void answersWhatBecameOfAnOrder() {
        PaperRig rig = PaperRig.instant().book("99:1", "101:1");
        ChildOrder resting = rig.limit("b", Side.BUY, "3", "101", TimeInForce.GTC);
        ChildOrder never = rig.child("x", Side.BUY, "1", LIMIT, TimeInForce.GTC, false);
        ChildOrder refused = rig.limit("r", Side.BUY, "1", "99.001", TimeInForce.GTC);
        rig.venue.query(resting, rig.now());
        rig.venue.query(never, rig.now());
        rig.venue.query(refused, rig.now());
        rig.pass(1);
        long asked = rig.now() - 1;
        assertThat(rig.heard.of(VenueReport.Found.class))
                .containsExactly(
                        new VenueReport.Found("paper", "b", asked, OrderStatus.PARTIALLY_FILLED, BigDecimal.ONE),
                        new VenueReport.Found("paper", "r", asked, OrderStatus.REJECTED, BigDecimal.ZERO));
        assertThat(rig.heard.of(VenueReport.NotFound.class))
                .containsExactly(new VenueReport.NotFound("paper", "x", asked));
        rig.cancel(never);
        assertThat(rig.rejection("x")).isEqualTo("ORDER_NOT_OPEN");
    }

    @Test
    void takesBackARestingOrderAtTheEndOfTheQueueWithTradeIdsOfItsOwn() {
        PaperRig rig = PaperRig.instant().book("100:5", "101:1");
        ChildOrder child = partlyFilled(rig);
        rig.venue.restore(child, rig.now());
        assertThat(rig.heard.reports()).isEmpty();
        rig.trade("100", "5", Aggressor.SELL);
        assertThat(rig.fills("b")).isEmpty();
        rig.trade("100", "9", Aggressor.SELL);
        assertThat(rig.fills("b")).containsExactly("2@100");
        assertThat(rig.heard.fills("b").getFirst().tradeId()).isEqualTo("paper:b:2-1");
    }

    /** Of the trades 1, 2 and 3 of one lot each, only the second was told: the restored order is at the filled quantity of the first. */
    @Test
    void givesNoTradeTheIdOfAnotherWhenAnEarlierReportDiedWithTheProcess() {
        PaperRig first = PaperRig.instant().book("100:5", "101:1");
        ChildOrder child = first.limit("b", Side.BUY, "3", "100", TimeInForce.GTC);
        first.trade("99", "1", Aggressor.SELL).trade("99", "1", Aggressor.SELL);
        List<Fill> told = first.heard.fills("b");
        assertThat(told).hasSize(2);
        OrderProgress accepted = SampleOrders.moved(child.progress(), OrderStatus.ACCEPTED, first.now());
        OrderProgress taken = SampleOrders.filled(accepted, told.getLast());
        PaperRig next = PaperRig.instant().book("100:5", "101:1");
        next.venue.restore(child.with(taken), next.now());
        next.trade("99", "1", Aggressor.SELL).trade("99", "1", Aggressor.SELL);
        assertThat(next.heard.fills("b"))
                .hasSize(2)
                .extracting(Fill::tradeId)
                .doesNotHaveDuplicates()
                .doesNotContain(told.getFirst().tradeId(), told.getLast().tradeId());
    }

    @Test
    void queuesARestoredOrderBehindTheFirstBookItSees() {
        PaperRig rig = PaperRig.instant();
        rig.venue.restore(partlyFilled(rig), rig.now());
        rig.book("100:5", "101:1").trade("100", "4", Aggressor.SELL);
        assertThat(rig.fills("b")).isEmpty();
        rig.trade("100", "2", Aggressor.SELL);
        assertThat(rig.fills("b")).containsExactly("1@100");
    }

    @Test
    void restoresTheExpiryToo() {
        PaperRig rig = PaperRig.instant();
        ChildOrder gtd = rig.child("g", Side.BUY, "1", LIMIT, TimeInForce.gtd(rig.now() + 5), false);
        rig.venue.restore(gtd.with(SampleOrders.moved(gtd.progress(), OrderStatus.ACCEPTED, rig.now())), rig.now());
        rig.pass(10);
        assertThat(rig.story("g")).containsExactly("Expired");
    }

    @Test
    void restoresOnlyWhatRested() {
        PaperRig rig = PaperRig.instant();
        ChildOrder submitted = rig.child("s", Side.BUY, "1", LIMIT, TimeInForce.GTC, false);
        assertThatThrownBy(() -> rig.venue.restore(submitted, rig.now())).hasMessageContaining("status: must be");
    }

    @Test
    void forgetsWhatIsDueWhenClosed() {
        PaperRig rig = PaperRig.of(PaperRig.plain(PaperRig.BTC)).book("99:1", "101:1");
        rig.venue.submit(rig.child("b", Side.BUY, "1", LIMIT, TimeInForce.GTC, false), rig.now());
        rig.venue.close();
        assertThat(rig.venue.nextDueNs()).isEqualTo(Long.MAX_VALUE);
    }

    private static ChildOrder partlyFilled(PaperRig rig) {
        ChildOrder child = rig.child("b", Side.BUY, "3", LIMIT, TimeInForce.GTC, false);
        Fill fill = SampleFill.buy(PaperRig.BTC.symbol(), "1", "100").build();
        OrderProgress progress = SampleOrders.filled(child.progress(), fill);
        return child.with(progress);
    }
}
