package io.colin.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.api.signal.Direction;
import io.colin.api.signal.ExecutionCost;
import io.colin.api.signal.ModelDescription;
import io.colin.api.signal.ModelInput;
import io.colin.api.signal.ModelStage;
import io.colin.api.signal.NoSignal;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.Profile;
import io.colin.api.signal.ResolvedSignal;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalModel;
import io.colin.api.signal.SignalOutcome;
import io.colin.api.signal.SignalReason;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ModelPanelTest {
    private static final Symbol BTC = Symbol.of("BTC/USD");
    private static final Symbol ETH = Symbol.of("ETH/USD");

    private final Named first = new Named("first", BTC);
    private final Named second = new Named("second", BTC);
    private final Named other = new Named("other", ETH);
    private final SignalModel panel = ModelPanel.of(List.of(
            new ModelPanel.Member(BTC, 100, first),
            new ModelPanel.Member(BTC, 200, second),
            new ModelPanel.Member(ETH, 150, other)));

    @Test
    void eachSpeaksForItsSymbolFromItsTimeOn() {
        assertThat(speaker(BTC, 99)).isEmpty();
        assertThat(speaker(BTC, 100)).contains("first");
        assertThat(speaker(ETH, 149)).isEmpty();
        assertThat(speaker(ETH, 150)).contains("other");
        assertThat(speaker(BTC, 199)).contains("first");
        assertThat(speaker(BTC, 200)).contains("second");
    }

    @Test
    void allFollowTheMarketFromTheBeginning() {
        panel.observe(trade(BTC, 1));
        panel.observe(trade(ETH, 2));

        assertThat(List.of(first.seen, second.seen, other.seen)).containsExactly(2, 2, 2);
    }

    @Test
    void whoSpokeLearnsHowItCameOutThoughAnotherSpeaksByThen() {
        Signal said = Signal.of(BTC, "first", 150)
                .horizonNs(60)
                .band(0.01, BigDecimal.TEN)
                .probabilities(new Probabilities(0.9, 0.05, 0.05))
                .expected(0.01, 0.01)
                .directed(Direction.LONG, 0.9)
                .build();
        panel.onResolved(new ResolvedSignal(said, 210, true, Direction.LONG, 0.01, 0.01));
        panel.onExecution(new ExecutionCost("s1", ETH, 150, BigDecimal.ONE, 1, 1));
        panel.onExecution(new ExecutionCost("s2", BTC, 99, BigDecimal.ONE, 1, 1));

        assertThat(first.learnt).containsExactly("resolved at 210");
        assertThat(second.learnt).isEmpty();
        assertThat(other.learnt).containsExactly("execution of s1");
    }

    @Test
    void outcomesComeInTheOrderOfTheInputs() {
        List<ModelInput> inputs = new ArrayList<>();
        for (Symbol symbol : List.of(ETH, BTC, ETH, BTC)) {
            inputs.add(panel.observe(trade(symbol, 300 + inputs.size())).orElseThrow());
        }

        assertThat(panel.evaluate(inputs))
                .extracting(outcome -> ((NoSignal) outcome).model() + "@" + ((NoSignal) outcome).dataAsOfNs())
                .containsExactly("other@300", "second@301", "other@302", "second@303");
    }

    @Test
    void mayTradeFromTheFirstOfTheirTimesAndNamesThemAll() {
        assertThat(panel.description().dataToNs()).isEqualTo(100);
        assertThat(panel.description().version()).isEqualTo("first+other+second");
        assertThat(panel.latest(BTC)).isEmpty();
        panel.observe(trade(BTC, 250));
        assertThat(panel.latest(BTC)).map(ModelInput::dataAsOfNs).contains(250L);
    }

    @Test
    void closesAllAndIsTheOnlyOneItself() {
        panel.close();
        assertThat(List.of(first.closed, second.closed, other.closed)).containsOnly(true);
        assertThat(ModelPanel.of(List.of(new ModelPanel.Member(BTC, 5, first)))).isSameAs(first);
    }

    @Test
    void theOnlyModelOfAWalkForwardKeepsSilentBeforeItsStep() {
        SignalModel only = ModelPanel.timed(List.of(new ModelPanel.Member(BTC, 100, first)));

        assertThat(only.description().dataToNs()).isEqualTo(100);
        assertThat(only.observe(trade(BTC, 99))).isEmpty();
        assertThat(only.observe(trade(BTC, 100))).isPresent();
    }

    private Optional<String> speaker(Symbol symbol, long timeNs) {
        return panel.observe(trade(symbol, timeNs))
                .map(input -> ((NoSignal) panel.evaluate(List.of(input)).getFirst()).model());
    }

    private static Trade trade(Symbol symbol, long timeNs) {
        return new Trade(symbol, timeNs, BigDecimal.TEN, BigDecimal.ONE, Aggressor.BUY);
    }

    /** Makes an input of every trade of its symbol and answers with its name. */
    private static final class Named implements SignalModel {
        private final String name;
        private final Symbol symbol;
        private Optional<Input> latest = Optional.empty();
        private final List<String> learnt = new ArrayList<>();
        private int seen;
        private boolean closed;

        private record Input(Symbol symbol, long dataAsOfNs) implements ModelInput {}

        Named(String name, Symbol symbol) {
            this.name = name;
            this.symbol = symbol;
        }

        @Override
        public ModelDescription description() {
            return new ModelDescription(
                    name, name, "rule", Profile.BAR, 1, ModelStage.CANDIDATE, "none", 0, 0, new TreeMap<>());
        }

        @Override
        public Optional<? extends ModelInput> observe(MarketEvent event) {
            seen++;
            if (!event.symbol().equals(symbol)) {
                return Optional.empty();
            }
            latest = Optional.of(new Input(symbol, event.timeNs()));
            return latest;
        }

        @Override
        public Optional<? extends ModelInput> latest(Symbol asked) {
            return asked.equals(symbol) ? latest : Optional.empty();
        }

        @Override
        public List<SignalOutcome> evaluate(List<? extends ModelInput> inputs) {
            return inputs.stream()
                    .map(input -> (SignalOutcome)
                            new NoSignal(input.symbol(), input.dataAsOfNs(), name, SignalReason.NEUTRAL, "named"))
                    .toList();
        }

        @Override
        public void onResolved(ResolvedSignal resolved) {
            learnt.add("resolved at " + resolved.resolvedAtNs());
        }

        @Override
        public void onExecution(ExecutionCost cost) {
            learnt.add("execution of " + cost.signalId());
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
