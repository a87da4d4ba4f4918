package io.colin.execution.engine;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.order.Side;
import io.colin.api.risk.ChangeResult;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.LimitsInForce;
import io.colin.api.risk.OpenApproval;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a person may do to the gate and the orders of a running engine. Whoever calls has already found the principals to be who they say
 * and allowed to. Safe for any thread; done on the engine's thread, ahead of every order that waits.
 *
 * <p>Answers come once they are durable. They fail with a {@link io.colin.api.ColinException} when the engine is stopped or
 * its ledger fails; a kill then still takes back what is open. Nobody may have a name that the gate keeps for itself
 * ({@link io.colin.api.risk.RiskGate#isReserved}), nor one of a part of the engine: {@code overfill}, which locks symbols
 * of which more was filled than was ever ordered, {@code algorithm} and {@code engine}, which pause orders; that is an {@link IllegalArgumentException} too.
 */
public final class EngineControls {
    private final CommandDoor door;
    private final EngineCore core;
    private final ChangeDesk changes;
    private final Accounts accounts;

    EngineControls(CommandDoor door, EngineCore core, ChangeDesk changes, Accounts accounts) {
        this.accounts = accounts;
        this.door = door;
        this.core = core;
        this.changes = changes;
    }

    /**
     * Throws a kill switch: new orders of its scope are refused from this call on, those too that the engine decides in the
     * input it is at, and what is open is cancelled once it is done with that input. The switch is durable before the first cancel leaves for a venue; a run that dies in between comes back killed and goes on
     * cancelling. Throwing what is thrown already asks for the cancels again; thrown by the
     * gate itself, it becomes a person's.
     *
     * @param scope what is stopped
     * @param target the strategy, symbol, venue or account; empty for the system
     * @param reason why, for a person
     * @param principal who asks
     * @return what became of it
     * @throws IllegalArgumentException if a text is blank, or the target does not fit the scope
     */
    public CompletableFuture<ControlResult> kill(
            KillSwitch.Scope scope, String target, String reason, String principal) {
        requireTarget(scope, target);
        Require.text("reason", reason);
        Require.text("principal", principal);
        door.requirePerson("principal", principal);
        KillSwitch asked = new KillSwitch(scope, target, reason, principal, 0); // its time is that of the engine
        return whileStopped(
                asked, () -> door.askFirst(principal, done(desk -> desk.kill(scope, target, reason, principal))));
    }

    /**
     * Arms again what a kill switch stopped. Refused while the fate of an order in its scope is not known.
     *
     * @param scope of the switch that is named
     * @param target of the switch, empty for the system
     * @param reason why, for a person
     * @param principal who asks
     * @param approver who agrees, somebody else
     * @return what became of it; unchanged when no such switch was thrown
     * @throws IllegalArgumentException if a text is blank, or both are the same person
     */
    public CompletableFuture<ControlResult> rearm(
            KillSwitch.Scope scope, String target, String reason, String principal, String approver) {
        requireTarget(scope, target);
        Require.text("reason", reason);
        Require.text("principal", principal);
        Require.text("approver", approver);
        Require.that(!principal.equals(approver), "approver", "must be another person than the principal", approver);
        door.requirePerson("approver", approver);
        return door.ask(principal, done(desk -> desk.rearm(scope, target, reason, principal, approver)));
    }

    /**
     * Locks a symbol for a time: its new orders are refused until then, whoever sends them, and so is what orders that work
     * already have not sent yet. What rests at a venue stays there; a kill switch takes that back. The lock is in the ledger,
     * stands over a restart, shows in {@link io.colin.api.risk.RiskStatus#locks()} and ends by itself.
     *
     * @param symbol of the universe
     * @param side which side of it; empty for both
     * @param untilNs event time it ends, excluded, ns since epoch
     * @param reason why, for a person
     * @param principal who asks
     * @return what became of it; unchanged when the same stands locked at least as long, refused when the symbol is not of
     *     the universe or the time is past
     * @throws IllegalArgumentException if a text is blank
     */
    public CompletableFuture<ControlResult> lock(
            Symbol symbol, Optional<Side> side, long untilNs, String reason, String principal) {
        LockDesk.Ask ask = asked(symbol, side, reason, principal);
        return door.ask(principal, done(desk -> desk.locks().lock(ask, untilNs)));
    }

    /**
     * Lifts a lock of a symbol before its time.
     *
     * @param symbol as it was locked
     * @param side as it was locked
     * @param reason why, for a person
     * @param principal who asks
     * @return what became of it; unchanged when no lock of exactly this symbol and side stood
     * @throws IllegalArgumentException if a text is blank
     */
    public CompletableFuture<ControlResult> unlock(
            Symbol symbol, Optional<Side> side, String reason, String principal) {
        LockDesk.Ask ask = asked(symbol, side, reason, principal);
        return door.ask(principal, done(desk -> desk.locks().unlock(ask)));
    }

    private static LockDesk.Ask asked(Symbol symbol, Optional<Side> side, String reason, String principal) {
        return new LockDesk.Ask(symbol, side, Require.text("reason", reason), Require.text("principal", principal));
    }

    /**
     * Books money that entered the account from outside, or leaves it: neither profit nor loss, so that peak, daily loss and
     * returns move with it. A withdrawal leaves the cash that working orders need and what the margin stands on. A deposit
     * names a second person who agreed, as a raise of limits does: limits that are shares of equity grow with it. Each
     * {@link CashRequest#id} is booked once, also over restarts. It moves no money at any venue.
     *
     * @param asked what moved; in the account currency, or one the universe quotes or settles in that has a rate now
     * @return what became of it; unchanged when the same was booked under this id, refused with the figures when it may not go
     * @throws IllegalArgumentException if who agreed has the name of a part of the gate or of the engine
     */
    public CompletableFuture<ControlResult> moveCash(CashRequest asked) {
        asked.approver().ifPresent(name -> door.requirePerson("approver", name));
        return door.ask(asked.principal(), done(desk -> core.desks().cash().book(asked)));
    }

    /**
     * Ends the latches of drawdown and daily loss: equity as it is becomes the high-water mark and the start of the day.
     *
     * @param reason why, for a person
     * @param principal who, a risk manager or administrator
     * @return what became of it; refused while no equity above 0 is known, and before the first since the start
     * @throws IllegalArgumentException if a text is blank
     */
    public CompletableFuture<ControlResult> resetLosses(String reason, String principal) {
        Require.text("reason", reason);
        Require.text("principal", principal);
        return door.ask(principal, done(desk -> desk.resetLosses(reason, principal)));
    }

    /**
     * Ends a latched breaker that only a person may end.
     *
     * @param breaker its name
     * @param scope its scope as {@link io.colin.api.risk.BreakerStatus#scope()} has it
     * @param reason why, for a person
     * @param principal who
     * @return what became of it; unchanged when it was not open; the daily loss is refused before the first valuation since
     *     the start
     * @throws IllegalArgumentException if a text is blank
     */
    public CompletableFuture<ControlResult> resetBreaker(
            String breaker, String scope, String reason, String principal) {
        Require.text("breaker", breaker);
        Require.text("scope", scope);
        Require.text("reason", reason);
        Require.text("principal", principal);
        return door.ask(principal, done(desk -> desk.resetBreaker(breaker, scope, reason, principal)));
    }

    /**
     * Says that a person looked at all that an alert of conduct tells, which ends it.
     *
     * @param alert its name, for example {@code surveillance-wash-trade}
     * @param principal who
     * @return what became of it; unchanged when nothing waited to be looked at
     * @throws IllegalArgumentException if a text is blank; through the answer also if no alert of that name waits for a person
     */
    public CompletableFuture<ControlResult> review(String alert, String principal) {
        Require.text("alert", alert);
        Require.text("principal", principal);
        return door.ask(principal, done(desk -> desk.review(alert, principal)));
    }

    /**
     * Pauses the work on an order: nothing of it is sent until it is resumed, and what is open at a venue is cancelled. Its
     * time runs on.
     *
     * @param orderId the parent's id
     * @param reason why, for a person
     * @param principal who asks
     * @return what became of it
     * @throws IllegalArgumentException if a text is blank
     */
    public CompletableFuture<PauseResult> pause(String orderId, String reason, String principal) {
        Require.text("orderId", orderId);
        Require.text("reason", reason);
        Require.text("principal", principal);
        return door.ask(
                principal, answer -> answer.accept(core.orders().pauses().pause(orderId, principal, reason)));
    }

    /**
     * Goes on with a paused order, also where its algorithm had asked for the pause.
     *
     * @param orderId the parent's id
     * @param reason why, for a person
     * @param principal who asks
     * @return what became of it
     * @throws IllegalArgumentException if a text is blank
     */
    public CompletableFuture<PauseResult> resume(String orderId, String reason, String principal) {
        Require.text("orderId", orderId);
        Require.text("reason", reason);
        Require.text("principal", principal);
        return door.ask(
                principal, answer -> answer.accept(core.orders().pauses().resume(orderId, principal, reason)));
    }

    /**
     * The limits the gate goes by.
     *
     * @param principal who asks
     * @return empty when the gate has none that could be changed
     * @throws IllegalArgumentException if the principal is blank
     */
    public CompletableFuture<Optional<LimitsInForce>> limits(String principal) {
        Require.text("principal", principal);
        return door.ask(principal, answer -> answer.accept(changes.limits()));
    }

    /**
     * Proposes other values of limits. When they only cut, they are in force from the next order on. When anything is raised, or neither raised nor cut, all of it waits for somebody else.
     *
     * @param values texts by the names that {@link LimitsInForce#values()} has, all others stay; an empty text takes away
     *     what is listed by name
     * @param reason why, for a person
     * @param principal who proposes
     * @return what became of it; completed exceptionally with an {@link IllegalArgumentException} naming the value if a name
     *     is unknown or a value unreadable or out of range, and then nothing of it is in force
     * @throws IllegalArgumentException if a text is blank, there are no values, or one is null
     */
    public CompletableFuture<ChangeResult> proposeLimits(
            SortedMap<String, String> values, String reason, String principal) {
        SortedMap<String, String> copy = new TreeMap<>(values);
        Require.that(!copy.isEmpty(), "values", "must name a limit", copy);
        copy.forEach((name, text) -> {
            Require.that(name != null, "values", "must have no null name", copy);
            Require.that(text != null, name, "must be a text", "null");
        });
        Require.text("reason", reason);
        Require.text("principal", principal);
        return door.ask(principal, changed(desk -> desk.propose(copy, reason, principal)));
    }

    /**
     * Asks for an order to be let go that a rule of conduct holds back. Once somebody else agreed, who asked sends the same
     * order anew with the approval's id in its metadata {@code approval}.
     *
     * @param orderId our id of the order that was refused
     * @param reason why, for a person
     * @param principal who asks, whose order it is
     * @return what became of it; refused where a hard limit or a critical rule holds the order back, which nobody can lift
     * @throws IllegalArgumentException if a text is blank
     */
    public CompletableFuture<ChangeResult> askRelease(String orderId, String reason, String principal) {
        Require.text("orderId", orderId);
        Require.text("reason", reason);
        Require.text("principal", principal);
        return door.ask(principal, changed(desk -> desk.askRelease(orderId, reason, principal)));
    }

    /**
     * Agrees to what somebody asked for. Limits are in force with that.
     *
     * @param approvalId of what waits
     * @param approver who agrees, somebody else than who asked
     * @param note why, for a person; may be empty
     * @return what became of it
     * @throws IllegalArgumentException if a text but the note is blank
     */
    public CompletableFuture<ChangeResult> approve(String approvalId, String approver, String note) {
        Require.text("approvalId", approvalId);
        Require.text("approver", approver);
        return door.ask(approver, changed(desk -> desk.approve(approvalId, approver, note)));
    }

    /**
     * Refuses what somebody asked for; also takes back what somebody agreed to and nobody used.
     *
     * @param approvalId of what waits
     * @param approver who refuses, somebody else than who asked
     * @param note why, for a person; may be empty
     * @return what became of it
     * @throws IllegalArgumentException if a text but the note is blank
     */
    public CompletableFuture<ChangeResult> deny(String approvalId, String approver, String note) {
        Require.text("approvalId", approvalId);
        Require.text("approver", approver);
        return door.ask(approver, changed(desk -> desk.deny(approvalId, approver, note)));
    }

    /**
     * What waits for somebody to agree, or was agreed to and not used yet.
     *
     * @param principal who asks
     * @return oldest first
     * @throws IllegalArgumentException if the principal is blank
     */
    public CompletableFuture<List<OpenApproval>> openApprovals(String principal) {
        Require.text("principal", principal);
        return door.ask(principal, answer -> answer.accept(changes.openApprovals()));
    }

    /** New orders are refused from now on, and from when the switch is thrown or refused by that alone. */
    private <T> CompletableFuture<T> whileStopped(KillSwitch asked, Supplier<CompletableFuture<T>> kill) {
        if (!accounts.isControllable()) {
            return kill.get();
        }
        accounts.comingKills().raise(asked);
        return kill.get()
                .whenComplete((result, failure) -> accounts.comingKills().lower(asked));
    }

    /** What the gate must remember of it is recorded in the same step. */
    private Consumer<Consumer<ControlResult>> done(Function<KillDesk, ControlResult> action) {
        return answer -> {
            ControlResult result = action.apply(core.desks().kills());
            core.mark();
            answer.accept(result);
        };
    }

    private Consumer<Consumer<ChangeResult>> changed(Function<ChangeDesk, ChangeResult> action) {
        return answer -> {
            ChangeResult result = action.apply(changes);
            core.mark();
            answer.accept(result);
        };
    }

    private static void requireTarget(KillSwitch.Scope scope, String target) {
        if (scope == KillSwitch.Scope.SYSTEM) {
            Require.that(target.isEmpty(), "target", "must be empty for the system", target);
        } else {
            Require.text("target", target);
        }
    }
}
