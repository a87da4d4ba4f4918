package io.colin.execution.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.execution.RoutePlan;
import io.colin.api.execution.VenueEvidence;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.BookLevel;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.api.venue.Venue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The split beside the plainest one there is: every number of lots at every venue is tried, each costed by walking the book,
 * and what breaks a minimum, a balance or the number of venues is thrown away.
 */
class SplitOracleTest {
    private static final int BOOKS = 400;
    private static final String[] LOTS = {"0.1", "0.1", "0.2", "0.3", "0.5", "1"};
    private static final long UNITS = 1_000_000_000_000L;

    private final RoutingDesk desk = new RoutingDesk();
    private final List<BigDecimal> spendable = new ArrayList<>();

    /** What a number of lots costs at a venue, in units of 1e-12, or nothing where it is not allowed. */
    private record Table(BigDecimal lot, List<Optional<Long>> costs) {}

    private record Best(BigDecimal quantity, long cost) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void equalsTheBestOfAllSplitsOfSmallBooks(long seed) {
        Random random = new Random(seed);
        int split = 0;
        int knapsacks = 0;
        for (int book = 0; book < BOOKS; book++) {
            int maxVenues = 1 + random.nextInt(4);
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            BigDecimal quantity = new BigDecimal(1 + random.nextInt(40)).movePointLeft(1);
            build(random, side);
            NetPriceRouter router = NetPriceRouter.builder()
                    .minLiquidity(0)
                    .slippageCapBps(15)
                    .maxVenues(maxVenues)
                    .tieBps(0)
                    .build();
            RoutePlan plan = desk.route(router, intent(side, quantity), RoutingDesk.market(quantity.toPlainString()));
            List<Table> tables = new ArrayList<>();
            for (int v = 0; v < desk.venues.size(); v++) {
                tables.add(table(v, side, quantity, plan));
            }
            Best best = best(tables, 0, maxVenues, quantity, new Best(BigDecimal.ZERO, 0));
            String story = "book " + book + " of " + quantity + " " + side + ": " + RoutingDesk.legs(plan) + " | "
                    + plan.considered();
            assertThat(quantity(plan)).as(story).isEqualByComparingTo(best.quantity());
            assertThat(cost(plan, tables)).as(story).isEqualTo(best.cost());
            assertThat(plan.legs()).as(story).hasSizeLessThanOrEqualTo(maxVenues);
            split += plan.legs().size() > 1 ? 1 : 0;
            knapsacks += tables.stream().map(Table::lot).distinct().count() > 1 ? 1 : 0;
        }
        // The books are no easy ones.
        assertThat(split).isGreaterThan(BOOKS / 5);
        assertThat(knapsacks).isGreaterThan(BOOKS / 3);
    }

    private static OrderIntent intent(Side side, BigDecimal quantity) {
        return OrderIntent.of(RoutingDesk.BTC.symbol(), side, quantity)
                .clientOrderId("c-1")
                .build();
    }

    private void build(Random random, Side side) {
        desk.clear();
        spendable.clear();
        int count = 1 + random.nextInt(4);
        boolean sameLots = random.nextInt(3) == 0;
        for (int v = 0; v < count; v++) {
            Instrument.Builder terms = Instrument.spot("BTC/USD")
                    .tickSize("0.01")
                    .lotSize(sameLots ? "0.1" : LOTS[random.nextInt(LOTS.length)]);
            if (random.nextInt(3) == 0) {
                terms.minQuantity(random.nextBoolean() ? "0.6" : "1");
            }
            if (random.nextInt(3) == 0) {
                terms.minNotional(Integer.toString(10 + random.nextInt(120)));
            }
            String id = "v" + v;
            desk.add(id, terms.build(), RoutingDesk.NOW, random.nextInt(8), levels(random, -1), levels(random, 1));
            BigDecimal most = random.nextInt(4) == 0
                    ? new BigDecimal(side == Side.BUY ? 20 + random.nextInt(300) : 1 + random.nextInt(3))
                    : new BigDecimal("1000000");
            spendable.add(most);
            desk.evidence.put(
                    id,
                    new VenueEvidence(
                            1,
                            0,
                            true,
                            0.9,
                            random.nextInt(3) == 0 ? random.nextInt(5) - 2 : 0,
                            RoutingDesk.NOW,
                            RoutingDesk.NOW,
                            VenueEvidence.UNLIMITED,
                            Optional.empty(),
                            Optional.of(most)));
        }
    }

    /** Two to four levels, not always whole lots; a few of them beyond the cap. */
    private static String levels(Random random, int sign) {
        StringBuilder text = new StringBuilder();
        int ticks = 0;
        for (int k = 0; k < 2 + random.nextInt(3); k++) {
            ticks += 1 + random.nextInt(6);
            text.append(new BigDecimal(10_000 + sign * ticks).movePointLeft(2))
                    .append(':')
                    .append(new BigDecimal(1 + random.nextInt(random.nextBoolean() ? 15 : 150))
                            .movePointLeft(random.nextInt(3) == 0 ? 2 : 1)
                            .min(new BigDecimal("1.5")))
                    .append(' ');
        }
        return text.toString();
    }

    private Table table(int v, Side side, BigDecimal quantity, RoutePlan plan) {
        Venue venue = desk.venues.get(v);
        Instrument terms = venue.instruments().getFirst();
        BigDecimal added = RoutingDesk.thought(plan, venue.id())
                .terms()
                .map(each -> each.latencyCost().add(each.slippageCost()))
                .orElse(BigDecimal.ZERO);
        List<Optional<Long>> costs = new ArrayList<>();
        for (BigDecimal taken = BigDecimal.ZERO; taken.compareTo(quantity) <= 0; taken = taken.add(terms.lotSize())) {
            costs.add(taken.signum() == 0 ? Optional.of(0L) : cost(v, side, taken, added));
        }
        return new Table(terms.lotSize(), costs);
    }

    private Optional<Long> cost(int v, Side side, BigDecimal taken, BigDecimal added) {
        Venue venue = desk.venues.get(v);
        Instrument terms = venue.instruments().getFirst();
        var book = desk.market.book(venue.id(), terms.symbol()).orElseThrow();
        BigDecimal cap = cap(side);
        BigDecimal fee = venue.fees(terms.symbol()).takerRate();
        BigDecimal left = taken;
        BigDecimal cost = BigDecimal.ZERO;
        List<BookLevel> levels = side == Side.BUY ? book.asks(20) : book.bids(20);
        for (BookLevel level : levels) {
            if (left.signum() > 0) {
                if (level.price().subtract(cap).signum() * side.sign() > 0) {
                    return Optional.empty();
                }
                BigDecimal part = left.min(level.quantity());
                BigDecimal net = side == Side.BUY
                        ? level.price().multiply(BigDecimal.ONE.add(fee)).add(added)
                        : level.price().multiply(BigDecimal.ONE.subtract(fee)).subtract(added);
                cost = cost.add(part.multiply(net));
                left = left.subtract(part);
                if (left.signum() == 0 && isTooDear(v, side, taken, level.price(), fee)) {
                    return Optional.empty();
                }
            }
        }
        BigDecimal lowest = side == Side.BUY ? levels.getFirst().price() : onTick(cap);
        boolean allowed = left.signum() == 0
                && taken.compareTo(terms.minQuantity()) >= 0
                && terms.notional(taken, lowest).compareTo(terms.minNotional()) >= 0;
        return allowed ? Optional.of(units(cost) * side.sign()) : Optional.empty();
    }

    private boolean isTooDear(int v, Side side, BigDecimal taken, BigDecimal limit, BigDecimal fee) {
        BigDecimal spent = side == Side.BUY ? taken.multiply(limit).multiply(BigDecimal.ONE.add(fee)) : taken;
        return spent.compareTo(spendable.get(v)) > 0;
    }

    private BigDecimal cap(Side side) {
        BigDecimal bid = BigDecimal.ZERO;
        BigDecimal ask = new BigDecimal("1000000");
        for (Venue venue : desk.venues) {
            var quote = desk.market
                    .book(venue.id(), RoutingDesk.BTC.symbol())
                    .orElseThrow()
                    .quote()
                    .orElseThrow();
            bid = bid.max(quote.bid());
            ask = ask.min(quote.ask());
        }
        BigDecimal mid = bid.add(ask).divide(new BigDecimal("2"));
        return mid.multiply(side == Side.BUY ? new BigDecimal("1.0015") : new BigDecimal("0.9985"));
    }

    /** For sellers: the next tick above. */
    private static BigDecimal onTick(BigDecimal price) {
        return price.setScale(2, java.math.RoundingMode.CEILING);
    }

    private static Best best(List<Table> tables, int v, int venuesLeft, BigDecimal left, Best so) {
        if (v == tables.size()) {
            return so;
        }
        Table table = tables.get(v);
        Best best = best(tables, v + 1, venuesLeft, left, so);
        BigDecimal taken = table.lot();
        for (int lots = 1; venuesLeft > 0 && lots < table.costs().size() && taken.compareTo(left) <= 0; lots++) {
            Optional<Long> cost = table.costs().get(lots);
            if (cost.isPresent()) {
                Best with = best(
                        tables,
                        v + 1,
                        venuesLeft - 1,
                        left.subtract(taken),
                        new Best(so.quantity().add(taken), so.cost() + cost.get()));
                int more = with.quantity().compareTo(best.quantity());
                best = more > 0 || (more == 0 && with.cost() < best.cost()) ? with : best;
            }
            taken = taken.add(table.lot());
        }
        return best;
    }

    private static BigDecimal quantity(RoutePlan plan) {
        return plan.legs().stream().map(leg -> leg.slice().quantity()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static long cost(RoutePlan plan, List<Table> tables) {
        long sum = 0;
        for (RoutePlan.Leg leg : plan.legs()) {
            int v = Integer.parseInt(leg.venue().substring(1));
            int lots = leg.slice().quantity().divide(tables.get(v).lot()).intValueExact();
            sum += tables.get(v).costs().get(lots).orElseThrow();
        }
        return sum;
    }

    private static long units(BigDecimal cost) {
        return cost.multiply(BigDecimal.valueOf(UNITS)).longValueExact();
    }
}
