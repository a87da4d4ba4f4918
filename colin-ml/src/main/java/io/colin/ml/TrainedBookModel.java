package io.colin.ml;

import io.colin.api.instrument.Instrument;
import io.colin.ml.book.BookEvaluation;
import io.colin.ml.book.BookEvaluator;
import io.colin.ml.book.BookModel;
import io.colin.ml.book.BookModelFile;
import io.colin.ml.dataset.BookDataset;
import io.colin.ml.serving.BookSignalModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What a book training gave. Immutable.
 *
 * @param model with its evaluations
 * @param evaluator judges it on other data, beside the plain logistic regression of the same training
 */
public record TrainedBookModel(BookModel model, BookEvaluator evaluator) {
    /**
     * What it scored on the part of its data it never saw.
     *
     * @return both questions, on every change and on decision points
     */
    public List<BookEvaluation> evaluations() {
        return model.evaluations();
    }

    /**
     * Judges it on another book.
     *
     * @param data of any instrument; only rows later than the model's data and the embargo count
     * @return both questions, on every change and on decision points
     * @throws io.colin.api.ColinException DATA_INVALID if there are none
     */
    public List<BookEvaluation> evaluate(BookDataset data) {
        return evaluator.evaluate(data);
    }

    /**
     * Keeps it.
     *
     * @param models directory of models
     * @return its own directory
     * @throws io.colin.api.ColinException MODEL_FAILED if it cannot be written
     */
    public Path save(Path models) {
        return BookModelFile.of(model).save(models);
    }

    /**
     * Puts it to work.
     *
     * @param instruments whose books it judges, at least one
     * @return the served model, owned by the caller
     */
    public BookSignalModel serve(Set<Instrument> instruments) {
        return BookSignalModel.of(BookModelFile.of(model), instruments);
    }
}
