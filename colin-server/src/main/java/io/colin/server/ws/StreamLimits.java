package io.colin.server.ws;

import io.colin.api.internal.Require;
import java.time.Duration;

/**
 * The limits of sessions.
 *
 * @param sessions most in all
 * @param sessionsPerIdentity most of one identity
 * @param queueFrames most frames waiting for one session
 * @param queueBytes most bytes waiting for one session
 * @param clientFrameBytes most bytes of a message from a client
 * @param clientFramesPerSecond most messages from a client in a second
 * @param ping how often the server asks whether the client is there
 * @param pongWait how long it waits for an answer before it closes
 */
public record StreamLimits(
        int sessions,
        int sessionsPerIdentity,
        int queueFrames,
        int queueBytes,
        int clientFrameBytes,
        int clientFramesPerSecond,
        Duration ping,
        Duration pongWait) {
    /** The limits in use. */
    public static final StreamLimits DEFAULT =
            new StreamLimits(100, 10, 256, 256 * 1024, 16 * 1024, 10, Duration.ofSeconds(20), Duration.ofSeconds(60));

    /** Checks. */
    public StreamLimits {
        Require.positive("sessions", sessions);
        Require.positive("sessionsPerIdentity", sessionsPerIdentity);
        Require.positive("queueFrames", queueFrames);
        Require.positive("queueBytes", queueBytes);
        Require.positive("clientFrameBytes", clientFrameBytes);
        Require.positive("clientFramesPerSecond", clientFramesPerSecond);
        Require.positive("ping", ping);
        Require.positive("pongWait", pongWait);
    }

    /**
     * The same with another keep-alive.
     *
     * @param newPing how often the server asks
     * @param newPongWait how long it waits
     * @return the limits
     */
    public StreamLimits keepAlive(Duration newPing, Duration newPongWait) {
        return new StreamLimits(
                sessions,
                sessionsPerIdentity,
                queueFrames,
                queueBytes,
                clientFrameBytes,
                clientFramesPerSecond,
                newPing,
                newPongWait);
    }
}
