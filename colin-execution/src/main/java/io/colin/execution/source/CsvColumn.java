package io.colin.execution.source;

import java.util.List;
import java.util.Locale;

/**
 * A column that a reader wants.
 *
 * @param required whether a file must have it
 * @param names what headers call it, in lower case; the first is its name in messages
 */
record CsvColumn(boolean required, List<String> names) {
    static CsvColumn required(String... names) {
        return new CsvColumn(true, List.of(names));
    }

    static CsvColumn optional(String... names) {
        return new CsvColumn(false, List.of(names));
    }

    String label() {
        return names.getFirst();
    }

    /** Where a header has this column; the earlier of its names wins; −1 when it has none of them. */
    int indexIn(List<String> header) {
        List<String> lower =
                header.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        return names.stream()
                .mapToInt(lower::indexOf)
                .filter(index -> index >= 0)
                .findFirst()
                .orElse(-1);
    }
}
