package io.colin.server.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.api.ColinException;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.BarBuilder;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.ml.explain.Explanation;
import io.colin.ml.lifecycle.Backtests;
import io.colin.ml.lifecycle.Criterion;
import io.colin.ml.lifecycle.Decision;
import io.colin.ml.lifecycle.Evidence;
import io.colin.ml.lifecycle.ModelLifecycle;
import io.colin.ml.lifecycle.ModelRegistry;
import io.colin.ml.lifecycle.Promotion;
import io.colin.ml.lifecycle.ScoreStore;
import io.colin.ml.lifecycle.StageChange;
import io.colin.ml.lifecycle.Standing;
import io.colin.ml.lifecycle.TrackRecord;
import io.colin.ml.registry.ModelFile;
import io.colin.ml.serving.BarExplainer;
import io.colin.ml.serving.BarInput;
import io.colin.ml.serving.BarSignalModel;
import io.colin.server.json.Json;
import io.colin.server.run.DataFiles;
import io.colin.server.run.ModelText;
import io.colin.server.shape.ModelShape;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the models that are kept and decides about them while no server runs on them. */
@Command(
        name = "models",
        description = {
            "Lists the models that are kept, shows one, takes one a step further or brings a former champion back.",
            "A server that runs is asked by POST /api/v2/models/{id}/promote instead."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  ./colin models list",
            "  ./colin models show lstm-bar-836703304e1e",
            "  ./colin models explain lstm-bar-836703304e1e --data=btc-usd.csv",
            "  ./colin models promote lstm-bar-836703304e1e --data=btc-usd.csv --reason=\"seven days in the shadow\"",
            "  ./colin models rollback lstm-bar-836703304e1e --reason=\"two bad days\"",
            "",
            "Exit codes: 0 done, 1 refused (with every criterion that failed; there is no force), 2 usage."
        })
public final class ModelsCommand implements Runnable {
    private static final String EVENT_TIME =
            "event time (default: the newest that the models, their record and their scores speak of)";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Made by picocli. */
    public ModelsCommand() {}

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
    }

    /** Where the models are and how the answer looks. */
    static final class Place {
        @Mixin
        private ConfigOptions config = new ConfigOptions();

        @Option(names = "--data-dir", paramLabel = "DIR", description = "where models and scores are (default: ./data)")
        private Optional<String> dataDir = Optional.empty();

        @Option(names = "--json", description = "one JSON document on standard output")
        private boolean json;

        @Option(
                names = "--data",
                paramLabel = "builtin|FILE",
                description = {
                    "a recording: of the days in the shadow, over which gates back-test the model (default: not"
                            + " measured);",
                    "or the one at whose end an answer is explained"
                })
        private Optional<String> data = Optional.empty();

        private Path root() {
            Map<String, String> flags = new LinkedHashMap<>();
            dataDir.ifPresent(value -> flags.put("data_dir", value));
            return Path.of(config.read(System.getenv(), flags).text("data_dir"));
        }

        private MarketDataSource recording() {
            String name = data.orElseThrow(() -> new IllegalArgumentException("--data: must be given"));
            return DataFiles.open(name).source();
        }

        private ModelRegistry registry() {
            return ModelRegistry.in(root().resolve("models"));
        }

        /**
         * The time given, or the newest event time that anything kept here speaks of: a wall clock knows nothing of the
         * market's time, least of all of a recording's.
         */
        private long timeNs(Optional<String> at, String model) {
            if (at.isPresent()) {
                return parse(at.orElseThrow());
            }
            ModelRegistry registry = registry();
            long known = registry.book(model)
                    .map(book -> book.model().dataToNs())
                    .orElseGet(() -> registry.files().load(model).card().dataToNs());
            for (StageChange change : registry.history()) {
                known = Math.max(known, change.timeNs());
            }
            ScoreStore scores = ScoreStore.in(root().resolve("scores"));
            for (Standing standing : registry.standings()) {
                known = Math.max(
                        known,
                        scores.record(standing.model()).map(TrackRecord::lastNs).orElse(Long.MIN_VALUE));
            }
            return known;
        }

        private static long parse(String at) {
            try {
                Instant instant = Instant.parse(at);
                return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(
                        "--at: must be an instant such as 2026-01-31T00:00:00Z (" + at + ")", e);
            }
        }

        private ModelLifecycle lifecycle() {
            ScoreStore scores = ScoreStore.in(root().resolve("scores"));
            ModelRegistry registry = registry();
            Evidence evidence = data.<Evidence>map(name -> Backtests.over(
                            scores, registry.files(), DataFiles.open(name).source()))
                    .orElse(scores);
            return ModelLifecycle.of(registry, evidence, 42);
        }
    }

    @Command(name = "list", description = "Lists the models.", mixinStandardHelpOptions = true)
    int list(@Mixin Place place) {
        ModelRegistry registry = place.registry();
        List<Standing> standings = registry.standings();
        PrintWriter out = spec.commandLine().getOut();
        if (place.json) {
            ObjectNode json = Json.object();
            ArrayNode items = json.putArray("items");
            ArrayNode damaged = json.putArray("damaged");
            for (Standing standing : standings) {
                try {
                    items.add(shape(registry, standing));
                } catch (ColinException e) {
                    // One file that cannot be read must not hide the others.
                    damaged.add(standing.model());
                }
            }
            out.println(Json.text(json));
        } else if (standings.isEmpty()) {
            out.println("no models in " + registry.files().root());
        } else {
            standings.forEach(standing -> out.println(ModelText.line(standing)));
        }
        return ColinCommand.OK;
    }

    @Command(
            name = "show",
            description = "Shows a model's card, its history and its next gate.",
            mixinStandardHelpOptions = true)
    int show(
            @Mixin Place place,
            @Parameters(paramLabel = "ID", description = "of the model") String id,
            @Option(names = "--at", paramLabel = "INSTANT", description = EVENT_TIME) Optional<String> at) {
        ModelLifecycle lifecycle = place.lifecycle();
        ModelRegistry registry = lifecycle.registry();
        Standing standing = registry.standing(id);
        List<String> card = card(registry, standing);
        List<StageChange> history = registry.history().stream()
                .filter(change -> change.model().equals(id))
                .toList();
        List<Criterion> gate = lifecycle.gate(id, place.timeNs(at, id));
        PrintWriter out = spec.commandLine().getOut();
        if (place.json) {
            ObjectNode json = shape(registry, standing);
            json.set("gate", ModelShape.of(gate));
            json.set("card", Json.texts(card));
            out.println(Json.text(json));
        } else {
            card.forEach(out::println);
            history.forEach(change -> out.println(ModelText.line(change)));
            gate.forEach(
                    criterion -> out.println((criterion.passed() ? "  ok      " : "  missing ") + criterion.line()));
        }
        return ColinCommand.OK;
    }

    @Command(
            name = "explain",
            description = {
                "Says which columns a model's answer at the end of a recording rests on: exact for boosted trees,"
                        + " integrated",
                "gradients for networks."
            },
            mixinStandardHelpOptions = true)
    int explain(
            @Mixin Place place,
            @Parameters(paramLabel = "ID", description = "of the model") String id,
            @Option(
                            names = "--top",
                            paramLabel = "N",
                            description = "how many columns (default: 5)",
                            defaultValue = "5")
                    int top) {
        if (top < 1) {
            throw new IllegalArgumentException("--top: must be 1 or more (" + top + ")");
        }
        Explained explained = Explained.at(place.registry().files().load(id), place.recording());
        PrintWriter out = spec.commandLine().getOut();
        if (place.json) {
            out.println(Json.text(ModelShape.of(explained.why(), explained.atNs(), top)));
        } else {
            ModelText.lines(explained.why(), explained.atNs(), top).forEach(out::println);
        }
        return ColinCommand.OK;
    }

    /** An answer and what it rests on. */
    private record Explained(Explanation why, long atNs) {
        private static Explained at(ModelFile file, MarketDataSource source) {
            Symbol symbol = file.card().settings().symbol();
            BarBuilder bars = BarBuilder.of(
                    symbol, Duration.ofNanos(file.card().settings().preset().barNs()));
            try (BarSignalModel model = BarSignalModel.of(file);
                    BarExplainer explainer = BarExplainer.of(file);
                    MarketDataStream stream = source.open()) {
                while (stream.poll(event -> show(event, symbol, bars, model)) == MarketDataStream.Polled.EVENT) {
                    // poll() moves on
                }
                BarInput last = model.latest(symbol)
                        .orElseThrow(() -> new ColinException(
                                ColinException.Reason.DATA_INVALID,
                                "--data: must hold bars of " + symbol + " that " + file.id() + " looks at"));
                return new Explained(explainer.explain(last), last.dataAsOfNs());
            }
        }

        /** Trades become bars, which end before anything later is seen, as in the engine. */
        private static void show(MarketEvent event, Symbol symbol, BarBuilder bars, BarSignalModel model) {
            if (event instanceof Trade trade && trade.symbol().equals(symbol)) {
                bars.advanceTo(trade.timeNs(), model::observe);
                bars.on(trade, model::observe);
            }
            model.observe(event);
        }
    }

    @Command(
            name = "promote",
            description = "Takes a model one step further, if its gate lets it.",
            mixinStandardHelpOptions = true)
    int promote(
            @Mixin Place place,
            @Parameters(paramLabel = "ID", description = "of the model") String id,
            @Mixin DecisionOptions by) {
        return decide(place, id, by, ModelLifecycle::promote);
    }

    @Command(
            name = "rollback",
            description = "Brings the champion before this one back.",
            mixinStandardHelpOptions = true)
    int rollback(
            @Mixin Place place,
            @Parameters(paramLabel = "ID", description = "of the champion that is to go") String id,
            @Mixin DecisionOptions by) {
        return decide(place, id, by, ModelLifecycle::rollback);
    }

    /** Why, and when in event time. */
    static final class DecisionOptions {
        @Option(names = "--reason", required = true, description = "why, up to 500 characters")
        private String reason = "";

        @Option(names = "--at", paramLabel = "INSTANT", description = EVENT_TIME)
        private Optional<String> at = Optional.empty();
    }

    /** A step of the lifecycle. */
    @FunctionalInterface
    private interface Step {
        Promotion take(ModelLifecycle lifecycle, String model, Decision by);
    }

    private int decide(Place place, String id, DecisionOptions by, Step step) {
        ModelLifecycle lifecycle = place.lifecycle();
        long timeNs = place.timeNs(by.at, id);
        ModelRegistry.Claim claim = lifecycle.registry().claim();
        try {
            return print(place, id, step.take(lifecycle, id, new Decision("operator", timeNs, by.reason)));
        } finally {
            claim.close();
        }
    }

    private int print(Place place, String id, Promotion answer) {
        PrintWriter out = spec.commandLine().getOut();
        return switch (answer) {
            case Promotion.Done done -> {
                if (place.json) {
                    ModelRegistry registry = place.registry();
                    out.println(Json.text(shape(registry, registry.standing(id))));
                } else {
                    done.changes().forEach(change -> out.println(ModelText.line(change)));
                }
                yield ColinCommand.OK;
            }
            case Promotion.Refused refused -> {
                if (place.json) {
                    ObjectNode json = Json.object();
                    json.set("failed_criteria", ModelShape.of(refused.failed()));
                    out.println(Json.text(json));
                } else {
                    PrintWriter err = spec.commandLine().getErr();
                    err.println("refused; nothing has changed:");
                    refused.failed().forEach(criterion -> err.println("  " + criterion.line()));
                }
                yield ColinCommand.FAILED;
            }
        };
    }

    private static ObjectNode shape(ModelRegistry registry, Standing standing) {
        return registry.book(standing.model())
                .map(book -> ModelShape.of(standing, book))
                .orElseGet(() -> ModelShape.of(standing, registry.files().load(standing.model())));
    }

    private static List<String> card(ModelRegistry registry, Standing standing) {
        return registry.book(standing.model())
                .map(book -> ModelText.card(standing, book))
                .orElseGet(() -> ModelText.card(standing, registry.files().load(standing.model())));
    }
}
