package io.colin.risk.killswitch;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.order.Side;
import io.colin.risk.internal.SavedState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The locks in force. At most one stands per scope; a second one on the same scope never shortens the first. They end at
 * their event time or by {@link #clear}; time that goes back ends nothing and brings nothing back.
 *
 * <p>A question looks at the locks of its symbol and at those of no symbol only, and allocates nothing unless it finds one.
 *
 * <p>Single-threaded.
 */
public final class Locks {
    private static final Comparator<Lock> ORDER = Comparator.comparing(Lock::symbol)
            .thenComparing(Lock::venue)
            .thenComparing(Lock::strategy)
            .thenComparing(Lock::sides);

    private final Map<String, List<Lock>> bySymbol = new HashMap<>();
    private final SortedMap<String, String> lastClear = new TreeMap<>();
    private long nowNs = Long.MIN_VALUE;
    private long nextEndNs = Lock.UNTIL_CLEARED;
    private long changes;
    private long ended;

    private Locks() {}

    /**
     * No locks.
     *
     * @return locks that hold nothing yet
     */
    public static Locks none() {
        return new Locks();
    }

    /**
     * Locks.
     *
     * @param lock what, why and how long
     * @return true when something became locked or stays so longer; false when a lock on the same scope stands at least as
     *     long, or when its end has passed
     */
    public boolean add(Lock lock) {
        advance(lock.sinceNs());
        if (lock.hasEnded(nowNs)) {
            return false;
        }
        List<Lock> some = bySymbol.computeIfAbsent(lock.symbol(), absent -> new ArrayList<>());
        for (int i = 0; i < some.size(); i++) {
            Lock standing = some.get(i);
            if (standing.sameScope(lock)) {
                if (standing.untilNs() >= lock.untilNs()) {
                    return false;
                }
                some.remove(i);
                break;
            }
        }
        some.add(lock);
        some.sort(ORDER);
        nextEndNs = Math.min(nextEndNs, lock.untilNs());
        changes++;
        return true;
    }

    /**
     * Ends the lock that holds for exactly the same orders as the one given, before its time.
     *
     * @param lock as {@link #list} has it; reason, principal and times do not matter
     * @param reason why, for a person
     * @param principal who
     * @return the lock that stood; empty when none did
     * @throws IllegalArgumentException if a text is blank
     */
    public Optional<Lock> clear(Lock lock, String reason, String principal) {
        Require.text("reason", reason);
        Require.text("principal", principal);
        List<Lock> some = bySymbol.getOrDefault(lock.symbol(), List.of());
        for (int i = 0; i < some.size(); i++) {
            if (some.get(i).sameScope(lock)) {
                lastClear.put("lock.cleared.reason", reason);
                lastClear.put("lock.cleared.principal", principal);
                changes++;
                return Optional.of(some.remove(i));
            }
        }
        return Optional.empty();
    }

    /**
     * The lock that holds for an order. Where several do, the one that stands longest.
     *
     * @param symbol what
     * @param side which way
     * @param venue where; an order that is still to be routed is at no venue and judged again per child
     * @param strategy who decided it
     * @param timeNs event time, ns since epoch
     * @return empty when none does
     */
    public Optional<Lock> lockOf(Symbol symbol, Side side, String venue, String strategy, long timeNs) {
        advance(timeNs);
        if (bySymbol.isEmpty()) {
            return Optional.empty();
        }
        Optional<Lock> found = longest(bySymbol.get(symbol.name()), symbol, side, venue, strategy);
        Optional<Lock> wide = longest(bySymbol.get(Lock.ANY), symbol, side, venue, strategy);
        if (found.isEmpty() || wide.isEmpty()) {
            return found.isPresent() ? found : wide;
        }
        return found.get().untilNs() >= wide.get().untilNs() ? found : wide;
    }

    private static Optional<Lock> longest(
            @Nullable List<Lock> some, Symbol symbol, Side side, String venue, String strategy) {
        if (some == null) {
            return Optional.empty();
        }
        int best = -1;
        for (int i = 0; i < some.size(); i++) {
            if (some.get(i).covers(symbol, side, venue, strategy)
                    && (best < 0 || some.get(i).untilNs() > some.get(best).untilNs())) {
                best = i;
            }
        }
        return best < 0 ? Optional.empty() : Optional.of(some.get(best));
    }

    /**
     * Every lock in force.
     *
     * @return by symbol, venue, strategy and side, those of no symbol first
     */
    public List<Lock> list() {
        return bySymbol.isEmpty()
                ? List.of()
                : bySymbol.values().stream().flatMap(List::stream).sorted(ORDER).toList();
    }

    /**
     * Lets time pass.
     *
     * @param timeNs event time, ns since epoch; an earlier one than known counts as standing still
     */
    public void advance(long timeNs) {
        if (timeNs <= nowNs) {
            return;
        }
        nowNs = timeNs;
        if (nextEndNs <= nowNs) {
            nextEndNs = Lock.UNTIL_CLEARED;
            bySymbol.values().forEach(some -> some.removeIf(this::ends));
            bySymbol.values().removeIf(List::isEmpty);
            bySymbol.values().forEach(some -> some.forEach(lock -> nextEndNs = Math.min(nextEndNs, lock.untilNs())));
        }
    }

    private boolean ends(Lock lock) {
        boolean ends = lock.hasEnded(nowNs);
        ended += ends ? 1 : 0;
        return ends;
    }

    /**
     * Counts what must be durable before anything acts on it: every lock that was added, and every one that was cleared.
     *
     * @return grows with each, never falls
     */
    public long changes() {
        return changes;
    }

    /**
     * Counts what began or ended, by time too.
     *
     * @return grows with each, never falls
     */
    public long moves() {
        return changes + ended;
    }

    /**
     * Writes what must survive a restart.
     *
     * @param state receives texts whose names start with {@code lock.}
     */
    public void save(Map<String, String> state) {
        List<Lock> all = list();
        state.put("lock.count", Integer.toString(all.size()));
        state.putAll(lastClear);
        for (int i = 0; i < all.size(); i++) {
            Lock lock = all.get(i);
            String name = "lock." + i + ".";
            state.put(name + "symbol", lock.symbol());
            state.put(name + "sides", lock.sides().name());
            state.put(name + "venue", lock.venue());
            state.put(name + "strategy", lock.strategy());
            state.put(name + "reason", lock.reason());
            state.put(name + "principal", lock.principal());
            state.put(name + "since_ns", Long.toString(lock.sinceNs()));
            state.put(name + "until_ns", Long.toString(lock.untilNs()));
        }
    }

    /**
     * Takes back what {@link #save} wrote, in place of what stands. Locks whose end passed meanwhile end at the next event
     * time.
     *
     * @param state as written
     * @throws IllegalArgumentException if a text is missing or unreadable; then nothing has changed
     */
    public void restore(Map<String, String> state) {
        SavedState saved = SavedState.of(state);
        int count = (int) saved.number("lock.count", 0, Integer.MAX_VALUE);
        List<Lock> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(read(saved, "lock." + i));
        }
        bySymbol.clear();
        lastClear.clear();
        nowNs = Long.MIN_VALUE;
        nextEndNs = Lock.UNTIL_CLEARED;
        for (Lock lock : all) {
            bySymbol.computeIfAbsent(lock.symbol(), absent -> new ArrayList<>()).add(lock);
            nextEndNs = Math.min(nextEndNs, lock.untilNs());
        }
        state.forEach((name, text) -> {
            if (name.startsWith("lock.cleared.")) {
                lastClear.put(name, text);
            }
        });
    }

    private static Lock read(SavedState saved, String name) {
        String symbol = saved.text(name + ".symbol");
        Lock.Sides sides = saved.constant(name + ".sides", Lock.Sides.values());
        String venue = saved.text(name + ".venue");
        String strategy = saved.text(name + ".strategy");
        String reason = saved.text(name + ".reason");
        String principal = saved.text(name + ".principal");
        long sinceNs = saved.time(name + ".since_ns");
        long untilNs = saved.time(name + ".until_ns");
        return saved.check(name, () -> new Lock(symbol, sides, venue, strategy, reason, principal, sinceNs, untilNs));
    }
}
