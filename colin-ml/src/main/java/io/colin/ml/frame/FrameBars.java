package io.colin.ml.frame;

import io.colin.ml.history.Candle;
import org.jspecify.annotations.Nullable;

/**
 * Joins the bars of one symbol into longer ones that begin at multiples of their length since the epoch. A longer bar is
 * given when its last part closes, never before, and not at all when a part is missing. Single-threaded.
 */
final class FrameBars {
    private final int frame;
    private int parts;
    private long openTimeNs;
    private double open;
    private double high;
    private double low;
    private double volume;
    private boolean empty;

    FrameBars(int frame) {
        this.frame = frame;
    }

    /** Becomes what another one of the same length is. */
    void copyFrom(FrameBars other) {
        parts = other.parts;
        openTimeNs = other.openTimeNs;
        open = other.open;
        high = other.high;
        low = other.low;
        volume = other.volume;
        empty = other.empty;
    }

    /** Takes the bar after the last one; gives the longer bar that closes with it, if one does. */
    @Nullable
    Candle update(Candle candle) {
        long lengthNs = (candle.timeNs() - candle.openTimeNs()) * frame;
        if (Math.floorMod(candle.openTimeNs(), lengthNs) == 0) {
            begin(candle);
        } else if (parts > 0) {
            high = Math.max(high, candle.high());
            low = Math.min(low, candle.low());
            volume += candle.volume();
            empty &= candle.empty();
            parts++;
        }
        if (parts < frame) {
            return null;
        }
        parts = 0;
        return new Candle(openTimeNs, candle.timeNs(), open, high, low, candle.close(), volume, empty);
    }

    private void begin(Candle candle) {
        parts = 1;
        openTimeNs = candle.openTimeNs();
        open = candle.open();
        high = candle.high();
        low = candle.low();
        volume = candle.volume();
        empty = candle.empty();
    }
}
