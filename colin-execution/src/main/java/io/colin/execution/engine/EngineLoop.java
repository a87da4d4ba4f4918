package io.colin.execution.engine;

import io.colin.api.ColinException;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketDataStream.Polled;
import io.colin.api.market.MarketEvent;
import io.colin.api.time.SteadyClock;
import io.colin.api.venue.VenueReport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Brings the inputs of an engine into one order on one thread: market events at their time, paced or not, with commands
 * and reports between them. Pacing waits; it never changes the time or the order of what is due.
 */
final class EngineLoop {
    private static final int COMMANDS = 1024;
    /** How many reports of venues wait at most once it listens; whoever brings more waits. */
    private static final int REPORTS = 1 << 16;

    private static final long REPORT_WAIT_NS = 1_000_000;
    private static final long LONGEST_WAIT_NS = 20_000_000;
    private static final long SETTLE_NS = 5_000_000_000L;

    private final EngineCore core;
    private final Parts parts;
    private final MarketDataStream stream;
    private final Optional<SteadyClock> clock;
    private final BlockingQueue<Command> commands = new ArrayBlockingQueue<>(COMMANDS);
    private final Queue<Command> first = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<VenueReport> reports = new LinkedBlockingQueue<>();
    private final Deque<MarketEvent> ahead = new ArrayDeque<>(1);
    private volatile boolean stopping;
    private volatile boolean closed;
    /** The engine's thread, once it takes what others bring. */
    private volatile @Nullable Thread listener;

    private volatile long beatNs = System.nanoTime();
    private boolean idle;
    private long pacedFromNs;
    private long pacedFromClockNs;

    EngineLoop(EngineCore core, Parts parts, MarketDataStream stream, Optional<SteadyClock> clock) {
        this.core = core;
        this.parts = parts;
        this.stream = stream;
        this.clock = clock;
    }

    /** Takes a command from any thread; refused when the queue is full or the loop is over. */
    void offer(Command command) {
        if (closed || !commands.offer(command)) {
            command.refuse()
                    .accept(new ColinException(
                            ColinException.Reason.STOPPED,
                            closed ? "the engine is stopped" : "too many commands wait"));
        } else if (closed) {
            refuseWaiting();
        }
        wake();
    }

    /** Takes a command that goes before all others, however many wait; refused when the loop is over. */
    void offerFirst(Command command) {
        first.add(command);
        wake();
        if (closed) {
            refuseWaiting();
        }
    }

    /**
     * Takes a report from any thread but the engine's, which waits while too many wait. What venues tell while they are
     * connected is all taken; a stopped engine hears nothing, and what it did not hear the next start asks for.
     */
    void offer(VenueReport report) {
        boolean interrupted = false;
        while (listener != null && !closed && reports.size() >= REPORTS) {
            LockSupport.parkNanos(REPORT_WAIT_NS);
            interrupted |= Thread.interrupted(); // a report is not lost because its thread is to end
        }
        reports.add(report);
        wake();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void wake() {
        Thread waiting = listener;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }

    void stop() {
        stopping = true;
        wake();
    }

    boolean isStopping() {
        return stopping;
    }

    long beatNs() {
        return beatNs;
    }

    int waitingCommands() {
        return commands.size();
    }

    /** The clock of a run that is taken up goes on from where the run was, should it have been set back meanwhile. */
    void goOnFrom(long timeNs) {
        clock.ifPresent(steady -> steady.notBefore(timeNs));
    }

    /** Reads history without trading, up to a position and a time. */
    void warm(long untilPosition, long tradeFromNs) {
        while (!stopping && peek()) {
            MarketEvent event = ahead.getFirst();
            if (parts.log().sourcePosition() >= untilPosition && event.timeNs() >= tradeFromNs) {
                return;
            }
            beatNs = System.nanoTime();
            core.onMarket(ahead.removeFirst());
            refuseWaiting();
        }
    }

    /** Event time of the next market event, or of the last one when none is known; a live market that was silent so far is at its clock. */
    long nextTimeNs() {
        if (peek()) {
            return ahead.getFirst().timeNs();
        }
        long lastNs = parts.market().timeNs();
        return lastNs == Long.MIN_VALUE && clock.isPresent() ? liveNow() : lastNs;
    }

    /** Trades until the source ends, the engine is stopped or its ledger fails. */
    void trade() {
        pacedFromNs = parts.market().timeNs();
        pacedFromClockNs = System.nanoTime();
        listen();
        while (!stopping && !parts.log().isBroken()) {
            beatNs = System.nanoTime();
            runReports();
            runCommands();
            // Read before the source is asked: what it gives later was received later.
            long clockNs = clock.isPresent() ? liveNow() : Long.MIN_VALUE;
            if (!peek()) {
                if (!idle) {
                    break;
                }
                requireClock();
                core.advance(Math.max(clockNs, parts.market().timeNs()));
                core.onSilence();
                await(LONGEST_WAIT_NS);
            } else if (parts.settings().speed() == 0) {
                core.onMarket(ahead.removeFirst());
            } else {
                pace(ahead.getFirst());
            }
        }
        if (!stopping) {
            core.settle(SETTLE_NS);
        }
        core.publishCounts();
    }

    private void listen() {
        listener = Thread.currentThread();
        stream.onArrival(this::wake);
    }

    /** Serves commands at the last event time until the engine is stopped. */
    void serve() {
        listen();
        while (!stopping && !parts.log().isBroken()) {
            beatNs = System.nanoTime();
            runReports();
            runCommands();
            core.settle(SETTLE_NS);
            await(LONGEST_WAIT_NS);
        }
    }

    /** Refuses what still waits and everything after. */
    void close() {
        closed = true;
        refuseWaiting();
        stream.close();
    }

    private void pace(MarketEvent event) {
        long now = Math.min(pacedNow(), event.timeNs());
        core.advance(Math.max(now, parts.market().timeNs()));
        if (event.timeNs() <= now) {
            core.onMarket(ahead.removeFirst());
            return;
        }
        double waitNs = (event.timeNs() - now) / parts.settings().speed();
        await((long) Math.min(waitNs, LONGEST_WAIT_NS));
    }

    private long pacedNow() {
        double elapsed =
                (System.nanoTime() - pacedFromClockNs) * parts.settings().speed();
        return pacedFromNs + (long) elapsed;
    }

    private long liveNow() {
        return requireClock().nowNs();
    }

    private SteadyClock requireClock() {
        return clock.orElseThrow(() ->
                new ColinException(ColinException.Reason.SETTINGS_INVALID, "clock: must be set for a live source"));
    }

    /** Reads one event ahead. False when there is none now or ever. */
    private boolean peek() {
        if (!ahead.isEmpty()) {
            return true;
        }
        Polled polled = stream.poll(ahead::addLast);
        idle = polled == Polled.IDLE;
        return polled == Polled.EVENT;
    }

    private void runReports() {
        for (VenueReport report = reports.poll(); report != null; report = reports.poll()) {
            core.onReport(report);
            runFirst(); // However many reports wait, a stop does not wait for them.
        }
    }

    private void runCommands() {
        runFirst();
        for (Command command = commands.poll(); command != null; command = commands.poll()) {
            run(command);
            runFirst();
        }
    }

    /** Runs what goes before all others. */
    void runFirst() {
        for (Command command = first.poll(); command != null; command = first.poll()) {
            run(command);
        }
    }

    private void run(Command command) {
        try {
            core.onCommand(parts.market().timeNs(), command.id(), command.principal(), command.action());
        } catch (RuntimeException e) {
            command.refuse().accept(e);
            if (!(e instanceof IllegalArgumentException) || !parts.log().isClean()) {
                throw e;
            }
        }
    }

    /** Waits for something to do, a while at most; what others bring meanwhile ends the wait. */
    private void await(long waitNs) {
        LockSupport.parkNanos(this, waitNs);
        if (Thread.interrupted()) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }

    private void refuseWaiting() {
        if (commands.isEmpty() && (!closed || first.isEmpty())) {
            return;
        }
        List<Command> waiting = new ArrayList<>();
        commands.drainTo(waiting);
        // What goes first is a stop: it is kept until the engine can do it.
        for (Command stop = closed ? first.poll() : null; stop != null; stop = first.poll()) {
            waiting.add(stop);
        }
        String reason = closed ? "the engine is stopped" : "the engine is not trading yet";
        waiting.forEach(command -> command.refuse().accept(new ColinException(ColinException.Reason.STOPPED, reason)));
    }
}
