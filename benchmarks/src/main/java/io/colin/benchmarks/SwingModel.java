package io.colin.benchmarks;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketEvent;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A model that costs nothing, so that what is measured is the engine: LONG after a rise over a bar, SHORT after a fall.
 * Its probabilities are there to pass the gate and mean nothing.
 */
final class SwingModel implements SignalModel {
    private static final String ID = "swing";
    private static final long HORIZON_NS = Duration.ofMinutes(15).toNanos();

    private final Symbol symbol;
    private Optional<Input> latest = Optional.empty();

    SwingModel(Symbol symbol) {
        this.symbol = symbol;
    }

    @Override
    public ModelDescription description() {
        return new ModelDescription(
                ID,
                "1",
                "rule",
                Profile.BAR,
                HORIZON_NS,
                ModelStage.CANDIDATE,
                "none",
                Long.MIN_VALUE,
                Long.MIN_VALUE,
                new TreeMap<>());
    }

    @Override
    public Optional<? extends ModelInput> observe(MarketEvent event) {
        if (!(event instanceof Bar bar) || !bar.symbol().equals(symbol)) {
            return Optional.empty();
        }
        BigDecimal before = latest.map(Input::close).orElse(bar.open());
        latest = Optional.of(new Input(symbol, bar.timeNs(), before, bar.close()));
        return latest;
    }

    @Override
    public Optional<? extends ModelInput> latest(Symbol asked) {
        return asked.equals(symbol) ? latest : Optional.empty();
    }

    @Override
    public List<SignalOutcome> evaluate(List<? extends ModelInput> inputs) {
        return inputs.stream().map(input -> judge((Input) input)).toList();
    }

    private static SignalOutcome judge(Input input) {
        int move = input.close().compareTo(input.before());
        Signal.Builder signal = Signal.of(input.symbol(), ID, input.dataAsOfNs())
                .version("1", "none")
                .probabilities(move > 0 ? new Probabilities(0.7, 0.2, 0.1) : new Probabilities(0.1, 0.2, 0.7))
                .band(0.004, input.close())
                .horizonNs(HORIZON_NS)
                .expected(move * 0.003, 0.001);
        return move == 0
                ? signal.neutral(SignalReason.NEUTRAL).build()
                : signal.directed(move > 0 ? Direction.LONG : Direction.SHORT, 0.5)
                        .build();
    }

    /** Two closes. */
    private record Input(Symbol symbol, long dataAsOfNs, BigDecimal before, BigDecimal close) implements ModelInput {}
}
