package io.colin.ml.lifecycle;

import io.colin.api.internal.Require;
import io.colin.api.signal.ModelStage;
import io.colin.ml.lifecycle.ModelRegistry.Move;
import io.colin.ml.lifecycle.StageChange.Cause;
import io.colin.ml.registry.ModelFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Decides the stages of models. A promotion is one step along CANDIDATE → VALIDATED → SHADOW → CHALLENGER (10, 25, 50 % of
 * the capital) → CHAMPION and passes only with every criterion of its gate; there is no way around one. Every decision is
 * recorded with who, when and why; what is refused changes nothing. Times are event times. Safe for any thread.
 */
public final class ModelLifecycle {
    private static final List<Double> SHARES = List.of(0.10, 0.25, 0.50);
    private static final long MONTH_NS = Duration.ofDays(30).toNanos();
    private static final double ROLLBACK_SHARE = 0.80;
    private static final int ROLLBACK_RESOLVED = 50;

    private final ModelRegistry registry;
    private final StageGates gates;
    private final Evidence evidence;

    private ModelLifecycle(ModelRegistry registry, Evidence evidence, long seed) {
        this.registry = registry;
        this.evidence = evidence;
        this.gates = new StageGates(registry, evidence, new ReplacementGate(seed));
    }

    /**
     * The lifecycle of a registry's models.
     *
     * @param registry of the models
     * @param evidence from live data
     * @param seed of the bootstrap
     * @return the lifecycle
     */
    public static ModelLifecycle of(ModelRegistry registry, Evidence evidence, long seed) {
        return new ModelLifecycle(registry, evidence, seed);
    }

    /**
     * The models behind it.
     *
     * @return the registry
     */
    public ModelRegistry registry() {
        return registry;
    }

    /**
     * What stands between a model and its next step.
     *
     * @param model its id
     * @param timeNs event time, ns since epoch
     * @return every criterion of the next gate, passed or not
     * @throws io.colin.api.ColinException MODEL_FAILED if there is no such model or its file is damaged
     */
    public List<Criterion> gate(String model, long timeNs) {
        return plan(registry.standing(model), timeNs).criteria();
    }

    /**
     * Takes a model one step further if its gate lets it.
     *
     * @param model its id
     * @param by who, when and why
     * @return done, or refused with every criterion that failed
     * @throws io.colin.api.ColinException MODEL_FAILED if there is no such model, its file is damaged, or the record
     *     cannot be written
     */
    public Promotion promote(String model, Decision by) {
        return promote(model, by, Carrier.WRITE);
    }

    /**
     * Takes a model one step further if its gate lets it, and has somebody put it to work around the writing of the
     * record, so that what is recorded and what is at work cannot differ.
     *
     * @param model its id
     * @param by who, when and why
     * @param carrier asked once where the gate lets it; what it throws before it has written leaves everything as it was
     * @return done, or refused with every criterion that failed
     * @throws io.colin.api.ColinException MODEL_FAILED if there is no such model, its file is damaged, or the record
     *     cannot be written
     */
    public synchronized Promotion promote(String model, Decision by, Carrier carrier) {
        Standing standing = registry.standing(model);
        Plan plan = plan(standing, by.timeNs());
        List<Criterion> failed =
                plan.criteria().stream().filter(c -> !c.passed()).toList();
        if (!failed.isEmpty()) {
            return new Promotion.Refused(failed);
        }
        List<Move> moves = new ArrayList<>();
        if (plan.after() == ModelStage.CHAMPION) {
            registry.champion(standing.line())
                    .ifPresent(old ->
                            moves.add(new Move(old.model(), ModelStage.RETIRED, 0, plan.cause(), by, List.of())));
        }
        moves.add(new Move(model, plan.after(), plan.share(), plan.cause(), by, plan.criteria()));
        return carried(moves, standing.line(), carrier);
    }

    /**
     * When the next gate of a model can hold at the earliest, by the time that it asks for in the shadow and at each share of
     * the capital. To ask before is in vain; the other criteria count as well.
     *
     * @param standing of the model
     * @return event time, ns since epoch
     */
    public static long earliestNs(Standing standing) {
        return StageGates.earliestNs(standing);
    }

    /** Carries out what was decided. */
    @FunctionalInterface
    public interface Carrier {
        /** Nobody is at work: the record is all there is. */
        Carrier WRITE = (planned, write) -> write.run();

        /**
         * Puts the models to work as planned and has it written.
         *
         * @param planned what is about to be recorded
         * @param write writes it, to be run once, on any thread; throws where it cannot be written
         */
        void carryOut(Planned planned, Runnable write);
    }

    /**
     * What is about to be recorded.
     *
     * @param changes at least one; the one asked for is the last
     * @param roles who does what in the line then
     */
    public record Planned(List<StageChange> changes, Roles roles) {
        /** Copies. */
        public Planned {
            changes = List.copyOf(changes);
        }
    }

    private Promotion carried(List<Move> moves, String line, Carrier carrier) {
        ModelRegistry.Preview preview = registry.preview(moves);
        AtomicReference<List<StageChange>> written = new AtomicReference<>(List.of());
        carrier.carryOut(
                new Planned(preview.changes(), Roles.of(preview.standings(), line)),
                () -> written.set(registry.record(moves)));
        Require.that(!written.get().isEmpty(), "carrier", "must have written what it carried out", moves.size());
        return new Promotion.Done(written.get());
    }

    /**
     * Turns a model down for good.
     *
     * @param model its id
     * @param by who, when and why
     * @return done, or refused where it is champion, retired or rejected already
     * @throws io.colin.api.ColinException MODEL_FAILED if there is no such model or the record cannot be written
     */
    public synchronized Promotion reject(String model, Decision by) {
        Standing standing = registry.standing(model);
        if (!StageTable.allows(standing.stage(), ModelStage.REJECTED, Cause.REJECTION)) {
            return refused("stage", standing.stage().name(), "before CHAMPION");
        }
        return new Promotion.Done(
                registry.record(List.of(new Move(model, ModelStage.REJECTED, 0, Cause.REJECTION, by, List.of()))));
    }

    /**
     * Brings the champion before this one back.
     *
     * @param model id of the champion that is to go
     * @param by who, when and why
     * @return done, or refused where it is not champion, or none was before it, or that one is damaged or past its expiry
     * @throws io.colin.api.ColinException MODEL_FAILED if there is no such model or the record cannot be written
     */
    public Promotion rollback(String model, Decision by) {
        return rollback(model, by, Carrier.WRITE);
    }

    /**
     * Brings the champion before this one back, and has somebody put it to work around the writing of the record.
     *
     * @param model id of the champion that is to go
     * @param by who, when and why
     * @param carrier as for a promotion
     * @return done, or refused where it is not champion, or none was before it, or that one is damaged or past its expiry
     * @throws io.colin.api.ColinException MODEL_FAILED if there is no such model or the record cannot be written
     */
    public synchronized Promotion rollback(String model, Decision by, Carrier carrier) {
        Standing standing = registry.standing(model);
        if (standing.stage() != ModelStage.CHAMPION) {
            return refused("stage", standing.stage().name(), "CHAMPION");
        }
        Optional<Standing> previous = registry.previousChampion(standing.line());
        if (previous.isEmpty()) {
            return refused("previous_champion", "none", "a champion before this one");
        }
        String back = previous.orElseThrow().model();
        List<Criterion> failed = gates.usable(registry.files().load(back).card(), by.timeNs()).stream()
                .filter(c -> !c.passed())
                .toList();
        if (!failed.isEmpty()) {
            return new Promotion.Refused(failed);
        }
        List<Move> moves = List.of(
                new Move(model, ModelStage.RETIRED, 0, Cause.ROLLBACK, by, List.of()),
                new Move(back, ModelStage.CHAMPION, 1, Cause.ROLLBACK, by, List.of()));
        return carried(moves, standing.line(), carrier);
    }

    /**
     * Whether a champion must go because its score fell 20 % below its reference: the hit rate of its signals, live over
     * the last 30 days and since it is champion against out of sample, from 50 answered signals on.
     *
     * @param line as {@link ModelRegistry#lineOf} gives it
     * @param timeNs event time, ns since epoch
     * @return a sentence with the numbers where it must go and there is one to come back; else empty
     */
    public Optional<String> mustRollBack(String line, long timeNs) {
        Optional<Standing> champion = registry.champion(line);
        if (champion.isEmpty() || registry.previousChampion(line).isEmpty()) {
            return Optional.empty();
        }
        Standing standing = champion.orElseThrow();
        Double reference = registry.files().load(standing.model()).metrics().get("hit_rate");
        long since = Math.max(standing.stageSinceNs(), timeNs - MONTH_NS);
        Optional<TrackRecord> lived = evidence.record(standing.model()).map(record -> record.since(since));
        if (reference == null || lived.isEmpty() || lived.orElseThrow().resolved() < ROLLBACK_RESOLVED) {
            return Optional.empty();
        }
        double score = lived.orElseThrow().hitRate().orElseThrow();
        return score < ROLLBACK_SHARE * reference
                ? Optional.of("hit rate " + score + " of " + lived.orElseThrow().resolved()
                        + " answered signals is more than 20 % below the reference " + reference)
                : Optional.empty();
    }

    /** The step a model would take next, and what it takes. */
    private record Plan(ModelStage after, double share, Cause cause, List<Criterion> criteria) {}

    private Plan plan(Standing standing, long timeNs) {
        if (ModelRegistry.isBook(standing)) {
            Criterion profile = Criterion.holds(
                    "profile", false, "BOOK", "BAR: a model of a book times orders and opens no position");
            return new Plan(standing.stage(), 0, Cause.PROMOTION, List.of(profile));
        }
        ModelFile file = registry.files().load(standing.model());
        return switch (standing.stage()) {
            case CANDIDATE -> new Plan(ModelStage.VALIDATED, 0, Cause.PROMOTION, gates.validation(file, timeNs));
            case VALIDATED -> new Plan(ModelStage.SHADOW, 0, Cause.PROMOTION, gates.usable(file.card(), timeNs));
            case SHADOW -> fromShadow(standing, file, timeNs);
            case CHALLENGER -> fromChallenger(standing, file, timeNs);
            case CHAMPION, RETIRED, REJECTED -> new Plan(standing.stage(), 0, Cause.PROMOTION, dead(standing.stage()));
        };
    }

    private Plan fromShadow(Standing standing, ModelFile file, long timeNs) {
        if (gates.isRefresh(standing, file.card(), timeNs)) {
            return new Plan(ModelStage.CHAMPION, 1, Cause.REFRESH, gates.refresh(standing, file, timeNs));
        }
        return new Plan(
                ModelStage.CHALLENGER, SHARES.getFirst(), Cause.PROMOTION, gates.challenge(standing, file, timeNs));
    }

    private Plan fromChallenger(Standing standing, ModelFile file, long timeNs) {
        List<Criterion> criteria = gates.step(standing, file, timeNs);
        int at = SHARES.indexOf(standing.capitalShare());
        return at + 1 < SHARES.size()
                ? new Plan(ModelStage.CHALLENGER, SHARES.get(at + 1), Cause.PROMOTION, criteria)
                : new Plan(ModelStage.CHAMPION, 1, Cause.PROMOTION, criteria);
    }

    private static List<Criterion> dead(ModelStage stage) {
        return Collections.singletonList(Criterion.holds("stage", false, stage.name(), "before CHAMPION"));
    }

    private static Promotion refused(String name, String value, String limit) {
        return new Promotion.Refused(List.of(Criterion.holds(name, false, value, limit)));
    }
}
