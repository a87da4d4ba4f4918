package io.colin.server.ws;

import io.colin.api.instrument.Symbol;
import io.colin.api.metrics.MetricCatalog;
import io.colin.server.api.Trading;
import io.colin.server.api.TradingDesk;
import io.colin.server.http.QueryParameters;
import io.colin.server.problem.ProblemException;
import io.colin.server.security.Authenticator;
import io.colin.server.security.Principal;
import io.helidon.common.buffers.BufferData;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One connection. HTTP's checks do not see an upgrade, so this makes them again; then it puts fragments of messages
 * together and hands everything else to the session's wrapper. Called by the connection's reader thread only.
 */
final class StreamListener implements WsListener {
    private static final HeaderName API_KEY = HeaderNames.create("X-API-Key");
    private static final int MAX_SYMBOLS = 200;

    private final StreamHub hub;
    private final StreamSettings settings;
    private final TradingDesk desk;
    private final StreamChannel channel;
    private final StringBuilder message = new StringBuilder();
    private final AtomicBoolean slow = new AtomicBoolean();
    private Principal principal = Principal.ANONYMOUS;
    private Set<Symbol> wanted = Set.of();
    private @Nullable StreamSession session;
    private @Nullable ClientFrames frames;

    StreamListener(StreamHub hub, StreamSettings settings, TradingDesk desk, StreamChannel channel) {
        this.hub = hub;
        this.settings = settings;
        this.desk = desk;
        this.channel = channel;
    }

    @Override
    public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers headers) {
        require(prologue.method().text().equals("GET"), 405);
        Optional<String> host = header(headers, HeaderNames.HOST);
        require(settings.hosts().allowsHost(host), 421);
        require(settings.hosts().allowsOrigin(header(headers, HeaderNames.ORIGIN), host), 403);
        principal = authenticate(headers);
        require(principal.may(channel.permission()), 403);
        wanted = symbols(prologue.query().rawValue());
        require(hub.hasRoom(principal), 429);
        return Optional.empty();
    }

    @Override
    public void onOpen(WsSession socket) {
        StreamSession opened = new StreamSession(
                socket,
                channel,
                principal,
                new SymbolFilter(wanted),
                new StreamContext(settings.limits(), settings.nanoTime(), this::onEnd));
        session = opened;
        frames = new ClientFrames(opened, hub, desk, settings);
        hub.join(opened);
    }

    @Override
    public void onMessage(WsSession socket, String text, boolean last) {
        if (session == null || frames == null) {
            return;
        }
        if (message.length() + text.length() > settings.limits().clientFrameBytes()) {
            session.close(CloseCode.TOO_LARGE);
        } else if (text.indexOf('�') >= 0) {
            // The web server replaces what is not UTF-8 by this character before anybody can see it.
            session.close(CloseCode.NOT_UTF8);
        } else {
            message.append(text);
            if (last) {
                String whole = message.toString();
                message.setLength(0);
                frames.on(whole);
            }
        }
    }

    @Override
    public void onMessage(WsSession socket, BufferData buffer, boolean last) {
        if (session != null) {
            session.close(CloseCode.BINARY);
        }
    }

    @Override
    public void onPing(WsSession socket, BufferData buffer) {
        if (session != null) {
            byte[] payload = new byte[Math.min(buffer.available(), 125)];
            buffer.read(payload);
            session.pong(payload);
        }
    }

    @Override
    public void onPong(WsSession socket, BufferData buffer) {
        if (session != null) {
            session.onPong();
        }
    }

    @Override
    public void onClose(WsSession socket, int status, String reason) {
        if (session != null) {
            session.onPeerClosed();
        }
    }

    @Override
    public void onError(WsSession socket, Throwable error) {
        if (session != null) {
            session.onPeerClosed();
        }
    }

    private void onEnd(StreamSession ended) {
        if (ended.closedForSlowness() && slow.compareAndSet(false, true)) {
            hub.droppedSlow(channel);
        }
        hub.ended(ended);
    }

    private Principal authenticate(Headers headers) {
        Authenticator.Answer answer = settings.authenticator()
                .authenticate(header(headers, API_KEY), headers.contains(HeaderNames.AUTHORIZATION));
        return switch (answer) {
            case Authenticator.Known known -> known.principal();
            case Authenticator.Refused refused -> {
                settings.sink().count(MetricCatalog.AUTH_FAILURES, 1, refused.reason());
                throw refusal(401);
            }
        };
    }

    private Set<Symbol> symbols(String rawQuery) {
        try {
            Map<String, String> query = QueryParameters.parse(rawQuery);
            require(Set.of("symbols").containsAll(query.keySet()), 400);
            Set<Symbol> symbols = new TreeSet<>();
            String names = query.getOrDefault("symbols", "");
            Optional<Trading> trading = desk.trading();
            require(names.isEmpty() || trading.isPresent(), 503);
            for (String name : names.isEmpty() ? new String[0] : names.split(",", MAX_SYMBOLS + 1)) {
                symbols.add(trading.orElseThrow().view().symbol(name));
            }
            require(symbols.size() <= MAX_SYMBOLS, 400);
            return symbols;
        } catch (IllegalArgumentException | ProblemException e) {
            throw refusal(400);
        }
    }

    private static void require(boolean holds, int status) {
        if (!holds) {
            throw refusal(status);
        }
    }

    private static RequestException refusal(int status) {
        return RequestException.builder()
                .message("upgrade refused")
                .type(io.helidon.http.DirectHandler.EventType.OTHER)
                .status(Status.create(status))
                .setKeepAlive(false)
                .build();
    }

    private static Optional<String> header(Headers headers, HeaderName name) {
        return headers.contains(name) ? Optional.of(headers.get(name).get()) : Optional.empty();
    }
}
