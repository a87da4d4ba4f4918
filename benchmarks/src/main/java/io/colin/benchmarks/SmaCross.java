package io.colin.benchmarks;

import io.colin.api.Decimals;
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
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Two moving averages of closes: LONG when the short one crosses above the long one, SHORT when it crosses below. What
 * every library's first example does, so that libraries can be measured with it.
 */
final class SmaCross implements SignalModel {
    /** Bars of the short average. */
    static final int SHORT = 10;

    /** Bars of the long average. */
    static final int LONG = 30;

    /** Longer than the bars last, so that only a cross ends a position. */
    private static final long HORIZON_NS = Duration.ofDays(3650).toNanos();

    private final Symbol symbol;
    private final double[] closes = new double[LONG];
    private int bars;
    private boolean wasAbove;

    SmaCross(Symbol symbol) {
        this.symbol = symbol;
    }

    @Override
    public ModelDescription description() {
        return new ModelDescription(
                "sma-cross",
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
        closes[bars % LONG] = Decimals.statistic(bar.close());
        bars++;
        if (bars < LONG) {
            return Optional.empty();
        }
        boolean above = mean(SHORT) > mean(LONG);
        boolean crossed = bars > LONG && above != wasAbove;
        wasAbove = above;
        return crossed ? Optional.of(new Input(symbol, bar.timeNs(), bar.close(), above)) : Optional.empty();
    }

    @Override
    public Optional<? extends ModelInput> latest(Symbol asked) {
        return Optional.empty();
    }

    @Override
    public List<SignalOutcome> evaluate(List<? extends ModelInput> inputs) {
        return inputs.stream().map(input -> judge((Input) input)).toList();
    }

    private static SignalOutcome judge(Input input) {
        Probabilities sure = input.above() ? new Probabilities(0.8, 0.1, 0.1) : new Probabilities(0.1, 0.1, 0.8);
        return Signal.of(input.symbol(), "sma-cross", input.dataAsOfNs())
                .version("1", "none")
                .probabilities(sure)
                .band(10, input.close())
                .horizonNs(HORIZON_NS)
                .expected(input.above() ? 0.01 : -0.01, 0.005)
                .directed(input.above() ? Direction.LONG : Direction.SHORT, 0.7)
                .build();
    }

    private double mean(int count) {
        double sum = 0;
        for (int back = 1; back <= count; back++) {
            sum += closes[Math.floorMod(bars - back, LONG)];
        }
        return sum / count;
    }

    /** The bar of a cross. */
    private record Input(Symbol symbol, long dataAsOfNs, BigDecimal close, boolean above) implements ModelInput {}
}
