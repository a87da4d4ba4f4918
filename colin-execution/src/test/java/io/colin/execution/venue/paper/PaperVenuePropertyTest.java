package io.colin.execution.venue.paper;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.Decimals;
import io.colin.api.market.Aggressor;
import io.colin.api.market.BookLevel;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.venue.VenueReport;
import io.colin.execution.order.OrderStateMachine;
import io.colin.execution.order.Transition;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaperVenuePropertyTest {
    private static final int STEPS = 1500;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void conservesQuantityAndKeepsLimitsAndFeesWhateverHappens(long seed) {
        Session session = new Session(seed, Duration.ofMillis(20), Duration.ofMillis(80));
        session.run();
        Set<String> trades = new HashSet<>();
        int fills = 0;
        for (ChildOrder order : session.orders) {
            BigDecimal filled = BigDecimal.ZERO;
            for (Fill fill : session.rig.heard.fills(order.orderId())) {
                fills++;
                filled = filled.add(fill.quantity());
                assertThat(trades.add(fill.tradeId()))
                        .as("trade ids are unique")
                        .isTrue();
                assertThat(fill.fee())
                        .isEqualByComparingTo(fill.quantity()
                                .multiply(fill.price())
                                .multiply(
                                        fill.liquidity() == Liquidity.MAKER
                                                ? new BigDecimal("0.0002")
                                                : new BigDecimal("0.001")));
                order.type()
                        .limitPrice()
                        .ifPresent(
                                limit -> assertThat(fill.price().subtract(limit).signum()
                                                * order.side().sign())
                                        .as("within the limit")
                                        .isNotPositive());
            }
            assertThat(filled).isLessThanOrEqualTo(order.progress().quantity());
            followsTheStateMachine(order, session.rig.heard.events(order.orderId()));
        }
        assertThat(fills).as("the session trades").isGreaterThan(100);
        assertThat(session.rig.heard.reports()).isSortedAccordingTo((a, b) -> Long.compare(a.timeNs(), b.timeNs()));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void tellsTheSameForTheSameSeedAndEvents(long seed) {
        assertThat(told(seed, 20)).isEqualTo(told(seed, 20));
        assertThat(told(seed, 20)).isNotEqualTo(told(seed, 30));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24, 25, 26})
    void neverTakesMoreThanWasDisplayed(long seed) {
        Session session = new Session(seed, Duration.ZERO, Duration.ZERO);
        session.run();
        assertThat(session.checkedLevels).isGreaterThan(1000);
    }

    private static List<VenueReport> told(long seed, int medianMs) {
        Session session = new Session(seed, Duration.ofMillis(medianMs), Duration.ofMillis(80));
        session.run();
        return session.rig.heard.reports();
    }

    /** Replays are only refused where a cancel came too late. */
    private static void followsTheStateMachine(ChildOrder order, List<OrderEvent> events) {
        OrderProgress progress = order.progress();
        for (OrderEvent event : events) {
            Transition transition = OrderStateMachine.apply(progress, event);
            if (transition instanceof Transition.Applied applied) {
                progress = applied.after();
            } else {
                assertThat(event).isInstanceOf(OrderEvent.CancelRejected.class);
            }
        }
    }

    /** A random market of five ticks around a wandering price, and random orders in it. */
    private static final class Session {
        private final Random random;
        private final PaperRig rig;
        private final List<ChildOrder> orders = new ArrayList<>();
        private final Map<BigDecimal, BigDecimal> bids = new HashMap<>();
        private final Map<BigDecimal, BigDecimal> asks = new HashMap<>();
        private int mid = 10_000;
        private int checkedLevels;

        private Session(long seed, Duration median, Duration p99) {
            random = new Random(seed);
            rig = PaperRig.of(PaperRig.plain(PaperRig.BTC).latency(median, p99));
        }

        private void run() {
            snapshot();
            for (int step = 0; step < STEPS; step++) {
                rig.pass(random.nextInt(30) * PaperRig.MS);
                switch (random.nextInt(10)) {
                    case 0 -> snapshot();
                    case 1, 2, 3 -> delta();
                    case 4, 5 -> rig.trade(price(mid + random.nextInt(7) - 3).toPlainString(), size(), aggressor());
                    case 6, 7, 8 -> submit();
                    default -> cancel();
                }
                check();
            }
            rig.pass(10 * PaperRig.SECOND);
        }

        private void snapshot() {
            mid += random.nextInt(5) - 2;
            bids.clear();
            asks.clear();
            for (int k = 1; k <= 5; k++) {
                bids.put(price(mid - k), new BigDecimal(size()));
                asks.put(price(mid + k), new BigDecimal(size()));
            }
            rig.book(text(bids, true), text(asks, false));
        }

        private void delta() {
            int k = 1 + random.nextInt(5);
            boolean bid = random.nextBoolean();
            BigDecimal price = price(bid ? mid - k : mid + k);
            String size = random.nextInt(4) == 0 ? "0" : size();
            (bid ? bids : asks).put(price, new BigDecimal(size));
            String level = price.toPlainString() + ":" + size;
            rig.levels(bid ? level : "", bid ? "" : level);
        }

        private void submit() {
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            String id = "o" + orders.size();
            String quantity = size();
            String limit = price(mid + random.nextInt(9) - 4).toPlainString();
            orders.add(
                    switch (random.nextInt(5)) {
                        case 0 -> rig.market(id, side, quantity);
                        case 1 -> rig.limit(id, side, quantity, limit, TimeInForce.IOC);
                        case 2 -> rig.limit(id, side, quantity, limit, TimeInForce.FOK);
                        case 3 -> rig.postOnly(id, side, quantity, limit);
                        default -> rig.limit(id, side, quantity, limit, TimeInForce.GTC);
                    });
        }

        private void cancel() {
            if (!orders.isEmpty()) {
                rig.cancel(orders.get(random.nextInt(orders.size())));
            }
        }

        /** What is shown is never more than was displayed, so what was taken is never more either. */
        private void check() {
            for (BookLevel level : shown(Side.BUY)) {
                checkedLevels++;
                assertThat(level.quantity()).isPositive().isLessThanOrEqualTo(bids.get(level.price()));
            }
            for (BookLevel level : shown(Side.SELL)) {
                checkedLevels++;
                assertThat(level.quantity()).isPositive().isLessThanOrEqualTo(asks.get(level.price()));
            }
        }

        private List<BookLevel> shown(Side side) {
            return rig.venue
                    .book(PaperRig.BTC.symbol())
                    .map(book -> side == Side.BUY ? book.bids(20) : book.asks(20))
                    .orElse(List.of());
        }

        private Aggressor aggressor() {
            return List.of(Aggressor.BUY, Aggressor.SELL, Aggressor.UNKNOWN).get(random.nextInt(3));
        }

        private String size() {
            return new BigDecimal(10 + random.nextInt(400)).movePointLeft(2).toPlainString();
        }

        private static BigDecimal price(int ticks) {
            return Decimals.normal(new BigDecimal(ticks).movePointLeft(2));
        }

        private static String text(Map<BigDecimal, BigDecimal> side, boolean bids) {
            StringBuilder text = new StringBuilder();
            side.entrySet().stream()
                    .sorted((a, b) ->
                            bids ? b.getKey().compareTo(a.getKey()) : a.getKey().compareTo(b.getKey()))
                    .forEach(e -> text.append(text.isEmpty() ? "" : " ")
                            .append(e.getKey().toPlainString())
                            .append(':')
                            .append(e.getValue()));
            return text.toString();
        }
    }
}
