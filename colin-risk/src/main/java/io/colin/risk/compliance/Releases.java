package io.colin.risk.compliance;

import io.colin.api.internal.Require;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which rules were released for which open orders. */
final class Releases {
    private static final String PREFIX = "compliance.released.";

    private final TreeMap<String, Release> byOrder = new TreeMap<>();

    private record Release(String approval, SortedSet<String> rules) {}

    void add(String orderId, ComplianceVerdict.Released released) {
        byOrder.put(orderId, new Release(released.approvalId(), new TreeSet<>(released.rules())));
    }

    void remove(String orderId) {
        byOrder.remove(orderId);
    }

    /** The approval that released a rule for an order. */
    Optional<String> covering(String orderId, String rule) {
        return Optional.ofNullable(byOrder.get(orderId))
                .filter(release -> release.rules().contains(rule))
                .map(Release::approval);
    }

    void save(Map<String, String> state) {
        byOrder.forEach((order, release) ->
                state.put(PREFIX + order, release.approval() + ":" + String.join(",", release.rules())));
    }

    void restore(Map<String, String> state) {
        TreeMap<String, Release> read = new TreeMap<>();
        state.forEach((name, text) -> {
            if (name.startsWith(PREFIX)) {
                int colon = text.indexOf(':');
                Require.that(colon > 0 && colon < text.length() - 1, name, "must be approval:rules", text);
                List<String> rules = List.of(text.substring(colon + 1).split(",", -1));
                read.put(
                        Require.text(name, name.substring(PREFIX.length())),
                        new Release(text.substring(0, colon), new TreeSet<>(rules)));
            }
        });
        byOrder.clear();
        byOrder.putAll(read);
    }
}
