package io.colin.ml.lifecycle;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.MarketEvent;
import io.colin.api.signal.ExecutionCost;
import io.colin.api.signal.MemberVote;
import io.colin.api.signal.ModelDescription;
import io.colin.api.signal.ModelInput;
import io.colin.api.signal.ModelStage;
import io.colin.api.signal.NoSignal;
import io.colin.api.signal.Profile;
import io.colin.api.signal.ResolvedSignal;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalModel;
import io.colin.api.signal.SignalOutcome;
import io.colin.api.signal.SignalReason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The models of one line at work: the champion trades, a challenger beside it trades a share of the capital, those in the
 * shadow are scored on the same data without orders. {@link #swap} changes who does what between two decision points
 * while the engine runs: a decision point belongs to the line-up that saw it, so no signal is lost or given twice, and
 * models that leave are closed once their last decision is made.
 *
 * <p>{@link #observe}, {@link #latest} and {@link #swap} belong to the engine's thread, {@link #evaluate} and what it
 * learns to the evaluating thread, {@link #prepare}, {@link #description} and {@link #evidence} to any.
 */
public final class LiveModel implements SignalModel {
    private static final System.Logger LOG = System.getLogger(LiveModel.class.getName());

    /** The full Transformer needs 213 hours of one-minute bars before it speaks. */
    private static final int BARS = 13_000;

    private static final int OTHERS = 5_000;

    private final String line;
    private final Profile profile;
    private final long horizonNs;
    private final EventHistory history = new EventHistory(BARS, OTHERS);
    private final Map<Symbol, PriceMark> marks = new HashMap<>();
    private final Map<Symbol, LiveInput> latest = new HashMap<>();
    private final ShadowDesk shadows;
    private final Departures departures = new Departures();
    private final BlendedSignals blended = new BlendedSignals();
    private final PassedInputs passed;
    private volatile Lineup lineup = Lineup.EMPTY;
    private long judgedGeneration;
    private boolean owing;

    private LiveModel(String line, Profile profile, long horizonNs, BiConsumer<String, ScoredOutcome> listener) {
        this.line = line;
        this.profile = profile;
        this.horizonNs = horizonNs;
        this.passed = new PassedInputs(horizonNs);
        this.shadows = new ShadowDesk(listener);
    }

    /**
     * A line without models: it says {@code MODEL_FAILED} until a champion comes.
     *
     * @param line its name, as {@link ModelRegistry#lineOf} gives it
     * @param profile what its models look at
     * @param horizonNs how far ahead they look, ns, above 0
     * @param listener hears of every answered signal of every model by its id, on the shadow thread
     * @return the line; owned by the engine it is given to
     */
    public static LiveModel of(
            String line, Profile profile, long horizonNs, BiConsumer<String, ScoredOutcome> listener) {
        Require.text("line", line);
        Require.positive("horizonNs", horizonNs);
        return new LiveModel(line, profile, horizonNs, listener);
    }

    /**
     * A newcomer, warmed up.
     *
     * @param id in the registry
     * @param model owned by the line once it has a role in it, until then by the caller
     * @param seen number of the last event it has seen
     */
    public record Prepared(String id, SignalModel model, long seen) {}

    /**
     * Warms a newcomer up on what the line has seen and asks it once, while the others work. What fails here changes
     * nothing.
     *
     * @param id in the registry
     * @param model loaded and verified
     * @return what {@link #swap} takes
     * @throws ColinException MODEL_FAILED if it is of another profile or horizon, or fails or answers wrongly when asked
     */
    public Prepared prepare(String id, SignalModel model) {
        ModelDescription its = model.description();
        if (its.profile() != profile || its.horizonNs() != horizonNs) {
            throw new ColinException(Reason.MODEL_FAILED, "model " + id + " is not made for the line " + line);
        }
        long seen = 0;
        Optional<? extends ModelInput> input = Optional.empty();
        try {
            for (EventHistory.Entry entry : history.after(0)) {
                Optional<? extends ModelInput> next = model.observe(entry.event());
                input = next.isPresent() ? next : input;
                seen = entry.sequence();
            }
            if (input.isPresent()) {
                int answers = model.evaluate(List.of(input.orElseThrow())).size();
                Require.that(answers == 1, "outcomes", "must be one an input", answers);
            }
        } catch (RuntimeException e) {
            throw new ColinException(Reason.MODEL_FAILED, "model " + id + " failed its probe: " + e.getMessage(), e);
        }
        return new Prepared(id, model, seen);
    }

    /**
     * Changes who does what, from the next decision point on. Fast: it loads nothing and asks nobody.
     *
     * @param roles from now on
     * @param newcomers those with a role that have none yet; others of them are closed
     * @throws IllegalArgumentException if a model with a role is neither here nor a newcomer; nothing has changed then
     */
    public void swap(Roles roles, List<Prepared> newcomers) {
        Lineup before = lineup;
        Map<String, SignalModel> models = present(roles, newcomers);
        for (Prepared newcomer : newcomers) {
            history.after(newcomer.seen()).forEach(entry -> catchUp(newcomer, entry.event()));
        }
        Map<String, SignalModel> leaving = new HashMap<>(models);
        leaving.keySet().removeAll(roles.models());
        models.keySet().retainAll(roles.models());
        Lineup after = new Lineup(before.generation() + 1, roles, models);
        departures.add(after.generation(), leaving.values());
        lineup = after;
        latest.replaceAll((symbol, input) -> again(input, after));
    }

    /**
     * Whether {@link #swap} would do it: what lies between this and that, such as writing a record, then happens once
     * and for a change that takes place.
     *
     * @param roles from then on
     * @param newcomers those with a role that have none yet
     * @throws IllegalArgumentException if a model with a role is neither here nor a newcomer
     */
    public void check(Roles roles, List<Prepared> newcomers) {
        present(roles, newcomers);
    }

    private Map<String, SignalModel> present(Roles roles, List<Prepared> newcomers) {
        Map<String, SignalModel> models = new HashMap<>(lineup.models());
        newcomers.forEach(newcomer -> models.putIfAbsent(newcomer.id(), newcomer.model()));
        for (String id : roles.models()) {
            Require.that(models.containsKey(id), "roles", "must be given to models that are here", id);
        }
        return models;
    }

    /** Its name, as the registry gives it. */
    String line() {
        return line;
    }

    /**
     * Who does what now.
     *
     * @return the roles
     */
    public Roles roles() {
        return lineup.roles();
    }

    /**
     * The name of the champion as engines record it.
     *
     * @return {@code id@version}, or {@code none@none}
     */
    public String name() {
        ModelDescription now = description();
        return now.id() + "@" + now.version();
    }

    /**
     * What live data have shown of the models of this line.
     *
     * @return a view that goes on growing; safe for any thread
     */
    public Evidence evidence() {
        return shadows;
    }

    /**
     * Takes what was known of a model before a restart; of no effect once it has been asked.
     *
     * @param model its id
     * @param record of its outcomes
     */
    public void restore(String model, TrackRecord record) {
        shadows.restore(model, record);
    }

    /**
     * Keeps the last 100 observations of a model, 15 bars apart, where its inputs can show them.
     *
     * @param model its id
     * @param barNs length of a bar, ns, above 0
     */
    public void watch(String model, long barNs) {
        shadows.watch(model, barNs);
    }

    /**
     * What {@link #watch} has kept, for a {@link io.colin.ml.drift.DriftDetector}. Any thread.
     *
     * @param model its id
     * @param symbol of the observations
     * @return oldest first, empty when it is not watched
     */
    public List<double[]> observations(String model, Symbol symbol) {
        return shadows.observations(model, symbol);
    }

    /** Runs once every decision made so far is scored, off every order's way. */
    void afterwards(Runnable action) {
        shadows.afterwards(action);
    }

    /** As {@link #afterwards}, but never waits: false, and nothing happens, while scoring is far behind or over. */
    boolean afterwardsIfRoom(Runnable action) {
        return shadows.afterwardsIfRoom(action);
    }

    /** Waits until every decision made so far is scored. */
    void settle() {
        shadows.drain();
    }

    @Override
    public ModelDescription description() {
        Lineup now = lineup;
        Optional<ModelDescription> champion = now.champion().or(now::challenger).map(SignalModel::description);
        if (champion.isEmpty()) {
            return new ModelDescription(
                    "none",
                    "none",
                    "none",
                    profile,
                    horizonNs,
                    ModelStage.CANDIDATE,
                    "none",
                    0,
                    Long.MIN_VALUE,
                    new TreeMap<>());
        }
        ModelDescription d = champion.orElseThrow();
        ModelStage stage = now.champion().isPresent() ? now.roles().stage() : ModelStage.CHALLENGER;
        return new ModelDescription(
                d.id(),
                d.version(),
                d.kind(),
                d.profile(),
                d.horizonNs(),
                stage,
                d.schemaHash(),
                d.dataFromNs(),
                d.dataToNs(),
                d.metrics());
    }

    @Override
    public Optional<? extends ModelInput> observe(MarketEvent event) {
        history.add(event);
        Symbol symbol = event.symbol();
        PriceMark mark = marks.getOrDefault(symbol, PriceMark.NONE).with(event);
        marks.put(symbol, mark);
        Lineup now = lineup;
        Map<String, ModelInput> inputs = new HashMap<>();
        for (String id : now.ids()) {
            observe(now.model(id), id, event).ifPresent(input -> inputs.put(id, input));
        }
        if (inputs.isEmpty()) {
            return Optional.empty();
        }
        long asOf = inputs.values().iterator().next().dataAsOfNs();
        LiveInput input = new LiveInput(symbol, asOf, now, inputs, mark);
        marks.put(symbol, mark.begun());
        latest.put(symbol, input);
        passed.add(input);
        return Optional.of(input);
    }

    @Override
    public Optional<? extends ModelInput> latest(Symbol symbol) {
        return Optional.ofNullable(latest.get(symbol));
    }

    /**
     * Of those that trade; nobody is scored by it. One that fails is silent beside the other.
     *
     * @throws ColinException MODEL_FAILED if there is no view because one failed
     */
    @Override
    public Optional<? extends ModelInput> provisional(Symbol symbol) {
        Lineup now = lineup;
        Map<String, ModelInput> inputs = now.provisional(symbol);
        return inputs.values().stream().findFirst().map(first -> {
            LiveInput input = new LiveInput(symbol, first.dataAsOfNs(), now, inputs, PriceMark.NONE);
            // No decision point: it is scored no first time.
            input.firstTime();
            return input;
        });
    }

    @Override
    public List<SignalOutcome> evaluate(List<? extends ModelInput> inputs) {
        Require.positive("inputs", inputs.size());
        List<SignalOutcome> outcomes = new ArrayList<>(inputs.size());
        int from = 0;
        while (from < inputs.size()) {
            int to = from + 1;
            Lineup of = own(inputs.get(from)).lineup();
            while (to < inputs.size() && own(inputs.get(to)).lineup().equals(of)) {
                to++;
            }
            outcomes.addAll(judge(
                    of, inputs.subList(from, to).stream().map(LiveModel::own).toList()));
            from = to;
        }
        return List.copyOf(outcomes);
    }

    @Override
    public void onResolved(ResolvedSignal resolved) {
        List<ResolvedSignal> parts = blended.partsOf(resolved)
                .orElseGet(() -> isBlend(resolved.signal())
                        ? BlendedSignals.partsOf(resolved, saidAgain(resolved))
                        : List.of(resolved));
        for (ResolvedSignal own : parts) {
            at(own.signal()).ifPresent(model -> model.onResolved(own));
        }
    }

    /** Champion and challenger spoke behind it: its members are models of this line. */
    private boolean isBlend(Signal signal) {
        List<String> names = lineup.models().values().stream()
                .map(SignalModel::description)
                .map(d -> d.id() + "@" + d.version())
                .toList();
        return !signal.members().isEmpty()
                && signal.members().stream().map(MemberVote::name).anyMatch(names::contains);
    }

    /**
     * What those behind a blended signal said, asked again after a restart: the same inputs give the same signals.
     * Nothing where the signal is older than what was seen since.
     */
    private List<SignalOutcome> saidAgain(ResolvedSignal resolved) {
        return passed.at(resolved.signal().symbol(), resolved.signal().dataAsOfNs())
                .map(input -> saidAgain(resolved, input))
                .orElse(List.of());
    }

    private List<SignalOutcome> saidAgain(ResolvedSignal resolved, LiveInput input) {
        List<SignalOutcome> said = new ArrayList<>();
        for (MemberVote vote : resolved.signal().members()) {
            for (String id : input.lineup().ids()) {
                ModelDescription its = input.lineup().model(id).description();
                boolean here = lineup.models().containsKey(id);
                if (here && vote.name().equals(its.id() + "@" + its.version())) {
                    said.addAll(ask(input.lineup(), id, List.of(input)));
                }
            }
        }
        return said;
    }

    @Override
    public void onExecution(ExecutionCost cost) {
        lineup.champion().ifPresent(model -> model.onExecution(cost));
        lineup.challenger().ifPresent(model -> model.onExecution(cost));
    }

    @Override
    public void close() {
        shadows.close();
        departures.closeAll();
        lineup.models().values().forEach(SignalModel::close);
    }

    private List<SignalOutcome> judge(Lineup of, List<LiveInput> inputs) {
        if (of.generation() > judgedGeneration) {
            // A model that comes out of the shadow must have learnt everything there before it is asked here.
            shadows.drain();
            judgedGeneration = of.generation();
            owing = true;
        }
        payWhatIsOwed(of);
        if (inputs.stream().anyMatch(LiveInput::isFresh)) {
            // A question asked between two decision points may overtake the last decision of those that leave.
            departures.before(of.generation()).forEach(model -> shadows.afterwards(model::close));
        }
        Map<String, List<SignalOutcome>> said = new HashMap<>();
        of.roles().champion().ifPresent(id -> said.put(id, ask(of, id, inputs)));
        of.roles().challenger().ifPresent(id -> said.put(id, ask(of, id, inputs)));
        List<SignalOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            outcomes.add(together(of, inputs.get(i), said, i));
        }
        score(inputs, said);
        return outcomes;
    }

    /** While signals from the shadow of models that trade now are open, their answers are waited for here. */
    private void payWhatIsOwed(Lineup of) {
        if (!owing) {
            return;
        }
        shadows.drain();
        for (ShadowDesk.Lesson lesson : shadows.owed()) {
            SignalModel model = of.models().get(lesson.model());
            if (model != null) {
                model.onResolved(lesson.resolved());
            }
        }
        List<String> trading = new ArrayList<>();
        of.roles().champion().ifPresent(trading::add);
        of.roles().challenger().ifPresent(trading::add);
        owing = shadows.owes(trading);
    }

    private void score(List<LiveInput> inputs, Map<String, List<SignalOutcome>> said) {
        List<LiveInput> fresh = new ArrayList<>();
        Map<String, List<SignalOutcome>> freshlySaid = new HashMap<>();
        said.keySet().forEach(id -> freshlySaid.put(id, new ArrayList<>()));
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i).firstTime()) {
                fresh.add(inputs.get(i));
                int at = i;
                said.forEach((id, outcomes) -> freshlySaid
                        .computeIfAbsent(id, key -> new ArrayList<>())
                        .add(outcomes.get(at)));
            }
        }
        if (!fresh.isEmpty()) {
            shadows.score(fresh, freshlySaid);
        }
    }

    private SignalOutcome together(Lineup of, LiveInput input, Map<String, List<SignalOutcome>> said, int i) {
        SignalOutcome none = silence(input, "none", "no champion of the line " + line);
        SignalOutcome first =
                of.roles().champion().map(id -> said.get(id)).map(s -> s.get(i)).orElse(none);
        Optional<SignalOutcome> second =
                of.roles().challenger().map(id -> said.get(id)).map(s -> s.get(i));
        if (second.isEmpty()) {
            return first;
        }
        SignalOutcome both =
                CapitalBlend.of(first, second.orElseThrow(), of.roles().share());
        if (!input.provisional()) {
            blended.remember(both, first, second.orElseThrow());
        }
        return both;
    }

    private List<SignalOutcome> ask(Lineup of, String id, List<LiveInput> inputs) {
        List<ModelInput> own = new ArrayList<>();
        for (LiveInput input : inputs) {
            ModelInput its = input.inputs().get(id);
            if (its != null) {
                own.add(its);
            }
        }
        List<SignalOutcome> answers;
        try {
            answers = own.isEmpty() ? List.of() : of.model(id).evaluate(own);
            Require.that(answers.size() == own.size(), "outcomes", "must be one an input", answers.size());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "model " + id + " failed", e);
            return inputs.stream()
                    .map(input -> silence(input, id, "the model failed: " + e.getMessage()))
                    .toList();
        }
        List<SignalOutcome> outcomes = new ArrayList<>();
        int next = 0;
        for (LiveInput input : inputs) {
            boolean asked = input.inputs().containsKey(id);
            outcomes.add(asked ? answers.get(next++) : silence(input, id, "no input at this decision point"));
        }
        return outcomes;
    }

    private static SignalOutcome silence(LiveInput input, String model, String detail) {
        return new NoSignal(input.symbol(), input.dataAsOfNs(), model, SignalReason.MODEL_FAILED, detail);
    }

    private Optional<SignalModel> at(Signal signal) {
        return lineup.models().values().stream()
                .filter(model -> model.description().version().equals(signal.modelVersion())
                        && model.description().id().equals(signal.sourceModel()))
                .findFirst();
    }

    private static Optional<? extends ModelInput> observe(SignalModel model, String id, MarketEvent event) {
        try {
            return model.observe(event);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "model " + id + " failed to take an event", e);
            return Optional.empty();
        }
    }

    private static void catchUp(Prepared newcomer, MarketEvent event) {
        if (observe(newcomer.model(), newcomer.id(), event).isPresent()) {
            LOG.log(System.Logger.Level.DEBUG, "{0} passed a decision point while it was warmed up", newcomer.id());
        }
    }

    private static LiveInput again(LiveInput input, Lineup after) {
        Map<String, ModelInput> inputs = new HashMap<>();
        for (String id : after.ids()) {
            after.model(id).latest(input.symbol()).ifPresent(own -> inputs.put(id, own));
        }
        LiveInput renewed = new LiveInput(input.symbol(), input.dataAsOfNs(), after, inputs, PriceMark.NONE);
        // It was a decision point of the line-up before: asked again it is scored no second time.
        renewed.firstTime();
        return renewed;
    }

    private static LiveInput own(ModelInput input) {
        if (input instanceof LiveInput own) {
            return own;
        }
        throw Require.broken("inputs", "must be of this model", input.getClass().getSimpleName());
    }
}
