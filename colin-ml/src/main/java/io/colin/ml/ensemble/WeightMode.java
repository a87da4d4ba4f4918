package io.colin.ml.ensemble;

/** How the opinions of members become one. */
public enum WeightMode {
    /** Every member weighs the same. */
    EQUAL,
    /** Members weigh what they were given. */
    STATIC,
    /** Members weigh by the skill of their resolved predictions; before there are enough, as in {@link #STATIC}. */
    DYNAMIC,
    /**
     * A multinomial logistic regression, fitted on predictions for data the members had not learnt from, joins their
     * probabilities; while a member is missing, as in {@link #STATIC}.
     */
    STACKING,
    /**
     * A direction needs the votes of more than half of the members present, and a member votes for its most probable class
     * only with enough confidence. Probabilities are averaged with equal weights.
     */
    VOTING
}
