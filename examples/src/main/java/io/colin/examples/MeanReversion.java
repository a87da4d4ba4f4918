package io.colin.examples;

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
import io.colin.api.signal.SignalReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A rule as a model: a close that lies {@value #STRETCHED} standard deviations from the mean of the {@value #BARS} closes
 * before it is taken to come back. How often it did so before, within the next {@value #HORIZON_BARS} bars, is its probability: nothing is
 * said that was not counted, and nothing is counted before it happened. The settings were chosen by looking at the
 * embedded week, so what it earns there says nothing of any other.
 *
 * <p>{@link #observe} is called on the engine's thread, {@link #evaluate} on a worker's: everything a judgement needs is
 * in the immutable input.
 */
public final class MeanReversion implements SignalModel {
    private static final String ID = "mean-reversion";
    private static final String VERSION = "1";
    private static final int BARS = 60;
    private static final int HORIZON_BARS = 30;
    private static final long HORIZON_NS = Duration.ofMinutes(HORIZON_BARS).toNanos();
    private static final double STRETCHED = 2.5;
    private static final double BAND = 0.003;
    private static final double ROUND_TRIP_COST = 0.002;
    private static final double ENOUGH = 0.40;

    private final Symbol symbol;
    private final Deque<Double> closes = new ArrayDeque<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private Counts counts = new Counts(1, 1, 1);
    private Optional<Input> latest = Optional.empty();

    private MeanReversion(Symbol symbol) {
        this.symbol = symbol;
    }

    /**
     * The rule on one-minute bars of a symbol.
     *
     * @param symbol what it watches
     * @return a model that has seen nothing
     */
    public static MeanReversion of(Symbol symbol) {
        return new MeanReversion(symbol);
    }

    @Override
    public ModelDescription description() {
        // No training data: it may trade from the first event on.
        return new ModelDescription(
                ID,
                VERSION,
                "rule",
                Profile.BAR,
                HORIZON_NS,
                ModelStage.CANDIDATE,
                "closes-" + BARS,
                Long.MIN_VALUE,
                Long.MIN_VALUE,
                new TreeMap<>());
    }

    /** A decision point is a stretched close; of every other bar there is nothing to say. */
    @Override
    public Optional<? extends ModelInput> observe(MarketEvent event) {
        if (!(event instanceof Bar bar) || !bar.symbol().equals(symbol)) {
            return Optional.empty();
        }
        double close = Decimals.statistic(bar.close());
        resolve(bar.timeNs(), close);
        double z = deviation(close);
        closes.addLast(close);
        if (closes.size() > BARS) {
            closes.removeFirst();
        }
        if (Math.abs(z) < STRETCHED) {
            return Optional.empty();
        }
        Direction back = z < 0 ? Direction.LONG : Direction.SHORT;
        open.addLast(new Open(bar.timeNs(), close, back));
        latest = Optional.of(new Input(symbol, bar.timeNs(), bar.close(), back, counts));
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
        double back = input.counts().share(input.counts().back());
        double on = input.counts().share(input.counts().on());
        boolean up = input.direction() == Direction.LONG;
        double expected = input.direction().sign() * BAND * (back - on);
        Signal.Builder signal = Signal.of(input.symbol(), ID, input.dataAsOfNs())
                .version(VERSION, "closes-" + BARS)
                .probabilities(new Probabilities(up ? back : on, 1 - back - on, up ? on : back))
                .expected(expected, Math.abs(expected) - ROUND_TRIP_COST)
                .band(BAND, input.close())
                .horizonNs(HORIZON_NS);
        return back < ENOUGH || back <= on
                ? signal.neutral(SignalReason.LOW_CONFIDENCE).build()
                : signal.directed(input.direction(), back).build();
    }

    /** Counts what became of the stretched closes whose horizon has passed. */
    private void resolve(long timeNs, double close) {
        while (!open.isEmpty() && timeNs >= open.getFirst().timeNs() + HORIZON_NS) {
            Open old = open.removeFirst();
            counts = counts.with(old.back().sign() * (close / old.close() - 1));
        }
    }

    /** In standard deviations of the closes before; 0 while there are too few or none differs. */
    private double deviation(double close) {
        if (closes.size() < BARS) {
            return 0;
        }
        double mean = closes.stream().mapToDouble(Double::doubleValue).sum() / BARS;
        double variance =
                closes.stream().mapToDouble(c -> (c - mean) * (c - mean)).sum() / BARS;
        return variance > 0 ? (close - mean) / Math.sqrt(variance) : 0;
    }

    /** A stretched close that is not yet resolved. */
    private record Open(long timeNs, double close, Direction back) {}

    /** How stretched closes came out: back by the band, within it, further by it. Each starts at 1, so that no share is 0. */
    private record Counts(long back, long flat, long on) {
        private Counts with(double exitReturn) {
            return new Counts(
                    back + (exitReturn >= BAND ? 1 : 0),
                    flat + (Math.abs(exitReturn) < BAND ? 1 : 0),
                    on + (exitReturn <= -BAND ? 1 : 0));
        }

        private double share(long some) {
            return (double) some / (back + flat + on);
        }
    }

    /** What one judgement needs. */
    private record Input(Symbol symbol, long dataAsOfNs, BigDecimal close, Direction direction, Counts counts)
            implements ModelInput {}
}
