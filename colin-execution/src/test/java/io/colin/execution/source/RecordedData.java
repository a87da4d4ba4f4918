package io.colin.execution.source;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The recordings that tests use but the project does not ship: {@code ../shared/data} beside the project's root. Where
 * they are missing a test is skipped, and says so; where {@code COLIN_REQUIRE_RECORDED_DATA=true} it fails.
 */
public final class RecordedData {
    private static final System.Logger LOG = System.getLogger(RecordedData.class.getName());
    private static final String REQUIRED = "COLIN_REQUIRE_RECORDED_DATA";

    private RecordedData() {}

    /**
     * A recorded file; the calling test ends here when there is none.
     *
     * @param name path below the data folder, for example {@code binance/spot-btcusdt-20240808.jsonl.gz}
     * @return the file
     */
    public static Path file(String name) {
        Path file = projectRoot().resolveSibling("shared").resolve("data").resolve(name);
        if (!Files.isReadable(file)) {
            String message = "SKIPPED: recorded data ../shared/data/" + name + " is missing; set " + REQUIRED
                    + "=true to make this a failure";
            if ("true".equals(System.getenv(REQUIRED))) {
                Assertions.fail(message);
            }
            LOG.log(System.Logger.Level.WARNING, message);
            Assumptions.abort(message);
        }
        return file;
    }

    /** Tests run in their module's folder; the root is the one that holds the modules. */
    private static Path projectRoot() {
        Path folder = Path.of("").toAbsolutePath();
        for (Path each = folder; each != null; each = each.getParent()) {
            if (Files.isDirectory(each.resolve("colin-api")) && Files.isRegularFile(each.resolve("pom.xml"))) {
                return each;
            }
        }
        return folder;
    }
}
