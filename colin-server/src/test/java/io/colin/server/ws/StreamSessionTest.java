package io.colin.server.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.server.security.Principal;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.SocketContext;
import io.helidon.websocket.WsSession;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class StreamSessionTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Socket socket = new Socket();

    @Test
    void aClientThatReadsTooSlowlyIsClosedWith4429AndThePublisherNeverWaits() {
        StreamSession session = session(StreamLimits.DEFAULT);
        socket.stuck();
        session.start();
        for (int i = 1; i <= 300; i++) {
            session.send("delta", i, "t", "{}");
        }
        assertThat(session.closedForSlowness()).isTrue();
        socket.go();
        Awaitility.await().untilTrue(ended);
        assertThat(socket.closed).containsExactly(4429);
        assertThat(socket.sent).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void theBytesThatWaitAreLimitedToo() {
        StreamSession session = session(StreamLimits.DEFAULT);
        session.send("delta", 1, "t", "\"" + "x".repeat(200_000) + "\"");
        assertThat(session.closedForSlowness()).isFalse();
        session.send("delta", 2, "t", "\"" + "x".repeat(100_000) + "\"");
        assertThat(session.closedForSlowness()).isTrue();
    }

    @Test
    void aWriterThatIsStuckIsInterruptedAfterTheGrace() {
        StreamSession session = session(StreamLimits.DEFAULT);
        socket.stuck();
        session.start();
        session.send("delta", 1, "t", "{}");
        Awaitility.await().until(() -> socket.writing.get() == 1);
        session.close(CloseCode.STOPPING);
        session.watch();
        assertThat(ended).isFalse();
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        session.watch();
        Thread.interrupted(); // this thread plays the reader, which is interrupted too
        Awaitility.await().untilTrue(ended);
        Awaitility.await().untilTrue(socket.interrupted);
    }

    @Test
    void aClientWithoutPongIsClosedWith4408() {
        StreamSession session = session(StreamLimits.DEFAULT);
        session.start();
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());
        session.watch();
        Awaitility.await().untilTrue(ended);
        assertThat(socket.closed).containsExactly(4408);
    }

    @Test
    void framesCarryTheirPredecessorAndAnswersDoNotCount() {
        StreamSession session = session(StreamLimits.DEFAULT);
        session.start();
        session.send("snapshot", 7, "t", "{}");
        session.send("delta", 9, "t", "{}");
        Awaitility.await().until(() -> socket.sent.size() == 2);
        assertThat(socket.sent.getFirst()).contains("\"seq\":7,\"prev\":0");
        assertThat(socket.sent.getLast()).contains("\"seq\":9,\"prev\":7");
        session.close(CloseCode.STOPPING);
        Awaitility.await().untilTrue(ended);
        assertThat(socket.closed).containsExactly(1001);
    }

    private StreamSession session(StreamLimits limits) {
        return new StreamSession(
                socket,
                StreamChannel.SIGNALS,
                Principal.LOCAL,
                new SymbolFilter(Set.of()),
                new StreamContext(limits, nanos::get, session -> ended.set(true)));
    }

    /** A socket whose sends can be held. */
    private static final class Socket implements WsSession {
        private final List<String> sent = new CopyOnWriteArrayList<>();
        private final List<Integer> closed = new CopyOnWriteArrayList<>();
        private final AtomicInteger writing = new AtomicInteger();
        private final AtomicBoolean interrupted = new AtomicBoolean();
        private volatile CountDownLatch gate = new CountDownLatch(0);

        void stuck() {
            gate = new CountDownLatch(1);
        }

        void go() {
            gate.countDown();
        }

        @Override
        public WsSession send(String text, boolean last) {
            writing.incrementAndGet();
            try {
                gate.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
                throw new IllegalStateException("the socket is closed", e);
            }
            sent.add(text);
            return this;
        }

        @Override
        public WsSession send(BufferData data, boolean last) {
            return this;
        }

        @Override
        public WsSession ping(BufferData data) {
            return this;
        }

        @Override
        public WsSession pong(BufferData data) {
            return this;
        }

        @Override
        public WsSession close(int code, String reason) {
            closed.add(code);
            return this;
        }

        @Override
        public WsSession terminate() {
            return this;
        }

        @Override
        public SocketContext socketContext() {
            throw new UnsupportedOperationException("no socket");
        }
    }
}
