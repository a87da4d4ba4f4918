package io.colin.ml.book;

import io.colin.api.signal.Direction;
import io.colin.ml.book.BookEvaluation.Target;
import io.colin.ml.dataset.BookDataset;
import io.colin.ml.label.BookLabels;
import io.colin.ml.label.BookLabels.Answer;
import java.util.stream.IntStream;

/** Which rows of a book may be looked at for what: a row belongs to a stretch of time with its answer or not at all. */
final class BookSplit {
    private final BookDataset data;
    private final Target target;

    BookSplit(BookDataset data, Target target) {
        this.data = data;
        this.target = target;
    }

    Target target() {
        return target;
    }

    /** Rows from a time on whose answer was known before another. */
    int[] between(long fromNs, long beforeNs) {
        return IntStream.range(0, data.size())
                .filter(row -> data.timeNs(row) >= fromNs && answer(row).isClass() && endNs(row) < beforeNs)
                .toArray();
    }

    Answer answer(int row) {
        BookLabels labels = data.labels();
        return target == Target.NEXT_MOVE ? labels.next(row) : labels.later(row);
    }

    /** When the answer was known. */
    long endNs(int row) {
        return target == Target.NEXT_MOVE ? data.labels().nextNs(row) : data.timeNs(row) + BookLabels.LATER_NS;
    }

    /** How far the mid went until the answer was known, as a fraction of it. */
    double move(int row) {
        BookLabels labels = data.labels();
        return (target == Target.NEXT_MOVE ? labels.move(row) : labels.laterMove(row)) / data.mid(row);
    }

    Direction direction(int row) {
        return answer(row).direction();
    }
}
