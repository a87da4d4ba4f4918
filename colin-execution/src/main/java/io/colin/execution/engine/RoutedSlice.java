package io.colin.execution.engine;

import io.colin.api.execution.Slice;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Outcome;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** How far a slice has come over its rounds. */
final class RoutedSlice {
    private final int number;
    private final Slice slice;
    private final Set<String> inFlight = new LinkedHashSet<>();
    private final Set<String> refusedBy = new TreeSet<>();
    private BigDecimal back = BigDecimal.ZERO;
    private int round;

    RoutedSlice(int number, Slice slice) {
        this.number = number;
        this.slice = slice;
    }

    int number() {
        return number;
    }

    /** As the algorithm asked for it. */
    Slice slice() {
        return slice;
    }

    int round() {
        return round;
    }

    /** What came back and was not routed again. */
    BigDecimal back() {
        return back;
    }

    /** Venues that rejected a part of it. */
    Set<String> refusedBy() {
        return refusedBy;
    }

    void round(int value) {
        round = value;
        back = BigDecimal.ZERO;
    }

    void takeBack() {
        back = BigDecimal.ZERO;
    }

    void sent(String childId) {
        inFlight.add(childId);
    }

    /** What we denied ourselves is no venue's fault and would be denied again; of what rests, a rejection is all that goes on. */
    void ended(ChildOrder child, boolean mayGoOutAgain) {
        inFlight.remove(child.orderId());
        OrderStatus status = child.progress().status();
        boolean comesBack = slice.mayRest() ? status == OrderStatus.REJECTED : status != OrderStatus.DENIED;
        if (mayGoOutAgain && comesBack) {
            back = back.add(child.progress().leavesQuantity());
        }
        if (status == OrderStatus.REJECTED) {
            refusedBy.add(child.venue());
        }
    }

    /** Whether something came back and no leg is in flight but those of unknown fate; legs that rest are not waited for. */
    boolean isDue(Function<String, ChildOrder> children) {
        return back.signum() > 0
                && (slice.mayRest()
                        || inFlight.stream()
                                .allMatch(id -> children.apply(id).progress().outcome() == Outcome.UNRESOLVED));
    }

    /** Whether it is routed no more: its rounds are used up, nothing is open, or what ended was to end. */
    boolean isOver(int rounds) {
        return round > rounds || !isRoutedAgain() || (inFlight.isEmpty() && back.signum() == 0);
    }

    /** Fill or kill means what it says. */
    private boolean isRoutedAgain() {
        return slice.timeInForce().kind() != TimeInForce.Kind.FOK;
    }
}
