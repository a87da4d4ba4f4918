package io.colin.ml;

import io.colin.api.instrument.Instrument;
import io.colin.api.internal.Require;
import io.colin.api.market.MarketDataSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every training needs: a source and one of its instruments. */
record TrainingData(MarketDataSource source, Instrument instrument) {
    /** Names everything that is missing in one message. */
    static TrainingData of(@Nullable MarketDataSource source, @Nullable Instrument instrument) {
        if (source == null || instrument == null) {
            List<String> missing = new ArrayList<>();
            if (source == null) {
                missing.add("source");
            }
            if (instrument == null) {
                missing.add("instrument");
            }
            throw Require.broken("training", "must have a source and an instrument", "missing " + missing);
        }
        Require.that(
                source.symbols().contains(instrument.symbol()),
                "instrument",
                "must be one of the source's " + source.symbols(),
                instrument.symbol());
        return new TrainingData(source, instrument);
    }
}
