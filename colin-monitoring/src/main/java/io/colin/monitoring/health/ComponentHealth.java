package io.colin.monitoring.health;

/**
 * A component as last seen.
 *
 * @param state how it is
 * @param reason one sentence for a person, empty while UP
 * @param sinceNs time of the check that first found this state, ns since epoch; 0 before the first check
 * @param checkedNs time of the last check, ns since epoch; 0 before the first
 * @param required whether readiness needs it
 */
public record ComponentHealth(HealthState state, String reason, long sinceNs, long checkedNs, boolean required) {}
