package io.colin.server.run;

import io.colin.api.ColinException;
import io.colin.execution.engine.ModelChange;
import io.colin.execution.engine.TradingEngine;
import io.colin.ml.book.BookModelFile;
import io.colin.ml.drift.DriftReport;
import io.colin.ml.lifecycle.Decision;
import io.colin.ml.lifecycle.LiveModel;
import io.colin.ml.lifecycle.ModelLifecycle;
import io.colin.ml.lifecycle.ModelLifecycle.Carrier;
import io.colin.ml.lifecycle.Promotion;
import io.colin.ml.lifecycle.Roles;
import io.colin.ml.lifecycle.Standing;
import io.colin.ml.registry.ModelFile;
import io.colin.server.api.ModelDesk;
import io.colin.server.api.TradingDesk;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** What people may see and change of the models of a run while it goes on. */
final class ModelOperations implements ModelDesk, AutoCloseable {
    private final ModelLine line;
    private Optional<TradingEngine> engine = Optional.empty();

    private ModelOperations(ModelLine line) {
        this.line = line;
    }

    /** The operations of a line, owned by the result. */
    static ModelOperations of(ModelLine line) {
        return new ModelOperations(line);
    }

    /** The models at work. */
    ModelLine line() {
        return line;
    }

    /** Who is told of changes. */
    void open(TradingEngine started) {
        engine = Optional.of(started);
    }

    @Override
    public List<Standing> standings() {
        return line.registry().standings();
    }

    @Override
    public ModelFile file(String model) {
        return line.registry().files().known(model);
    }

    @Override
    public Optional<BookModelFile> book(String model) {
        return line.registry().knownBook(model);
    }

    @Override
    public Optional<DriftReport> drift(String model) {
        ModelFile file = file(model);
        return line.drift().report(file);
    }

    @Override
    public synchronized Promotion promote(String model, String principal, String reason) {
        Decision by = new Decision(principal, nowNs(), reason);
        boolean ready = line.lifecycle().gate(model, by.timeNs()).stream().allMatch(c -> c.passed());
        List<LiveModel.Prepared> newcomers = ready ? line.newcomers(model) : List.of();
        return put(newcomers, principal, carrier -> line.lifecycle().promote(model, by, carrier));
    }

    @Override
    public synchronized Promotion rollback(String model, String principal, String reason) {
        Decision by = new Decision(principal, nowNs(), reason);
        Optional<Standing> back = line.registry().previousChampion(line.name());
        List<LiveModel.Prepared> newcomers =
                back.isPresent() ? line.newcomers(back.orElseThrow().model()) : List.of();
        return put(newcomers, principal, carrier -> line.lifecycle().rollback(model, by, carrier));
    }

    @Override
    public void close() {
        line.close();
    }

    /** Newcomers that come to no work are closed: after a refusal, a failure, or where no engine runs. */
    private Promotion put(List<LiveModel.Prepared> newcomers, String principal, Function<Carrier, Promotion> decision) {
        AtomicBoolean settled = new AtomicBoolean();
        try {
            return decision.apply((planned, write) -> {
                if (engine.isEmpty()) {
                    write.run();
                } else {
                    TradingDesk.await(
                            engine.orElseThrow().changeModel(change(planned, newcomers, write, settled), principal));
                }
            });
        } finally {
            // Whoever comes first: an engine that was too late finds it settled and changes nothing.
            if (settled.compareAndSet(false, true)) {
                newcomers.forEach(newcomer -> newcomer.model().close());
            }
        }
    }

    /** Between two events of the engine: what cannot be written is not put to work, and what is written is at work. */
    private ModelChange change(
            ModelLifecycle.Planned planned, List<LiveModel.Prepared> newcomers, Runnable write, AtomicBoolean settled) {
        Roles roles = line.usable(planned.roles(), newcomers);
        List<ModelChange.Step> steps =
                planned.changes().stream().map(line::step).toList();
        return new ModelChange(steps, () -> {
            line.live().check(roles, newcomers);
            if (!settled.compareAndSet(false, true)) {
                throw new ColinException(ColinException.Reason.MODEL_FAILED, "the change came too late");
            }
            try {
                write.run();
            } catch (RuntimeException e) {
                newcomers.forEach(newcomer -> newcomer.model().close());
                throw e;
            }
            line.live().swap(roles, newcomers);
        });
    }

    private long nowNs() {
        return engine.map(e -> e.view().status().timeNs()).orElse(Long.MIN_VALUE);
    }
}
