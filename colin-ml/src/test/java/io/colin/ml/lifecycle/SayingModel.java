package io.colin.ml.lifecycle;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketEvent;
import io.colin.api.signal.Direction;
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
import io.colin.ml.SyntheticMarket;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Says the same at every bar once it has seen three, and remembers what happened to it. */
final class SayingModel implements SignalModel {
    static final long HORIZON = 15 * SyntheticMarket.MINUTE_NS;

    final List<ResolvedSignal> learnt = new CopyOnWriteArrayList<>();
    volatile boolean failing;
    volatile boolean failingInside;
    volatile boolean closed;
    private final AtomicInteger evaluations = new AtomicInteger();
    private final String version;
    private final Direction says;
    private final double strength;
    private final long horizonNs;
    private int bars;
    private Optional<Input> latest = Optional.empty();

    SayingModel(String version, Direction says, double strength) {
        this(version, says, strength, HORIZON);
    }

    SayingModel(String version, Direction says, double strength, long horizonNs) {
        this.version = version;
        this.says = says;
        this.strength = strength;
        this.horizonNs = horizonNs;
    }

    /** Bars so far. */
    int seen() {
        return bars;
    }

    private record Input(Symbol symbol, long dataAsOfNs, BigDecimal close, boolean ready, boolean provisional)
            implements ModelInput {}

    /** How many inputs it was asked about. */
    int evaluated() {
        return evaluations.get();
    }

    @Override
    public ModelDescription description() {
        return new ModelDescription(
                "saying", version, "rule", Profile.BAR, horizonNs, ModelStage.CANDIDATE, "none", 0, 1, new TreeMap<>());
    }

    @Override
    public Optional<? extends ModelInput> observe(MarketEvent event) {
        if (!(event instanceof Bar bar)) {
            return Optional.empty();
        }
        bars++;
        latest = Optional.of(new Input(bar.symbol(), bar.timeNs(), bar.close(), bars >= 3, false));
        return latest;
    }

    @Override
    public Optional<? extends ModelInput> latest(Symbol symbol) {
        return latest.filter(input -> input.symbol().equals(symbol));
    }

    /** The last bar's close once more. */
    @Override
    public Optional<? extends ModelInput> provisional(Symbol symbol) {
        if (failingInside) {
            throw new IllegalStateException("no view today");
        }
        return latest.map(input -> new Input(symbol, input.dataAsOfNs(), input.close(), input.ready(), true));
    }

    @Override
    public List<SignalOutcome> evaluate(List<? extends ModelInput> inputs) {
        if (closed) {
            throw new IllegalStateException("asked after it was closed");
        }
        if (failing) {
            throw new IllegalStateException("out of order");
        }
        evaluations.addAndGet(inputs.size());
        return inputs.stream().map(input -> judge((Input) input)).toList();
    }

    @Override
    public void onResolved(ResolvedSignal resolved) {
        learnt.add(resolved);
    }

    @Override
    public void close() {
        closed = true;
    }

    private SignalOutcome judge(Input input) {
        if (!input.ready()) {
            return new NoSignal(input.symbol(), input.dataAsOfNs(), "saying", SignalReason.WARMING_UP, "");
        }
        double p = says == Direction.NEUTRAL ? 0.1 : 0.8;
        Signal.Builder signal = Signal.of(input.symbol(), "saying", input.dataAsOfNs())
                .probabilities(
                        says == Direction.SHORT ? new Probabilities(0.1, 0.1, 0.8) : new Probabilities(p, 0.9 - p, 0.1))
                .expected(0.001 * says.sign(), 0.0008)
                .band(0.01, input.close())
                .horizonNs(horizonNs)
                .provisional(input.provisional())
                .version(version, "none");
        return says == Direction.NEUTRAL
                ? signal.neutral(SignalReason.NEUTRAL).build()
                : signal.directed(says, strength).build();
    }
}
