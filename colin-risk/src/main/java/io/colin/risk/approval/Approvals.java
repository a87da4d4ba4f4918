package io.colin.risk.approval;

import io.colin.api.internal.Principals;
import io.colin.api.internal.Require;
import io.colin.api.risk.ApprovalStage;
import io.colin.risk.approval.Approval.Status;
import io.colin.risk.approval.ApprovalAnswer.Done;
import io.colin.risk.approval.ApprovalAnswer.Refused;
import io.colin.risk.approval.ApprovalAnswer.Why;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The desk for what needs two people. Somebody asks, somebody else agrees or denies, and what was agreed to happens once, to
 * the letter, by who asked, before it expires. Whoever calls has found the principals to be who they say and allowed to.
 *
 * <p>Two spellings of a name that differ only in case, in width of characters or in spaces around them are one person. Time
 * is event time and an argument; time that goes back counts as standing still. The ids are numbered, so the same calls give
 * the same ids. Open approvals are never forgotten; of ended ones the newest 100 are kept, and using one that is forgotten is
 * refused as unknown.
 *
 * <p>Single-threaded. An answer that refuses changed nothing.
 */
public final class Approvals {
    /** The principal of what time does. */
    public static final String CLOCK = "clock";

    private static final int REMEMBERED = 100;
    private static final String ID_PREFIX = "approval-";

    private final TreeMap<Long, Approval> byNumber = new TreeMap<>();
    private final Set<String> machines;
    private final long maxLifetimeNs;
    private final int maxOpen;
    private ApprovalListener listener;
    private long next = 1;
    private long nowNs = Long.MIN_VALUE;

    private Approvals(Builder builder) {
        machines = builder.machines;
        maxLifetimeNs = builder.maxLifetime.toNanos();
        maxOpen = builder.maxOpen;
        listener = builder.listener;
    }

    /**
     * Starts a desk.
     *
     * @return a builder with the defaults
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Tells somebody of every step from now on, after those who hear of it already.
     *
     * @param another called by the desk's thread, within the call that takes the step
     */
    public void tell(ApprovalListener another) {
        ApprovalListener before = listener;
        listener = step -> {
            before.onStep(step);
            another.onStep(step);
        };
    }

    /**
     * What waits for somebody to agree, or was agreed to and not used yet.
     *
     * @return oldest first; what expired since the last call with a time is still in it
     */
    public List<Approval> open() {
        return byNumber.values().stream().filter(a -> a.status().isOpen()).toList();
    }

    /**
     * Asks for a second person. Asking again for what is open already changes nothing and answers the open one.
     *
     * @param request what and by whom
     * @param timeNs event time, ns since epoch
     * @return the pending approval, or why there is none
     * @throws IllegalArgumentException if it would expire at once or live longer than the desk allows
     */
    public ApprovalAnswer ask(ApprovalRequest request, long timeNs) {
        expire(timeNs);
        long lifetime = request.expiresNs() - nowNs;
        Require.that(
                lifetime > 0 && lifetime <= maxLifetimeNs,
                "expiresNs",
                "must be after now, " + nowNs + ", and at most " + maxLifetimeNs + " ns later",
                request.expiresNs());
        Optional<Approval> same = byNumber.values().stream()
                .filter(a -> a.status().isOpen() && isSame(a, request))
                .findFirst();
        if (same.isPresent()) {
            return new Done(same.get());
        }
        if (openCount() >= maxOpen) {
            return new Refused(Why.TOO_MANY_OPEN, maxOpen + " approvals are open");
        }
        Approval asked = new Approval(
                ID_PREFIX + next,
                request.kind(),
                request.subject(),
                request.fingerprint(),
                request.requester().strip(),
                request.reason(),
                nowNs,
                request.expiresNs(),
                Status.PENDING,
                "",
                "");
        byNumber.put(next++, asked);
        return step(asked, ApprovalStage.ASKED, asked.requester(), asked.reason());
    }

    /**
     * Agrees.
     *
     * @param id of the approval
     * @param principal who, a person and not the one who asked
     * @param note why, for a person; may be empty
     * @param timeNs event time, ns since epoch
     * @return the approval that may now be used, or why it may not
     * @throws IllegalArgumentException if the principal is blank
     */
    public ApprovalAnswer approve(String id, String principal, String note, long timeNs) {
        return decide(id, new Decision(Status.APPROVED, ApprovalStage.APPROVED, principal, note), timeNs);
    }

    /**
     * Refuses what was asked; also takes back what somebody agreed to and nobody used.
     *
     * @param id of the approval
     * @param principal who, a person and not the one who asked
     * @param note why, for a person; may be empty
     * @param timeNs event time, ns since epoch
     * @return the denied approval, or why it could not be denied
     * @throws IllegalArgumentException if the principal is blank
     */
    public ApprovalAnswer deny(String id, String principal, String note, long timeNs) {
        return decide(id, new Decision(Status.DENIED, ApprovalStage.DENIED, principal, note), timeNs);
    }

    /**
     * Whether {@link #use} would let it happen now. Changes nothing.
     *
     * @param use what is about to happen
     * @param timeNs event time, ns since epoch
     * @return the approval, or why not
     */
    public ApprovalAnswer check(ApprovalUse use, long timeNs) {
        @Nullable Approval found = find(use.id());
        if (found == null) {
            return unknown(use.id());
        }
        if (found.status() != Status.APPROVED) {
            return ended(found, Why.NOT_APPROVED, timeNs);
        }
        if (Math.max(nowNs, timeNs) >= found.expiresNs()) {
            return expired(found);
        }
        if (found.kind() != use.kind()) {
            return new Refused(Why.WRONG_KIND, found.id() + " is for " + found.kind() + ", not " + use.kind());
        }
        if (!found.fingerprint().equals(use.fingerprint())) {
            return new Refused(
                    Why.WRONG_FINGERPRINT,
                    found.id() + " is for " + found.fingerprint().hash() + ", not "
                            + use.fingerprint().hash());
        }
        return isSamePerson(found.requester(), use.principal())
                ? new Done(found)
                : new Refused(
                        Why.NOT_THE_REQUESTER,
                        found.id() + " was asked for by " + found.requester() + ", not " + use.principal());
    }

    /**
     * Uses up what was agreed to. The caller then does it.
     *
     * @param use what is about to happen
     * @param timeNs event time, ns since epoch
     * @return the used approval, or why it must not happen
     */
    public ApprovalAnswer use(ApprovalUse use, long timeNs) {
        expire(timeNs);
        ApprovalAnswer answer = check(use, timeNs);
        if (!(answer instanceof Done done)) {
            return answer;
        }
        Approval used = done.approval().with(Status.USED);
        replace(used);
        return step(used, ApprovalStage.USED, use.principal(), "");
    }

    /**
     * Ends what ran out of time. Every other call but {@link #check} does it too; call it on a timer, so that the record says
     * so in time.
     *
     * @param timeNs event time, ns since epoch
     */
    public void expire(long timeNs) {
        nowNs = Math.max(nowNs, timeNs);
        List<Approval> over = byNumber.values().stream()
                .filter(a -> a.status().isOpen() && nowNs >= a.expiresNs())
                .toList();
        for (Approval approval : over) {
            Approval ended = approval.with(Status.EXPIRED);
            replace(ended);
            step(
                    ended,
                    ApprovalStage.EXPIRED,
                    CLOCK,
                    approval.status() == Status.PENDING ? "nobody agreed" : "nobody used it");
        }
    }

    /**
     * What waits for somebody to agree.
     *
     * @return oldest first; what expired since the last call with a time is still in it
     */
    public List<Approval> pending() {
        return byNumber.values().stream()
                .filter(a -> a.status() == Status.PENDING)
                .toList();
    }

    /**
     * What was agreed to and is not used yet.
     *
     * @param kind of what
     * @param fingerprint exactly what
     * @return the oldest; empty when nobody agreed to exactly that. {@link #check} says whether it is still good
     */
    public Optional<Approval> approvedFor(ApprovalKind kind, Fingerprint fingerprint) {
        return byNumber.values().stream()
                .filter(a -> a.status() == Status.APPROVED && a.kind() == kind)
                .filter(a -> a.fingerprint().equals(fingerprint))
                .findFirst();
    }

    /**
     * One approval.
     *
     * @param id its id
     * @return empty when there is none, or it ended too long ago
     */
    public Optional<Approval> approval(String id) {
        return Optional.ofNullable(find(id));
    }

    /**
     * Writes what must survive a restart.
     *
     * @param state receives texts whose names start with {@code approval.}
     */
    public void save(Map<String, String> state) {
        SavedApprovals.save(state, next, byNumber);
    }

    /**
     * Takes back what {@link #save} wrote. What was agreed to or used before is so after; the listener hears nothing.
     *
     * @param state as written
     * @throws IllegalArgumentException if a text is missing or unreadable; nothing changes then
     */
    public void restore(Map<String, String> state) {
        SavedApprovals saved = SavedApprovals.read(state, ID_PREFIX);
        byNumber.clear();
        byNumber.putAll(saved.byNumber());
        next = saved.next();
    }

    private record Decision(Status status, ApprovalStage step, String principal, String note) {}

    private ApprovalAnswer decide(String id, Decision decision, long timeNs) {
        String principal = Require.text("principal", decision.principal()).strip();
        expire(timeNs);
        @Nullable Approval found = find(id);
        if (found == null) {
            return unknown(id);
        }
        boolean revokes = decision.status() == Status.DENIED && found.status() == Status.APPROVED;
        if (found.status() != Status.PENDING && !revokes) {
            return ended(found, Why.ALREADY_APPROVED, timeNs);
        }
        if (isSamePerson(principal, found.requester())) {
            return new Refused(
                    Why.SELF_APPROVAL, found.id() + " was asked for by " + found.requester() + " themselves");
        }
        if (isMachine(principal)) {
            return new Refused(Why.NOT_A_PERSON, principal + " is part of the system and cannot decide " + found.id());
        }
        Approval decided = found.decided(decision.status(), principal, decision.note());
        replace(decided);
        return step(decided, decision.step(), principal, decision.note());
    }

    private Refused ended(Approval found, Why whileOpen, long timeNs) {
        if (found.status().isOpen() && Math.max(nowNs, timeNs) >= found.expiresNs()) {
            return expired(found);
        }
        Why why = switch (found.status()) {
            case PENDING, APPROVED -> whileOpen;
            case DENIED -> Why.DENIED;
            case USED -> Why.USED;
            case EXPIRED -> Why.EXPIRED;
        };
        return new Refused(why, found.id() + " is " + found.status());
    }

    private static Refused expired(Approval found) {
        return new Refused(Why.EXPIRED, found.id() + " expired at " + found.expiresNs());
    }

    private static Refused unknown(String id) {
        return new Refused(Why.UNKNOWN, "no approval " + id + " is known");
    }

    private Done step(Approval approval, ApprovalStage step, String principal, String note) {
        if (!approval.status().isOpen()) {
            forgetOldest();
        }
        listener.onStep(new ApprovalStep(approval.id(), approval.subject(), step, principal, note, nowNs));
        return new Done(approval);
    }

    private void forgetOldest() {
        long ended = byNumber.size() - openCount();
        if (ended > REMEMBERED) {
            byNumber.entrySet().stream()
                    .filter(e -> !e.getValue().status().isOpen())
                    .findFirst()
                    .map(Map.Entry::getKey)
                    .ifPresent(byNumber::remove);
        }
    }

    private long openCount() {
        return byNumber.values().stream().filter(a -> a.status().isOpen()).count();
    }

    private @Nullable Approval find(String id) {
        for (Approval approval : byNumber.descendingMap().values()) {
            if (approval.id().equals(id)) {
                return approval;
            }
        }
        return null;
    }

    private void replace(Approval approval) {
        byNumber.put(Long.parseLong(approval.id().substring(ID_PREFIX.length())), approval);
    }

    private static boolean isSame(Approval approval, ApprovalRequest request) {
        return approval.kind() == request.kind()
                && approval.fingerprint().equals(request.fingerprint())
                && isSamePerson(approval.requester(), request.requester());
    }

    /**
     * Whether two names are one person's.
     *
     * @param one a principal
     * @param other a principal
     * @return true when they differ at most in case, width of characters and spaces around them
     */
    public static boolean isSamePerson(String one, String other) {
        return Principals.isSamePerson(one, other);
    }

    /**
     * Whether a name is one of a part of the system, which agrees to nothing.
     *
     * @param principal a name
     * @return true when it is no person's
     */
    public boolean isMachine(String principal) {
        return machines.contains(Principals.folded(principal));
    }

    /** Builds a desk; every setter checks its own argument. */
    public static final class Builder {
        private Set<String> machines = Set.of("engine", CLOCK);
        private Duration maxLifetime = Duration.ofHours(24);
        private int maxOpen = 1_000;
        private ApprovalListener listener = step -> {};

        private Builder() {}

        /**
         * Sets principals that are no persons and never decide.
         *
         * @param value their names; default {@code engine} and {@code clock}
         * @return this
         */
        public Builder machines(Collection<String> value) {
            machines = value.stream().map(Principals::folded).collect(Collectors.toUnmodifiableSet());
            return this;
        }

        /**
         * Sets how long an approval may live at most.
         *
         * @param value above 0; default 24 h, so that nothing agreed to waits for another day
         * @return this
         */
        public Builder maxLifetime(Duration value) {
            maxLifetime = Require.positive("maxLifetime", value);
            return this;
        }

        /**
         * Sets how many may be open at once.
         *
         * @param value 1 or more; default 1 000
         * @return this
         */
        public Builder maxOpen(int value) {
            maxOpen = (int) Require.positive("maxOpen", value);
            return this;
        }

        /**
         * Sets who records the steps.
         *
         * @param value called by the desk's thread, within the call that takes the step
         * @return this
         */
        public Builder listener(ApprovalListener value) {
            listener = value;
            return this;
        }

        /**
         * Builds the desk.
         *
         * @return a desk at which nothing was asked
         */
        public Approvals build() {
            return new Approvals(this);
        }
    }
}
