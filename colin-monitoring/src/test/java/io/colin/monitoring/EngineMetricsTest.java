package io.colin.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.DataProblem;
import io.colin.api.event.DecisionMade;
import io.colin.api.event.EngineEvent;
import io.colin.api.event.EventHeader;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.ParentCreated;
import io.colin.api.event.PortfolioMarked;
import io.colin.api.event.SignalEmitted;
import io.colin.api.event.SignalResolved;
import io.colin.api.event.SignalResolved.Verdict;
import io.colin.api.event.SignalWithheld;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.DataGap;
import io.colin.api.metrics.MetricCatalog;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.LimitUse;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskStatus;
import io.colin.api.risk.TradingState;
import io.colin.api.signal.Direction;
import io.colin.api.signal.NoSignal;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EngineMetricsTest {
    private static final Symbol BTC = Symbol.of("BTC/USD");
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final Recorded sink = new Recorded();
    private final EngineMetrics metrics = EngineMetrics.to(sink, "bitstamp");
    private long sequence;

    @Test
    void countsSignalsByDirectionAndWhatWasKeptBackByReason() {
        metrics.accept(signal("a", Direction.LONG));
        metrics.accept(signal("b", Direction.NEUTRAL));
        metrics.accept(new SignalWithheld(at(0), new NoSignal(BTC, 0, "bar", SignalReason.WARMING_UP, "")));
        assertThat(sink.value(MetricCatalog.SIGNALS, "bar", "15m", "long")).isEqualTo(1);
        assertThat(sink.value(MetricCatalog.SIGNALS, "bar", "15m", "neutral")).isEqualTo(1);
        assertThat(sink.value(MetricCatalog.SIGNALS_SUPPRESSED, "low_confidence"))
                .isEqualTo(1);
        assertThat(sink.value(MetricCatalog.SIGNALS_SUPPRESSED, "warming_up")).isEqualTo(1);
        assertThat(sink.value(MetricCatalog.SIGNAL_COVERAGE, "bar", "15m")).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void accuracyIsShownFromFiftyResolvedSignalsOnAndUnresolvedIsNeverWrong() {
        metrics.accept(signal("first", Direction.LONG));
        for (int i = 0; i < 49; i++) {
            metrics.accept(resolved("s" + i, i % 2 == 0 ? Verdict.CORRECT : Verdict.WRONG));
        }
        metrics.accept(resolved("u", Verdict.UNRESOLVED));
        assertThat(sink.value(MetricCatalog.SIGNAL_ACCURACY, "bar", "15m")).isNaN();
        metrics.accept(resolved("last", Verdict.CORRECT));
        assertThat(sink.value(MetricCatalog.SIGNAL_ACCURACY, "bar", "15m")).isEqualTo(26 / 50.0);
        assertThat(sink.value(MetricCatalog.SIGNAL_RESOLVED, "bar", "15m", "unresolved"))
                .isEqualTo(1);
    }

    @Test
    void accuracyForgetsWhatIsOlderThanAThousandSignals() {
        metrics.accept(signal("first", Direction.LONG));
        for (int i = 0; i < 1000; i++) {
            metrics.accept(resolved("w" + i, Verdict.WRONG));
        }
        for (int i = 0; i < 1000; i++) {
            metrics.accept(resolved("c" + i, Verdict.CORRECT));
        }
        assertThat(sink.value(MetricCatalog.SIGNAL_ACCURACY, "bar", "15m")).isEqualTo(1);
    }

    @Test
    void followsAnOrderFromBirthToItsEnd() {
        metrics.accept(parent("p1", "100"));
        metrics.accept(child("c1", "p1", "2"));
        assertThat(sink.value(MetricCatalog.ORDERS_OPEN, "paper")).isEqualTo(1);
        assertThat(sink.value(MetricCatalog.FILL_RATIO, "paper")).isNaN();
        metrics.accept(filled("c1", "p1", "0.5", "100.1", OrderStatus.PARTIALLY_FILLED));
        metrics.accept(changed(new OrderEvent.Canceled("c1", 1, "ioc"), OrderStatus.CANCELED));
        assertThat(sink.value(MetricCatalog.ORDERS_OPEN, "paper")).isZero();
        assertThat(sink.value(MetricCatalog.FILL_RATIO, "paper")).isEqualTo(0.25);
        assertThat(sink.value(MetricCatalog.ORDERS, "paper", "limit", "canceled"))
                .isEqualTo(1);
        assertThat(sink.value(MetricCatalog.ORDERS, "paper", "limit", "partially_filled"))
                .isEqualTo(1);
        assertThat(sink.value(MetricCatalog.FEES, "paper", "USD")).isEqualTo(0.05);
        assertThat(sink.observed(MetricCatalog.SLIPPAGE, "paper", "immediate", "buy"))
                .singleElement()
                .satisfies(bps -> assertThat(bps).isCloseTo(10, within(1e-9)));
    }

    @Test
    void anUnknownFateIsCountedUntilItIsKnown() {
        metrics.accept(parent("p1", "100"));
        metrics.accept(child("c1", "p1", "2"));
        metrics.accept(changed(new OrderEvent.Unresolved("c1", 1, "timeout"), OrderStatus.SUBMITTED));
        assertThat(sink.value(MetricCatalog.ORDERS_UNKNOWN, "paper")).isEqualTo(1);
        metrics.accept(filled("c1", "p1", "2", "100", OrderStatus.FILLED));
        assertThat(sink.value(MetricCatalog.ORDERS_UNKNOWN, "paper")).isZero();
    }

    @Test
    void theFillRatioForgetsOrdersThatEndedAnHourAgoInEventTime() {
        metrics.accept(parent("p1", "100"));
        metrics.accept(child("c1", "p1", "2"));
        metrics.accept(changed(new OrderEvent.Canceled("c1", 5, "ioc"), OrderStatus.CANCELED));
        metrics.accept(marked(HOUR, "1000", "1000", 0));
        assertThat(sink.value(MetricCatalog.FILL_RATIO, "paper")).isZero();
        metrics.accept(marked(5 + HOUR, "1000", "1000", 0));
        assertThat(sink.value(MetricCatalog.FILL_RATIO, "paper")).isNaN();
    }

    @Test
    void aVenueRefusalIsCountedUnderItsCodeAndFreeTextUnderOther() {
        metrics.accept(parent("p1", "100"));
        metrics.accept(child("c1", "p1", "2"));
        metrics.accept(child("c2", "p1", "2"));
        metrics.accept(
                changed(new OrderEvent.Rejected("c1", 1, new Refusal("NO_LIQUIDITY", "dry")), OrderStatus.REJECTED));
        metrics.accept(
                changed(new OrderEvent.Rejected("c2", 1, new Refusal("order 77 was bad!", "x")), OrderStatus.REJECTED));
        assertThat(sink.value(MetricCatalog.ORDER_REJECTS, "paper", "NO_LIQUIDITY"))
                .isEqualTo(1);
        assertThat(sink.value(MetricCatalog.ORDER_REJECTS, "paper", "other")).isEqualTo(1);
    }

    @Test
    void showsTheAccountItsLargestDrawdownAndTheLimitThatIsUsedMost() {
        metrics.accept(marked(1, "1000", "950", 0.05));
        metrics.accept(marked(2, "1000", "990", 0.01));
        assertThat(sink.value(MetricCatalog.EQUITY, "USD")).isEqualTo(990);
        assertThat(sink.value(MetricCatalog.DRAWDOWN)).isEqualTo(0.01);
        assertThat(sink.value(MetricCatalog.MAX_DRAWDOWN)).isEqualTo(0.05);
        assertThat(sink.value(MetricCatalog.PNL, "USD", "fees")).isEqualTo(-2);
        assertThat(sink.value(MetricCatalog.PNL, "USD", "funding")).isEqualTo(-3);
        assertThat(sink.value(MetricCatalog.LIMIT_USED, "position")).isEqualTo(0.75);
    }

    @Test
    void countsDecisionsTheirReasonsAndDataProblems() {
        Refusal reason = Refusal.of(DenialCode.POSITION_LIMIT, "limit=1 projected=2");
        metrics.accept(new DecisionMade(
                at(1),
                "p1",
                new RiskDecision(
                        RiskDecision.Verdict.REJECTED,
                        BigDecimal.ONE,
                        BigDecimal.ZERO,
                        List.of(),
                        List.of(reason),
                        List.of(),
                        90,
                        "hash",
                        1,
                        5)));
        metrics.accept(new DataProblem(at(2), new DataGap(BTC, 2, DataGap.Kind.MISSING, "an hour")));
        metrics.accept(new DataProblem(at(3), new DataGap(BTC, 3, DataGap.Kind.OUT_OF_ORDER, "back")));
        assertThat(sink.value(MetricCatalog.RISK_DECISIONS, "rejected")).isEqualTo(1);
        assertThat(sink.value(MetricCatalog.RISK_REJECTIONS, "POSITION_LIMIT")).isEqualTo(1);
        assertThat(sink.value(MetricCatalog.DATA_GAPS, "bitstamp", "BTC/USD")).isEqualTo(1);
        assertThat(sink.value(MetricCatalog.DATA_INVALID, "bitstamp", "out_of_order"))
                .isEqualTo(1);
    }

    private EventHeader at(long timeNs) {
        return new EventHeader(++sequence, timeNs, 0, "", "");
    }

    private EngineEvent signal(String id, Direction direction) {
        Signal.Builder builder = Signal.of(BTC, "bar", 1)
                .band(0.01, new BigDecimal("100"))
                .horizonNs(Duration.ofMinutes(15).toNanos())
                .probabilities(new Probabilities(0.5, 0.3, 0.2));
        Signal signal = direction == Direction.NEUTRAL
                ? builder.neutral(SignalReason.LOW_CONFIDENCE).build()
                : builder.directed(direction, 0.5).build();
        return new SignalEmitted(at(1), signal.identified(id, 1, id), true);
    }

    private EngineEvent resolved(String id, Verdict verdict) {
        return new SignalResolved(at(1), id, BTC, "bar", Direction.LONG, Direction.LONG, 0.01, 0.009, verdict);
    }

    private EngineEvent parent(String id, String mid) {
        OrderIntent intent = OrderIntent.of(BTC, Side.BUY, new BigDecimal("2"))
                .clientOrderId(id)
                .build();
        ParentOrder order = new ParentOrder(
                id, intent, "test", 0, new BigDecimal(mid), OrderProgress.initial(new BigDecimal("2"), 0));
        return new ParentCreated(at(0), order, "", "");
    }

    private EngineEvent child(String id, String parent, String quantity) {
        return new ChildCreated(
                at(0),
                new ChildOrder(
                        id,
                        parent,
                        "paper",
                        "",
                        BTC,
                        Side.BUY,
                        new OrderType.Limit(new BigDecimal("101")),
                        TimeInForce.IOC,
                        false,
                        false,
                        BigDecimal.ZERO,
                        0,
                        OrderProgress.initial(new BigDecimal(quantity), 0)),
                "immediate/1");
    }

    private EngineEvent changed(OrderEvent event, OrderStatus after) {
        return new OrderChanged(at(event.timeNs()), event, OrderStatus.SUBMITTED, after);
    }

    private EngineEvent filled(String child, String parent, String quantity, String price, OrderStatus after) {
        Fill fill = new Fill(
                "t-" + child,
                child,
                parent,
                "paper",
                BTC,
                Side.BUY,
                new BigDecimal(quantity),
                new BigDecimal(price),
                new BigDecimal("0.05"),
                "USD",
                Liquidity.TAKER,
                1);
        return new OrderFilled(at(1), fill, after, after);
    }

    private EngineEvent marked(long timeNs, String cash, String equity, double drawdown) {
        TreeMap<String, BigDecimal> money = new TreeMap<>();
        money.put("USD", new BigDecimal(cash));
        Portfolio portfolio = new Portfolio(
                "main",
                "USD",
                timeNs,
                new BigDecimal("1000"),
                money,
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new BigDecimal(equity),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                new BigDecimal("2"),
                new BigDecimal("-3"),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                List.of());
        RiskStatus risk = new RiskStatus(
                TradingState.ACTIVE,
                new BigDecimal("1000"),
                drawdown,
                1,
                List.of(limit("BTC/USD", "75"), limit("ETH/USD", "10")),
                List.of(),
                List.of());
        return new PortfolioMarked(at(timeNs), portfolio, risk);
    }

    private static LimitUse limit(String scope, String used) {
        return new LimitUse(
                "position", scope, "USD", new BigDecimal("80"), new BigDecimal("100"), new BigDecimal(used));
    }
}
