package io.colin.server.run;

import io.colin.api.instrument.Instrument;
import io.colin.api.market.MarketDataSource;
import io.colin.api.metrics.MetricsSink;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalModel;
import io.colin.execution.backtest.ModelUse;
import io.colin.execution.engine.TradingEngine;
import io.colin.ml.lifecycle.ModelRegistry;
import io.colin.ml.lifecycle.RetrainingModel;
import io.colin.ml.lifecycle.ScoreStore;
import io.colin.ml.lifecycle.TrainingResult;
import io.colin.ml.preset.TrainingSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The models of one engine of a backtest with the lifecycle inside: a line a symbol, each with a registry of its own that
 * begins empty, in a directory that is nobody else's.
 */
final class Succession {
    /** Event time that the training of one network takes. */
    private static final Duration TRAINING = Duration.ofHours(1);

    private final List<StewardedLine> lines = new ArrayList<>();
    private final SignalModel model;

    /**
     * What the lines live in.
     *
     * @param models how successors are made
     * @param parts what is configured, for the universe
     * @param console where progress goes
     * @param tradesFromNs event time before which nothing trades, {@link Long#MIN_VALUE} for none but the models' own
     */
    record Surroundings(BacktestModels models, EngineParts parts, Console console, long tradesFromNs) {}

    private Succession(List<Served> served, MarketDataSource recorded, Path place, Surroundings around, boolean timed) {
        long firstNs = served.stream().mapToLong(Served::fromNs).min().orElseThrow();
        long tradesFromNs = Math.max(firstNs, around.tradesFromNs());
        List<ModelPanel.Member> members = new ArrayList<>();
        for (Instrument instrument : around.parts().instruments()) {
            List<Served> own = served.stream()
                    .filter(one -> one.symbol().equals(instrument.symbol()))
                    .sorted(Comparator.comparingLong(Served::fromNs))
                    .toList();
            if (!own.isEmpty()) {
                Path root = place.resolve(Integer.toString(lines.size()));
                StewardedLine line = line(own, recorded, root, around, tradesFromNs);
                lines.add(line);
                members.add(new ModelPanel.Member(
                        instrument.symbol(), own.getFirst().fromNs(), line));
            }
        }
        this.model = timed ? ModelPanel.timed(members) : ModelPanel.of(members);
    }

    /**
     * Puts the first model of every symbol to work.
     *
     * @param served all models there are from the beginning, at least one
     * @param recorded all that may be read
     * @param place an empty directory
     * @param timed whether even the only model speaks from its time on
     */
    static Succession start(
            List<Served> served, MarketDataSource recorded, Path place, Surroundings around, boolean timed) {
        return new Succession(served, recorded, place, around, timed);
    }

    /** What the engine asks; the engine closes it. */
    SignalModel model() {
        return model;
    }

    /** Who records what changes. */
    void open(TradingEngine engine) {
        lines.forEach(line -> line.open(engine));
    }

    /** When the data end that the model behind a signal was trained on. */
    OptionalLong cutOffNs(Signal signal) {
        return lines.stream()
                .map(line -> line.line().cutOffNs(signal))
                .filter(OptionalLong::isPresent)
                .findFirst()
                .orElse(OptionalLong.empty());
    }

    /** What became of the models beside the ledger. */
    List<ModelUse.Note> notes() {
        return lines.stream().flatMap(line -> line.notes().stream()).toList();
    }

    private static StewardedLine line(
            List<Served> own, MarketDataSource recorded, Path root, Surroundings around, long tradesFromNs) {
        Served first = own.getFirst();
        ModelRegistry registry = ModelRegistry.in(root.resolve("models"));
        registry.register(
                first.file(), StewardedLine.STEWARD, first.file().card().dataToNs(), "the first of its line");
        Instrument instrument = around.parts().instruments().stream()
                .filter(one -> one.symbol().equals(first.symbol()))
                .findFirst()
                .orElseThrow();
        TrainingSettings training = new TrainingSettings(
                first.symbol(),
                around.models().preset(),
                around.parts().costs(instrument),
                around.parts().profile().config().integer("ai.training.seed"));
        AtomicReference<Consumer<TrainingResult>> listener = new AtomicReference<>(result -> {});
        ModelLine line = ModelLine.start(
                registry,
                ScoreStore.in(root.resolve("scores")),
                first.file(),
                new ModelLine.Surroundings(
                        around.console(),
                        MetricsSink.NONE,
                        recorded,
                        instrument,
                        training,
                        builder -> replayed(builder, around.models(), recorded, listener)));
        StewardedLine stewarded =
                new StewardedLine(line, own.subList(1, own.size()), tradesFromNs, new SuccessionLog(around.console()));
        listener.set(stewarded::onResult);
        return stewarded;
    }

    /** Event time until a successor is there: of as many networks as it takes to judge it, one after the other. */
    static Duration training(int folds) {
        return TRAINING.multipliedBy(1L + folds);
    }

    private static RetrainingModel.Builder replayed(
            RetrainingModel.Builder builder,
            BacktestModels models,
            MarketDataSource recorded,
            AtomicReference<Consumer<TrainingResult>> listener) {
        return builder.replayed(training(models.folds()))
                .recipe(training -> models.successor(training, recorded))
                .onResult(result -> listener.get().accept(result));
    }
}
