package io.colin.risk.compliance;

import io.colin.api.alert.Alert;
import io.colin.api.alert.Severity;
import io.colin.api.event.DecisionMade;
import io.colin.api.event.ExecutionAnalysed;
import io.colin.api.event.ExecutionNoted;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.RiskAlert;
import io.colin.api.event.RiskStateChanged;
import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.execution.ExecutionNote;
import io.colin.api.internal.Require;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskNotice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The monitor, surveillance and daily reports of a running account, fed by its record and by time. What they find is told as
 * alerts: a finding of surveillance at once, with its evidence, and what the monitor watches every 60 s of event time. Since
 * the record alone feeds surveillance and reports, a restart, which hears all of it again, leaves both as they were, and makes
 * the report of every day anew, the same as before.
 *
 * <p>A finding stands until a person has {@linkplain #reviewed reviewed} it.
 *
 * <p>Single-threaded.
 */
public final class Supervision {
    private static final double BPS = 1e4;

    private static final String FOUND = "surveillance-";
    private static final int REMEMBERED = 1_000;

    private final ComplianceMonitor monitor;
    private final Surveillance surveillance;
    private final DailyReports reports;
    private final Consumer<? super ComplianceReport> onReport;
    private final List<RiskNotice> notices = new ArrayList<>();
    /** Findings that are to be told. */
    private final Set<RiskNotice.Alert> untold = new LinkedHashSet<>();
    /** The newest findings that were: after a restart time finds some of them again. */
    private final Set<RiskNotice.Alert> told = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RiskNotice.Alert, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });
    /** What parents were expected to cost at most in nine of ten cases, until their costs are told. */
    private final Map<String, Double> bounds = new HashMap<>();
    /** Name and scope of findings told and not reviewed. */
    private final SortedSet<Finding> open = new TreeSet<>();
    /**
     * What the monitor learned since its state was last recorded, while a run is taken up: only of what that state holds.
     * Decisions, trades and executions are not in it, or give way to the record, and are told at once.
     */
    private final List<Consumer<ComplianceMonitor>> sinceRecorded = new ArrayList<>();

    private record Finding(String name, String scope) implements Comparable<Finding> {
        @Override
        public int compareTo(Finding other) {
            int byName = name.compareTo(other.name);
            return byName != 0 ? byName : scope.compareTo(other.scope);
        }
    }

    private Supervision(
            MonitorSettings monitored, SurveillanceSettings watched, Consumer<? super ComplianceReport> onReport) {
        monitor = ComplianceMonitor.of(monitored);
        surveillance = Surveillance.of(watched);
        reports = DailyReports.of(watched);
        this.onReport = onReport;
    }

    /**
     * A supervision that has seen nothing.
     *
     * @param monitored thresholds of the monitor
     * @param watched thresholds of surveillance
     * @param onReport hears the report of each day when it is over, on the caller's thread, and again after a restart; it must
     *     not throw
     * @return the supervision
     */
    public static Supervision of(
            MonitorSettings monitored, SurveillanceSettings watched, Consumer<? super ComplianceReport> onReport) {
        return new Supervision(monitored, watched, onReport);
    }

    /**
     * Learns of an event of the record.
     *
     * @param event the next
     * @param again true while a run is taken up: nothing is told again, and the monitor's own state follows by
     *     {@link #restore}
     */
    public void onRecord(LedgerEvent event, boolean again) {
        if (!again) {
            catchUp();
        }
        switch (event) {
            case RiskStateChanged changed -> sinceRecorded.clear();
            case RiskAlert alert -> recorded(alert, again);
            case DecisionMade made -> monitor.onDecision(made.decision());
            case OrderFilled filled ->
                monitor.onFill(filled.fill().parentId(), filled.fill().timeNs());
            case ExecutionNoted noted -> note(noted);
            case ExecutionAnalysed analysed -> judge(analysed.analysis());
            default -> {}
        }
        for (ComplianceReport report : reports.onEvent(event)) {
            onReport.accept(report);
            tell(again, to -> to.onReport(report.day().toEpochDay()));
        }
        for (SurveillanceFinding finding : surveillance.onEvent(event)) {
            found(finding);
        }
    }

    private void note(ExecutionNoted noted) {
        if (noted.note() instanceof ExecutionNote.Foretold foretold) {
            foretold.forecast().bound90().ifPresent(bound -> bounds.put(noted.orderId(), bound));
        }
    }

    /**
     * An execution counts where a bound was foretold when it arrived; there is none before it is known how much single orders
     * scatter. What was filled at another price than the symbol's has no cost of its own to hold against it.
     */
    private void judge(ExecutionAnalysis analysis) {
        Double bound = bounds.remove(analysis.orderId());
        if (bound != null && !analysis.isInterchanged()) {
            analysis.impact().ifPresent(impact -> monitor.onExecution(BPS * impact.cost(), BPS * bound));
        }
    }

    private void tell(boolean again, Consumer<ComplianceMonitor> what) {
        if (again) {
            sinceRecorded.add(what);
        } else {
            what.accept(monitor);
        }
    }

    private void catchUp() {
        sinceRecorded.forEach(what -> what.accept(monitor));
        sinceRecorded.clear();
    }

    /** One that is not in the record yet is to be told; while a run is taken up its alert may still follow. */
    private void found(SurveillanceFinding finding) {
        RiskNotice.Alert alert =
                new RiskNotice.Alert(name(finding.pattern()), scope(finding), Severity.HIGH, true, detail(finding));
        if (!told.contains(alert)) {
            untold.add(alert);
        }
    }

    private static String name(SurveillanceFinding.Pattern pattern) {
        return FOUND + pattern.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String scope(SurveillanceFinding finding) {
        return finding.account() + " " + finding.symbol();
    }

    private static String detail(SurveillanceFinding finding) {
        StringBuilder text = new StringBuilder(finding.detail());
        finding.evidence()
                .forEach(one -> text.append("; ")
                        .append(one.timeNs())
                        .append(' ')
                        .append(one.orderId())
                        .append(' ')
                        .append(one.what()));
        return text.toString();
    }

    /** Which findings stand, and how many a person has to look at, is read off the record. */
    private void recorded(RiskAlert alert, boolean again) {
        for (SurveillanceFinding.Pattern pattern : SurveillanceFinding.Pattern.values()) {
            if (alert.name().equals(name(pattern))) {
                recorded(alert, pattern, again);
            }
        }
    }

    private void recorded(RiskAlert alert, SurveillanceFinding.Pattern pattern, boolean again) {
        Finding finding = new Finding(alert.name(), alert.scope());
        if (alert.active()) {
            open.add(finding);
            RiskNotice.Alert same =
                    new RiskNotice.Alert(alert.name(), alert.scope(), alert.severity(), true, alert.detail());
            untold.remove(same);
            told.add(same);
            tell(again, to -> to.onFinding(pattern));
        } else {
            open.remove(finding);
        }
    }

    /**
     * Learns what the account holds.
     *
     * @param portfolio as marked
     */
    public void onPortfolio(Portfolio portfolio) {
        monitor.onPortfolio(portfolio);
    }

    /**
     * Lets time pass: what only time tells is found, and the monitor looks when it is its time.
     *
     * @param nowNs event time, ns since epoch
     */
    public void onTime(long nowNs) {
        catchUp();
        surveillance.look(nowNs).forEach(this::found);
        monitor.look(nowNs).forEach(alert -> notices.add(notice(alert)));
    }

    private static RiskNotice notice(Alert alert) {
        return new RiskNotice.Alert(
                alert.rule(), "portfolio", alert.severity(), alert.state() != Alert.State.RESOLVED, alert.message());
    }

    /**
     * Learns that a person looked at all findings of a pattern: their alerts end now, the monitor's at its next look.
     *
     * @param pattern which
     * @param principal who, not blank
     * @return how many findings there were
     */
    public long reviewed(SurveillanceFinding.Pattern pattern, String principal) {
        catchUp();
        Require.text("principal", principal);
        for (Finding finding : open) {
            if (finding.name().equals(name(pattern))) {
                notices.add(new RiskNotice.Alert(
                        finding.name(), finding.scope(), Severity.HIGH, false, "reviewed by " + principal));
            }
        }
        return monitor.reviewed(pattern, principal);
    }

    /**
     * The same by the name of the alert.
     *
     * @param alert a finding's, for example {@code surveillance-wash-trade}
     * @param principal who, not blank
     * @return whether there was something to look at
     * @throws IllegalArgumentException if it is the name of no such alert
     */
    public boolean review(String alert, String principal) {
        for (SurveillanceFinding.Pattern pattern : SurveillanceFinding.Pattern.values()) {
            if (name(pattern).equals(alert)) {
                return reviewed(pattern, principal) > 0;
            }
        }
        throw new IllegalArgumentException("alert: must be one that a person ends (" + alert + ")");
    }

    /**
     * What is to be recorded since the last call.
     *
     * @return in the order it happened; mostly empty
     */
    public List<RiskNotice> takeNotices() {
        if (notices.isEmpty() && untold.isEmpty()) {
            return List.of();
        }
        List<RiskNotice> taken = new ArrayList<>(untold);
        taken.addAll(notices);
        told.addAll(untold);
        untold.clear();
        notices.clear();
        return taken;
    }

    /**
     * The monitor, to be read.
     *
     * @return the one instance
     */
    public ComplianceMonitor monitor() {
        return monitor;
    }

    /**
     * Writes what must survive a restart and is not in the record: {@link ComplianceMonitor#save}.
     *
     * @param state receives texts whose names start with {@code compliance.monitor.}
     */
    public void save(Map<String, String> state) {
        monitor.save(state);
    }

    /**
     * Takes back what {@link #save} wrote, and what was recorded after it. Counts of decisions, the trades of the day and the
     * quality of executions stay as the record told them.
     *
     * @param state as written
     * @throws IllegalArgumentException if a text is missing or unreadable
     */
    public void restore(Map<String, String> state) {
        monitor.restore(state);
        catchUp();
    }
}
