package io.colin.execution.tca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.execution.ExecutedFill;
import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.execution.ExecutionImpact;
import io.colin.api.execution.ExecutionNote;
import io.colin.api.execution.Realm;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.execution.impact.ImpactModel;
import io.colin.execution.impact.ImpactSettings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ParentMeasurementTest {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long ARRIVED_NS = 1_700_000_000L * SECOND_NS;

    private final ParentMeasurement measurement = ParentMeasurement.of(parent());

    @Test
    void takesTheReferencesMoveOffTheSlippage() {
        measurement.arrived(ARRIVED_NS);
        measurement.note(arrival(Optional.of(new BigDecimal("50000"))));
        fill("t1", "one", "2", "101", 5, Optional.of(new BigDecimal("50500")), Realm.PAPER);
        fill("t2", "two", "1", "102", 70, Optional.of(new BigDecimal("51500")), Realm.PAPER);
        ExecutionAnalysis analysis = ended();
        ExecutionImpact impact = analysis.impact().orElseThrow();
        // (2 · 101 + 102) / 3 over 100, and β 0.5 of the mean reference 50 833.33 over 50 000
        assertThat(impact.slippage()).isCloseTo(304.0 / 300 - 1, within(1e-12));
        assertThat(impact.drift()).isCloseTo(0.5 * (152_500.0 / 3 / 50_000 - 1), within(1e-12));
        assertThat(impact.steps()).as("two minutes").containsExactly(step(2), step(1));
        // s/2 + 0.15 · 0.04 · (2 · √0.2 + √0.1)/3 + 0.3 · 0.04 · 3/(2 · 14 400)
        assertThat(impact.predicted())
                .isCloseTo(
                        0.0001 + 0.006 * (2 * Math.sqrt(0.2) + Math.sqrt(0.1)) / 3 + 0.012 * 3 / 28_800, within(1e-12));
        assertThat(impact.source()).isEqualTo("PRIOR");
        assertThat(analysis.flags()).isEmpty();
        assertThat(analysis.venue()).isEqualTo("one");
        // 2 · shift(0, 2) + 1 · shift(2, 1), times 100
        assertThat(analysis.costs().impact().orElseThrow().doubleValue())
                .isCloseTo(100 * 0.012 / 14_400 * (2 * 1 + 1 * 2.5), within(1e-11));
    }

    @Test
    void saysWhereThereWasNoReference() {
        measurement.arrived(ARRIVED_NS);
        measurement.note(arrival(Optional.empty()));
        fill("t1", "one", "2", "101", 5, Optional.empty(), Realm.PAPER);
        ExecutionAnalysis analysis = ended();
        assertThat(analysis.impact().orElseThrow().drift()).isZero();
        assertThat(analysis.flags()).containsExactly("no_reference");
    }

    @Test
    void belongsToNoRealmWhenPaperAndRealVenuesFilledIt() {
        measurement.arrived(ARRIVED_NS);
        measurement.note(arrival(Optional.empty()));
        fill("t1", "one", "2", "101", 5, Optional.empty(), Realm.PAPER);
        fill("t1", "two", "1", "101", 6, Optional.empty(), Realm.LIVE);
        ExecutionAnalysis analysis = ended();
        assertThat(analysis.fills()).as("trade ids are each venue's own").hasSize(2);
        assertThat(analysis.realm()).isEmpty();
        assertThat(analysis.impact()).isEmpty();
        assertThat(analysis.flags()).containsExactly("mixed_realms");
        assertThat(analysis.costs().move()).isPresent();
        assertThat(analysis.costs().timing()).isEmpty();
    }

    @Test
    void knowsTheHorizonsThatAreStillToCome() {
        measurement.arrived(ARRIVED_NS);
        fill("t1", "one", "1", "101", 5, Optional.empty(), Realm.PAPER);
        fill("t2", "one", "1", "102", 5, Optional.empty(), Realm.PAPER);
        assertThat(measurement.missing()).as("one moment").hasSize(4);
        long filledNs = ARRIVED_NS + 5 * SECOND_NS;
        assertThat(measurement.missing().getFirst().dueNs()).isEqualTo(filledNs + SECOND_NS);
        measurement.note(new ExecutionNote.Later("one", filledNs, 1, Optional.of(new BigDecimal("103"))));
        measurement.note(new ExecutionNote.Later("one", filledNs, 5, Optional.empty()));
        assertThat(measurement.missing()).hasSize(2);
        ExecutionAnalysis analysis = ended();
        assertThat(analysis.fills())
                .extracting(ExecutedFill::later)
                .allMatch(later -> later.keySet().equals(Set.of("1")));
    }

    @Test
    void saysNothingOfImpactWhereTheMarketWasNotKnown() {
        measurement.arrived(ARRIVED_NS);
        measurement.note(new ExecutionNote.Arrival(
                Optional.of(new BigDecimal("100")),
                Optional.of(0.0002),
                Optional.of(Double.NaN),
                Optional.of(14_400.0),
                Optional.empty(),
                List.of()));
        fill("t1", "one", "1", "101", 5, Optional.empty(), Realm.PAPER);
        ExecutionAnalysis analysis = ended();
        assertThat(analysis.impact()).isEmpty();
        assertThat(analysis.costs().impact()).isEmpty();
        assertThat(analysis.costs().total()).isPresent();
    }

    @Test
    void cannotBeToldBeforeItHasEnded() {
        assertThatThrownBy(() -> measurement.analysis(Parents.SPOT, yardstick()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("p-9");
    }

    private ExecutionAnalysis ended() {
        measurement.ended(ARRIVED_NS + 100 * SECOND_NS, new BigDecimal("5"));
        measurement.note(new ExecutionNote.Ended(
                Optional.of(new BigDecimal("103")),
                Optional.of(new BigDecimal("103")),
                Optional.of(101.5),
                Optional.of(101.6),
                Optional.of(900.0)));
        return measurement.analysis(Parents.SPOT, yardstick());
    }

    private void fill(
            String id,
            String venue,
            String quantity,
            String price,
            int second,
            Optional<BigDecimal> reference,
            Realm realm) {
        measurement.filled(new Fill(
                id,
                "p-9-1",
                "p-9",
                venue,
                Parents.SPOT.symbol(),
                Side.BUY,
                new BigDecimal(quantity),
                new BigDecimal(price),
                BigDecimal.ZERO,
                "USD",
                Liquidity.TAKER,
                ARRIVED_NS + second * SECOND_NS));
        measurement.note(new ExecutionNote.AtFill(
                venue, id, Optional.of(new BigDecimal("100.5")), reference, "book", realm, false));
    }

    /** Ten units a minute, four percent a day, a spread of two basis points. */
    private static ExecutionNote arrival(Optional<BigDecimal> reference) {
        return new ExecutionNote.Arrival(
                Optional.of(new BigDecimal("100")),
                Optional.of(0.0002),
                Optional.of(0.04),
                Optional.of(14_400.0),
                reference,
                List.of());
    }

    private static ExecutionImpact.Step step(double quantity) {
        return new ExecutionImpact.Step(quantity, 10);
    }

    private static ParentOrder parent() {
        OrderIntent intent = OrderIntent.of(Parents.SPOT.symbol(), Side.BUY, new BigDecimal("5"))
                .clientOrderId("c")
                .algo(AlgoSpec.of("twap", Map.of()))
                .build();
        return new ParentOrder(
                "p-9",
                intent,
                "tester",
                ARRIVED_NS - SECOND_NS,
                new BigDecimal("99"),
                OrderProgress.initial(new BigDecimal("5"), ARRIVED_NS - SECOND_NS));
    }

    private static CostYardstick yardstick() {
        return new CostYardstick() {
            @Override
            public ImpactModel impact(Realm realm) {
                return ImpactModel.of(realm, ImpactSettings.builder().build());
            }

            @Override
            public double beta() {
                return 0.5;
            }

            @Override
            public SortedMap<String, BigDecimal> rates() {
                return new TreeMap<>();
            }
        };
    }
}
