package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** How symbols move together, as the slow part of risk found it last. */
interface Correlated {
    /** Correlation of two symbols in [-1, 1]; empty when it is not known. */
    OptionalDouble rho(Symbol one, Symbol other);

    /** What the answers are read from: another object whenever they may be others. */
    Object source();

    /** Whether there is something, and it is older than so much. Allocates nothing. */
    boolean isOlder(long nowNs, long ageNs);

    /** Event time of the newest return in it; empty before the first result. */
    OptionalLong asOfNs();
}
