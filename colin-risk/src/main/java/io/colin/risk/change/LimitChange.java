package io.colin.risk.change;

import io.colin.api.risk.RiskNotice;
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
     * The change as the gate tells it.
     *
     * @param configHash hash of everything the gate decides by after the change
     * @return what the record is to hold
     */
    public RiskNotice.LimitChange notice(String configHash) {
        return new RiskNotice.LimitChange(
                difference.name(), difference.before(), difference.after(), principals(), configHash);
    }
}
