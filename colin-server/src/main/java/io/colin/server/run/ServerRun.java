package io.colin.server.run;

import io.colin.api.ColinException;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.MarketDataSource;
import io.colin.api.signal.Signal;
import io.colin.api.time.TimeSource;
import io.colin.execution.engine.EngineBuilder;
import io.colin.execution.engine.EnginePhase;
import io.colin.execution.engine.EngineStatus;
import io.colin.execution.engine.RunReport;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.source.OpenedSource;
import io.colin.execution.source.SourceSpan;
import io.colin.ml.lifecycle.ModelRegistry;
import io.colin.ml.lifecycle.ScoreStore;
import io.colin.ml.lifecycle.TrainingResult;
import io.colin.ml.preset.TrainingSettings;
import io.colin.ml.registry.ModelFile;
import io.colin.monitoring.EngineMetrics;
import io.colin.monitoring.micrometer.PrometheusEndpoint;
import io.colin.risk.compliance.ComplianceReport;
import io.colin.risk.compliance.MonitorSettings;
import io.colin.risk.compliance.Supervision;
import io.colin.risk.compliance.SurveillanceSettings;
import io.colin.risk.gate.StandardGate;
import io.colin.server.api.ModelDesk;
import io.colin.server.api.TradingDesk;
import io.colin.server.config.Config;
import io.colin.server.rest.Api;
import io.colin.server.security.Authenticator;
import io.colin.server.web.WebFront;
import io.colin.server.web.WebSettings;
import io.colin.server.ws.StreamLimits;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One run of the server, from opening the source to closing the ledger. {@link #stop()} may be called from any thread,
 * at any time.
 */
public final class ServerRun implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final RunSettings settings;
    private final Console console;
    private final TimeSource time;
    private final TradingDesk desk = TradingDesk.closed();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private ServerRun(RunSettings settings, Console console, TimeSource time) {
        this.settings = settings;
        this.console = console;
        this.time = time;
    }

    /**
     * A run that has not begun.
     *
     * @param settings what it is told
     * @param console where progress goes
     * @param time the wall clock
     * @return the run
     */
    public static ServerRun of(RunSettings settings, Console console, TimeSource time) {
        return new ServerRun(settings, console, time);
    }

    /**
     * Runs until the source has ended (or, without {@code exitWhenDone}, until it is stopped).
     *
     * @param onReport hears how the run came out, once, before the server stops serving
     * @throws ColinException if a file, the address, the ledger or the model is not usable, or the engine fails
     */
    public void run(Consumer<RunResult> onReport) {
        try (PrometheusEndpoint metrics = PrometheusEndpoint.create()) {
            DataFiles.Recorded data = DataFiles.openAll(settings.sources());
            OpenedSource opened = new OpenedSource(data.source(), data.instruments());
            Profile profile = new Profile(settings.config().forData(data.rare()));
            try (WebFront front = WebFront.start(webSettings(profile.config()), desk, metrics)) {
                console.line("serving " + front.address());
                trade(opened, profile, front, metrics, onReport);
            }
        } finally {
            closed.countDown();
        }
    }

    /** Asks the run to stop and waits until everything is written and closed. */
    public void stop() {
        stopped.countDown();
        try {
            if (!closed.await(30, TimeUnit.SECONDS)) {
                console.line("still closing; not everything may be written");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void trade(
            OpenedSource opened,
            Profile profile,
            WebFront front,
            PrometheusEndpoint metrics,
            Consumer<RunResult> onReport) {
        EngineParts parts = new EngineParts(opened.instruments(), profile, settings.seed());
        new RiskSymbols(profile.config(), opened.instruments()).tell(console);
        Instrument instrument = opened.instruments().getFirst();
        ModelSetup setup = new ModelSetup(settings.dataDir(), console, this::preparing, time);
        ModelSetup.Prepared prepared = setup.prepare(opened.source(), instrument, parts, settings.isBuiltin());
        if (stopped.getCount() == 0) {
            return;
        }
        Map<String, String> values = parts.values();
        values.put("run.speed", settings.speed() == 0 ? "max" : Double.toString(settings.speed()));
        RunDirectory directory =
                RunDirectory.in(settings.dataDir(), profile.config().text("ledger.store"));
        if (directory.resumed()) {
            console.line("taking up run " + directory.id() + " from its ledger of "
                    + directory.store().lastSequence() + " records");
        }
        ImpactStates impact = impact(directory, profile.config(), opened.source());
        values.putAll(impact.notes());
        Optional<ModelOperations> models =
                prepared.model().map(trained -> operations(setup.registry(), trained.file(), opened, parts, metrics));
        ComplianceFiles reports = ComplianceFiles.in(directory.path());
        LearntCurves curves = curves(parts, opened, directory, models);
        values.putAll(curves.notes());
        StandardGate gate = gate(parts, models.map(operations -> operations.line()::cutOffNs), reports::write);
        EngineBuilder builder = builder(parts.engine(gate, curves), opened, directory, models)
                .costs(parts.costSettings(impact.begun()))
                .sink(metrics.sink())
                .onEvent(new ControlMetrics(
                        metrics.sink(), gate.supervision().monitor().counts()))
                .onEvent(EngineMetrics.to(metrics.sink(), opened.source().id()))
                .onEvent(front.listener());
        try (TradingEngine started = start(builder, directory, models)) {
            follow(started, directory, prepared, values, result -> {
                if (result.finished()) {
                    impact.keep(
                            started.view().executionCosts(),
                            started.view().status().timeNs());
                }
                onReport.accept(result);
            });
        } finally {
            models.ifPresent(ModelOperations::close);
            reports.close();
        }
    }

    /**
     * The gate with what only the run knows: how old its models are, where its reports go. Without models it knows no cut-off,
     * so that switching them off takes trading away and lifts no check.
     */
    static StandardGate gate(
            EngineParts parts, Optional<Function<Signal, OptionalLong>> cutOffs, Consumer<ComplianceReport> reports) {
        return parts.gate()
                .supervision(Supervision.of(MonitorSettings.STANDARD, SurveillanceSettings.STANDARD, reports))
                .modelCutOff(cutOffs.orElse(signal -> OptionalLong.empty()))
                .build();
    }

    private ModelOperations operations(
            ModelRegistry registry,
            ModelFile prepared,
            OpenedSource opened,
            EngineParts parts,
            PrometheusEndpoint metrics) {
        Profile profile = parts.profile();
        ScoreStore scores = ScoreStore.in(settings.dataDir().resolve("scores"));
        Instrument instrument = opened.instruments().getFirst();
        boolean retrains = profile.config().flag("ai.training.retrain");
        ModelLine.Surroundings around = new ModelLine.Surroundings(
                console,
                metrics.sink(),
                opened.source(),
                instrument,
                new TrainingSettings(instrument.symbol(), profile.preset(), parts.costs(instrument), settings.seed()),
                builder -> (retrains ? builder : builder.watchOnly()).onResult(result -> console.line(line(result))));
        return ModelOperations.of(ModelLine.start(registry, scores, prepared, around));
    }

    private static String line(TrainingResult result) {
        return switch (result) {
            case TrainingResult.Trained trained ->
                "candidate " + trained.candidate().model() + " trained: " + trained.reason();
            case TrainingResult.Failed failed -> "a training failed (" + failed.reason() + "): " + failed.failure();
        };
    }

    /**
     * What VWAP orders go by, from all before the first trade: the run's own where it is taken up, for by then another model may
     * be the champion.
     */
    private LearntCurves curves(
            EngineParts parts, OpenedSource opened, RunDirectory directory, Optional<ModelOperations> models) {
        try {
            long fromNs = directory
                    .startedNs()
                    .orElseGet(() -> models.map(operations ->
                                    operations.line().model().description().dataToNs())
                            .orElse(Long.MIN_VALUE));
            return parts.curves(opened.source(), fromNs).tell(console);
        } catch (RuntimeException e) {
            close(directory, models);
            throw e;
        }
    }

    private ImpactStates impact(RunDirectory directory, Config config, MarketDataSource source) {
        try {
            return ImpactStates.of(
                    settings.dataDir(),
                    directory,
                    config,
                    () -> source.isLive() ? OptionalLong.empty() : SourceSpan.begin(source));
        } catch (RuntimeException e) {
            directory.store().close();
            throw e;
        }
    }

    private static void close(RunDirectory directory, Optional<ModelOperations> models) {
        directory.store().close();
        models.ifPresent(operations -> operations.line().model().close());
    }

    /** Hears what training does, and ends it when the run is to stop. */
    private void preparing(String what) {
        if (stopped.getCount() == 0) {
            throw new ColinException(ColinException.Reason.STOPPED, "stopped while " + what);
        }
        desk.preparing(what);
    }

    private TradingEngine start(EngineBuilder builder, RunDirectory directory, Optional<ModelOperations> models) {
        TradingEngine started;
        try {
            started = builder.build();
        } catch (RuntimeException e) {
            close(directory, models);
            throw e;
        }
        models.ifPresent(operations -> operations.open(started));
        started.start();
        desk.open(new EngineDesk(started, models.map(ModelDesk.class::cast)));
        return started;
    }

    private void follow(
            TradingEngine started,
            RunDirectory directory,
            ModelSetup.Prepared prepared,
            Map<String, String> values,
            Consumer<RunResult> onReport) {
        long deadlineNs = settings.longest()
                .map(longest -> System.nanoTime() + longest.toNanos())
                .orElse(Long.MAX_VALUE);
        Optional<RunReport> finished = awaitEnd(started, deadlineNs);
        RunReport report = finished.orElseGet(() -> started.view().report());
        values.putAll(started.view().venueAssumptions());
        onReport.accept(new RunResult(
                report, finished.isPresent(), directory.resumed(), prepared.model(), prepared.note(), values));
        if (!settings.exitWhenDone() && stopped.getCount() > 0 && finished.isPresent()) {
            console.line("the source has ended; still serving, Ctrl-C stops");
            awaitStop(started, deadlineNs);
        }
    }

    /** Waits for the end of the source; empty when the run is stopped before. */
    private Optional<RunReport> awaitEnd(TradingEngine started, long deadlineNs) {
        CompletableFuture<RunReport> ended = started.ended();
        while (stopped.getCount() > 0 && System.nanoTime() < deadlineNs) {
            try {
                return Optional.of(ended.get(LOOK.toMillis(), TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                console.progress(ProgressLine.of(started.view()));
            } catch (ExecutionException e) {
                throw e.getCause() instanceof ColinException known
                        ? known
                        : new ColinException(ColinException.Reason.STOPPED, "the engine failed", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Serves on until it is stopped, its time is up, or the engine fails. */
    private void awaitStop(TradingEngine started, long deadlineNs) {
        try {
            while (System.nanoTime() < deadlineNs && !stopped.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                EngineStatus status = started.view().status();
                if (status.phase() == EnginePhase.FAILED) {
                    throw new ColinException(ColinException.Reason.STOPPED, "the engine failed: " + status.failure());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private EngineBuilder builder(
            EngineBuilder engine, OpenedSource opened, RunDirectory directory, Optional<ModelOperations> models) {
        EngineBuilder builder =
                engine.source(opened.source()).store(directory.store()).runId(directory.id());
        // The registry may have another champion than when a run that is taken up was cut off.
        models.ifPresent(operations -> builder.model(operations.line().model()).mayChangeModel(true));
        if (settings.speed() > 0) {
            builder.speed(settings.speed());
        }
        return builder;
    }

    private WebSettings webSettings(Config config) {
        Authenticator authenticator = config.text("security.auth").equals("required")
                ? Authenticator.required(config.apiKeys())
                : Authenticator.loopbackOpen(config.apiKeys());
        return new WebSettings(
                config.text("server.host"),
                config.integer("server.port"),
                config.texts("server.allowed_hosts"),
                authenticator,
                new Api.Settings(
                        config.text("trading.account"),
                        config.decimal("ai.confidence_threshold").doubleValue()),
                StreamLimits.DEFAULT,
                config.text("mode"),
                Version.text(),
                time,
                System::nanoTime);
    }
}
