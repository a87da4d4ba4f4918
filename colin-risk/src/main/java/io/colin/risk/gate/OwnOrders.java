package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Our orders that rest or are about to, which another order of ours could trade with. */
final class OwnOrders {
    private final Map<Symbol, SortedMap<String, Resting>> resting = new HashMap<>();
    private final Map<Symbol, Best> best = new HashMap<>();

    /** The best prices of ours in floating point, and no worse ones. */
    private static final class Best {
        private double highestBuy = Double.NEGATIVE_INFINITY;
        private double lowestSell = Double.POSITIVE_INFINITY;

        private void with(Side side, double price) {
            if (side == Side.BUY) {
                highestBuy = Math.max(highestBuy, price);
            } else {
                lowestSell = Math.min(lowestSell, price);
            }
        }
    }

    /** Parents of which a child was seen, which stands for them since. */
    private final Set<String> sliced = new HashSet<>();

    /** What parents had filled whose new price is on its way: the old one, which is their child's, and the new one rest. */
    private final Map<String, BigDecimal> changing = new HashMap<>();

    /** Stop-limits at venues that rest since they were triggered: what is asked of one hides that in its status. */
    private final Set<String> triggered = new HashSet<>();

    /** One that offers a price at a venue. */
    record Resting(String orderId, String parentId, Side side, BigDecimal price, String venue) {}

    /** A parent that goes to the book as it stands rests until a child takes its place. */
    void onParent(ParentOrder parent) {
        OrderIntent intent = parent.intent();
        settle(parent);
        if (parent.progress().status() == OrderStatus.EMULATED) {
            remove(intent.symbol(), parent.orderId()); // Held: it is judged again when it is sent.
        } else if (parent.progress().status().isClosed()) {
            sliced.remove(parent.orderId());
            remove(intent.symbol(), parent.orderId());
        } else if (parent.progress().filledQuantity().signum() > 0) {
            sliced(intent.symbol(), parent.orderId());
        } else if (!sliced.contains(parent.orderId()) && !changing.containsKey(parent.orderId()) && rests(intent)) {
            put(intent.symbol(), resting(parent.orderId(), intent));
        }
    }

    /** Whether a whole order goes to the book as it stands and rests there. */
    private static boolean rests(OrderIntent intent) {
        return goesAsItStands(intent) && intent.type() instanceof OrderType.Limit;
    }

    private static boolean goesAsItStands(OrderIntent intent) {
        return intent.algo().type().equals(AlgoSpec.IMMEDIATE.type())
                && !intent.timeInForce().isImmediate();
    }

    private static Resting resting(String orderId, OrderIntent intent) {
        BigDecimal price = intent.type().limitPrice().orElseThrow();
        return new Resting(orderId, orderId, intent.side(), price, intent.venue());
    }

    /** A change has ended once its order is told of as not on its way; a fill tells nothing of it, nor does a cancel. */
    private void settle(ParentOrder parent) {
        @Nullable BigDecimal filled = changing.get(parent.orderId());
        if (filled == null) {
            return;
        }
        BigDecimal now = parent.progress().filledQuantity();
        OrderStatus status = parent.progress().status();
        boolean isOnItsWay = status == OrderStatus.PENDING_UPDATE
                || status == OrderStatus.PENDING_CANCEL
                || now.compareTo(filled) > 0;
        if (isOnItsWay && !status.isClosed()) {
            changing.put(parent.orderId(), now);
        } else {
            settled(parent.intent().symbol(), parent.orderId());
        }
    }

    /** A change that was on its way has ended, one way or the other: what rests tells its price. */
    void settled(Symbol symbol, String parentId) {
        if (changing.remove(parentId) != null) {
            remove(symbol, parentId);
        }
    }

    /** New terms of an order are on their way, of which a child may rest at a venue: at the new price another is met too. */
    void changing(OrderIntent intent, String orderId, BigDecimal filled) {
        if (goesAsItStands(intent) && intent.type().limitPrice().isPresent()) {
            changing.put(orderId, filled);
            put(intent.symbol(), resting(orderId, intent));
        }
    }

    /** A stop-limit was triggered at its venue. */
    void triggered(String childId) {
        triggered.add(childId);
    }

    boolean isTriggered(String childId) {
        return triggered.contains(childId);
    }

    /** A child has ended. */
    void ended(String childId) {
        triggered.remove(childId);
    }

    void onChild(ChildOrder child) {
        sliced(child.symbol(), child.parentId());
        if (child.progress().status().isClosed()) {
            ended(child.orderId());
        } else if (child.type() instanceof OrderType.StopLimit
                && (child.progress().status() == OrderStatus.TRIGGERED
                        || child.progress().filledQuantity().signum() > 0)) {
            triggered(child.orderId());
        }
        Optional<BigDecimal> price = restingPrice(child);
        if (child.progress().status().isClosed() || price.isEmpty()) {
            remove(child.symbol(), child.orderId());
        } else {
            put(
                    child.symbol(),
                    new Resting(child.orderId(), child.parentId(), child.side(), price.get(), child.venue()));
        }
    }

    void passed(Order order) {
        if (order.isChild()) {
            sliced(order.symbol(), order.parentId());
            if (order.type() instanceof OrderType.Limit limit
                    && !order.timeInForce().isImmediate()) {
                put(
                        order.symbol(),
                        new Resting(order.orderId(), order.parentId(), order.side(), limit.price(), order.venue()));
            }
        } else {
            settled(order.symbol(), order.orderId());
            remove(order.symbol(), order.orderId());
            if (sliced.contains(order.orderId()) && (rests(order.intent()) || isResting(order))) {
                changing(order.intent(), order.orderId(), order.filled());
            } else if (rests(order.intent())) {
                put(order.symbol(), resting(order.orderId(), order.intent()));
            }
        }
    }

    /** Whether a child of an order rests at a venue, as that of a stop does only once it was triggered. */
    boolean isResting(Order order) {
        return resting.getOrDefault(order.symbol(), Collections.emptySortedMap()).values().stream()
                .anyMatch(its -> its.parentId().equals(order.parentId())
                        && !its.orderId().equals(its.parentId()));
    }

    /** The first order of ours that one at a price would trade with. */
    Optional<Resting> matching(Order order, BigDecimal price) {
        return against(order, price).findFirst();
    }

    /** Every order of ours that one at a price would trade with. */
    List<Resting> allMatching(Order order, BigDecimal price) {
        return against(order, price).toList();
    }

    private Stream<Resting> against(Order order, BigDecimal price) {
        @Nullable SortedMap<String, Resting> all = resting.get(order.symbol());
        if (all == null || surelyApart(order.symbol(), order.side(), price.doubleValue())) {
            return Stream.empty();
        }
        return all.values().stream()
                .filter(other -> other.side() != order.side()
                        && !other.parentId().equals(order.parentId())
                        && meet(other.venue(), order.venue())
                        && crosses(order.side(), price, other.price()));
    }

    /** Whether nothing of ours rests on the other side at a price or nearly there, at whatever venue. Allocates nothing. */
    boolean surelyApart(Symbol symbol, Side side, double price) {
        @Nullable Best its = best.get(symbol);
        if (its == null) {
            return true;
        }
        return side == Side.BUY
                ? its.lowestSell == Double.POSITIVE_INFINITY || Surely.below(price, its.lowestSell)
                : its.highestBuy == Double.NEGATIVE_INFINITY || Surely.above(price, its.highestBuy);
    }

    /** An order that is about to be told rests at a price. Allocates nothing, whatever the compiler makes of it. */
    void expect(OrderIntent intent) {
        if (goesAsItStands(intent) && intent.type() instanceof OrderType.Limit limit) {
            @Nullable Best its = best.get(intent.symbol());
            if (its == null) {
                its = new Best();
                best.put(intent.symbol(), its);
            }
            its.with(intent.side(), limit.price().doubleValue());
        }
    }

    private static boolean meet(String one, String other) {
        return one.equals(other) || one.equals(OrderIntent.ANY_VENUE) || other.equals(OrderIntent.ANY_VENUE);
    }

    private static boolean crosses(Side side, BigDecimal price, BigDecimal offered) {
        return side == Side.BUY ? price.compareTo(offered) >= 0 : price.compareTo(offered) <= 0;
    }

    private Optional<BigDecimal> restingPrice(ChildOrder child) {
        if (child.timeInForce().isImmediate()) {
            return Optional.empty();
        }
        return switch (child.type()) {
            case OrderType.Limit limit -> Optional.of(limit.price());
            case OrderType.StopLimit stop ->
                isTriggered(child.orderId()) ? Optional.of(stop.price()) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private void sliced(Symbol symbol, String parentId) {
        sliced.add(parentId);
        if (!changing.containsKey(parentId)) {
            remove(symbol, parentId);
        }
    }

    private void put(Symbol symbol, Resting order) {
        resting.computeIfAbsent(symbol, s -> new TreeMap<>()).put(order.orderId(), order);
        best.computeIfAbsent(symbol, s -> new Best())
                .with(order.side(), order.price().doubleValue());
    }

    private void remove(Symbol symbol, String orderId) {
        @Nullable SortedMap<String, Resting> all = resting.get(symbol);
        if (all != null) {
            if (all.remove(orderId) == null) {
                return;
            }
            if (all.isEmpty()) {
                resting.remove(symbol);
            }
            Best left = new Best();
            all.values().forEach(order -> left.with(order.side(), order.price().doubleValue()));
            best.put(symbol, left);
        }
    }
}
