package io.colin.server.run;

import io.colin.api.internal.Require;
import io.colin.server.config.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a run is told from outside.
 *
 * @param sources {@code builtin} or the files to replay, at least one; several are merged by time
 * @param speed event time over clock time; 0 does not wait
 * @param exitWhenDone whether the process ends with the source
 * @param longest ends the run after this long by the clock, if given
 * @param config everything a file can set
 */
public record RunSettings(
        List<String> sources, double speed, boolean exitWhenDone, Optional<Duration> longest, Config config) {
    /** The source of the recorded trades that come with Colin. */
    public static final String BUILTIN = "builtin";

    /** Checks and copies. */
    public RunSettings {
        sources = List.copyOf(sources);
        Require.positive("sources", sources.size());
        sources.forEach(source -> Require.text("source", source));
        Require.that(speed >= 0 && Double.isFinite(speed), "speed", "must be above 0, or max", speed);
    }

    /**
     * Whether the embedded trades are replayed.
     *
     * @return true for {@code builtin}
     */
    public boolean isBuiltin() {
        return sources.equals(List.of(BUILTIN));
    }

    /**
     * Where runs, models and logs are kept.
     *
     * @return a directory that may not exist yet
     */
    public Path dataDir() {
        return Path.of(config.text("data_dir"));
    }

    /**
     * The root of everything random.
     *
     * @return the seed
     */
    public long seed() {
        return config.integer("ai.training.seed");
    }
}
