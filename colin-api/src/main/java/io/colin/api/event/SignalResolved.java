package io.colin.api.event;

import io.colin.api.instrument.Symbol;
import io.colin.api.signal.Direction;

/**
 * The market answered a signal, at a barrier or at the end of its horizon.
 *
 * @param header where it stands
 * @param signalId the signal
 * @param symbol what it was about
 * @param model id of the model
 * @param direction what was said
 * @param realised the class that came true
 * @param exitReturn exit price / reference price − 1, 0 when unresolved
 * @param netReturn exit return in the signal's direction less its cost
 * @param verdict right, wrong, or never known
 */
public record SignalResolved(
        EventHeader header,
        String signalId,
        Symbol symbol,
        String model,
        Direction direction,
        Direction realised,
        double exitReturn,
        double netReturn,
        Verdict verdict)
        implements LedgerEvent {
    /** How it came out. */
    public enum Verdict {
        /** The exit return had the sign of the signal. */
        CORRECT,
        /** It had the other sign or none. */
        WRONG,
        /** The signal was NEUTRAL: not judged. */
        NOT_JUDGED,
        /** No data at the time. */
        UNRESOLVED
    }
}
