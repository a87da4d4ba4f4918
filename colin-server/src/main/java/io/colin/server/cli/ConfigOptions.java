package io.colin.server.cli;

import io.colin.server.config.Config;
import io.colin.server.config.ConfigLoader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The flags that every command with a configuration has. */
final class ConfigOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML file; else COLIN_CONFIG, else colin.yaml if there is one")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--mode", paramLabel = "MODE", description = "development (default) or test")
    private Optional<String> mode = Optional.empty();

    Config read(Map<String, String> environment, Map<String, String> flags) {
        return read(config, environment, flags);
    }

    Config read(Optional<Path> file, Map<String, String> environment, Map<String, String> flags) {
        Map<String, String> all = new LinkedHashMap<>(flags);
        mode.ifPresent(value -> all.put("mode", value));
        return ConfigLoader.load(new ConfigLoader.Sources(file.or(() -> config), environment, all));
    }
}
