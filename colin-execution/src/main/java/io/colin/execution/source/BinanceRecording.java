package io.colin.execution.source;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import java.nio.file.Path;
import java.util.Set;

/**
 * A recorded Binance stream of one symbol, spot, USD-M or COIN-M, plain or gzip: one message a line, its receive time in
 * ns since epoch, a space, and the exchange's own JSON. {@code bookTicker} gives a {@link io.colin.api.market.Quote},
 * {@code depthUpdate} a {@link io.colin.api.market.BookDelta}, a line that is a REST depth answer a
 * {@link io.colin.api.market.BookSnapshot}, {@code trade} a {@link io.colin.api.market.Trade} whose aggressor is SELL
 * where the buyer was the maker. Depth updates before the first snapshot belong to no book and are held back; a snapshot is
 * asked for while updates arrive, so those of them that follow from it are delivered right after it, with its time, and
 * {@link io.colin.api.market.BookBuilder} has the book at once. Sizes are as the exchange counts them: base currency, on COIN-M contracts.
 *
 * <p>Times are receive times; the exchange's own are not used. Where the receiver's clock was set back, the time stands
 * still and a {@link io.colin.api.market.DataGap} OUT_OF_ORDER says so. Left out: messages of other streams (noted once
 * in the log) and trades outside the book (insurance fund, deleveraging). A quote with an empty side and a trade without
 * price or quantity become DataGap INVALID. What is no message throws DATA_INVALID with file, line and reason. Lost
 * depth updates are for {@link io.colin.api.market.BookBuilder} to find: this reader passes on the exchange's numbers.
 *
 * <p>Immutable; each opening reads the file anew.
 */
public final class BinanceRecording implements MarketDataSource {
    private static final int LINES_TO_LOOK_AT = 10_000;

    private final SourceText text;
    private final Instrument instrument;
    private final String id;

    private BinanceRecording(SourceText text, Instrument instrument, String id) {
        this.text = text;
        this.instrument = instrument;
        this.id = id;
    }

    /**
     * A recording of a known instrument.
     *
     * @param file one message a line, plain or gzip
     * @param instrument whose base and quote must be those of the exchange's symbol
     * @return the source; its id is {@code binance-recording:} and the file's name
     * @throws ColinException with SOURCE_UNAVAILABLE if the file does not exist or cannot be read
     */
    public static BinanceRecording of(Path file, Instrument instrument) {
        return new BinanceRecording(SourceText.of(file), instrument, "binance-recording:" + file.getFileName());
    }

    /**
     * A recording whose first messages say what it is of.
     *
     * @param file one message a line, plain or gzip
     * @return the source
     * @throws ColinException with SOURCE_UNAVAILABLE if the file does not exist or cannot be read; with DATA_INVALID if
     *     it is no recording or one of an instrument that {@link BinanceInstruments} does not hold
     */
    public static BinanceRecording of(Path file) {
        return of(file, recognised(SourceText.of(file)));
    }

    /**
     * What was recorded.
     *
     * @return the instrument
     */
    public Instrument instrument() {
        return instrument;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String fingerprint() {
        return text.fingerprint();
    }

    @Override
    public Set<Symbol> symbols() {
        return Set.of(instrument.symbol());
    }

    @Override
    public MarketDataStream open() {
        return new BinanceStream(text.name(), new BinanceLines(text), instrument.symbol());
    }

    /** Depth updates tell the markets apart: a pair is named on COIN-M only, a previous id on derivatives only. */
    private static Instrument recognised(SourceText text) {
        try (BinanceLines lines = new BinanceLines(text)) {
            for (int i = 0; i < LINES_TO_LOOK_AT && lines.next(); i++) {
                BinanceMessage message = lines.message();
                if (message.kind() == BinanceMessage.Kind.DEPTH) {
                    BinanceInstruments.Market market = marketOf(message);
                    return BinanceInstruments.of(market, message.symbol())
                            .orElseThrow(() -> new ColinException(
                                    Reason.DATA_INVALID,
                                    text.name() + ": the terms of " + message.symbol() + " on " + market
                                            + " are not known; give the instrument"));
                }
            }
        }
        throw new ColinException(
                Reason.DATA_INVALID, text.name() + ": must hold depth updates near its start to be recognised");
    }

    private static BinanceInstruments.Market marketOf(BinanceMessage message) {
        if (message.namesPair()) {
            return BinanceInstruments.Market.COIN_M;
        }
        return message.previousId() >= 0 ? BinanceInstruments.Market.USD_M : BinanceInstruments.Market.SPOT;
    }
}
