package io.colin.server.cli;

import io.colin.server.run.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Standard error as a {@link Console}. On a terminal progress is one line that changes; elsewhere a line of it appears
 * every ten seconds. Quiet shows neither.
 */
final class Terminal implements Console {
    private static final long EVERY_NS = Duration.ofSeconds(10).toNanos();
    private static final int WIDTH = 150;

    private final PrintWriter err;
    private final boolean isTty;
    private final boolean quiet;
    private final LongSupplier nanoTime;
    private boolean dirty;
    private long shownNs;

    Terminal(PrintWriter err, boolean isTty, boolean quiet, LongSupplier nanoTime) {
        this.err = err;
        this.isTty = isTty;
        this.quiet = quiet;
        this.nanoTime = nanoTime;
        this.shownNs = nanoTime.getAsLong() - EVERY_NS;
    }

    /** Standard error of a command, as a terminal where the launcher says that it is one. */
    static Terminal of(CommandSpec spec, boolean quiet) {
        boolean tty = System.getenv().containsKey("COLIN_TTY");
        return new Terminal(spec.commandLine().getErr(), tty, quiet, System::nanoTime);
    }

    @Override
    public synchronized void line(String text) {
        clear();
        if (!quiet) {
            err.println(text);
            err.flush();
        }
    }

    @Override
    public synchronized void progress(String text) {
        if (quiet) {
            return;
        }
        if (isTty) {
            String cut = text.length() <= WIDTH ? text : text.substring(0, WIDTH);
            err.print("\r\u001b[2K" + cut);
            err.flush();
            dirty = true;
        } else if (nanoTime.getAsLong() - shownNs >= EVERY_NS) {
            shownNs = nanoTime.getAsLong();
            err.println(text);
            err.flush();
        }
    }

    /** Takes the changing line away. */
    synchronized void clear() {
        if (dirty) {
            err.print("\r\u001b[2K");
            err.flush();
            dirty = false;
        }
    }
}
