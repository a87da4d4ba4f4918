package io.colin.execution.source;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Bars of one symbol from comma-separated text, plain or gzip, streamed. With a header the columns are found by name:
 * time ({@code timestamp}, {@code start_epoch_s}, {@code open_time}, {@code time}, {@code date} …), open, high, low,
 * close, volume; others are ignored. Without one they are these six in this order. The time is the bar's <b>start</b>
 * (its open time); the bar is known, and delivered, at its end, one interval later. Times are dates (UTC unless they
 * carry an offset) or counts since 1970 in s, ms, µs or ns, told by their size. The volume is whatever the file counts:
 * base currency, contracts or quote currency.
 *
 * <p>Nothing is smoothed over. A hole gives one {@link io.colin.api.market.DataGap} MISSING at the end of its first
 * missing bar, before the bar after it. A row that repeats a start (DUPLICATE), goes back (OUT_OF_ORDER), does not lie on
 * the grid that the first row and the interval span, or has a price not above 0, a negative volume, a low that is not the
 * lowest or a high that is not the highest price (all INVALID) is marked and not delivered; the interval of an INVALID
 * row is then missing. A row with the wrong number of columns or without a number where one belongs throws DATA_INVALID
 * with file, line and reason.
 *
 * <p>Immutable; each opening reads the file anew.
 */
public final class CsvBars implements MarketDataSource {
    static final int TIME = 0;
    static final int OPEN = 1;
    static final int HIGH = 2;
    static final int LOW = 3;
    static final int CLOSE = 4;
    static final int VOLUME = 5;

    static final List<CsvColumn> COLUMNS = List.of(
            CsvColumn.required(
                    "timestamp", "start_epoch_s", "open_time", "start", "time", "date", "datetime", "ts", "unix"),
            CsvColumn.required("open", "o"),
            CsvColumn.required("high", "h"),
            CsvColumn.required("low", "l"),
            CsvColumn.required("close", "c"),
            CsvColumn.required("volume", "vol", "v"));

    private final SourceText text;
    private final Symbol symbol;
    private final Duration interval;
    private final String id;

    private CsvBars(SourceText text, Symbol symbol, Duration interval, String id) {
        this.text = text;
        this.symbol = symbol;
        this.interval = interval;
        this.id = id;
    }

    /**
     * The bars of a file.
     *
     * @param file comma-separated text, plain or gzip
     * @param symbol what was traded
     * @param interval length of a bar, above 0
     * @return the source; its id is {@code csv-bars:} and the file's name
     * @throws io.colin.api.ColinException with SOURCE_UNAVAILABLE if the file does not exist or cannot be read
     */
    public static CsvBars of(Path file, Symbol symbol, Duration interval) {
        Require.positive("interval", interval);
        return new CsvBars(SourceText.of(file), symbol, interval, "csv-bars:" + file.getFileName());
    }

    /**
     * Length of a bar.
     *
     * @return above 0
     */
    public Duration interval() {
        return interval;
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
        return Set.of(symbol);
    }

    @Override
    public MarketDataStream open() {
        return new CsvBarStream(CsvReader.open(text, COLUMNS), symbol, interval.toNanos());
    }
}
