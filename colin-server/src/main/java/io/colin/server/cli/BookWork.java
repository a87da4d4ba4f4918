package io.colin.server.cli;

import io.colin.api.instrument.Instrument;
import io.colin.execution.source.OpenedSource;
import io.colin.ml.BookTraining;
import io.colin.ml.TrainedBookModel;
import io.colin.ml.book.BookAssessment;
import io.colin.ml.book.BookEvaluation;
import io.colin.ml.book.BookEvaluator;
import io.colin.ml.book.BookModelFile;
import io.colin.ml.book.BookReport;
import io.colin.ml.book.JudgedBook;
import io.colin.ml.book.PooledCalibration;
import io.colin.ml.dataset.BookDataset;
import io.colin.ml.lifecycle.ModelRegistry;
import io.colin.ml.report.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What train and evaluate do in the book profile. */
final class BookWork {
    private BookWork() {}

    /** What came out. */
    record Result(Report report, List<String> lines) {}

    /** Fits on the first book, judges on the rest of it and on every other, keeps the model. */
    static Result train(List<OpenedSource> books, long seed, Path out, Consumer<String> progress) {
        BookDataset first = read(books.getFirst(), progress);
        TrainedBookModel trained = fit(books.getFirst(), first, seed, progress);
        Judged judged = new Judged(seed);
        judged.add(trained.evaluations(), trained.evaluator(), first);
        for (OpenedSource other : books.subList(1, books.size())) {
            BookDataset data = read(other, progress);
            judged.add(trained.evaluate(data), trained.evaluator(), data);
        }
        Path kept = keep(trained, out);
        return judged.result("Book model " + kept.getFileName(), List.of("model " + kept));
    }

    /** Fits on each book, judges each model on the rest of its own, keeps them all. */
    static Result trainEach(List<OpenedSource> books, long seed, Path out, Consumer<String> progress) {
        Judged judged = new Judged(seed);
        List<String> kept = new ArrayList<>();
        for (OpenedSource book : books) {
            BookDataset data = read(book, progress);
            TrainedBookModel trained = fit(book, data, seed, progress);
            judged.add(trained.evaluations(), trained.evaluator(), data);
            kept.add("model " + keep(trained, out));
        }
        return judged.result("Book models, each judged on its own book", kept);
    }

    private static Path keep(TrainedBookModel trained, Path out) {
        String first = BookReport.verdict(trained.evaluations().getFirst());
        BookModelFile file = BookModelFile.of(trained.model());
        ModelRegistry.in(out).register(file, "colin train", trained.model().dataToNs(), first);
        return out.resolve(file.id());
    }

    private static TrainedBookModel fit(OpenedSource book, BookDataset data, long seed, Consumer<String> progress) {
        return BookTraining.builder()
                .source(book.source())
                .instrument(data.instrument())
                .seed(seed)
                .progress(progress)
                .build()
                .train(data);
    }

    /** Judges a kept model on every book. */
    static Result evaluate(List<OpenedSource> books, Path model) {
        BookModelFile file = BookModelFile.load(model);
        BookEvaluator evaluator = BookEvaluator.of(file.model());
        Judged judged = new Judged(file.model().settings().seed());
        for (OpenedSource book : books) {
            BookDataset data = read(book, step -> {});
            judged.add(evaluator.evaluate(data), evaluator, data);
        }
        return judged.result("Book model " + file.id(), List.of());
    }

    private static BookDataset read(OpenedSource book, Consumer<String> progress) {
        progress.accept("reading " + book.source().id());
        Instrument instrument = book.instruments().getFirst();
        return BookDataset.read(book.source(), instrument);
    }

    /** What was judged, book by book. */
    private static final class Judged {
        private final long seed;
        private final List<BookEvaluation> evaluations = new ArrayList<>();
        private final List<BookAssessment> assessments = new ArrayList<>();
        private final List<JudgedBook> rows = new ArrayList<>();

        private Judged(long seed) {
            this.seed = seed;
        }

        private void add(List<BookEvaluation> more, BookEvaluator evaluator, BookDataset data) {
            evaluations.addAll(more);
            assessments.addAll(evaluator.assess(data));
            rows.addAll(evaluator.judge(data));
        }

        /** What the report says of each evaluation. */
        private Result result(String title, List<String> last) {
            List<String> lines = new ArrayList<>(BookReport.lines(evaluations, assessments));
            List<PooledCalibration> together = PooledCalibration.each(rows, seed);
            lines.addAll(BookReport.together(together));
            lines.addAll(last);
            return new Result(BookReport.of(title, evaluations, assessments, together), lines);
        }
    }
}
