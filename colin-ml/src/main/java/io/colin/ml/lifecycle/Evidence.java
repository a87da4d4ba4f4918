package io.colin.ml.lifecycle;

import java.util.Optional;

/** What live data has shown of models. Safe for any thread. */
public interface Evidence {
    /** Nothing was seen yet. */
    Evidence NONE = model -> Optional.empty();

    /**
     * What a model has done on live data.
     *
     * @param model its id
     * @return empty when it was never asked
     */
    Optional<TrackRecord> record(String model);

    /**
     * What a back-test of a model gives over a time it also lived through in the shadow.
     *
     * @param model its id
     * @param fromNs start, ns since epoch
     * @param toNs end, ns since epoch
     * @return net returns over that time; empty when it was not run, which fails the floor
     */
    default Optional<ReturnSeries> backtest(String model, long fromNs, long toNs) {
        return Optional.empty();
    }
}
