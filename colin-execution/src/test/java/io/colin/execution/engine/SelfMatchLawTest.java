package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.OrderChanged;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookView;
import io.colin.api.market.MarketEvent;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.risk.SelfMatchPolicy;
import io.colin.api.venue.FeeSchedule;
import io.colin.api.venue.SimulatedVenue;
import io.colin.api.venue.VenueCapabilities;
import io.colin.api.venue.VenueListener;
import io.colin.api.venue.VenueReport;
import io.colin.execution.store.LedgerCodec;
import io.colin.execution.venue.paper.PaperVenue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever is sent under whichever policy, over cancels that lose to fills and over kills: no order reaches the paper venue that
 * could trade with another of ours that may still rest there, and none is sent twice.
 */
class SelfMatchLawTest {
    private static final int STEPS = 150;

    @TestFactory
    Stream<DynamicTest> noTwoOrdersOfOursMeet() {
        return Stream.of(SelfMatchPolicy.values())
                .flatMap(policy -> LongStream.rangeClosed(1, 12)
                        .mapToObj(seed -> DynamicTest.dynamicTest(
                                policy + ", seed " + seed, () -> new Session(policy, seed).run())));
    }

    /** How often a policy had something to do, so that the law is not kept by doing nothing. */
    @TestFactory
    Stream<DynamicTest> everyPolicyHasSomethingToDo() {
        return Stream.of(SelfMatchPolicy.values())
                .map(policy -> DynamicTest.dynamicTest("" + policy, () -> {
                    long prevented = 0;
                    for (long seed = 1; seed <= 5; seed++) {
                        Session session = new Session(policy, seed);
                        session.run();
                        prevented += session.prevented();
                    }
                    assertThat(prevented).isGreaterThan(20);
                }));
    }

    private static final class Session {
        private final Random random;
        private final SelfMatchPolicy policy;
        private final Set<String> sent = new HashSet<>();
        private final List<String> ids = new ArrayList<>();
        private Watched venue;
        private Bench bench;
        private double price = 800;

        Session(SelfMatchPolicy policy, long seed) {
            this.policy = policy;
            random = new Random(seed);
            venue = new Watched(seed, sent, new TreeMap<>());
            bench = Bench.at(venue, () -> new MatchingGate(policy));
        }

        void run() {
            try {
                for (int i = 0; i < STEPS; i++) {
                    step(i);
                }
                bench.advance(60);
            } finally {
                bench.close();
            }
        }

        private void step(int number) {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3, 4 -> submit("o" + number);
                case 5 -> {
                    if (!ids.isEmpty()) {
                        bench.cancel(ids.get(random.nextInt(ids.size())));
                    }
                }
                case 6 -> {
                    if (!ids.isEmpty()) {
                        String id = ids.get(random.nextInt(ids.size()));
                        bench.amend(id, Amendment.price(BigDecimal.valueOf(7980L + random.nextInt(40), 1)));
                    }
                }
                case 7 -> {
                    if (random.nextInt(5) == 0) {
                        venue = new Watched(number, sent, venue.open);
                        bench = bench.restarted(venue);
                    }
                }
                default -> {
                    price += random.nextInt(5) * 0.1 - 0.2;
                    bench.price(BigDecimal.valueOf(Math.round(price * 10), 1).toPlainString());
                }
            }
        }

        private void submit(String id) {
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            OrderIntent.Builder intent = OrderIntent.of(
                            Rig.BTC_USD.symbol(), side, BigDecimal.valueOf(1L + random.nextInt(4)))
                    .clientOrderId(id);
            OrderType.Limit limit =
                    new OrderType.Limit(BigDecimal.valueOf(Math.round(price * 10) + random.nextInt(9) - 4, 1));
            switch (random.nextInt(6)) {
                case 0 -> intent.algo(AlgoSpec.of("immediate", Map.of()));
                case 1 ->
                    intent.algo(AlgoSpec.of("immediate", Map.of())).type(limit).timeInForce(TimeInForce.IOC);
                case 2 -> intent.algo(AlgoSpec.of("iceberg", Map.of())).type(limit);
                case 3 -> intent.algo(AlgoSpec.of("twap", Map.of()));
                default -> intent.algo(AlgoSpec.of("immediate", Map.of())).type(limit);
            }
            bench.submit(intent.build());
            ids.add(id);
        }

        /** Orders that were refused for it, or cancelled for it. */
        long prevented() {
            String by = policy == SelfMatchPolicy.REJECT ? "SELF_TRADE" : "self-match prevention";
            List<String> found = new ArrayList<>();
            bench.store().read(1, record -> {
                if (LedgerCodec.decode(record) instanceof OrderChanged changed
                        && changed.after().isClosed()
                        && changed.event().toString().contains(by)) {
                    found.add(changed.event().orderId());
                }
            });
            return found.size();
        }
    }

    /** The paper venue behind an eye that knows what of ours may rest there. */
    private static final class Watched implements SimulatedVenue {
        private static final String CHANGED = " changed";

        private final PaperVenue paper;
        private final Set<String> sent;
        private final Map<String, ChildOrder> open;

        Watched(long seed, Set<String> sent, Map<String, ChildOrder> open) {
            paper = PaperVenue.builder()
                    .instruments(Rig.BTC_USD)
                    .feeBps(0)
                    .seed(seed)
                    .build();
            this.sent = sent;
            this.open = open;
        }

        @Override
        public void submit(ChildOrder order, long timeNs) {
            assertThat(sent.add(order.orderId())).as("sent once: %s", order).isTrue();
            place(order, order.type(), order.orderId());
            paper.submit(order, timeNs);
        }

        private void place(ChildOrder order, OrderType type, String as) {
            for (ChildOrder other : open.values()) {
                boolean meets = other.side() != order.side()
                        && !other.parentId().equals(order.parentId())
                        && crosses(order.side(), type, other.type());
                assertThat(meets).as("%s at %s meets %s", order, type, other).isFalse();
            }
            if (!order.timeInForce().isImmediate()) {
                open.put(as, order.withType(type));
            }
        }

        private static boolean crosses(Side side, OrderType type, OrderType other) {
            BigDecimal offered = other.limitPrice().orElseThrow();
            int compared = type.limitPrice().orElseThrow().compareTo(offered);
            return side == Side.BUY ? compared >= 0 : compared <= 0;
        }

        @Override
        public void amend(ChildOrder order, BigDecimal quantity, OrderType type, long timeNs) {
            place(order, type, order.orderId() + CHANGED);
            paper.amend(order, quantity, type, timeNs);
        }

        @Override
        public void connect(VenueListener listener) {
            paper.connect(report -> {
                // What it tells the end of rests no more, before anybody acts on it.
                switch (report) {
                    case VenueReport.OrderUpdate update -> follow(update.event());
                    case VenueReport.NotFound missing -> end(missing.orderId());
                    default -> {}
                }
                listener.onReport(report);
            });
        }

        private void follow(OrderEvent event) {
            String id = event.orderId();
            switch (event) {
                case OrderEvent.Canceled canceled -> end(id);
                case OrderEvent.Rejected rejected -> end(id);
                case OrderEvent.Expired expired -> end(id);
                case OrderEvent.ModifyRejected kept -> open.remove(id + CHANGED);
                case OrderEvent.Updated updated -> {
                    open.computeIfPresent(id, (key, order) -> order.withType(updated.type()));
                    open.remove(id + CHANGED);
                }
                case OrderEvent.Filled filled -> {
                    @Nullable ChildOrder order = open.get(id);
                    if (order != null) {
                        BigDecimal left = order.progress()
                                .quantity()
                                .subtract(filled.fill().quantity());
                        if (left.signum() == 0) {
                            end(id);
                        } else {
                            open.put(id, order.with(order.progress().withQuantity(left)));
                        }
                    }
                }
                default -> {}
            }
        }

        private void end(String id) {
            open.remove(id);
            open.remove(id + CHANGED);
        }

        @Override
        public String id() {
            return paper.id();
        }

        @Override
        public VenueCapabilities capabilities() {
            return paper.capabilities();
        }

        @Override
        public FeeSchedule fees(Symbol symbol) {
            return paper.fees(symbol);
        }

        @Override
        public List<Instrument> instruments() {
            return paper.instruments();
        }

        @Override
        public Optional<BookView> book(Symbol symbol) {
            return paper.book(symbol);
        }

        @Override
        public void cancel(ChildOrder order, long timeNs) {
            paper.cancel(order, timeNs);
        }

        @Override
        public void query(ChildOrder order, long timeNs) {
            paper.query(order, timeNs);
        }

        @Override
        public void restore(Symbol symbol, BigDecimal position) {
            paper.restore(symbol, position);
        }

        @Override
        public void restore(Fill fill) {
            paper.restore(fill);
        }

        @Override
        public void restore(ChildOrder order, long timeNs) {
            paper.restore(order, timeNs);
        }

        @Override
        public void onMarket(MarketEvent event) {
            paper.onMarket(event);
        }

        @Override
        public long nextDueNs() {
            return paper.nextDueNs();
        }

        @Override
        public void advanceTo(long timeNs) {
            paper.advanceTo(timeNs);
        }

        @Override
        public void close() {
            paper.close();
        }
    }
}
