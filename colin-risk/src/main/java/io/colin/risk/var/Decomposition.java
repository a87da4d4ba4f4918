package io.colin.risk.var;

import io.colin.api.instrument.Symbol;
import java.util.List;

/** Which position carries how much of a value at risk, or why that is not known. */
public sealed interface Decomposition {
    /**
     * The parts.
     *
     * @param method that was split; historical splits by the scenario at the quantile
     * @param confidence in [0.5, 1)
     * @param horizonDays 1, 5 or 10
     * @param valueAtRisk of the whole in the account currency
     * @param contributions of what is held, by symbol; components sum to the value at risk. All are 0 when the value at
     *     risk is 0 because its quantile is a profit
     */
    record Parts(
            TailMethod method, double confidence, int horizonDays, double valueAtRisk, List<Contribution> contributions)
            implements Decomposition {
        /** Copies. */
        public Parts {
            contributions = List.copyOf(contributions);
        }
    }

    /**
     * No parts.
     *
     * @param reason why
     * @param detail the same for a person
     */
    record Absent(AbsentReason reason, String detail) implements Decomposition {}

    /**
     * One position's part.
     *
     * @param symbol whose
     * @param exposure signed value in the account currency
     * @param marginal growth of the value at risk by a unit more of exposure
     * @param component exposure times marginal; below 0 for a hedge
     */
    record Contribution(Symbol symbol, double exposure, double marginal, double component) {}
}
