package io.colin.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.DenialCode;
import io.colin.server.config.Config;
import io.colin.server.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/risk.md} lists every code and every field, with its default. */
class RiskDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/risk.md");
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\| (.*) \\| (.*) \\|$", Pattern.MULTILINE);

    @Test
    void listsEveryCodeOnceInTheOrderOfTheEnum() throws IOException {
        assertThat(rows("## Codes").stream().map(List::getFirst))
                .containsExactlyElementsOf(
                        Arrays.stream(DenialCode.values()).map(Enum::name).toList());
    }

    @Test
    void listsEveryFieldWithItsDefaults() throws IOException {
        Config config = ConfigLoader.load(new ConfigLoader.Sources(Optional.empty(), Map.of(), Map.of()));
        Map<String, String> rare = config.forData(true).shown();
        List<List<String>> expected = new ArrayList<>();
        config.forData(false).shown().forEach((path, value) -> {
            if (path.startsWith("risk.")) {
                String other = rare.getOrDefault(path, "");
                expected.add(List.of(path, value.equals("[]") ? "none" : value, other.equals(value) ? "" : other));
            }
        });
        assertThat(rows("## Settings")).containsExactlyElementsOf(expected);
    }

    /** The rows of the table below a heading. */
    private static List<List<String>> rows(String heading) throws IOException {
        String text = Files.readString(DOCUMENT);
        int from = text.indexOf(heading);
        assertThat(from).as(heading).isNotNegative();
        int to = text.indexOf("\n## ", from + 1);
        Matcher matcher = ROW.matcher(text.substring(from, to));
        List<List<String>> rows = new ArrayList<>();
        while (matcher.find()) {
            rows.add(
                    List.of(matcher.group(1), matcher.group(2), matcher.group(3).strip()));
        }
        return rows;
    }
}
