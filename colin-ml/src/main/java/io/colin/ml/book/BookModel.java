package io.colin.ml.book;

import io.colin.api.internal.Require;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.ml.book.BookEvaluation.Target;
import io.colin.ml.feature.FeatureSchema;
import io.colin.ml.feature.book.BookColumns;
import java.util.List;
import java.util.Optional;

/**
 * A trained book model and what is known of it.
 *
 * @param format {@link #FORMAT}, or 3 where it was kept before class shares were
 * @param symbol it was trained on
 * @param settings what it follows from besides its data
 * @param schemaHash SHA-256 of its columns in hex
 * @param dataFingerprint what identifies the source it was trained on
 * @param dataFromNs start of its training data, ns since epoch
 * @param dataToNs end of its training data, ns since epoch: it must never be judged or used before
 * @param next the direction of the next change of the mid; at temperature 1, without a NEUTRAL class
 * @param later the mid 5 s later
 * @param adaptation how the confidence of {@code next} follows the moves that come
 * @param meanMove mean size of the next change of the mid on the training data, as a fraction of the mid, above 0
 * @param majorityNext the more frequent next move of the training data
 * @param majorityLater the most frequent class 5 s later in the training data
 * @param classShares of the training data, of the next move and of the mid 5 s later; none in format 3
 * @param evaluations out of sample
 */
public record BookModel(
        int format,
        String symbol,
        Settings settings,
        String schemaHash,
        String dataFingerprint,
        long dataFromNs,
        long dataToNs,
        MirrorScore next,
        MirrorScore later,
        Adaptation adaptation,
        double meanMove,
        Direction majorityNext,
        Direction majorityLater,
        List<Probabilities> classShares,
        List<BookEvaluation> evaluations) {
    /** The form of the record. */
    public static final int FORMAT = 4;

    /** The time between training and test data, and the least time before the model may be judged. */
    public static final long EMBARGO_NS = 30_000_000_000L;

    /** The form before it, which lacks the class shares and is still read. */
    static final int FORMER = 3;

    private static final double HIGHEST_FEE = 1_000;

    /** Checks and copies. */
    public BookModel {
        Require.that(format == FORMAT || format == FORMER, "format", "must be " + FORMAT + " or " + FORMER, format);
        int questions = format == FORMAT ? Target.values().length : 0;
        Require.that(classShares.size() == questions, "classShares", "must be " + questions, classShares.size());
        Require.text("symbol", symbol);
        Require.text("dataFingerprint", dataFingerprint);
        Require.that(dataToNs > dataFromNs, "dataToNs", "must be after dataFromNs", dataToNs);
        Require.within("meanMove", meanMove, Double.MIN_NORMAL, 1);
        Require.that(schemaHash.equals(schema().hash()), "schemaHash", "must be " + schema().hash(), schemaHash);
        Require.that(
                next.weights().size() == schema().size() && later.weights().size() == schema().size(),
                "weights",
                "must be one a column",
                next.weights().size());
        Require.that(next.temperature() == 1, "next.temperature", "must be 1", next.temperature());
        Require.that(next.flatOdds() == 0, "next.flatOdds", "must be 0", next.flatOdds());
        classShares = List.copyOf(classShares);
        evaluations = List.copyOf(evaluations);
    }

    /**
     * What a training follows from besides its data.
     *
     * @param ridge strength of the penalty, above 0
     * @param trainShare share of the time that may be learnt from, (0, 1)
     * @param calibrationShare share of that, at its end, that sets the temperature of {@code later}, (0, 1)
     * @param takerFeeBps fee of a taker in basis points, for the cost of a round trip
     * @param expiryNs how long after its data the model may speak, above 0
     * @param seed of the bootstrap
     */
    public record Settings(
            double ridge, double trainShare, double calibrationShare, double takerFeeBps, long expiryNs, long seed) {
        /** Checks. */
        public Settings {
            Require.within("ridge", ridge, Double.MIN_NORMAL, Double.MAX_VALUE);
            Require.that(trainShare > 0 && trainShare < 1, "trainShare", "must be in (0, 1)", trainShare);
            Require.that(
                    calibrationShare > 0 && calibrationShare < 1,
                    "calibrationShare",
                    "must be in (0, 1)",
                    calibrationShare);
            Require.within("takerFeeBps", takerFeeBps, 0, HIGHEST_FEE);
            Require.positive("expiryNs", expiryNs);
        }
    }

    /**
     * How fast {@link LiveConfidence} learns.
     *
     * @param halfLifeMoves after so many moves a move weighs half, above 0
     * @param priorRows weight of slope 1 and offset 0, in rows, above 0
     */
    public record Adaptation(double halfLifeMoves, double priorRows) {
        /** Checks. */
        public Adaptation {
            Require.within("halfLifeMoves", halfLifeMoves, Double.MIN_NORMAL, Double.MAX_VALUE);
            Require.within("priorRows", priorRows, Double.MIN_NORMAL, Double.MAX_VALUE);
        }
    }

    /**
     * What it looks at: the columns that change their sign when the sides of the market are swapped and that follow the
     * best quote within a tenth of a second. Slower ones (five seconds of trades or imbalance) say more on the training
     * part of a few minutes and less after it: they learn its trend.
     *
     * @return {@link BookColumns#fast()}
     */
    public static FeatureSchema schema() {
        return new FeatureSchema(BookColumns.fast());
    }

    /**
     * How often each class came in the training data: what says nothing of a row and yet states probabilities.
     *
     * @param target the question
     * @return the shares, or empty in format 3, which kept none
     */
    public Optional<Probabilities> shares(Target target) {
        int question = switch (target) {
            case NEXT_MOVE -> 0;
            case FIVE_SECONDS -> 1;
        };
        return classShares.isEmpty() ? Optional.empty() : Optional.of(classShares.get(question));
    }

    /**
     * The class that came most often in the training data.
     *
     * @param target the question
     * @return the class
     */
    public Direction majority(Target target) {
        return switch (target) {
            case NEXT_MOVE -> majorityNext;
            case FIVE_SECONDS -> majorityLater;
        };
    }

    /**
     * The same model with what it scored.
     *
     * @param results out of sample
     * @return a copy
     */
    public BookModel withEvaluations(List<BookEvaluation> results) {
        return new BookModel(
                format,
                symbol,
                settings,
                schemaHash,
                dataFingerprint,
                dataFromNs,
                dataToNs,
                next,
                later,
                adaptation,
                meanMove,
                majorityNext,
                majorityLater,
                classShares,
                results);
    }
}
