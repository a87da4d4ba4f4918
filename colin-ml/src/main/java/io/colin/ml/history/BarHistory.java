package io.colin.ml.history;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.Bar;
import io.colin.api.market.BarBuilder;
import io.colin.api.market.FundingRate;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketDataStream.Polled;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.ml.cost.SpreadEstimator;
import io.colin.ml.cost.TradingCosts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * All closed bars of one symbol in one source, with the round-trip cost and whatever else was known at each close.
 * Immutable.
 *
 * <p>Bars are built from trades exactly as the engine builds them; a source that gives bars is taken at its word. The
 * first of the two kinds that a source shows for the symbol decides. A last minute that has not ended is not a bar.
 */
public final class BarHistory {
    private final Symbol symbol;
    private final Duration interval;
    private final List<Candle> candles;
    private final double[] costs;
    private final Readings readings;
    private final NavigableMap<Long, Double> funding;

    private BarHistory(Reader reader) {
        this.symbol = reader.symbol;
        this.interval = reader.interval;
        this.candles = List.copyOf(reader.candles);
        this.costs =
                reader.costsAtClose.stream().mapToDouble(Double::doubleValue).toArray();
        this.readings = reader.readings;
        this.funding = new TreeMap<>(reader.funding);
    }

    /**
     * Reads the bars of a source to its end, and nothing besides.
     *
     * @param source recorded, not live
     * @param symbol what to read
     * @param interval length of a bar
     * @param costs how the cost at each close is known
     * @return the history
     * @throws ColinException if the source cannot be read, is live, holds no bar of the symbol or bars of another length
     */
    public static BarHistory read(MarketDataSource source, Symbol symbol, Duration interval, TradingCosts costs) {
        return read(source, symbol, interval, costs, SideInputs.NONE);
    }

    /**
     * Reads a source to its end.
     *
     * @param source recorded, not live
     * @param symbol what to read
     * @param interval length of a bar
     * @param costs how the cost at each close is known
     * @param inputs fresh ones, which take every event of the source and are read at each close
     * @return the history
     * @throws ColinException if the source cannot be read, is live, holds no bar of the symbol or bars of another length
     */
    public static BarHistory read(
            MarketDataSource source, Symbol symbol, Duration interval, TradingCosts costs, SideInputs inputs) {
        Require.that(source.symbols().contains(symbol), "symbol", "must be one of " + source.symbols(), symbol);
        Reader reader = new Reader(symbol, Require.positive("interval", interval), costs, inputs);
        try (MarketDataStream stream = source.open()) {
            Polled polled;
            do {
                polled = stream.poll(reader::on);
                if (polled == Polled.IDLE) {
                    throw new ColinException(
                            Reason.DATA_INVALID, "training reads recorded data, and " + source.id() + " is live");
                }
            } while (polled == Polled.EVENT);
        }
        if (reader.candles.isEmpty()) {
            throw new ColinException(Reason.DATA_INVALID, source.id() + " holds no closed bar of " + symbol);
        }
        return new BarHistory(reader);
    }

    /**
     * What was traded.
     *
     * @return the symbol
     */
    public Symbol symbol() {
        return symbol;
    }

    /**
     * The length of a bar.
     *
     * @return above 0
     */
    public Duration interval() {
        return interval;
    }

    /**
     * How many bars there are.
     *
     * @return at least 1
     */
    public int size() {
        return candles.size();
    }

    /**
     * A bar.
     *
     * @param index 0 is the oldest
     * @return the candle
     */
    public Candle candle(int index) {
        return candles.get(index);
    }

    /**
     * The cost of buying and selling (or selling and buying) as known at the close of a bar.
     *
     * @param index of the bar
     * @return a fraction of the price
     */
    public double roundTripCost(int index) {
        return costs[index];
    }

    /**
     * What a long position paid in funding.
     *
     * @param fromNs start of holding it, ns since epoch, not included
     * @param toNs end of holding it, included
     * @return sum of the rates paid in between, as last announced before each payment; a fraction of the position's
     *     value, negative where it was paid. 0 where the source holds no funding
     */
    public double funding(long fromNs, long toNs) {
        return fromNs >= toNs
                ? 0
                : funding.subMap(fromNs, false, toNs, true).values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum();
    }

    /**
     * How many numbers besides the bar are known of at each close.
     *
     * @return the size of the side inputs' readings, 0 when there were none
     */
    public int readingSize() {
        return readings.size();
    }

    /**
     * Copies what else was known at the close of a bar.
     *
     * @param index of the bar
     * @param target receives {@link #readingSize()} numbers, NaN for what was not known
     * @param offset where they begin in target
     */
    public void copyReading(int index, double[] target, int offset) {
        readings.copy(index, target, offset);
    }

    /** Collects bars and what was known at each close. */
    private static final class Reader {
        private final Symbol symbol;
        private final Duration interval;
        private final TradingCosts costs;
        private final SpreadEstimator spread;
        private final BarBuilder builder;
        private final List<Candle> candles = new ArrayList<>();
        private final List<Double> costsAtClose = new ArrayList<>();
        private final SideInputs inputs;
        private final Readings readings;
        private final double[] reading;
        private final Map<Long, Double> funding = new HashMap<>();
        private boolean fromTrades;
        private boolean fromBars;

        private Reader(Symbol symbol, Duration interval, TradingCosts costs, SideInputs inputs) {
            this.symbol = symbol;
            this.interval = interval;
            this.costs = costs;
            this.spread = SpreadEstimator.of(costs.halfSpread());
            this.builder = BarBuilder.of(symbol, interval);
            this.inputs = inputs;
            this.readings = new Readings(inputs.size());
            this.reading = inputs.reading();
        }

        /** Bars made of trades end before anything later is seen, as in the engine. */
        private void on(MarketEvent event) {
            if (fromTrades) {
                builder.advanceTo(event.timeNs(), this::close);
            }
            inputs.on(event);
            if (!event.symbol().equals(symbol)) {
                return;
            }
            if (event instanceof FundingRate rate) {
                // The one announced last before a payment is the one that is paid.
                funding.put(rate.nextFundingTimeNs(), Decimals.statistic(rate.rate()));
            } else if (event instanceof Trade trade) {
                onTrade(trade);
            } else if (event instanceof Bar bar && !fromTrades) {
                fromBars = true;
                close(bar);
            }
        }

        private void onTrade(Trade trade) {
            if (!fromBars) {
                fromTrades = true;
                builder.on(trade, this::close);
            }
            spread.on(trade);
        }

        private void close(Bar bar) {
            if (bar.timeNs() - bar.openTimeNs() != interval.toNanos()) {
                throw new ColinException(
                        Reason.DATA_INVALID,
                        "bars must be " + interval + " long, the one at " + bar.openTimeNs() + " ns is "
                                + Duration.ofNanos(bar.timeNs() - bar.openTimeNs()));
            }
            if (!candles.isEmpty() && bar.openTimeNs() < candles.getLast().timeNs()) {
                throw new ColinException(
                        Reason.DATA_INVALID,
                        "bars must not overlap or go back, the one at " + bar.openTimeNs() + " ns does");
            }
            candles.add(Candle.of(bar));
            inputs.read(bar, reading, 0);
            readings.add(reading);
            costsAtClose.add(costs.roundTrip(spread.halfSpreadBpsAt(bar.timeNs())));
        }
    }
}
