package io.colin.execution.source;

import io.colin.api.instrument.Instrument;
import java.util.Optional;

/**
 * Terms of the Binance instruments that recordings are at hand of, as the exchange's documentation and
 * {@code exchangeInfo} gave them in August 2024; a stream does not carry them. Check them against the venue before
 * trading there.
 */
public final class BinanceInstruments {
    /** Spot BTCUSDT: tick 0.01, lot 0.00001 BTC, at least 5 USDT. */
    public static final Instrument SPOT_BTC_USDT = Instrument.spot("BTC/USDT")
            .tickSize("0.01")
            .lotSize("0.00001")
            .minQuantity("0.00001")
            .minNotional("5")
            .build();

    /** USD-M perpetual BTCUSDT: tick 0.1, lot 0.001 BTC, at least 100 USDT. */
    public static final Instrument USD_M_BTC_USDT = Instrument.perpetual("BTC/USDT:USDT")
            .tickSize("0.1")
            .lotSize("0.001")
            .minQuantity("0.001")
            .minNotional("100")
            .build();

    /** USD-M perpetual ETHUSDT: tick 0.01, lot 0.001 ETH, at least 20 USDT. */
    public static final Instrument USD_M_ETH_USDT = Instrument.perpetual("ETH/USDT:USDT")
            .tickSize("0.01")
            .lotSize("0.001")
            .minQuantity("0.001")
            .minNotional("20")
            .build();

    /** COIN-M perpetual BTCUSD_PERP: tick 0.1, whole contracts of 100 USD, profit in BTC. */
    public static final Instrument COIN_M_BTC_USD = Instrument.perpetual("BTC/USD:BTC")
            .tickSize("0.1")
            .lotSize("1")
            .minQuantity("1")
            .contractSize("100")
            .inverse()
            .build();

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

    /**
     * The terms of a symbol.
     *
     * @param market the part of the exchange
     * @param venueSymbol the exchange's own symbol, for example {@code BTCUSDT}
     * @return empty when they are not known here
     */
    public static Optional<Instrument> of(Market market, String venueSymbol) {
        return switch (market.name() + " " + venueSymbol) {
            case "SPOT BTCUSDT" -> Optional.of(SPOT_BTC_USDT);
            case "USD_M BTCUSDT" -> Optional.of(USD_M_BTC_USDT);
            case "USD_M ETHUSDT" -> Optional.of(USD_M_ETH_USDT);
            case "COIN_M BTCUSD_PERP" -> Optional.of(COIN_M_BTC_USD);
            default -> Optional.empty();
        };
    }
}
