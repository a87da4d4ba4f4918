package io.colin.execution.engine;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.api.signal.Direction;
import io.colin.api.signal.ModelDescription;
import io.colin.api.signal.ModelInput;
import io.colin.api.signal.ModelStage;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.Profile;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalModel;
import io.colin.api.signal.SignalOutcome;
import io.colin.api.signal.SignalReason;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Says LONG after a rise over a bar, SHORT after a fall: a rule whose every answer can be worked out by hand. */
final class SwingModel implements SignalModel {
    private static final long HORIZON_NS = 900_000_000_000L;

    /** Fails at every question between two decision points. */
    boolean failingQuestions;

    private final long dataToNs;
    private Optional<Input> latest = Optional.empty();

    private Optional<Trade> lastTrade = Optional.empty();

    /** Two closes. */
    private record Input(Symbol symbol, long dataAsOfNs, BigDecimal before, BigDecimal close, boolean provisional)
            implements ModelInput {}

    SwingModel(long dataToNs) {
        this.dataToNs = dataToNs;
    }

    @Override
    public ModelDescription description() {
        return new ModelDescription(
                "swing",
                "1",
                "rule",
                Profile.BAR,
                HORIZON_NS,
                ModelStage.CANDIDATE,
                "none",
                Long.MIN_VALUE,
                dataToNs,
                new TreeMap<>());
    }

    @Override
    public Optional<? extends ModelInput> observe(MarketEvent event) {
        if (event instanceof Trade trade) {
            lastTrade = Optional.of(trade);
        }
        if (!(event instanceof Bar bar)) {
            return Optional.empty();
        }
        BigDecimal before = latest.map(Input::close).orElse(bar.open());
        latest = Optional.of(new Input(bar.symbol(), bar.timeNs(), before, bar.close(), false));
        return latest;
    }

    @Override
    public Optional<? extends ModelInput> latest(Symbol symbol) {
        failIfAsked();
        return latest.filter(input -> input.symbol().equals(symbol));
    }

    /** The last trade against the last close. */
    @Override
    public Optional<? extends ModelInput> provisional(Symbol symbol) {
        failIfAsked();
        return lastTrade.flatMap(
                trade -> latest.map(input -> new Input(symbol, trade.timeNs(), input.close(), trade.price(), true)));
    }

    @Override
    public List<SignalOutcome> evaluate(List<? extends ModelInput> inputs) {
        return inputs.stream().map(input -> judge((Input) input)).toList();
    }

    private void failIfAsked() {
        if (failingQuestions) {
            throw new IllegalStateException("out of order");
        }
    }

    private static SignalOutcome judge(Input input) {
        int move = input.close().compareTo(input.before());
        Signal.Builder signal = Signal.of(input.symbol(), "swing", input.dataAsOfNs())
                .probabilities(move > 0 ? new Probabilities(0.6, 0.3, 0.1) : new Probabilities(0.1, 0.3, 0.6))
                .band(0.004, input.close())
                .horizonNs(HORIZON_NS)
                .provisional(input.provisional())
                .expected(move * 0.003, 0.001);
        return move == 0
                ? signal.neutral(SignalReason.NEUTRAL).build()
                : signal.directed(move > 0 ? Direction.LONG : Direction.SHORT, 0.5)
                        .build();
    }
}
