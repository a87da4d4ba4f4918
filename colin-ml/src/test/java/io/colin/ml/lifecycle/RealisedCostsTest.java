package io.colin.ml.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Symbol;
import io.colin.api.signal.Direction;
import io.colin.api.signal.ExecutionCost;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.ResolvedSignal;
import io.colin.api.signal.Signal;
import io.colin.ml.cost.HalfSpread;
import io.colin.ml.cost.TradingCosts;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RealisedCostsTest {
    private static final Symbol BTC = Symbol.of("BTC/USD");
    private static final long NOW = 100 * Models.DAY;
    private static final TradingCosts ASSUMED = new TradingCosts(5, HalfSpread.roll(200, 1, 20), 1);

    private final RealisedCosts costs =
            RealisedCosts.of(signal -> signal.modelVersion().equals("known") ? Optional.of(ASSUMED) : Optional.empty());

    @Test
    void nothingIsSaidBeforeThirtyExecutedSignalsNorOfOldOnes() {
        execute(0, 29, NOW, 1, 9, 5);
        assertThat(costs.realised(BTC, NOW)).isEmpty();
        assertThat(costs.next(BTC, NOW, ASSUMED)).isEqualTo(ASSUMED);
        execute(29, 30, NOW, 1, 9, 5);
        assertThat(costs.realised(BTC, NOW))
                .map(RealisedCosts.Realised::signals)
                .contains(30);
        assertThat(costs.realised(BTC, NOW - 1)).isEmpty();
        assertThat(costs.realised(BTC, NOW + 30 * Models.DAY)).isEmpty();
        assertThat(costs.realised(Symbol.of("ETH/USD"), NOW)).isEmpty();
    }

    @Test
    void executionsAreWeighedByTheirQuantityAndTheHalfSpreadIsWhatTheSignalsSaid() {
        execute(0, 30, NOW, 1, 4, 5);
        execute(30, 60, NOW, 3, 12, 7);
        RealisedCosts.Realised realised = costs.realised(BTC, NOW).orElseThrow();
        assertThat(realised.slippageBps()).isCloseTo(10, within(1e-9));
        assertThat(realised.feeBps()).isCloseTo(6.5, within(1e-9));
        assertThat(realised.halfSpreadBps()).isCloseTo(2, within(1e-9));
        assertThat(realised.excessBps(ASSUMED)).isCloseTo(8.5, within(1e-9));
    }

    @Test
    void theNextLabelsCostWhatWasRealisedAndKeepTheSpreadOfEachMoment() {
        execute(0, 30, NOW, 2, 9, 7);
        TradingCosts next = costs.next(BTC, NOW, ASSUMED);
        assertThat(next).isEqualTo(new TradingCosts(7, ASSUMED.halfSpread(), 7));
        assertThat(next.roundTrip(2)).isCloseTo(2 * 16e-4, within(1e-12));
        assertThat(costs.next(BTC, NOW, next)).isEqualTo(next);
    }

    @Test
    void withinAFifthTheRecipeStaysAndARebateIsNoIncome() {
        execute(0, 30, NOW, 1, 4.5, 5);
        assertThat(costs.next(BTC, NOW, ASSUMED)).isEqualTo(ASSUMED);
        execute(30, 400, NOW, 1, 2, -1);
        assertThat(costs.next(BTC, NOW, ASSUMED).takerFeeBps()).isZero();
        assertThat(costs.next(BTC, NOW, ASSUMED).impactBps()).isZero();
    }

    @Test
    void aSignalOfAModelNobodyKnowsCountsForNothingAndOrderDoesNotMatter() {
        for (int i = 0; i < 40; i++) {
            costs.onResolved(resolved("s" + i, i < 20 ? "known" : "lost"));
            costs.onExecution(new ExecutionCost("s" + i, BTC, NOW, BigDecimal.ONE, 9, 5));
        }
        assertThat(costs.realised(BTC, NOW)).isEmpty();
        for (int i = 20; i < 30; i++) {
            costs.onResolved(resolved("s" + i, "known"));
        }
        assertThat(costs.realised(BTC, NOW)).isPresent();
    }

    @Test
    void aRecordIsJudgedAtWhatARoundTripReallyCost() {
        TrackRecord lived = Models.lived(0, Models.DAY, 0.0004, 0.0001, 1);
        TrackRecord dearer = lived.lessCost(0.0003);
        assertThat(mean(dearer)).isCloseTo(mean(lived) - 0.0003, within(1e-12));
        assertThat(dearer.hitRate()).isEqualTo(lived.hitRate());
    }

    private static double mean(TrackRecord record) {
        return record.outcomes().stream()
                .mapToDouble(ScoredOutcome::netReturn)
                .average()
                .orElseThrow();
    }

    private void execute(int from, int to, long timeNs, int quantity, double slippage, double fee) {
        for (int i = from; i < to; i++) {
            costs.onExecution(new ExecutionCost("s" + i, BTC, timeNs, BigDecimal.valueOf(quantity), slippage, fee));
            costs.onResolved(resolved("s" + i, "known"));
        }
    }

    /** Expects a round trip of 2 · (5 + 2 + 1) basis points. */
    private static ResolvedSignal resolved(String id, String version) {
        Signal signal = Signal.of(BTC, "m", NOW - Models.DAY)
                .probabilities(new Probabilities(0.7, 0.2, 0.1))
                .expected(0.0030, 0.0014)
                .band(0.004, BigDecimal.TEN)
                .horizonNs(1)
                .version(version, "")
                .conformalSet(Set.of(Direction.LONG))
                .directed(Direction.LONG, 0.5)
                .build()
                .identified(id, NOW - Models.DAY, id);
        return new ResolvedSignal(signal, NOW, true, Direction.LONG, 0.004, 0.0024);
    }
}
