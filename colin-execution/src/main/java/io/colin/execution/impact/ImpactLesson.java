package io.colin.execution.impact;

/** What became of a sample. */
public sealed interface ImpactLesson {
    /**
     * It was predicted, then learnt from.
     *
     * @param predicted impact, a fraction of the mid at arrival
     * @param realised the same as it came
     */
    record Learnt(double predicted, double realised) implements ImpactLesson {}

    /**
     * It was not learnt from, and nothing has changed.
     *
     * @param reason the field, the rule and the value
     */
    record Refused(String reason) implements ImpactLesson {}
}
