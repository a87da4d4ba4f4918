package io.colin.api.instrument;

/** Instruments for tests: real symbols, round terms. */
public final class SampleInstruments {
    private SampleInstruments() {}

    /**
     * Spot bitcoin in dollars.
     *
     * @return {@code BTC/USD}: tick 0.01, lot 0.0001, no minima
     */
    public static Instrument btcUsd() {
        return Instrument.spot("BTC/USD").tickSize("0.01").lotSize("0.0001").build();
    }

    /**
     * Spot ether in dollars.
     *
     * @return {@code ETH/USD}: tick 0.01, lot 0.001, no minima
     */
    public static Instrument ethUsd() {
        return Instrument.spot("ETH/USD").tickSize("0.01").lotSize("0.001").build();
    }

    /**
     * Spot ether in bitcoin.
     *
     * @return {@code ETH/BTC}: tick 0.00001, lot 0.001, no minima
     */
    public static Instrument ethBtc() {
        return Instrument.spot("ETH/BTC").tickSize("0.00001").lotSize("0.001").build();
    }

    /**
     * A linear perpetual settled in dollars.
     *
     * @return {@code BTC/USD:USD}: tick 0.1, lot 0.001 bitcoin, contract size 1
     */
    public static Instrument btcPerpetual() {
        return Instrument.perpetual("BTC/USD:USD")
                .tickSize("0.1")
                .lotSize("0.001")
                .build();
    }

    /**
     * An inverse perpetual settled in bitcoin.
     *
     * @return {@code BTC/USD:BTC}: tick 0.5, lot 1 contract of 100 dollars
     */
    public static Instrument btcInverse() {
        return Instrument.perpetual("BTC/USD:BTC")
                .tickSize("0.5")
                .lotSize("1")
                .contractSize("100")
                .inverse()
                .build();
    }
}
