package io.colin.server.rest;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.order.TriggerSource;
import io.colin.server.http.Fields;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads an OrderRequest. What is wrong in itself is reported here, all at once; whether a venue can do it and whether
 * risk allows it is not decided here.
 */
final class OrderReader {
    private final Fields fields;
    private final Function<String, Symbol> symbols;
    private final String account;

    OrderReader(Fields fields, Function<String, Symbol> symbols, String account) {
        this.fields = fields;
        this.symbols = symbols;
        this.account = account;
    }

    /** The kinds of order a request can name. */
    enum Kind {
        MARKET,
        LIMIT,
        STOP_MARKET,
        STOP_LIMIT,
        TRAILING_STOP
    }

    /**
     * The intent.
     *
     * @param idempotencyId a client order id made from the idempotency key, for a request that gives none
     */
    OrderIntent read(Optional<String> idempotencyId) {
        Optional<Symbol> symbol =
                fields.map("symbol", fields.required("symbol", fields.text("symbol")), "known_symbol", symbols);
        Optional<Side> side = fields.required("side", fields.oneOf("side", Side.class));
        Optional<BigDecimal> quantity = quantity();
        boolean inQuote = fields.isPresent("quote_quantity");
        Optional<OrderType> type = type();
        Optional<TimeInForce> timeInForce = timeInForce(type);
        Optional<String> clientOrderId = clientOrderId().or(() -> idempotencyId);
        boolean postOnly = postOnly(type, timeInForce);
        boolean reduceOnly = fields.flag("reduce_only").orElse(false);
        boolean emulation = fields.flag("accept_emulation").orElse(false);
        Optional<BigDecimal> display = fields.positive("display_quantity");
        Optional<String> venue = name("venue", 64);
        Optional<String> strategy = name("strategy", 64);
        checkAccount();
        AlgoSpec algo = fields.nested("algo").map(OrderReader::algo).orElse(AlgoSpec.IMMEDIATE);
        Map<String, String> metadata = metadata();
        fields.done();
        return OrderIntent.of(symbol.orElseThrow(), side.orElseThrow(), quantity.orElseThrow())
                .quoteQuantity(inQuote)
                .clientOrderId(clientOrderId.orElseThrow())
                .account(account)
                .strategy(strategy.orElse("manual"))
                .type(type.orElseThrow())
                .timeInForce(timeInForce.orElseThrow())
                .postOnly(postOnly)
                .reduceOnly(reduceOnly)
                .acceptsEmulation(emulation)
                .displayQuantity(display.orElse(BigDecimal.ZERO))
                .venue(venue.orElse(OrderIntent.ANY_VENUE))
                .algo(algo)
                .metadata(metadata)
                .build();
    }

    private Optional<BigDecimal> quantity() {
        Optional<BigDecimal> quantity = fields.positive("quantity");
        Optional<BigDecimal> quote = fields.positive("quote_quantity");
        boolean both = fields.isPresent("quantity") && fields.isPresent("quote_quantity");
        fields.holds(!both, "quote_quantity", "exclusive", "must not be given beside quantity", "");
        if (fields.isPresent("quote_quantity")) {
            return quote;
        }
        return fields.required("quantity", quantity);
    }

    private Optional<OrderType> type() {
        Kind kind = fields.oneOf("order_type", Kind.class).orElse(Kind.MARKET);
        Optional<BigDecimal> price = fields.positive("price");
        Optional<BigDecimal> stop = fields.positive("stop_price");
        Optional<Fields> trailing = fields.nested("trailing_offset");
        boolean triggered = kind != Kind.MARKET && kind != Kind.LIMIT;
        boolean limited = kind == Kind.LIMIT || kind == Kind.STOP_LIMIT;
        boolean stopped = kind == Kind.STOP_MARKET || kind == Kind.STOP_LIMIT;
        fits("price", limited, kind);
        fits("stop_price", stopped, kind);
        fits("trailing_offset", kind == Kind.TRAILING_STOP, kind);
        Optional<TriggerSource> source = fields.oneOf("trigger_source", TriggerSource.class);
        fields.holds(triggered || source.isEmpty(), "trigger_source", "unused", "is for stops only", "");
        TriggerSource trigger = source.orElse(TriggerSource.LAST);
        return switch (kind) {
            case MARKET -> Optional.of(new OrderType.Market());
            case LIMIT -> price.map(OrderType.Limit::new);
            case STOP_MARKET -> stop.map(at -> new OrderType.StopMarket(at, trigger));
            case STOP_LIMIT -> stop.flatMap(at -> price.map(limit -> new OrderType.StopLimit(at, limit, trigger)));
            case TRAILING_STOP -> trailing.flatMap(offset -> trailing(offset, trigger));
        };
    }

    private static Optional<OrderType> trailing(Fields offset, TriggerSource trigger) {
        Optional<BigDecimal> value = offset.required("value", offset.positive("value"));
        Optional<OrderType.OffsetUnit> unit = offset.required("unit", offset.oneOf("unit", OrderType.OffsetUnit.class));
        return value.flatMap(by -> unit.map(in -> new OrderType.TrailingStop(by, in, trigger)));
    }

    private void fits(String field, boolean needed, Kind kind) {
        boolean present = fields.isPresent(field);
        if (needed && !present) {
            fields.reject(field, "required", "must be given for " + name(kind), "");
        } else if (!needed && present) {
            fields.reject(field, "unused", "must not be given for " + name(kind), "");
        }
    }

    private Optional<TimeInForce> timeInForce(Optional<OrderType> type) {
        boolean market = type.filter(OrderType.Market.class::isInstance).isPresent();
        TimeInForce.Kind kind = fields.oneOf("time_in_force", TimeInForce.Kind.class)
                .orElse(market ? TimeInForce.Kind.IOC : TimeInForce.Kind.GTC);
        Optional<Long> expire = fields.time("expire_at");
        if (kind == TimeInForce.Kind.GTD) {
            fields.holds(fields.isPresent("expire_at"), "expire_at", "required", "must be given for gtd", "");
            return fields.map("expire_at", expire, "positive", TimeInForce::gtd);
        }
        fields.holds(!fields.isPresent("expire_at"), "expire_at", "unused", "is for gtd only", "");
        return Optional.of(new TimeInForce(kind, TimeInForce.NO_EXPIRY));
    }

    private boolean postOnly(Optional<OrderType> type, Optional<TimeInForce> timeInForce) {
        boolean postOnly = fields.flag("post_only").orElse(false);
        if (postOnly) {
            boolean limited = type.isEmpty() || type.get().limitPrice().isPresent();
            boolean rests = timeInForce.isEmpty() || !timeInForce.get().isImmediate();
            fields.holds(limited && rests, "post_only", "resting", "is for limit orders that may rest only", true);
        }
        return postOnly;
    }

    private Optional<String> clientOrderId() {
        return fields.text("client_order_id")
                .filter(id -> fields.holds(
                        id.matches("[A-Za-z0-9_-]{1,64}"),
                        "client_order_id",
                        "pattern",
                        "must be 1 to 64 of A-Z a-z 0-9 _ -",
                        id));
    }

    private Optional<String> name(String field, int longest) {
        return fields.text(field)
                .filter(text -> fields.holds(
                        text.matches("[A-Za-z0-9._-]{1," + longest + "}"),
                        field,
                        "pattern",
                        "must be 1 to " + longest + " of A-Z a-z 0-9 . _ -",
                        text));
    }

    private void checkAccount() {
        fields.text("account")
                .ifPresent(named -> fields.holds(
                        named.equals(account), "account", "own_account", "must be the account of the key", named));
    }

    private static AlgoSpec algo(Fields algo) {
        Optional<String> type = algo.required("type", algo.text("type"))
                .filter(name ->
                        algo.holds(name.matches("[a-z_]{1,32}"), "type", "pattern", "must be 1 to 32 of a-z _", name));
        Map<String, String> parameters = algo.rest();
        return AlgoSpec.of(type.orElse(AlgoSpec.IMMEDIATE.type()), parameters);
    }

    private Map<String, String> metadata() {
        Map<String, String> metadata = fields.textMap("metadata").orElse(Map.of());
        boolean fits = metadata.size() <= 16
                && metadata.entrySet().stream()
                        .allMatch(entry -> entry.getKey().length() <= 256
                                && entry.getValue().length() <= 256);
        fields.holds(fits, "metadata", "size", "must hold at most 16 strings of at most 256 characters", "");
        return metadata;
    }

    private static String name(Kind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT);
    }
}
