package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;

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
import io.colin.api.order.TriggerSource;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskRequest;
import io.colin.risk.ExposureKind;
import io.colin.risk.breaker.BreakerSettings;
import io.colin.risk.breaker.TailSettings;
import io.colin.risk.exposure.FirmExposure;
import io.colin.risk.gate.PlainBook.Child;
import io.colin.risk.gate.PlainBook.Passed;
import io.colin.risk.gate.PlainGate.Ask;
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
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One random walk of a market, an account, people and orders before the gate and before {@link PlainGate}. */
final class OracleSession {
    /** In cents, of which ten units of money buy a finite decimal. */
    private static final List<Long> INVERSE_PRICES = List.of(1_000L, 1_024L, 1_250L, 1_280L);

    private static final Symbol EURO = Symbol.of("EUR/USD");

    final Map<String, Integer> kinds = new HashMap<>();
    /** Questions by what was asked about: the kind of order, and of the second symbol. */
    final Map<String, Integer> subjects = new HashMap<>();

    final OracleVerdicts verdicts;

    private final Random random;
    private final List<Symbol> symbols;
    private final PlainGate plain;
    private final Desk desk;
    private final OraclePeople people;
    private final Map<ExposureKind, FirmExposure.Member> others = new EnumMap<>(ExposureKind.class);
    private final Map<String, ParentOrder> parents = new HashMap<>();
    private final Map<String, ChildOrder> children = new HashMap<>();
    /** Changes that a venue was asked for, by their order: what it does when it makes them. */
    private final SortedMap<String, Runnable> onTheWay = new TreeMap<>();

    OracleSession(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L);
        PlainLimits limits = new OracleSettings(seed, random).plain();
        double[][] walk = PlainFigures.walk(random, random.nextBoolean() ? 60 : 252, random.nextDouble());
        plain = new PlainGate(limits, 50_000_0000L, limits.armed ? new PlainFigures(walk[0], walk[1]) : null);
        symbols = OracleSettings.symbols(limits);
        plain.book.foreignQuote = limits.second.equals(OracleSettings.IN_EURO);
        plain.book.inverse = limits.second.equals(OracleSettings.INVERSE);
        desk = desk(limits, symbols);
        Map<ExposureKind, FirmExposure> firm = firm(limits);
        firm.forEach((kind, total) -> {
            others.put(kind, total.join());
            others.get(kind).settle(BigDecimal.ZERO);
        });
        verdicts = new OracleVerdicts(seed, plain);
        people = new OraclePeople(random, desk, plain);
        desk.gate = gate(firm);
        if (limits.armed) {
            desk.returns(walk[0], walk[1]);
        }
        plain.advance(desk.timeNs);
        mark();
        if (seed % 8 == 3) {
            loseBook();
        }
    }

    /** The venue shows a book of the second symbol, which an order off the lot makes the gate look at, and loses it. */
    private void loseBook() {
        Symbol second = symbols.get(1);
        desk.showBook(second, List.of(Desk.level("9.99", "100")), List.of(Desk.level("10.01", "100")));
        OrderIntent off = desk.intent(second, Side.BUY, "0.5").venue("paper").build();
        desk.ask(new RiskRequest.Parent("off", off, "engine", Optional.empty()));
        desk.books.clear();
        plain.lostBook[1] = true;
    }

    private static Map<ExposureKind, FirmExposure> firm(PlainLimits limits) {
        Map<ExposureKind, FirmExposure> firm = new EnumMap<>(ExposureKind.class);
        for (ExposureKind kind : ExposureKind.values()) {
            long most = most(limits, kind);
            if (most != PlainLimits.NONE) {
                firm.put(kind, FirmExposure.of("USD", OracleSettings.share(most)));
            }
        }
        return firm;
    }

    private static long most(PlainLimits limits, ExposureKind kind) {
        return switch (kind) {
            case GROSS -> limits.firmGross;
            case LONG -> limits.firmWay[0];
            case SHORT -> limits.firmWay[1];
        };
    }

    private static Desk desk(PlainLimits limits, List<Symbol> symbols) {
        Desk desk = new Desk(OracleSettings.limits(limits), "50000");
        symbols.forEach(symbol -> desk.instruments.put(symbol, coarse(symbol.name())));
        desk.account = PortfolioBook.of("main", "USD", new BigDecimal("50000"), desk.instruments.values());
        desk.price(BTC, "100");
        desk.price(symbols.get(1), "10");
        desk.price(EURO, "1");
        if (!symbols.contains(ETH)) {
            desk.price(ETH, "10.24");
        }
        return desk;
    }

    private static Instrument coarse(String symbol) {
        boolean isInverse = symbol.equals(OracleSettings.INVERSE);
        Instrument.Builder terms = isInverse || symbol.equals(OracleSettings.PERPETUAL)
                ? Instrument.perpetual(symbol)
                : Instrument.spot(symbol);
        return (isInverse ? terms.inverse().contractSize("10") : terms)
                .lotSize("1")
                .tickSize("0.01")
                .minQuantity("2")
                .minNotional("50")
                .build();
    }

    private StandardGate gate(Map<ExposureKind, FirmExposure> firm) {
        BigDecimal never = new BigDecimal("1000000");
        StandardGateBuilder builder = StandardGate.builder()
                .limits(desk.limits)
                .locks(people.locks)
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
        firm.forEach(builder::firm);
        return builder.build();
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
            if (i % 10 == 0) {
                desk.assertStateIsOfNow();
            }
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
        if (plain.book.foreignQuote && oneIn(60)) {
            rate();
        }
        if (plain.book.inverse && oneIn(60)) {
            coin();
        }
        answers();
        orders();
        people.act();
        others.forEach((kind, member) -> {
            if (oneIn(20)) {
                settle(kind, member);
            }
        });
        if (plain.limits.armed && oneIn(100)) {
            measure();
        }
        if (plain.limits.armed) {
            mark();
        }
    }

    private void settle(ExposureKind kind, FirmExposure.Member member) {
        long held = between(0, most(plain.limits, kind));
        switch (kind) {
            case GROSS -> plain.firmOthers = held;
            case LONG -> plain.firmWayOthers[0] = held;
            case SHORT -> plain.firmWayOthers[1] = held;
        }
        member.settle(OracleSettings.share(held));
    }

    private void move(int symbol) {
        long next = plain.book.mid[symbol] * between(9_900, 10_101) / 10_000;
        plain.book.mid[symbol] = plain.book.isInverse(symbol) ? inverse() : Math.max(500, exact(symbol, next));
        desk.price(
                symbols.get(symbol),
                BigDecimal.valueOf(plain.book.mid[symbol], 2).toPlainString());
        mark();
    }

    /** Prices in another currency are such that 105 % of them at a rate in twentieths are whole points. */
    private long exact(int symbol, long price) {
        return symbol == 1 && plain.book.foreignQuote ? price - price % 4 : price;
    }

    /** One of the prices next to where the contract stands. */
    private long inverse() {
        int at = INVERSE_PRICES.indexOf(plain.book.mid[1]);
        return INVERSE_PRICES.get(Math.clamp(at + (random.nextBoolean() ? 1 : -1), 0, INVERSE_PRICES.size() - 1));
    }

    /** What the contract pays in is worth more or less, in steps that leave no rest of a point. */
    private void coin() {
        plain.book.coin = Math.clamp(plain.book.coin + (random.nextBoolean() ? 128 : -128), 896, 1_280);
        desk.price(ETH, BigDecimal.valueOf(plain.book.coin, 2).toPlainString());
        mark();
    }

    /** The other currency moves by a twentieth. */
    private void rate() {
        plain.book.rate = Math.clamp(plain.book.rate + (random.nextBoolean() ? 1 : -1), 18, 26);
        desk.price(EURO, BigDecimal.valueOf(5 * plain.book.rate, 2).toPlainString());
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

    private void answers() {
        for (String id : List.copyOf(onTheWay.keySet())) {
            if (oneIn(4)) {
                Objects.requireNonNull(onTheWay.remove(id)).run();
            }
        }
    }

    /** Open orders of which no change is on its way. */
    private List<Passed> settled() {
        return plain.book.orders.stream()
                .filter(order -> order.open && order.before == null)
                .toList();
    }

    private void orders() {
        List<Passed> open = settled();
        if (open.isEmpty() || (open.size() <= 8 && !oneIn(3))) {
            return;
        }
        Passed order = open.get(random.nextInt(open.size()));
        List<Child> working = working(order);
        boolean fills = random.nextInt(3) > 0;
        if (!working.isEmpty()) {
            childEvent(order, working.get(random.nextInt(working.size())), fills);
        } else if (fills && order.children.isEmpty()) {
            fill(order, "none", between(1, order.left()));
        } else if (!fills) {
            plain.pace.cancelled(order, false);
            tell(order, OrderStatus.PENDING_CANCEL);
            plain.close(order);
            tell(order, OrderStatus.CANCELED);
        }
    }

    private static List<Child> working(Passed order) {
        return order.children.stream().filter(child -> child.open).toList();
    }

    private void childEvent(Passed order, Child child, boolean fills) {
        if (fills) {
            long quantity = between(1, child.quantity - child.filled);
            PlainBook.fill(child, quantity);
            fill(order, child.id, quantity);
            tell(child, child.open ? OrderStatus.PARTIALLY_FILLED : OrderStatus.FILLED);
        } else {
            plain.pace.cancelled(order, true);
            tell(child, OrderStatus.PENDING_CANCEL);
            child.open = false;
            tell(child, OrderStatus.CANCELED);
        }
    }

    private void fill(Passed order, String childId, long quantity) {
        plain.fill(order, quantity);
        desk.fill(order.id, childId, symbols.get(order.symbol), order.side, Long.toString(quantity));
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
        List<Passed> open = settled();
        List<Passed> whole =
                open.stream().filter(order -> working(order).size() < 2).toList();
        if (!open.isEmpty() && oneIn(4)) {
            child(i, open.get(random.nextInt(open.size())));
        } else if (!whole.isEmpty() && oneIn(6)) {
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
        ask.exit = ask.reduceOnly && random.nextBoolean();
        ask.quantity = oneIn(6) ? between(1, 3) : between(1, 64);
        price(ask);
        boolean reducible = random.nextBoolean();
        OrderIntent intent = intent(ask, reducible);
        RiskRequest request = ask.exit
                ? new RiskRequest.Exit(ask.id, intent, ask.principal)
                : new RiskRequest.Parent(ask.id, intent, ask.principal, Optional.empty());
        judge(ask.exit ? "exit" : "parent", ask, reducible, request)
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
        Optional<Child> works = working(order).stream().findFirst();
        if (works.isPresent()) {
            ask.stop = 0;
        }
        boolean reducible = parent.intent().reducible();
        OrderIntent intent = intent(ask, reducible);
        BigDecimal asked = BigDecimal.valueOf(ask.quantity + order.filled);
        String venue = works.map(child -> child.venue).orElse(order.venue);
        works.ifPresent(child -> plain.changeThere(ask, order, venue));
        judge(
                        works.isPresent() ? "amend in place" : "amend",
                        ask,
                        reducible,
                        new RiskRequest.Amend(parent, asked, intent.type(), ask.principal, venue))
                .map(size -> intent.withQuantity(BigDecimal.valueOf(size)))
                .ifPresent(next -> works.ifPresentOrElse(child -> change(order, child, next), () -> {
                    PlainGate.changed(order);
                    keep(ask, next);
                }));
    }

    /** The venue is asked to change a child, which is all that works of its order; it does so now or later. */
    private void change(Passed order, Child child, OrderIntent next) {
        ParentOrder parent = parentOf(order.id);
        Runnable answer = () -> {
            PlainGate.changed(order);
            child.quantity = child.filled + order.left();
            child.market = order.market;
            child.price = order.price;
            ChildOrder was = Objects.requireNonNull(children.get(child.id));
            children.put(child.id, was.withType(next.type()));
            parents.put(order.id, parentOf(order.id).with(next));
            tell(child, OrderStatus.ACCEPTED);
            tell(order, OrderStatus.ACCEPTED);
        };
        desk.gate.onParent(parent.with(told(
                parent.progress(),
                OrderStatus.PENDING_UPDATE,
                parent.progress().quantity().longValueExact(),
                order.filled)));
        if (oneIn(2)) {
            answer.run();
        } else {
            onTheWay.put(order.id, answer);
        }
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
                symbols.get(order.symbol),
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
        if (oneIn(5)) {
            long away = plain.book.mid[ask.symbol] * (10_000 + between(-spread, spread)) / 10_000;
            ask.stop = exact(ask.symbol, away);
        }
    }

    private static OrderType type(Ask ask) {
        BigDecimal price = BigDecimal.valueOf(ask.price, 2);
        if (ask.stop != 0) {
            BigDecimal stop = BigDecimal.valueOf(ask.stop, 2);
            return ask.market
                    ? new OrderType.StopMarket(stop, TriggerSource.LAST)
                    : new OrderType.StopLimit(stop, price, TriggerSource.LAST);
        }
        return ask.market ? new OrderType.Market() : new OrderType.Limit(price);
    }

    private OrderIntent intent(Ask ask, boolean reducible) {
        return OrderIntent.of(symbols.get(ask.symbol), ask.side, BigDecimal.valueOf(ask.quantity))
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
        int other = 1 - ask.symbol;
        boolean held = plain.book.position[other] != 0;
        plain.markAge[other] = held && oneIn(30) ? between(298, 303) * PlainPace.SECOND : 0;
        desk.age(symbols.get(other), plain.markAge[other]);
        plain.rateAge = plain.book.foreignQuote && oneIn(10) ? between(1, 4) * PlainPace.SECOND : 0;
        desk.age(EURO, plain.rateAge);
        RiskDecision decision = desk.ask(request);
        desk.age(EURO, 0);
        desk.age(symbols.get(other), 0);
        verdicts.compare(ask, reducible, decision);
        plain.markAge[other] = 0;
        plain.rateAge = 0;
        kinds.merge(kind, 1, Integer::sum);
        subjects.merge(type(ask).getClass().getSimpleName(), 1, Integer::sum);
        subjects.merge(symbols.get(ask.symbol).name(), 1, Integer::sum);
        // What the collar refuses stops nobody for its own prices.
        boolean drifts = plain.pace.drifts(ask) && !plain.isFarOff(ask) && !plain.isUnwalkable(ask);
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
}
