package io.colin.ml.book;

import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.ml.calibration.EmissionRule;
import io.colin.ml.calibration.Opinion;
import io.colin.ml.cost.HalfSpread;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.dataset.BookDataset;
import io.colin.ml.evaluation.Assessment;
import io.colin.ml.evaluation.Assessor;
import io.colin.ml.evaluation.Classification;
import io.colin.ml.evaluation.LogisticRegression;
import io.colin.ml.evaluation.PermutationImportance;
import io.colin.ml.evaluation.Prediction;
import io.colin.ml.evaluation.Rival;
import io.colin.ml.feature.ColumnSpec;
import io.colin.ml.network.Windows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Puts judged rows of a book to the measures of bar models. */
final class BookAssessor {
    /** A book model has no rule that keeps it silent: it is asked for a direction, and acted on whatever it is. */
    private static final EmissionRule EVERY_ANSWER = new EmissionRule(0, false, false, true);

    private static final int SHUFFLES = 3;

    private final BookModel model;
    private final BookDataset data;
    private final BookSplit split;
    private final JudgedBook judged;

    private BookAssessor(BookModel model, BookDataset data, JudgedBook judged) {
        this.model = model;
        this.data = data;
        this.split = new BookSplit(data, judged.target());
        this.judged = judged;
    }

    /** Measures rows that were judged on this data; the model must have kept its class shares. */
    static BookAssessment assess(
            BookModel model, BookDataset data, JudgedBook judged, Optional<LogisticRegression> logistic) {
        return new BookAssessor(model, data, judged).assess(logistic);
    }

    private BookAssessment assess(Optional<LogisticRegression> logistic) {
        int n = judged.size();
        long seed = model.settings().seed();
        Assessment assessment = Assessor.of(
                        BookEvaluator.bootstrap(judged.times()[0], judged.times()[n - 1], n, seed), 1)
                .assess(predictions(), rivals(logistic));
        return new BookAssessment(assessment, importances(seed));
    }

    private List<Prediction> predictions() {
        TradingCosts costs = new TradingCosts(model.settings().takerFeeBps(), HalfSpread.fixed(0), 0);
        int spread = data.schema().indexOf("spread_bps");
        List<Prediction> predictions = new ArrayList<>();
        for (int i = 0; i < judged.size(); i++) {
            int row = judged.rows()[i];
            Probabilities p = judged.said()[i];
            double cost = costs.roundTrip(0.5 * data.value(row, spread));
            double expected = (p.up() - p.down()) * model.meanMove();
            Opinion opinion = new Opinion(p, expected, cost, cost, EnumSet.allOf(Direction.class));
            predictions.add(new Prediction(
                    judged.times()[i],
                    judged.ends()[i],
                    data.mid(row),
                    split.direction(row),
                    split.move(row),
                    opinion,
                    EVERY_ANSWER.decide(opinion),
                    0));
        }
        return predictions;
    }

    private List<Rival> rivals(Optional<LogisticRegression> logistic) {
        int imbalance = data.schema().indexOf("imb_1");
        int[] rows = judged.rows();
        List<Rival> rivals = new ArrayList<>();
        rivals.add(Rival.majority(model.shares(judged.target()).orElseThrow(), rows.length));
        rivals.add(Rival.of(
                Rival.PERSISTENCE, Arrays.stream(rows).mapToObj(data::lastMove).toList()));
        rivals.add(Rival.of(
                Rival.IMBALANCE,
                Arrays.stream(rows)
                        .mapToObj(row -> JudgedBook.rule(data.value(row, imbalance)))
                        .toList()));
        logistic.ifPresent(fitted -> {
            float[] scaled = BookRows.scaled(data, rows, model.next().scales());
            List<Probabilities> said = new ArrayList<>();
            for (int i = 0; i < rows.length; i++) {
                said.add(fitted.probabilities(scaled, i));
            }
            rivals.add(Rival.stating(Rival.LOGISTIC, said));
        });
        return rivals;
    }

    private List<PermutationImportance> importances(long seed) {
        BookAnswers answers = BookAnswers.of(model, data, judged.target());
        RowWindows rows = new RowWindows(BookRows.of(data, judged.rows()));
        float[] shown = new float[rows.features()];
        double[] columns = new double[shown.length];
        ToDoubleFunction<Windows> loss = windows -> {
            double sum = 0;
            for (int i = 0; i < windows.count(); i++) {
                windows.copy(i, shown, 0);
                for (int k = 0; k < shown.length; k++) {
                    columns[k] = shown[k];
                }
                int row = judged.rows()[i];
                sum += Classification.logLoss(answers.at(row, columns), split.direction(row));
            }
            return sum / windows.count();
        };
        List<String> names =
                BookModel.schema().columns().stream().map(ColumnSpec::name).toList();
        return PermutationImportance.of(rows, names, loss, SHUFFLES, seed);
    }

    /** Rows as windows of one step. */
    private static final class RowWindows implements Windows {
        private final double[][] rows;

        private RowWindows(double[][] rows) {
            this.rows = rows;
        }

        @Override
        public int count() {
            return rows.length;
        }

        @Override
        public int steps() {
            return 1;
        }

        @Override
        public int features() {
            return rows[0].length;
        }

        @Override
        public void copy(int index, float[] target, int offset) {
            for (int k = 0; k < rows[index].length; k++) {
                target[offset + k] = (float) rows[index][k];
            }
        }
    }
}
