package io.colin.api.metrics;

import io.colin.api.metrics.MetricDefinition.Kind;
import java.util.List;

/** Every measurement of Colin. Names are without the prefix {@code colin_}; symbols are those of the universe. */
public final class MetricCatalog {
    /** Signals given. */
    public static final MetricDefinition SIGNALS =
            counter("signals_total", "Signals given, by direction", "model", "horizon", "direction");
    /** Decision points that gave none. */
    public static final MetricDefinition SIGNALS_SUPPRESSED =
            counter("signals_suppressed_total", "Decision points without a trading signal", "reason");
    /** Signals the market answered. */
    public static final MetricDefinition SIGNAL_RESOLVED =
            counter("signal_resolved_total", "Directed signals the market answered", "model", "horizon", "outcome");
    /** Share of right ones among the last 1000, from 50 on. */
    public static final MetricDefinition SIGNAL_ACCURACY = gauge(
            "signal_accuracy_ratio", "Right among the last 1000 resolved signals, from 50 on", "model", "horizon");
    /** Share of decision points with a directed signal. */
    public static final MetricDefinition SIGNAL_COVERAGE =
            gauge("signal_coverage_ratio", "Share of decision points with a directed signal", "model", "horizon");
    /** Divergence of a model's worst column from its training. */
    public static final MetricDefinition MODEL_DRIFT_KL = gauge(
            "model_drift_kl", "Kullback-Leibler divergence of the champion's worst column from its training", "model");
    /** Share of a model's columns that drifted. */
    public static final MetricDefinition MODEL_DRIFT_COLUMNS =
            gauge("model_drift_columns_ratio", "Share of the champion's columns that drifted", "model");
    /** Time of each stage. */
    public static final MetricDefinition EXECUTION_LATENCY = histogram(
            "execution_latency_seconds",
            "Time of a stage of the order path, by the clock of the process",
            0.05,
            "stage");
    /** Orders by what became of them. */
    public static final MetricDefinition ORDERS =
            counter("orders_total", "Child orders by state reached", "venue", "type", "status");
    /** Working orders. */
    public static final MetricDefinition ORDERS_OPEN =
            gauge("orders_open", "Child orders that are not closed", "venue");
    /** Orders whose fate is unknown. */
    public static final MetricDefinition ORDERS_UNKNOWN =
            gauge("orders_unknown", "Child orders whose fate is unknown", "venue");
    /** Refused by a venue. */
    public static final MetricDefinition ORDER_REJECTS =
            counter("order_rejects_total", "Child orders refused by a venue", "venue", "reason");
    /** What was approved and what left. */
    public static final MetricDefinition ORDER_FLOW = counter(
            "order_flow_total",
            "Child orders that the risk gate approved, that left for a venue, and that were stopped for not matching",
            "stage");
    /** Filled share of ended orders of the last hour. */
    public static final MetricDefinition FILL_RATIO =
            gauge("fill_ratio", "Filled over ordered quantity of child orders ended in the last hour", "venue");
    /** Slippage of fills. */
    public static final MetricDefinition SLIPPAGE = histogram(
            "slippage_bps",
            "Signed slippage of a fill to the mid at arrival, adverse above 0",
            10,
            "venue",
            "algo",
            "side");
    /** Fees paid. */
    public static final MetricDefinition FEES = counter("fees_total", "Fees paid", "venue", "currency");
    /** Whether a venue takes orders. */
    public static final MetricDefinition VENUE_UP = gauge("venue_up", "1 while the venue takes orders", "venue");
    /** Worth of the account. */
    public static final MetricDefinition EQUITY = gauge("portfolio_equity", "Equity, cash included", "currency");
    /** Free cash. */
    public static final MetricDefinition CASH = gauge("portfolio_cash", "Free cash", "currency");
    /** Gross exposure. */
    public static final MetricDefinition GROSS_EXPOSURE =
            gauge("portfolio_gross_exposure", "Sum of absolute position values", "currency");
    /** Net exposure. */
    public static final MetricDefinition NET_EXPOSURE =
            gauge("portfolio_net_exposure", "Sum of signed position values", "currency");
    /** Profit by kind. */
    public static final MetricDefinition PNL =
            gauge("portfolio_pnl", "Profit since the start: realised, unrealised, fees, funding", "currency", "kind");
    /** Drawdown now. */
    public static final MetricDefinition DRAWDOWN =
            gauge("portfolio_drawdown_ratio", "Share lost since the high-water mark of equity");
    /** Largest drawdown. */
    public static final MetricDefinition MAX_DRAWDOWN =
            gauge("portfolio_max_drawdown_ratio", "Largest drawdown of the run");
    /** Open positions. */
    public static final MetricDefinition POSITIONS = gauge("portfolio_positions", "Positions that are not flat");
    /** Share of each limit in use. */
    public static final MetricDefinition LIMIT_USED =
            gauge("risk_limit_used_ratio", "Share of a limit in use, 1 at the limit", "limit");
    /** Leverage. */
    public static final MetricDefinition LEVERAGE = gauge("risk_leverage_ratio", "Gross exposure over equity");
    /** Decisions of the gate. */
    public static final MetricDefinition RISK_DECISIONS =
            counter("risk_decisions_total", "Decisions of the risk gate", "outcome");
    /** Refusals of the gate by code. */
    public static final MetricDefinition RISK_REJECTIONS =
            counter("risk_rejections_total", "Reasons for which the risk gate reduced or refused", "code");
    /** Controls of the gate by outcome. */
    public static final MetricDefinition RISK_CONTROLS = counter(
            "risk_controls_total",
            "How often a control of the risk gate passed, warned, reduced or failed, of the whole run",
            "control",
            "outcome");
    /** Time of the gate. */
    public static final MetricDefinition RISK_CHECK =
            histogram("risk_check_seconds", "Time of one risk decision", 0.005);
    /** Value at risk. */
    public static final MetricDefinition RISK_VAR =
            gauge("risk_var_ratio", "Value at risk as a share of equity", "confidence", "horizon", "method");
    /** Expected shortfall. */
    public static final MetricDefinition RISK_ES =
            gauge("risk_es_ratio", "Expected shortfall as a share of equity", "confidence", "horizon", "method");
    /** Exceptions of the back-test. */
    public static final MetricDefinition RISK_VAR_BREACHES = counter(
            "risk_var_breaches_total", "Days that lost more than the value at risk forecast for them", "confidence");
    /** Loss of each scenario. */
    public static final MetricDefinition RISK_STRESS_LOSS =
            gauge("risk_stress_loss_ratio", "Share of equity a scenario would take", "scenario");
    /** Largest correlation. */
    public static final MetricDefinition RISK_CORRELATION_MAX =
            gauge("risk_correlation_max", "Largest correlation of two symbols held");
    /** Mean correlation. */
    public static final MetricDefinition RISK_CORRELATION_AVERAGE =
            gauge("risk_correlation_average", "Mean correlation of the symbols held");
    /** Effective bets. */
    public static final MetricDefinition RISK_EFFECTIVE_BETS =
            gauge("risk_effective_bets", "Number of independent bets the portfolio amounts to");
    /** State of each breaker. */
    public static final MetricDefinition RISK_BREAKER_STATE =
            gauge("risk_breaker_state", "0 closed, 1 half open, 2 open; the worst of the breaker's scopes", "breaker");
    /** Kill switches. */
    public static final MetricDefinition RISK_KILL_SWITCH =
            gauge("risk_kill_switch", "1 while a kill switch of the scope is thrown", "scope");
    /** Time of the slow work. */
    public static final MetricDefinition RISK_FIGURES_TIME = histogram(
            "risk_figures_seconds", "Time of the slow risk work: value at risk, stress and correlation together", 0.1);
    /** Time of value at risk. */
    public static final MetricDefinition RISK_VAR_TIME =
            histogram("risk_var_seconds", "Time of value at risk and expected shortfall in full, by every method", 0.1);
    /** Time of stress. */
    public static final MetricDefinition RISK_STRESS_TIME =
            histogram("risk_stress_seconds", "Time of all stress scenarios", 1);
    /** Events of the market. */
    public static final MetricDefinition DATA_EVENTS =
            counter("data_events_total", "Market events taken", "venue", "kind");
    /** Holes in the data. */
    public static final MetricDefinition DATA_GAPS = counter("data_gaps_total", "Holes in the data", "venue", "symbol");
    /** Unusable rows. */
    public static final MetricDefinition DATA_INVALID =
            counter("data_invalid_total", "Unusable rows of the data", "venue", "reason");
    /** Age of the newest event. */
    public static final MetricDefinition DATA_STALENESS =
            gauge("data_staleness_seconds", "Event time since the newest event", "venue", "symbol");
    /** Age of what is not yet durable. */
    public static final MetricDefinition LEDGER_LAG =
            gauge("ledger_lag_seconds", "Age of the oldest record that is not yet durable, by the clock");
    /** Waiting work. */
    public static final MetricDefinition QUEUE_DEPTH =
            gauge("queue_depth", "Waiting items of a bounded queue", "queue");
    /** Work done, by component. */
    public static final MetricDefinition OPERATIONS =
            counter("operations_total", "Operations of a component", "component");
    /** Failures, by component. */
    public static final MetricDefinition ERRORS =
            counter("errors_total", "Failed operations of a component", "component", "reason");
    /** Requests of the API. */
    public static final MetricDefinition HTTP_REQUEST =
            histogram("http_request_seconds", "Time of an API request", 0.1, "method", "route", "status");
    /** Open sockets. */
    public static final MetricDefinition WS_SESSIONS = gauge("ws_sessions", "Open WebSocket sessions", "channel");
    /** Sessions closed for slowness. */
    public static final MetricDefinition WS_DROPPED =
            counter("ws_dropped_total", "WebSocket sessions closed because they read too slowly", "channel");
    /** Refused credentials. */
    public static final MetricDefinition AUTH_FAILURES =
            counter("auth_failures_total", "Requests without valid credentials", "reason");
    /** Memory of the process. */
    public static final MetricDefinition RESIDENT = gauge("resident_bytes", "Resident memory of the process");
    /** Age of the process. */
    public static final MetricDefinition UPTIME = gauge("uptime_seconds", "Time since the server started");
    /** Whether it is ready. */
    public static final MetricDefinition READY = gauge("ready", "1 while every component needed for trading is up");
    /** What is running. */
    public static final MetricDefinition BUILD_INFO =
            gauge("build_info", "Always 1; the labels say what is running", "version", "java", "mode");

    /** Every definition above. */
    public static final List<MetricDefinition> ALL = List.of(
            SIGNALS,
            SIGNALS_SUPPRESSED,
            SIGNAL_RESOLVED,
            SIGNAL_ACCURACY,
            SIGNAL_COVERAGE,
            MODEL_DRIFT_KL,
            MODEL_DRIFT_COLUMNS,
            EXECUTION_LATENCY,
            ORDERS,
            ORDERS_OPEN,
            ORDERS_UNKNOWN,
            ORDER_REJECTS,
            ORDER_FLOW,
            FILL_RATIO,
            SLIPPAGE,
            FEES,
            VENUE_UP,
            EQUITY,
            CASH,
            GROSS_EXPOSURE,
            NET_EXPOSURE,
            PNL,
            DRAWDOWN,
            MAX_DRAWDOWN,
            POSITIONS,
            LIMIT_USED,
            LEVERAGE,
            RISK_DECISIONS,
            RISK_REJECTIONS,
            RISK_CONTROLS,
            RISK_CHECK,
            RISK_VAR,
            RISK_ES,
            RISK_VAR_BREACHES,
            RISK_STRESS_LOSS,
            RISK_CORRELATION_MAX,
            RISK_CORRELATION_AVERAGE,
            RISK_EFFECTIVE_BETS,
            RISK_BREAKER_STATE,
            RISK_KILL_SWITCH,
            RISK_FIGURES_TIME,
            RISK_VAR_TIME,
            RISK_STRESS_TIME,
            DATA_EVENTS,
            DATA_GAPS,
            DATA_INVALID,
            DATA_STALENESS,
            LEDGER_LAG,
            QUEUE_DEPTH,
            OPERATIONS,
            ERRORS,
            HTTP_REQUEST,
            WS_SESSIONS,
            WS_DROPPED,
            AUTH_FAILURES,
            RESIDENT,
            UPTIME,
            READY,
            BUILD_INFO);

    private MetricCatalog() {}

    private static MetricDefinition counter(String name, String help, String... labels) {
        return new MetricDefinition(name, Kind.COUNTER, help, List.of(labels), 0);
    }

    private static MetricDefinition gauge(String name, String help, String... labels) {
        return new MetricDefinition(name, Kind.GAUGE, help, List.of(labels), 0);
    }

    private static MetricDefinition histogram(String name, String help, double target, String... labels) {
        return new MetricDefinition(name, Kind.HISTOGRAM, help, List.of(labels), target);
    }
}
