package io.colin.execution.engine;

import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderType;
import io.colin.api.order.TimeInForce;

/**
 * How the engine trades towards the target of a signal.
 *
 * @param algo the algorithm and its parameters
 * @param type how the parent is priced
 * @param timeInForce how long the parent works
 */
public record SignalOrderStyle(AlgoSpec algo, OrderType type, TimeInForce timeInForce) {
    /**
     * At once, whatever fills, with an algorithm's own price cap.
     *
     * @param algo the algorithm and its parameters
     * @return a market order, immediate or cancel
     */
    public static SignalOrderStyle atOnce(AlgoSpec algo) {
        return new SignalOrderStyle(algo, new OrderType.Market(), TimeInForce.IOC);
    }
}
