package io.colin.ml.evaluation;

import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import java.util.Collections;
import java.util.List;

/**
 * What a rule without learning (or with little) said at the same moments as the model.
 *
 * @param name one of the constants
 * @param calls one a prediction, in their order
 * @param probabilities one a prediction; empty for a rule that states none
 */
public record Rival(String name, List<Direction> calls, List<Probabilities> probabilities) {
    /** The most frequent class of the training fold; its probabilities are the class shares there. */
    public static final String MAJORITY = "majority";

    /** The sign of the last 15 bars; in the book profile the last mid change. */
    public static final String PERSISTENCE = "persistence";

    /** NEUTRAL always. */
    public static final String ABSTAIN = "always_abstain";

    /** Multinomial logistic regression on the same columns. */
    public static final String LOGISTIC = "logistic";

    /** The sign of the imbalance at the best quote, where there is a book. */
    public static final String IMBALANCE = "imbalance";

    /** Checks and copies. */
    public Rival {
        Require.text("name", name);
        calls = List.copyOf(calls);
        probabilities = List.copyOf(probabilities);
        Require.that(
                probabilities.isEmpty() || probabilities.size() == calls.size(),
                "probabilities",
                "must be none or one a call",
                probabilities.size());
    }

    /**
     * A rule that states no probabilities.
     *
     * @param name of the rule
     * @param calls one a prediction
     * @return the rival
     */
    public static Rival of(String name, List<Direction> calls) {
        return new Rival(name, calls, List.of());
    }

    /**
     * A rule that says its most probable class.
     *
     * @param name of the rule
     * @param probabilities one a prediction
     * @return the rival
     */
    public static Rival stating(String name, List<Probabilities> probabilities) {
        return new Rival(name, probabilities.stream().map(Probabilities::top).toList(), probabilities);
    }

    /**
     * The majority of a training fold.
     *
     * @param prior class shares there
     * @param predictions how many
     * @return the rival
     */
    public static Rival majority(Probabilities prior, int predictions) {
        return stating(MAJORITY, Collections.nCopies(predictions, prior));
    }

    /**
     * Nobody who ever says a direction.
     *
     * @param predictions how many
     * @return the rival
     */
    public static Rival abstaining(int predictions) {
        return of(ABSTAIN, Collections.nCopies(predictions, Direction.NEUTRAL));
    }

    static Rival named(String name, List<Rival> rivals) {
        return rivals.stream()
                .filter(rival -> rival.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Require.broken(
                        "rivals",
                        "must hold " + name,
                        rivals.stream().map(Rival::name).toList()));
    }
}
