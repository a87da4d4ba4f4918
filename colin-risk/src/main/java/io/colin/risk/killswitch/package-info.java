/**
 * What stops orders by name: {@link io.colin.risk.killswitch.KillSwitches} that only two persons re-arm, and
 * {@link io.colin.risk.killswitch.Locks} that end at a time or by a person. Neither a restart, a new day nor a change of
 * settings ends a kill switch.
 */
@NullMarked
package io.colin.risk.killswitch;

import org.jspecify.annotations.NullMarked;
