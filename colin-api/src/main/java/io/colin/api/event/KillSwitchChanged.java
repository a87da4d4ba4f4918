package io.colin.api.event;

import io.colin.api.risk.KillSwitch;

/**
 * A kill switch was thrown or reset.
 *
 * @param header where it stands
 * @param killSwitch the switch
 * @param on true when thrown
 */
public record KillSwitchChanged(EventHeader header, KillSwitch killSwitch, boolean on) implements LedgerEvent {}
