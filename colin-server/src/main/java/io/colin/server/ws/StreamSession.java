package io.colin.server.ws;

import com.fasterxml.jackson.databind.JsonNode;
import io.colin.server.json.Json;
import io.colin.server.security.Principal;
import io.helidon.common.buffers.BufferData;
import io.helidon.websocket.WsSession;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The only owner of a session of the web server: one writer thread takes frames from a bounded queue, so that a slow
 * client never blocks who publishes and two threads never write at once. What the writer cannot end by itself (a peer
 * that reads nothing more) {@link #watch} ends by interrupting both threads, which closes the socket.
 */
final class StreamSession {
    private static final System.Logger LOG = System.getLogger(StreamSession.class.getName());
    private static final long GRACE_NS = Duration.ofSeconds(2).toNanos();

    private final WsSession socket;
    private final Thread reader;
    private final StreamChannel channel;
    private final Principal principal;
    private final SymbolFilter filter;
    private final StreamLimits limits;
    private final LongSupplier nanoTime;
    private final Consumer<StreamSession> onEnd;
    private final Thread writer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Deque<Frame> queue = new ArrayDeque<>();
    private int queuedBytes;
    private long lastSequence;
    private long lastPongNs;
    private long lastPingNs;
    private @Nullable CloseCode closing;
    private long closingSinceNs;
    private boolean peerClosed;

    /** One frame: how many bytes it is and how it is written. */
    private record Frame(int bytes, Consumer<WsSession> write) {}

    StreamSession(
            WsSession socket, StreamChannel channel, Principal principal, SymbolFilter filter, StreamContext context) {
        this.socket = socket;
        this.reader = Thread.currentThread();
        this.channel = channel;
        this.principal = principal;
        this.filter = filter;
        this.limits = context.limits();
        this.nanoTime = context.nanoTime();
        this.onEnd = context.onEnd();
        this.lastPongNs = nanoTime.getAsLong();
        this.lastPingNs = lastPongNs;
        this.writer = Thread.ofVirtual().name("colin-ws-writer").unstarted(this::write);
    }

    void start() {
        writer.start();
    }

    StreamChannel channel() {
        return channel;
    }

    Principal principal() {
        return principal;
    }

    SymbolFilter filter() {
        return filter;
    }

    /** Queues a frame of the channel; data is JSON. A full queue closes the session instead. */
    void send(String type, long sequence, String time, String data) {
        lock.lock();
        try {
            String text = "{\"type\":\"" + type + "\",\"channel\":\"" + channel.text() + "\",\"seq\":" + sequence
                    + ",\"prev\":" + lastSequence + ",\"ts\":\"" + time + "\",\"data\":" + data + "}";
            if (enqueue(new Frame(text.length(), to -> to.send(text, true)))) {
                lastSequence = sequence;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Queues a frame that is no part of the sequence: an answer to the client. */
    void answer(String type, String time, JsonNode data) {
        lock.lock();
        try {
            send(type, lastSequence, time, Json.text(data));
        } finally {
            lock.unlock();
        }
    }

    /** Answers a ping. */
    void pong(byte[] payload) {
        lock.lock();
        try {
            enqueue(new Frame(payload.length, to -> to.pong(BufferData.create(payload))));
        } finally {
            lock.unlock();
        }
    }

    /** The client is there. */
    void onPong() {
        lock.lock();
        try {
            lastPongNs = nanoTime.getAsLong();
        } finally {
            lock.unlock();
        }
    }

    /** Closes: what waits is dropped, and the writer says why. */
    void close(CloseCode code) {
        lock.lock();
        try {
            if (closing == null && !peerClosed) {
                closing = code;
                closingSinceNs = nanoTime.getAsLong();
                queue.clear();
                work.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The client closed, or its connection broke: nothing more is written. Called by the reader. */
    void onPeerClosed() {
        lock.lock();
        try {
            peerClosed = true;
            queue.clear();
            work.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            // The web server answers a close from this thread; the writer must not write beside it.
            if (!writer.join(Duration.ofSeconds(1))) {
                writer.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it was closed because its client read too slowly. */
    boolean closedForSlowness() {
        lock.lock();
        try {
            return closing == CloseCode.SLOW;
        } finally {
            lock.unlock();
        }
    }

    /** Ends what does not end by itself. Called now and then by the hub. */
    void watch() {
        boolean dead;
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            boolean silent = now - lastPongNs > limits.pongWait().toNanos();
            if (silent) {
                close(CloseCode.NO_PONG);
            }
            dead = closing != null && now - closingSinceNs > GRACE_NS;
        } finally {
            lock.unlock();
        }
        if (dead) {
            writer.interrupt();
            reader.interrupt();
            onEnd.accept(this);
        }
    }

    private boolean enqueue(Frame frame) {
        if (closing != null || peerClosed) {
            return false;
        }
        if (queue.size() >= limits.queueFrames() || queuedBytes + frame.bytes() > limits.queueBytes()) {
            close(CloseCode.SLOW);
            return false;
        }
        queuedBytes += frame.bytes();
        queue.addLast(frame);
        work.signalAll();
        return true;
    }

    private void write() {
        try {
            while (next()) {
                // next() writes
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "session interrupted");
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "session broke: {0}", String.valueOf(e.getMessage()));
            reader.interrupt();
        } finally {
            onEnd.accept(this);
        }
    }

    /** Waits for something to write and writes it; false at the end. */
    private boolean next() throws InterruptedException {
        Frame frame = null;
        CloseCode code;
        lock.lock();
        try {
            long pingNs = limits.ping().toNanos();
            long now = nanoTime.getAsLong();
            while (queue.isEmpty() && closing == null && !peerClosed && now - lastPingNs < pingNs) {
                work.awaitNanos(lastPingNs + pingNs - now);
                now = nanoTime.getAsLong();
            }
            if (peerClosed) {
                return false;
            }
            code = closing;
            frame = queue.pollFirst();
            if (frame == null) {
                lastPingNs = now;
            } else {
                queuedBytes -= frame.bytes();
            }
        } finally {
            lock.unlock();
        }
        if (code != null) {
            socket.close(code.code(), code.reason());
            return false;
        }
        if (frame == null) {
            socket.ping(BufferData.empty());
        } else {
            frame.write().accept(socket);
        }
        return true;
    }
}
