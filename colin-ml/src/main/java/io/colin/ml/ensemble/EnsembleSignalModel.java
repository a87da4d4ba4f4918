package io.colin.ml.ensemble;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.MarketEvent;
import io.colin.api.signal.Direction;
import io.colin.api.signal.ModelDescription;
import io.colin.api.signal.ModelInput;
import io.colin.api.signal.NoSignal;
import io.colin.api.signal.ResolvedSignal;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalModel;
import io.colin.api.signal.SignalOutcome;
import io.colin.api.signal.SignalReason;
import io.colin.ml.calibration.ClassReturns;
import io.colin.ml.calibration.ConformalThreshold;
import io.colin.ml.calibration.Emission;
import io.colin.ml.calibration.EmissionRule;
import io.colin.ml.calibration.Opinion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Models of one profile and horizon as one. Their calibrated probabilities are joined by a {@link WeightMode}; a member
 * that fails, has no decision point or stays silent is left out and the rest renormalised, and members present must hold
 * half of the static weight, or the answer is NO_QUORUM. Expected return, cost and band are the members' own, averaged with
 * the same weights; with a regression the expected return follows from its probabilities. Without a conformal threshold of the ensemble's own, a class stays in the set if members with more than
 * half of the weight have it in theirs.
 *
 * <p>{@link #observe} and {@link #latest} belong to one thread. {@link #evaluate}, {@link #onResolved} and {@link #weights}
 * may run on another, one call at a time.
 */
public final class EnsembleSignalModel implements SignalModel {
    /** Static weights of the three families, by {@link ModelDescription#kind()}. */
    public static final Map<String, Double> STANDARD_WEIGHTS = Map.of("lstm", 0.4, "transformer", 0.4, "trees", 0.2);

    private static final System.Logger LOG = System.getLogger(EnsembleSignalModel.class.getName());
    private static final double QUORUM = 0.5;
    private static final double TOLERANCE = 1e-9;

    private final List<EnsembleMember> members;
    private final WeightMode mode;
    private final double[] fixed;
    private final DynamicWeights dynamic;
    private final Optional<Judgement.Join> join;
    private final @Nullable ConformalThreshold conformal;
    private final EmissionRule emission;
    private final ModelDescription description;
    private final Map<Symbol, EnsembleInput> latest = new HashMap<>();

    private EnsembleSignalModel(Builder builder) {
        this.members = List.copyOf(builder.members);
        this.mode = builder.mode;
        this.fixed = members.stream().mapToDouble(EnsembleMember::weight).toArray();
        double sum = Arrays.stream(fixed).sum();
        Arrays.setAll(fixed, i -> fixed[i] / sum);
        this.dynamic =
                DynamicWeights.of(members.stream().map(EnsembleMember::name).toList(), fixed);
        this.join = Optional.ofNullable(builder.join);
        this.conformal = builder.conformal;
        this.emission = builder.emission;
        this.description = EnsembleDescription.of(builder.name, members, mode);
    }

    /**
     * Starts an ensemble.
     *
     * @param name its id, for example {@code ensemble-bar}
     * @return a builder; at least two members must be added
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    @Override
    public ModelDescription description() {
        return description;
    }

    @Override
    public Optional<EnsembleInput> observe(MarketEvent event) {
        Optional<EnsembleInput> input = joined(model -> model.observe(event));
        input.ifPresent(its -> latest.put(its.symbol(), its));
        return input;
    }

    /** A member without a view of the unfinished bar is absent, as one that fails is. */
    @Override
    public Optional<EnsembleInput> provisional(Symbol symbol) {
        return joined(model -> model.provisional(symbol));
    }

    private Optional<EnsembleInput> joined(Function<SignalModel, Optional<? extends ModelInput>> question) {
        List<Optional<ModelInput>> inputs = new ArrayList<>(members.size());
        Optional<ModelInput> some = Optional.empty();
        for (EnsembleMember member : members) {
            Optional<ModelInput> input = observed(member, question);
            inputs.add(input);
            some = some.isPresent() ? some : input;
        }
        return some.map(first -> new EnsembleInput(first.symbol(), first.dataAsOfNs(), inputs));
    }

    @Override
    public Optional<EnsembleInput> latest(Symbol symbol) {
        return Optional.ofNullable(latest.get(symbol));
    }

    @Override
    public List<SignalOutcome> evaluate(List<? extends ModelInput> inputs) {
        Require.positive("inputs", inputs.size());
        List<EnsembleInput> own = inputs.stream().map(EnsembleSignalModel::own).toList();
        List<SignalOutcome[]> answers = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            answers.add(answers(i, own));
        }
        double[] weights = weights();
        List<SignalOutcome> outcomes = new ArrayList<>();
        for (int row = 0; row < own.size(); row++) {
            outcomes.add(outcome(own.get(row), answers, row, weights));
        }
        return List.copyOf(outcomes);
    }

    /** Moves the dynamic weights; what never resolves, or whose outcome is not known, moves nothing. */
    @Override
    public void onResolved(ResolvedSignal resolved) {
        Signal signal = resolved.signal();
        Require.that(
                signal.sourceModel().equals(description.id()),
                "signal",
                "must be of " + description.id(),
                signal.sourceModel());
        if (resolved.known()) {
            dynamic.resolved(signal.members(), resolved.realised());
        }
    }

    /**
     * The weights the next evaluation will give its members; on the thread of evaluations.
     *
     * @return a copy, one a member in the order they were added, sum 1
     */
    public double[] weights() {
        return switch (mode) {
            case DYNAMIC -> dynamic.weights();
            case STATIC, STACKING -> fixed.clone();
            case EQUAL, VOTING -> {
                double[] equal = new double[members.size()];
                Arrays.fill(equal, 1.0 / equal.length);
                yield equal;
            }
        };
    }

    /** Closes every member, also when one fails to close. */
    @Override
    public void close() {
        for (EnsembleMember member : members) {
            try {
                member.model().close();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "member " + member.name() + " could not be closed", e);
            }
        }
    }

    private static EnsembleInput own(ModelInput input) {
        if (input instanceof EnsembleInput own) {
            return own;
        }
        throw Require.broken("inputs", "must be of this model", input.getClass().getSimpleName());
    }

    private static Optional<ModelInput> observed(
            EnsembleMember member, Function<SignalModel, Optional<? extends ModelInput>> question) {
        try {
            return question.apply(member.model()).map(ModelInput.class::cast);
        } catch (RuntimeException e) {
            // Whatever a member does wrong, the others go on.
            LOG.log(System.Logger.Level.WARNING, "member " + member.name() + " failed to observe", e);
            return Optional.empty();
        }
    }

    /** A member's answers to all inputs at once; where it has none, it says why not. */
    private SignalOutcome[] answers(int member, List<EnsembleInput> inputs) {
        SignalOutcome[] answers = new SignalOutcome[inputs.size()];
        String name = members.get(member).name();
        List<ModelInput> asked = new ArrayList<>();
        for (int row = 0; row < answers.length; row++) {
            inputs.get(row).inputs().get(member).ifPresent(asked::add);
            answers[row] = silent(inputs.get(row), name, SignalReason.NO_DATA);
        }
        List<SignalOutcome> given = asked.isEmpty() ? List.of() : asked(member, asked);
        int next = 0;
        for (int row = 0; row < answers.length; row++) {
            if (inputs.get(row).inputs().get(member).isPresent()) {
                answers[row] =
                        given.isEmpty() ? silent(inputs.get(row), name, SignalReason.MODEL_FAILED) : given.get(next++);
            }
        }
        return answers;
    }

    private List<SignalOutcome> asked(int member, List<ModelInput> inputs) {
        try {
            List<SignalOutcome> given = members.get(member).model().evaluate(inputs);
            Require.that(given.size() == inputs.size(), "outcomes", "must be one an input", given.size());
            return given;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "member " + members.get(member).name() + " failed to judge", e);
            return List.of();
        }
    }

    private static SignalOutcome silent(EnsembleInput input, String name, SignalReason reason) {
        return new NoSignal(input.symbol(), input.dataAsOfNs(), name, reason, "");
    }

    private SignalOutcome outcome(EnsembleInput input, List<SignalOutcome[]> answers, int row, double[] weights) {
        List<Judgement.Said> said = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        double held = 0;
        for (int i = 0; i < members.size(); i++) {
            String name = members.get(i).name();
            switch (answers.get(i)[row]) {
                case Signal signal -> {
                    said.add(new Judgement.Said(name, weights[i], signal));
                    held += fixed[i];
                }
                case NoSignal none -> absent.add(name + ": " + none.reason());
            }
        }
        if (held < QUORUM - TOLERANCE) {
            return new NoSignal(
                    input.symbol(),
                    input.dataAsOfNs(),
                    description.id(),
                    SignalReason.NO_QUORUM,
                    String.join(", ", absent));
        }
        return signal(input, new Judgement(said));
    }

    private Signal signal(EnsembleInput input, Judgement judgement) {
        Opinion opinion = judgement.opinion(mode == WeightMode.STACKING ? join : Optional.empty(), conformal);
        Emission emitted = mode == WeightMode.VOTING ? judgement.elected(opinion, emission) : emission.decide(opinion);
        Signal.Builder signal = Signal.of(input.symbol(), description.id(), input.dataAsOfNs())
                .profile(description.profile())
                .probabilities(opinion.probabilities())
                .expected(opinion.expectedReturn(), opinion.expectedNet())
                .band(opinion.band(), judgement.first().referencePrice())
                .horizonNs(description.horizonNs())
                .validForNs(judgement.validForNs())
                .version(description.version(), description.schemaHash())
                .members(judgement.votes())
                .conformalSet(opinion.conformalSet())
                .wouldAbstain(emitted.wouldAbstain())
                .provisional(input.provisional())
                .missingInputs(judgement.missing());
        return emitted.direction() == Direction.NEUTRAL
                ? signal.neutral(emitted.reason()).build()
                : signal.directed(emitted.direction(), emitted.strength()).build();
    }

    /** Builds an ensemble; every setter checks its own argument. */
    public static final class Builder {
        private static final int FEWEST = 2;

        private final String name;
        private final List<EnsembleMember> members = new ArrayList<>();
        private WeightMode mode = WeightMode.DYNAMIC;
        private EmissionRule emission = EmissionRule.STANDARD;
        private Judgement.@Nullable Join join;
        private @Nullable ConformalThreshold conformal;

        private Builder(String name) {
            this.name = Require.text("name", name);
        }

        /**
         * Adds a member with the standard weight of its family.
         *
         * @param model owned by the ensemble from now on
         * @return this
         */
        public Builder member(SignalModel model) {
            String kind = model.description().kind();
            Double weight = STANDARD_WEIGHTS.get(kind);
            if (weight == null) {
                throw Require.broken(
                        "kind", "must be one of " + STANDARD_WEIGHTS.keySet() + ", or be given a weight", kind);
            }
            return member(model.description().id(), model, weight);
        }

        /**
         * Adds a member.
         *
         * @param memberName in votes; used once
         * @param model owned by the ensemble from now on; of the profile and horizon of the others
         * @param weight its static weight, above 0; weights are brought to sum 1
         * @return this
         */
        public Builder member(String memberName, SignalModel model, double weight) {
            for (EnsembleMember other : members) {
                Require.that(!other.name().equals(memberName), "name", "must be used once", memberName);
                ModelDescription known = other.model().description();
                Require.that(
                        model.description().profile() == known.profile()
                                && model.description().horizonNs() == known.horizonNs(),
                        "model",
                        "must have the profile and horizon of " + other.name(),
                        model.description().id());
            }
            members.add(new EnsembleMember(memberName, model, weight));
            return this;
        }

        /**
         * Sets how opinions become one; default dynamic.
         *
         * @param value anything but STACKING, which {@link #stacking} sets
         * @return this
         */
        public Builder mode(WeightMode value) {
            Require.that(value != WeightMode.STACKING, "mode", "must be set with what was fitted", value);
            mode = value;
            return this;
        }

        /**
         * Joins by a fitted regression.
         *
         * @param value fitted out of fold on these members in this order
         * @param returns what each class is worth, from the decisions it was fitted on
         * @return this
         */
        public Builder stacking(Stacking value, ClassReturns returns) {
            join = new Judgement.Join(value, returns);
            mode = WeightMode.STACKING;
            return this;
        }

        /**
         * Sets the ensemble's own conformal threshold; default none.
         *
         * @param value fitted on the ensemble's probabilities
         * @return this
         */
        public Builder conformal(ConformalThreshold value) {
            conformal = value;
            return this;
        }

        /**
         * Sets which opinions become signals; default the standard rule.
         *
         * @param value the rule
         * @return this
         */
        public Builder emission(EmissionRule value) {
            emission = value;
            return this;
        }

        /**
         * Builds the ensemble.
         *
         * @return the model, owned by the caller
         * @throws IllegalArgumentException if there are fewer than two or more than ten members, or the regression joins
         *     another number
         */
        public EnsembleSignalModel build() {
            Require.within("members", members.size(), FEWEST, (int) Math.round(1 / DynamicWeights.LOWEST));
            Judgement.Join fitted = join;
            if (fitted != null) {
                int joined = fitted.stacking().members();
                Require.that(joined == members.size(), "stacking", "must join " + members.size() + " members", joined);
            }
            return new EnsembleSignalModel(this);
        }
    }
}
