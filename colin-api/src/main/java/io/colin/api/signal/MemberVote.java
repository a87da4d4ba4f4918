package io.colin.api.signal;

import io.colin.api.internal.Require;

/**
 * What one member of an ensemble said.
 *
 * @param name the member
 * @param weight its share, [0, 1]
 * @param probabilities its calibrated probabilities
 */
public record MemberVote(String name, double weight, Probabilities probabilities) {
    /** Checks. */
    public MemberVote {
        Require.text("name", name);
        Require.within("weight", weight, 0, 1);
    }
}
