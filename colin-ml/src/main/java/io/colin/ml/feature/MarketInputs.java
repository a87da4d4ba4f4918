package io.colin.ml.feature;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.Bar;
import io.colin.api.market.BookDelta;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.DataGap;
import io.colin.api.market.FundingRate;
import io.colin.api.market.Liquidation;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.OpenInterest;
import io.colin.api.market.Quote;
import io.colin.api.market.SentimentIndex;
import io.colin.api.market.Trade;
import io.colin.ml.feature.book.BookFeatures;
import io.colin.ml.history.SideInputs;
import io.colin.ml.history.UnfinishedBar;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a symbol need besides its bars: aggressor sides, liquidations, funding, open interest, two
 * reference markets, a sentiment index, and the live order book as {@link BookFeatures} reads it. Every value counts from when it was known and has its end:
 * funding and open interest 10 minutes, the score of funding 16 hours, references two bars, sentiment 36 hours. Before
 * its first value, after its end, and where events came in the wrong order, an input is NaN: nothing is carried on or
 * made up.
 *
 * <p>{@link #on} and {@link #read} allocate nothing once warm. Single-threaded.
 */
public final class MarketInputs implements SideInputs {
    /** How many numbers a reading has. */
    public static final int SIZE = InputRow.BOOK + BookFeatures.columns().size();

    private static final long OPEN_INTEREST_STALE_NS = Duration.ofMinutes(10).toNanos();
    private static final long SENTIMENT_STALE_NS = Duration.ofHours(36).toNanos();
    private static final double SAME_VOLUME = 1e-9;

    private final Symbol symbol;
    private final ReferenceInput btc;
    private final ReferenceInput eth;
    private final FundingInput funding = new FundingInput();
    private final LiquidationInput liquidations = new LiquidationInput();
    private final LatestInput openInterest = new LatestInput(OPEN_INTEREST_STALE_NS);
    private final LatestInput sentiment = new LatestInput(SENTIMENT_STALE_NS);
    private final @Nullable BookFeatures book;
    private @Nullable BookFeatures bookCopy;
    private long ownNs = Long.MIN_VALUE;
    private boolean sidesShown;
    private boolean holed;
    private long closeNs = Long.MIN_VALUE;

    private MarketInputs(Symbol symbol, long barNs, References references, @Nullable BookFeatures book) {
        this.symbol = symbol;
        this.book = book;
        this.btc = new ReferenceInput(references.btc(), barNs);
        this.eth = new ReferenceInput(references.eth(), barNs);
    }

    /**
     * Inputs that have seen nothing, the order book's included.
     *
     * @param instrument whose columns they serve; its payoff and contract size give the levels of a book their value
     * @param bar length of its bars
     * @param references the two markets others are seen against
     * @return the inputs
     */
    public static MarketInputs of(Instrument instrument, Duration bar, References references) {
        long barNs = Require.positive("bar", bar).toNanos();
        return new MarketInputs(instrument.symbol(), barNs, references, BookFeatures.of(instrument));
    }

    /**
     * The inputs a schema needs, with the standard references. The book is kept when a column asks for it and the symbol
     * is a spot or linear perpetual one, taken with a contract size of 1; the columns of other books stay absent.
     *
     * @param schema of the bar catalog
     * @param symbol whose columns they serve
     * @param bar length of its bars
     * @return {@link SideInputs#NONE} when every column comes from bars alone
     */
    public static SideInputs forSchema(FeatureSchema schema, Symbol symbol, Duration bar) {
        if (BarCatalog.standard().isBarsAlone(schema)) {
            return NONE;
        }
        boolean wanted = schema.columns().stream().anyMatch(column -> column.group() == FeatureGroup.ORDER_BOOK);
        long barNs = Require.positive("bar", bar).toNanos();
        return new MarketInputs(symbol, barNs, References.standard(), wanted ? linearBook(symbol) : null);
    }

    private static @Nullable BookFeatures linearBook(Symbol symbol) {
        if (symbol.settlement().isEmpty()) {
            return BookFeatures.of(Instrument.spot(symbol.name()).build());
        }
        boolean linear = symbol.expiry().isEmpty() && symbol.settlement().get().equals(symbol.quote());
        return linear ? BookFeatures.of(Instrument.perpetual(symbol.name()).build()) : null;
    }

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public Taken on(MarketEvent event) {
        if (event instanceof SentimentIndex index) {
            return sentiment.on(index.timeNs(), index.value());
        }
        if (event.symbol().equals(symbol)) {
            return onOwn(event);
        }
        if (event.symbol().equals(btc.symbol())) {
            return btc.on(event);
        }
        return event.symbol().equals(eth.symbol()) ? eth.on(event) : Taken.NOT_WANTED;
    }

    /** A bar not later than the last one read gives a reading of NaN and changes nothing. */
    @Override
    public void read(Bar closed, double[] target, int offset) {
        Arrays.fill(target, offset, offset + SIZE, Double.NaN);
        long timeNs = closed.timeNs();
        if (timeNs <= closeNs) {
            return;
        }
        closeNs = timeNs;
        onReference(closed);
        target[offset + InputRow.SIGNED_VOLUME] = signedVolume(closed);
        liquidations.read(timeNs, target, offset + InputRow.LIQUIDATED_LONG, offset + InputRow.LIQUIDATED_SHORT);
        target[offset + InputRow.FUNDING] = funding.rate(timeNs);
        target[offset + InputRow.FUNDING_SCORE] = funding.score(timeNs);
        target[offset + InputRow.OPEN_INTEREST] = openInterest.at(timeNs);
        target[offset + InputRow.BTC_RETURN] = btc.at(timeNs);
        target[offset + InputRow.ETH_RETURN] = eth.at(timeNs);
        target[offset + InputRow.SENTIMENT] = sentiment.at(timeNs);
        if (book != null && ownNs <= timeNs) {
            book.read(timeNs, target, offset + InputRow.BOOK);
        }
    }

    /** The book is read on a copy. References are those of their last close, but for a symbol that is its own. */
    @Override
    public void peek(UnfinishedBar.Standing bar, double[] target, int offset) {
        Arrays.fill(target, offset, offset + SIZE, Double.NaN);
        long nowNs = bar.asOfNs();
        target[offset + InputRow.SIGNED_VOLUME] = signedVolume(bar);
        liquidations.peek(target, offset + InputRow.LIQUIDATED_LONG, offset + InputRow.LIQUIDATED_SHORT);
        target[offset + InputRow.FUNDING] = funding.rate(nowNs);
        target[offset + InputRow.FUNDING_SCORE] = funding.score(nowNs);
        target[offset + InputRow.OPEN_INTEREST] = openInterest.at(nowNs);
        target[offset + InputRow.BTC_RETURN] = peek(btc, bar);
        target[offset + InputRow.ETH_RETURN] = peek(eth, bar);
        target[offset + InputRow.SENTIMENT] = sentiment.at(nowNs);
        if (book != null && ownNs <= nowNs) {
            BookFeatures copy = bookCopy == null ? book.fresh() : bookCopy;
            bookCopy = copy;
            copy.copyFrom(book);
            copy.read(nowNs, target, offset + InputRow.BOOK);
        }
    }

    private double peek(ReferenceInput reference, UnfinishedBar.Standing bar) {
        return reference.symbol().equals(symbol) ? reference.peek(bar.candle()) : reference.peek(bar.asOfNs());
    }

    private double signedVolume(UnfinishedBar.Standing bar) {
        double volume = bar.candle().volume();
        boolean shown = volume > 0 ? Math.abs(volume - bar.buys() - bar.sells()) <= SAME_VOLUME * volume : sidesShown;
        return shown && !holed ? bar.buys() - bar.sells() : Double.NaN;
    }

    private Taken onOwn(MarketEvent event) {
        if (book != null) {
            ownNs = Math.max(ownNs, event.timeNs());
            book.on(event);
        }
        return switch (event) {
            case BookSnapshot snapshot -> onBook(snapshot);
            case BookDelta delta -> onBook(delta);
            case Quote quote -> onBook(quote);
            case Trade trade -> onBook(trade);
            case FundingRate rate -> funding.on(rate);
            case OpenInterest open -> openInterest.on(open.timeNs(), Decimals.statistic(open.quantity()));
            case Liquidation liquidation -> liquidations.on(liquidation);
            case DataGap gap -> onGap(gap);
            default -> Taken.NOT_WANTED;
        };
    }

    /** The book was shown it already, and counts what it refuses. */
    private Taken onBook(MarketEvent event) {
        if (book == null) {
            return Taken.NOT_WANTED;
        }
        return event.timeNs() < ownNs ? Taken.OUT_OF_ORDER : Taken.USED;
    }

    private Taken onGap(DataGap gap) {
        if (gap.kind() == DataGap.Kind.MISSING) {
            holed = true;
            liquidations.hole();
        }
        return Taken.USED;
    }

    /** A reference is its own: it is fed by the bars whose columns it serves. */
    private void onReference(Bar closed) {
        if (symbol.equals(btc.symbol())) {
            btc.on(closed);
        } else if (symbol.equals(eth.symbol())) {
            eth.on(closed);
        }
    }

    /** Known where every trade of the bar shows its side; a bar without trades adds 0 where the last one did. */
    private double signedVolume(Bar bar) {
        boolean complete = !holed;
        holed = false;
        double volume = Decimals.statistic(bar.volume());
        double buys = Decimals.statistic(bar.buyVolume());
        double sells = Decimals.statistic(bar.sellVolume());
        if (volume > 0) {
            sidesShown = Math.abs(volume - buys - sells) <= SAME_VOLUME * volume;
        }
        return sidesShown && complete ? buys - sells : Double.NaN;
    }
}
