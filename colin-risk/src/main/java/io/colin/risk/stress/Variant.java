package io.colin.risk.stress;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the runs a scenario consists of; the worst counts.
 *
 * @param marketSign −1 or 1
 * @param fiatSign −1 or 1
 * @param hedgesFail whether gains are not counted
 */
record Variant(int marketSign, int fiatSign, boolean hedgesFail) {
    /** The runs of a scenario, as it is written first. */
    static List<Variant> of(Scenario scenario) {
        List<Variant> all = new ArrayList<>();
        boolean bothMarkets = scenario.market().eitherWay();
        boolean bothFiats = scenario.currencies().fiatEitherWay();
        for (int market = 1; market >= (bothMarkets ? -1 : 1); market -= 2) {
            for (int fiat = 1; fiat >= (bothFiats ? -1 : 1); fiat -= 2) {
                all.add(new Variant(market, fiat, false));
                if (scenario.events().hedgesFail()) {
                    all.add(new Variant(market, fiat, true));
                }
            }
        }
        return List.copyOf(all);
    }
}
