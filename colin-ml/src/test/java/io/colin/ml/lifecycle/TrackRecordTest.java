package io.colin.ml.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.signal.Direction;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrackRecordTest {
    private static final Symbol BTC = Symbol.of("BTC/USD");
    private static final Symbol ETH = Symbol.of("ETH/USD");

    @Test
    void theCapitalOfAnOpenPositionIsNotTradedAgain() {
        TrackRecord overlapping = new TrackRecord(
                0, 40, List.of(outcome(BTC, 0, 15, 0.01), outcome(BTC, 1, 16, 0.01), outcome(BTC, 15, 30, -0.02)));
        assertThat(overlapping.returns(0, 40, 20).returns()).containsExactly(0.01, -0.02);
    }

    @Test
    void symbolsShareTheCapital() {
        TrackRecord two = new TrackRecord(0, 40, List.of(outcome(BTC, 0, 15, 0.01), outcome(ETH, 1, 16, 0.03)));
        assertThat(two.returns(0, 40, 20).returns()).containsExactly(0.02, 0.0);
    }

    private static ScoredOutcome outcome(Symbol symbol, long fromNs, long toNs, double net) {
        return new ScoredOutcome(symbol, fromNs, toNs, Direction.LONG, true, net, net, 1);
    }
}
