package io.colin.ml.feature.book;

import io.colin.api.instrument.Instrument;
import io.colin.api.internal.Require;
import io.colin.api.market.BookDelta;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.DataGap;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import io.colin.ml.feature.ColumnSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order-book columns of one symbol, kept up to date event by event. An event costs O(1) amortised (O(levels) for a
 * change of the book), a row O(levels within 10 bp); nothing is allocated once the rings have reached their size.
 *
 * <p>The best quote in force is the newest {@link Quote}; the book moves it only where no quote came within the second
 * before, because depth updates are batched and lag the ticker. Levels behind it come from the book alone.
 *
 * <p>A row is present from 60 s after a verified snapshot (both sides there, strictly ordered, not crossed) on, and absent
 * (NaN throughout) while the book is resyncing (a delta did not follow, or a {@link DataGap.Kind#BOOK} gap), stale (no
 * book event for {@code maxAge}), crossed, or has lost a side. Events of other symbols are ignored. What goes back in
 * time, and deltas and snapshots at or before the update id held, are refused and counted.
 *
 * <p>Not safe for use by several threads.
 */
public final class BookFeatures {
    private static final Duration DEFAULT_MAX_AGE = Duration.ofSeconds(2);
    private static final long WARM_UP_NS = 60_000_000_000L;
    private static final double IMBALANCE_DECAY = Math.exp(-0.5);

    private final Instrument instrument;
    private final double accountPerQuote;
    private final long maxAgeNs;
    private final DepthWalk walk;
    private final BookSide bids = new BookSide(1);
    private final BookSide asks = new BookSide(-1);
    private final Touch touch = new Touch();
    private final Ladder ladder = new Ladder();
    private final TouchFlow touchFlow = new TouchFlow();
    private final LevelFlow levelFlow = new LevelFlow();
    private final TradeFlow tradeFlow = new TradeFlow();
    private final SpreadSamples spreads = new SpreadSamples();
    private boolean synchronised;
    private boolean firstDelta;
    private long lastUpdateId;
    private long verifiedNs;
    private long bookNs;
    private long nowNs = Long.MIN_VALUE;
    private long refused;

    /** Whether a row can be read. */
    public enum State {
        /** It can. */
        READY,
        /** Less than 60 s have passed since a verified snapshot. */
        WARMING_UP,
        /** There is no verified snapshot, or changes after it are missing. */
        RESYNCING,
        /** No book event came for too long. */
        STALE,
        /** The best ask lies below the best bid. */
        CROSSED,
        /** A side has no best price. */
        ONE_SIDED
    }

    private BookFeatures(Instrument instrument, double accountPerQuote, Duration maxAge) {
        this.instrument = instrument;
        this.accountPerQuote = accountPerQuote;
        this.maxAgeNs = maxAge.toNanos();
        this.walk = new DepthWalk(instrument, BookColumns.SWEEP_VALUE / accountPerQuote);
    }

    /**
     * Columns of an instrument quoted in the account's currency, or one worth as much.
     *
     * @param instrument whose events will come
     * @return columns that have seen nothing
     */
    public static BookFeatures of(Instrument instrument) {
        return builder().instrument(instrument).build();
    }

    /**
     * Starts with defaults.
     *
     * @return a builder; the instrument must be set
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * What {@link #read} writes, in its order.
     *
     * @return the 20 columns of group ORDER_BOOK
     */
    public static List<ColumnSpec> columns() {
        return BookColumns.standard();
    }

    /**
     * Takes the next event.
     *
     * @param event of any symbol, in order of time; kinds without meaning for a book are ignored
     */
    public void on(MarketEvent event) {
        if (!event.symbol().equals(instrument.symbol())) {
            return;
        }
        if (event.timeNs() < nowNs) {
            refused++;
            return;
        }
        passTo(event.timeNs());
        switch (event) {
            case Quote quote -> onQuote(quote);
            case BookDelta delta -> onDelta(delta);
            case BookSnapshot snapshot -> onSnapshot(snapshot);
            case Trade trade -> tradeFlow.on(trade);
            case DataGap gap -> onGap(gap);
            default -> {}
        }
    }

    /**
     * Whether a row can be read.
     *
     * @param timeNs now, not before the last event
     * @return READY, or the first of the other states that holds
     */
    public State state(long timeNs) {
        if (!synchronised) {
            return State.RESYNCING;
        }
        if (timeNs - bookNs > maxAgeNs) {
            return State.STALE;
        }
        if (touch.isCrossed()) {
            return State.CROSSED;
        }
        if (!touch.isKnown()) {
            return State.ONE_SIDED;
        }
        return timeNs - verifiedNs < WARM_UP_NS ? State.WARMING_UP : State.READY;
    }

    /**
     * Becomes what other features of the same instrument and settings are, so that a row can be read between events
     * without moving their windows.
     *
     * @param other does not change
     */
    public void copyFrom(BookFeatures other) {
        bids.copyFrom(other.bids);
        asks.copyFrom(other.asks);
        touch.copyFrom(other.touch);
        touchFlow.copyFrom(other.touchFlow);
        levelFlow.copyFrom(other.levelFlow);
        tradeFlow.copyFrom(other.tradeFlow);
        spreads.copyFrom(other.spreads);
        synchronised = other.synchronised;
        firstDelta = other.firstDelta;
        lastUpdateId = other.lastUpdateId;
        verifiedNs = other.verifiedNs;
        bookNs = other.bookNs;
        nowNs = other.nowNs;
        refused = other.refused;
    }

    /**
     * Features of the same instrument and settings that have seen nothing.
     *
     * @return for {@link #copyFrom}
     */
    public BookFeatures fresh() {
        return new BookFeatures(instrument, accountPerQuote, Duration.ofNanos(maxAgeNs));
    }

    /**
     * Writes the row of {@link #columns()}.
     *
     * @param timeNs now, ns since epoch, not before the last event or row
     * @param target receives 20 values, NaN where absent
     * @param offset where they begin in target
     * @throws IllegalArgumentException if timeNs lies in the past: the row would know its future
     */
    public void read(long timeNs, double[] target, int offset) {
        if (!moveTo(timeNs)) {
            Arrays.fill(target, offset, offset + BookColumns.standard().size(), Double.NaN);
            return;
        }
        ladder.set(touch, bids, asks);
        int at = writeShape(target, offset);
        at = writeFlow(target, at);
        at = writeDepth(target, at);
        target[at++] = ladder.size(1) / ladder.size(Ladder.LEVELS);
        target[at++] = tradeFlow.imbalance5s(timeNs);
        target[at++] = tradeFlow.imbalance60s(timeNs);
        target[at++] = touchFlow.return1s();
        target[at] = touchFlow.return5s();
    }

    /**
     * Writes the row of {@link BookColumns#fast()}.
     *
     * @param timeNs now, ns since epoch, not before the last event or row
     * @param target receives 4 values, NaN where absent
     * @param offset where they begin in target
     * @throws IllegalArgumentException if timeNs lies in the past
     */
    public void readFast(long timeNs, double[] target, int offset) {
        boolean ready = moveTo(timeNs);
        target[offset] = ready ? touch.logSizeRatio() : Double.NaN;
        target[offset + 1] = ready ? touchFlow.flow20ms() : Double.NaN;
        target[offset + 2] = ready ? touchFlow.flow100ms() : Double.NaN;
        target[offset + 3] = ready ? tradeFlow.imbalance100ms(timeNs) : Double.NaN;
    }

    /**
     * The best bid in force.
     *
     * @return in quote currency; NaN while unknown
     */
    public double bid() {
        return touch.bid();
    }

    /**
     * The best ask in force.
     *
     * @return in quote currency; NaN while unknown
     */
    public double ask() {
        return touch.ask();
    }

    /**
     * The quantity at the best bid in force.
     *
     * @return in base currency or contracts; without meaning while the bid is unknown
     */
    public double bidSize() {
        return touch.bidSize();
    }

    /**
     * The quantity at the best ask in force.
     *
     * @return in base currency or contracts; without meaning while the ask is unknown
     */
    public double askSize() {
        return touch.askSize();
    }

    /**
     * Whether both sides have a best price and do not cross; the book may be unknown nevertheless.
     *
     * @return true while bid and ask can be used
     */
    public boolean hasTouch() {
        return touch.isKnown();
    }

    /**
     * How many events went back in time or repeated what was known, and were not taken.
     *
     * @return 0 or more
     */
    public long refused() {
        return refused;
    }

    private void onQuote(Quote quote) {
        if (touch.on(quote)) {
            touchFlow.on(quote.timeNs(), touch);
            levels(quote.timeNs());
        }
    }

    private void onSnapshot(BookSnapshot snapshot) {
        if (synchronised && snapshot.lastUpdateId() <= lastUpdateId) {
            refused++;
            return;
        }
        boolean bidsGood = bids.replace(snapshot.bids());
        boolean asksGood = asks.replace(snapshot.asks());
        if (!bidsGood || !asksGood || asks.bestPrice() < bids.bestPrice()) {
            resync(snapshot.timeNs());
            return;
        }
        if (!synchronised) {
            verifiedNs = snapshot.timeNs();
            spreads.clear(snapshot.timeNs());
        }
        synchronised = true;
        firstDelta = true;
        took(snapshot.timeNs(), snapshot.lastUpdateId());
    }

    private void onDelta(BookDelta delta) {
        if (!synchronised) {
            return;
        }
        if (delta.lastUpdateId() <= lastUpdateId) {
            refused++;
            return;
        }
        if (!follows(delta) || !bids.apply(delta.bids()) || !asks.apply(delta.asks())) {
            resync(delta.timeNs());
            return;
        }
        firstDelta = false;
        took(delta.timeNs(), delta.lastUpdateId());
    }

    private void onGap(DataGap gap) {
        switch (gap.kind()) {
            case BOOK -> resync(gap.timeNs());
            case MISSING -> tradeFlow.miss(gap.timeNs());
            case INVALID -> lose(gap.timeNs());
            case OUT_OF_ORDER, DUPLICATE -> {}
        }
    }

    private void took(long timeNs, long updateId) {
        lastUpdateId = updateId;
        bookNs = timeNs;
        if (touch.on(timeNs, bids, asks)) {
            touchFlow.on(timeNs, touch);
        }
        levels(timeNs);
    }

    /** As {@link io.colin.api.market.BookBuilder} decides it. */
    private boolean follows(BookDelta delta) {
        boolean covers = delta.firstUpdateId() <= lastUpdateId + 1;
        boolean says = delta.previousUpdateId() != BookDelta.NOT_GIVEN;
        boolean named = says && delta.previousUpdateId() == lastUpdateId;
        return named || (covers && (firstDelta || !says));
    }

    private void resync(long timeNs) {
        synchronised = false;
        bids.clear();
        asks.clear();
        levelFlow.forget();
        lose(timeNs);
    }

    private void lose(long timeNs) {
        if (touch.forget()) {
            touchFlow.on(timeNs, touch);
        }
    }

    private void levels(long timeNs) {
        if (synchronised && touch.isKnown()) {
            ladder.set(touch, bids, asks);
            levelFlow.on(timeNs, ladder);
        }
    }

    private boolean moveTo(long timeNs) {
        if (timeNs < nowNs) {
            throw Require.broken("timeNs", "must not be before the last event, " + nowNs, timeNs);
        }
        passTo(timeNs);
        if (state(timeNs) != State.READY) {
            return false;
        }
        touchFlow.moveTo(timeNs);
        levelFlow.moveTo(timeNs);
        tradeFlow.moveTo(timeNs);
        return true;
    }

    private void passTo(long timeNs) {
        nowNs = timeNs;
        if (synchronised) {
            spreads.passTo(timeNs, bookNs + maxAgeNs, touch.isKnown() ? touch.spreadBps() : Double.NaN);
        }
    }

    private int writeShape(double[] target, int offset) {
        int at = offset;
        double b = touch.bidSize();
        double a = touch.askSize();
        double micro = (touch.ask() * b + touch.bid() * a) / (b + a);
        target[at++] = touch.spreadBps();
        target[at++] = spreads.z(touch.spreadBps());
        target[at++] = touch.imbalance();
        target[at++] = ladder.imbalance(5, 1);
        target[at++] = ladder.imbalance(Ladder.LEVELS, 1);
        target[at++] = ladder.imbalance(Ladder.LEVELS, IMBALANCE_DECAY);
        target[at++] = touchFlow.imbalance5s(nowNs);
        target[at++] = 1e4 * (micro - touch.mid()) / touch.mid();
        return at;
    }

    private int writeFlow(double[] target, int offset) {
        target[offset] = touchFlow.flow1s();
        target[offset + 1] = touchFlow.flow10s();
        target[offset + 2] = levelFlow.flow10s();
        return offset + 3;
    }

    private int writeDepth(double[] target, int offset) {
        double mid = touch.mid();
        double bidValue = walk.near(bids, touch.bid(), touch.bidSize(), mid);
        double askValue = walk.near(asks, touch.ask(), touch.askSize(), mid);
        double buy = walk.sweepBps(asks, touch.ask(), touch.askSize(), mid);
        double sell = walk.sweepBps(bids, touch.bid(), touch.bidSize(), mid);
        target[offset] = Math.log(1 + bidValue + askValue);
        target[offset + 1] = Math.log((bidValue + 1) / (askValue + 1));
        target[offset + 2] = 0.5 * (buy + sell);
        target[offset + 3] = buy - sell;
        return offset + 4;
    }

    /** Builds the columns; every setter checks its own argument. */
    public static final class Builder {
        private @Nullable Instrument instrument;
        private double accountPerQuote = 1;
        private Duration maxAge = DEFAULT_MAX_AGE;

        private Builder() {}

        /**
         * Sets whose events will come; required. Its payoff and contract size give levels their value.
         *
         * @param value the instrument
         * @return this
         */
        public Builder instrument(Instrument value) {
            instrument = value;
            return this;
        }

        /**
         * Sets what a unit of quote currency is worth in account currency; default 1. It sizes the sweep alone.
         *
         * @param value above 0
         * @return this
         */
        public Builder accountPerQuote(double value) {
            accountPerQuote = Require.within("accountPerQuote", value, Double.MIN_NORMAL, Double.MAX_VALUE);
            return this;
        }

        /**
         * Sets how long a book may stay without an event before it is stale; default 2 s.
         *
         * @param value above 0
         * @return this
         */
        public Builder maxAge(Duration value) {
            maxAge = Require.positive("maxAge", value);
            return this;
        }

        /**
         * Builds the columns.
         *
         * @return columns that have seen nothing
         * @throws IllegalArgumentException if the instrument is missing
         */
        public BookFeatures build() {
            Instrument traded = instrument;
            if (traded == null) {
                throw Require.broken("book features", "must have an instrument", "missing " + List.of("instrument"));
            }
            return new BookFeatures(traded, accountPerQuote, maxAge);
        }
    }
}
