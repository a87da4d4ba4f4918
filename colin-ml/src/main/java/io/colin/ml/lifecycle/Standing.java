package io.colin.ml.lifecycle;

import io.colin.api.signal.ModelStage;

/**
 * Where a model of the registry stands.
 *
 * @param model its id
 * @param line what it competes for
 * @param stage its stage
 * @param capitalShare of the capital it trades, [0, 1]
 * @param sinceNs when it came to this stage and share, ns since epoch
 * @param stageSinceNs when it came to this stage, ns since epoch
 * @param approver who decided the last change
 * @param wasChampion whether it is or ever was champion
 */
public record Standing(
        String model,
        String line,
        ModelStage stage,
        double capitalShare,
        long sinceNs,
        long stageSinceNs,
        String approver,
        boolean wasChampion) {}
