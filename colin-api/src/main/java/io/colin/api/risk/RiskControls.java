package io.colin.api.risk;

/**
 * What a person may do to a gate while it works. Whoever calls has already found the principals to be who they say and
 * allowed to. Called by the gate's thread, through the engine where there is one. What stands here is latched and part of
 * {@link RiskGate#durableState()}; neither time, a new day nor a restart ends it.
 */
public interface RiskControls {
    /**
     * Throws a kill switch: new orders of its scope are refused from now on. The caller cancels what is open.
     *
     * @param killSwitch scope, target, reason, principal and event time; throwing what is thrown already changes nothing
     * @return true when it was not thrown before
     */
    boolean kill(KillSwitch killSwitch);

    /**
     * Arms again what a kill switch stopped.
     *
     * @param scope of the switch that is named
     * @param target of the switch, empty for the system
     * @param reason why, for a person
     * @param principal who asks
     * @param approver who agrees, somebody else
     * @return true when there was such a switch
     * @throws IllegalArgumentException if a text is blank, or both are the same person
     */
    boolean rearm(KillSwitch.Scope scope, String target, String reason, String principal, String approver);

    /**
     * Ends the latches of drawdown and daily loss: equity as it is becomes the high-water mark and the start of the day.
     *
     * @param reason why, for a person
     * @param principal who, a risk manager or administrator
     * @throws IllegalArgumentException if a text is blank
     * @throws IllegalStateException if no equity above 0 is known
     */
    void resetLosses(String reason, String principal);

    /**
     * Ends a latched breaker that only a person may end.
     *
     * @param breaker its name
     * @param scope its scope as {@link BreakerStatus#scope()} has it
     * @param reason why, for a person
     * @param principal who
     * @return true when it was open
     */
    boolean resetBreaker(String breaker, String scope, String reason, String principal);

    /**
     * Says that a person looked at all that an alert of conduct tells, which ends it: nothing else does.
     *
     * @param alert its name, for example {@code surveillance-wash-trade}
     * @param principal who
     * @return true when something waited to be looked at, which a gate without such alerts never has
     * @throws IllegalArgumentException if a text is blank, or a person ends no alert of that name
     */
    default boolean review(String alert, String principal) {
        return false;
    }
}
