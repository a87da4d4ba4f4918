package io.colin.server.run;

import io.colin.api.ColinException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A directory that is made when it is first asked for and gone when this is closed. One thread. */
final class TemporaryDirectory implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TemporaryDirectory.class.getName());

    private Optional<Path> path = Optional.empty();
    private int places;

    /** A directory within it that did not exist before. */
    Path next() {
        try {
            if (path.isEmpty()) {
                path = Optional.of(Files.createTempDirectory("colin-backtest-"));
            }
            places++;
            return Files.createDirectory(path.orElseThrow().resolve(Integer.toString(places)));
        } catch (IOException e) {
            throw new ColinException(
                    ColinException.Reason.STORE_FAILED, "no directory for the models of the backtest: " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            if (path.isPresent()) {
                Files.walkFileTree(path.orElseThrow(), new Deletion());
                path = Optional.empty();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "the models of the backtest are left in " + path.orElseThrow(), e);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
