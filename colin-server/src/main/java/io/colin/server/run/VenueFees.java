package io.colin.server.run;

import io.colin.api.Decimals;
import io.colin.api.venue.FeeSchedule;

/**
 * What a venue charges for a symbol.
 *
 * @param schedule the rates
 * @param source where they come from, for a person
 */
record VenueFees(FeeSchedule schedule, String source) {
    /** What nobody has told: cautious, and said to be assumed. */
    static final VenueFees ASSUMED = new VenueFees(FeeSchedule.ASSUMED, "assumed, for nothing is known");

    /** Rates and source in one line. */
    String text() {
        return "maker " + Decimals.text(schedule.makerRate()) + ", taker " + Decimals.text(schedule.takerRate()) + ": "
                + source;
    }
}
