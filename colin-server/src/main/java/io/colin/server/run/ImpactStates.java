package io.colin.server.run;

import io.colin.api.ColinException;
import io.colin.api.execution.Realm;
import io.colin.execution.engine.ExecutionCostView;
import io.colin.execution.impact.ImpactModel;
import io.colin.execution.impact.ImpactSettings;
import io.colin.server.config.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What impact models have learnt, from one run to the next: in {@code impact} below the data directory, paper and live apart. What
 * a run begins with is copied to its own folder before it begins, so that one that is taken up begins with the same, whatever other
 * runs have learnt since and whatever is configured by then. It knows no event times: a run over earlier data is decided by what
 * later data taught.
 */
final class ImpactStates {
    private static final String NAME = "execution.impact.state.";

    private final Path folder;
    private final Map<Realm, String> begun;
    private final boolean isKept;

    private ImpactStates(Path folder, Map<Realm, String> begun, boolean isKept) {
        this.folder = folder;
        this.begun = Collections.unmodifiableMap(new EnumMap<>(begun));
        this.isKept = isKept;
    }

    /**
     * What a run begins with. A run that leaves nothing behind begins with nothing.
     *
     * @param dataDir where all runs are kept
     * @param directory of the run, its engine not yet begun
     * @param config says whether runs learn on from one to the next
     * @throws ColinException with STORE_DAMAGED if what was kept is damaged, STORE_FAILED if a file cannot be read or written
     */
    static ImpactStates of(Path dataDir, RunDirectory directory, Config config) {
        boolean isKept = config.flag("execution.impact.keep");
        Map<Realm, String> begun = new EnumMap<>(Realm.class);
        Path folder = dataDir.resolve("impact");
        if (!config.text("ledger.store").equals("memory")) {
            for (Realm realm : Realm.values()) {
                Path own = directory.path().resolve("impact-" + name(realm));
                Path from = directory.resumed() ? own : folder.resolve(name(realm));
                Optional<String> state = directory.resumed() || isKept ? read(realm, from) : Optional.empty();
                state.ifPresent(text -> begun.put(realm, text));
                if (!directory.resumed()) {
                    write(own, state);
                }
            }
        }
        return new ImpactStates(folder, begun, isKept);
    }

    /** By realm, as the models gave it. */
    Map<Realm, String> begun() {
        return begun;
    }

    /** What the run began with, by name, for the report. */
    Map<String, String> notes() {
        Map<String, String> notes = new LinkedHashMap<>();
        for (Realm realm : Realm.values()) {
            String state = begun.get(realm);
            notes.put(
                    NAME + realm.name().toLowerCase(Locale.ROOT),
                    state == null
                            ? "nothing learnt before"
                            : "learnt before from "
                                    + restored(realm, state).accuracy().parents()
                                    + " parents, of whatever event times");
        }
        return notes;
    }

    /**
     * Keeps what the models know at the end of a run, for the next; nothing where runs do not learn on.
     *
     * @throws ColinException with STORE_FAILED if it cannot be written
     */
    void keep(ExecutionCostView costs) {
        for (Realm realm : isKept ? Realm.values() : new Realm[0]) {
            costs.impactState(realm).ifPresent(state -> write(folder.resolve(name(realm)), Optional.of(state)));
        }
    }

    private static String name(Realm realm) {
        return realm.name().toLowerCase(Locale.ROOT) + ".txt";
    }

    private static ImpactModel restored(Realm realm, String state) {
        return ImpactModel.restore(realm, ImpactSettings.builder().build(), state);
    }

    private static Optional<String> read(Realm realm, Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            String state = Files.readString(file);
            restored(realm, state);
            return Optional.of(state);
        } catch (ColinException e) {
            throw new ColinException(
                    ColinException.Reason.STORE_DAMAGED,
                    file + ": must be what an impact model of "
                            + realm.name().toLowerCase(Locale.ROOT) + " has learnt (" + e.getMessage()
                            + "); without the file a run begins with the start values",
                    e);
        } catch (IOException e) {
            throw new ColinException(ColinException.Reason.STORE_FAILED, file + ": must be readable", e);
        }
    }

    /** All of it or what was there before; removes the file where there is nothing. */
    private static void write(Path file, Optional<String> state) {
        try {
            if (state.isEmpty()) {
                Files.deleteIfExists(file);
                return;
            }
            Path place = file.toAbsolutePath().getParent();
            if (place != null) {
                Files.createDirectories(place);
            }
            Path whole = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(whole, state.orElseThrow(), StandardCharsets.UTF_8);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ColinException(ColinException.Reason.STORE_FAILED, file + ": must be writable", e);
        }
    }
}
