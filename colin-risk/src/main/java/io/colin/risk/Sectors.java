package io.colin.risk;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which assets belong to which sector. A symbol belongs to the sector of its base currency, so that spot, perpetual and
 * future of an asset count together; assets without a sector count together as {@link #UNCLASSIFIED}. Immutable.
 *
 * @param sectorOfAsset sector by base currency
 */
public record Sectors(SortedMap<String, String> sectorOfAsset) {
    /** The sector of what has none. */
    public static final String UNCLASSIFIED = "unclassified";

    /** No asset has a sector. */
    public static final Sectors NONE = new Sectors(new TreeMap<>());

    /** Checks and copies. */
    public Sectors {
        sectorOfAsset = Collections.unmodifiableSortedMap(new TreeMap<>(sectorOfAsset));
        sectorOfAsset.forEach((asset, sector) -> {
            Require.that(asset.matches("[A-Z0-9]{1,20}"), "sectors", "must name assets as symbols do", asset);
            Require.that(
                    LimitScope.NAME.matcher(sector).matches() && !sector.isBlank(),
                    "sectors." + asset,
                    "must be 1 to 64 characters without = and |",
                    sector);
        });
    }

    /**
     * Some sectors.
     *
     * @param sectorOfAsset sector by base currency
     * @return the sectors
     */
    public static Sectors of(Map<String, String> sectorOfAsset) {
        return new Sectors(new TreeMap<>(sectorOfAsset));
    }

    /**
     * The sector of a symbol.
     *
     * @param symbol any symbol
     * @return {@link #UNCLASSIFIED} when its asset has none
     */
    public String of(Symbol symbol) {
        return sectorOfAsset.getOrDefault(symbol.base(), UNCLASSIFIED);
    }

    void describe(Settings settings) {
        settings.missing("sectors.", Setting.either(UNCLASSIFIED));
        sectorOfAsset.forEach((asset, sector) -> settings.put("sectors." + asset, Setting.either(sector)));
    }
}
