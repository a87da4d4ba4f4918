package io.colin.api.market;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;

/**
 * A hole or an unusable row in the data, marked and never smoothed over. After a {@link Kind#BOOK} gap the book is
 * unknown until its next snapshot.
 *
 * @param symbol what it concerns
 * @param timeNs when it was noticed, ns since epoch
 * @param kind what is missing or wrong
 * @param detail the place and value, for a person
 */
public record DataGap(Symbol symbol, long timeNs, Kind kind, String detail) implements MarketEvent {
    /** What is missing or wrong. */
    public enum Kind {
        /** Book changes were lost. */
        BOOK,
        /** Bars or trades are missing. */
        MISSING,
        /** A row went back in time. */
        OUT_OF_ORDER,
        /** A row repeats one already given. */
        DUPLICATE,
        /** A row holds an impossible value. */
        INVALID
    }

    /** Checks. */
    public DataGap {
        Require.text("detail", detail);
    }
}
