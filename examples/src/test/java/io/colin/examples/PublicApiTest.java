package io.colin.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Examples show what a user can write: nothing of them is from a package that is public for the compiler only. */
class PublicApiTest {
    @Test
    void usesNoInternalPackage() throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            sources = files.filter(file -> file.toString().endsWith(".java")).toList();
        }
        assertThat(sources).as("examples").hasSizeGreaterThan(10);
        for (Path source : sources) {
            assertThat(Files.readAllLines(source)).as("%s", source).noneMatch(line -> line.contains(".internal."));
        }
    }
}
