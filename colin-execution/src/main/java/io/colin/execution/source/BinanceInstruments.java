package io.colin.execution.source;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.venue.FeeSchedule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Terms and fees of the Binance instruments that recordings are at hand of, from the file {@code binance-instruments.csv}
 * beside this class, which names its source (the exchange's documentation, August 2024); a stream does not carry them.
 * Check them against the venue before trading there.
 */
public final class BinanceInstruments {
    /** Where {@link #fees} come from, for reports. */
    public static final String FEE_SOURCE =
            "published by Binance for regular users without discounts, August 2024 (binance-instruments.csv)";

    private static final String FILE = "binance-instruments.csv";

    private static final Map<String, Listing> LISTINGS = read();

    /** Spot BTCUSDT. */
    public static final Instrument SPOT_BTC_USDT = instrument(Market.SPOT, "BTCUSDT");

    /** USD-M perpetual BTCUSDT. */
    public static final Instrument USD_M_BTC_USDT = instrument(Market.USD_M, "BTCUSDT");

    /** USD-M perpetual ETHUSDT. */
    public static final Instrument USD_M_ETH_USDT = instrument(Market.USD_M, "ETHUSDT");

    /** COIN-M perpetual BTCUSD_PERP: whole contracts of 100 USD, profit in BTC. */
    public static final Instrument COIN_M_BTC_USD = instrument(Market.COIN_M, "BTCUSD_PERP");

    private BinanceInstruments() {}

    /** The parts of the exchange, which share symbols. */
    public enum Market {
        /** Spot. */
        SPOT,
        /** Derivatives settled in stablecoins. */
        USD_M,
        /** Derivatives settled in the coin. */
        COIN_M
    }

    /** A line of the file. */
    private record Listing(Market market, Instrument instrument, FeeSchedule fees) {}

    /**
     * The terms of a symbol.
     *
     * @param market the part of the exchange
     * @param venueSymbol the exchange's own symbol, for example {@code BTCUSDT}
     * @return empty when they are not known here
     */
    public static Optional<Instrument> of(Market market, String venueSymbol) {
        return Optional.ofNullable(LISTINGS.get(key(market, venueSymbol))).map(Listing::instrument);
    }

    /**
     * What the exchange charges a regular user without discounts.
     *
     * @param instrument one of those known here
     * @return empty when it is none of them
     */
    public static Optional<FeeSchedule> fees(Instrument instrument) {
        return listing(instrument).map(Listing::fees);
    }

    /**
     * The part of the exchange that lists an instrument.
     *
     * @param instrument one of those known here
     * @return empty when it is none of them
     */
    public static Optional<Market> market(Instrument instrument) {
        return listing(instrument).map(Listing::market);
    }

    private static Optional<Listing> listing(Instrument instrument) {
        return LISTINGS.values().stream()
                .filter(listing -> listing.instrument().equals(instrument))
                .findFirst();
    }

    private static Instrument instrument(Market market, String venueSymbol) {
        return of(market, venueSymbol)
                .orElseThrow(() -> new IllegalStateException(FILE + ": lacks " + market + " " + venueSymbol));
    }

    private static String key(Market market, String venueSymbol) {
        return market + " " + venueSymbol;
    }

    private static Map<String, Listing> read() {
        Map<String, Listing> listings = new LinkedHashMap<>();
        try (InputStream in = Objects.requireNonNull(BinanceInstruments.class.getResourceAsStream(FILE), FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .skip(1) // the names of the columns
                    .map(CsvReader::split)
                    .forEach(row -> listings.put(key(Market.valueOf(row.get(0)), row.get(1)), listing(row)));
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
        return listings;
    }

    private static Listing listing(List<String> row) {
        Symbol symbol = Symbol.of(row.get(2));
        Instrument.Builder terms =
                symbol.settlement().isEmpty() ? Instrument.spot(symbol.name()) : Instrument.perpetual(symbol.name());
        terms.tickSize(row.get(3))
                .lotSize(row.get(4))
                .minQuantity(row.get(5))
                .minNotional(row.get(6))
                .contractSize(row.get(7));
        Instrument instrument = row.get(8).equals("INVERSE") ? terms.inverse().build() : terms.build();
        FeeSchedule fees = FeeSchedule.bps(Double.parseDouble(row.get(9)), Double.parseDouble(row.get(10)));
        return new Listing(Market.valueOf(row.get(0)), instrument, fees);
    }
}
