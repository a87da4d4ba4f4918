package io.colin.risk.compliance;

import io.colin.api.Decimals;
import io.colin.api.event.ApprovalChanged;
import io.colin.api.event.CashMoved;
import io.colin.api.event.ChildCreated;
import io.colin.api.event.DecisionMade;
import io.colin.api.event.KillSwitchChanged;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.LimitChanged;
import io.colin.api.event.LockChanged;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.ParentCreated;
import io.colin.api.event.RiskStateChanged;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes a {@link ComplianceReport} of every day from the record as it grows. The report of a day is made by the first event
 * after it, or by {@link #close}; a day without events has none unless it is closed. Fed with the whole record it makes the
 * same reports as it made while the record grew. Single-threaded.
 */
public final class DailyReports {
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final long NEVER = Long.MIN_VALUE;

    private final Surveillance surveillance;
    private long day = NEVER;
    private ControlCounts decisions = ControlCounts.empty();
    private final SortedMap<String, Long> others = new TreeMap<>();
    private final List<String> limitHashes = new ArrayList<>();
    private final List<SurveillanceFinding> findings = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();
    private List<MetricState> monitor = List.of();
    private String hashInForce = "";

    private DailyReports(SurveillanceSettings settings) {
        surveillance = Surveillance.of(settings);
    }

    /**
     * Reports of a record that has not begun.
     *
     * @param settings thresholds of surveillance
     * @return the reports
     */
    public static DailyReports of(SurveillanceSettings settings) {
        return new DailyReports(settings);
    }

    /**
     * Learns of an event of the record. One whose time lies before the day counts to the day.
     *
     * @param event the next
     * @return the report of the day before when this is the first event of a later day; else empty
     */
    public List<ComplianceReport> onEvent(LedgerEvent event) {
        List<ComplianceReport> made = close(event.header().timeNs());
        findings.addAll(surveillance.onEvent(event));
        count(event);
        return made;
    }

    /**
     * Makes the report of the day when it is over.
     *
     * @param timeNs event time, ns since epoch
     * @return the report; empty while the day goes on
     */
    public List<ComplianceReport> close(long timeNs) {
        long now = Math.floorDiv(timeNs, DAY_NS);
        if (day == NEVER || now <= day) {
            if (day == NEVER) {
                day = now;
            }
            return List.of();
        }
        ComplianceReport report = report(LocalDate.ofEpochDay(day));
        day = now;
        decisions = ControlCounts.empty();
        others.clear();
        limitHashes.clear();
        if (!hashInForce.isEmpty()) {
            limitHashes.add(hashInForce);
        }
        findings.clear();
        changes.clear();
        return List.of(report);
    }

    /** The report of the day as far as it has come, or of another day, of which nothing is known. */
    ComplianceReport report(LocalDate of) {
        if (day == NEVER || day != of.toEpochDay()) {
            return new ComplianceReport(
                    of, ControlCounts.empty().values(), 1, List.of(), List.of(), List.of(), List.of());
        }
        List<SurveillanceFinding> found = new ArrayList<>(findings);
        found.addAll(surveillance.look((day + 1) * DAY_NS - 1));
        SortedMap<String, Long> counts = new TreeMap<>(decisions.values());
        counts.putAll(others);
        return new ComplianceReport(of, counts, decisions.score(), limitHashes, monitor, found, changes);
    }

    private void count(LedgerEvent event) {
        switch (event) {
            case DecisionMade e -> {
                decisions.add(e.decision());
                inForce(e.decision().configHash());
            }
            case ParentCreated e -> others.merge("parents", 1L, Long::sum);
            case ChildCreated e -> others.merge("children", 1L, Long::sum);
            case OrderFilled e -> others.merge("fills", 1L, Long::sum);
            case ApprovalChanged e -> approval(e);
            case LimitChanged e -> limit(e);
            case KillSwitchChanged e -> kill(e);
            case LockChanged e -> lock(e);
            case CashMoved e -> cash(e);
            case RiskStateChanged e -> monitor = monitor(e.state());
            default -> {}
        }
    }

    private void approval(ApprovalChanged e) {
        String step = e.step().name().toLowerCase(Locale.ROOT);
        others.merge("approval." + step, 1L, Long::sum);
        changes.add(e.approvalId() + " of " + e.subject() + " " + step + " by " + e.principal());
    }

    private void limit(LimitChanged e) {
        others.merge("limit_changes", 1L, Long::sum);
        changes.add("limit " + e.limit() + " from " + e.before() + " to " + e.after() + " by " + e.principal());
        inForce(e.configHash());
    }

    private void kill(KillSwitchChanged e) {
        others.merge("kill_switch_changes", 1L, Long::sum);
        changes.add("kill switch " + e.killSwitch().scope() + " "
                + e.killSwitch().target() + " "
                + (e.on() ? "thrown" : "reset") + " by " + e.killSwitch().principal() + ": "
                + e.killSwitch().reason());
    }

    private void lock(LockChanged e) {
        others.merge("lock_changes", 1L, Long::sum);
        changes.add("lock " + e.lock().scope() + " "
                + (e.on() ? "until_ns " + e.lock().untilNs() : "lifted") + " by " + e.principal() + ": " + e.reason());
    }

    private void cash(CashMoved e) {
        others.merge("cash_movements", 1L, Long::sum);
        changes.add("cash " + e.id() + " of " + Decimals.text(e.flow().amount()) + " "
                + e.flow().currency() + " by " + e.principal()
                + e.approver().map(name -> " with " + name).orElse("") + ": " + e.reason());
    }

    private void inForce(String hash) {
        hashInForce = hash;
        if (limitHashes.isEmpty() || !limitHashes.getLast().equals(hash)) {
            limitHashes.add(hash);
        }
    }

    private static List<MetricState> monitor(Map<String, String> state) {
        boolean kept = state.keySet().stream().anyMatch(name -> name.startsWith(SavedMonitor.PREFIX));
        return kept ? List.copyOf(SavedMonitor.states(state).values()) : List.of();
    }
}
