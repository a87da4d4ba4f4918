package io.colin.ml.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table in the Javadoc of the catalog says of every column what its specification says. */
class ColumnDocumentationTest {
    /** Tests run in their module's folder. */
    private static final Path CATALOG =
            Path.of("src", "main", "java", "io", "colin", "ml", "feature", "BarCatalog.java");

    private static final Pattern ROW =
            Pattern.compile("<tr><td>([^<]+)</td><td>([^<]+)</td><td>([0-9]+)</td><td>([^<]+)</td></tr>");

    @Test
    void namesUnitsAndWarmUpsOfTheTableAreThoseOfTheColumnsInTheirOrder() throws IOException {
        String text = Files.readString(CATALOG).replaceAll("\\R \\*\\s*", " ");
        List<String> told = new ArrayList<>();
        Matcher row = ROW.matcher(text);
        while (row.find()) {
            told.add(row.group(1) + " | " + row.group(2) + " | " + row.group(3));
            assertThat(row.group(4)).as("formula of %s", row.group(1)).isNotBlank();
        }
        assertThat(told).hasSize(95);
        assertThat(told)
                .containsExactlyElementsOf(BarCatalog.complete().columns().stream()
                        .map(spec -> spec.name() + " | " + spec.unit() + " | " + spec.warmUpBars())
                        .toList());
    }
}
