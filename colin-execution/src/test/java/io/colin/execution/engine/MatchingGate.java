package io.colin.execution.engine;

import io.colin.api.order.AlgoSpec;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskGate;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.RiskStatus;
import io.colin.api.risk.SelfMatch;
import io.colin.api.risk.SelfMatchPolicy;
import io.colin.api.risk.TradingState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A gate that looks at nothing but whether two limit orders of ours would trade with each other, at whatever venue. */
final class MatchingGate implements RiskGate {
    private final SelfMatchPolicy policy;
    private final Map<String, ChildOrder> children = new TreeMap<>();
    private final Map<String, ParentOrder> parents = new TreeMap<>();

    MatchingGate(SelfMatchPolicy policy) {
        this.policy = policy;
    }

    @Override
    public SelfMatchPolicy selfMatchPolicy() {
        return policy;
    }

    @Override
    public List<SelfMatch> selfMatches(RiskRequest.Child request, RiskContext context) {
        ChildOrder child = request.child();
        return child.type()
                .limitPrice()
                .map(price -> against(child.side(), price, child.parentId()))
                .orElse(List.of());
    }

    private List<SelfMatch> against(Side side, BigDecimal price, String parentId) {
        List<SelfMatch> found = new ArrayList<>();
        for (ChildOrder other : children.values()) {
            if (!other.timeInForce().isImmediate() && !other.parentId().equals(parentId)) {
                other.type()
                        .limitPrice()
                        .filter(at -> meets(side, price, other.side(), at))
                        .ifPresent(at -> found.add(new SelfMatch(other.orderId(), other.parentId(), at)));
            }
        }
        for (ParentOrder other : parents.values()) {
            OrderIntent intent = other.intent();
            if (!other.orderId().equals(parentId)
                    && intent.algo().type().equals(AlgoSpec.IMMEDIATE.type())
                    && !intent.timeInForce().isImmediate()
                    && other.progress().filledQuantity().signum() == 0
                    && other.progress().status() != OrderStatus.EMULATED
                    && children.values().stream()
                            .noneMatch(child -> child.parentId().equals(other.orderId()))
                    && intent.type() instanceof OrderType.Limit limit
                    && meets(side, price, intent.side(), limit.price())) {
                found.add(new SelfMatch(other.orderId(), other.orderId(), limit.price()));
            }
        }
        return found;
    }

    private static boolean meets(Side side, BigDecimal price, Side otherSide, BigDecimal at) {
        return side != otherSide && (side == Side.BUY ? price.compareTo(at) >= 0 : price.compareTo(at) <= 0);
    }

    @Override
    public RiskDecision check(RiskRequest request, RiskContext context) {
        Optional<BigDecimal> price = switch (request) {
            case RiskRequest.Parent parent ->
                policy == SelfMatchPolicy.REJECT
                                && parent.intent().algo().type().equals(AlgoSpec.IMMEDIATE.type())
                        ? parent.intent().type().limitPrice()
                        : Optional.empty();
            case RiskRequest.Exit exit -> Optional.empty();
            case RiskRequest.Amend amend -> amend.type().limitPrice();
            case RiskRequest.Child child -> child.child().type().limitPrice();
        };
        String parentId =
                request instanceof RiskRequest.Child child ? child.child().parentId() : request.orderId();
        boolean passes =
                price.map(at -> against(request.side(), at, parentId)).stream().allMatch(List::isEmpty);
        return new RiskDecision(
                passes ? Verdict.APPROVED : Verdict.REJECTED,
                request.quantity(),
                passes ? request.quantity() : BigDecimal.ZERO,
                List.of(),
                passes ? List.of() : List.of(Refusal.of(DenialCode.SELF_TRADE, "check=self-trade")),
                List.of(),
                0,
                "test",
                context.market().timeNs(),
                0);
    }

    @Override
    public void onParent(ParentOrder parent) {
        if (parent.progress().status().isClosed()) {
            parents.remove(parent.orderId());
        } else {
            parents.put(parent.orderId(), parent);
        }
    }

    @Override
    public void onChild(ChildOrder child) {
        if (child.progress().status().isClosed()) {
            children.remove(child.orderId());
        } else {
            children.put(child.orderId(), child);
        }
    }

    @Override
    public void onFill(Fill fill) {}

    @Override
    public void onPortfolio(Portfolio portfolio) {}

    @Override
    public RiskStatus status() {
        return new RiskStatus(TradingState.ACTIVE, BigDecimal.ZERO, 0, 1, List.of(), List.of(), List.of());
    }

    @Override
    public SortedMap<String, String> durableState() {
        return new TreeMap<>();
    }

    @Override
    public void restore(SortedMap<String, String> state) {}
}
