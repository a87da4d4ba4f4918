package io.colin.execution.engine;

import io.colin.api.venue.SimulatedVenue;
import io.colin.api.venue.Venue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The ways to the venues. A simulated venue lives in event time and is called at once; any other is called on a lane of
 * its own, in order, after what asks for the call is durable. Cancels have a lane of their own and wait for nothing.
 */
final class VenueLanes implements AutoCloseable {
    private static final long CLOSE_SECONDS = 5;

    private final Map<String, Venue> venues = new LinkedHashMap<>();
    private final Map<String, ExecutorService> orders = new LinkedHashMap<>();
    private final Map<String, ExecutorService> cancels = new LinkedHashMap<>();
    private final List<Venue> all;
    private final List<SimulatedVenue> simulated;
    private final EventLog log;

    VenueLanes(List<Venue> venues, EventLog log) {
        this.log = log;
        this.all = List.copyOf(venues);
        this.simulated = venues.stream()
                .filter(SimulatedVenue.class::isInstance)
                .map(SimulatedVenue.class::cast)
                .toList();
        for (Venue venue : venues) {
            this.venues.put(venue.id(), venue);
            if (!(venue instanceof SimulatedVenue)) {
                orders.put(venue.id(), lane(venue.id() + "-orders"));
                cancels.put(venue.id(), lane(venue.id() + "-cancels"));
            }
        }
    }

    List<Venue> venues() {
        return all;
    }

    List<SimulatedVenue> simulated() {
        return simulated;
    }

    /** Sends a command once everything emitted so far is durable; never when the ledger has failed. */
    void order(String venueId, Consumer<Venue> command) {
        Venue venue = venue(venueId).orElseThrow();
        ExecutorService lane = orders.get(venueId);
        if (lane == null) {
            command.accept(venue);
        } else {
            log.afterCommit(() -> {
                if (!log.isBroken()) {
                    lane.execute(() -> command.accept(venue));
                }
            });
        }
    }

    /**
     * Sends a cancel once everything emitted so far is durable; also when it never will be, because a ledger that failed
     * must not keep an order at its venue.
     *
     * @param behindOrders whether it must not overtake what was ordered before
     */
    void recorded(String venueId, boolean behindOrders, Consumer<Venue> command) {
        Optional<Venue> found = venue(venueId);
        if (found.isEmpty()) {
            return; // An order of a venue that is no longer configured: nobody to ask.
        }
        Venue venue = found.orElseThrow();
        ExecutorService lane = behindOrders ? orders.get(venueId) : cancels.get(venueId);
        if (lane == null) {
            command.accept(venue);
        } else {
            log.afterCommit(() -> lane.execute(() -> command.accept(venue)));
        }
    }

    /** Sends a cancel or a query now. */
    void urgent(String venueId, Consumer<Venue> command) {
        Optional<Venue> found = venue(venueId);
        if (found.isEmpty()) {
            return; // An order of a venue that is no longer configured: nobody to ask.
        }
        Venue venue = found.orElseThrow();
        ExecutorService lane = cancels.get(venueId);
        if (lane == null) {
            command.accept(venue);
        } else {
            lane.execute(() -> command.accept(venue));
        }
    }

    Optional<Venue> venue(String venueId) {
        return Optional.ofNullable(venues.get(venueId));
    }

    @Override
    public void close() {
        orders.values().forEach(VenueLanes::drain);
        cancels.values().forEach(VenueLanes::drain);
        venues.values().forEach(Venue::close);
    }

    private static ExecutorService lane(String name) {
        return Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("colin-venue-" + name).factory());
    }

    private static void drain(ExecutorService lane) {
        lane.shutdown();
        try {
            if (!lane.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                lane.shutdownNow();
            }
        } catch (InterruptedException e) {
            lane.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
