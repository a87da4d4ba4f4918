package io.colin.execution.engine;

import io.colin.api.instrument.Symbol;
import io.colin.api.venue.Venue;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The mids of symbols at every venue while parents work in them. A venue may show a symbol by the market of another one of the
 * same base, so an event of any of them is looked at. Engine thread only.
 */
final class MidTrails {
    private final CostEyes eyes;
    private final List<String> venues;
    private final Map<String, Map<Symbol, Map<String, MidTrail>>> byBase = new HashMap<>();

    MidTrails(CostEyes eyes, List<Venue> venues) {
        this.eyes = eyes;
        this.venues = venues.stream().map(Venue::id).toList();
    }

    /** Follows a market event that venues have taken. */
    void on(Symbol changed, long timeNs) {
        if (byBase.isEmpty()) {
            return;
        }
        Map<Symbol, Map<String, MidTrail>> followed = byBase.get(changed.base());
        if (followed != null) {
            followed.forEach((symbol, trails) -> look(symbol, trails, timeNs));
        }
    }

    void watch(Symbol symbol) {
        look(
                symbol,
                byBase.computeIfAbsent(symbol.base(), base -> new LinkedHashMap<>())
                        .computeIfAbsent(symbol, of -> new LinkedHashMap<>()),
                eyes.now());
    }

    void leave(Symbol symbol) {
        Map<Symbol, Map<String, MidTrail>> followed = byBase.get(symbol.base());
        if (followed != null) {
            followed.remove(symbol);
            if (followed.isEmpty()) {
                byBase.remove(symbol.base());
            }
        }
    }

    /** The mid at a venue just before a time, as {@link MidTrail#before} has it. */
    Optional<BigDecimal> before(String venue, Symbol symbol, long timeNs) {
        return Optional.ofNullable(byBase.getOrDefault(symbol.base(), Map.of()).get(symbol))
                .flatMap(trails -> Optional.ofNullable(trails.get(venue)))
                .flatMap(trail -> trail.before(timeNs));
    }

    private void look(Symbol symbol, Map<String, MidTrail> trails, long timeNs) {
        venues.forEach(
                venue -> trails.computeIfAbsent(venue, at -> new MidTrail()).add(timeNs, eyes.mid(venue, symbol)));
    }
}
