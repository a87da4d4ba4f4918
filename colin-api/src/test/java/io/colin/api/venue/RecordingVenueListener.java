package io.colin.api.venue;

import io.colin.api.order.Fill;
import io.colin.api.order.OrderEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers every report of a venue, in the order they came. Safe for several threads. */
public final class RecordingVenueListener implements VenueListener {
    private final List<VenueReport> reports = new CopyOnWriteArrayList<>();

    private RecordingVenueListener() {}

    /**
     * A listener that has heard nothing.
     *
     * @return the listener
     */
    public static RecordingVenueListener create() {
        return new RecordingVenueListener();
    }

    @Override
    public void onReport(VenueReport report) {
        reports.add(report);
    }

    /**
     * Everything heard.
     *
     * @return reports in the order they came
     */
    public List<VenueReport> reports() {
        return List.copyOf(reports);
    }

    /**
     * Everything heard of one kind.
     *
     * @param kind a record of {@link VenueReport}
     * @param <R> that record
     * @return reports in the order they came
     */
    public <R extends VenueReport> List<R> of(Class<R> kind) {
        return reports.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /**
     * What happened to any order.
     *
     * @return events in the order they came
     */
    public List<OrderEvent> events() {
        return of(VenueReport.OrderUpdate.class).stream()
                .map(VenueReport.OrderUpdate::event)
                .toList();
    }

    /**
     * What happened to an order.
     *
     * @param orderId the child
     * @return events in the order they came
     */
    public List<OrderEvent> events(String orderId) {
        return events().stream()
                .filter(event -> event.orderId().equals(orderId))
                .toList();
    }

    /**
     * The executions of an order.
     *
     * @param orderId the child
     * @return fills in the order they came
     */
    public List<Fill> fills(String orderId) {
        return events(orderId).stream()
                .filter(OrderEvent.Filled.class::isInstance)
                .map(event -> ((OrderEvent.Filled) event).fill())
                .toList();
    }

    /** Forgets what was heard. */
    public void clear() {
        reports.clear();
    }
}
