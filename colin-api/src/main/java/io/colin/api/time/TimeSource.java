package io.colin.api.time;

/**
 * Says what time it is. Only the edges of a system ask it; everything inside is told the time of its event.
 *
 * <p>Implementations must be safe for use by several threads.
 */
@FunctionalInterface
public interface TimeSource {
    /**
     * The time now.
     *
     * @return nanoseconds since 1970-01-01T00:00Z
     */
    long nowNs();
}
