package io.colin.risk.compliance;

import io.colin.api.alert.Alert;
import io.colin.api.alert.Severity;
import io.colin.api.internal.Require;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskDecision;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Watches the account while it trades: every 60 s of event time each metric is held against its thresholds. A breach is an
 * alert of severity HIGH, a warning one of MEDIUM; a metric has at most one open alert, which changes its severity with the
 * level and is resolved when the metric is back, as the concentration is too once fewer positions are left than it is judged
 * of. What cannot be measured (an account with something unpriced or not seen yet, too few orders) leaves its metric where it
 * is: it neither raises nor ends an alert. Findings of surveillance are a breach until a person has reviewed them.
 *
 * <p>Single-threaded. Memory is bounded: of ended orders the newest 500 count, and ids are kept of the orders that traded on the
 * day.
 */
public final class ComplianceMonitor {
    private static final int EXECUTIONS = 500;
    private static final long DAY_NS = 86_400_000_000_000L;
    private static final long NEVER = Long.MIN_VALUE;

    private final MonitorSettings settings;
    private final ControlCounts counts = ControlCounts.empty();
    private final Map<MonitorMetric, MetricState> states = new EnumMap<>(MonitorMetric.class);
    private final Map<MonitorMetric, Long> opened = new EnumMap<>(MonitorMetric.class);
    private final Map<MonitorMetric, Long> toReview = new EnumMap<>(MonitorMetric.class);
    private final Deque<Boolean> withinBound = new ArrayDeque<>();
    private long lastLookNs = NEVER;
    private OptionalDouble largestPosition = OptionalDouble.empty();
    /** NaN of too few positions to be judged. */
    private OptionalDouble concentration = OptionalDouble.empty();

    private long tradeDay = NEVER;
    /** The orders with an execution on the day. */
    private final Set<String> traded = new HashSet<>();
    /** How many more there were when a state was saved whose record was not heard again. */
    private long savedTrades;

    private long reportedDay = NEVER;

    private ComplianceMonitor(MonitorSettings settings) {
        this.settings = settings;
        for (MonitorMetric metric : MonitorMetric.values()) {
            states.put(metric, new MetricState(metric, MonitorLevel.OK, Double.NaN, 0));
        }
    }

    /**
     * A monitor that has seen nothing.
     *
     * @param settings thresholds
     * @return the monitor
     */
    public static ComplianceMonitor of(MonitorSettings settings) {
        return new ComplianceMonitor(settings);
    }

    /**
     * Learns of a decision.
     *
     * @param decision as recorded
     */
    public void onDecision(RiskDecision decision) {
        counts.add(decision);
    }

    /**
     * Learns what the account holds. Without complete prices nothing is measured.
     *
     * @param portfolio as marked
     */
    public void onPortfolio(Portfolio portfolio) {
        if (!portfolio.isPriced()) {
            return;
        }
        List<BigDecimal> held = portfolio.positions().values().stream()
                .map(view -> view.value().abs())
                .filter(value -> value.signum() > 0)
                .toList();
        BigDecimal largest = held.stream().max(BigDecimal::compareTo).orElse(BigDecimal.ZERO);
        largestPosition = OptionalDouble.of(share(largest, portfolio.equity()));
        concentration = OptionalDouble.of(held.size() < settings.minPositions() ? Double.NaN : index(held));
    }

    private static double share(BigDecimal value, BigDecimal equity) {
        if (value.signum() == 0) {
            return 0;
        }
        return equity.signum() <= 0 ? Double.POSITIVE_INFINITY : value.doubleValue() / equity.doubleValue();
    }

    private static double index(List<BigDecimal> held) {
        double sum = held.stream().mapToDouble(BigDecimal::doubleValue).sum();
        return held.stream()
                .mapToDouble(value -> value.doubleValue() / sum)
                .map(share -> share * share)
                .sum();
    }

    /**
     * Learns of an execution. A trade is an order with at least one on the UTC day, as for FREQ_001 and the day counts of the
     * gate: however many executions it takes, on a day it is one.
     *
     * @param parentId our id of the order
     * @param timeNs event time, ns since epoch; one of a day before is not counted any more
     */
    public void onFill(String parentId, long timeNs) {
        newDay(timeNs);
        if (Math.floorDiv(timeNs, DAY_NS) == tradeDay) {
            traded.add(parentId);
        }
    }

    private void newDay(long timeNs) {
        long day = Math.floorDiv(timeNs, DAY_NS);
        if (day > tradeDay) {
            tradeDay = day;
            traded.clear();
            savedTrades = 0;
        }
    }

    private long trades() {
        return savedTrades + traded.size();
    }

    /**
     * Learns how an order ended that had a prediction.
     *
     * @param shortfallBps what it cost against the price at its arrival, in basis points, adverse above 0
     * @param boundBps what was predicted to be enough in 90 % of cases, in basis points
     * @throws IllegalArgumentException if one is not finite
     */
    public void onExecution(double shortfallBps, double boundBps) {
        Require.finite("shortfallBps", shortfallBps);
        Require.finite("boundBps", boundBps);
        withinBound.add(shortfallBps <= boundBps);
        if (withinBound.size() > EXECUTIONS) {
            withinBound.removeFirst();
        }
    }

    /**
     * Learns that the report of a day was made. Days before it count as reported too.
     *
     * @param epochDay days since 1970-01-01, UTC
     */
    public void onReport(long epochDay) {
        reportedDay = Math.max(reportedDay, epochDay);
    }

    /**
     * Learns what surveillance found. It stays a breach until it is {@link #reviewed}.
     *
     * @param finding with its evidence
     */
    public void onFinding(SurveillanceFinding finding) {
        onFinding(finding.pattern());
    }

    void onFinding(SurveillanceFinding.Pattern pattern) {
        toReview.merge(pattern.metric(), 1L, Long::sum);
    }

    /**
     * Learns that a person looked at all findings of a pattern; its alert is resolved at the next look.
     *
     * @param pattern which
     * @param principal who, not blank
     * @return how many findings there were
     */
    public long reviewed(SurveillanceFinding.Pattern pattern, String principal) {
        Require.text("principal", principal);
        return Optional.ofNullable(toReview.remove(pattern.metric())).orElse(0L);
    }

    /**
     * Holds every metric against its thresholds, when it is time to.
     *
     * @param timeNs event time, ns since epoch
     * @return alerts that began, changed their severity or were resolved; empty when nothing did or the last look was less
     *     than the interval ago
     */
    public List<Alert> look(long timeNs) {
        if (lastLookNs != NEVER && timeNs - lastLookNs < settings.interval().toNanos()) {
            return List.of();
        }
        lastLookNs = timeNs;
        newDay(timeNs);
        if (reportedDay == NEVER) {
            // The first report that is due is that of the day of the first look.
            reportedDay = Math.floorDiv(timeNs, DAY_NS) - 1;
        }
        List<Alert> alerts = new ArrayList<>();
        for (MonitorMetric metric : MonitorMetric.values()) {
            OptionalDouble value = value(metric, timeNs);
            if (value.isPresent()) {
                judge(metric, value.getAsDouble(), timeNs).ifPresent(alerts::add);
            }
        }
        return List.copyOf(alerts);
    }

    private OptionalDouble value(MonitorMetric metric, long timeNs) {
        return switch (metric) {
            case LARGEST_POSITION -> largestPosition;
            case CONCENTRATION -> concentration;
            case TRADES_PER_DAY -> OptionalDouble.of((double) trades());
            case EXECUTION_QUALITY -> executionQuality();
            case REPORT_AGE -> OptionalDouble.of(reportAge(timeNs));
            case SPOOFING, LAYERING, WASH_TRADE, QUOTE_STUFFING ->
                OptionalDouble.of((double) toReview.getOrDefault(metric, 0L));
        };
    }

    private OptionalDouble executionQuality() {
        long within = withinBound.stream().filter(Boolean::booleanValue).count();
        return withinBound.size() < settings.minExecutions()
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) within / withinBound.size());
    }

    /** Days since the oldest missing report was due: at the end of the day after the last one reported. */
    private double reportAge(long timeNs) {
        long dueNs = (reportedDay + 2) * DAY_NS;
        return Math.max(0, timeNs - dueNs) / (double) DAY_NS;
    }

    private Optional<Alert> judge(MonitorMetric metric, double value, long timeNs) {
        MetricState before = stateOf(metric);
        MonitorLevel level = level(metric, value);
        if (level == before.level()) {
            return Optional.empty();
        }
        boolean open = before.level() != MonitorLevel.OK;
        MetricState after = new MetricState(metric, level, value, timeNs);
        states.put(metric, after);
        long startedNs = open ? startedNs(metric) : timeNs;
        opened.put(metric, startedNs);
        return Optional.of(alert(before, after, startedNs));
    }

    /** NaN reaches no threshold. */
    private MonitorLevel level(MonitorMetric metric, double value) {
        MonitorSettings.Thresholds limits = settings.of(metric);
        if (metric == MonitorMetric.EXECUTION_QUALITY) {
            return value < limits.breach()
                    ? MonitorLevel.BREACH
                    : value < limits.warning() ? MonitorLevel.WARNING : MonitorLevel.OK;
        }
        return value >= limits.breach()
                ? MonitorLevel.BREACH
                : value >= limits.warning() ? MonitorLevel.WARNING : MonitorLevel.OK;
    }

    private long startedNs(MonitorMetric metric) {
        return opened.getOrDefault(metric, stateOf(metric).sinceNs());
    }

    private Alert alert(MetricState before, MetricState after, long startedNs) {
        String metric = after.metric().text();
        MonitorLevel shown = after.level() == MonitorLevel.OK ? before.level() : after.level();
        MonitorSettings.Thresholds limits = settings.of(after.metric());
        double threshold = shown == MonitorLevel.BREACH ? limits.breach() : limits.warning();
        SortedMap<String, String> labels = new TreeMap<>(Map.of("metric", metric));
        return new Alert(
                "compliance-" + metric + "-" + startedNs,
                "compliance-" + metric,
                shown == MonitorLevel.BREACH ? Severity.HIGH : Severity.MEDIUM,
                after.level() == MonitorLevel.OK ? Alert.State.RESOLVED : Alert.State.FIRING,
                "compliance: " + metric + " " + after.level(),
                metric
                        + (Double.isNaN(after.value()) ? " is of too few to be judged" : " is " + after.value())
                        + ", was " + before.level() + ", threshold " + threshold,
                labels,
                after.value(),
                threshold,
                startedNs,
                after.sinceNs(),
                0);
    }

    private MetricState stateOf(MonitorMetric metric) {
        return states.getOrDefault(metric, new MetricState(metric, MonitorLevel.OK, Double.NaN, 0));
    }

    /**
     * Where every metric stands.
     *
     * @return one a metric, in the order of {@link MonitorMetric}
     */
    public List<MetricState> states() {
        return List.copyOf(states.values());
    }

    /**
     * What was counted of the decisions. A restart under an engine counts the decisions of the record anew, so that afterwards
     * this is what it was; {@link #restore} alone brings no counts back.
     *
     * @return the counts, which go on counting; {@link ControlCounts#score()} is the compliance score
     */
    public ControlCounts counts() {
        return counts;
    }

    /**
     * Writes what must survive a restart: levels with their alerts, what waits for review, how many orders traded on the day,
     * the last report. Measured values that stand within their level do not change it. How executions came out is not in it:
     * whoever restores tells {@link #onExecution} of the newest 500 again, as {@link Supervision} does from the record.
     *
     * @param state receives texts whose names start with {@code compliance.monitor.}
     */
    public void save(Map<String, String> state) {
        SavedMonitor.save(state, new SavedMonitor(states, opened, toReview, reportedDay, tradeDay, trades()));
    }

    /**
     * Takes back what {@link #save} wrote. What was told before of executions stays, and where it holds trades of the saved day
     * or a later one they count and not the saved number; else that number counts, and an order of it that executes again is
     * counted anew, for its id is not known.
     *
     * @param state as written
     * @throws IllegalArgumentException if a text is missing or unreadable; nothing changes then
     */
    public void restore(Map<String, String> state) {
        SavedMonitor saved = SavedMonitor.read(state);
        states.putAll(saved.states());
        opened.clear();
        opened.putAll(saved.opened());
        toReview.clear();
        toReview.putAll(saved.toReview());
        reportedDay = saved.reportedDay();
        if (saved.tradeDay() > tradeDay || traded.isEmpty()) {
            tradeDay = saved.tradeDay();
            traded.clear();
            savedTrades = saved.trades();
        }
    }
}
