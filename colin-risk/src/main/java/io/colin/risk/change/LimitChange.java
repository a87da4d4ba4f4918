package io.colin.risk.change;

import io.colin.api.event.EventHeader;
import io.colin.api.event.LimitChanged;
import io.colin.risk.LimitDifference;

/**
 * One value that changed when a version came into force.
 *
 * @param difference its name, text before and after, and what the change does
 * @param version the version in force from now on
 */
public record LimitChange(LimitDifference difference, LimitVersion version) {
    /**
     * Who changed it.
     *
     * @return who asked, and {@code with} who agreed where somebody had to
     */
    public String principals() {
        return version.approver().isEmpty() ? version.principal() : version.principal() + " with " + version.approver();
    }

    /**
     * The change as the record keeps it.
     *
     * @param header its place among the events
     * @return the event, with the hash of the limits after
     */
    public LimitChanged event(EventHeader header) {
        return new LimitChanged(
                header, difference.name(), difference.before(), difference.after(), principals(), version.hash());
    }
}
