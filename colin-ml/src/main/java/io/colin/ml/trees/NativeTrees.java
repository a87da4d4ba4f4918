package io.colin.ml.trees;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
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
        private static final String TEMPORARY = "java.io.tmpdir";

        /** Empty when it went well. */
        private static final String FAILURE = load();

        private static String load() {
            try {
                if (System.getProperty("os.name").startsWith("Linux")) {
                    loadOpenMp();
                }
                loadFromOwnFolder();
                return "";
            } catch (IOException | LinkageError e) {
                return e.toString();
            }
        }

        /**
         * lightgbm4j writes its libraries under fixed names into the folder for temporary files, over those that another
         * process runs from: that process dies of it. So the folder is one of our own for as long as that takes.
         */
        private static void loadFromOwnFolder() throws IOException {
            Path folder = Files.createTempDirectory("colin-trees");
            String shared = System.getProperty(TEMPORARY);
            System.setProperty(TEMPORARY, folder.toString());
            try {
                LGBMBooster.loadNative();
            } finally {
                System.setProperty(TEMPORARY, shared);
                delete(folder);
            }
        }

        /** What is loaded stays so; where a loaded file cannot be deleted, it goes when the process ends. */
        private static void delete(Path folder) throws IOException {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    if (!file.toFile().delete()) {
                        folder.toFile().deleteOnExit();
                        file.toFile().deleteOnExit();
                    }
                }
            }
            if (!folder.toFile().delete()) {
                folder.toFile().deleteOnExit();
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
