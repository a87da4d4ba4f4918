package io.colin.ml.serving;

import io.colin.api.instrument.Symbol;
import io.colin.api.signal.ModelInput;
import io.colin.api.signal.SignalReason;
import io.colin.ml.book.ConfidenceMap;
import java.math.BigDecimal;
import java.util.List;

/**
 * The book of one symbol at a decision point, or why it cannot be judged. Immutable.
 *
 * @param symbol whose book
 * @param dataAsOfNs time of its newest event, ns since epoch
 * @param schemaHash of the columns
 * @param reason NONE where it can be judged
 * @param detail why not, for a person; empty where it can
 * @param columns the row in the schema's order; empty where it cannot be judged
 * @param confidence how the score is to be read, from the moves seen before
 * @param referencePrice the mid, in quote currency; 0 where there is none
 * @param halfSpread half the spread as a fraction of the mid
 */
public record BookInput(
        Symbol symbol,
        long dataAsOfNs,
        String schemaHash,
        SignalReason reason,
        String detail,
        List<Double> columns,
        ConfidenceMap confidence,
        BigDecimal referencePrice,
        double halfSpread)
        implements ModelInput {
    /** Copies. */
    public BookInput {
        columns = List.copyOf(columns);
    }
}
