package io.colin.server.cli;

import io.colin.api.instrument.Instrument;
import io.colin.execution.source.OpenedSource;
import io.colin.ml.BookTraining;
import io.colin.ml.TrainedBookModel;
import io.colin.ml.book.BookEvaluation;
import io.colin.ml.book.BookEvaluator;
import io.colin.ml.book.BookModelFile;
import io.colin.ml.book.BookReport;
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
        TrainedBookModel trained = fit(books.getFirst(), seed, progress);
        List<BookEvaluation> evaluations = new ArrayList<>(trained.evaluations());
        for (OpenedSource other : books.subList(1, books.size())) {
            progress.accept("judging " + other.source().id());
            evaluations.addAll(trained.evaluate(read(other)));
        }
        Path kept = keep(trained, out);
        return result("Book model " + kept.getFileName(), evaluations, List.of("model " + kept));
    }

    /** Fits on each book, judges each model on the rest of its own, keeps them all. */
    static Result trainEach(List<OpenedSource> books, long seed, Path out, Consumer<String> progress) {
        List<BookEvaluation> evaluations = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (OpenedSource book : books) {
            TrainedBookModel trained = fit(book, seed, progress);
            evaluations.addAll(trained.evaluations());
            kept.add("model " + keep(trained, out));
        }
        return result("Book models, each judged on its own book", evaluations, kept);
    }

    private static Path keep(TrainedBookModel trained, Path out) {
        String first = BookReport.of("Book model", trained.evaluations()).verdict();
        BookModelFile file = BookModelFile.of(trained.model());
        ModelRegistry.in(out).register(file, "colin train", trained.model().dataToNs(), first);
        return out.resolve(file.id());
    }

    private static TrainedBookModel fit(OpenedSource book, long seed, Consumer<String> progress) {
        return BookTraining.builder()
                .source(book.source())
                .instrument(book.instruments().getFirst())
                .seed(seed)
                .progress(progress)
                .build()
                .train();
    }

    /** Judges a kept model on every book. */
    static Result evaluate(List<OpenedSource> books, Path model) {
        BookModelFile file = BookModelFile.load(model);
        BookEvaluator evaluator = BookEvaluator.of(file.model());
        List<BookEvaluation> evaluations = new ArrayList<>();
        for (OpenedSource book : books) {
            evaluations.addAll(evaluator.evaluate(read(book)));
        }
        return result("Book model " + file.id(), evaluations, List.of());
    }

    private static BookDataset read(OpenedSource book) {
        Instrument instrument = book.instruments().getFirst();
        return BookDataset.read(book.source(), instrument);
    }

    /** One sentence an evaluation, as the report says it of its first. */
    private static Result result(String title, List<BookEvaluation> evaluations, List<String> last) {
        List<String> lines = new ArrayList<>();
        for (BookEvaluation evaluation : evaluations) {
            lines.add(BookReport.of(title, List.of(evaluation)).verdict());
        }
        lines.addAll(BookReport.together(evaluations));
        lines.addAll(last);
        return new Result(BookReport.of(title, evaluations), lines);
    }
}
