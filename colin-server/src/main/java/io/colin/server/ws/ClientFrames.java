package io.colin.server.ws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.execution.engine.EngineView;
import io.colin.server.api.Trading;
import io.colin.server.api.TradingDesk;
import io.colin.server.http.Fields;
import io.colin.server.json.Json;
import io.colin.server.json.JsonException;
import io.colin.server.problem.Problem;
import io.colin.server.problem.ProblemCode;
import io.colin.server.problem.ProblemException;
import io.colin.server.problem.Violation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a client says. A mistake is answered with an error frame and the connection stays. For one thread. */
final class ClientFrames {
    private static final int MAX_SYMBOLS = 200;
    private static final long SECOND_NS = 1_000_000_000L;

    private final StreamSession session;
    private final StreamHub hub;
    private final TradingDesk desk;
    private final StreamSettings settings;
    private long secondBegan;
    private int inSecond;

    private enum Op {
        SUBSCRIBE,
        UNSUBSCRIBE,
        RESYNC,
        PING,
        STATUS
    }

    ClientFrames(StreamSession session, StreamHub hub, TradingDesk desk, StreamSettings settings) {
        this.session = session;
        this.hub = hub;
        this.desk = desk;
        this.settings = settings;
        this.secondBegan = settings.nanoTime().getAsLong();
    }

    void on(String text) {
        if (isTooFast()) {
            session.close(CloseCode.POLICY);
            return;
        }
        Optional<String> ref = Optional.empty();
        try {
            JsonNode json = Json.parse(text.getBytes(StandardCharsets.UTF_8));
            if (!(json instanceof ObjectNode object)) {
                error("invalid_frame", "a frame must be a JSON object", ref);
                return;
            }
            ref = Optional.ofNullable(object.get("ref"))
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::textValue);
            handle(Fields.ofBody(object), ref);
        } catch (JsonException e) {
            error("malformed_json", String.valueOf(e.getMessage()), ref);
        } catch (ProblemException e) {
            error("invalid_frame", explain(e.problem()), ref);
        }
    }

    private void handle(Fields fields, Optional<String> ref) {
        Optional<Op> op = fields.required("op", fields.oneOf("op", Op.class));
        fields.text("ref").ifPresent(text -> fields.holds(text.length() <= 64, "ref", "size", "must be short", text));
        boolean named = op.filter(o -> o == Op.SUBSCRIBE || o == Op.UNSUBSCRIBE).isPresent();
        Set<Symbol> symbols = named ? symbols(fields) : Set.of();
        fields.done();
        switch (op.orElseThrow()) {
            case SUBSCRIBE -> {
                session.filter().subscribe(symbols);
                status(ref);
            }
            case UNSUBSCRIBE -> {
                session.filter().unsubscribe(symbols, universe());
                status(ref);
            }
            case RESYNC -> hub.resync(session);
            case PING -> session.answer("pong", hub.now(), withRef(Json.object(), ref));
            case STATUS -> status(ref);
        }
    }

    private Set<Symbol> symbols(Fields fields) {
        EngineView view = view().orElseThrow(() ->
                Problem.of(ProblemCode.NOT_READY, "the engine is not there yet").raised());
        List<String> names = fields.required("symbols", fields.texts("symbols")).orElse(List.of());
        fields.holds(names.size() <= MAX_SYMBOLS, "symbols", "size", "must name at most " + MAX_SYMBOLS, names.size());
        Set<Symbol> symbols = new TreeSet<>();
        names.forEach(name -> fields.map("symbols", Optional.of(name), "known_symbol", view::symbol)
                .ifPresent(symbols::add));
        return symbols;
    }

    private void status(Optional<String> ref) {
        ObjectNode data = withRef(Json.object(), ref);
        data.set("phase", view().map(view -> Json.name(view.status().phase())).orElseGet(() -> Json.textOrNull("")));
        data.set(
                "symbols",
                Json.texts(universe().stream()
                        .filter(session.filter()::accepts)
                        .map(Symbol::name)
                        .toList()));
        session.answer("status", hub.now(), data);
    }

    private void error(String code, String message, Optional<String> ref) {
        session.answer(
                "error", hub.now(), withRef(Json.object().put("code", code).put("message", message), ref));
    }

    private static ObjectNode withRef(ObjectNode data, Optional<String> ref) {
        data.set("ref", Json.textOrNull(ref.orElse("")));
        return data;
    }

    private static String explain(Problem problem) {
        return problem.errors().isEmpty()
                ? problem.detail()
                : problem.errors().stream()
                        .map((Violation v) -> v.pointer() + " " + v.message())
                        .collect(Collectors.joining("; "));
    }

    private Optional<EngineView> view() {
        return desk.trading().map(Trading::view);
    }

    private Set<Symbol> universe() {
        return view().map(view -> view.instruments().stream()
                        .map(Instrument::symbol)
                        .collect(Collectors.toCollection(TreeSet::new)))
                .orElseGet(TreeSet::new);
    }

    private boolean isTooFast() {
        long now = settings.nanoTime().getAsLong();
        if (now - secondBegan >= SECOND_NS) {
            secondBegan = now;
            inSecond = 0;
        }
        inSecond++;
        return inSecond > settings.limits().clientFramesPerSecond();
    }
}
