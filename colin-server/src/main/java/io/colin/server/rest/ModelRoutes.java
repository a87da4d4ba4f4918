package io.colin.server.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.api.ColinException;
import io.colin.ml.book.BookModelFile;
import io.colin.ml.lifecycle.Promotion;
import io.colin.ml.lifecycle.Standing;
import io.colin.server.api.ModelDesk;
import io.colin.server.api.TradingDesk;
import io.colin.server.http.Answer;
import io.colin.server.http.Fields;
import io.colin.server.http.Request;
import io.colin.server.http.Route;
import io.colin.server.json.Json;
import io.colin.server.problem.Problem;
import io.colin.server.problem.ProblemCode;
import io.colin.server.security.Permission;
import io.colin.server.shape.ModelShape;
import java.util.List;
import java.util.Optional;

/** Models: read, promote, roll back. */
final class ModelRoutes {
    private static final System.Logger LOG = System.getLogger(ModelRoutes.class.getName());
    private static final String MODELS = "/api/v2/models";
    private static final int LONGEST_REASON = 500;

    private final TradingDesk desk;
    private final Idempotency idempotency;

    ModelRoutes(TradingDesk desk, Idempotency idempotency) {
        this.desk = desk;
        this.idempotency = idempotency;
    }

    List<Route> routes() {
        return List.of(
                Route.get(MODELS, Permission.READ_STRATEGY, this::list),
                Route.post(
                        MODELS + "/{id}/promote",
                        Permission.WRITE_STRATEGY,
                        Permission.ACCESS_RISK_CONTROLS,
                        this::promote),
                Route.post(
                        MODELS + "/{id}/rollback",
                        Permission.WRITE_STRATEGY,
                        Permission.ACCESS_RISK_CONTROLS,
                        this::rollback));
    }

    private Answer list(Request request) {
        request.queryFields().done();
        ObjectNode json = Json.object();
        Optional<ModelDesk> models = desk.required().models();
        List<Standing> standings = models.map(ModelDesk::standings).orElse(List.of());
        ArrayNode items = json.putArray("items");
        ArrayNode damaged = json.putArray("damaged");
        for (Standing standing : standings) {
            try {
                items.add(shape(models.orElseThrow(), standing));
            } catch (ColinException e) {
                // One file that cannot be read must not hide the others.
                LOG.log(System.Logger.Level.WARNING, "model " + standing.model() + " cannot be listed", e);
                damaged.add(standing.model());
            }
        }
        return Answer.json(200, json);
    }

    private static ObjectNode shape(ModelDesk models, Standing standing) {
        Optional<BookModelFile> book = models.book(standing.model());
        if (book.isPresent()) {
            return ModelShape.of(standing, book.orElseThrow());
        }
        ObjectNode json = ModelShape.of(standing, models.file(standing.model()));
        json.set("drift", ModelShape.drift(models.drift(standing.model())));
        return json;
    }

    private Answer promote(Request request) {
        return write(request, true);
    }

    private Answer rollback(Request request) {
        return write(request, false);
    }

    private Answer write(Request request, boolean promotes) {
        request.queryFields().done();
        ObjectNode body = request.json();
        Fields fields = request.fields();
        String reason = reason(fields);
        Optional<String> version = promotes ? fields.required("version", fields.text("version")) : Optional.empty();
        fields.done();
        ModelDesk models = desk.required().models().orElseThrow(() -> unknown().raised());
        Standing standing = standing(models, request.parameter("id"));
        String hash = Idempotency.hash(request.parameter("id") + promotes + Json.canonical(body));
        String principal = request.principal().id();
        return request.idempotencyKey()
                .map(key -> idempotency.once(
                        principal, "key:" + key, hash, () -> decide(request, models, standing, version, reason)))
                .orElseGet(() -> decide(request, models, standing, version, reason));
    }

    private static Answer decide(
            Request request, ModelDesk models, Standing standing, Optional<String> version, String reason) {
        String model = standing.model();
        String now = models.book(model)
                .map(BookModelFile::version)
                .orElseGet(() -> models.file(model).version());
        if (version.isPresent() && !version.orElseThrow().equals(now)) {
            throw Problem.of(ProblemCode.GATE_REFUSED, "The model is of version " + now + ".")
                    .raised();
        }
        String principal = request.principal().id();
        Promotion answer = version.isPresent()
                ? models.promote(model, principal, reason)
                : models.rollback(model, principal, reason);
        return switch (answer) {
            case Promotion.Done done -> Answer.json(200, shape(models, standing(models, model)));
            case Promotion.Refused refused ->
                throw Problem.of(
                                ProblemCode.GATE_REFUSED,
                                refused.failed().size() + " criteria of the gate do not hold; nothing has changed.")
                        .with("failed_criteria", ModelShape.of(refused.failed()))
                        .raised();
        };
    }

    private static String reason(Fields fields) {
        Optional<String> reason = fields.required("reason", fields.text("reason"));
        reason.ifPresent(text -> fields.holds(
                !text.isBlank() && text.length() <= LONGEST_REASON,
                "reason",
                "length",
                "must have 1 to 500 characters",
                text.length()));
        return reason.orElse("");
    }

    private static Standing standing(ModelDesk models, String id) {
        return models.standings().stream()
                .filter(standing -> standing.model().equals(id))
                .findFirst()
                .orElseThrow(() -> unknown().raised());
    }

    private static Problem unknown() {
        return Problem.of(ProblemCode.NOT_FOUND, "There is no such model.");
    }
}
