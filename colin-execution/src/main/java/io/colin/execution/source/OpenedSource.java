package io.colin.execution.source;

import io.colin.api.instrument.Instrument;
import io.colin.api.internal.Require;
import io.colin.api.market.MarketDataSource;
import java.util.List;

/**
 * A source with what it is of.
 *
 * @param source where events come from
 * @param instruments the terms of every symbol of the source, at least one
 */
public record OpenedSource(MarketDataSource source, List<Instrument> instruments) {
    /** Checks and copies. */
    public OpenedSource {
        instruments = List.copyOf(instruments);
        Require.that(!instruments.isEmpty(), "instruments", "must not be empty", instruments);
    }

    /**
     * The currency that prices of the first instrument are in.
     *
     * @return for example {@code USD}
     */
    public String quoteCurrency() {
        return instruments.getFirst().symbol().quote();
    }
}
