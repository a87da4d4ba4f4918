package io.colin.execution.engine;

import io.colin.api.execution.AlgoState;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Contingency;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.risk.RiskDecision;
import io.colin.execution.order.TradeIds;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;

/** Every order of the run. Written by the engine's thread, read by any. */
final class OrderStore {
    private final ConcurrentSkipListMap<Long, ParentOrder> parents = new ConcurrentSkipListMap<>();
    private final Map<String, Long> parentNumbers = new ConcurrentHashMap<>();
    private final Map<String, ChildOrder> children = new ConcurrentHashMap<>();
    private final Map<String, List<String>> childrenOf = new ConcurrentHashMap<>();
    private final Map<String, String> byClientId = new ConcurrentHashMap<>();
    private final Map<String, Request> byKey = new ConcurrentHashMap<>();
    private final Map<String, String> requestHashes = new ConcurrentHashMap<>();
    private final Map<String, String> activators = new ConcurrentHashMap<>();
    private final Map<String, RiskDecision> decisions = new ConcurrentHashMap<>();
    private final Set<String> openParents = ConcurrentHashMap.newKeySet();
    private final Set<String> openChildren = ConcurrentHashMap.newKeySet();
    private final Map<String, Boolean> pauses = new ConcurrentHashMap<>();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final TradeIds trades = TradeIds.empty();
    private final PlanRecord plans = new PlanRecord();
    private long created;

    /** A request that made an order. */
    record Request(String hash, String orderId) {}

    void create(ParentOrder parent, String key, String requestHash) {
        long number = ++created;
        parentNumbers.put(parent.orderId(), number);
        parents.put(number, parent);
        childrenOf.put(parent.orderId(), List.of());
        byClientId.put(clientKey(parent.intent().account(), parent.intent().clientOrderId()), parent.orderId());
        requestHashes.put(parent.orderId(), requestHash);
        if (!key.isEmpty()) {
            byKey.put(requestKey(parent.principal(), key), new Request(requestHash, parent.orderId()));
        }
        openParents.add(parent.orderId());
        if (parent.intent().contingency().kind() == Contingency.Kind.OTO) {
            parent.intent()
                    .contingency()
                    .linkedClientOrderIds()
                    .forEach(id -> activators.put(clientKey(parent.intent().account(), id), parent.orderId()));
        }
    }

    /** The order whose fills activate another. */
    Optional<ParentOrder> activator(ParentOrder parent) {
        return Optional.ofNullable(activators.get(
                        clientKey(parent.intent().account(), parent.intent().clientOrderId())))
                .flatMap(this::parent);
    }

    void put(ParentOrder parent) {
        Long number = parentNumbers.get(parent.orderId());
        if (number == null) {
            throw new IllegalStateException("no parent " + parent.orderId());
        }
        parents.put(number, parent);
        if (parent.progress().status().isClosed()) {
            openParents.remove(parent.orderId());
        } else {
            openParents.add(parent.orderId());
        }
    }

    void put(ChildOrder child) {
        if (children.put(child.orderId(), child) == null) {
            List<String> ids = new ArrayList<>(childrenOf.getOrDefault(child.parentId(), List.of()));
            ids.add(child.orderId());
            childrenOf.put(child.parentId(), List.copyOf(ids));
        }
        if (child.progress().status().isClosed()) {
            openChildren.remove(child.orderId());
        } else {
            openChildren.add(child.orderId());
        }
    }

    /**
     * Keeps what let an order go; of what is decided later on a change the ledger alone knows. New terms of an exit may be
     * refused before it is judged itself.
     */
    void put(String orderId, RiskDecision decision) {
        decisions.merge(orderId, decision, (known, next) -> known.passes() ? known : next);
    }

    /** Notes that work on a parent is paused, or was resumed. */
    void pause(String parentId, boolean paused) {
        pauses.put(parentId, paused);
    }

    /** How parents keep to what their algorithms plan. */
    PlanRecord plans() {
        return plans;
    }

    /** Notes that an algorithm pauses by itself, or no more. */
    void hold(String parentId, boolean holds) {
        if (holds) {
            held.add(parentId);
        } else {
            held.remove(parentId);
        }
    }

    boolean isHeld(String parentId) {
        return held.contains(parentId);
    }

    boolean isPaused(String parentId) {
        return pauses.getOrDefault(parentId, false);
    }

    /** Whether it was paused once and goes on now. */
    boolean wasResumed(String parentId) {
        return !pauses.getOrDefault(parentId, true);
    }

    /** Remembers a trade, so that it counts once. */
    TradeIds.Answer takeTrade(Fill fill) {
        return trades.record(fill);
    }

    Optional<ParentOrder> parent(String orderId) {
        return Optional.ofNullable(parentNumbers.get(orderId)).map(parents::get);
    }

    Optional<ChildOrder> child(String orderId) {
        return Optional.ofNullable(children.get(orderId));
    }

    List<ChildOrder> childrenOf(String parentId) {
        return childrenOf.getOrDefault(parentId, List.of()).stream()
                .flatMap(id -> child(id).stream())
                .toList();
    }

    List<ChildOrder> openChildren(String parentId) {
        return childrenOf(parentId).stream()
                .filter(child -> !child.progress().status().isClosed())
                .toList();
    }

    /** Open children of parents that have ended, by id: a late fill can complete a parent while its replacement works. */
    List<ChildOrder> strays() {
        return openChildren().stream()
                .filter(child -> parent(child.parentId())
                        .filter(parent -> parent.progress().status().isClosed())
                        .isPresent())
                .toList();
    }

    /** Every open child, by id. */
    List<ChildOrder> openChildren() {
        return openChildren.stream()
                .flatMap(id -> child(id).stream())
                .sorted(Comparator.comparing(ChildOrder::orderId))
                .toList();
    }

    Optional<RiskDecision> decision(String orderId) {
        return Optional.ofNullable(decisions.get(orderId));
    }

    Collection<RiskDecision> decisions() {
        return decisions.values();
    }

    Optional<ParentOrder> byClientId(String account, String clientOrderId) {
        return Optional.ofNullable(byClientId.get(clientKey(account, clientOrderId)))
                .flatMap(this::parent);
    }

    Optional<Request> request(String principal, String key) {
        return key.isEmpty() ? Optional.empty() : Optional.ofNullable(byKey.get(requestKey(principal, key)));
    }

    String requestHash(String orderId) {
        return requestHashes.getOrDefault(orderId, "");
    }

    /** Open parents, oldest first. */
    List<ParentOrder> open() {
        return openParents.stream()
                .flatMap(id -> parent(id).stream())
                .sorted((a, b) -> Long.compare(number(a), number(b)))
                .toList();
    }

    /** Quantity of a parent's children that may still fill. */
    BigDecimal working(String parentId) {
        return childrenOf(parentId).stream()
                .filter(child -> !child.progress().status().isClosed())
                .map(child -> child.progress().leavesQuantity())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    long lastChildTimeNs(String parentId) {
        return childrenOf(parentId).stream()
                .mapToLong(ChildOrder::createdTimeNs)
                .max()
                .orElse(AlgoState.NO_CHILD);
    }

    /** What open parents of a symbol may still change its position by, signed; what is held waits for something else. */
    BigDecimal pending(Symbol symbol) {
        return open().stream()
                .filter(parent -> parent.progress().status() != OrderStatus.EMULATED)
                .filter(parent -> parent.intent().symbol().equals(symbol))
                .map(parent -> parent.progress()
                        .leavesQuantity()
                        .multiply(BigDecimal.valueOf(parent.intent().side().sign())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    Collection<ParentOrder> parents() {
        return parents.values();
    }

    Collection<ChildOrder> children() {
        return children.values();
    }

    List<ParentOrder> newestFirst(Predicate<? super ParentOrder> filter, String afterOrderId, int limit) {
        Long before = parentNumbers.get(afterOrderId);
        var older = before == null ? parents : parents.headMap(before, false);
        return older.descendingMap().values().stream()
                .filter(filter)
                .limit(limit)
                .toList();
    }

    private long number(ParentOrder parent) {
        return parentNumbers.getOrDefault(parent.orderId(), 0L);
    }

    private static String clientKey(String account, String clientOrderId) {
        return account + ":" + clientOrderId;
    }

    private static String requestKey(String principal, String key) {
        return principal + ":" + key;
    }
}
