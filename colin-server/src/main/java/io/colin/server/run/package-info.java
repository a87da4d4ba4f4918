/**
 * What {@code colin run} does: {@link io.colin.server.run.ServerRun} puts source, model, gate, venue, ledger and web
 * front together, follows the replay and ends it with a {@link io.colin.server.run.ReportText}.
 */
@NullMarked
package io.colin.server.run;

import org.jspecify.annotations.NullMarked;
