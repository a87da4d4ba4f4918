package io.colin.execution.source;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Trades of one symbol from comma-separated text, plain or gzip, streamed. With a header the columns are found by name:
 * time ({@code timestamp}, {@code time}, {@code date} …), price, quantity ({@code quantity}, {@code qty}, {@code amount},
 * {@code size}, {@code volume}), and where there are any {@code side} ({@code buy}/{@code sell} of the taker) or
 * {@code is_buyer_maker}; others are ignored. Without a header they are time, price, quantity and perhaps side. Times are
 * dates (UTC unless they carry an offset) or counts since 1970 in s, ms, µs or ns, told by their size.
 *
 * <p>One row gives one event: a {@link io.colin.api.market.Trade}, or a {@link io.colin.api.market.DataGap} where the row
 * goes back in time (OUT_OF_ORDER) or its price or quantity is not above 0 (INVALID). Equal rows are two trades: without
 * ids nothing says otherwise. A row with the wrong number of columns or without a number where one belongs throws
 * DATA_INVALID with file, line and reason.
 *
 * <p>Immutable; each opening reads the file anew.
 */
public final class CsvTrades implements MarketDataSource {
    static final int TIME = 0;
    static final int PRICE = 1;
    static final int QUANTITY = 2;
    static final int SIDE = 3;
    static final int BUYER_IS_MAKER = 4;

    static final List<CsvColumn> COLUMNS = List.of(
            CsvColumn.required("time", "timestamp", "ts", "date", "datetime", "trade_time", "exec_time", "t"),
            CsvColumn.required("price", "p"),
            CsvColumn.required("quantity", "qty", "amount", "size", "volume", "vol", "q"),
            CsvColumn.optional("side", "taker_side", "aggressor"),
            CsvColumn.optional("is_buyer_maker", "isbuyermaker", "buyer_is_maker", "m"));

    private final SourceText text;
    private final Instrument instrument;
    private final String id;

    private CsvTrades(SourceText text, Instrument instrument, String id) {
        this.text = text;
        this.instrument = instrument;
        this.id = id;
    }

    /**
     * The trades of a file.
     *
     * @param file comma-separated text, plain or gzip
     * @param instrument what was traded
     * @return the source; its id is {@code csv-trades:} and the file's name
     * @throws io.colin.api.ColinException with SOURCE_UNAVAILABLE if the file does not exist or cannot be read
     */
    public static CsvTrades of(Path file, Instrument instrument) {
        return new CsvTrades(SourceText.of(file), instrument, "csv-trades:" + file.getFileName());
    }

    static CsvTrades of(SourceText text, Instrument instrument, String id) {
        return new CsvTrades(text, instrument, id);
    }

    /**
     * What was traded.
     *
     * @return the instrument given
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
        return new CsvTradeStream(CsvReader.open(text, COLUMNS), instrument.symbol());
    }
}
