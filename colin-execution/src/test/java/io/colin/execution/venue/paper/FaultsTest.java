package io.colin.execution.venue.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.market.Aggressor;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.venue.VenueReport;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What can be made to go wrong at the paper venue. */
class FaultsTest {
    private static final String BIDS = "100.00:5 99.99:8";
    private static final String ASKS = "100.10:5 100.11:8";

    @Test
    void rejectsTheShareItWasToldAndTheSameOrdersForTheSameSeed() {
        List<String> first = rejected(7);
        assertThat((double) first.size()).isCloseTo(200, within(50.0));
        assertThat(rejected(7)).isEqualTo(first);
        assertThat(rejected(8)).isNotEqualTo(first);
    }

    @Test
    void doesWhatItIsAskedAndLosesTheAnswer() {
        PaperRig rig = rig(Faults.builder().dropRate(1));
        ChildOrder order = rig.limit("b", Side.BUY, "1", "100", TimeInForce.GTC);
        assertThat(rig.story("b")).isEmpty();
        rig.pass(5 * PaperRig.SECOND);
        assertThat(rig.story("b")).containsExactly("Unresolved");
        rig.venue.query(order, rig.now());
        rig.pass(0);
        assertThat(rig.heard.reports()).last().asString().contains("Found", "ACCEPTED");
        rig.trade("99.99", "1", Aggressor.SELL);
        assertThat(rig.fills("b")).containsExactly("1@100");
    }

    @Test
    void tellsFillsTwiceWithTheSameTrade() {
        PaperRig rig = rig(Faults.builder().duplicateRate(1));
        rig.market("b", Side.BUY, "1");
        assertThat(rig.heard.fills("b")).hasSize(2);
        assertThat(rig.heard.fills("b").stream().distinct()).hasSize(1);
    }

    @Test
    void tellsFillsLateSoThatACancelOvertakesThemAndAnExpiryDoesNot() {
        PaperRig rig = rig(Faults.builder().late(1, Duration.ofSeconds(2)));
        ChildOrder order = rig.limit("b", Side.BUY, "2", "100.10", TimeInForce.GTC);
        rig.limit("x", Side.BUY, "9", "100.10", TimeInForce.gtd(rig.now() + PaperRig.SECOND));
        rig.cancel(rig.limit("c", Side.BUY, "9", "100.10", TimeInForce.GTC));
        rig.pass(PaperRig.SECOND);
        assertThat(rig.fills("b")).isEmpty();
        assertThat(rig.story("c")).containsExactly("Accepted", "Canceled");
        rig.pass(PaperRig.SECOND);
        assertThat(rig.fills("b")).containsExactly("2@100.1");
        assertThat(rig.story("x")).containsExactly("Accepted", "Filled", "Expired");
        assertThat(order.orderId()).isEqualTo("b");
    }

    @Test
    void statesWithAnEndWhatItExecutedAlsoWhereTheFillsAreLate() {
        PaperRig rig = rig(Faults.builder().late(1, Duration.ofSeconds(2)));
        rig.limit("i", Side.BUY, "9", "100.10", TimeInForce.IOC);
        rig.pass(PaperRig.SECOND);
        assertThat(rig.story("i")).containsExactly("Accepted", "Canceled");
        BigDecimal stated = rig.heard.of(VenueReport.OrderUpdate.class).stream()
                .filter(update -> update.event() instanceof OrderEvent.Canceled)
                .flatMap(update -> update.filledQuantity().stream())
                .findFirst()
                .orElseThrow();
        rig.pass(2 * PaperRig.SECOND);
        assertThat(stated)
                .isPositive()
                .isEqualByComparingTo(
                        rig.heard.fills("i").stream().map(Fill::quantity).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    @Test
    void losesCommandsAndHoldsReportsWhileTheConnectionIsLost() {
        PaperRig rig = rig(Faults.builder().down(Duration.ofSeconds(10), Duration.ofSeconds(3)));
        rig.limit("b", Side.BUY, "2", "100", TimeInForce.GTC);
        rig.pass(11 * PaperRig.SECOND);
        rig.trade("99.99", "2", Aggressor.SELL);
        ChildOrder lost = rig.limit("lost", Side.BUY, "2", "100", TimeInForce.GTC);
        assertThat(rig.fills("b")).isEmpty();
        rig.pass(2 * PaperRig.SECOND);
        assertThat(rig.fills("b")).containsExactly("2@100");
        rig.pass(3 * PaperRig.SECOND);
        assertThat(rig.story("lost")).containsExactly("Unresolved");
        rig.venue.query(lost, rig.now());
        rig.pass(0);
        assertThat(rig.heard.reports()).last().asString().contains("NotFound");
    }

    @Test
    void tellsOnceThatTheConnectionWasLostAndOnceThatItIsBack() {
        PaperRig rig = rig(Faults.builder().down(Duration.ofSeconds(10), Duration.ofSeconds(3)));
        for (int second = 0; second < 25; second++) {
            rig.pass(PaperRig.SECOND);
            rig.trade("100", "1", Aggressor.SELL);
        }
        assertThat(rig.heard.reports().stream()
                        .filter(VenueReport.ConnectionChanged.class::isInstance)
                        .map(VenueReport.ConnectionChanged.class::cast)
                        .map(told -> (told.timeNs() - PaperRig.START_NS) / PaperRig.SECOND + " " + told.up()))
                .containsExactly("10 false", "13 true", "20 false", "23 true");
    }

    @Test
    void takesNoMoreThanSoManyOrdersInASecond() {
        PaperRig rig = rig(Faults.builder().ordersPerSecond(3));
        IntStream.range(0, 5).forEach(i -> rig.limit("o" + i, Side.BUY, "1", "99", TimeInForce.GTC));
        assertThat(rig.story("o2")).containsExactly("Accepted");
        assertThat(rig.rejection("o3")).isEqualTo("RATE_LIMIT_EXCEEDED");
        rig.pass(PaperRig.SECOND);
        rig.limit("later", Side.BUY, "1", "99", TimeInForce.GTC);
        assertThat(rig.story("later")).containsExactly("Accepted");
    }

    @Test
    void refusesWhatIsNoShareAndALossThatNeverEnds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Faults.builder().rejectRate(1.5))
                .withMessageContaining("rejectRate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Faults.builder()
                        .down(Duration.ofSeconds(1), Duration.ofSeconds(1))
                        .build())
                .withMessageContaining("downFor");
    }

    private static List<String> rejected(long seed) {
        PaperRig rig = rig(Faults.builder().rejectRate(0.1).seed(seed));
        List<String> ids = IntStream.range(0, 2000).mapToObj(i -> "o" + i).toList();
        for (String id : ids) {
            rig.pass(PaperRig.MS);
            rig.limit(id, Side.BUY, "1", "99", TimeInForce.GTC);
        }
        return ids.stream()
                .filter(id -> rig.heard.events(id).getLast() instanceof OrderEvent.Rejected)
                .toList();
    }

    private static PaperRig rig(Faults.Builder faults) {
        return PaperRig.of(PaperRig.plain(PaperRig.BTC)
                        .latency(Duration.ZERO, Duration.ZERO)
                        .faults(faults.build()))
                .book(BIDS, ASKS);
    }
}
