package io.colin.execution.store;

import io.colin.api.Decimals;
import io.colin.api.alert.Severity;
import io.colin.api.event.ApprovalChanged;
import io.colin.api.event.CashMoved;
import io.colin.api.event.ChildCreated;
import io.colin.api.event.DecisionMade;
import io.colin.api.event.EventHeader;
import io.colin.api.event.ExecutionAnalysed;
import io.colin.api.event.ExecutionNoted;
import io.colin.api.event.FundingSettled;
import io.colin.api.event.KillSwitchChanged;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.LimitChanged;
import io.colin.api.event.LockChanged;
import io.colin.api.event.ModelPromoted;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.ParentCreated;
import io.colin.api.event.ParentPaused;
import io.colin.api.event.PerformanceMeasured;
import io.colin.api.event.RiskAlert;
import io.colin.api.event.RiskFiguresComputed;
import io.colin.api.event.RiskStateChanged;
import io.colin.api.event.RunEnded;
import io.colin.api.event.RunResumed;
import io.colin.api.event.RunStarted;
import io.colin.api.event.SignalEmitted;
import io.colin.api.event.SignalResolved;
import io.colin.api.event.SliceRouted;
import io.colin.api.event.TargetChanged;
import io.colin.api.event.TrailMoved;
import io.colin.api.event.TransitionRefused;
import io.colin.api.execution.ExecutedFill;
import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.execution.ExecutionCosts;
import io.colin.api.execution.ExecutionForecast;
import io.colin.api.execution.ExecutionImpact;
import io.colin.api.execution.ExecutionNote;
import io.colin.api.execution.Realm;
import io.colin.api.execution.RoutePlan;
import io.colin.api.execution.Slice;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Contingency;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Outcome;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.order.TriggerSource;
import io.colin.api.portfolio.CashFlow;
import io.colin.api.portfolio.FundingPayment;
import io.colin.api.risk.ApprovalStage;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.TimedLock;
import io.colin.api.risk.TradingState;
import io.colin.api.signal.Direction;
import io.colin.api.signal.MemberVote;
import io.colin.api.signal.ModelStage;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.Profile;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalReason;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Random ledger events of every kind, each field of them filled; the same seed gives the same events. */
final class LedgerSamples {
    private static final List<String> TEXTS = List.of(
            "plain",
            "",
            "quote \" back \\ slash /",
            "line\nbreak\ttab\r",
            "\u0000\u0001\u001f",
            "é中😀",
            "\ud800",
            "{\"a\":1}");

    private final Random random;

    LedgerSamples(long seed) {
        random = new Random(seed);
    }

    /** One event of every kind, order events in all their kinds. */
    List<LedgerEvent> oneOfEach() {
        List<LedgerEvent> events = new ArrayList<>();
        events.add(new RunStarted(
                header(), text(), text(), text(), text(), "USD", decimal(), random.nextLong(), text(), text()));
        events.add(new RunResumed(header(), text(), random.nextLong()));
        events.add(new RunEnded(header(), text(), text()));
        Signal signal = signal();
        events.add(new SignalEmitted(header(), signal, !signal.provisional() && random.nextBoolean()));
        events.add(resolved());
        events.add(new TargetChanged(header(), symbol(), decimal(), text()));
        events.add(new DecisionMade(header(), text(), decision()));
        events.add(new ParentCreated(header(), parent(), text(), text()));
        events.add(new SliceRouted(header(), named(), 1 + random.nextInt(9), 1 + random.nextInt(4), slice(), plan()));
        events.add(new ChildCreated(header(), child(), text() + "/1"));
        orderEvents().forEach(e -> events.add(new OrderChanged(header(), e, status(), status())));
        events.add(new OrderFilled(header(), fill(), status(), status()));
        events.add(new FundingSettled(
                header(), new FundingPayment(symbol(), decimal(), random.nextLong()), decimal(), positive()));
        orderEvents().forEach(e -> events.add(new TransitionRefused(header(), e, status(), text())));
        events.add(new RiskStateChanged(
                header(), any(TradingState.values()), random.nextDouble(), new TreeMap<>(texts())));
        events.add(new RiskFiguresComputed(header(), figures()));
        events.add(new CashMoved(
                header(),
                named(),
                new CashFlow("USD", positive().negate(), random.nextLong()),
                positive(),
                named(),
                named(),
                random.nextBoolean() ? Optional.of(named()) : Optional.empty()));
        for (ApprovalStage step : ApprovalStage.values()) {
            events.add(new ApprovalChanged(header(), named(), named(), step, named(), text()));
        }
        notes().forEach(note -> events.add(new ExecutionNoted(header(), named(), note)));
        events.add(new ExecutionAnalysed(header(), analysis()));
        events.add(new ParentPaused(header(), named(), random.nextBoolean(), named(), named()));
        events.add(new TrailMoved(header(), named(), positive()));
        events.add(new LimitChanged(header(), text(), text(), text(), text(), text()));
        events.add(new PerformanceMeasured(
                header(),
                List.of(random.nextLong(1_000_000_000L), random.nextLong(1_000_000_000L)),
                random.nextLong(1_000_000_000L),
                random.nextLong(1_000_000_000L)));
        events.add(new RiskAlert(header(), named(), named(), any(Severity.values()), random.nextBoolean(), named()));
        events.add(new KillSwitchChanged(header(), killSwitch(), random.nextBoolean()));
        TimedLock.Sides sides = any(TimedLock.Sides.values());
        events.add(new LockChanged(
                header(),
                new TimedLock(symbol(), sides, "why", "who", 5, 6 + random.nextInt(1000)),
                random.nextBoolean(),
                "why",
                "who"));
        events.add(new ModelPromoted(
                header(), text(), any(ModelStage.values()), any(ModelStage.values()), text(), text()));
        return events;
    }

    private List<ExecutionNote> notes() {
        return List.of(
                new ExecutionNote.Arrival(price(), real(), real(), real(), price(), List.of(text())),
                new ExecutionNote.AtFill(
                        text(), text(), price(), price(), text(), any(Realm.values()), random.nextBoolean()),
                new ExecutionNote.Later(text(), random.nextLong(), 1 + random.nextInt(60), price()),
                new ExecutionNote.Foretold(new ExecutionForecast(
                        any(ExecutionForecast.Basis.values()),
                        named(),
                        1 - random.nextDouble(),
                        1 + random.nextInt(60),
                        random.nextInt(Integer.MAX_VALUE),
                        random.nextDouble(),
                        random.nextDouble() - 0.5,
                        random.nextDouble() - 0.5,
                        random.nextDouble(),
                        random.nextDouble(),
                        real().map(value -> Math.abs(value) + 1e-9),
                        text())),
                new ExecutionNote.Kept(random.nextInt(60), random.nextInt(Integer.MAX_VALUE)),
                new ExecutionNote.Ended(price(), price(), real(), real(), real()));
    }

    private ExecutionAnalysis analysis() {
        BigDecimal delay = decimal();
        BigDecimal impact = decimal();
        BigDecimal timing = decimal();
        BigDecimal fees = decimal();
        TreeMap<String, BigDecimal> mids = new TreeMap<>();
        mids.put("5", positive());
        return new ExecutionAnalysis(
                named(),
                new ExecutionAnalysis.Terms(symbol(), any(Side.values()), text(), named(), random.nextLong()),
                Optional.of(any(Realm.values())),
                text(),
                text(),
                Optional.of(random.nextLong()),
                random.nextLong(),
                positive(),
                positive(),
                new ExecutionAnalysis.Benchmarks(price(), price(), price(), price(), real(), real(), real()),
                new ExecutionCosts(
                        "USD",
                        price(),
                        Optional.of(delay),
                        Optional.empty(),
                        Optional.of(Decimals.normal(impact.add(timing))),
                        Optional.of(impact),
                        Optional.of(timing),
                        Optional.empty(),
                        fees,
                        mids,
                        mids,
                        Optional.of(
                                Decimals.normal(delay.add(impact).add(timing).add(fees)))),
                Optional.of(new ExecutionImpact(
                        random.nextDouble(),
                        random.nextDouble(),
                        random.nextDouble(),
                        List.of(new ExecutionImpact.Step(random.nextDouble(), random.nextDouble())),
                        random.nextDouble(),
                        random.nextDouble(),
                        random.nextDouble(),
                        random.nextDouble(),
                        random.nextDouble(),
                        named())),
                List.of(new ExecutedFill(fill(), price(), mids, text())),
                List.of(text()));
    }

    private Optional<BigDecimal> price() {
        return random.nextBoolean() ? Optional.of(positive()) : Optional.empty();
    }

    private Optional<Double> real() {
        return random.nextBoolean() ? Optional.of(random.nextDouble()) : Optional.empty();
    }

    private RiskFigures figures() {
        return new RiskFigures(
                random.nextLong(),
                List.of(new RiskFigures.TailFigure(named(), 0.99, 1, random.nextDouble(), 1 + random.nextDouble())),
                List.of(new RiskFigures.StressFigure(
                        named(),
                        random.nextDouble(),
                        random.nextBoolean(),
                        random.nextBoolean() ? Optional.of(random.nextDouble()) : Optional.empty())),
                new TreeMap<>(Map.of(encodable(), random.nextDouble())),
                random.nextBoolean()
                        ? Optional.of(new RiskFigures.BacktestFigure(0.99, random.nextLong(), true, 9, 3))
                        : Optional.empty(),
                List.of(text()),
                text());
    }

    RiskDecision decision() {
        BigDecimal quantity = positive();
        List<CheckResult> checks = List.of(check(), check(), check());
        return switch (random.nextInt(3)) {
            case 0 ->
                new RiskDecision(
                        RiskDecision.Verdict.APPROVED,
                        quantity,
                        quantity,
                        checks,
                        List.of(),
                        strings(),
                        score(),
                        text(),
                        time(),
                        0);
            case 1 ->
                new RiskDecision(
                        RiskDecision.Verdict.REDUCED,
                        quantity,
                        quantity.multiply(new BigDecimal("0.5")),
                        checks,
                        List.of(refusal()),
                        strings(),
                        score(),
                        text(),
                        time(),
                        0);
            default ->
                new RiskDecision(
                        RiskDecision.Verdict.REJECTED,
                        quantity,
                        BigDecimal.ZERO,
                        checks,
                        List.of(refusal(), refusal()),
                        List.of(),
                        score(),
                        text(),
                        time(),
                        0);
        };
    }

    private EventHeader header() {
        return new EventHeader(random.nextLong(), random.nextLong(), random.nextLong(), encodable(), encodable());
    }

    /** A text of an entry itself, which must survive UTF-8; only inside a body is anything escaped. */
    private String encodable() {
        return any(TEXTS.stream()
                .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text))
                .toArray(String[]::new));
    }

    private LedgerEvent resolved() {
        return new SignalResolved(
                header(),
                text(),
                symbol(),
                text(),
                any(Direction.values()),
                any(Direction.values()),
                number(),
                number(),
                any(SignalResolved.Verdict.values()));
    }

    private Signal signal() {
        boolean neutral = random.nextBoolean();
        Set<Direction> set = EnumSet.noneOf(Direction.class);
        for (Direction each : Direction.values()) {
            if (random.nextBoolean()) {
                set.add(each);
            }
        }
        return new Signal(
                text(),
                symbol(),
                any(Profile.values()),
                neutral ? Direction.NEUTRAL : any(new Direction[] {Direction.LONG, Direction.SHORT}),
                random.nextDouble(),
                probabilities(),
                random.nextDouble(),
                random.nextGaussian(),
                random.nextGaussian(),
                Math.ulp(random.nextDouble()),
                1 + random.nextInt(1_000_000),
                time(),
                time(),
                time(),
                "model",
                text(),
                text(),
                List.of(
                        new MemberVote("a", random.nextDouble(), probabilities()),
                        new MemberVote("b", random.nextDouble(), probabilities())),
                set,
                neutral ? SignalReason.ABSTAINED : SignalReason.NONE,
                random.nextBoolean(),
                random.nextBoolean(),
                strings(),
                positive(),
                text());
    }

    private Probabilities probabilities() {
        double up = random.nextDouble() / 2;
        double down = random.nextDouble() / 2;
        return new Probabilities(up, 1 - up - down, down);
    }

    private CheckResult check() {
        return new CheckResult(
                "check-" + random.nextInt(20),
                any(DenialCode.values()),
                any(CheckResult.CheckOutcome.values()),
                text(),
                decimal(),
                decimal(),
                decimal(),
                positive(),
                text());
    }

    private ParentOrder parent() {
        OrderIntent intent = OrderIntent.of(symbol(), any(Side.values()), positive())
                .clientOrderId("id-" + random.nextInt(1_000_000))
                .account("account")
                .strategy("strategy")
                .type(type())
                .quoteQuantity(random.nextBoolean())
                .timeInForce(TimeInForce.gtd(time()))
                .reduceOnly(random.nextBoolean())
                .displayQuantity(positive())
                .venue("paper")
                .algo(AlgoSpec.of("twap", texts()))
                .contingency(new Contingency(Contingency.Kind.OCO, List.of("a", "b")))
                .reducible(random.nextBoolean())
                .correlationId(text())
                .metadata(texts())
                .build();
        return new ParentOrder("order-1", intent, "engine", time(), positive(), progress(), text() + "1");
    }

    private Slice slice() {
        return new Slice(
                positive(), type(), any(new TimeInForce[] {TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK}));
    }

    private RoutePlan plan() {
        RoutePlan.Terms terms = new RoutePlan.Terms(
                decimal(), random.nextBoolean(), positive(), random.nextBoolean(), decimal(), random.nextDouble());
        RoutePlan.Expected expected = new RoutePlan.Expected(
                positive(), decimal(), random.nextBoolean() ? Optional.of(decimal()) : Optional.empty());
        return new RoutePlan(
                List.of(new RoutePlan.Leg(named(), slice())),
                List.of(new RoutePlan.Unrouted(positive(), refusal())),
                List.of(
                        new RoutePlan.Considered(
                                named(),
                                positive(),
                                named(),
                                Optional.of(positive()),
                                Optional.of(decimal()),
                                Optional.of(terms)),
                        new RoutePlan.Considered(
                                named(),
                                BigDecimal.ZERO,
                                named(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())),
                random.nextBoolean() ? Optional.of(expected) : Optional.empty());
    }

    private ChildOrder child() {
        return new ChildOrder(
                "child-1",
                "order-1",
                "paper",
                text(),
                symbol(),
                any(Side.values()),
                type(),
                any(new TimeInForce[] {TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK, TimeInForce.DAY}),
                random.nextBoolean(),
                random.nextBoolean(),
                positive(),
                time(),
                progress());
    }

    private OrderProgress progress() {
        return new OrderProgress(
                status(),
                status(),
                any(Outcome.values()),
                positive(),
                positive(),
                positive(),
                new TreeMap<>(Map.of("USD", decimal(), "BTC", decimal())),
                List.of(refusal()),
                time(),
                random.nextInt(100));
    }

    private List<OrderEvent> orderEvents() {
        String id = "order-" + random.nextInt(1_000);
        return List.of(
                new OrderEvent.Denied(id, time(), List.of(refusal(), refusal())),
                new OrderEvent.Emulated(id, time()),
                new OrderEvent.Released(id, time()),
                new OrderEvent.Submitted(id, time(), text()),
                new OrderEvent.Accepted(id, time(), text()),
                new OrderEvent.Rejected(id, time(), refusal()),
                new OrderEvent.Canceled(id, time(), text()),
                new OrderEvent.Expired(id, time()),
                new OrderEvent.Triggered(id, time()),
                new OrderEvent.PendingUpdate(id, time(), positive(), type(), Optional.of(positive())),
                new OrderEvent.PendingCancel(id, time()),
                new OrderEvent.ModifyRejected(id, time(), refusal()),
                new OrderEvent.CancelRejected(id, time(), refusal()),
                new OrderEvent.Updated(id, time(), positive(), type()),
                new OrderEvent.Filled(id, time(), fill()),
                new OrderEvent.Completed(id, time(), positive()),
                new OrderEvent.Unresolved(id, time(), text(), any(OrderEvent.Unresolved.Owed.values())));
    }

    private OrderType type() {
        return switch (random.nextInt(5)) {
            case 0 -> new OrderType.Market();
            case 1 -> new OrderType.Limit(positive());
            case 2 -> new OrderType.StopMarket(positive(), any(TriggerSource.values()));
            case 3 -> new OrderType.StopLimit(positive(), positive(), any(TriggerSource.values()));
            default ->
                new OrderType.TrailingStop(positive(), any(OrderType.OffsetUnit.values()), any(TriggerSource.values()));
        };
    }

    private Fill fill() {
        return new Fill(
                "trade-" + random.nextInt(1_000),
                "child-1",
                text(),
                "paper",
                symbol(),
                any(Side.values()),
                positive(),
                positive(),
                decimal(),
                "USD",
                any(Liquidity.values()),
                time());
    }

    private KillSwitch killSwitch() {
        return new KillSwitch(any(KillSwitch.Scope.values()), text(), text(), text(), time());
    }

    private Refusal refusal() {
        return Refusal.of(any(DenialCode.values()), "limit=1 value=" + random.nextInt(100));
    }

    private OrderStatus status() {
        return any(OrderStatus.values());
    }

    private Symbol symbol() {
        return any(new Symbol[] {Symbol.of("BTC/USD"), Symbol.of("ETH/USDT:USDT"), Symbol.of("BTC/USD:BTC-241227")});
    }

    private Map<String, String> texts() {
        return Map.of("b", text(), "a", text(), "é", text(), "B", text());
    }

    private List<String> strings() {
        return List.of(text(), text());
    }

    private String text() {
        return any(TEXTS.toArray(new String[0]));
    }

    private String named() {
        return any(TEXTS.stream().filter(text -> !text.isBlank()).toArray(String[]::new));
    }

    private BigDecimal positive() {
        BigInteger digits = new BigInteger(1 + random.nextInt(90), random).add(BigInteger.ONE);
        return Decimals.normal(new BigDecimal(digits, random.nextInt(20)));
    }

    private BigDecimal decimal() {
        BigDecimal value = positive();
        return random.nextBoolean() ? value : value.negate();
    }

    private double number() {
        return switch (random.nextInt(6)) {
            case 0 -> Double.NaN;
            case 1 -> Double.NEGATIVE_INFINITY;
            case 2 -> -0.0;
            case 3 -> Double.MIN_VALUE;
            default -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
        };
    }

    private double score() {
        return random.nextDouble() * 100;
    }

    private long time() {
        return 1 + (random.nextLong() >>> 2);
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
