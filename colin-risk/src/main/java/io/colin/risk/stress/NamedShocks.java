package io.colin.risk.stress;

import io.colin.api.instrument.InstrumentKind;
import io.colin.api.internal.Require;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Signed moves a scenario names instead of leaving them to β times the market. The most specific wins: asset, sector,
 * kind, then {@code others}. They keep their sign when a scenario runs both signs of the market.
 *
 * @param assets move by asset, for example {@code SOL}; fractions in [−0.95, 3]
 * @param sectors move by sector
 * @param kinds move by kind of instrument
 * @param others move of every asset that is not in {@code exceptAssets}; counts only where that set is not empty
 * @param exceptAssets assets that follow the market although {@code others} do not
 */
public record NamedShocks(
        SortedMap<String, Double> assets,
        SortedMap<String, Double> sectors,
        SortedMap<InstrumentKind, Double> kinds,
        double others,
        SortedSet<String> exceptAssets) {
    /** Copies and checks. */
    public NamedShocks {
        assets = checked("shock of asset ", assets);
        sectors = checked("shock of sector ", sectors);
        kinds = checked("shock of kind ", kinds);
        within("shock of others", others);
        exceptAssets = Collections.unmodifiableSortedSet(new TreeSet<>(exceptAssets));
        Require.that(
                others == 0 || !exceptAssets.isEmpty(), "exceptAssets", "must name the assets others differ from", "");
    }

    /**
     * No names.
     *
     * @return everything follows the market
     */
    public static NamedShocks none() {
        return new NamedShocks(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), 0, new TreeSet<>());
    }

    /**
     * The move named for an asset.
     *
     * @param asset for example {@code SOL}
     * @param sector its sector, blank when unknown
     * @param kind what it is held as
     * @return empty when it follows the market
     */
    public OptionalDouble of(String asset, String sector, InstrumentKind kind) {
        if (assets.containsKey(asset)) {
            return OptionalDouble.of(assets.get(asset));
        }
        if (sectors.containsKey(sector)) {
            return OptionalDouble.of(sectors.get(sector));
        }
        if (kinds.containsKey(kind)) {
            return OptionalDouble.of(kinds.get(kind));
        }
        return exceptAssets.isEmpty() || exceptAssets.contains(asset)
                ? OptionalDouble.empty()
                : OptionalDouble.of(others);
    }

    private static <K> SortedMap<K, Double> checked(String what, Map<K, Double> shocks) {
        shocks.forEach((name, value) -> within(what + name, value));
        return Collections.unmodifiableSortedMap(new TreeMap<>(shocks));
    }

    private static void within(String name, double value) {
        Require.within(name, value, MarketMove.DEEPEST, MarketMove.STEEPEST);
    }
}
