package io.colin.risk.compliance;

import io.colin.api.internal.Require;
import java.util.EnumMap;
import java.util.Map;

/** What a monitor remembers, as texts by name. */
record SavedMonitor(
        Map<MonitorMetric, MetricState> states,
        Map<MonitorMetric, Long> opened,
        Map<MonitorMetric, Long> toReview,
        long reportedDay,
        long tradeDay,
        long trades) {
    static final String PREFIX = "compliance.monitor.";

    static void save(Map<String, String> state, SavedMonitor monitor) {
        monitor.states().forEach((metric, at) -> {
            if (at.sinceNs() != 0) {
                String name = PREFIX + metric.text() + ".";
                state.put(name + "level", at.level().name());
                state.put(name + "value", Double.toString(at.value()));
                state.put(name + "since_ns", Long.toString(at.sinceNs()));
                state.put(name + "opened_ns", Long.toString(monitor.opened().getOrDefault(metric, at.sinceNs())));
            }
        });
        monitor.toReview()
                .forEach((metric, count) -> state.put(PREFIX + metric.text() + ".to_review", Long.toString(count)));
        state.put(PREFIX + "reported_day", Long.toString(monitor.reportedDay()));
        state.put(PREFIX + "trade_day", Long.toString(monitor.tradeDay()));
        state.put(PREFIX + "trades", Long.toString(monitor.trades()));
    }

    static SavedMonitor read(Map<String, String> state) {
        Map<MonitorMetric, Long> opened = new EnumMap<>(MonitorMetric.class);
        Map<MonitorMetric, Long> toReview = new EnumMap<>(MonitorMetric.class);
        for (MonitorMetric metric : MonitorMetric.values()) {
            String name = PREFIX + metric.text() + ".";
            if (state.containsKey(name + "level")) {
                opened.put(metric, Texts.number(state, name + "opened_ns"));
            }
            if (state.containsKey(name + "to_review")) {
                toReview.put(metric, Require.positive(name + "to_review", Texts.number(state, name + "to_review")));
            }
        }
        return new SavedMonitor(
                states(state),
                opened,
                toReview,
                Texts.number(state, PREFIX + "reported_day"),
                Texts.number(state, PREFIX + "trade_day"),
                Require.notNegative(PREFIX + "trades", Texts.number(state, PREFIX + "trades")));
    }

    /** Where every metric stood when a state was saved; one that is not in it never changed. */
    static Map<MonitorMetric, MetricState> states(Map<String, String> state) {
        Map<MonitorMetric, MetricState> states = new EnumMap<>(MonitorMetric.class);
        for (MonitorMetric metric : MonitorMetric.values()) {
            String name = PREFIX + metric.text() + ".";
            states.put(
                    metric,
                    state.containsKey(name + "level")
                            ? new MetricState(
                                    metric,
                                    Texts.constant(
                                            MonitorLevel.values(), name + "level", Texts.text(state, name + "level")),
                                    Texts.real(state, name + "value"),
                                    Texts.number(state, name + "since_ns"))
                            : new MetricState(metric, MonitorLevel.OK, Double.NaN, 0));
        }
        return states;
    }
}
