package io.colin.ml.lifecycle;

import io.colin.api.internal.Require;
import io.colin.api.signal.ModelStage;
import java.util.List;

/**
 * One entry in the record of models: who changed what, when and why.
 *
 * @param sequence number in the record, from 1, without gaps
 * @param model id of the model
 * @param line what it competes for: one champion a line
 * @param before stage before
 * @param after stage after
 * @param capitalShare of the capital it trades from now on, [0, 1]
 * @param cause what kind of change
 * @param principal who or what decided
 * @param timeNs event time, ns since epoch
 * @param reason for a person
 * @param criteria what was checked, all of it passed
 */
public record StageChange(
        long sequence,
        String model,
        String line,
        ModelStage before,
        ModelStage after,
        double capitalShare,
        Cause cause,
        String principal,
        long timeNs,
        String reason,
        List<Criterion> criteria) {
    /** Checks and copies. */
    public StageChange {
        Require.positive("sequence", sequence);
        Require.text("model", model);
        Require.text("line", line);
        Require.within("capitalShare", capitalShare, 0, 1);
        Require.text("principal", principal);
        Require.text("reason", reason);
        Require.that(
                StageTable.allows(before, after, cause), "after", "must be a stage that can follow " + before, after);
        criteria = List.copyOf(criteria);
    }

    /** What kind of change it is. */
    public enum Cause {
        /** It entered the registry. */
        REGISTRATION,
        /** It passed the gate to the next stage, or its successor did. */
        PROMOTION,
        /** It failed a gate for good, or a person turned it down. */
        REJECTION,
        /** The same recipe on newer data took over from it, or it took over. */
        REFRESH,
        /** The champion before it came back. */
        ROLLBACK
    }
}
