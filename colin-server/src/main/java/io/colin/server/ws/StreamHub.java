package io.colin.server.ws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.api.event.ChildCreated;
import io.colin.api.event.EngineEvent;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.ParentCreated;
import io.colin.api.event.SignalEmitted;
import io.colin.api.instrument.Symbol;
import io.colin.api.metrics.MetricCatalog;
import io.colin.api.order.ParentOrder;
import io.colin.execution.engine.EngineView;
import io.colin.server.api.Trading;
import io.colin.server.api.TradingDesk;
import io.colin.server.json.Json;
import io.colin.server.security.Principal;
import io.colin.server.shape.OrderShape;
import io.colin.server.shape.SignalShape;
import io.helidon.websocket.WsListener;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Sends the engine's events to every session. The engine's thread only puts an event into a bounded queue; one
 * dispatcher thread writes its JSON once and hands it to the sessions' own queues, so nobody waits for a client.
 */
public final class StreamHub implements Consumer<EngineEvent>, AutoCloseable {
    private static final int QUEUE = 10_000;
    private static final int SNAPSHOT = 50;
    private static final Duration WATCH = Duration.ofSeconds(1);

    private final TradingDesk desk;
    private final StreamSettings settings;
    private final BlockingQueue<Runnable> work = new ArrayBlockingQueue<>(QUEUE);
    private final Set<StreamSession> sessions = ConcurrentHashMap.newKeySet();
    private final Map<StreamChannel, Long> sequences = new EnumMap<>(StreamChannel.class);
    private final Map<String, String> parents = new HashMap<>();
    private final AtomicLong clients = new AtomicLong();
    private final String epoch;
    private final Thread dispatcher;
    private volatile boolean lost;
    private volatile boolean stopping;

    private StreamHub(TradingDesk desk, StreamSettings settings) {
        this.desk = desk;
        this.settings = settings;
        this.epoch = Long.toHexString(settings.time().nowNs());
        this.dispatcher = Thread.ofVirtual().name("colin-ws-dispatcher").unstarted(this::dispatch);
        for (StreamChannel channel : StreamChannel.values()) {
            sequences.put(channel, 0L);
        }
    }

    /**
     * Starts a hub.
     *
     * @param desk where the engine is found
     * @param settings what it is built from
     * @return the running hub
     */
    public static StreamHub start(TradingDesk desk, StreamSettings settings) {
        StreamHub hub = new StreamHub(desk, settings);
        hub.dispatcher.start();
        return hub;
    }

    /**
     * What the web server needs for each channel.
     *
     * @return a new listener for each new session, by path
     */
    public Map<String, Supplier<WsListener>> endpoints() {
        Map<String, Supplier<WsListener>> endpoints = new HashMap<>();
        for (StreamChannel channel : StreamChannel.values()) {
            endpoints.put(channel.path(), () -> new StreamListener(this, settings, desk, channel));
        }
        return endpoints;
    }

    @Override
    public void accept(EngineEvent event) {
        switch (event) {
            case SignalEmitted emitted -> publish(() -> signal(emitted));
            case ParentCreated created -> publish(() -> order(created.order().orderId()));
            case ChildCreated created ->
                publish(() -> {
                    parents.put(created.order().orderId(), created.order().parentId());
                    order(created.order().parentId());
                });
            case OrderChanged changed -> publish(() -> changed(changed));
            case OrderFilled filled -> publish(() -> order(filled.fill().parentId()));
            default -> {
                // not streamed
            }
        }
    }

    /** Ends every session with 1001 and stops. */
    @Override
    public void close() {
        stopping = true;
        sessions.forEach(session -> session.close(CloseCode.STOPPING));
        try {
            dispatcher.join(Duration.ofSeconds(3));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether one more session of an identity is within the limits. */
    boolean hasRoom(Principal principal) {
        long own = sessions.stream()
                .filter(session -> session.principal().id().equals(principal.id()))
                .count();
        return sessions.size() < settings.limits().sessions()
                && own < settings.limits().sessionsPerIdentity();
    }

    /** Takes a session in: it is greeted, gets a snapshot, and then every event. */
    void join(StreamSession session) {
        boolean room = hasRoom(session.principal());
        sessions.add(session);
        gauge(session.channel());
        session.start();
        if (!room || stopping) {
            session.close(stopping ? CloseCode.STOPPING : CloseCode.POLICY);
            return;
        }
        ObjectNode hello = Json.object().put("epoch", epoch).put("client_id", "c" + clients.incrementAndGet());
        hello.set("limits", limits());
        session.answer("connected", now(), hello);
        resync(session);
    }

    /** Sends a session a fresh snapshot, in order with the events. */
    void resync(StreamSession session) {
        if (!work.offer(() -> snapshot(session))) {
            session.close(CloseCode.SLOW);
        }
    }

    /** Forgets a session. */
    void ended(StreamSession session) {
        if (sessions.remove(session)) {
            gauge(session.channel());
        }
    }

    void droppedSlow(StreamChannel channel) {
        settings.sink().count(MetricCatalog.WS_DROPPED, 1, channel.text());
    }

    String now() {
        return Json.timeText(settings.time().nowNs());
    }

    private void publish(Runnable task) {
        if (!work.offer(task)) {
            lost = true; // the dispatcher closes every session: a gap is never hidden
        }
    }

    private void dispatch() {
        long watchedNs = settings.nanoTime().getAsLong();
        while (!stopping || !sessions.isEmpty()) {
            try {
                Runnable task = work.poll(WATCH.toMillis(), TimeUnit.MILLISECONDS);
                if (task != null) {
                    task.run();
                }
            } catch (InterruptedException e) {
                return;
            }
            long nowNs = settings.nanoTime().getAsLong();
            if (lost) {
                lost = false;
                sessions.forEach(session -> session.close(CloseCode.SLOW));
            }
            if (nowNs - watchedNs >= WATCH.toNanos()) {
                watchedNs = nowNs;
                sessions.forEach(StreamSession::watch);
            }
        }
    }

    private void signal(SignalEmitted emitted) {
        send(
                StreamChannel.SIGNALS,
                emitted.signal().symbol(),
                () -> SignalShape.of(emitted.signal(), emitted.traded()));
    }

    private void changed(OrderChanged changed) {
        String id = changed.event().orderId();
        order(parents.getOrDefault(id, id));
        if (changed.after().isClosed()) {
            parents.remove(id);
        }
    }

    private void order(String parentId) {
        Optional<EngineView> view = desk.trading().map(Trading::view);
        Optional<ParentOrder> order = view.flatMap(v -> v.order(parentId));
        order.ifPresent(parent ->
                send(StreamChannel.ORDERS, parent.intent().symbol(), () -> OrderShape.of(parent, view.orElseThrow())));
    }

    private void send(StreamChannel channel, Symbol symbol, Supplier<JsonNode> shape) {
        long sequence = sequences.merge(channel, 1L, Long::sum);
        List<StreamSession> listening = sessions.stream()
                .filter(session -> session.channel() == channel)
                .filter(session -> session.filter().accepts(symbol))
                .toList();
        if (!listening.isEmpty()) {
            String data = Json.text(shape.get());
            String time = now();
            listening.forEach(session -> session.send("delta", sequence, time, data));
        }
    }

    private void snapshot(StreamSession session) {
        ObjectNode data = Json.object();
        Optional<EngineView> view = desk.trading().map(Trading::view);
        if (session.channel() == StreamChannel.SIGNALS) {
            List<SignalEmitted> newest = view.map(v -> v.signals(
                            emitted -> session.filter().accepts(emitted.signal().symbol()), "", SNAPSHOT))
                    .orElse(List.of());
            data.set("items", Json.array(newest, e -> SignalShape.of(e.signal(), e.traded())));
        } else {
            List<ParentOrder> newest = view.map(v -> v.orders(
                            order -> session.filter().accepts(order.intent().symbol()), "", SNAPSHOT))
                    .orElse(List.of());
            data.set("items", Json.array(newest, order -> OrderShape.of(order, view.orElseThrow())));
        }
        long sequence = sequences.getOrDefault(session.channel(), 0L);
        session.send("snapshot", sequence, now(), Json.text(data));
    }

    private ObjectNode limits() {
        StreamLimits limits = settings.limits();
        return Json.object()
                .put("queue_frames", limits.queueFrames())
                .put("queue_bytes", limits.queueBytes())
                .put("client_frame_bytes", limits.clientFrameBytes())
                .put("client_frames_per_second", limits.clientFramesPerSecond())
                .put("ping_seconds", limits.ping().toSeconds())
                .put("pong_wait_seconds", limits.pongWait().toSeconds());
    }

    private void gauge(StreamChannel channel) {
        long open = sessions.stream()
                .filter(session -> session.channel() == channel)
                .count();
        settings.sink().gauge(MetricCatalog.WS_SESSIONS, (double) open, channel.text());
    }
}
