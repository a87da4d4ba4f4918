package io.colin.api.risk;

import io.colin.api.order.Refusal;
import io.colin.api.portfolio.CashFlow;
import io.colin.api.portfolio.Portfolio;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

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
     * @throws IllegalStateException if no equity above 0 is known, or none was seen since the start
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
     * @throws IllegalStateException if it counts from equity and none was seen since the start
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

    /**
     * Whether this gate keeps locks of symbols.
     *
     * @return false when {@link #lock} is not for it
     */
    default boolean keepsLocks() {
        return false;
    }

    /**
     * Locks a symbol for a time: its new orders are refused until then. It ends by itself, and is part of
     * {@link RiskGate#durableState()} and of {@link RiskStatus#locks()} until it does.
     *
     * @param lock symbol, sides, reason, principal and event times
     * @return true when something is locked now, or longer than before; false when the same stands locked at least as long
     *     (to shorten a lock, lift it first), or when its end is past
     * @throws IllegalStateException if this gate keeps no locks
     */
    default boolean lock(TimedLock lock) {
        throw new IllegalStateException("this gate keeps no locks");
    }

    /**
     * Lifts a lock before its time.
     *
     * @param lock of the scope that is lifted, with why and who lifts it as its reason and principal; times do not matter
     * @return the lock that stood; empty when none of exactly this scope did
     */
    default Optional<TimedLock> unlock(TimedLock lock) {
        return Optional.empty();
    }

    /**
     * Whether money may leave the account: not what working orders need, and not what its margin stands on. Changes nothing;
     * the caller books what may go and shows the account with {@link RiskGate#onPortfolio}.
     *
     * @param flow a withdrawal, within the cash of its currency
     * @param portfolio the account before it, at the prices of now
     * @return what stands against it, with the figures; empty when it may go, and from a gate that does not look
     */
    default Optional<Refusal> withdrawal(CashFlow flow, Portfolio portfolio) {
        return Optional.empty();
    }

    /**
     * The limits the gate goes by.
     *
     * @return empty when it has none that could be changed
     */
    default Optional<LimitsInForce> limits() {
        return Optional.empty();
    }

    /**
     * Proposes other values of limits. When they only cut, they are in force at once. When anything is raised, or neither
     * raised nor cut, all of it waits for somebody else, the cuts included; propose cuts on their own.
     *
     * @param values texts by the names that {@link LimitsInForce#values()} has, all others stay; an empty text takes away
     *     what is listed by name: a cap, a restriction, a sector, a grant
     * @param reason why, for a person
     * @param principal who proposes
     * @param timeNs event time, ns since epoch
     * @return in force, unchanged, waiting or refused
     * @throws IllegalArgumentException if a name is unknown, a value unreadable or out of range, or a text blank; nothing of
     *     it is in force then
     */
    default ChangeResult proposeLimits(SortedMap<String, String> values, String reason, String principal, long timeNs) {
        return new ChangeResult.Unsupported("this gate has no limits that could be changed");
    }

    /**
     * Asks for an order to be let go that a rule of conduct holds back. Once somebody else agreed, the order is sent anew
     * with the approval's id in its metadata, by who asked, to the letter; a change is asked for anew as it is. Hard limits
     * and critical rules have no such path.
     *
     * @param orderId our id of the order that was refused
     * @param reason why, for a person
     * @param principal who asks, whose order it is
     * @param timeNs event time, ns since epoch
     * @return waiting or refused
     * @throws IllegalArgumentException if a text is blank
     */
    default ChangeResult askRelease(String orderId, String reason, String principal, long timeNs) {
        return new ChangeResult.Unsupported("this gate releases no orders");
    }

    /**
     * Agrees to what somebody asked for. Limits are in force with that.
     *
     * @param approvalId of what waits
     * @param approver who agrees, somebody else than who asked
     * @param note why, for a person; may be empty
     * @param timeNs event time, ns since epoch
     * @return in force, agreed or refused
     * @throws IllegalArgumentException if the approver is blank
     */
    default ChangeResult approve(String approvalId, String approver, String note, long timeNs) {
        return new ChangeResult.Unsupported("this gate asks nobody");
    }

    /**
     * Refuses what somebody asked for; also takes back what somebody agreed to and nobody used.
     *
     * @param approvalId of what waits
     * @param approver who refuses, somebody else than who asked
     * @param note why, for a person; may be empty
     * @param timeNs event time, ns since epoch
     * @return denied or refused
     * @throws IllegalArgumentException if the approver is blank
     */
    default ChangeResult deny(String approvalId, String approver, String note, long timeNs) {
        return new ChangeResult.Unsupported("this gate asks nobody");
    }

    /**
     * What waits for somebody to agree, or was agreed to and not used yet.
     *
     * @return oldest first, without changes of limits that can no longer come into force
     */
    default List<OpenApproval> openApprovals() {
        return List.of();
    }
}
