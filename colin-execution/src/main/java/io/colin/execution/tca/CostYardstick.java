package io.colin.execution.tca;

import io.colin.api.execution.Realm;
import io.colin.execution.impact.ImpactModel;
import java.math.BigDecimal;
import java.util.SortedMap;

/** What a parent is measured by that is not its own. */
public interface CostYardstick {
    /**
     * The impact model of a realm, as it was before this parent.
     *
     * @param realm paper or live
     * @return the model
     */
    ImpactModel impact(Realm realm);

    /**
     * How much of the reference's move is the symbol's market drift.
     *
     * @return β, 1 where none was set
     */
    double beta();

    /**
     * What one unit of another currency is worth in the settlement currency of the parent.
     *
     * @return by currency; a currency without a known rate is not in it
     */
    SortedMap<String, BigDecimal> rates();
}
