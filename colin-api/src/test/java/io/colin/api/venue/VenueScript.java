package io.colin.api.venue;

import io.colin.api.Decimals;
import io.colin.api.execution.Slice;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.SampleEvents;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.SampleOrders;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;

/**
 * A seeded hour of market moves, orders, cancels and questions at a simulated venue, and a watch on when it reports. The
 * same seed gives the same script; {@link #run} plays it from its start each time.
 */
final class VenueScript {
    private static final int STEPS = 200;
    private static final long MOST_STEP_NS = 2_000_000_000L;
    private static final long REST_NS = 3_600_000_000_000L;

    private final long seed;
    private final Instrument instrument;
    private final BigDecimal mid;
    private final BiFunction<Long, BigDecimal, List<? extends MarketEvent>> market;
    private final List<String> mistakes = new ArrayList<>();
    private final Map<String, BigDecimal> quantities = new HashMap<>();

    /** How time is advanced between events. */
    enum Pace {
        /** Once, to the next event. */
        BY_EVENT,
        /** To each time the venue names, and just before it. */
        BY_DUE_TIME,
        /** In many small steps. */
        OFTEN
    }

    VenueScript(
            long seed,
            Instrument instrument,
            BigDecimal mid,
            BiFunction<Long, BigDecimal, List<? extends MarketEvent>> market) {
        this.seed = seed;
        this.instrument = instrument;
        this.mid = mid;
        this.market = market;
    }

    /** Plays the script and gives every report. */
    List<VenueReport> run(SimulatedVenue venue, Pace pace) {
        mistakes.clear();
        quantities.clear();
        Play play = new Play(venue, pace);
        venue.connect(play::onReport);
        for (int i = 0; i < STEPS; i++) {
            play.step();
        }
        play.advanceTo(play.nowNs + REST_NS);
        venue.close();
        return List.copyOf(play.reports);
    }

    /** Reports of the last run that came at a wrong moment. */
    List<String> mistakes() {
        return List.copyOf(mistakes);
    }

    /** What was ordered in the last run, by order id. */
    Map<String, BigDecimal> quantities() {
        return Map.copyOf(quantities);
    }

    private final class Play {
        private final SimulatedVenue venue;
        private final Pace pace;
        private final Random random = new Random(seed);
        private final List<VenueReport> reports = new ArrayList<>();
        private final List<ChildOrder> sent = new ArrayList<>();
        private BigDecimal price = mid;
        private long nowNs = SampleEvents.START_NS;
        private long reachedNs = Long.MIN_VALUE;
        private boolean advancing;

        private Play(SimulatedVenue venue, Pace pace) {
            this.venue = venue;
            this.pace = pace;
            market.apply(nowNs, price).forEach(venue::onMarket);
        }

        private void onReport(VenueReport report) {
            if (report instanceof VenueReport.ConnectionChanged || report instanceof VenueReport.AccountSnapshot) {
                return;
            }
            if (!advancing) {
                mistakes.add("reported outside an advance: " + report);
            }
            if (report.timeNs() > reachedNs) {
                mistakes.add("reported before its time, at " + reachedNs + ": " + report);
            }
            reports.add(report);
        }

        private void step() {
            advanceTo(nowNs + random.nextLong(MOST_STEP_NS));
            switch (random.nextInt(6)) {
                case 0, 1 -> moveMarket();
                case 2, 3 -> submit();
                case 4 -> cancel();
                default -> query();
            }
        }

        private void advanceTo(long timeNs) {
            if (pace == Pace.BY_DUE_TIME) {
                while (venue.nextDueNs() <= timeNs) {
                    long dueNs = Math.max(nowNs, venue.nextDueNs());
                    quietlyUntil(dueNs - 1);
                    advance(dueNs);
                }
            } else if (pace == Pace.OFTEN) {
                long stepNs = Math.max(1, (timeNs - nowNs) / 7);
                for (long next = nowNs + stepNs; next < timeNs; next += stepNs) {
                    advance(next);
                }
            }
            advance(timeNs);
        }

        private void quietlyUntil(long timeNs) {
            int before = reports.size();
            if (timeNs >= nowNs) {
                advance(timeNs);
            }
            if (reports.size() > before) {
                mistakes.add("reported before it was due, by " + timeNs + ": " + reports.getLast());
            }
        }

        private void advance(long timeNs) {
            advancing = true;
            nowNs = timeNs;
            reachedNs = timeNs;
            venue.advanceTo(timeNs);
            advancing = false;
        }

        private void moveMarket() {
            BigDecimal move = instrument.tickSize().multiply(BigDecimal.valueOf(random.nextInt(101) - 50L));
            price = price.add(move).max(mid.divide(BigDecimal.TWO));
            market.apply(nowNs, price).forEach(venue::onMarket);
        }

        private void submit() {
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            BigDecimal away = instrument.tickSize().multiply(BigDecimal.valueOf(random.nextInt(41) - 20L));
            OrderType type = random.nextInt(3) == 0 ? new OrderType.Market() : new OrderType.Limit(price.add(away));
            TimeInForce timeInForce =
                    type instanceof OrderType.Market || random.nextBoolean() ? TimeInForce.IOC : TimeInForce.GTC;
            BigDecimal quantity = instrument.lotSize().multiply(BigDecimal.valueOf(100L + random.nextInt(900)));
            String number = seed + "-" + sent.size();
            OrderIntent intent = OrderIntent.of(instrument.symbol(), side, quantity)
                    .clientOrderId("order-" + number)
                    .type(type)
                    .build();
            ChildOrder child = SampleOrders.child(
                    "child-" + number,
                    SampleOrders.parent("parent-" + number, intent, OrderStatus.SUBMITTED, nowNs),
                    venue.id(),
                    new Slice(quantity, type, timeInForce),
                    nowNs);
            sent.add(child);
            quantities.put(child.orderId(), Decimals.normal(quantity));
            venue.submit(child, nowNs);
        }

        private void cancel() {
            if (!sent.isEmpty()) {
                venue.cancel(sent.get(random.nextInt(sent.size())), nowNs);
            }
        }

        private void query() {
            if (!sent.isEmpty()) {
                venue.query(sent.get(random.nextInt(sent.size())), nowNs);
            }
        }
    }
}
