package io.colin.ml.lifecycle;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.signal.ModelStage;
import io.colin.ml.book.BookModelFile;
import io.colin.ml.lifecycle.StageChange.Cause;
import io.colin.ml.preset.Preset;
import io.colin.ml.registry.ModelCard;
import io.colin.ml.registry.ModelDirectory;
import io.colin.ml.registry.ModelFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Models and where they stand: their files, named by content and verified at every load, and beside them the record of
 * every change of stage. Keeps the last ten models and every one that is or was champion or is on its way. Survives a
 * kill at any moment: a model or a change is there whole or not at all. Safe for any thread.
 */
public final class ModelRegistry {
    /** How many models are kept beside champions, former champions and those on their way. */
    public static final int KEPT = 10;

    private static final System.Logger LOG = System.getLogger(ModelRegistry.class.getName());
    private static final String RECORD = "stages.log";
    private static final String BOOK_LINE = "book-";
    private static final String CLAIM = ".claim";
    private static final String TAKEN = "a server is at work with these models, ask it through its API: ";

    /**
     * What this process has claimed. The lock on a file cannot say so: asking for it a second time opens the file a second
     * time, and closing that gives up the lock of the first.
     */
    private static final Set<Path> CLAIMED = ConcurrentHashMap.newKeySet();

    private final ModelDirectory files;
    private final StageLog log;

    private ModelRegistry(Path root) {
        this.files = ModelDirectory.in(root);
        this.log = new StageLog(root.resolve(RECORD));
    }

    /**
     * A registry whose directory may not exist yet.
     *
     * @param root for example {@code models} in the data directory
     * @return the registry
     */
    public static ModelRegistry in(Path root) {
        return new ModelRegistry(root);
    }

    /**
     * What a model competes for: there is one champion for a profile, a horizon and a symbol.
     *
     * @param card of the model
     * @return for example {@code bar-15m-BTC/USD}
     */
    public static String lineOf(ModelCard card) {
        return lineOf(card.settings().preset(), card.settings().symbol());
    }

    /** What a model made so competes for. */
    static String lineOf(Preset preset, Symbol symbol) {
        return "bar-" + Duration.ofNanos(preset.horizonNs()).toMinutes() + "m-" + symbol;
    }

    /**
     * The files behind it.
     *
     * @return the directory
     */
    public ModelDirectory files() {
        return files;
    }

    /**
     * Takes a model in as a candidate, and forgets the oldest ones no longer kept. Harmless when repeated; one that had
     * been forgotten comes back as the newest, at the stage it had.
     *
     * @param model to keep
     * @param principal who made it
     * @param timeNs event time, ns since epoch
     * @param reason for a person
     * @return where it stands, which is where it stood if it was ever here before
     * @throws ColinException MODEL_FAILED if it cannot be written
     */
    public synchronized Standing register(ModelFile model, String principal, long timeNs, String reason) {
        boolean wasHere = present().contains(model.id());
        files.save(model);
        return registered(model.id(), lineOf(model.card()), wasHere, new Decision(principal, timeNs, reason));
    }

    /**
     * Takes a book model in as a candidate. It stays one: it times orders and opens no position, so that there is no gate
     * to live capital for it. Ten of them are kept beside the ten others.
     *
     * @param model to keep
     * @param principal who made it
     * @param timeNs event time, ns since epoch
     * @param reason for a person
     * @return where it stands
     * @throws ColinException MODEL_FAILED if it cannot be written
     */
    public synchronized Standing register(BookModelFile model, String principal, long timeNs, String reason) {
        boolean wasHere = present().contains(model.id());
        model.save(files.root());
        return registered(
                model.id(), BOOK_LINE + model.model().symbol(), wasHere, new Decision(principal, timeNs, reason));
    }

    /**
     * A book model's content, every byte of it verified.
     *
     * @param model its id
     * @return empty where there is no such model or it is none of a book
     * @throws ColinException MODEL_FAILED if it is damaged
     */
    public Optional<BookModelFile> book(String model) {
        return Optional.of(files.root().resolve(Require.text("model", model)))
                .filter(BookModelFile::isHere)
                .map(BookModelFile::load);
    }

    /**
     * The same for lists and looks, which come often: read and verified again only where its files have changed since.
     *
     * @param model its id
     * @return empty where there is no such model or it is none of a book
     * @throws ColinException MODEL_FAILED if it was changed and is damaged
     */
    public Optional<BookModelFile> knownBook(String model) {
        return Optional.of(files.root().resolve(Require.text("model", model)))
                .filter(BookModelFile::isHere)
                .map(here -> files.known(model, BookModelFile.class, BookModelFile::load));
    }

    private Standing registered(String model, String line, boolean wasHere, Decision by) {
        log.append(before -> {
            Standing known = standings(before).get(model);
            if (known != null && wasHere) {
                return List.of();
            }
            // One that had been forgotten is new again, but what was decided about it stays.
            ModelStage stage = known == null ? ModelStage.CANDIDATE : known.stage();
            return List.of(new StageChange(
                    before.size() + 1L,
                    model,
                    line,
                    stage,
                    stage,
                    0,
                    Cause.REGISTRATION,
                    by.principal(),
                    by.timeNs(),
                    by.reason(),
                    List.of()));
        });
        forgetOldest();
        return standing(model);
    }

    /** The sole right to change which models are at work, until it is closed. */
    public static final class Claim implements AutoCloseable {
        private final Path place;
        private final FileChannel channel;

        private Claim(Path place, FileChannel channel) {
            this.place = place;
            this.channel = channel;
        }

        @Override
        public synchronized void close() {
            if (!channel.isOpen()) {
                return;
            }
            try {
                channel.close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "the claim on the models could not be closed", e);
            }
            CLAIMED.remove(place);
        }
    }

    /**
     * Takes the sole right to change which models are at work: a server holds it while it runs. It ends with the process
     * at the latest.
     *
     * @return the claim
     * @throws ColinException MODEL_FAILED if another process or another part of this one holds it
     */
    public Claim claim() {
        try {
            Files.createDirectories(files.root());
            Path place = files.root().toRealPath().resolve(CLAIM);
            if (!CLAIMED.add(place)) {
                throw new ColinException(Reason.MODEL_FAILED, TAKEN + files.root());
            }
            return locked(place);
        } catch (IOException e) {
            throw new ColinException(Reason.MODEL_FAILED, "models in " + files.root() + " cannot be claimed: " + e, e);
        }
    }

    private Claim locked(Path place) throws IOException {
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = FileChannel.open(place, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            taken = channel.tryLock() != null;
        } finally {
            if (!taken) {
                CLAIMED.remove(place);
                if (channel != null) {
                    channel.close();
                }
            }
        }
        if (!taken) {
            throw new ColinException(Reason.MODEL_FAILED, TAKEN + files.root());
        }
        return new Claim(place, channel);
    }

    /**
     * Every change there was.
     *
     * @return oldest first
     * @throws ColinException MODEL_FAILED if the record is damaged
     */
    public List<StageChange> history() {
        return log.read();
    }

    /**
     * The models that are here.
     *
     * @return in the order they were registered
     */
    public List<Standing> standings() {
        return here(log.read());
    }

    private List<Standing> here(List<StageChange> changes) {
        Set<String> present = present();
        return standings(changes).values().stream()
                .filter(standing -> present.contains(standing.model()))
                .toList();
    }

    /**
     * Where a model stands.
     *
     * @param model its id
     * @return its standing
     * @throws ColinException MODEL_FAILED if there is no such model
     */
    public Standing standing(String model) {
        return find(model)
                .orElseThrow(() -> new ColinException(Reason.MODEL_FAILED, "no model " + model + " in the registry"));
    }

    /**
     * Where a model stands, if it is here.
     *
     * @param model its id
     * @return empty when there is no such model
     */
    public Optional<Standing> find(String model) {
        return standings().stream()
                .filter(standing -> standing.model().equals(model))
                .findFirst();
    }

    /**
     * The champion of a line.
     *
     * @param line as {@link #lineOf} gives it
     * @return empty while there is none
     */
    public Optional<Standing> champion(String line) {
        return standings().stream()
                .filter(s -> s.line().equals(line) && s.stage() == ModelStage.CHAMPION)
                .findFirst();
    }

    /**
     * The champion before the one of now, for the way back.
     *
     * @param line as {@link #lineOf} gives it
     * @return empty when there was none
     */
    public Optional<Standing> previousChampion(String line) {
        return previousChampion(standings(), line);
    }

    static Optional<Standing> previousChampion(List<Standing> standings, String line) {
        return standings.stream()
                .filter(s -> s.line().equals(line) && s.stage() == ModelStage.RETIRED)
                .reduce((a, b) -> b.sinceNs() >= a.sinceNs() ? b : a);
    }

    /**
     * Writes changes that belong together, all or none.
     *
     * @param moves in order; each must follow from where its model stands then
     * @return the changes as recorded
     * @throws ColinException MODEL_FAILED if they cannot be written
     * @throws IllegalArgumentException if a change cannot follow, or it would make a second champion of a line
     */
    synchronized List<StageChange> record(List<Move> moves) {
        List<StageChange> changes = log.append(before -> following(before, moves));
        forgetOldest();
        return changes;
    }

    /**
     * What {@link #record} would write; nothing is written.
     *
     * @throws IllegalArgumentException if a change cannot follow, or it would make a second champion of a line
     */
    Preview preview(List<Move> moves) {
        List<StageChange> before = log.read();
        List<StageChange> changes = following(before, moves);
        List<StageChange> all = new ArrayList<>(before);
        all.addAll(changes);
        return new Preview(List.copyOf(changes), here(all));
    }

    /** Changes that are not made yet and where all models would stand then. */
    record Preview(List<StageChange> changes, List<Standing> standings) {}

    private static List<StageChange> following(List<StageChange> before, List<Move> moves) {
        List<StageChange> all = new ArrayList<>(before);
        for (Move move : moves) {
            all.add(next(all, move));
        }
        return all.subList(before.size(), all.size());
    }

    /** What a decision asks of the record. */
    record Move(
            String model, ModelStage after, double capitalShare, Cause cause, Decision by, List<Criterion> passed) {}

    private static StageChange next(List<StageChange> before, Move move) {
        Map<String, Standing> standings = standings(before);
        Standing now = standings.get(move.model());
        if (now == null) {
            throw Require.broken("model", "must be in the registry", move.model());
        }
        boolean taken = move.after() == ModelStage.CHAMPION
                && standings.values().stream()
                        .anyMatch(s -> s.line().equals(now.line()) && s.stage() == ModelStage.CHAMPION);
        Require.that(!taken, "model", "must not become a second champion of " + now.line(), move.model());
        return new StageChange(
                before.size() + 1L,
                move.model(),
                now.line(),
                now.stage(),
                move.after(),
                move.capitalShare(),
                move.cause(),
                move.by().principal(),
                move.by().timeNs(),
                move.by().reason(),
                move.passed());
    }

    private static Map<String, Standing> standings(List<StageChange> changes) {
        Map<String, Standing> standings = new LinkedHashMap<>();
        for (StageChange change : changes) {
            Standing before = standings.get(change.model());
            if (change.cause() == Cause.REGISTRATION) {
                standings.remove(change.model());
            }
            long stageSinceNs =
                    before != null && before.stage() == change.after() ? before.stageSinceNs() : change.timeNs();
            standings.put(
                    change.model(),
                    new Standing(
                            change.model(),
                            change.line(),
                            change.after(),
                            change.capitalShare(),
                            change.timeNs(),
                            stageSinceNs,
                            change.principal(),
                            change.after() == ModelStage.CHAMPION || (before != null && before.wasChampion())));
        }
        return Collections.unmodifiableMap(standings);
    }

    private Set<String> present() {
        return files.models().stream()
                .map(path -> String.valueOf(path.getFileName()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a model is one of a book. */
    static boolean isBook(Standing standing) {
        return standing.line().startsWith(BOOK_LINE);
    }

    private void forgetOldest() {
        List<Standing> all = standings();
        Set<String> newest = new HashSet<>();
        for (boolean book : new boolean[] {false, true}) {
            List<Standing> alike = all.stream().filter(s -> isBook(s) == book).toList();
            alike.subList(Math.max(0, alike.size() - KEPT), alike.size()).forEach(s -> newest.add(s.model()));
        }
        for (Standing standing : all) {
            boolean onItsWay = standing.stage() == ModelStage.SHADOW || standing.stage() == ModelStage.CHALLENGER;
            if (!newest.contains(standing.model()) && !standing.wasChampion() && !onItsWay) {
                files.remove(standing.model());
            }
        }
    }
}
