package io.colin.risk.approval;

/** Learns of every step of every approval, in the order they happen, to record them. */
@FunctionalInterface
public interface ApprovalListener {
    /**
     * A step was taken and is in force.
     *
     * @param step what happened
     */
    void onStep(ApprovalStep step);
}
