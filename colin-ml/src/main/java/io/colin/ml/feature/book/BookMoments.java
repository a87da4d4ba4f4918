package io.colin.ml.feature.book;

import io.colin.api.market.MarketEvent;

/**
 * When a book is worth a look: at every change of the best quote, and a decision at most once per 10 ms. Training and
 * serving both ask here. Not safe for use by several threads.
 */
public final class BookMoments {
    private static final long DECISION_NS = 10_000_000L;

    private final BookFeatures features;
    private double bid = Double.NaN;
    private double bidSize;
    private double ask = Double.NaN;
    private double askSize;
    private boolean decided;
    private long decidedNs;

    private BookMoments(BookFeatures features) {
        this.features = features;
    }

    /**
     * Moments of a book that has seen nothing.
     *
     * @param features fed by this from now on
     * @return the moments
     */
    public static BookMoments of(BookFeatures features) {
        return new BookMoments(features);
    }

    /**
     * Feeds the features.
     *
     * @param event the next event
     * @return whether there is a best quote and it differs from the one before
     */
    public boolean on(MarketEvent event) {
        features.on(event);
        if (!features.hasTouch()) {
            bid = Double.NaN;
            return false;
        }
        boolean changed = features.bid() != bid
                || features.ask() != ask
                || features.bidSize() != bidSize
                || features.askSize() != askSize;
        bid = features.bid();
        ask = features.ask();
        bidSize = features.bidSize();
        askSize = features.askSize();
        return changed;
    }

    /**
     * Whether a change is a decision point; the next is 10 ms away at least.
     *
     * @param timeNs of the change, ns since epoch
     * @return true when 10 ms have passed since the last
     */
    public boolean decide(long timeNs) {
        if (decided && timeNs - decidedNs < DECISION_NS) {
            return false;
        }
        decided = true;
        decidedNs = timeNs;
        return true;
    }
}
