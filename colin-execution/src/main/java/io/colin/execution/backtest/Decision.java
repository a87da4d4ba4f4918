package io.colin.execution.backtest;

/**
 * One entry of a {@link DecisionLog}.
 *
 * @param kind the event's simple class name, for example {@code OrderFilled}
 * @param timeNs event time, ns since epoch
 * @param body canonical text of all it says, the run's name replaced by {@code run}
 */
public record Decision(String kind, long timeNs, String body) {}
