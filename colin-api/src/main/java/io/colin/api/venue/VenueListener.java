package io.colin.api.venue;

/** Hears what a venue tells. Safe for calls from any thread. */
@FunctionalInterface
public interface VenueListener {
    /**
     * Takes a report. Must not block.
     *
     * @param report what the venue told
     */
    void onReport(VenueReport report);
}
