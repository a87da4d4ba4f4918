package io.colin.execution.engine;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketEvent;
import io.colin.api.signal.ExecutionCost;
import io.colin.api.signal.ModelDescription;
import io.colin.api.signal.ModelInput;
import io.colin.api.signal.ResolvedSignal;
import io.colin.api.signal.SignalModel;
import io.colin.api.signal.SignalOutcome;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The swing model under a chosen version that writes down, in order, what it is asked and what it learns. */
final class LearningModel implements SignalModel {
    final List<String> heard = new CopyOnWriteArrayList<>();
    final List<ResolvedSignal> resolved = new CopyOnWriteArrayList<>();
    final List<ExecutionCost> costs = new CopyOnWriteArrayList<>();
    volatile String version;
    private final SwingModel swing = new SwingModel(Long.MIN_VALUE);

    LearningModel(String version) {
        this.version = version;
    }

    @Override
    public ModelDescription description() {
        ModelDescription d = swing.description();
        return new ModelDescription(
                d.id(),
                version,
                d.kind(),
                d.profile(),
                d.horizonNs(),
                d.stage(),
                d.schemaHash(),
                d.dataFromNs(),
                d.dataToNs(),
                new TreeMap<>());
    }

    @Override
    public Optional<? extends ModelInput> observe(MarketEvent event) {
        return swing.observe(event);
    }

    @Override
    public Optional<? extends ModelInput> latest(Symbol symbol) {
        return swing.latest(symbol);
    }

    @Override
    public List<SignalOutcome> evaluate(List<? extends ModelInput> inputs) {
        inputs.forEach(input -> heard.add("judge " + input.dataAsOfNs()));
        return swing.evaluate(inputs);
    }

    @Override
    public void onResolved(ResolvedSignal outcome) {
        resolved.add(outcome);
        heard.add("resolved " + outcome.signal().id() + " at " + outcome.resolvedAtNs());
        if (outcome.signal().id().endsWith("0")) {
            throw new IllegalStateException("a model that cannot learn this");
        }
    }

    @Override
    public void onExecution(ExecutionCost cost) {
        costs.add(cost);
        heard.add("cost " + cost.signalId() + " " + cost.costBps());
    }
}
