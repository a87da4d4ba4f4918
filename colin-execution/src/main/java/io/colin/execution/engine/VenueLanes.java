package io.colin.execution.engine;

import io.colin.api.order.ChildOrder;
import io.colin.api.venue.SimulatedVenue;
import io.colin.api.venue.Venue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The ways to the venues. A simulated venue lives in event time and is called at once; any other is called on a lane of
 * its own, in order, after what asks for the call is durable. Cancels have a lane of their own and wait for nothing. What a
 * venue throws instead of answering leaves the order's fate unknown, and is reported as that.
 */
final class VenueLanes implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(VenueLanes.class.getName());
    private static final long CLOSE_SECONDS = 5;

    /** Orders and changes that wait for a venue at most; it is left out of what comes then. */
    static final int MOST_WAITING = 1000;

    private final Map<String, Venue> venues = new LinkedHashMap<>();
    private final Map<String, Venue> doors = new LinkedHashMap<>();
    private final OrderFlow flow = new OrderFlow();
    private final Map<String, ExecutorService> orders = new LinkedHashMap<>();
    private final Map<String, ExecutorService> cancels = new LinkedHashMap<>();
    private final List<Venue> all;
    private final List<SimulatedVenue> simulated;
    private final EventLog log;
    private volatile BiConsumer<ChildOrder, String> onFailure = (child, reason) -> {};

    /** How many commands of a child wait for the ledger or for their turn. */
    private final Map<String, Integer> waiting = new ConcurrentHashMap<>();

    /** How many commands wait for a venue that is not simulated. */
    private final Map<String, AtomicInteger> backlogs = new HashMap<>();

    VenueLanes(List<Venue> venues, EventLog log) {
        this.log = log;
        this.all = List.copyOf(venues);
        this.simulated = venues.stream()
                .filter(SimulatedVenue.class::isInstance)
                .map(SimulatedVenue.class::cast)
                .toList();
        for (Venue venue : venues) {
            this.venues.put(venue.id(), venue);
            this.doors.put(venue.id(), new OutgoingVenue(venue, flow));
            if (!(venue instanceof SimulatedVenue)) {
                backlogs.put(venue.id(), new AtomicInteger());
                orders.put(venue.id(), lane(venue.id() + "-orders"));
                cancels.put(venue.id(), lane(venue.id() + "-cancels"));
            }
        }
    }

    /** Who is told, on any thread, of a command that its venue threw at. */
    void onFailure(BiConsumer<ChildOrder, String> told) {
        onFailure = told;
    }

    /** What was approved and what leaves. */
    OrderFlow flow() {
        return flow;
    }

    List<Venue> venues() {
        return all;
    }

    List<SimulatedVenue> simulated() {
        return simulated;
    }

    /** Sends a command once everything emitted so far is durable; never when the ledger has failed. */
    void order(ChildOrder child, Consumer<Venue> command) {
        Optional<Venue> found = door(child.venue());
        if (found.isEmpty()) {
            return; // An order of a venue that is no longer configured: nobody to tell.
        }
        Venue venue = found.orElseThrow();
        ExecutorService lane = orders.get(child.venue());
        if (lane == null) {
            command.accept(venue);
        } else {
            waiting.merge(child.orderId(), 1, Integer::sum);
            backlog(child.venue()).incrementAndGet();
            log.afterCommit(() -> {
                if (log.isBroken()) {
                    left(child);
                } else {
                    lane.execute(() -> {
                        run(child, venue, command);
                        left(child);
                    });
                }
            });
        }
    }

    private void left(ChildOrder child) {
        waiting.computeIfPresent(child.orderId(), (id, count) -> count > 1 ? count - 1 : null);
        backlog(child.venue()).decrementAndGet();
    }

    private AtomicInteger backlog(String venueId) {
        return Objects.requireNonNull(backlogs.get(venueId));
    }

    /** Why a venue takes no further order now: so many have not left for it. Cancels always go. */
    Optional<String> overload(String venueId) {
        AtomicInteger backlog = backlogs.get(venueId);
        return backlog != null && backlog.get() >= MOST_WAITING
                ? Optional.of(MOST_WAITING + " orders wait for it")
                : Optional.empty();
    }

    /** Whether something that was ordered of a child has not left for its venue yet: it cannot know of it. */
    boolean isWaiting(String childId) {
        return waiting.containsKey(childId);
    }

    /**
     * Sends a cancel once everything emitted so far is durable; also when it never will be, because a ledger that failed
     * must not keep an order at its venue.
     *
     * @param behindOrders whether it must not overtake what was ordered before
     */
    void recorded(ChildOrder child, boolean behindOrders, Consumer<Venue> command) {
        Optional<Venue> found = door(child.venue());
        if (found.isEmpty()) {
            return; // An order of a venue that is no longer configured: nobody to ask.
        }
        Venue venue = found.orElseThrow();
        ExecutorService lane = behindOrders ? orders.get(child.venue()) : cancels.get(child.venue());
        if (lane == null) {
            command.accept(venue);
        } else {
            log.afterCommit(() -> lane.execute(() -> run(child, venue, command)));
        }
    }

    /** Sends a cancel now. */
    void urgent(ChildOrder child, Consumer<Venue> command) {
        now(child, venue -> run(child, venue, command), command);
    }

    /** Asks what became of an order, now; a question that makes the venue throw has no answer, and changes nothing. */
    void ask(ChildOrder child, Consumer<Venue> question) {
        now(
                child,
                venue -> {
                    try {
                        question.accept(venue);
                    } catch (RuntimeException e) {
                        LOG.log(System.Logger.Level.ERROR, "venue " + venue.id() + " threw at a question", e);
                    }
                },
                question);
    }

    private void now(ChildOrder child, Consumer<Venue> onLane, Consumer<Venue> atOnce) {
        Optional<Venue> found = door(child.venue());
        if (found.isEmpty()) {
            return; // An order of a venue that is no longer configured: nobody to ask.
        }
        Venue venue = found.orElseThrow();
        ExecutorService lane = cancels.get(child.venue());
        if (lane == null) {
            atOnce.accept(venue);
        } else {
            lane.execute(() -> onLane.accept(venue));
        }
    }

    private void run(ChildOrder child, Venue venue, Consumer<Venue> command) {
        try {
            command.accept(venue);
        } catch (RuntimeException e) {
            // It may have reached the venue before it threw: whoever is told must ask, never send again.
            LOG.log(System.Logger.Level.ERROR, "venue " + venue.id() + " threw at order " + child.orderId(), e);
            onFailure.accept(child, "venue " + venue.id() + " threw " + e);
        }
    }

    /** Whether a venue lives in event time; one that is not configured does not. */
    boolean isSimulated(String venueId) {
        return venues.get(venueId) instanceof SimulatedVenue;
    }

    private Optional<Venue> door(String venueId) {
        return Optional.ofNullable(doors.get(venueId));
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
