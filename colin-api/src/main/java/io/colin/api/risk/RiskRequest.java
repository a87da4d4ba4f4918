package io.colin.api.risk;

import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.ParentOrder;
import io.colin.api.signal.Signal;
import java.util.Optional;

/** What a gate is asked. */
public sealed interface RiskRequest {
    /**
     * The order that is asked for.
     *
     * @return our id
     */
    String orderId();

    /**
     * A parent: checked in full; its whole quantity is reserved when it passes.
     *
     * @param orderId our id
     * @param intent what is asked, quantity in base currency or contracts
     * @param signal the signal behind it, empty for a person's order
     */
    record Parent(String orderId, OrderIntent intent, Optional<Signal> signal) implements RiskRequest {}

    /**
     * A child: draws on what its parent reserved.
     *
     * @param child the slice
     * @param parent its parent
     */
    record Child(ChildOrder child, ParentOrder parent) implements RiskRequest {
        @Override
        public String orderId() {
            return child.orderId();
        }
    }
}
