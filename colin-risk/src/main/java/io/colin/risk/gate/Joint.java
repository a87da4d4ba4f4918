package io.colin.risk.gate;

import io.colin.api.order.ChildOrder;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskGate;
import io.colin.api.risk.RiskRequest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** One order before several gates: the size asked for now and what was answered. */
final class Joint {
    private final RiskRequest asked;
    private final BigDecimal askedQuantity;
    private final List<Refusal> reductions = new ArrayList<>();
    private final List<RiskDecision> answers = new ArrayList<>();
    private BigDecimal quantity;

    Joint(RiskRequest asked) {
        this.asked = asked;
        this.askedQuantity = asked.quantity();
        this.quantity = askedQuantity;
    }

    void start() {
        answers.clear();
    }

    /** The order in the size asked for now. */
    RiskRequest request() {
        if (quantity.compareTo(askedQuantity) == 0) {
            return asked;
        }
        return switch (asked) {
            case RiskRequest.Parent p ->
                new RiskRequest.Parent(p.orderId(), p.intent().withQuantity(quantity), p.principal(), p.signal());
            case RiskRequest.Exit e ->
                new RiskRequest.Exit(
                        e.orderId(), e.intent().withQuantity(quantity), e.principal(), e.grows(), e.venue());
            case RiskRequest.Amend a -> new RiskRequest.Amend(a.parent(), quantity, a.type(), a.principal(), a.venue());
            case RiskRequest.Child c ->
                new RiskRequest.Child(c.child().with(sized(c.child().progress())), c.parent());
        };
    }

    /** Notes an answer; true when it allows less than was asked for now, so that all must be asked for that. */
    boolean add(RiskDecision answer) {
        answers.add(answer);
        if (answer.verdict() != Verdict.REDUCED) {
            return false;
        }
        quantity = answer.allowedQuantity();
        reductions.addAll(answer.reasons());
        return true;
    }

    /** Undoes what a gate reserved. */
    void takeBack(RiskGate gate, RiskContext context) {
        switch (asked) {
            case RiskRequest.Parent p -> gate.onParent(denied(p.orderId(), p.intent(), p.principal(), context));
            case RiskRequest.Exit e -> {
                // What an exit that grows reserved, it reserved when it was let go.
                if (!e.grows()) {
                    gate.onParent(denied(e.orderId(), e.intent(), e.principal(), context));
                }
            }
            case RiskRequest.Child c -> gate.onChild(denied(c.child()));
            case RiskRequest.Amend a ->
                gate.check(
                        new RiskRequest.Amend(
                                a.parent(),
                                a.parent().progress().quantity(),
                                a.parent().intent().type(),
                                a.principal(),
                                a.venue()),
                        context);
        }
    }

    private static ParentOrder denied(String id, OrderIntent intent, String principal, RiskContext context) {
        long timeNs = context.market().timeNs();
        OrderProgress denied = closed(OrderProgress.initial(intent.quantity(), timeNs));
        return new ParentOrder(id, intent, principal, timeNs, BigDecimal.ZERO, denied);
    }

    private static ChildOrder denied(ChildOrder child) {
        return child.with(closed(child.progress()));
    }

    private static OrderProgress closed(OrderProgress progress) {
        return new OrderProgress(
                OrderStatus.DENIED,
                progress.status(),
                progress.outcome(),
                progress.quantity(),
                progress.filledQuantity(),
                progress.filledCost(),
                progress.fees(),
                progress.refusals(),
                progress.updatedTimeNs(),
                progress.version() + 1);
    }

    private OrderProgress sized(OrderProgress progress) {
        return new OrderProgress(
                progress.status(),
                progress.previousStatus(),
                progress.outcome(),
                quantity,
                progress.filledQuantity(),
                progress.filledCost(),
                progress.fees(),
                progress.refusals(),
                progress.updatedTimeNs(),
                progress.version());
    }

    RiskDecision decision() {
        RiskDecision last = answers.getLast();
        if (!last.passes()) {
            List<Refusal> reasons = new ArrayList<>(last.reasons());
            reasons.addAll(reductions);
            return joined(Verdict.REJECTED, BigDecimal.ZERO, reasons);
        }
        return quantity.compareTo(askedQuantity) == 0
                ? joined(Verdict.APPROVED, askedQuantity, List.of())
                : joined(Verdict.REDUCED, quantity, reductions);
    }

    RiskDecision refusal(String why) {
        return joined(
                Verdict.REJECTED, BigDecimal.ZERO, List.of(Refusal.of(DenialCode.GATE_ERROR, "check=chain " + why)));
    }

    private RiskDecision joined(Verdict verdict, BigDecimal allowed, List<Refusal> reasons) {
        List<CheckResult> checks = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        double score = 0;
        long timeNs = Long.MIN_VALUE;
        StringBuilder hashes = new StringBuilder();
        for (RiskDecision answer : answers) {
            checks.addAll(answer.checks());
            warnings.addAll(answer.warnings());
            score = Math.max(score, answer.riskScore());
            timeNs = Math.max(timeNs, answer.timeNs());
            hashes.append(answer.configHash()).append('\n');
        }
        return new RiskDecision(
                verdict,
                askedQuantity,
                allowed,
                checks,
                reasons,
                warnings,
                score,
                answers.size() == 1 ? answers.getFirst().configHash() : hash(hashes.toString()),
                timeNs,
                0);
    }

    private static String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
