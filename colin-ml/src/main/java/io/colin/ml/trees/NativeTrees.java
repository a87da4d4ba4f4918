package io.colin.ml.trees;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Loads LightGBM's native library once. */
final class NativeTrees {
    /**
     * A resource of nd4j's natives for Linux. LightGBM is linked to the library of this name and brings none, and a plain
     * machine has none; one that is loaded serves whoever asks for its name.
     */
    private static final String OPEN_MP = "org/nd4j/linalg/cpu/nativecpu/bindings/linux-x86_64/libgomp.so.1";

    private NativeTrees() {}

    /** What the library is asked to do; its checked exception becomes the project's. */
    interface Call<T> {
        T make() throws LGBMException;
    }

    /** Idempotent. */
    static void prepare() {
        if (!Loading.FAILURE.isEmpty()) {
            throw new ColinException(
                    Reason.MODEL_FAILED,
                    "LightGBM's native library could not be loaded on this platform: " + Loading.FAILURE);
        }
    }

    static <T> T checked(String what, Call<T> call) {
        try {
            return call.make();
        } catch (LGBMException e) {
            throw new ColinException(Reason.MODEL_FAILED, "LightGBM could not " + what + ": " + e.getMessage(), e);
        }
    }

    /** Loaded on first use, by one thread. */
    private static final class Loading {
        /** Empty when it went well. */
        private static final String FAILURE = load();

        private static String load() {
            try {
                if (System.getProperty("os.name").startsWith("Linux")) {
                    loadOpenMp();
                }
                LGBMBooster.loadNative();
                return "";
            } catch (IOException | LinkageError e) {
                return e.toString();
            }
        }

        private static void loadOpenMp() throws IOException {
            try (InputStream carried = NativeTrees.class.getClassLoader().getResourceAsStream(OPEN_MP)) {
                if (carried == null) {
                    return;
                }
                Path copy = Files.createTempFile("libgomp", ".so.1");
                try {
                    Files.copy(carried, copy, StandardCopyOption.REPLACE_EXISTING);
                    System.load(copy.toAbsolutePath().toString());
                } finally {
                    Files.delete(copy);
                }
            }
        }
    }
}
