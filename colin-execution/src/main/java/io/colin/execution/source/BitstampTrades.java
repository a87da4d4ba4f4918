package io.colin.execution.source;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The embedded week: 100,000 real BTC/USD trades of Bitstamp, 2013-11-25 00:00:00 to 2013-12-01 16:02:05 UTC, a resource
 * of the artifact {@code org.ta4j:ta4j-examples:0.18} (MIT licence), which is used for this data only. The file is in
 * order of time, to the second; trades of one second keep its order. It names no side. 18 of its rows have quantity 0:
 * they are delivered as {@link io.colin.api.market.DataGap} INVALID, the other 99,982 as trades, so that one opening
 * gives exactly 100,000 events.
 *
 * <p>Immutable.
 */
public final class BitstampTrades implements MarketDataSource {
    private static final String RESOURCE = "bitstamp_trades_from_20131125_usd.csv";
    private static final long ROWS = 100_000;

    /** Bitstamp's BTC/USD of the time: spot, cents, satoshis, at least 5 USD an order. */
    private static final Instrument INSTRUMENT = Instrument.spot("BTC/USD")
            .tickSize("0.01")
            .lotSize("0.00000001")
            .minNotional("5")
            .build();

    private final CsvTrades trades;

    private BitstampTrades(CsvTrades trades) {
        this.trades = trades;
    }

    /**
     * The embedded trades.
     *
     * @return the source; its id is {@code builtin:bitstamp-btcusd-2013}
     * @throws io.colin.api.ColinException with SOURCE_UNAVAILABLE if the resource is not on the class path
     */
    public static BitstampTrades embedded() {
        return of(RESOURCE);
    }

    static BitstampTrades of(String resource) {
        SourceText text = SourceText.resource(
                resource, "add org.ta4j:ta4j-examples:0.18 (without its dependencies) or give a file as the source");
        return new BitstampTrades(CsvTrades.of(text, INSTRUMENT, "builtin:bitstamp-btcusd-2013"));
    }

    /**
     * What was traded.
     *
     * @return BTC/USD spot: tick 0.01, lot 1e-8, minimum 5 USD
     */
    public Instrument instrument() {
        return INSTRUMENT;
    }

    @Override
    public String id() {
        return trades.id();
    }

    @Override
    public String fingerprint() {
        return trades.fingerprint();
    }

    @Override
    public Set<Symbol> symbols() {
        return trades.symbols();
    }

    @Override
    public OptionalLong expectedEvents() {
        return OptionalLong.of(ROWS);
    }

    @Override
    public MarketDataStream open() {
        return trades.open();
    }
}
