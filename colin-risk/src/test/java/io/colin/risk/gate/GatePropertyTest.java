package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.wide;
import static io.colin.risk.gate.Desk.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random submits, fills and cancels against a plain recomputation from the list of orders. */
class GatePropertyTest {
    private static final int STEPS = 400;
    private static final BigDecimal POSITION_LIMIT = dec("20000");
    private static final BigDecimal GROSS_LIMIT = dec("30000");

    private static BigDecimal mid(Symbol symbol) {
        return symbol.equals(BTC) ? dec("100") : dec("10");
    }

    /** An order as the plain oracle knows it. */
    private static final class Working {
        private final OrderIntent intent;
        private final ParentOrder parent;
        private final List<ChildOrder> children = new ArrayList<>();
        private BigDecimal filled = BigDecimal.ZERO;

        private Working(OrderIntent intent, ParentOrder parent) {
            this.intent = intent;
            this.parent = parent;
        }

        private BigDecimal leaves() {
            return intent.quantity().subtract(filled);
        }

        private BigDecimal worth() {
            BigDecimal mid = mid(intent.symbol());
            BigDecimal price = intent.type().limitPrice().map(mid::max).orElseGet(() -> mid.multiply(dec("1.05")));
            return leaves().multiply(price);
        }
    }

    private static final class Session {
        private final Random random;
        private final Desk desk;
        private final List<Working> open = new ArrayList<>();

        private Session(long seed) {
            random = new Random(seed);
            desk = new Desk(limits(), "100000");
        }

        private static RiskLimits limits() {
            return wide().margin(m -> m.accountKind(AccountKind.MARGIN))
                    .position(p -> p.maxValue(POSITION_LIMIT).maxGrossShare(dec("0.3")))
                    .order(o -> o.maxShare(dec("0.2")).minValue(dec("50")))
                    .price(p -> p.driftWindow(Duration.ofMillis(1)))
                    .build();
        }

        private void step() {
            desk.pass(Desk.SECOND);
            switch (random.nextInt(5)) {
                case 0, 1, 2 -> submit();
                case 3 -> fillSome();
                default -> cancelSome();
            }
            verify();
        }

        private OrderIntent randomIntent() {
            Symbol symbol = random.nextBoolean() ? BTC : ETH;
            Side side = random.nextInt(3) > 0 ? Side.BUY : Side.SELL;
            String lots = symbol.equals(BTC) ? "0.001" : "0.01";
            BigDecimal quantity = dec(lots).multiply(BigDecimal.valueOf(1 + random.nextInt(250_000)));
            OrderIntent.Builder intent = desk.intent(symbol, side, quantity.toPlainString())
                    .reducible(random.nextBoolean())
                    .reduceOnly(random.nextInt(10) == 0);
            if (random.nextBoolean()) {
                BigDecimal ticks = dec("0.01").multiply(BigDecimal.valueOf(random.nextInt(-40, 40)));
                intent.limit(mid(symbol).add(ticks));
            }
            return intent.build();
        }

        private void submit() {
            OrderIntent intent = randomIntent();
            RiskDecision decision = desk.ask(intent);
            assertThat(decision.allowedQuantity()).isLessThanOrEqualTo(intent.quantity());
            if (!intent.reducible()) {
                assertThat(decision.verdict()).isNotEqualTo(Verdict.REDUCED);
            }
            if (decision.passes()) {
                OrderIntent allowed = intent.withQuantity(decision.allowedQuantity());
                Working working = new Working(allowed, desk.parent(allowed));
                desk.gate.onParent(working.parent);
                split(working);
                open.add(working);
            }
        }

        /** Two children that together are the parent; a third has nothing left to draw. */
        private void split(Working working) {
            BigDecimal lot = desk.lot(working.intent.symbol());
            BigDecimal half = working.intent
                    .quantity()
                    .divideToIntegralValue(lot.multiply(BigDecimal.TWO))
                    .multiply(lot);
            BigDecimal rest = working.intent.quantity().subtract(half);
            for (BigDecimal part : List.of(half, rest, lot.multiply(BigDecimal.TEN))) {
                if (part.signum() > 0) {
                    ChildOrder child = desk.child(working.parent, part.toPlainString());
                    if (desk.ask(child, working.parent).passes()) {
                        working.children.add(child);
                    }
                }
            }
            BigDecimal drawn = working.children.stream()
                    .map(c -> c.progress().quantity())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(drawn).isLessThanOrEqualTo(working.intent.quantity());
        }

        private void fillSome() {
            if (open.isEmpty()) {
                return;
            }
            Working working = open.get(random.nextInt(open.size()));
            if (working.children.isEmpty()) {
                return;
            }
            ChildOrder child = working.children.removeFirst();
            BigDecimal lot = desk.lot(working.intent.symbol());
            BigDecimal part = child.progress()
                    .quantity()
                    .multiply(BigDecimal.valueOf(random.nextInt(1, 4)))
                    .divideToIntegralValue(lot.multiply(BigDecimal.valueOf(3)))
                    .multiply(lot)
                    .max(lot);
            desk.fill(
                    working.parent.orderId(),
                    child.orderId(),
                    working.intent.symbol(),
                    working.intent.side(),
                    part.toPlainString());
            working.filled = working.filled.add(part);
            boolean whole = part.compareTo(child.progress().quantity()) == 0;
            desk.gate.onChild(with(child, whole ? OrderStatus.FILLED : OrderStatus.CANCELED, part.toPlainString()));
            boolean done = working.leaves().signum() == 0;
            desk.gate.onParent(with(
                    working.parent,
                    done ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED,
                    working.filled.toPlainString()));
            if (done) {
                open.remove(working);
            }
        }

        private void cancelSome() {
            if (!open.isEmpty()) {
                Working working = open.remove(random.nextInt(open.size()));
                working.children.forEach(c -> desk.gate.onChild(with(c, OrderStatus.CANCELED, "0")));
                desk.gate.onParent(with(working.parent, OrderStatus.CANCELED, working.filled.toPlainString()));
            }
        }

        private BigDecimal worst(Symbol symbol) {
            BigDecimal held = desk.portfolio().quantity(symbol).multiply(mid(symbol));
            BigDecimal longest = held;
            BigDecimal shortest = held;
            for (Working working : open) {
                if (working.intent.symbol().equals(symbol)) {
                    if (working.intent.side() == Side.BUY) {
                        longest = longest.add(working.worth());
                    } else {
                        shortest = shortest.subtract(working.worth());
                    }
                }
            }
            return longest.abs().max(shortest.abs()).max(held.abs());
        }

        private void verify() {
            BigDecimal btc = worst(BTC);
            BigDecimal eth = worst(ETH);
            assertThat(btc).isLessThanOrEqualTo(POSITION_LIMIT);
            assertThat(eth).isLessThanOrEqualTo(POSITION_LIMIT);
            assertThat(btc.add(eth)).isLessThanOrEqualTo(GROSS_LIMIT);
            desk.mark();
            BigDecimal shown = desk.gate.status().limits().stream()
                    .filter(use -> use.name().equals("gross-exposure"))
                    .findFirst()
                    .orElseThrow()
                    .used();
            assertThat(shown).isEqualByComparingTo(btc.add(eth));
            desk.assertStateIsOfNow();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void theWorstCaseNeverPassesALimitAndTheBookEqualsThePlainSum(long seed) {
        Session session = new Session(seed);
        int most = 0;
        for (int i = 0; i < STEPS; i++) {
            session.step();
            most = Math.max(most, session.open.size());
        }
        assertThat(most).as("the walk must load the book").isGreaterThan(3);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33, 34, 35, 36})
    void theNamedSizePassesAndOneLotMoreDoesNot(long seed) {
        Session session = new Session(seed);
        int named = 0;
        for (int i = 0; i < STEPS; i++) {
            session.step();
            OrderIntent intent = session.randomIntent();
            RiskDecision decision = session.desk.ask(intent);
            if (decision.verdict() == Verdict.APPROVED) {
                session.desk.gate.onParent(with(session.desk.parent(intent), OrderStatus.CANCELED, "0"));
                continue;
            }
            BigDecimal size = largest(decision);
            if (decision.verdict() == Verdict.REDUCED) {
                assertThat(size).isEqualByComparingTo(decision.allowedQuantity());
                session.desk.gate.onParent(with(session.desk.parent(intent), OrderStatus.CANCELED, "0"));
            }
            BigDecimal lot = session.desk.lot(intent.symbol());
            if (size.signum() > 0) {
                named++;
                assertThat(probe(session, intent, size)).isEqualTo(Verdict.APPROVED);
                assertThat(probe(session, intent, size.add(lot))).isEqualTo(Verdict.REJECTED);
            }
        }
        assertThat(named).as("the walk must meet limits").isGreaterThan(20);
    }

    /** Asks with a fresh id and gives the reservation back. */
    private static Verdict probe(Session session, OrderIntent intent, BigDecimal quantity) {
        session.desk.pass(Desk.SECOND);
        OrderIntent.Builder again = session.desk
                .intent(intent.symbol(), intent.side(), quantity.toPlainString())
                .reduceOnly(intent.reduceOnly());
        if (intent.type() instanceof OrderType.Limit limit) {
            again.limit(limit.price());
        }
        OrderIntent asked = again.build();
        Verdict verdict = session.desk.ask(asked).verdict();
        session.desk.gate.onParent(with(session.desk.parent(asked), OrderStatus.CANCELED, "0"));
        return verdict;
    }

    private static BigDecimal largest(RiskDecision decision) {
        String message = decision.reasons().getFirst().message();
        String from = message.substring(message.indexOf("largest=") + "largest=".length());
        int end = from.indexOf(' ');
        return dec(end < 0 ? from : from.substring(0, end));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {51, 52, 53, 54})
    void aRestoredGateDecidesAsTheOneThatNeverStopped(long seed) {
        Session session = new Session(seed);
        Desk desk = session.desk;
        desk.hold(BTC, "50");
        for (int i = 0; i < 150; i++) {
            if (i % 10 == 0) {
                String price = 97 + session.random.nextInt(7) + "";
                desk.account.mark(BTC, dec(price), desk.timeNs);
                desk.mark();
                desk.account.mark(BTC, dec("100"), desk.timeNs);
            }
            session.step();
            StandardGate original = desk.gate;
            StandardGate restored = StandardGate.builder().limits(desk.limits).build();
            restored.restore(original.durableState());
            session.open.forEach(
                    w -> restored.onParent(with(w.parent, OrderStatus.PARTIALLY_FILLED, w.filled.toPlainString())));
            session.open.forEach(w -> w.children.forEach(restored::onChild));
            desk.pass(Desk.SECOND);
            OrderIntent intent = session.randomIntent();
            RiskDecision expected = desk.ask(intent);
            desk.gate = restored;
            RiskDecision actual = desk.ask(intent);
            assertThat(lasting(actual)).containsExactlyElementsOf(lasting(expected));
            assertThat(actual.verdict()).isEqualTo(expected.verdict());
            assertThat(actual.allowedQuantity()).isEqualByComparingTo(expected.allowedQuantity());
            assertThat(actual.reasons()).isEqualTo(expected.reasons());
            assertThat(restored.durableState()).isEqualTo(original.durableState());
            original.onParent(with(desk.parent(intent), OrderStatus.CANCELED, "0"));
            desk.gate = original;
        }
    }

    /** All but the cycles of filling and entering again, whose window starts empty after a restart. */
    private static List<CheckResult> lasting(RiskDecision decision) {
        return decision.checks().stream()
                .filter(result -> !result.check().equals("repeated-execution"))
                .toList();
    }
}
