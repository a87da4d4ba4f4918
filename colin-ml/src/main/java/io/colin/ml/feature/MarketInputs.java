package io.colin.ml.feature;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.Bar;
import io.colin.api.market.DataGap;
import io.colin.api.market.FundingRate;
import io.colin.api.market.Liquidation;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.OpenInterest;
import io.colin.api.market.SentimentIndex;
import io.colin.ml.history.SideInputs;
import java.time.Duration;
import java.util.Arrays;

/**
 * What the columns of a symbol need besides its bars: aggressor sides, liquidations, funding, open interest, two
 * reference markets and a sentiment index. Every value counts from when it was known and has its end:
 * funding and open interest 10 minutes, the score of funding 16 hours, references two bars, sentiment 36 hours. Before
 * its first value, after its end, and where events came in the wrong order, an input is NaN: nothing is carried on or
 * made up.
 *
 * <p>{@link #on} and {@link #read} allocate nothing once warm. Single-threaded.
 */
public final class MarketInputs implements SideInputs {
    /** How many numbers a reading has. */
    public static final int SIZE = InputRow.BOOK;

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
    private boolean sidesShown;
    private boolean holed;
    private long closeNs = Long.MIN_VALUE;

    private MarketInputs(Symbol symbol, long barNs, References references) {
        this.symbol = symbol;
        this.btc = new ReferenceInput(references.btc(), barNs);
        this.eth = new ReferenceInput(references.eth(), barNs);
    }

    /**
     * Inputs that have seen nothing.
     *
     * @param symbol whose columns they serve
     * @param bar length of its bars
     * @param references the two markets others are seen against
     * @return the inputs
     */
    public static MarketInputs of(Symbol symbol, Duration bar, References references) {
        return new MarketInputs(symbol, Require.positive("bar", bar).toNanos(), references);
    }

    /**
     * The inputs a schema needs.
     *
     * @param schema of the bar catalog
     * @param symbol whose columns they serve
     * @param bar length of its bars
     * @return {@link SideInputs#NONE} when every column comes from bars alone; otherwise with the standard references
     */
    public static SideInputs forSchema(FeatureSchema schema, Symbol symbol, Duration bar) {
        return BarCatalog.standard().isBarsAlone(schema) ? NONE : of(symbol, bar, References.standard());
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
    }

    private Taken onOwn(MarketEvent event) {
        return switch (event) {
            case FundingRate rate -> funding.on(rate);
            case OpenInterest open -> openInterest.on(open.timeNs(), Decimals.statistic(open.quantity()));
            case Liquidation liquidation -> liquidations.on(liquidation);
            case DataGap gap -> onGap(gap);
            default -> Taken.NOT_WANTED;
        };
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
