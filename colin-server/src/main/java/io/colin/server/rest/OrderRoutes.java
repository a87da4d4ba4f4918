package io.colin.server.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import io.colin.api.risk.RiskDecision;
import io.colin.execution.engine.AmendResult;
import io.colin.execution.engine.Amendment;
import io.colin.execution.engine.CancelResult;
import io.colin.execution.engine.EngineView;
import io.colin.execution.engine.Submission;
import io.colin.execution.engine.SubmitResult;
import io.colin.server.api.Trading;
import io.colin.server.api.TradingDesk;
import io.colin.server.http.Answer;
import io.colin.server.http.Fields;
import io.colin.server.http.Request;
import io.colin.server.http.Route;
import io.colin.server.json.Json;
import io.colin.server.problem.Problem;
import io.colin.server.problem.ProblemCode;
import io.colin.server.problem.Violation;
import io.colin.server.security.Permission;
import io.colin.server.shape.DecisionShape;
import io.colin.server.shape.OrderShape;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Orders: send, read, change, cancel. */
final class OrderRoutes {
    private static final int ORDER_LIMIT = 64 * 1024;
    private static final String ORDERS = "/api/v2/orders";
    private static final String ORDER = ORDERS + "/{id}";
    private static final String CLIENT = "client:";
    private static final Set<String> COMPLIANCE =
            Set.of(DenialCode.COMPLIANCE.name(), DenialCode.RESTRICTED_SYMBOL.name());

    private final TradingDesk desk;
    private final Idempotency idempotency;
    private final String account;

    OrderRoutes(TradingDesk desk, Idempotency idempotency, String account) {
        this.desk = desk;
        this.idempotency = idempotency;
        this.account = account;
    }

    List<Route> routes() {
        return List.of(
                Route.post(ORDERS, Permission.EXECUTE_TRADES, ORDER_LIMIT, this::send),
                Route.get(ORDERS, Permission.VIEW_POSITIONS, this::list),
                Route.get(ORDER, Permission.VIEW_POSITIONS, this::one),
                Route.put(ORDER, Permission.EXECUTE_TRADES, ORDER_LIMIT, this::amend),
                Route.delete(ORDER, Permission.EXECUTE_TRADES, Permission.MODIFY_POSITIONS, this::cancel),
                Route.delete(ORDERS, Permission.EXECUTE_TRADES, Permission.MODIFY_POSITIONS, this::cancelAll));
    }

    private Answer send(Request request) {
        request.queryFields().done();
        ObjectNode body = request.json();
        Trading trading = desk.required();
        String principal = request.principal().id();
        Optional<String> key = request.idempotencyKey();
        requireOneId(key, body);
        String hash = Idempotency.hash(Json.canonical(body));
        OrderIntent intent = new OrderReader(request.fields(), trading.view()::symbol, account)
                .read(key.map(text ->
                        "idem-" + Idempotency.hash(principal + ":" + text).substring(0, 32)));
        Submission submission = new Submission(intent, principal, key.orElse(""), hash);
        return idempotency.once(
                principal,
                key.map(text -> "key:" + text).orElse(CLIENT + intent.clientOrderId()),
                hash,
                () -> answer(TradingDesk.await(trading.submit(submission)), trading.view(), request));
    }

    private static void requireOneId(Optional<String> key, ObjectNode body) {
        if (key.isEmpty() && !body.hasNonNull("client_order_id")) {
            throw Problem.of(
                            ProblemCode.INVALID_STRUCTURE, "An order needs something that makes a repeat recognisable.")
                    .errors(List.of(new Violation(
                            "header:Idempotency-Key", "required", "must be given, or client_order_id", "")))
                    .raised();
        }
    }

    private static Answer answer(SubmitResult result, EngineView view, Request request) {
        return switch (result) {
            case SubmitResult.Taken taken -> placed(request, taken.order(), taken.decision(), view);
            case SubmitResult.Denied denied -> refused(request, denied.order(), denied.decision());
            case SubmitResult.Repeated repeated ->
                repeated(request, repeated.order(), view).header("Idempotent-Replayed", "true");
            case SubmitResult.Conflict conflict ->
                throw Problem.of(
                                conflict.field().equals("client_order_id")
                                        ? ProblemCode.CLIENT_ORDER_ID_REUSED
                                        : ProblemCode.IDEMPOTENCY_KEY_REUSED,
                                "It stands for an order with other content.")
                        .raised();
            case SubmitResult.NotTaken notTaken ->
                throw Problem.of(ProblemCode.NOT_READY, "No order is taken now: " + notTaken.reason() + ".")
                        .header("Retry-After", "5")
                        .raised();
        };
    }

    /** The answer the first request of this content had, from what the ledger kept of it. */
    private static Answer repeated(Request request, ParentOrder order, EngineView view) {
        Optional<RiskDecision> decision = view.decision(order.orderId());
        return decision.isPresent()
                ? placed(request, order, decision.get(), view)
                : Answer.json(201, OrderShape.of(order, view));
    }

    /** Taken by the gate; the order is shown as it is now, for the router may have refused it or a venue filled it. */
    private static Answer placed(Request request, ParentOrder order, RiskDecision decision, EngineView view) {
        ParentOrder now = view.order(order.orderId()).orElse(order);
        return now.progress().status() == OrderStatus.DENIED
                ? refused(request, now, decision)
                : Answer.json(201, OrderShape.of(now, view)).header("Location", ORDERS + "/" + now.orderId());
    }

    /** A refusal is an answer like any other, so that a repeat gets the same. */
    private static Answer refused(Request request, ParentOrder order, RiskDecision decision) {
        List<Refusal> reasons = decision.reasons().isEmpty() ? order.progress().refusals() : decision.reasons();
        boolean compliance = reasons.stream().map(Refusal::code).allMatch(COMPLIANCE::contains);
        String detail = reasons.stream().map(Refusal::message).findFirst().orElse("The order was denied.");
        Problem problem = Problem.of(
                        compliance && !reasons.isEmpty() ? ProblemCode.COMPLIANCE_REJECTED : ProblemCode.RISK_REJECTED,
                        detail)
                .with("order_id", Json.textOrNull(order.orderId()))
                .with("reject", reject(order, reasons))
                .with("decision", DecisionShape.of(decision));
        return Answer.of(
                problem.code().status(), Problem.MEDIA_TYPE, problem.document(request.path(), request.requestId()));
    }

    private static JsonNode reject(ParentOrder order, List<Refusal> reasons) {
        List<Refusal> kept = order.progress().refusals().isEmpty()
                ? reasons
                : order.progress().refusals();
        return kept.isEmpty()
                ? NullNode.getInstance()
                : Json.object()
                        .put("code", kept.getFirst().code())
                        .put("message", kept.getFirst().message());
    }

    private Answer list(Request request) {
        EngineView view = desk.required().view();
        Fields query = request.queryFields();
        Pages.Asked page = Pages.read(query);
        Optional<Symbol> symbol = query.map("symbol", query.text("symbol"), "known_symbol", view::symbol);
        Optional<OrderStatus> status = query.oneOf("status", OrderStatus.class);
        Optional<Long> from = query.time("from");
        Optional<Long> to = query.time("to");
        query.done();
        Predicate<ParentOrder> filter =
                order -> symbol.stream().allMatch(s -> s.equals(order.intent().symbol()))
                        && status.stream().allMatch(s -> s == order.progress().status())
                        && from.stream().allMatch(t -> order.createdTimeNs() >= t)
                        && to.stream().allMatch(t -> order.createdTimeNs() < t);
        List<ParentOrder> found = view.orders(filter, page.after(), page.limit() + 1);
        return Answer.json(
                200, Pages.page(found, page.limit(), order -> OrderShape.of(order, view), ParentOrder::orderId));
    }

    private Answer one(Request request) {
        request.queryFields().done();
        EngineView view = desk.required().view();
        return Answer.json(200, OrderShape.of(find(request.parameter("id"), view), view));
    }

    private Answer amend(Request request) {
        request.queryFields().done();
        Trading trading = desk.required();
        String content = Json.canonical(request.json());
        Amendment amendment = amendment(request);
        return idempotency.perhaps(request, content + request.ifMatch(), () -> {
            ParentOrder order = find(request.parameter("id"), trading.view());
            String by = request.principal().id();
            return switch (TradingDesk.await(trading.amend(order.orderId(), amendment, by))) {
                case AmendResult.Taken taken -> Answer.json(200, OrderShape.of(taken.order(), trading.view()));
                case AmendResult.Refused refused -> notChanged(request, refused);
                case AmendResult.AlreadyEnded ended -> throw ended(ended.order());
                case AmendResult.Stale stale ->
                    throw Problem.of(
                                    ProblemCode.ORDER_CHANGED,
                                    "Its version is " + stale.order().progress().version() + ".")
                            .raised();
                case AmendResult.NotFound gone -> throw notFound();
            };
        });
    }

    private static Amendment amendment(Request request) {
        Fields fields = request.fields();
        Optional<BigDecimal> quantity = fields.positive("quantity");
        Optional<BigDecimal> price = fields.positive("price");
        Optional<BigDecimal> stop = fields.positive("stop_price");
        boolean any = fields.isPresent("quantity") || fields.isPresent("price") || fields.isPresent("stop_price");
        fields.holds(any, "quantity", "required", "must be given, or price, or stop_price", "");
        fields.done();
        return new Amendment(quantity, price, stop, request.ifMatch());
    }

    private static Answer notChanged(Request request, AmendResult.Refused refused) {
        Problem problem = Problem.of(
                        ProblemCode.RISK_REJECTED, refused.reasons().getFirst().message())
                .with("order_id", Json.textOrNull(refused.order().orderId()))
                .with(
                        "reject",
                        Json.object()
                                .put("code", refused.reasons().getFirst().code())
                                .put("message", refused.reasons().getFirst().message()));
        return Answer.of(
                problem.code().status(), Problem.MEDIA_TYPE, problem.document(request.path(), request.requestId()));
    }

    private static RuntimeException ended(ParentOrder order) {
        return Problem.of(
                        ProblemCode.ORDER_ENDED,
                        "It is " + Json.name(order.progress().status()).asText() + ".")
                .raised();
    }

    private Answer cancel(Request request) {
        request.queryFields().done();
        Trading trading = desk.required();
        return idempotency.perhaps(request, "", () -> {
            ParentOrder order = find(request.parameter("id"), trading.view());
            CancelResult result = TradingDesk.await(
                    trading.cancel(order.orderId(), request.principal().id()));
            return switch (result) {
                case CancelResult.Requested requested ->
                    Answer.json(202, OrderShape.of(requested.order(), trading.view()));
                case CancelResult.AlreadyEnded ended -> throw ended(ended.order());
                case CancelResult.NotFound gone -> throw notFound();
            };
        });
    }

    private Answer cancelAll(Request request) {
        Trading trading = desk.required();
        Fields query = request.queryFields();
        Optional<Symbol> symbol = query.map("symbol", query.text("symbol"), "known_symbol", trading.view()::symbol);
        Optional<Side> side = query.oneOf("side", Side.class);
        Optional<String> venue = query.text("venue");
        query.done();
        Predicate<ParentOrder> which =
                order -> symbol.stream().allMatch(s -> s.equals(order.intent().symbol()))
                        && side.stream().allMatch(s -> s == order.intent().side())
                        && venue.stream().allMatch(name -> isAt(name, order, trading.view()));
        return idempotency.perhaps(request, "", () -> {
            List<String> ids = TradingDesk.await(
                            trading.cancelAll(which, request.principal().id()))
                    .stream()
                    .filter(CancelResult.Requested.class::isInstance)
                    .map(result -> ((CancelResult.Requested) result).order().orderId())
                    .toList();
            ObjectNode json = Json.object().put("requested", ids.size());
            json.set("order_ids", Json.texts(ids));
            return Answer.json(202, json);
        });
    }

    private static boolean isAt(String venue, ParentOrder order, EngineView view) {
        return order.intent().venue().equals(venue)
                || view.children(order.orderId()).stream()
                        .anyMatch(child -> child.venue().equals(venue));
    }

    private ParentOrder find(String id, EngineView view) {
        Optional<ParentOrder> order =
                id.startsWith(CLIENT) ? view.orderByClientId(account, id.substring(CLIENT.length())) : view.order(id);
        return order.orElseThrow(OrderRoutes::notFound);
    }

    private static RuntimeException notFound() {
        return Problem.of(ProblemCode.NOT_FOUND, "There is no such order.").raised();
    }
}
