package io.colin.server.run;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketDataSource;
import io.colin.execution.source.BitstampTrades;
import io.colin.execution.source.CsvBars;
import io.colin.execution.source.MergedSource;
import io.colin.execution.source.OpenedSource;
import io.colin.execution.source.SourceFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Recorded data by the names a person gives: {@code builtin} or files. */
public final class DataFiles {
    private DataFiles() {}

    /**
     * Opens one.
     *
     * @param name {@code builtin}, or a file
     * @return the source with its instruments
     * @throws io.colin.api.ColinException if the file is missing, unreadable or of no known kind
     */
    public static OpenedSource open(String name) {
        if (name.equals(RunSettings.BUILTIN)) {
            BitstampTrades trades = BitstampTrades.embedded();
            return new OpenedSource(trades, List.of(trades.instrument()));
        }
        return SourceFiles.open(Path.of(name));
    }

    /**
     * Opens several as one, in order of time.
     *
     * @param names at least one
     * @return the source with the instruments of all
     * @throws IllegalArgumentException if two tell different terms of one symbol
     * @throws io.colin.api.ColinException if a file is missing, unreadable or of no known kind
     */
    public static Recorded openAll(List<String> names) {
        Map<Symbol, Instrument> instruments = new LinkedHashMap<>();
        List<MarketDataSource> sources = new ArrayList<>();
        boolean rare = false;
        for (String name : names) {
            OpenedSource opened = open(name);
            sources.add(opened.source());
            rare |= isRare(opened.source());
            for (Instrument one : opened.instruments()) {
                Instrument known = instruments.putIfAbsent(one.symbol(), one);
                if (known != null && !known.equals(one)) {
                    throw new IllegalArgumentException(
                            "data: must tell the same terms of " + one.symbol() + " in every file (" + name + ")");
                }
            }
        }
        return new Recorded(MergedSource.of(sources), List.copyOf(instruments.values()), rare);
    }

    /** Whether prices come so rarely that the default tolerances could never be met. */
    private static boolean isRare(MarketDataSource source) {
        return source instanceof CsvBars || source.id().startsWith(RunSettings.BUILTIN);
    }

    /**
     * Recorded data.
     *
     * @param source all of it in order of time
     * @param instruments the terms of every symbol
     * @param rare whether prices of a part come so rarely that the default tolerances could never be met
     */
    public record Recorded(MarketDataSource source, List<Instrument> instruments, boolean rare) {
        /** Copies. */
        public Recorded {
            instruments = List.copyOf(instruments);
        }
    }
}
