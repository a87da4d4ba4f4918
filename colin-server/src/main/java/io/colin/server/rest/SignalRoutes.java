package io.colin.server.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.api.event.SignalEmitted;
import io.colin.api.instrument.Symbol;
import io.colin.api.signal.Direction;
import io.colin.api.signal.ModelDescription;
import io.colin.api.signal.NoSignal;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalOutcome;
import io.colin.api.signal.SignalReason;
import io.colin.execution.engine.EngineView;
import io.colin.server.api.Trading;
import io.colin.server.api.TradingDesk;
import io.colin.server.http.Answer;
import io.colin.server.http.Fields;
import io.colin.server.http.Request;
import io.colin.server.http.Route;
import io.colin.server.json.Json;
import io.colin.server.problem.Problem;
import io.colin.server.problem.ProblemCode;
import io.colin.server.security.Permission;
import io.colin.server.shape.SignalShape;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Signals: ask for, read. */
final class SignalRoutes {
    private static final int MAX_SYMBOLS = 100;
    private static final int MAX_MINUTES = 10_080;
    private static final int MAX_HOURS = 168;

    private final TradingDesk desk;
    private final Idempotency idempotency;
    private final double confidenceThreshold;

    SignalRoutes(TradingDesk desk, Idempotency idempotency, double confidenceThreshold) {
        this.desk = desk;
        this.idempotency = idempotency;
        this.confidenceThreshold = confidenceThreshold;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/api/v2/signals/generate", Permission.WRITE_STRATEGY, Route.BODY_LIMIT, this::generate),
                Route.get("/api/v2/signals/{symbol}", Permission.READ_STRATEGY, this::list));
    }

    private Answer generate(Request request) {
        request.queryFields().done();
        Fields fields = request.fields();
        Trading trading = desk.required();
        List<Symbol> symbols = symbols(fields, trading.view());
        double threshold = fields.share("confidence_threshold").orElse(confidenceThreshold);
        fields.holds(
                !fields.flag("explain").orElse(false),
                "explain",
                "not_supported",
                "contributions are not in this version",
                true);
        boolean provisional = fields.flag("provisional").orElse(false);
        Optional<Duration> horizon = horizon(fields);
        fields.done();
        requireHorizon(trading.view().model(), horizon);
        return idempotency.perhaps(request, Json.canonical(request.json()), () -> {
            String asker = request.principal().id();
            List<SignalOutcome> outcomes = TradingDesk.await(
                    provisional ? trading.provisionalSignals(symbols, asker) : trading.generateSignals(symbols, asker));
            return Answer.json(200, shape(outcomes, threshold));
        });
    }

    private static List<Symbol> symbols(Fields fields, EngineView view) {
        List<String> names = fields.required("symbols", fields.texts("symbols")).orElse(List.of());
        fields.holds(
                !fields.isPresent("symbols") || (!names.isEmpty() && names.size() <= MAX_SYMBOLS),
                "symbols",
                "size",
                "must name 1 to " + MAX_SYMBOLS,
                names.size());
        List<Symbol> symbols = names.stream()
                .map(name -> fields.map("symbols", Optional.of(name), "known_symbol", view::symbol))
                .flatMap(Optional::stream)
                .toList();
        fields.holds(new HashSet<>(symbols).size() == symbols.size(), "symbols", "unique", "must be distinct", names);
        return symbols;
    }

    private static Optional<Duration> horizon(Fields fields) {
        Optional<Duration> minutes =
                fields.integer("horizon_minutes", 1, MAX_MINUTES).map(Duration::ofMinutes);
        Optional<Duration> hours =
                fields.integer("time_horizon_hours", 1, MAX_HOURS).map(Duration::ofHours);
        fields.holds(
                minutes.isEmpty() || hours.isEmpty(),
                "time_horizon_hours",
                "exclusive",
                "must not be given beside horizon_minutes",
                "");
        return minutes.or(() -> hours);
    }

    private static void requireHorizon(Optional<ModelDescription> model, Optional<Duration> asked) {
        if (model.isEmpty()) {
            throw Problem.of(ProblemCode.UNSUPPORTED_HORIZON, "The run has no model.")
                    .raised();
        }
        long trained = model.get().horizonNs();
        if (asked.isPresent() && asked.get().toNanos() != trained) {
            throw Problem.of(
                            ProblemCode.UNSUPPORTED_HORIZON,
                            "The model was trained for "
                                    + Duration.ofNanos(trained).toMinutes() + " minutes.")
                    .raised();
        }
    }

    private static ObjectNode shape(List<SignalOutcome> outcomes, double threshold) {
        ObjectNode json = Json.object();
        ArrayNode items = json.putArray("items");
        ArrayNode skipped = json.putArray("skipped");
        for (SignalOutcome outcome : outcomes) {
            switch (outcome) {
                case Signal signal -> {
                    if (signal.direction() != Direction.NEUTRAL && signal.confidence() < threshold) {
                        skipped.add(skipped(signal.symbol(), SignalReason.LOW_CONFIDENCE));
                    } else {
                        items.add(SignalShape.of(signal, false));
                    }
                }
                case NoSignal none -> skipped.add(skipped(none.symbol(), none.reason()));
            }
        }
        return json;
    }

    private static ObjectNode skipped(Symbol symbol, SignalReason reason) {
        ObjectNode json = Json.object().put("symbol", symbol.name());
        json.set("reason", Json.name(reason));
        return json;
    }

    private Answer list(Request request) {
        EngineView view = desk.required().view();
        Symbol symbol = symbol(request.parameter("symbol"), view);
        Fields query = request.queryFields();
        Pages.Asked page = Pages.read(query);
        Optional<Direction> direction = query.oneOf("direction", Direction.class);
        Optional<Long> from = query.time("from");
        Optional<Long> to = query.time("to");
        query.done();
        Predicate<SignalEmitted> filter = emitted -> emitted.signal().symbol().equals(symbol)
                && direction.stream().allMatch(d -> d == emitted.signal().direction())
                && from.stream().allMatch(t -> emitted.signal().dataAsOfNs() >= t)
                && to.stream().allMatch(t -> emitted.signal().dataAsOfNs() < t);
        List<SignalEmitted> found = view.signals(filter, page.after(), page.limit() + 1);
        return Answer.json(
                200,
                Pages.page(
                        found,
                        page.limit(),
                        emitted -> SignalShape.of(emitted.signal(), emitted.traded()),
                        emitted -> emitted.signal().id()));
    }

    private static Symbol symbol(String text, EngineView view) {
        try {
            return view.symbol(text);
        } catch (IllegalArgumentException e) {
            throw Problem.of(ProblemCode.NOT_FOUND, "The symbol is not in the universe.")
                    .raised();
        }
    }
}
