package io.colin.server.run;

import java.util.Optional;

/** Which Colin this is. */
public final class Version {
    private Version() {}

    /**
     * The version of the build.
     *
     * @return for example {@code 0.1.0-SNAPSHOT}; {@code development} when run from classes
     */
    public static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
