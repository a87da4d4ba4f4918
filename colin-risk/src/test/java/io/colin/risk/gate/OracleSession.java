package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.CheckResult.CheckOutcome;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskRequest;
import io.colin.risk.breaker.BreakerSettings;
import io.colin.risk.breaker.TailSettings;
import io.colin.risk.exposure.FirmExposure;
import io.colin.risk.gate.PlainBook.Child;
import io.colin.risk.gate.PlainBook.Passed;
import io.colin.risk.gate.PlainGate.Ask;
import io.colin.risk.killswitch.Lock;
import io.colin.risk.killswitch.Locks;
import io.colin.risk.var.VarSettings;
import io.colin.risk.var.VarSettings.Estimator;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One random walk of a market, an account, people and orders before the gate and before {@link PlainGate}. */
final class OracleSession {
    static final List<Symbol> SYMBOLS = List.of(BTC, ETH);
    private static final Pattern LARGEST = Pattern.compile(" largest=(\\d+)(?: |$)");

    final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    final Map<String, Integer> codes = new HashMap<>();
    final Map<String, Integer> kinds = new HashMap<>();
    /** Sizes where what figures allow is no interval from nothing on, so that halving may find another. */
    int uneven;

    private final long seed;
    private final Random random;
    private final PlainGate plain;
    private final Desk desk;
    private final Locks locks = Locks.none();
    private final Optional<FirmExposure.Member> others;
    private final Map<String, ParentOrder> parents = new HashMap<>();
    private final Map<String, ChildOrder> children = new HashMap<>();

    OracleSession(long seed) {
        this.seed = seed;
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        PlainLimits limits = new OracleSettings(seed, random).plain();
        double[][] walk = PlainFigures.walk(random, random.nextBoolean() ? 60 : 252, random.nextDouble());
        plain = new PlainGate(
                limits, 50_000_0000L, limits.armed ? new PlainFigures(walk[0], walk[1]) : null);
        desk = new Desk(OracleSettings.limits(limits), "50000");
        desk.instruments.put(BTC, coarse("BTC/USD"));
        desk.instruments.put(ETH, coarse("ETH/USD"));
        Optional<FirmExposure> firm = limits.firmGross == PlainLimits.NONE
                ? Optional.empty()
                : Optional.of(FirmExposure.of("USD", OracleSettings.share(limits.firmGross)));
        others = firm.map(FirmExposure::join);
        desk.gate = gate(firm);
        if (limits.armed) {
            desk.returns(walk[0], walk[1]);
        }
        plain.advance(desk.timeNs);
        mark();
    }

    private static Instrument coarse(String symbol) {
        return Instrument.spot(symbol)
                .lotSize("1")
                .tickSize("0.01")
                .minQuantity("2")
                .minNotional("50")
                .build();
    }

    private StandardGate gate(Optional<FirmExposure> firm) {
        BigDecimal never = new BigDecimal("1000000");
        StandardGateBuilder builder = StandardGate.builder()
                .limits(desk.limits)
                .locks(locks)
                .unwinders(List.of(PlainGate.OPERATOR))
                .breakers(BreakerSettings.builder()
                        .tail(new TailSettings(never, TailSettings.STANDARD.limits(), TailSettings.STANDARD.methods()))
                        .build())
                .valueAtRisk(
                        VarSettings.builder()
                                .estimator(Estimator.EXPONENTIAL)
                                .paths(1_000)
                                .build(),
                        Duration.ofSeconds(60));
        return firm.map(builder::firm).orElse(builder).build();
    }

    private long between(long low, long high) {
        return low + random.nextLong(high - low + 1);
    }

    private boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    void run(int count) {
        for (int i = 0; i < count; i++) {
            world();
            ask(i);
        }
    }

    /** Time passes, prices move, orders fill and end, people stop and release, figures are measured. */
    private void world() {
        long pass = switch (random.nextInt(8)) {
            case 0 -> between(1, 30) * PlainPace.SECOND;
            case 1 -> oneIn(60) ? between(1, 30) * 3600 * PlainPace.SECOND : PlainPace.SECOND;
            case 2, 3 -> PlainPace.SECOND / 3;
            default -> 0;
        };
        desk.pass(pass);
        plain.advance(desk.timeNs);
        if (oneIn(5)) {
            move(random.nextInt(2));
        }
        orders();
        people();
        if (others.isPresent() && oneIn(20)) {
            plain.firmOthers = between(0, plain.limits.firmGross);
            others.get().settle(OracleSettings.share(plain.firmOthers));
        }
        if (plain.limits.armed && oneIn(100)) {
            measure();
        }
        if (plain.limits.armed) {
            mark();
        }
    }

    private void move(int symbol) {
        long next = plain.book.mid[symbol] * between(9_900, 10_101) / 10_000;
        plain.book.mid[symbol] = Math.max(500, next);
        desk.price(
                SYMBOLS.get(symbol), BigDecimal.valueOf(plain.book.mid[symbol], 2).toPlainString());
        mark();
    }

    private void mark() {
        desk.mark();
        plain.observe();
    }

    private void measure() {
        long asOfNs = desk.timeNs;
        Optional<RiskFigures> figures = desk.work();
        plain.advance(desk.timeNs);
        if (figures.isPresent() && figures.get().problem().isEmpty()) {
            plain.measured(asOfNs);
        }
    }

    private void orders() {
        List<Passed> open =
                plain.book.orders.stream().filter(order -> order.open).toList();
        if (open.isEmpty() || (open.size() <= 8 && !oneIn(3))) {
            return;
        }
        Passed order = open.get(random.nextInt(open.size()));
        List<Child> working =
                order.children.stream().filter(child -> child.open).toList();
        boolean fills = random.nextInt(3) > 0;
        if (!working.isEmpty()) {
            childEvent(order, working.get(random.nextInt(working.size())), fills);
        } else if (fills && order.children.isEmpty()) {
            fill(order, "none", between(1, order.left()));
        } else if (!fills) {
            plain.close(order);
            tell(order, OrderStatus.CANCELED);
        }
    }

    private void childEvent(Passed order, Child child, boolean fills) {
        if (fills) {
            long quantity = between(1, child.quantity - child.filled);
            PlainBook.fill(child, quantity);
            fill(order, child.id, quantity);
            tell(child, child.open ? OrderStatus.PARTIALLY_FILLED : OrderStatus.FILLED);
        } else {
            child.open = false;
            tell(child, OrderStatus.CANCELED);
        }
    }

    private void people() {
        for (String strategy : List.of("alpha", "beta")) {
            if (plain.guards.isStopped(strategy) && oneIn(20)) {
                boolean drift = desk.controls().resetBreaker("price-drift", strategy, "seen", "bob");
                boolean repeat = desk.controls().resetBreaker("repeated-execution", strategy, "seen", "bob");
                assertThat(drift || repeat).as("seed %s", seed).isTrue();
                plain.guards.enable(strategy);
                plain.pace.enable(strategy);
            }
        }
        if (plain.guards.hasLatched() && oneIn(30)) {
            desk.controls().resetLosses("reviewed", "bob");
            plain.guards.resetLosses();
        }
        kills();
        if (oneIn(60)) {
            lock();
        }
    }

    private void kills() {
        if (oneIn(400)) {
            PlainGuards.Kill kill = switch (random.nextInt(5)) {
                case 0 -> new PlainGuards.Kill(KillSwitch.Scope.STRATEGY, "beta");
                case 1 -> new PlainGuards.Kill(KillSwitch.Scope.SYMBOL, "ETH/USD");
                case 2 -> new PlainGuards.Kill(KillSwitch.Scope.VENUE, "paper");
                case 3 -> new PlainGuards.Kill(KillSwitch.Scope.ACCOUNT, "main");
                default -> new PlainGuards.Kill(KillSwitch.Scope.SYSTEM, "");
            };
            desk.controls().kill(new KillSwitch(kill.scope(), kill.target(), "odd", "alice", desk.timeNs));
            plain.guards.kills.add(kill);
        }
        for (PlainGuards.Kill kill : List.copyOf(plain.guards.kills)) {
            if (oneIn(25)) {
                desk.controls().rearm(kill.scope(), kill.target(), "checked", "alice", "bob");
                plain.guards.kills.remove(kill);
            }
        }
    }

    private void lock() {
        int symbol = random.nextInt(2);
        long untilNs = desk.timeNs + between(1, 40) * PlainPace.SECOND;
        Lock lock;
        PlainLimits.Lock told;
        switch (random.nextInt(4)) {
            case 0 -> {
                lock = Lock.ofSymbol(SYMBOLS.get(symbol), "news", "alice", desk.timeNs);
                told = new PlainLimits.Lock(symbol, true, true, "", "", untilNs);
            }
            case 1 -> {
                Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
                lock = Lock.ofSymbol(SYMBOLS.get(symbol), "news", "alice", desk.timeNs).only(side);
                told = new PlainLimits.Lock(symbol, side == Side.BUY, side == Side.SELL, "", "", untilNs);
            }
            case 2 -> {
                lock = Lock.ofStrategy("alpha", "news", "alice", desk.timeNs);
                told = new PlainLimits.Lock(-1, true, true, "", "alpha", untilNs);
            }
            default -> {
                lock = Lock.ofVenue("paper", "news", "alice", desk.timeNs);
                told = new PlainLimits.Lock(-1, true, true, "paper", "", untilNs);
            }
        }
        locks.add(lock.until(untilNs));
        plain.guards.locks.add(told);
    }

    private void fill(Passed order, String childId, long quantity) {
        plain.fill(order, quantity);
        desk.fill(order.id, childId, SYMBOLS.get(order.symbol), order.side, Long.toString(quantity));
        tell(order, order.open ? OrderStatus.PARTIALLY_FILLED : OrderStatus.FILLED);
    }

    private ParentOrder parentOf(String id) {
        return Objects.requireNonNull(parents.get(id));
    }

    private void tell(Passed order, OrderStatus status) {
        ParentOrder parent = parentOf(order.id);
        ParentOrder now = parent.with(told(parent.progress(), status, order.quantity, order.filled));
        parents.put(order.id, now);
        desk.gate.onParent(now);
    }

    private void tell(Child child, OrderStatus status) {
        ChildOrder order = Objects.requireNonNull(children.get(child.id));
        ChildOrder now = order.with(told(order.progress(), status, child.quantity, child.filled));
        children.put(child.id, now);
        desk.gate.onChild(now);
    }

    private OrderProgress told(OrderProgress was, OrderStatus status, long quantity, long filled) {
        return new OrderProgress(
                status,
                status,
                was.outcome(),
                BigDecimal.valueOf(quantity),
                BigDecimal.valueOf(filled),
                BigDecimal.ZERO,
                was.fees(),
                was.refusals(),
                desk.timeNs,
                was.version() + 1);
    }

    private void ask(int i) {
        List<Passed> open =
                plain.book.orders.stream().filter(order -> order.open).toList();
        List<Passed> whole =
                open.stream().filter(order -> order.children.isEmpty()).toList();
        if (!open.isEmpty() && oneIn(4)) {
            child(i, open.get(random.nextInt(open.size())));
        } else if (!whole.isEmpty() && oneIn(8)) {
            amend(whole.get(random.nextInt(whole.size())));
        } else {
            fresh(i);
        }
    }

    private void fresh(int i) {
        Ask ask = new Ask();
        ask.id = "o" + i;
        ask.symbol = random.nextInt(2);
        ask.side = random.nextInt(5) < 3 ? Side.BUY : Side.SELL;
        ask.strategy = random.nextBoolean() ? "alpha" : "beta";
        ask.principal = List.of("engine", "alice", "bob", PlainGate.OPERATOR).get(random.nextInt(4));
        ask.venue = oneIn(3) ? "paper" : PlainBook.ANY;
        ask.reduceOnly = oneIn(ask.principal.equals(PlainGate.OPERATOR) ? 2 : 12);
        ask.quantity = oneIn(6) ? between(1, 3) : between(1, 64);
        price(ask);
        boolean reducible = random.nextBoolean();
        OrderIntent intent = intent(ask, reducible);
        judge("parent", ask, reducible, new RiskRequest.Parent(ask.id, intent, ask.principal, Optional.empty()))
                .ifPresent(size -> keep(ask, intent.withQuantity(BigDecimal.valueOf(size))));
    }

    private void amend(Passed order) {
        ParentOrder parent = parentOf(order.id);
        Ask ask = of(order);
        ask.id = order.id;
        ask.principal = "engine";
        ask.venue = order.venue;
        ask.amended = order;
        ask.quantity = between(1, 64);
        price(ask);
        boolean reducible = parent.intent().reducible();
        OrderIntent intent = intent(ask, reducible);
        BigDecimal asked = BigDecimal.valueOf(ask.quantity + order.filled);
        judge("amend", ask, reducible, new RiskRequest.Amend(parent, asked, intent.type(), ask.principal))
                .ifPresent(size -> keep(ask, intent.withQuantity(BigDecimal.valueOf(size))));
    }

    private static Ask of(Passed order) {
        Ask ask = new Ask();
        ask.symbol = order.symbol;
        ask.side = order.side;
        ask.strategy = order.strategy;
        ask.principal = order.principal;
        ask.reduceOnly = order.reduceOnly;
        return ask;
    }

    private void child(int i, Passed order) {
        ParentOrder parent = parentOf(order.id);
        Ask ask = of(order);
        ask.id = "c" + i;
        ask.venue = "paper";
        ask.parent = order;
        ask.market = order.market ? random.nextBoolean() : oneIn(20);
        long from = order.market ? plain.book.mid[order.symbol] : order.price;
        ask.price = from + (oneIn(10) ? between(-30, 30) : order.side == Side.BUY ? -between(0, 30) : between(0, 30));
        ask.quantity = between(1, order.left() - order.drawn() + 2);
        ChildOrder child = new ChildOrder(
                ask.id,
                order.id,
                ask.venue,
                "",
                SYMBOLS.get(order.symbol),
                order.side,
                type(ask),
                TimeInForce.GTC,
                false,
                order.reduceOnly,
                BigDecimal.ZERO,
                desk.timeNs,
                OrderProgress.initial(BigDecimal.valueOf(ask.quantity), desk.timeNs));
        judge("child", ask, parent.intent().reducible(), new RiskRequest.Child(child, parent))
                .ifPresent(size -> {
                    children.put(ask.id, child);
                    tell(order.children.getLast(), OrderStatus.ACCEPTED);
                });
    }

    private void price(Ask ask) {
        ask.market = oneIn(4);
        long spread = oneIn(10) ? 700 : 150;
        ask.price = plain.book.mid[ask.symbol] * (10_000 + between(-spread, spread)) / 10_000;
    }

    private static OrderType type(Ask ask) {
        return ask.market ? new OrderType.Market() : new OrderType.Limit(BigDecimal.valueOf(ask.price, 2));
    }

    private static OrderIntent intent(Ask ask, boolean reducible) {
        return OrderIntent.of(SYMBOLS.get(ask.symbol), ask.side, BigDecimal.valueOf(ask.quantity))
                .clientOrderId(ask.id)
                .strategy(ask.strategy)
                .venue(ask.venue)
                .reduceOnly(ask.reduceOnly)
                .reducible(reducible)
                .type(type(ask))
                .build();
    }

    private void keep(Ask ask, OrderIntent allowed) {
        @Nullable ParentOrder before = parents.get(ask.id);
        parents.put(
                ask.id,
                new ParentOrder(
                        ask.id,
                        allowed,
                        before == null ? ask.principal : before.principal(),
                        desk.timeNs,
                        BigDecimal.ZERO,
                        before == null ? OrderProgress.initial(allowed.quantity(), desk.timeNs) : before.progress()));
        plain.book.orders.stream()
                .filter(order -> order.id.equals(ask.id))
                .forEach(order -> tell(order, OrderStatus.ACCEPTED));
    }

    /** Asks both gates; the whole size that passed, when one did. */
    private Optional<Long> judge(String kind, Ask ask, boolean reducible, RiskRequest request) {
        plain.observe();
        RiskDecision decision = desk.ask(request);
        compare(ask, reducible, decision);
        kinds.merge(kind, 1, Integer::sum);
        boolean drifts = plain.pace.drifts(ask) && !plain.isFarOff(ask);
        if (drifts || plain.pace.repeats(ask)) {
            plain.guards.stop(ask.strategy);
        }
        if (!decision.passes()) {
            return Optional.empty();
        }
        long whole = decision.allowedQuantity().longValueExact();
        plain.pass(ask, whole - ask.filled());
        return Optional.of(whole);
    }

    private void compare(Ask ask, boolean reducible, RiskDecision decision) {
        List<String> expected = plain.codes(ask, ask.quantity);
        List<CheckResult> refusing = decision.checks().stream()
                .filter(row -> row.outcome() == CheckOutcome.FAILED || row.outcome() == CheckOutcome.REDUCED)
                .toList();
        if (refusing.stream()
                .anyMatch(row -> row.largestPassing().compareTo(decision.requestedQuantity()) >= 0)) {
            throw new AssertionError("seed " + seed + " " + ask.id + ": a size that is refused cannot be one that passes, "
                    + decision);
        }
        List<String> found = refusing.stream()
                .map(CheckResult::code)
                .map(Enum::name)
                .sorted()
                .toList();
        if (!found.equals(expected)) {
            throw new AssertionError("seed " + seed + " " + ask.id + ": expected " + expected + " but was " + decision);
        }
        long largest = expected.isEmpty() ? ask.quantity : largest(ask, decision);
        Verdict verdict = expected.isEmpty()
                ? Verdict.APPROVED
                : reducible && largest > 0 ? Verdict.REDUCED : Verdict.REJECTED;
        long whole = largest > 0 ? largest + ask.filled() : 0;
        boolean same = decision.verdict() == verdict
                && decision.allowedQuantity().compareTo(BigDecimal.valueOf(verdict == Verdict.REJECTED ? 0 : whole))
                        == 0
                && (expected.isEmpty() || named(decision) == whole);
        if (!same) {
            throw new AssertionError("seed " + seed + " " + ask.id + ": expected " + verdict + " of " + whole
                    + " but was " + decision);
        }
        verdicts.merge(verdict, 1, Integer::sum);
        expected.forEach(code -> codes.merge(code, 1, Integer::sum));
    }

    private static long named(RiskDecision decision) {
        Matcher matcher = LARGEST.matcher(decision.reasons().getFirst().message());
        return matcher.find() ? Long.parseLong(matcher.group(1)) : -1;
    }

    /**
     * The largest size that passes. Where what figures allow is no interval from nothing on, halving may find another that
     * passes while the next does not, or nothing when the account as it stands does not pass.
     */
    private long largest(Ask ask, RiskDecision decision) {
        long largest = plain.largestBelow(ask, ask.quantity);
        long named = named(decision) == 0 ? 0 : named(decision) - ask.filled();
        if (plain.figures == null || named >= largest) {
            return largest;
        }
        boolean halved = named > 0
                ? plain.passes(ask, named) && !plain.figuresPass(ask, named + 1)
                : !plain.figuresPassWithout(ask);
        uneven += halved ? 1 : 0;
        return halved ? named : largest;
    }
}
