package io.colin.ml.lifecycle;

import io.colin.api.ColinException;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.ml.cost.HalfSpread;
import io.colin.ml.cost.SpreadEstimator;
import io.colin.ml.cost.TradingCosts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a live run has seen of the market, kept over restarts, so that models can be trained on it: the bars of one length
 * of every symbol with their aggressive volumes and the half spread known at each close, funding, open interest,
 * liquidations, sentiment and holes. Books are not kept, so their columns leave a schema that is trained from here, and
 * trades are kept as their bars.
 *
 * <p>One file of text a UTC day of event time; days before the time that is kept, counted back from the newest bar, are
 * deleted. An event more than a day ahead of both the newest bar and the event that came before it is not kept: one wrong
 * time neither deletes what is known nor shuts out what follows. A bar that was under way
 * when the run began, and one that overlaps what is known, are left out: a hole starts the warm-up of features anew, as it
 * did at work.
 *
 * <p>{@link #on} belongs to one thread and touches no file; {@link #flush} belongs to another, which writes. Stretches are
 * read on any thread.
 */
public final class SeenMarket {
    private static final long DAY_NS = Duration.ofDays(1).toNanos();

    private final SeenFiles files;
    private final String id;
    private final Set<Symbol> symbols;
    private final long barNs;
    private final long keptDays;
    private final Map<Symbol, SpreadEstimator> spreads = new HashMap<>();
    private final Map<Symbol, Long> ends = new HashMap<>();

    private final long knownNs;
    private List<Pending> pending = new ArrayList<>();
    private long firstNs = Long.MAX_VALUE;
    private long newestBarNs;
    private long beforeNs = Long.MIN_VALUE;

    /** The newest day with a bar, of the thread that writes: what is kept is counted from it. */
    private long newestBarDay;

    /** A line that is not written yet. */
    private record Pending(long day, boolean bar, String line) {}

    private SeenMarket(Builder builder) {
        this.files = SeenFiles.in(builder.directory, builder.id);
        this.id = builder.id;
        this.symbols = builder.symbols;
        this.barNs = builder.barNs;
        this.keptDays = Math.ceilDiv(builder.kept.toNanos(), DAY_NS);
        symbols.forEach(symbol -> spreads.put(symbol, SpreadEstimator.of(builder.halfSpread)));
        this.knownNs = files.newestBarNs();
        this.newestBarNs = knownNs;
        this.newestBarDay = SeenFiles.dayOf(knownNs);
    }

    /**
     * Starts with the directory of what was seen before, if anything was.
     *
     * @param directory of its own; created when something is written
     * @param source the live source: its name and symbols
     * @return a builder
     */
    public static Builder in(Path directory, MarketDataSource source) {
        return new Builder(directory, source.id(), source.symbols());
    }

    /**
     * Takes an event, in the order of the run. Fast; touches no file.
     *
     * @param event of any symbol
     */
    public void on(MarketEvent event) {
        firstNs = Math.min(firstNs, event.timeNs());
        boolean far = isFarAhead(event.timeNs());
        beforeNs = event.timeNs();
        if (far || !symbols.contains(event.symbol())) {
            return;
        }
        SpreadEstimator spread = spreads.get(event.symbol());
        if (event instanceof Trade trade && spread != null) {
            spread.on(trade);
            return;
        }
        double halfSpreadBps = Double.NaN;
        if (event instanceof Bar bar) {
            boolean whole = bar.openTimeNs() >= firstNs && bar.openTimeNs() >= ends.getOrDefault(bar.symbol(), knownNs);
            if (!whole || bar.timeNs() - bar.openTimeNs() != barNs) {
                return;
            }
            ends.put(bar.symbol(), bar.timeNs());
            newestBarNs = Math.max(newestBarNs, bar.timeNs());
            halfSpreadBps = spread == null ? Double.NaN : spread.halfSpreadBpsAt(bar.timeNs());
        }
        long day = SeenFiles.dayOf(event.timeNs());
        SeenLine.of(event, halfSpreadBps).ifPresent(line -> add(new Pending(day, event instanceof Bar, line)));
    }

    /** After an outage of days the first event is, and those that follow it are not. */
    private boolean isFarAhead(long timeNs) {
        long known = Math.max(newestBarNs, beforeNs);
        return known != Long.MIN_VALUE && timeNs - DAY_NS > known;
    }

    /** Writes what was taken since the last call. What cannot be written is a hole, and is logged. */
    public void flush() {
        List<Pending> lines;
        synchronized (this) {
            lines = pending;
            pending = new ArrayList<>();
        }
        TreeMap<Long, StringBuilder> days = new TreeMap<>();
        for (Pending line : lines) {
            days.computeIfAbsent(line.day(), day -> new StringBuilder()).append(line.line());
            newestBarDay = line.bar() ? Math.max(newestBarDay, line.day()) : newestBarDay;
        }
        days.forEach(files::write);
        files.forgetBefore(newestBarDay - keptDays - 1);
    }

    /**
     * What was seen in a stretch of time, as a recording. What is seen later does not change it.
     *
     * @param fromNs event time of the first events, included, ns since epoch
     * @param toNs event time of the last events, included, flushed
     * @param stop asked at every poll
     * @return the recording; its fingerprint is that of its content
     * @throws ColinException if it cannot be read
     */
    public MarketDataSource between(long fromNs, long toNs, TrainingJob.StopSign stop) {
        Require.that(toNs > fromNs, "toNs", "must be after fromNs", toNs);
        return new SeenStretch(files.parts(fromNs, toNs), id, symbols, fromNs, toNs, stop);
    }

    /**
     * The median half spread that was known at the closes of a symbol.
     *
     * @param symbol whose
     * @param fromNs of the first bars, included, ns since epoch
     * @param toNs of the last bars, included, flushed
     * @return basis points of the price; empty where there is none
     * @throws ColinException if it cannot be read, naming the file and the line
     */
    public OptionalDouble halfSpreadBps(Symbol symbol, long fromNs, long toNs) {
        return halfSpreadBps(symbol, fromNs, toNs, () -> {});
    }

    /** As above, and asks at every line whether to go on: it reads the whole stretch. */
    OptionalDouble halfSpreadBps(Symbol symbol, long fromNs, long toNs, TrainingJob.StopSign stop) {
        double[] known = SeenStretch.lines(files.parts(fromNs, toNs))
                .peek(line -> stop.check())
                .filter(line -> line.event() instanceof Bar bar
                        && bar.symbol().equals(symbol)
                        && bar.timeNs() >= fromNs
                        && bar.timeNs() <= toNs)
                .mapToDouble(SeenLine::halfSpreadBps)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return known.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(known[known.length / 2]);
    }

    void requireOf(MarketDataSource source, long bar) {
        Require.that(
                source.isLive() && source.id().equals(id), "seen", "must be of the live source " + id, source.id());
        Require.that(bar == barNs, "seen", "must keep bars of the preset's length, " + bar + " ns", barNs);
    }

    private synchronized void add(Pending line) {
        pending.add(line);
    }

    /** Builds it. */
    public static final class Builder {
        private final Path directory;
        private final String id;
        private final Set<Symbol> symbols;
        private long barNs = Duration.ofMinutes(1).toNanos();
        private Duration kept = Duration.ofDays(730);
        private HalfSpread halfSpread;

        private Builder(Path directory, String id, Set<Symbol> symbols) {
            this.directory = directory;
            this.id = id;
            this.symbols = Set.copyOf(symbols);
            this.halfSpread = TradingCosts.demonstration().halfSpread();
        }

        /**
         * Sets the length of the bars that are kept; default a minute.
         *
         * @param value above 0
         * @return this
         */
        public Builder bar(Duration value) {
            barNs = Require.positive("bar", value).toNanos();
            return this;
        }

        /**
         * Sets how far back is kept, in whole days; default 730 days, about 150 MB a symbol of one-minute bars.
         *
         * @param value above 0
         * @return this
         */
        public Builder kept(Duration value) {
            kept = Require.positive("kept", value);
            return this;
        }

        /**
         * Sets how the half spread is known; default as in {@link TradingCosts#demonstration()}.
         *
         * @param value the rule
         * @return this
         */
        public Builder halfSpread(HalfSpread value) {
            halfSpread = value;
            return this;
        }

        /**
         * Takes up what was seen before.
         *
         * @return ready for the events of this run
         * @throws ColinException if what is there cannot be read
         */
        public SeenMarket build() {
            return new SeenMarket(this);
        }
    }
}
