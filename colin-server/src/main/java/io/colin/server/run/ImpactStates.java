package io.colin.server.run;

import io.colin.api.ColinException;
import io.colin.api.event.ExecutionAnalysed;
import io.colin.api.execution.Realm;
import io.colin.api.ledger.EventStore;
import io.colin.execution.engine.ExecutionCostView;
import io.colin.execution.impact.ImpactModel;
import io.colin.execution.impact.ImpactSample;
import io.colin.execution.impact.ImpactSettings;
import io.colin.execution.store.LedgerCodec;
import io.colin.execution.store.sqlite.SqliteEventStore;
import io.colin.server.config.Config;
import io.colin.server.config.ConfigException;
import io.colin.server.config.ConfigViolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What impact models have learnt, from one run to the next: in {@code impact} below the data directory, paper and live apart,
 * each with the last event time that taught it. What a run begins with is copied to its own folder before it begins, so that one
 * that is taken up begins with the same, whatever other runs have learnt since and whatever is configured by then. A run whose
 * data begin before that time is refused: what is decided would rest on what came later.
 *
 * <p>While a run that learns on has not kept what it learnt, its folder says so ({@code impact-to-keep}), whatever is
 * configured when it is taken up. One that was killed between its end and the files is learnt from its ledger by the next start of
 * a run that learns on.
 */
final class ImpactStates {
    private static final String NAME = "execution.impact.state.";
    private static final String KEEP = "execution.impact.keep";
    private static final String TO_KEEP = "impact-to-keep";

    private final Path folder;
    private final Path own;
    private final Map<Realm, KeptImpact> begun;
    private final boolean isKept;

    private ImpactStates(Path folder, Path own, Map<Realm, KeptImpact> begun, boolean isKept) {
        this.folder = folder;
        this.own = own;
        this.begun = Collections.unmodifiableMap(new TreeMap<>(begun));
        this.isKept = isKept;
    }

    /**
     * What a run begins with. A run that leaves nothing behind begins with nothing.
     *
     * @param dataDir where all runs are kept
     * @param directory of the run, its engine not yet begun
     * @param config says whether runs learn on from one to the next
     * @param begin when the data of the run begin, event time; empty for live data, which begin now
     * @throws ConfigException if the data of a new run begin before what was learnt came
     * @throws ColinException with STORE_DAMAGED if what was kept is damaged, STORE_FAILED if a file cannot be read or written
     */
    static ImpactStates of(Path dataDir, RunDirectory directory, Config config, Supplier<OptionalLong> begin) {
        boolean isInMemory = config.text("ledger.store").equals("memory");
        // Whether a run learns on is settled when it begins, like what it begins with.
        boolean isKept = (directory.resumed() && !isInMemory)
                ? Files.exists(directory.path().resolve(TO_KEEP))
                : config.flag(KEEP);
        ImpactStates states = new ImpactStates(dataDir.resolve("impact"), directory.path(), Map.of(), isKept);
        if (isInMemory) {
            return states;
        }
        if (directory.resumed()) {
            return states.with(read(directory.path(), "impact-", true));
        }
        if (isKept) {
            before(directory).forEach(run -> takeUp(run, states.folder));
        }
        Map<Realm, KeptImpact> begun = isKept ? read(states.folder, "", false) : Map.of();
        refuseWhatIsEarlier(states.folder, begun, begin);
        for (Realm realm : Realm.values()) {
            copy(directory.path().resolve("impact-" + name(realm)), Optional.ofNullable(begun.get(realm)));
        }
        states.mark(isKept);
        return states.with(begun);
    }

    private ImpactStates with(Map<Realm, KeptImpact> state) {
        return new ImpactStates(folder, own, state, isKept);
    }

    private static void refuseWhatIsEarlier(Path folder, Map<Realm, KeptImpact> begun, Supplier<OptionalLong> begin) {
        if (begun.isEmpty()) {
            return;
        }
        OptionalLong from = begin.get();
        List<ConfigViolation> early = begun.entrySet().stream()
                .filter(each -> each.getValue().parents(each.getKey()) > 0) // Nothing learnt tells of no time.
                .filter(each ->
                        from.isPresent() && from.getAsLong() < each.getValue().throughNs())
                .map(each -> new ConfigViolation(
                        KEEP,
                        "must be false where the data begin, at " + KeptImpact.instant(from.orElseThrow())
                                + ", before the last event that " + folder.resolve(name(each.getKey()))
                                + " was learnt from, at " + each.getValue().through(),
                        "true"))
                .toList();
        if (!early.isEmpty()) {
            throw new ConfigException(early);
        }
    }

    /** By realm, as the models gave it. */
    Map<Realm, String> begun() {
        Map<Realm, String> states = new EnumMap<>(Realm.class);
        begun.forEach((realm, kept) -> states.put(realm, kept.state()));
        return states;
    }

    /** What the run began with, by name, for the report. */
    Map<String, String> notes() {
        Map<String, String> notes = new LinkedHashMap<>();
        for (Realm realm : Realm.values()) {
            KeptImpact kept = begun.get(realm);
            notes.put(
                    NAME + realm.name().toLowerCase(Locale.ROOT),
                    kept == null
                            ? "nothing learnt before"
                            : "learnt before from " + kept.parents(realm) + " parents, up to " + kept.through());
        }
        return notes;
    }

    /**
     * Keeps what the models know at the end of a run, for the next; nothing where runs do not learn on.
     *
     * @param costs of the engine
     * @param throughNs the last event time of the run, ns since epoch
     * @throws ColinException with STORE_FAILED if it cannot be written
     */
    void keep(ExecutionCostView costs, long throughNs) {
        Map<Realm, String> states = new EnumMap<>(Realm.class);
        for (Realm realm : Realm.values()) {
            costs.impactState(realm).ifPresent(state -> states.put(realm, state));
        }
        if (isKept) {
            keep(states, throughNs);
        }
        mark(false);
    }

    /** A realm that nothing was learnt of stays as it was: its file tells of no later time. */
    private void keep(Map<Realm, String> states, long throughNs) {
        states.forEach((realm, state) -> {
            KeptImpact before = begun.get(realm);
            if (state.equals(before == null ? fresh(realm).state() : before.state())) {
                return;
            }
            new KeptImpact(before == null ? throughNs : Math.max(throughNs, before.throughNs()), state)
                    .write(folder.resolve(name(realm)));
        });
    }

    /** Keeps what a run has learnt that was killed after its end and before it did: its ledger has all that taught it. */
    private static void takeUp(Path run, Path folder) {
        if (!Files.exists(run.resolve(TO_KEEP))) {
            return;
        }
        ImpactStates its = new ImpactStates(folder, run, read(run, "impact-", false), true);
        Map<Realm, ImpactModel> models = new EnumMap<>(Realm.class);
        for (Realm realm : Realm.values()) {
            KeptImpact kept = its.begun.get(realm);
            models.put(realm, kept == null ? fresh(realm) : kept.model(realm));
        }
        long[] throughNs = {Long.MIN_VALUE};
        try (EventStore ledger = SqliteEventStore.in(run)) {
            ledger.read(1, entry -> {
                throughNs[0] = Math.max(throughNs[0], entry.entry().timeNs());
                if (entry.entry().type().equals(ExecutionAnalysed.class.getSimpleName())
                        && LedgerCodec.decode(entry) instanceof ExecutionAnalysed analysed) {
                    ImpactSample.of(analysed.analysis())
                            .ifPresent(sample -> Optional.ofNullable(models.get(sample.realm()))
                                    .ifPresent(model -> model.learn(sample)));
                }
            });
        }
        Map<Realm, String> states = new EnumMap<>(Realm.class);
        models.forEach((realm, model) -> states.put(realm, model.state()));
        its.keep(states, throughNs[0]);
        its.mark(false);
    }

    private static ImpactModel fresh(Realm realm) {
        return ImpactModel.of(realm, ImpactSettings.builder().build());
    }

    /** The folders of the runs before that have not kept what they learnt, oldest first. */
    private static List<Path> before(RunDirectory directory) {
        Path runs = directory.path().toAbsolutePath().getParent();
        if (runs == null) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(runs)) {
            return all.filter(run -> Files.exists(run.resolve(TO_KEEP)))
                    .filter(run -> !run.endsWith(directory.path().getFileName()))
                    .sorted(Comparator.comparingInt((Path run) -> run.toString().length())
                            .thenComparing(Path::toString)) // r10000 comes after r9999
                    .toList();
        } catch (IOException e) {
            throw new ColinException(ColinException.Reason.STORE_FAILED, runs + ": must be readable", e);
        }
    }

    private static Map<Realm, KeptImpact> read(Path place, String prefix, boolean alsoUntimed) {
        Map<Realm, KeptImpact> known = new EnumMap<>(Realm.class);
        for (Realm realm : Realm.values()) {
            KeptImpact.read(realm, place.resolve(prefix + name(realm)), alsoUntimed)
                    .ifPresent(kept -> known.put(realm, kept));
        }
        return known;
    }

    private static String name(Realm realm) {
        return realm.name().toLowerCase(Locale.ROOT) + ".txt";
    }

    private static void copy(Path file, Optional<KeptImpact> kept) {
        if (kept.isPresent()) {
            kept.orElseThrow().write(file);
            return;
        }
        delete(file);
    }

    /** Whether the folder of the run says that it has learnt what is not kept yet. */
    private void mark(boolean toKeep) {
        Path file = own.resolve(TO_KEEP);
        if (!toKeep) {
            delete(file);
            return;
        }
        try {
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new ColinException(ColinException.Reason.STORE_FAILED, file + ": must be writable", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new ColinException(ColinException.Reason.STORE_FAILED, file + ": must be removable", e);
        }
    }
}
