package io.colin.risk.killswitch;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.KillSwitch.Scope;
import io.colin.risk.internal.SavedState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The kill switches that are thrown. Throwing is idempotent; only {@link #rearm} ends one, and only the one it names: the
 * class knows no time, no day and no settings that could.
 *
 * <p>Safe for any number of threads: a switch blocks every question asked after {@link #kill} returned. Questions take no
 * lock.
 */
public final class KillSwitches {
    /** Who throws the switch of the drawdown ladder's last rung; the name of no person. */
    public static final String BY_LADDER = "drawdown";

    private static final Comparator<KillSwitch> WIDEST_FIRST =
            Comparator.comparing(KillSwitch::scope).reversed().thenComparing(KillSwitch::target);
    private static final String SYSTEM_TARGET = "";

    private final Object writing = new Object();
    private volatile Thrown thrown = Thrown.NOTHING;

    /** An immutable picture of what is thrown: readers see the old one or the new one, never a mixture. */
    private record Thrown(
            Map<String, KillSwitch> strategies,
            Map<String, KillSwitch> symbols,
            Map<String, KillSwitch> venues,
            Map<String, KillSwitch> accounts,
            Map<String, KillSwitch> system,
            @Nullable Rearm lastRearm) {
        static final Thrown NOTHING = new Thrown(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), null);

        static Thrown of(Map<Scope, Map<String, KillSwitch>> byScope, @Nullable Rearm lastRearm) {
            return new Thrown(
                    copy(byScope, Scope.STRATEGY),
                    copy(byScope, Scope.SYMBOL),
                    copy(byScope, Scope.VENUE),
                    copy(byScope, Scope.ACCOUNT),
                    copy(byScope, Scope.SYSTEM),
                    lastRearm);
        }

        private static Map<String, KillSwitch> copy(Map<Scope, Map<String, KillSwitch>> byScope, Scope scope) {
            return Map.copyOf(byScope.getOrDefault(scope, Map.of()));
        }

        Map<String, KillSwitch> at(Scope scope) {
            return switch (scope) {
                case STRATEGY -> strategies;
                case SYMBOL -> symbols;
                case VENUE -> venues;
                case ACCOUNT -> accounts;
                case SYSTEM -> system;
            };
        }

        Map<Scope, Map<String, KillSwitch>> changeable() {
            Map<Scope, Map<String, KillSwitch>> byScope = new EnumMap<>(Scope.class);
            for (Scope scope : Scope.values()) {
                byScope.put(scope, new HashMap<>(at(scope)));
            }
            return byScope;
        }

        List<KillSwitch> list() {
            if (strategies.isEmpty()
                    && symbols.isEmpty()
                    && venues.isEmpty()
                    && accounts.isEmpty()
                    && system.isEmpty()) {
                return List.of();
            }
            List<KillSwitch> all = new ArrayList<>();
            for (Scope scope : Scope.values()) {
                all.addAll(at(scope).values());
            }
            all.sort(WIDEST_FIRST);
            return List.copyOf(all);
        }
    }

    private final AtomicLong changes = new AtomicLong();

    private KillSwitches() {}

    /**
     * Nothing thrown.
     *
     * @return switches that block nothing yet
     */
    public static KillSwitches none() {
        return new KillSwitches();
    }

    /**
     * Throws a switch. One that a person throws takes the place of the ladder's, which would let reductions pass.
     *
     * @param killSwitch scope and target, reason and principal; a system switch has no target, a symbol's is its canonical
     *     name
     * @return true when it was not thrown before, or by the ladder only and now by a person; otherwise the first one stands
     *     with its reason and time
     * @throws IllegalArgumentException if target does not fit the scope, or reason or principal is blank
     */
    public boolean kill(KillSwitch killSwitch) {
        check(killSwitch);
        synchronized (writing) {
            Thrown before = thrown;
            Map<Scope, Map<String, KillSwitch>> next = before.changeable();
            if (!put(next, killSwitch)) {
                return false;
            }
            thrown = Thrown.of(next, before.lastRearm());
            changes.incrementAndGet();
            return true;
        }
    }

    /** Adds a switch unless one stands that it does not replace. */
    private static boolean put(Map<Scope, Map<String, KillSwitch>> switches, KillSwitch added) {
        Map<String, KillSwitch> same = at(switches, added.scope());
        @Nullable KillSwitch standing = same.get(added.target());
        if (standing != null && (!isByLadder(standing) || isByLadder(added))) {
            return false;
        }
        same.put(added.target(), added);
        return true;
    }

    /**
     * Whether the drawdown ladder threw a switch, and no person.
     *
     * @param killSwitch any
     * @return true when its principal is {@link #BY_LADDER}
     */
    public static boolean isByLadder(KillSwitch killSwitch) {
        return killSwitch.principal().equals(BY_LADDER);
    }

    /**
     * Arms again what one switch stopped; every other switch stays.
     *
     * @param rearm the switch it names and the two persons who agree
     * @return the switch that was thrown; empty when none of that name was
     */
    public Optional<KillSwitch> rearm(Rearm rearm) {
        synchronized (writing) {
            Thrown before = thrown;
            Map<Scope, Map<String, KillSwitch>> next = before.changeable();
            @Nullable KillSwitch ended = at(next, rearm.scope()).remove(rearm.target());
            if (ended == null) {
                return Optional.empty();
            }
            thrown = Thrown.of(next, rearm);
            changes.incrementAndGet();
            return Optional.of(ended);
        }
    }

    /**
     * Counts what must be durable before anything acts on it: every switch that was thrown, and every one armed again.
     *
     * @return grows with each, never falls
     */
    public long changes() {
        return changes.get();
    }

    /**
     * Whether new orders of these are stopped. Takes constant time and allocates nothing.
     *
     * @param strategy who decided the order
     * @param symbol what
     * @param venue where; an order that is still to be routed names no venue of a switch and is judged again per child
     * @param account whose
     * @return true when a switch of any scope covers it
     */
    public boolean blocks(String strategy, Symbol symbol, String venue, String account) {
        Thrown now = thrown;
        return !now.system().isEmpty()
                || now.accounts().containsKey(account)
                || now.venues().containsKey(venue)
                || now.symbols().containsKey(symbol.name())
                || now.strategies().containsKey(strategy);
    }

    /**
     * The widest switch that stops new orders of these. Allocates nothing when there is none.
     *
     * @param strategy who decided the order
     * @param symbol what
     * @param venue where
     * @param account whose
     * @return empty when none does
     */
    public Optional<KillSwitch> blocking(String strategy, Symbol symbol, String venue, String account) {
        if (!blocks(strategy, symbol, venue, account)) {
            return Optional.empty(); // the usual answer, and the one that must cost nothing
        }
        return covering(strategy, symbol, venue, account).stream().findFirst();
    }

    /**
     * Every switch that stops new orders of these.
     *
     * @param strategy who decided the order
     * @param symbol what
     * @param venue where; an order that is still to be routed names no venue of a switch
     * @param account whose
     * @return widest first; empty when none does
     */
    public List<KillSwitch> covering(String strategy, Symbol symbol, String venue, String account) {
        Thrown now = thrown;
        List<KillSwitch> found = new ArrayList<>();
        add(found, now.system().get(SYSTEM_TARGET));
        add(found, now.accounts().get(account));
        add(found, now.venues().get(venue));
        add(found, now.symbols().get(symbol.name()));
        add(found, now.strategies().get(strategy));
        return found;
    }

    private static void add(List<KillSwitch> found, @Nullable KillSwitch one) {
        if (one != null) {
            found.add(one);
        }
    }

    /**
     * One switch.
     *
     * @param scope what it stops
     * @param target empty for the system
     * @return empty when it is not thrown
     */
    public Optional<KillSwitch> find(Scope scope, String target) {
        return Optional.ofNullable(thrown.at(scope).get(target));
    }

    /**
     * Everything that is thrown.
     *
     * @return widest scope first, then by target
     */
    public List<KillSwitch> list() {
        return thrown.list();
    }

    /**
     * Who ended a switch last.
     *
     * @return empty before the first
     */
    public Optional<Rearm> lastRearm() {
        return Optional.ofNullable(thrown.lastRearm());
    }

    /**
     * Writes what must survive a restart.
     *
     * @param state receives texts whose names start with {@code kill.}
     */
    public void save(Map<String, String> state) {
        Thrown now = thrown;
        List<KillSwitch> all = now.list();
        state.put("kill.count", Integer.toString(all.size()));
        for (int i = 0; i < all.size(); i++) {
            KillSwitch one = all.get(i);
            String name = "kill." + i;
            putScope(state, name, one.scope(), one.target());
            state.put(name + ".reason", one.reason());
            state.put(name + ".principal", one.principal());
            state.put(name + ".since_ns", Long.toString(one.sinceNs()));
        }
        Rearm rearm = now.lastRearm();
        if (rearm != null) {
            putScope(state, "kill.rearm", rearm.scope(), rearm.target());
            state.put("kill.rearm.reason", rearm.reason());
            state.put("kill.rearm.principal", rearm.principal());
            state.put("kill.rearm.approver", rearm.approver());
            state.put("kill.rearm.time_ns", Long.toString(rearm.timeNs()));
        }
    }

    /**
     * Takes back what {@link #save} wrote. What is thrown already stays thrown: a restore never ends a switch.
     *
     * @param state as written
     * @throws IllegalArgumentException if a text is missing or unreadable; then nothing has changed
     */
    public void restore(Map<String, String> state) {
        SavedState saved = SavedState.of(state);
        int count = saved.count("kill.count");
        List<KillSwitch> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(read(saved, "kill." + i));
        }
        @Nullable Rearm rearm = saved.has("kill.rearm.scope") ? readRearm(saved) : null;
        synchronized (writing) {
            Thrown before = thrown;
            Map<Scope, Map<String, KillSwitch>> next = before.changeable();
            all.forEach(one -> put(next, one));
            thrown = Thrown.of(next, rearm == null ? before.lastRearm() : rearm);
        }
    }

    private static void putScope(Map<String, String> state, String name, Scope scope, String target) {
        state.put(name + ".scope", scope.name());
        state.put(name + ".target", target);
    }

    private static KillSwitch read(SavedState saved, String name) {
        KillSwitch one = new KillSwitch(
                saved.constant(name + ".scope", Scope.values()),
                saved.text(name + ".target"),
                saved.text(name + ".reason"),
                saved.text(name + ".principal"),
                saved.time(name + ".since_ns"));
        return saved.check(name, () -> {
            check(one);
            return one;
        });
    }

    private static Rearm readRearm(SavedState saved) {
        String name = "kill.rearm";
        Scope scope = saved.constant(name + ".scope", Scope.values());
        long timeNs = saved.time(name + ".time_ns");
        String target = saved.text(name + ".target");
        String reason = saved.text(name + ".reason");
        String principal = saved.text(name + ".principal");
        String approver = saved.text(name + ".approver");
        return saved.check(name, () -> new Rearm(scope, target, reason, principal, approver, timeNs));
    }

    private static Map<String, KillSwitch> at(Map<Scope, Map<String, KillSwitch>> byScope, Scope scope) {
        return byScope.computeIfAbsent(scope, absent -> new HashMap<>());
    }

    private static void check(KillSwitch killSwitch) {
        Require.text("reason", killSwitch.reason());
        Require.text("principal", killSwitch.principal());
        String target = killSwitch.target();
        switch (killSwitch.scope()) {
            case SYSTEM -> Require.that(target.isEmpty(), "target", "must be empty for SYSTEM", target);
            case SYMBOL -> Symbol.of(target);
            case STRATEGY, VENUE, ACCOUNT -> Require.text("target", target);
        }
    }
}
