package io.colin.ml.label;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Instrument;
import io.colin.api.market.Bar;
import io.colin.ml.SyntheticMarket;
import io.colin.ml.cost.HalfSpread;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.history.BarHistory;
import io.colin.ml.label.Label.Outcome;
import io.colin.ml.label.LiveLabels.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class LiveLabelsTest {
    @Test
    void tellTheLabelsOfTheDatasetAtTheCloseOfTheLastBarOfTheirHorizon() {
        List<Bar> bars = new ArrayList<>(SyntheticMarket.trends(7, 900));
        // A hole: no decision whose horizon spans it has a class.
        bars.subList(400, 405).clear();
        BarHistory history = BarHistory.read(
                SyntheticMarket.source(bars),
                Instrument.spot("BTC/USD").build().symbol(),
                Duration.ofMinutes(1),
                new TradingCosts(1, HalfSpread.fixed(1), 0));
        BarrierSettings settings = new BarrierSettings(15, 2, 2);
        TripleBarrier plain = TripleBarrier.of(settings, 5);
        LiveLabels live = LiveLabels.of(settings, 5);
        Map<Long, Answer> told = new HashMap<>();
        double atr = 0.0005;
        for (int i = 0; i < history.size(); i++) {
            for (Answer answer : live.on(history.candle(i))) {
                assertThat(answer.decidedNs()).isEqualTo(history.candle(i - 15).timeNs());
                told.put(answer.decidedNs(), answer);
            }
            double cost = history.roundTripCost(i);
            live.decide(settings.band(atr, cost), cost, 0);
        }
        int classes = 0;
        for (int i = 0; i + 15 < history.size(); i++) {
            Optional<Object> expected = plain.label(history, i, atr, 0) instanceof Outcome outcome
                    ? Optional.of(outcome.outcome())
                    : Optional.empty();
            Answer answer = Objects.requireNonNull(told.get(history.candle(i).timeNs()));
            assertThat(answer.came()).as("decision " + i).isEqualTo(expected);
            classes += answer.came().isPresent() ? 1 : 0;
        }
        assertThat(classes).isBetween(700, history.size() - 15 - 15);
    }
}
