package io.colin.api.venue;

/** Hears what a venue tells. Safe for calls from any thread. */
@FunctionalInterface
public interface VenueListener {
    /**
     * Takes a report. The engine's returns at once, unless tens of thousands wait: then it waits until there is room, for no
     * report may be lost.
     *
     * @param report what the venue told
     */
    void onReport(VenueReport report);
}
