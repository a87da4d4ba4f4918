package io.colin.api.event;

import io.colin.api.order.Fill;
import io.colin.api.order.OrderEvent;
import io.colin.api.risk.RiskDecision;
import io.colin.api.signal.Signal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Remembers every event of an engine, in the order they came. Safe for several threads. */
public final class RecordingEvents implements Consumer<EngineEvent> {
    private final List<EngineEvent> events = new CopyOnWriteArrayList<>();

    private RecordingEvents() {}

    /**
     * A recorder that has heard nothing.
     *
     * @return the recorder
     */
    public static RecordingEvents create() {
        return new RecordingEvents();
    }

    @Override
    public void accept(EngineEvent event) {
        events.add(event);
    }

    /**
     * Everything heard.
     *
     * @return events in the order they came
     */
    public List<EngineEvent> all() {
        return List.copyOf(events);
    }

    /**
     * Everything heard of one kind.
     *
     * @param kind an event's type
     * @param <E> that type
     * @return events in the order they came
     */
    public <E extends EngineEvent> List<E> of(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /**
     * The newest event of one kind.
     *
     * @param kind an event's type
     * @param <E> that type
     * @return empty when none was heard
     */
    public <E extends EngineEvent> Optional<E> last(Class<E> kind) {
        List<E> found = of(kind);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
    }

    /**
     * Every execution.
     *
     * @return fills in the order they came
     */
    public List<Fill> fills() {
        return of(OrderFilled.class).stream().map(OrderFilled::fill).toList();
    }

    /**
     * Every signal.
     *
     * @return signals in the order they came
     */
    public List<Signal> signals() {
        return of(SignalEmitted.class).stream().map(SignalEmitted::signal).toList();
    }

    /**
     * What happened to an order other than by fills.
     *
     * @param orderId parent or child
     * @return events in the order they came
     */
    public List<OrderEvent> changes(String orderId) {
        return of(OrderChanged.class).stream()
                .map(OrderChanged::event)
                .filter(event -> event.orderId().equals(orderId))
                .toList();
    }

    /**
     * What the gate answered to an order.
     *
     * @param orderId parent or child
     * @return decisions in the order they came
     */
    public List<RiskDecision> decisions(String orderId) {
        return of(DecisionMade.class).stream()
                .filter(made -> made.orderId().equals(orderId))
                .map(DecisionMade::decision)
                .toList();
    }

    /** Forgets what was heard. */
    public void clear() {
        events.clear();
    }
}
