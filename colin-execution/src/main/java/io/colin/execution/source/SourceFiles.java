package io.colin.execution.source;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Opens a file whose kind its content tells: a Binance recording (a number, a space, an object), or comma-separated bars
 * (a header with open, high, low and close, or six columns) or trades (a header with a price, or three or four columns).
 * What was traded comes from a recording's messages and from a CSV file's name ({@code btc-usd}, {@code btcusdt},
 * {@code btc-perp}); such an instrument has the grid of {@link Instrument#spot}: prices to 0.01, quantities to 1e-8.
 */
public final class SourceFiles {
    private static final int BAR_COLUMNS = 6;
    private static final int ROWS_TO_LOOK_AT = 100;

    /** Not BTC or ETH: in {@code coinbase-btc-usd} nothing says that the first word is no currency. */
    private static final Set<String> QUOTES = Set.of("USDT", "USDC", "FDUSD", "USD", "EUR", "GBP", "JPY");

    private SourceFiles() {}

    /**
     * Opens a file by itself.
     *
     * @param file a recording, bars or trades, plain or gzip
     * @return the source with its instrument
     * @throws ColinException with SOURCE_UNAVAILABLE if the file does not exist or cannot be read; with DATA_INVALID if
     *     it is of no known kind or does not tell what was traded
     */
    public static OpenedSource open(Path file) {
        if (kind(SourceText.of(file)) == Kind.RECORDING) {
            BinanceRecording recording = BinanceRecording.of(file);
            return new OpenedSource(recording, List.of(recording.instrument()));
        }
        return open(file, named(file));
    }

    /**
     * Opens a file of a known instrument.
     *
     * @param file a recording, bars or trades, plain or gzip
     * @param instrument what was traded
     * @return the source with that instrument
     * @throws ColinException with SOURCE_UNAVAILABLE if the file does not exist or cannot be read; with DATA_INVALID if
     *     it is of no known kind
     */
    public static OpenedSource open(Path file, Instrument instrument) {
        SourceText text = SourceText.of(file);
        MarketDataSource source = switch (kind(text)) {
            case RECORDING -> BinanceRecording.of(file, instrument);
            case BARS -> CsvBars.of(file, instrument.symbol(), interval(text));
            case TRADES -> CsvTrades.of(file, instrument);
        };
        return new OpenedSource(source, List.of(instrument));
    }

    private enum Kind {
        RECORDING,
        BARS,
        TRADES
    }

    private static Kind kind(SourceText text) {
        try (LineReader lines = text.lines()) {
            if (!lines.next()) {
                throw new ColinException(Reason.DATA_INVALID, text.name() + ": must not be empty");
            }
            String line = lines.text();
            if (line.matches("\\d{1,19} \\{.*")) {
                return Kind.RECORDING;
            }
            List<String> fields = CsvReader.split(line);
            boolean header = CsvReader.isHeader(fields);
            if (header ? holds(fields, CsvBars.COLUMNS) : fields.size() == BAR_COLUMNS && startsWithTime(fields)) {
                return Kind.BARS;
            }
            if (header ? holds(fields, CsvTrades.COLUMNS) : isTradeRow(fields)) {
                return Kind.TRADES;
            }
            throw lines.invalid("is neither a Binance recording nor the start of a CSV file of bars (time, open, high,"
                    + " low, close, volume) or trades (time, price, quantity)");
        }
    }

    private static boolean holds(List<String> header, List<CsvColumn> wanted) {
        return wanted.stream().filter(CsvColumn::required).allMatch(column -> column.indexIn(header) >= 0);
    }

    private static boolean isTradeRow(List<String> fields) {
        return (fields.size() == 3 || fields.size() == 4) && startsWithTime(fields);
    }

    private static boolean startsWithTime(List<String> fields) {
        try {
            return TimeText.parse(fields.getFirst()) >= 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The smallest step between the first rows: a hole is longer, never shorter. */
    private static Duration interval(SourceText text) {
        try (CsvReader rows = CsvReader.open(text, CsvBars.COLUMNS)) {
            long smallest = Long.MAX_VALUE;
            long before = -1;
            for (int i = 0; i < ROWS_TO_LOOK_AT && rows.next(); i++) {
                long timeNs = rows.timeNs(CsvBars.TIME);
                if (before >= 0 && timeNs > before) {
                    smallest = Math.min(smallest, timeNs - before);
                }
                before = timeNs;
            }
            if (smallest == Long.MAX_VALUE) {
                throw new ColinException(
                        Reason.DATA_INVALID, text.name() + ": must hold two bars, to tell the length of one");
            }
            return Duration.ofNanos(smallest);
        }
    }

    private static Instrument named(Path file) {
        String name =
                Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("");
        String[] words = name.toUpperCase(Locale.ROOT).split("[^A-Z0-9]+", -1);
        for (int i = 0; i < words.length; i++) {
            String following = i + 1 < words.length ? words[i + 1] : "";
            Optional<Instrument> found = named(words[i], following);
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new ColinException(
                Reason.DATA_INVALID,
                file
                        + ": its name must tell what was traded, as btc-usd, btcusdt or btc-perp do; or give the instrument");
    }

    private static Optional<Instrument> named(String word, String following) {
        if (isCurrency(word) && QUOTES.contains(following)) {
            return Optional.of(Instrument.spot(word + "/" + following).build());
        }
        if (isCurrency(word) && following.equals("PERP")) {
            Symbol perpetual = Symbol.of(word + "/USD:USD");
            return Optional.of(Instrument.perpetual(perpetual.name()).build());
        }
        return QUOTES.stream()
                .filter(quote -> word.endsWith(quote) && isCurrency(word.substring(0, word.length() - quote.length())))
                .max((a, b) -> Integer.compare(a.length(), b.length()))
                .map(quote -> word.substring(0, word.length() - quote.length()) + "/" + quote)
                .map(symbol -> Instrument.spot(symbol).build());
    }

    private static boolean isCurrency(String word) {
        return word.matches("[A-Z][A-Z0-9]{1,9}");
    }
}
