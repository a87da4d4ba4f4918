package io.colin.execution.engine;

import io.colin.api.instrument.Symbol;
import io.colin.api.venue.SimulatedVenue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Markets that are recorded once and filled against more than once: each simulated venue has the whole of what was there, so that
 * an order that is split over two of them is filled as if it had been there twice.
 */
final class SharedMarkets {
    private SharedMarkets() {}

    /** A text for each such market, by a name for reports; empty where every market is filled against once. */
    static SortedMap<String, String> texts(List<SimulatedVenue> venues) {
        SortedMap<String, List<String>> users = new TreeMap<>();
        for (SimulatedVenue venue : venues) {
            for (Symbol market : venue.markets()) {
                users.computeIfAbsent(market.name(), name -> new ArrayList<>()).add(venue.id());
            }
        }
        SortedMap<String, String> texts = new TreeMap<>();
        users.forEach((market, names) -> {
            if (names.size() > 1) {
                texts.put("market." + market + ".shared", text(names));
            }
        });
        return texts;
    }

    private static String text(List<String> names) {
        return "filled against " + names.size() + " times, by " + String.join(", ", new LinkedHashSet<>(names))
                + ", each with the whole of it: what is taken in one place is not missing in another, so that they show and"
                + " fill " + names.size() + " times what the market had";
    }
}
