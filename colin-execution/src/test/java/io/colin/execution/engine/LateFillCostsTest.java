package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.event.ExecutionAnalysed;
import io.colin.api.event.RiskAlert;
import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Side;
import io.colin.execution.tca.VenueStanding;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told of costs where a venue reports fills after the end of the order. */
class LateFillCostsTest {
    private final DeskVenue venue = DeskVenue.changing();
    private Bench bench = Bench.at(venue);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void givenAChildThatEndsTwiceThenItCountsOnceWithAllItFilledForTheReaderAsForTheRouter() {
        ChildOrder child = sent();
        venue.fill(child, "0.4", "800.1");
        venue.canceled(child.orderId());
        VenueStanding.Figure first = ratio();
        assertThat(first.count()).isOne();
        assertThat(first.mean()).isCloseTo(18.4 / 21, within(1e-12));
        bench.advance(2);
        venue.fill(child, "0.6", "800.1");
        assertThat(ratio().count()).isOne();
        assertThat(ratio().mean()).isCloseTo(19.0 / 21, within(1e-12));
        assertThat(bench.parts().evidence().evidence(List.of("desk"), Rig.BTC_USD, Side.BUY))
                .hasEntrySatisfying(
                        "desk", known -> assertThat(known.fillRatio()).isEqualTo(ratio().mean()));
    }

    @Test
    void givenAChildThatWeTookBackThenItSaysNothingOfItsVenue() {
        ChildOrder child = sent();
        venue.fill(child, "0.4", "800.1");
        cancel(child);
        assertThat(ratio().count()).isZero();
        assertThat(ratio().mean()).isCloseTo(0.9, within(1e-12));
        bench.advance(2);
        venue.fill(child, "0.6", "800.1");
        ExecutionAnalysis analysis = onlyAfter(120);
        assertThat(analysis.filled()).isEqualByComparingTo("1");
        assertThat(analysis.flags()).contains("late_fills");
        assertThat(bench.of(RiskAlert.class)).extracting(RiskAlert::name).containsExactly("fill_of_an_ended_order");
    }

    @Test
    void givenAnOrderThatEndedWithNothingFilledThenAFillThatComesLateIsInItsAnalysis() {
        ChildOrder child = sent();
        cancel(child);
        bench.advance(30);
        bench.price("800");
        assertThat(bench.of(ExecutionAnalysed.class)).as("it is waited").isEmpty();
        venue.fill(child, "1", "800.1");
        ExecutionAnalysis analysis = onlyAfter(120);
        assertThat(analysis.fills()).hasSize(1);
        assertThat(analysis.flags()).contains("late_fills");
    }

    @Test
    void givenNothingComesThenItIsToldWithoutAFlagAMinuteAfterItsEnd() {
        cancel(sent());
        assertThat(onlyAfter(61).flags()).doesNotContain("late_fills");
    }

    @Test
    void givenAFillAfterTheAnalysisThenSomebodyIsTold() {
        ChildOrder child = sent();
        cancel(child);
        ExecutionAnalysis analysis = onlyAfter(61);
        assertThat(analysis.fills()).isEmpty();
        venue.fill(child, "1", "800.1");
        bench.price("800");
        List<RiskAlert> alerts = bench.of(RiskAlert.class);
        assertThat(alerts).extracting(RiskAlert::name).containsExactly("fill_of_an_ended_order", "fill_not_analysed");
        assertThat(alerts.getLast().detail()).contains(analysis.orderId(), "t1", "desk");
        assertThat(bench.of(ExecutionAnalysed.class)).hasSize(1);
    }

    @Test
    void givenARestartBetweenTheEndAndTheFillThenItIsInTheAnalysisAllTheSame() {
        ChildOrder child = sent();
        cancel(child);
        DeskVenue found = DeskVenue.changing();
        bench = bench.restarted(found);
        bench.advance(10);
        assertThat(bench.of(ExecutionAnalysed.class)).isEmpty();
        found.fill(child, "1", "800.1");
        ExecutionAnalysis analysis = onlyAfter(120);
        assertThat(analysis.fills()).hasSize(1);
        assertThat(analysis.flags()).contains("late_fills");
    }

    private ChildOrder sent() {
        bench.submit(Rig.buy("1", "o").build());
        ChildOrder child = venue.only("submit").child();
        assertThat(child.timeInForce().isImmediate()).isTrue();
        return child;
    }

    private void cancel(ChildOrder child) {
        bench.cancel("o");
        venue.canceled(child.orderId());
        assertThat(bench.status("o")).isEqualTo(OrderStatus.CANCELED);
    }

    private VenueStanding.Figure ratio() {
        assertThat(bench.costs().venues()).hasSize(1);
        return bench.costs().venues().getFirst().fillRatio();
    }

    /** The only analysis, with so many seconds gone by. */
    private ExecutionAnalysis onlyAfter(long seconds) {
        bench.advance(seconds);
        bench.price("800");
        assertThat(bench.of(ExecutionAnalysed.class)).hasSize(1);
        return bench.of(ExecutionAnalysed.class).getFirst().analysis();
    }
}
