package io.colin.server.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.api.Decimals;
import io.colin.api.execution.ExecutionForecast;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Outcome;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.TriggerSource;
import io.colin.execution.engine.EngineView;
import io.colin.execution.tca.ForecastOutcome;
import io.colin.server.json.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The shape of an order: the request's fields and what became of them. */
public final class OrderShape {
    private static final JsonNode NONE = NullNode.getInstance();

    private OrderShape() {}

    /**
     * Writes an order with its children and the gate's decision.
     *
     * @param order the parent
     * @param view where its children and its decision are found
     * @return the object
     */
    public static ObjectNode of(ParentOrder order, EngineView view) {
        ObjectNode json = Json.object().put("order_id", order.orderId());
        request(json, order.intent());
        json.put("algo_version", order.algoVersion());
        progress(json, order);
        json.set(
                "expected_cost",
                view.executionCosts()
                        .forecast(order.orderId())
                        .map(OrderShape::expected)
                        .orElse(NONE));
        json.set("children", Json.array(view.children(order.orderId()), OrderShape::child));
        json.set(
                "decision",
                view.decision(order.orderId()).map(DecisionShape::of).orElse(NONE));
        json.put("submitted_by", order.principal());
        json.set("created_at", Json.time(order.createdTimeNs()));
        json.set("updated_at", Json.time(order.progress().updatedTimeNs()));
        json.put("version", order.progress().version());
        return json;
    }

    private static void request(ObjectNode json, OrderIntent intent) {
        json.put("client_order_id", intent.clientOrderId())
                .put("account", intent.account())
                .put("strategy", intent.strategy())
                .put("symbol", intent.symbol().name());
        json.set("side", Json.name(intent.side()));
        type(json, intent.type());
        json.set("quantity", intent.quoteQuantity() ? NONE : Json.decimal(intent.quantity()));
        json.set("quote_quantity", intent.quoteQuantity() ? Json.decimal(intent.quantity()) : NONE);
        json.set("time_in_force", Json.name(intent.timeInForce().kind()));
        json.set("expire_at", Json.time(intent.timeInForce().expireTimeNs()));
        json.put("post_only", intent.postOnly()).put("reduce_only", intent.reduceOnly());
        json.put("accept_emulation", intent.acceptsEmulation());
        json.set(
                "display_quantity",
                intent.displayQuantity().signum() == 0 ? NONE : Json.decimal(intent.displayQuantity()));
        json.set("venue", intent.venue().equals(OrderIntent.ANY_VENUE) ? NONE : Json.textOrNull(intent.venue()));
        ObjectNode algo = json.putObject("algo").put("type", intent.algo().type());
        intent.algo().parameters().forEach(algo::put);
        ObjectNode metadata = json.putObject("metadata");
        intent.metadata().forEach(metadata::put);
        json.set("correlation_id", Json.textOrNull(intent.correlationId()));
    }

    private static void type(ObjectNode json, OrderType type) {
        Optional<BigDecimal> stop = Optional.empty();
        Optional<TriggerSource> trigger = Optional.empty();
        ObjectNode trailing = null;
        switch (type) {
            case OrderType.Market m -> json.put("order_type", "market");
            case OrderType.Limit l -> json.put("order_type", "limit");
            case OrderType.StopMarket s -> {
                json.put("order_type", "stop_market");
                stop = Optional.of(s.stopPrice());
                trigger = Optional.of(s.trigger());
            }
            case OrderType.StopLimit s -> {
                json.put("order_type", "stop_limit");
                stop = Optional.of(s.stopPrice());
                trigger = Optional.of(s.trigger());
            }
            case OrderType.TrailingStop t -> {
                json.put("order_type", "trailing_stop");
                trigger = Optional.of(t.trigger());
                trailing = Json.object();
                trailing.set("value", Json.decimal(t.offset()));
                trailing.set("unit", Json.name(t.unit()));
            }
        }
        json.set("price", type.limitPrice().map(Json::decimal).orElse(NONE));
        json.set("stop_price", stop.map(Json::decimal).orElse(NONE));
        json.set("trailing_offset", trailing == null ? NONE : trailing);
        json.set("trigger_source", trigger.map(Json::name).orElse(NONE));
    }

    private static void progress(ObjectNode json, ParentOrder order) {
        OrderProgress progress = order.progress();
        json.set("status", Json.name(progress.status()));
        json.put("outcome", progress.outcome() == Outcome.KNOWN ? "known" : "unknown");
        json.set("filled_quantity", Json.decimal(progress.filledQuantity()));
        json.set("remaining_quantity", Json.decimal(progress.leavesQuantity()));
        json.set("average_price", progress.averagePrice().map(Json::decimal).orElse(NONE));
        json.set(
                "fees",
                Json.array(
                        progress.fees().entrySet(),
                        fee -> Json.object()
                                .put("currency", fee.getKey())
                                .set("amount", Json.decimal(fee.getValue()))));
        json.set("slippage_bps", slippage(order));
        json.set("reject", reject(progress));
    }

    /** Signed, adverse above 0, against the mid at arrival; null while nothing is filled or that mid is not known. */
    private static JsonNode slippage(ParentOrder order) {
        Optional<BigDecimal> average = order.progress().averagePrice();
        if (average.isEmpty() || order.arrivalMid().signum() == 0) {
            return NONE;
        }
        double mid = Decimals.statistic(order.arrivalMid());
        double gap = Decimals.statistic(average.get().subtract(order.arrivalMid()));
        return Json.statistic(1e4 * order.intent().side().sign() * gap / mid);
    }

    /** Basis points, adverse above 0; what has not come out yet is null. */
    private static JsonNode expected(ForecastOutcome outcome) {
        ExecutionForecast forecast = outcome.forecast();
        ObjectNode json = Json.object();
        json.set("basis", Json.name(forecast.basis()));
        json.set("spread_bps", bps(Optional.of(forecast.spread())));
        json.set("impact_bps", bps(Optional.of(forecast.impact())));
        json.set("fee_bps", bps(Optional.of(forecast.fee())));
        json.set("total_bps", bps(Optional.of(forecast.total())));
        json.set("bound_90_bps", bps(forecast.bound90()));
        json.set("share", Json.statistic(forecast.share()));
        json.put("duration_ms", forecast.durationNs() / 1_000_000);
        json.set("came_out_bps", bps(outcome.cost()));
        json.set("came_out_fee_bps", bps(outcome.fee()));
        json.set(
                "within_bound",
                outcome.within().<JsonNode>map(BooleanNode::valueOf).orElse(NONE));
        return json;
    }

    private static JsonNode bps(Optional<Double> share) {
        return share.<JsonNode>map(value -> Json.statistic(1e4 * value)).orElse(NONE);
    }

    private static JsonNode reject(OrderProgress progress) {
        boolean refused = progress.status() == OrderStatus.DENIED || progress.status() == OrderStatus.REJECTED;
        if (!refused || progress.refusals().isEmpty()) {
            return NONE;
        }
        return Json.object()
                .put("code", progress.refusals().getLast().code())
                .put("message", progress.refusals().getLast().message());
    }

    private static JsonNode child(ChildOrder child) {
        OrderProgress progress = child.progress();
        ObjectNode json = Json.object().put("order_id", child.orderId()).put("venue", child.venue());
        json.set("venue_order_id", Json.textOrNull(child.venueOrderId()));
        json.set("quantity", Json.decimal(progress.quantity()));
        json.set("price", child.type().limitPrice().map(Json::decimal).orElse(NONE));
        json.set("filled_quantity", Json.decimal(progress.filledQuantity()));
        json.set("average_price", progress.averagePrice().map(Json::decimal).orElse(NONE));
        json.set("status", Json.name(progress.status()));
        json.put("outcome", progress.outcome() == Outcome.KNOWN ? "known" : "unknown");
        json.set(
                "refusals",
                Json.array(
                        List.copyOf(progress.refusals()),
                        refusal -> Json.object().put("code", refusal.code()).put("message", refusal.message())));
        return json;
    }
}
