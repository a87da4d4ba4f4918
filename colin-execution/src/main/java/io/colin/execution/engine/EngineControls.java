package io.colin.execution.engine;

import io.colin.api.internal.Require;
import io.colin.api.risk.KillSwitch;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a person may do to the gate of a running engine. Whoever calls has already found the principals to be who they say
 * and allowed to. Safe for any thread; done on the engine's thread, ahead of every order that waits.
 *
 * <p>Answers come once they are durable. They fail with a {@link io.colin.api.ColinException} when the engine is stopped or
 * its ledger fails; a kill then still takes back what is open.
 */
public final class EngineControls {
    private final CommandDoor door;
    private final EngineCore core;

    EngineControls(CommandDoor door, EngineCore core) {
        this.door = door;
        this.core = core;
    }

    /**
     * Throws a kill switch: new orders of its scope are refused from then on, and what is open is cancelled. The switch is
     * durable before the first cancel leaves for a venue; a run that dies in between comes back killed and goes on
     * cancelling. Throwing what is thrown already asks for the cancels again.
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
        return door.askFirst(principal, done(desk -> desk.kill(scope, target, reason, principal)));
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
        return door.ask(principal, done(desk -> desk.rearm(scope, target, reason, principal, approver)));
    }

    /**
     * Ends the latches of drawdown and daily loss: equity as it is becomes the high-water mark and the start of the day.
     *
     * @param reason why, for a person
     * @param principal who, a risk manager or administrator
     * @return what became of it; refused while no equity above 0 is known
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
     * @return what became of it; unchanged when it was not open
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

    /** What the gate must remember of it is recorded in the same step. */
    private Consumer<Consumer<ControlResult>> done(Function<KillDesk, ControlResult> action) {
        return answer -> {
            ControlResult result = action.apply(core.desks().kills());
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
