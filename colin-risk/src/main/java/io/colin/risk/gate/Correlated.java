package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/** How symbols move together, as the slow part of risk found it last. */
interface Correlated {
    /** Correlation of a symbol with every other in [-1, 1], 1 with itself; not a number where it is not known. */
    ToDoubleFunction<Symbol> rhosOf(Symbol one);

    /** What the answers are read from: another object whenever they may be others. */
    Object source();

    /** Whether there is something, and it is older than so much. Allocates nothing. */
    boolean isOlder(long nowNs, long ageNs);

    /** Event time of the newest return in it; empty before the first result. */
    OptionalLong asOfNs();
}
