package io.colin.benchmarks;

import io.colin.api.execution.RoutePlan;
import io.colin.api.execution.RouteRequest;
import io.colin.api.execution.Slice;
import io.colin.api.execution.VenueEvidence;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.Bar;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.BookView;
import io.colin.api.market.MarketView;
import io.colin.api.market.Quote;
import io.colin.api.market.Tape;
import io.colin.api.market.Trade;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.venue.Venue;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.venue.paper.PaperVenue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One slice split over one to four venues of 20 levels a side, with fees, measured evidence (latency, fill ratio, slippage,
 * rate budget) and a balance of their own, and volatility: from the request to the plan with its reasons. Quantities take from an eighth to the whole of what a single venue shows.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the @Setup method before anything else
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xms1g", "-Xmx1g", "-Xmn64m", "-XX:+AlwaysPreTouch"})
public class RouterBenchmark {
    private static final long NOW_NS = ArmedGate.START_NS;
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long MILLISECOND_NS = 1_000_000L;
    private static final int REQUESTS = 256;
    private static final int LEVELS = 20;
    private static final long MID_CENTS = 3_000_000;
    private static final Instrument BTC_USD =
            Instrument.spot("BTC/USD").lotSize("0.00001").minNotional("5").build();

    /** How many venues there are. */
    @Param({"1", "2", "3", "4"})
    public int venues;

    private final NetPriceRouter router = NetPriceRouter.builder().build();
    private List<RouteRequest> requests;
    private int next;

    /** What the venues show, and a tape. */
    private record Shown(List<Venue> venues, Tape history) implements MarketView {
        @Override
        public long timeNs() {
            return NOW_NS;
        }

        @Override
        public Optional<Instrument> instrument(Symbol symbol) {
            return Optional.of(BTC_USD);
        }

        @Override
        public Optional<Quote> quote(Symbol symbol) {
            return venues.getFirst().book(symbol).flatMap(BookView::quote);
        }

        @Override
        public Optional<Trade> lastTrade(Symbol symbol) {
            return Optional.empty();
        }

        @Override
        public Optional<Bar> lastBar(Symbol symbol) {
            return Optional.empty();
        }

        @Override
        public Optional<BookView> book(String venue, Symbol symbol) {
            for (Venue each : venues) {
                if (each.id().equals(venue)) {
                    return each.book(symbol);
                }
            }
            return Optional.empty();
        }

        @Override
        public Optional<Tape> tape(Symbol symbol) {
            return Optional.of(history);
        }
    }

    /** Builds venues and requests. */
    @Setup
    public void prepare() {
        SplittableRandom random = new SplittableRandom(11);
        List<Venue> shown = new ArrayList<>();
        for (int v = 0; v < venues; v++) {
            PaperVenue venue = PaperVenue.builder()
                    .id("venue-" + v)
                    .instruments(BTC_USD)
                    .feeBps(2 + v)
                    .build();
            venue.onMarket(new BookSnapshot(BTC_USD.symbol(), NOW_NS, 1, side(random, -1), side(random, 1)));
            shown.add(venue);
        }
        Shown market = new Shown(List.copyOf(shown), tape(random));
        requests = IntStream.range(0, REQUESTS)
                .mapToObj(i -> request(random, market))
                .toList();
    }

    /** Routes the next of 256 slices. */
    @Benchmark
    public RoutePlan route() {
        RoutePlan plan = router.route(requests.get(next++ % REQUESTS));
        if (plan.legs().isEmpty()) {
            throw new IllegalStateException("the slice must have a place: " + plan.unrouted());
        }
        return plan;
    }

    private static RouteRequest request(SplittableRandom random, Shown market) {
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        BigDecimal quantity = BigDecimal.valueOf(random.nextLong(125_000, 1_000_000), 5);
        OrderIntent intent = OrderIntent.of(BTC_USD.symbol(), side, quantity)
                .clientOrderId("bench")
                .build();
        ParentOrder parent = new ParentOrder(
                "bench-1",
                intent,
                "bench",
                NOW_NS,
                BigDecimal.valueOf(MID_CENTS, 2),
                OrderProgress.initial(quantity, NOW_NS));
        Slice slice = new Slice(quantity, new OrderType.Market(), TimeInForce.IOC);
        return new RouteRequest(parent, slice, BTC_USD, market.venues(), market, evidence(side, market), false);
    }

    /** As after a day of trading there: nothing is assumed, nobody is left out, and every balance is looked at. */
    private static Map<String, VenueEvidence> evidence(Side side, Shown market) {
        Map<String, VenueEvidence> evidence = new HashMap<>();
        for (Venue venue : market.venues()) {
            int number = evidence.size();
            evidence.put(
                    venue.id(),
                    new VenueEvidence(
                            (20 + 10L * number) * MILLISECOND_NS,
                            (15 + 10L * number) * MILLISECOND_NS,
                            false,
                            0.97 - 0.02 * number,
                            0.1 * number,
                            NOW_NS - MINUTE_NS,
                            NOW_NS - MINUTE_NS,
                            1_000,
                            Optional.empty(),
                            Optional.of(BigDecimal.valueOf(side == Side.BUY ? 500_000 : 15))));
        }
        return evidence;
    }

    /** 20 levels, some cents apart, of half a unit on average. */
    private static List<BookLevel> side(SplittableRandom random, int sign) {
        List<BookLevel> levels = new ArrayList<>();
        long cents = MID_CENTS;
        for (int i = 0; i < LEVELS; i++) {
            cents += sign * random.nextLong(1, 80);
            levels.add(new BookLevel(
                    BigDecimal.valueOf(cents, 2), BigDecimal.valueOf(random.nextLong(1_000, 100_000), 5)));
        }
        return levels;
    }

    private static Tape tape(SplittableRandom random) {
        Tape tape = Tape.of(BTC_USD.symbol());
        for (int minute = 60; minute > 0; minute--) {
            tape.on(new Trade(
                    BTC_USD.symbol(),
                    NOW_NS - minute * MINUTE_NS,
                    BigDecimal.valueOf(MID_CENTS + random.nextLong(-2_000, 2_000), 2),
                    BigDecimal.ONE,
                    Aggressor.BUY));
        }
        return tape;
    }
}
