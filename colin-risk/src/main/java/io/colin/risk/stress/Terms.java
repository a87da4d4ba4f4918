package io.colin.risk.stress;

import io.colin.api.instrument.InstrumentKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * The profit and loss of one position in one run as a function of its value V and unrealised profit U:
 *
 * <pre>
 * move    = perValue · V + perUnrealised · U, the parts closed by stops at their fills instead
 * cost    = |V| · min(1, spread + impact · √|V|)
 * funding = |V| · fundingShare
 * </pre>
 *
 * <p>With x the move of the price, c that of the rate of the quote currency and s that of the settlement currency,
 * perValue is (1 + x)(1 + c) − 1 for spot, whose value is held; x · (1 + s) for a linear derivative; and x · (1 + c) for
 * an inverse one: q·F·(1/p − 1/(p(1 + x))) in base currency is worth q·F·x at the moved price p·(1 + x). Unrealised
 * profit moves with the settlement currency, of inverse contracts the base currency at the contract's own price.
 *
 * <p>Impact is the square-root law η · σ · √(|V| / what is traded in an hour), η = 0.15, with the hour's trading times
 * (1 + liquidity); participation is not capped, since the position must go.
 */
final class Terms {
    /** Coefficient of the square-root law, as of the impact model of execution. */
    static final double IMPACT = 0.15;

    final double price;
    final double perValue;
    final double perUnrealised;
    /** What the stops that are reached close, signed, nearest first. */
    private final double[] stopped;
    /** What a unit of each brings. */
    private final double[] perStopped;

    final double spread;
    final double impact;
    final double fundingShare;
    /**
     * Values at which the slope of the loss may fall: where unwinding comes to cost all there is, and where a stop begins and
     * ends to close. Between two of them the loss is convex, so that it is largest at an end.
     */
    final double[] bends;

    Terms(World world, StressPosition position) {
        boolean failed = world.isFailed(position.venue());
        price = failed ? -1 : world.price(position);
        perValue = failed ? (position.isSpot() ? -1 : 0) : perValue(world, position, price);
        perUnrealised = failed ? -1 : perUnrealised(world, position, price);
        List<StressStop> hit = failed ? List.of() : hit(world, position);
        stopped = hit.stream().mapToDouble(StressStop::value).toArray();
        perStopped = hit.stream()
                .mapToDouble(stop -> perValue(world, position, fill(world, stop)))
                .toArray();
        double participation = participation(world, position);
        double assumed = position.hourlyDepth().isPresent() ? 0 : participation;
        spread = failed ? 0 : halfSpread(world, position) + assumed;
        impact = failed || assumed > 0 ? 0 : participation;
        fundingShare = failed ? 0 : funding(world, position);
        bends = bends(stopped, spread, impact);
    }

    private static double[] bends(double[] stopped, double spread, double impact) {
        DoubleStream.Builder ofStops = DoubleStream.builder();
        double longs = 0;
        double shorts = 0;
        for (double one : stopped) {
            ofStops.add(0);
            longs += Math.max(0, one);
            shorts += Math.min(0, one);
            ofStops.add(one > 0 ? longs : shorts);
        }
        double root = impact > 0 ? (1 - spread) / impact : 0;
        DoubleStream ofCost = root > 0 ? DoubleStream.of(-root * root, root * root) : DoubleStream.empty();
        return DoubleStream.concat(ofStops.build(), ofCost).toArray();
    }

    /** What the moves of price and rates bring; gains count 0 when hedges fail. */
    double move(double value, double unrealised, boolean hedgesFail) {
        double left = value;
        double sum = unrealised * perUnrealised;
        for (int i = 0; i < stopped.length; i++) {
            double closed = closed(stopped[i], left);
            sum += closed * perStopped[i];
            left -= closed;
        }
        sum += left * perValue;
        return hedgesFail ? Math.min(0, sum) : sum;
    }

    double cost(double value) {
        return cost(spread, impact, value);
    }

    double funding(double value) {
        return Math.abs(value) * fundingShare;
    }

    static double cost(double spread, double impact, double value) {
        double size = Math.abs(value);
        return size * Math.min(1, spread + impact * Math.sqrt(size));
    }

    /** The part of a value that a stop over {@code stopped} closes; nothing on the other side. */
    static double closed(double stopped, double value) {
        return stopped * value <= 0 ? 0 : Math.copySign(Math.min(Math.abs(stopped), Math.abs(value)), value);
    }

    private static double perValue(World world, StressPosition position, double x) {
        double quote = world.rate(position.symbol().quote());
        if (position.isSpot()) {
            return (1 + x) * (1 + quote) - 1;
        }
        return x * (1 + (position.isInverse() ? quote : settlement(world, position)));
    }

    private static double perUnrealised(World world, StressPosition position, double x) {
        return position.isInverse()
                ? (1 + x) * (1 + world.rate(position.symbol().quote())) - 1
                : settlement(world, position);
    }

    private static double settlement(World world, StressPosition position) {
        return world.rate(position.instrument().settlementCurrency());
    }

    /** Those that are reached, nearest first; of a group the one that helps least, since any of them may be the one that fills. */
    private List<StressStop> hit(World world, StressPosition position) {
        List<StressStop> chosen = new ArrayList<>();
        Map<String, StressStop> ofGroups = new HashMap<>();
        for (StressStop stop : position.stops()) {
            if (!isHit(world, stop, price)) {
                continue;
            }
            if (stop.group().isEmpty()) {
                chosen.add(stop);
            } else {
                ofGroups.merge(
                        stop.group(),
                        stop,
                        (one, other) -> help(world, position, other) < help(world, position, one) ? other : one);
            }
        }
        chosen.addAll(ofGroups.values());
        chosen.sort(Comparator.comparingDouble(StressStop::distance).thenComparing(StressStop::group));
        return chosen;
    }

    /** What a stop alone saves of the loss of the position, below 0 where it fills beyond the price it is measured at. */
    private double help(World world, StressPosition position, StressStop stop) {
        return closed(stop.value(), position.value()) * (perValue(world, position, fill(world, stop)) - perValue);
    }

    private static boolean isHit(World world, StressStop stop, double x) {
        double against = stop.value() > 0 ? -x : x;
        return world.scenario().events().stopSlip() > 0 && stop.value() != 0 && against >= stop.distance();
    }

    private static double fill(World world, StressStop stop) {
        double side = stop.value() > 0 ? -1 : 1;
        double price = 1 + side * stop.distance();
        double fill = price * (1 + side * world.scenario().events().stopSlip()) - 1;
        return Math.clamp(fill, MarketMove.DEEPEST, MarketMove.STEEPEST);
    }

    private static double halfSpread(World world, StressPosition position) {
        return position.halfSpread().orElse(world.portfolio().assumptions().halfSpread())
                * world.scenario().factors().spread();
    }

    /** The impact per √value, or as a share of value where the depth is unknown and a participation is assumed. */
    private static double participation(World world, StressPosition position) {
        StressAssumptions assumed = world.portfolio().assumptions();
        StressFactors factors = world.scenario().factors();
        double perHour =
                position.hourlyDepth().isPresent() ? 1 / position.hourlyDepth().getAsDouble() : assumed.participation();
        return IMPACT
                * position.dailyVolatility().orElse(assumed.dailyVolatility())
                * Math.sqrt(perHour / (1 + factors.liquidity()))
                * factors.impact();
    }

    private static double funding(World world, StressPosition position) {
        StressEvents events = world.scenario().events();
        return position.instrument().kind() == InstrumentKind.PERPETUAL
                ? events.fundingRate() * events.fundingPeriods()
                : 0;
    }
}
