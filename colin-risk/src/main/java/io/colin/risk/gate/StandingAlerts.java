package io.colin.risk.gate;

import io.colin.api.alert.Severity;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.RiskAlert;
import io.colin.api.risk.BreakerStatus;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskNotice;
import io.colin.risk.RiskLimits;
import io.colin.risk.drawdown.DrawdownLevel;
import io.colin.risk.killswitch.Lock;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells once that something of the gate's own began to stand, and once that it is over: a rung of the drawdown, a breaker or
 * a stopped strategy, a kill switch, a lock, a back-test that fails, more cancels in a minute than usual, something held at
 * too old a price. A lock is told again when it is made longer, a price that is too old when it begins or ceases to refuse.
 *
 * <p>What was told is read off the record, which a restart hears again: what still stands then is not told anew, what ended
 * meanwhile is told to be over, and what was latched but not yet told is told. A gate without a record tells after a restart
 * what stands. Nothing is looked at before the first time after a restart, nor the drawdown before the first valuation, for
 * until then nobody knows what still stands. Looking costs a few additions while nothing moved.
 */
final class StandingAlerts {
    private static final MathContext SHOWN = new MathContext(6);
    private static final String PORTFOLIO = "portfolio";
    private static final String DRAWDOWN = "drawdown-";
    private static final String BREAKER = "breaker-";
    private static final String KILL = "kill-switch";
    private static final String LOCK = "lock";
    private static final String BACKTEST = "var-backtest";
    static final String CANCELS = "cancel-rate";
    private static final String STALE = "stale-mark";
    private static final List<DrawdownLevel> RUNGS = List.of(
            DrawdownLevel.WARNING, DrawdownLevel.REDUCE, DrawdownLevel.HARD, DrawdownLevel.HALT, DrawdownLevel.KILL);

    private static final Map<DrawdownLevel, Key> OF_RUNG =
            RUNGS.stream().collect(Collectors.toUnmodifiableMap(rung -> rung, StandingAlerts::key));
    /** Breakers that let nothing pass. */
    private static final Set<String> HALTING = Set.of("errors", "limits", "order-flood");
    /** Breakers that only make orders smaller. */
    private static final Set<String> SHRINKING = Set.of("volatility", "correlation");

    private final Guards guards;
    private final CancelCounts cancels;
    private final BooleanSupplier backtestFails;
    private final SortedMap<Key, Standing> told = new TreeMap<>();
    private RiskLimits limits;
    /** What was held at too old a price when last looked at, with that; null before the first look. */
    private @Nullable SortedMap<String, Standing> stale;

    private long seen = Long.MIN_VALUE;
    private boolean failed;

    StandingAlerts(RiskLimits limits, Guards guards, CancelCounts cancels, BooleanSupplier backtestFails) {
        this.limits = limits;
        this.guards = guards;
        this.cancels = cancels;
        this.backtestFails = backtestFails;
    }

    private record Key(String name, String scope) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byName = name.compareTo(other.name);
            return byName != 0 ? byName : scope.compareTo(other.scope);
        }

        /**
         * Whether what stands is another than was told: a lock that lasts longer says its new end, what is held at too old a
         * price whether it refuses.
         */
        boolean isAnother(Standing before, Standing now) {
            return (name.equals(LOCK) && !before.detail().equals(now.detail()))
                    || (name.equals(STALE) && before.severity() != now.severity());
        }

        boolean isOurs() {
            return name.startsWith(DRAWDOWN)
                    || name.startsWith(BREAKER)
                    || name.equals(KILL)
                    || name.equals(LOCK)
                    || name.equals(BACKTEST)
                    || name.equals(STALE)
                    || name.equals(CANCELS);
        }
    }

    private record Standing(Severity severity, String detail) {}

    void change(RiskLimits next) {
        limits = next;
        lookAgain();
    }

    /** Whoever moved something that no count tells of says so: the next call looks. */
    void lookAgain() {
        seen = Long.MIN_VALUE;
    }

    /** The account was valued: of the ladder's rungs only the latched ones are counted. */
    void onPortfolio() {
        for (DrawdownLevel rung : RUNGS) {
            boolean was = told.containsKey(rung(rung));
            if (guards.isValued() && guards.ladder().isOn(rung, was) != was) {
                lookAgain();
            }
        }
    }

    /** Time passed: cancels of a minute ago count no more. */
    void onTime() {
        if (!told.isEmpty() && told.keySet().stream().anyMatch(key -> key.name().equals(CANCELS))) {
            lookAgain();
        }
    }

    /** The prices were looked at that the account is valued at: these are too old. */
    void look(HeldPrices.Stale prices) {
        SortedMap<String, Standing> now = new TreeMap<>();
        prices.prices().forEach(one -> now.put(one.name(), standing(one, prices.isSmall())));
        if (stale == null || !severities(stale).equals(severities(now))) {
            lookAgain();
        }
        stale = now;
    }

    private static Standing standing(HeldPrices.Late one, boolean isSmall) {
        return isSmall
                ? new Standing(Severity.MEDIUM, "little is held at it, new risk passes: " + one)
                : new Standing(Severity.HIGH, "new risk is refused while it is held: " + one);
    }

    private static Map<String, Severity> severities(Map<String, Standing> of) {
        if (of.isEmpty()) {
            return Map.of();
        }
        return of.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, one -> one.getValue().severity()));
    }

    /** A child of a strategy changed. */
    void onChild(String strategy) {
        if (cancels.of(strategy, guards.nowNs()) > limits.rate().cancelsPerMinute()
                && !told.containsKey(new Key(CANCELS, strategy))) {
            lookAgain();
        }
    }

    /** The stop of a strategy that an alert tells of. */
    static Optional<String> stopOf(RiskAlert alert) {
        return Stops.NAMES.stream()
                .filter(name -> alert.name().equals(BREAKER + name))
                .findFirst();
    }

    void onRecord(LedgerEvent event, boolean again) {
        if (again && event instanceof RiskAlert alert) {
            Key key = new Key(alert.name(), alert.scope());
            if (key.isOurs() && alert.active()) {
                told.put(key, new Standing(alert.severity(), alert.detail()));
            } else {
                told.remove(key);
            }
        }
    }

    /** What began and what ended since the last call. */
    List<RiskNotice> take() {
        long moves = guards.moves();
        boolean fails = backtestFails.getAsBoolean();
        if (guards.nowNs() == Long.MIN_VALUE || (moves == seen && fails == failed)) {
            return List.of();
        }
        seen = moves;
        failed = fails;
        return changes(standing());
    }

    private List<RiskNotice> changes(Map<Key, Standing> now) {
        List<RiskNotice> changes = new ArrayList<>();
        told.entrySet().removeIf(before -> {
            Key key = before.getKey();
            boolean over = !now.containsKey(key);
            if (over) {
                changes.add(new RiskNotice.Alert(
                        key.name(), key.scope(), before.getValue().severity(), false, "over"));
            }
            return over;
        });
        now.forEach((key, its) -> {
            @Nullable Standing before = told.get(key);
            if (before == null || key.isAnother(before, its)) {
                told.put(key, its);
                changes.add(new RiskNotice.Alert(key.name(), key.scope(), its.severity(), true, its.detail()));
            }
        });
        return changes;
    }

    private SortedMap<Key, Standing> standing() {
        SortedMap<Key, Standing> now = new TreeMap<>();
        addRungs(now);
        addBreakers(now);
        for (KillSwitch thrown : guards.kills().list()) {
            String scope = (thrown.scope() + " " + thrown.target()).strip();
            now.put(
                    new Key(KILL, scope),
                    new Standing(Severity.CRITICAL, thrown.reason() + ", by " + thrown.principal()));
        }
        for (Lock lock : guards.locks().list()) {
            now.put(new Key(LOCK, lock.scope()), new Standing(Severity.MEDIUM, LockCheck.reason(lock)));
        }
        if (failed) {
            String detail = "value at risk was too small for what happened: it counts 1.2 times until it passes";
            now.put(new Key(BACKTEST, PORTFOLIO), new Standing(Severity.HIGH, detail));
        }
        addCancels(now);
        addStale(now);
        return now;
    }

    private void addRungs(Map<Key, Standing> now) {
        for (DrawdownLevel rung : RUNGS) {
            Key key = rung(rung);
            boolean was = told.containsKey(key);
            // Before the first valuation what was told is all that is known.
            if (guards.isValued() ? guards.ladder().isOn(rung, was) : was) {
                Severity severity = rung == DrawdownLevel.WARNING
                        ? Severity.MEDIUM
                        : rung.isLatched() ? Severity.CRITICAL : Severity.HIGH;
                BigDecimal drawdown = guards.ladder().drawdown().round(SHOWN);
                now.put(key, new Standing(severity, "drawdown " + drawdown.toPlainString()));
            }
        }
    }

    private static Key rung(DrawdownLevel rung) {
        return Objects.requireNonNull(OF_RUNG.get(rung));
    }

    private static Key key(DrawdownLevel rung) {
        return new Key(DRAWDOWN + rung.name().toLowerCase(Locale.ROOT), PORTFOLIO);
    }

    /** The row of a whole breaker stands for itself only where no narrower one does. */
    private void addBreakers(Map<Key, Standing> now) {
        List<BreakerStatus> holding = guards.breakers().stream()
                .filter(row -> row.state() != BreakerStatus.State.CLOSED)
                .filter(row -> !row.name().equals(Guards.DRAWDOWN))
                .toList();
        Set<String> narrow = holding.stream()
                .filter(row -> !row.scope().equals(PORTFOLIO))
                .map(BreakerStatus::name)
                .collect(Collectors.toSet());
        for (BreakerStatus row : holding) {
            if (!row.scope().equals(PORTFOLIO) || !narrow.contains(row.name())) {
                String detail = row.detail().isBlank() ? "tripped" : row.detail();
                now.put(new Key(BREAKER + row.name(), row.scope()), new Standing(severity(row.name()), detail));
            }
        }
    }

    private static Severity severity(String breaker) {
        if (HALTING.contains(breaker)) {
            return Severity.CRITICAL;
        }
        return SHRINKING.contains(breaker) ? Severity.MEDIUM : Severity.HIGH;
    }

    /** Before the first look what was told is all that is known. */
    private void addStale(Map<Key, Standing> now) {
        @Nullable SortedMap<String, Standing> looked = stale;
        if (looked == null) {
            told.forEach((key, its) -> {
                if (key.name().equals(STALE)) {
                    now.put(key, its);
                }
            });
        } else {
            looked.forEach((name, its) -> now.put(new Key(STALE, name), its));
        }
    }

    /** It is over once the minute holds no more than what a limit warns from. */
    private void addCancels(Map<Key, Standing> now) {
        BigDecimal most = BigDecimal.valueOf(limits.rate().cancelsPerMinute());
        BigDecimal over = most.multiply(limits.warnFrom());
        for (String strategy : cancels.strategies(guards.nowNs())) {
            Key key = new Key(CANCELS, strategy);
            BigDecimal asked = BigDecimal.valueOf(cancels.of(strategy, guards.nowNs()));
            if (asked.compareTo(told.containsKey(key) ? over : most) > 0) {
                now.put(key, new Standing(Severity.MEDIUM, asked + " cancels in a minute, more than " + most));
            }
        }
    }
}
