package io.colin.server.cli;

import io.colin.api.instrument.Instrument;
import io.colin.api.market.MarketDataSource;
import io.colin.execution.source.CsvBars;
import io.colin.execution.source.MergedSource;
import io.colin.execution.source.OpenedSource;
import io.colin.server.run.DataFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What models are trained and judged on. */
final class DataOptions {
    private static final List<String> PROFILES = List.of("bar", "book");

    @Option(
            names = "--profile",
            required = true,
            paramLabel = "bar|book",
            description = "bars and the next minutes, or the order book and the next moves")
    private String profile = "";

    @Option(
            names = "--data",
            required = true,
            paramLabel = "builtin|FILE",
            description = "recorded bars, trades or order books; may be given again, oldest first")
    private List<String> data = new ArrayList<>();

    /** A source of bars with how long they are. */
    record BarSource(MarketDataSource source, Instrument instrument, Duration interval, boolean hasTrades) {}

    boolean isBook() {
        if (!PROFILES.contains(profile)) {
            throw new IllegalArgumentException("--profile: must be bar or book (" + profile + ")");
        }
        return profile.equals("book");
    }

    /** Every file by itself, in the order given. */
    List<OpenedSource> open() {
        return data.stream().map(DataFiles::open).toList();
    }

    /** All files as one source of one symbol; trades become one-minute bars. */
    BarSource bars() {
        List<OpenedSource> opened = open();
        Instrument instrument = opened.getFirst().instruments().getFirst();
        List<MarketDataSource> sources = new ArrayList<>();
        Duration interval = interval(opened.getFirst().source());
        for (OpenedSource one : opened) {
            Instrument its = one.instruments().getFirst();
            if (!its.symbol().equals(instrument.symbol())) {
                throw new IllegalArgumentException(
                        "--data: must be of one symbol, not of " + instrument.symbol() + " and " + its.symbol());
            }
            if (!interval(one.source()).equals(interval)) {
                throw new IllegalArgumentException(
                        "--data: bars must have one length, not " + interval + " and " + interval(one.source()));
            }
            sources.add(one.source());
        }
        MarketDataSource source = MergedSource.of(sources);
        return new BarSource(source, instrument, interval, !(sources.getFirst() instanceof CsvBars));
    }

    private static Duration interval(MarketDataSource source) {
        return source instanceof CsvBars bars ? bars.interval() : Duration.ofMinutes(1);
    }
}
