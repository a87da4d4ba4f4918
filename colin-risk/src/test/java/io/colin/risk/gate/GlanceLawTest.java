package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.dec;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.order.TriggerSource;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskControls;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskRequest;
import io.colin.risk.AccountKind;
import io.colin.risk.ExposureKind;
import io.colin.risk.LimitScope;
import io.colin.risk.RiskLimits;
import io.colin.risk.ScopeCap;
import io.colin.risk.ScopeLimits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two gates see the same orders, fills, prices and ends. One is asked at a glance first, the other only exactly. What is
 * admitted the other approves in full; whatever is asked of either afterwards is answered alike.
 * {@code -Dcolin.glance.orders=1000000} walks as far as that.
 */
class GlanceLawTest {
    private static final int ORDERS = Integer.getInteger("colin.glance.orders", 48_000) / 8;
    private static final List<Symbol> SYMBOLS = List.of(Desk.BTC, Desk.ETH, Desk.EUR_BTC, Desk.PERPETUAL);
    private static final Symbol EUR = Symbol.of("EUR/USD");

    private static final class Walk {
        private final Random random;
        private final Desk quick;
        private final Desk exact;
        private final List<ParentOrder> open = new ArrayList<>();
        private int approvals;
        private int admitted;
        private int refused;

        private Walk(long seed) {
            random = new Random(seed);
            RiskLimits limits = limits(seed % 2 == 0 ? AccountKind.MARGIN : AccountKind.CASH_SPOT, seed > 4);
            quick = new Desk(limits, "100000");
            exact = new Desk(limits, "100000");
            each(Desk.EUR_BTC, "80");
            each(EUR, "1.25");
        }

        /** Correlations are not known, so that everything counts as one group where groups are limited. */
        private static RiskLimits limits(AccountKind kind, boolean groups) {
            return RiskLimits.builder()
                    .margin(m -> m.accountKind(kind))
                    .order(o -> o.minValue(dec("50"))
                            .maxValue(dec("9000"))
                            .maxShare(dec("0.07"))
                            .quantityCaps(Map.of(Desk.ETH, dec("600"))))
                    .position(p -> p.maxValue(dec("30000"))
                            .maxSymbolShare(dec("0.4"))
                            .maxSectorShare(dec("0.9"))
                            .maxGrossShare(dec("0.8")))
                    .rate(r -> r.ordersPerSecond(20)
                            .ordersPerSecondPerStrategy(8)
                            .tradesPerDay(1_000_000)
                            .tradesPerSymbolPerDay(1_000_000)
                            .valuePerSymbolPerDay(dec("100000000000")))
                    .tail(t -> t.armed(false))
                    .stress(t -> t.armed(false))
                    .repeat(r -> r.maxCycles(1_000_000))
                    .scopes(ScopeLimits.of(Map.of(
                            LimitScope.account("main"),
                            ScopeCap.builder()
                                    .value(ExposureKind.LONG, dec("52000"))
                                    .value(ExposureKind.SHORT, dec("45000"))
                                    .positionValue(ExposureKind.LONG, Desk.BTC, dec("26000"))
                                    .positionValue(ExposureKind.SHORT, Desk.PERPETUAL, dec("22000"))
                                    .build())))
                    .correlation(c -> c.threshold(groups ? dec("0.7") : BigDecimal.ONE)
                            .warnPair(groups ? dec("0.6") : BigDecimal.ONE)
                            .maxGroupShare(dec("0.35")))
                    .build();
        }

        private void each(Symbol symbol, String price) {
            quick.price(symbol, price);
            exact.price(symbol, price);
        }

        private void step() {
            if (random.nextInt(40) == 0) {
                reenable();
            }
            int what = random.nextInt(20);
            if (what == 0) {
                movePrice();
            } else if (what == 1) {
                fill();
            } else if (what <= 6 && !open.isEmpty()) {
                end(open.remove(random.nextInt(open.size())));
            } else {
                pass();
                ask();
            }
        }

        /** Strategies whose own prices drifted too far are stopped until a person says otherwise. */
        private void reenable() {
            for (Desk desk : List.of(quick, exact)) {
                RiskControls controls = desk.gate.controls().orElseThrow();
                for (int i = 0; i < 3; i++) {
                    controls.resetBreaker("price-drift", "s" + i, "test", "operator");
                }
            }
        }

        private void pass() {
            long ns =
                    random.nextInt(3) == 0 ? random.nextInt(40_000_000) : 200_000_000L + random.nextInt(2_000_000_000);
            quick.pass(ns);
            exact.pass(ns);
        }

        private void movePrice() {
            Symbol symbol = SYMBOLS.get(random.nextInt(SYMBOLS.size()));
            BigDecimal base =
                    symbol.equals(Desk.ETH) ? dec("10") : symbol.equals(Desk.EUR_BTC) ? dec("80") : dec("100");
            BigDecimal moved = base.multiply(BigDecimal.valueOf(990 + random.nextInt(21), 3));
            each(symbol, moved.toPlainString());
            quick.mark();
            exact.mark();
        }

        private void fill() {
            if (open.isEmpty()) {
                return;
            }
            ParentOrder order = open.remove(random.nextInt(open.size()));
            OrderIntent intent = order.intent();
            for (Desk desk : List.of(quick, exact)) {
                desk.fill(
                        order.orderId(),
                        order.orderId() + "-c",
                        intent.symbol(),
                        intent.side(),
                        text(intent.quantity()));
                desk.gate.onParent(Desk.with(order, OrderStatus.FILLED, text(intent.quantity())));
            }
        }

        private void end(ParentOrder order) {
            quick.gate.onParent(Desk.with(order, OrderStatus.CANCELED, "0"));
            exact.gate.onParent(Desk.with(order, OrderStatus.CANCELED, "0"));
        }

        private void ask() {
            OrderIntent intent = intent();
            String id = intent.clientOrderId();
            String principal = random.nextBoolean() ? "engine" : "key-" + random.nextInt(3);
            RiskRequest request = new RiskRequest.Parent(id, intent, principal, Optional.empty());
            RiskContext context = new RiskContext(quick, quick.portfolio());
            boolean glance = quick.gate.admit(request, context);
            RiskDecision decision = exact.gate.check(request, new RiskContext(exact, exact.portfolio()));
            boolean approved = decision.verdict() == Verdict.APPROVED;
            if (glance) {
                assertThat(approved).as("%s admitted, but %s", intent, decision).isTrue();
                assertThat(decision.allowedQuantity()).isEqualByComparingTo(intent.quantity());
                admitted++;
            } else {
                assertThat(quick.gate.check(request, context)).isEqualTo(decision);
            }
            boolean common = !intent.reduceOnly() && !(intent.type() instanceof OrderType.TrailingStop);
            approvals += approved && common ? 1 : 0;
            refused += decision.verdict() == Verdict.REJECTED ? 1 : 0;
            if (decision.passes()) {
                OrderIntent allowed = intent.withQuantity(decision.allowedQuantity());
                open.add(quick.parent(allowed));
                if (random.nextInt(3) == 0) {
                    quick.gate.onParent(open.getLast());
                    exact.gate.onParent(open.getLast());
                }
            }
            if (random.nextInt(50) == 0) {
                assertThat(quick.gate.status()).isEqualTo(exact.gate.status());
                assertThat(quick.gate.durableState()).isEqualTo(exact.gate.durableState());
            }
        }

        private OrderIntent intent() {
            Symbol symbol =
                    SYMBOLS.get(random.nextInt(quick.limits.margin().accountKind() == AccountKind.MARGIN ? 4 : 3));
            Side side = random.nextInt(5) > 1 ? Side.BUY : Side.SELL;
            BigDecimal mid = quick.mid(symbol);
            OrderIntent.Builder intent = quick.intent(symbol, side, text(quantity(symbol, mid)))
                    .strategy("s" + random.nextInt(3))
                    .reducible(random.nextInt(4) == 0)
                    .reduceOnly(random.nextInt(30) == 0);
            switch (random.nextInt(8)) {
                case 0 -> intent.type(new OrderType.Market());
                case 1 -> intent.type(new OrderType.StopMarket(tick(mid, 200), TriggerSource.LAST));
                case 2 -> intent.type(new OrderType.StopLimit(tick(mid, 100), tick(mid, 100), TriggerSource.LAST));
                case 3 -> intent.limit(tick(mid, 1200));
                case 4 -> intent.limit(tick(mid, 30)).timeInForce(TimeInForce.IOC);
                default -> intent.limit(tick(mid, 30));
            }
            return intent.build();
        }

        /** Mostly small, sometimes near a limit of value, rarely off the grid. */
        private BigDecimal quantity(Symbol symbol, BigDecimal mid) {
            BigDecimal lot = quick.lot(symbol);
            if (random.nextInt(200) == 0) {
                return lot.multiply(dec("1.5"));
            }
            BigDecimal rate = symbol.equals(Desk.EUR_BTC) ? dec("1.25") : BigDecimal.ONE;
            int value = switch (random.nextInt(6)) {
                case 0 -> List.of(50, 5600, 7000, 7200, 9000).get(random.nextInt(5));
                case 1 -> 50 + random.nextInt(9000);
                default -> 60 + random.nextInt(900);
            };
            BigDecimal lots = BigDecimal.valueOf(value)
                    .divideToIntegralValue(mid.multiply(rate).multiply(lot))
                    .add(BigDecimal.valueOf(random.nextInt(3) - 1L));
            return lots.max(BigDecimal.ONE).multiply(lot);
        }

        private BigDecimal tick(BigDecimal mid, int spread) {
            BigDecimal percent = BigDecimal.valueOf(random.nextInt(2 * spread + 1) - spread, 4);
            return mid.add(mid.multiply(percent)).setScale(2, RoundingMode.HALF_EVEN);
        }

        private static String text(BigDecimal value) {
            return value.toPlainString();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsAdmittedAtAGlanceTheExactGateApprovesAndBothStayAlike(long seed) {
        Walk walk = new Walk(seed);
        for (int i = 0; i < ORDERS * 4 / 3; i++) {
            walk.step();
        }
        assertThat(walk.refused).isGreaterThan(ORDERS / 50);
        assertThat(walk.approvals).isGreaterThan(ORDERS / 10);
        // The first order of each symbol of a day is left to the exact gate.
        int known = walk.approvals - SYMBOLS.size();
        assertThat(walk.admitted).as("admitted of %d approvals", known).isGreaterThanOrEqualTo(known * 99 / 100);
    }
}
