package io.colin.risk;

import io.colin.api.Decimals;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The values of limits by name, with what a value that is not there stands for. */
final class Settings {
    private final SortedMap<String, Setting> values = new TreeMap<>();
    private final SortedMap<String, Setting> missing = new TreeMap<>();

    void put(String name, Setting setting) {
        values.put(name, setting);
    }

    /** What a value stands for whose name starts so and that is not set. */
    void missing(String prefix, Setting setting) {
        missing.put(prefix, setting);
    }

    void higherIsLooser(String name, BigDecimal value) {
        put(name, Setting.higherIsLooser(Decimals.text(value), value));
    }

    void higherIsLooser(String name, long value) {
        higherIsLooser(name, BigDecimal.valueOf(value));
    }

    void higherIsLooser(String name, Duration value) {
        put(name, Setting.higherIsLooser(value.toString(), BigDecimal.valueOf(value.toNanos())));
    }

    void lowerIsLooser(String name, BigDecimal value) {
        put(name, Setting.lowerIsLooser(value));
    }

    void lowerIsLooser(String name, long value) {
        lowerIsLooser(name, BigDecimal.valueOf(value));
    }

    void lowerIsLooser(String name, double value) {
        lowerIsLooser(name, BigDecimal.valueOf(value));
    }

    void lowerIsLooser(String name, Duration value) {
        put(name, Setting.lowerIsLooser(value.toString(), value.toNanos()));
    }

    void tighterWhenTrue(String name, boolean value) {
        put(name, Setting.tighterWhenTrue(value));
    }

    SortedMap<String, String> texts() {
        SortedMap<String, String> texts = new TreeMap<>();
        values.forEach((name, setting) -> texts.put(name, setting.text()));
        return Collections.unmodifiableSortedMap(texts);
    }

    List<LimitDifference> differences(Settings next) {
        TreeSet<String> names = new TreeSet<>(values.keySet());
        names.addAll(next.values.keySet());
        List<LimitDifference> differences = new ArrayList<>();
        for (String name : names) {
            Setting before = of(name);
            Setting after = next.of(name);
            if (!before.text().equals(after.text())) {
                differences.add(new LimitDifference(name, before.text(), after.text(), before.directionTo(after)));
            }
        }
        return List.copyOf(differences);
    }

    private Setting of(String name) {
        @Nullable Setting set = values.get(name);
        if (set != null) {
            return set;
        }
        for (Map.Entry<String, Setting> entry : missing.entrySet()) {
            if (name.startsWith(entry.getKey())) {
                return entry.getValue();
            }
        }
        throw new IllegalStateException("nothing says what a missing " + name + " stands for");
    }
}
