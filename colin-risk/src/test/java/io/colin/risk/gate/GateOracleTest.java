package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.dec;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.CheckResult.CheckOutcome;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskRequest;
import io.colin.risk.AccountKind;
import io.colin.risk.LimitScope;
import io.colin.risk.RiskLimits;
import io.colin.risk.ScopeCap;
import io.colin.risk.ScopeLimits;
import io.colin.risk.Sectors;
import io.colin.risk.drawdown.DrawdownLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random orders before the gate and before {@link PlainGate}: verdict, every refusing code and the largest size must agree.
 * Orders are a million unless {@code -Dcolin.oracle.orders} says otherwise.
 */
@Timeout(1800)
class GateOracleTest {
    private static final int PER_SESSION = 2_000;
    private static final int ORDERS = Integer.getInteger("colin.oracle.orders", 1_000_000);
    private static final List<Symbol> SYMBOLS = List.of(BTC, ETH);
    /** Kept here, since a logger nobody holds forgets its level. */
    private static final Logger GATE = Logger.getLogger(StandardGate.class.getName());

    @BeforeAll
    static void quiet() {
        GATE.setLevel(Level.OFF);
    }

    @AfterAll
    static void loud() {
        GATE.setLevel(null);
    }

    @Test
    void aMillionRandomOrdersAreJudgedAsThePlainGateDoes() {
        int sessions = Math.max(1, ORDERS / PER_SESSION);
        List<Session> all = IntStream.range(0, sessions)
                .parallel()
                .mapToObj(seed -> {
                    Session session = new Session(seed);
                    session.run(PER_SESSION);
                    return session;
                })
                .toList();
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        Map<String, Integer> codes = new TreeMap<>();
        for (Session session : all) {
            session.verdicts.forEach((verdict, count) -> verdicts.merge(verdict, count, Integer::sum));
            session.codes.forEach((code, count) -> codes.merge(code, count, Integer::sum));
        }
        int asked = verdicts.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(asked).isEqualTo(sessions * PER_SESSION);
        assertThat(verdicts)
                .as("the walk must meet every verdict")
                .allSatisfy(
                        (verdict, count) -> assertThat(count).as("%s", verdict).isGreaterThan(asked / 50));
        assertThat(codes.keySet())
                .as("the walk must meet every code")
                .containsExactlyInAnyOrder(
                        "COMPLIANCE",
                        "CONCENTRATION_LIMIT",
                        "CORRELATION_LIMIT",
                        "DUPLICATE_ORDER",
                        "EXPOSURE_LIMIT",
                        "LEVERAGE_LIMIT",
                        "LOCKED",
                        "MARGIN_EXCEEDS_FREE_BALANCE",
                        "NOTIONAL_BELOW_MINIMUM",
                        "NOTIONAL_EXCEEDS_FREE_BALANCE",
                        "NOTIONAL_EXCEEDS_MAXIMUM",
                        "POSITION_LIMIT",
                        "PRICE_COLLAR",
                        "QUANTITY_BELOW_MINIMUM",
                        "QUANTITY_EXCEEDS_MAXIMUM",
                        "RATE_LIMIT_EXCEEDED",
                        "REDUCE_ONLY_WOULD_INCREASE",
                        "SELF_TRADE");
    }

    private static final class Session {
        private final long seed;
        private final Random random;
        private final PlainGate plain;
        private final Desk desk;
        private final Map<String, ParentOrder> parents = new HashMap<>();
        private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        private final Map<String, Integer> codes = new HashMap<>();

        private Session(long seed) {
            this.seed = seed;
            random = new Random(seed * 0x9E3779B97F4A7C15L);
            PlainGate.Settings settings = settings();
            plain = new PlainGate(settings, 50_000_0000L);
            desk = new Desk(limits(settings), "50000");
            desk.instruments.put(BTC, coarse("BTC/USD"));
            desk.instruments.put(ETH, coarse("ETH/USD"));
            plain.advance(desk.timeNs);
            desk.mark();
        }

        private static Instrument coarse(String symbol) {
            return Instrument.spot(symbol)
                    .lotSize("1")
                    .tickSize("0.01")
                    .minQuantity("2")
                    .minNotional("50")
                    .build();
        }

        private long between(long low, long high) {
            return low + random.nextLong(high - low + 1);
        }

        private PlainGate.Settings settings() {
            PlainGate.Settings s = new PlainGate.Settings();
            s.margin = seed % 2 == 0;
            s.minValue = between(0, 300) * 10_000;
            s.maxValue = between(2_000, 5_000) * 10_000;
            s.maxShare = between(400, 2_000);
            s.quantityCap = between(20, 60);
            s.maxPosition = between(4_000, 20_000) * 10_000;
            s.symbolShare = between(1_000, 5_000);
            s.sectorShare = between(1_000, 5_000);
            s.grossShare = between(1_500, 9_000);
            s.leverage = random.nextInt(4) == 0 ? 2_000 : 10_000;
            s.groupShare = between(1_000, 6_000);
            s.minFree = between(7_000, 9_500);
            s.initialRate = between(5_000, 10_000);
            s.strategyGross = between(4_000, 20_000) * 10_000;
            s.drift = between(100, 900);
            s.perStrategy = (int) between(2, 6);
            s.perSecond = (int) between(3, 8);
            s.amends = (int) between(2, 20);
            s.trades = (int) between(50, 400);
            s.symbolTrades = (int) between(40, 300);
            s.symbolValue = between(50_000, 1_000_000) * 10_000;
            s.cycles = (int) between(10, 60);
            s.oneSector = random.nextBoolean();
            return s;
        }

        private static BigDecimal share(long tenThousandths) {
            return BigDecimal.valueOf(tenThousandths, 4);
        }

        private static RiskLimits limits(PlainGate.Settings s) {
            ScopeCap cap = ScopeCap.builder().grossValue(share(s.strategyGross)).build();
            return Desk.wide()
                    .margin(m -> m.accountKind(s.margin ? AccountKind.MARGIN : AccountKind.CASH_SPOT)
                            .feeCushion(dec("0.002"))
                            .minFree(share(s.minFree))
                            .initialRate(share(s.initialRate)))
                    .order(o -> o.minValue(share(s.minValue))
                            .maxValue(share(s.maxValue))
                            .maxShare(share(s.maxShare))
                            .quantityCaps(Map.of(
                                    BTC, BigDecimal.valueOf(s.quantityCap), ETH, BigDecimal.valueOf(s.quantityCap))))
                    .position(p -> p.maxValue(share(s.maxPosition))
                            .maxSymbolShare(share(s.symbolShare))
                            .maxSectorShare(share(s.sectorShare))
                            .maxGrossShare(share(s.grossShare))
                            .maxLeverage(share(s.leverage)))
                    .correlation(c -> c.maxGroupShare(share(s.groupShare)))
                    .price(p -> p.maxDrift(share(s.drift)))
                    .rate(r -> r.ordersPerSecondPerStrategy(s.perStrategy)
                            .ordersPerSecond(s.perSecond)
                            .amendsPerMinute(s.amends)
                            .tradesPerDay(s.trades)
                            .tradesPerSymbolPerDay(s.symbolTrades)
                            .valuePerSymbolPerDay(share(s.symbolValue)))
                    .repeat(r -> r.maxCycles(s.cycles))
                    .compliance(c -> c.minMessages(1_000_000))
                    .sectors(Sectors.of(Map.of("BTC", "one", "ETH", s.oneSector ? "one" : "two")))
                    .scopes(ScopeLimits.of(Map.of(LimitScope.strategy("alpha"), cap, LimitScope.strategy("beta"), cap)))
                    .loss(l -> l.maxDaily(dec("0.99")))
                    .drawdown(new DrawdownLimits(
                            dec("0.90"), dec("0.91"), dec("0.92"), dec("0.93"), dec("0.94"), Duration.ofHours(4)))
                    .build();
        }

        private void run(int count) {
            for (int i = 0; i < count; i++) {
                world();
                ask(i);
            }
        }

        /** Time passes, prices move, orders fill and end, a person enables what was stopped. */
        private void world() {
            long pass = switch (random.nextInt(8)) {
                case 0 -> between(1, 30) * PlainGate.SECOND;
                case 1 -> random.nextInt(60) == 0 ? between(1, 30) * 3600 * PlainGate.SECOND : PlainGate.SECOND;
                case 2, 3 -> PlainGate.SECOND / 3;
                default -> 0;
            };
            desk.pass(pass);
            plain.advance(desk.timeNs);
            if (random.nextInt(5) == 0) {
                move(random.nextInt(2));
            }
            List<PlainGate.Passed> open =
                    plain.orders.stream().filter(order -> order.open).toList();
            if (!open.isEmpty() && (open.size() > 8 || random.nextInt(3) == 0)) {
                PlainGate.Passed order = open.get(random.nextInt(open.size()));
                if (random.nextInt(3) > 0) {
                    fill(order, between(1, order.quantity - order.filled));
                } else {
                    plain.close(order);
                    tell(order, OrderStatus.CANCELED);
                }
            }
            for (String strategy : List.of("alpha", "beta")) {
                if (plain.isStopped(strategy) && random.nextInt(20) == 0) {
                    boolean drift = desk.controls().resetBreaker("price-drift", strategy, "seen", "bob");
                    boolean repeat = desk.controls().resetBreaker("repeated-execution", strategy, "seen", "bob");
                    assertThat(drift || repeat).as("seed %s", seed).isTrue();
                    plain.enable(strategy);
                }
            }
        }

        private void move(int symbol) {
            long next = plain.mid[symbol] * between(9_900, 10_101) / 10_000;
            plain.mid[symbol] = Math.max(500, next);
            desk.price(
                    SYMBOLS.get(symbol),
                    BigDecimal.valueOf(plain.mid[symbol], 2).toPlainString());
        }

        private void fill(PlainGate.Passed order, long quantity) {
            plain.fill(order, quantity);
            desk.fill(order.id, "none", SYMBOLS.get(order.symbol), order.side, Long.toString(quantity));
            tell(order, order.open ? OrderStatus.PARTIALLY_FILLED : OrderStatus.FILLED);
        }

        private ParentOrder parentOf(String id) {
            return Objects.requireNonNull(parents.get(id));
        }

        private void tell(PlainGate.Passed order, OrderStatus status) {
            ParentOrder parent = parentOf(order.id);
            OrderProgress was = parent.progress();
            ParentOrder now = parent.with(new OrderProgress(
                    status,
                    status,
                    was.outcome(),
                    BigDecimal.valueOf(order.quantity),
                    BigDecimal.valueOf(order.filled),
                    BigDecimal.ZERO,
                    was.fees(),
                    was.refusals(),
                    desk.timeNs,
                    was.version() + 1));
            parents.put(order.id, now);
            desk.gate.onParent(now);
        }

        private void ask(int i) {
            List<PlainGate.Passed> open =
                    plain.orders.stream().filter(order -> order.open).toList();
            boolean amend = !open.isEmpty() && random.nextInt(8) == 0;
            PlainGate.Ask ask = amend ? change(open.get(random.nextInt(open.size()))) : fresh(i);
            boolean reducible = amend ? parentOf(ask.id).intent().reducible() : random.nextBoolean();
            OrderIntent intent = intent(ask, reducible);
            RiskRequest request = amend
                    ? new RiskRequest.Amend(
                            parentOf(ask.id),
                            BigDecimal.valueOf(ask.quantity + ask.filled()),
                            intent.type(),
                            ask.principal)
                    : new RiskRequest.Parent(ask.id, intent, ask.principal, Optional.empty());
            RiskDecision decision = desk.ask(request);
            compare(ask, reducible, decision);
            follow(ask, intent, decision);
        }

        private PlainGate.Ask fresh(int i) {
            PlainGate.Ask ask = new PlainGate.Ask();
            ask.id = "o" + i;
            ask.symbol = random.nextInt(2);
            ask.side = random.nextInt(5) < 3 ? Side.BUY : Side.SELL;
            ask.strategy = random.nextBoolean() ? "alpha" : "beta";
            ask.principal = List.of("engine", "alice", "bob").get(random.nextInt(3));
            ask.reduceOnly = random.nextInt(12) == 0;
            ask.quantity = random.nextInt(6) == 0 ? between(1, 3) : between(1, 64);
            price(ask);
            return ask;
        }

        private void price(PlainGate.Ask ask) {
            ask.market = random.nextInt(4) == 0;
            long spread = random.nextInt(10) == 0 ? 700 : 150;
            ask.price = plain.mid[ask.symbol] * (10_000 + between(-spread, spread)) / 10_000;
        }

        private PlainGate.Ask change(PlainGate.Passed order) {
            PlainGate.Ask ask = new PlainGate.Ask();
            ask.id = order.id;
            ask.symbol = order.symbol;
            ask.side = order.side;
            ask.strategy = order.strategy;
            ask.principal = "engine";
            ask.reduceOnly = parentOf(order.id).intent().reduceOnly();
            ask.amended = order;
            ask.quantity = between(1, 64);
            price(ask);
            return ask;
        }

        private OrderIntent intent(PlainGate.Ask ask, boolean reducible) {
            OrderIntent.Builder intent = OrderIntent.of(
                            SYMBOLS.get(ask.symbol), ask.side, BigDecimal.valueOf(ask.quantity))
                    .clientOrderId(ask.id)
                    .strategy(ask.strategy)
                    .reduceOnly(ask.reduceOnly)
                    .reducible(reducible);
            return ask.market
                    ? intent.build()
                    : intent.limit(BigDecimal.valueOf(ask.price, 2)).build();
        }

        private void compare(PlainGate.Ask ask, boolean reducible, RiskDecision decision) {
            List<String> expected = plain.codes(ask, ask.quantity);
            List<String> found = decision.checks().stream()
                    .filter(row -> row.outcome() == CheckOutcome.FAILED || row.outcome() == CheckOutcome.REDUCED)
                    .map(CheckResult::code)
                    .map(Enum::name)
                    .sorted()
                    .toList();
            if (!found.equals(expected)) {
                throw new AssertionError(
                        "seed " + seed + " " + ask.id + ": expected " + expected + " but was " + decision);
            }
            long largest = expected.isEmpty() ? ask.quantity : plain.largestBelow(ask, ask.quantity);
            Verdict verdict = expected.isEmpty()
                    ? Verdict.APPROVED
                    : reducible && largest > 0 ? Verdict.REDUCED : Verdict.REJECTED;
            BigDecimal named = largest > 0 ? BigDecimal.valueOf(largest + ask.filled()) : BigDecimal.ZERO;
            BigDecimal allowed = verdict == Verdict.REJECTED ? BigDecimal.ZERO : named;
            boolean same = decision.verdict() == verdict
                    && decision.allowedQuantity().compareTo(allowed) == 0
                    && (expected.isEmpty()
                            || decision.reasons().getFirst().message().matches(".* largest=" + named + "( .*)?"));
            if (!same) {
                throw new AssertionError("seed " + seed + " " + ask.id + ": expected " + verdict + " of " + named
                        + " but was " + decision);
            }
            verdicts.merge(verdict, 1, Integer::sum);
            expected.forEach(code -> codes.merge(code, 1, Integer::sum));
        }

        private void follow(PlainGate.Ask ask, OrderIntent intent, RiskDecision decision) {
            boolean drifts = plain.drifts(ask) && !farOff(ask);
            boolean repeats = !ask.amend() && plain.cyclesWithNext(ask) > plain.limits.cycles;
            if (drifts || repeats) {
                plain.stop(ask.strategy);
            }
            if (decision.passes()) {
                long quantity = decision.allowedQuantity().longValueExact() - ask.filled();
                PlainGate.Passed order = plain.pass(ask, quantity);
                @Nullable ParentOrder parent = parents.get(ask.id);
                OrderIntent allowed = intent.withQuantity(decision.allowedQuantity());
                parents.put(
                        ask.id,
                        new ParentOrder(
                                ask.id,
                                allowed,
                                ask.principal,
                                desk.timeNs,
                                BigDecimal.ZERO,
                                parent == null
                                        ? OrderProgress.initial(decision.allowedQuantity(), desk.timeNs)
                                        : parent.progress()));
                tell(order, OrderStatus.ACCEPTED);
            }
        }

        private boolean farOff(PlainGate.Ask ask) {
            long apart = Math.abs(ask.price - plain.mid[ask.symbol]);
            return !ask.market && apart * 10_000 > plain.limits.collar * plain.mid[ask.symbol];
        }
    }
}
