package io.colin.ml.trees;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeTreesTest {
    private static final Path MAPPED = Path.of("/proc/self/maps");

    @Test
    void noOtherProcessCanWriteOverTheLibrary() throws IOException {
        String before = System.getProperty("java.io.tmpdir");
        NativeTrees.prepare();
        assertThat(System.getProperty("java.io.tmpdir")).isEqualTo(before);
        if (Files.exists(MAPPED)) {
            List<String> libraries = Files.readAllLines(MAPPED).stream()
                    .filter(line -> line.contains("lib_lightgbm"))
                    .toList();
            assertThat(libraries)
                    .as("a file of this process alone")
                    .isNotEmpty()
                    .allMatch(line -> line.contains("/colin-trees"));
        }
    }
}
