package io.colin.ml.book;

import io.colin.api.signal.Probabilities;
import io.colin.ml.book.BookEvaluation.Target;
import io.colin.ml.dataset.BookDataset;
import io.colin.ml.label.BookLabels;

/** What a model would have said at every row from the end of its training data on, had it been at work from there. */
final class BookAnswers {
    private final BookModel model;
    private final BookDataset data;
    private final MirrorScore score;
    private final double[] scores;
    private final ConfidenceMap[] maps;

    private BookAnswers(BookModel model, BookDataset data, Target target) {
        this.model = model;
        this.data = data;
        this.score = target == Target.NEXT_MOVE ? model.next() : model.later();
        this.scores = new double[data.size()];
        this.maps = new ConfidenceMap[data.size()];
        int column =
                data.schema().indexOf(BookModel.schema().columns().getFirst().name());
        double[] row = new double[BookModel.schema().size()];
        for (int i = 0; i < scores.length; i++) {
            for (int k = 0; k < row.length; k++) {
                row[k] = data.value(i, column + k);
            }
            scores[i] = score.score(row, 0);
            maps[i] = ConfidenceMap.PLAIN;
        }
    }

    static BookAnswers of(BookModel model, BookDataset data, Target target) {
        BookAnswers answers = new BookAnswers(model, data, target);
        if (target == Target.NEXT_MOVE) {
            answers.replay();
        }
        return answers;
    }

    /** What was said at a row, at or after the end of the training data. */
    Probabilities at(int row) {
        return score.probabilities(maps[row].apply(scores[row]));
    }

    /** What would have been said at a row had its columns been others. */
    Probabilities at(int row, double[] columns) {
        return score.probabilities(maps[row].apply(score.score(columns, 0)));
    }

    /** Row by row, from what had been answered before each: as {@link LiveConfidence} meets it at work. */
    private void replay() {
        LiveConfidence confidence = LiveConfidence.of(model.adaptation());
        int first = 0;
        while (first < data.size() && data.timeNs(first) < model.dataToNs()) {
            first++;
        }
        int learnt = first;
        for (int row = first; row < data.size(); row++) {
            learnt = learn(confidence, learnt, data.answeredBefore(row));
            maps[row] = confidence.map();
        }
    }

    /** Rows that one event answered are one step. */
    private int learn(LiveConfidence confidence, int from, int end) {
        BookLabels labels = data.labels();
        int next = from;
        while (next < end) {
            int to = next + 1;
            while (to < end && labels.nextNs(to) == labels.nextNs(next) && labels.next(to) == labels.next(next)) {
                to++;
            }
            if (labels.next(next).isClass()) {
                confidence.learn(scores, next, to, labels.next(next).direction().sign());
            }
            next = to;
        }
        return next;
    }
}
