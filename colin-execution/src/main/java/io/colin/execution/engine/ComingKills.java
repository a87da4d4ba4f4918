package io.colin.execution.engine;

import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Refusal;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.CheckResult.CheckOutcome;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Kill switches that somebody has asked for and the engine's thread has not thrown yet. New orders they cover are refused
 * from the call on, those too that the input in progress is about to decide. Nothing else follows from them: cancels wait
 * for the switch itself, which is recorded first. Any thread.
 */
final class ComingKills {
    private static final double WORST = 100;
    /** The gate's name for the check of kill switches. */
    private static final String CHECK = "kill-switch";

    private final List<KillSwitch> asked = new CopyOnWriteArrayList<>();

    /** From now on orders that this covers are refused. */
    void raise(KillSwitch coming) {
        asked.add(coming);
    }

    /** The switch is thrown, or never will be. */
    void lower(KillSwitch done) {
        asked.remove(done);
    }

    /** The answer to an order that is to be stopped; empty, and nothing allocated, while nothing was asked for. */
    Optional<RiskDecision> refusal(RiskRequest request, String configHash, long timeNs) {
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        return asked.stream().filter(one -> covers(one, request)).findFirst().map(by -> {
            String scope = by.target().isEmpty() ? by.scope().name() : by.scope() + " " + by.target();
            String why = scope + " is being stopped by " + by.principal() + ": " + by.reason();
            return new RiskDecision(
                    RiskDecision.Verdict.REJECTED,
                    request.quantity(),
                    BigDecimal.ZERO,
                    List.of(failed(why)),
                    List.of(Refusal.of(DenialCode.TRADING_HALTED, why)),
                    List.of(),
                    WORST,
                    configHash,
                    timeNs,
                    0);
        });
    }

    /** What the check of the gate would say, so that whoever counts outcomes of controls counts this one. */
    private static CheckResult failed(String why) {
        return new CheckResult(
                CHECK,
                DenialCode.TRADING_HALTED,
                CheckOutcome.FAILED,
                "quantity",
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                why);
    }

    private static boolean covers(KillSwitch coming, RiskRequest request) {
        return switch (request) {
            case RiskRequest.Parent parent -> covers(coming, parent.intent());
            case RiskRequest.Exit exit -> covers(coming, exit.intent()) || covers(coming, exit.venue());
            case RiskRequest.Amend amend -> covers(coming, amend.parent().intent()) || covers(coming, amend.venue());
            case RiskRequest.Child child ->
                covers(coming, child.parent().intent())
                        || covers(coming, child.child().venue());
        };
    }

    private static boolean covers(KillSwitch coming, String venue) {
        return coming.scope() == KillSwitch.Scope.VENUE && coming.target().equals(venue);
    }

    /** Whether an order is of a switch's scope; one that may go to any venue is of no venue's. */
    static boolean covers(KillSwitch thrown, OrderIntent intent) {
        return switch (thrown.scope()) {
            case SYSTEM -> true;
            case ACCOUNT -> intent.account().equals(thrown.target());
            case VENUE -> intent.venue().equals(thrown.target());
            case SYMBOL -> intent.symbol().name().equals(thrown.target());
            case STRATEGY -> intent.strategy().equals(thrown.target());
        };
    }
}
