package io.colin.server.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/** The log of a run: a file below the data directory, at most 50 MB of it. The console keeps showing warnings only. */
final class LogFile {
    private static final String PATTERN =
            "%date{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level [%thread] %logger{0} %replace(%msg){'[\\r\\n\\x1b]', ' '}%n%ex";

    private LogFile() {}

    /**
     * Writes to {@code logs/colin.log} from now on.
     *
     * @param dataDir the data directory
     * @param level DEBUG, INFO, WARNING or ERROR
     */
    static void start(Path dataDir, String level) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (!(factory instanceof LoggerContext context)) {
            return; // an embedder brought another backend
        }
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(level.equals("WARNING") ? "WARN" : level));
        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setContext(context);
        file.setName("FILE");
        String path = dataDir.resolve("logs").resolve("colin.log").toString();
        file.setFile(path);
        file.setEncoder(encoder(context));
        roll(context, file, path);
        file.start();
        root.addAppender(file);
        // The web server tells every connection at DEBUG.
        context.getLogger("io.helidon").setLevel(Level.WARN);
    }

    private static PatternLayoutEncoder encoder(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        return encoder;
    }

    private static void roll(LoggerContext context, RollingFileAppender<ILoggingEvent> file, String path) {
        FixedWindowRollingPolicy names = new FixedWindowRollingPolicy();
        names.setContext(context);
        names.setParent(file);
        names.setFileNamePattern(path + ".%i");
        names.setMinIndex(1);
        names.setMaxIndex(4);
        names.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(FileSize.valueOf("10MB"));
        size.start();
        file.setRollingPolicy(names);
        file.setTriggeringPolicy(size);
    }
}
