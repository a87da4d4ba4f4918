package io.colin.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.colin.api.ColinException;
import io.colin.api.market.Aggressor;
import io.colin.api.market.BookDelta;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.ListSource;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalReason;
import io.colin.ml.book.BookEvaluation;
import io.colin.ml.book.BookEvaluation.Rows;
import io.colin.ml.book.BookEvaluation.Target;
import io.colin.ml.book.BookEvaluator;
import io.colin.ml.book.BookModelFile;
import io.colin.ml.book.BookReport;
import io.colin.ml.dataset.BookDataset;
import io.colin.ml.feature.book.BookScript;
import io.colin.ml.report.Report;
import io.colin.ml.report.ReportHtml;
import io.colin.ml.serving.BookInput;
import io.colin.ml.serving.BookSignalModel;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BookTrainingTest {
    private static final List<MarketEvent> EVENTS = BookScript.events(BookScript.LINEAR, 21, 12_000);
    private static final TrainedBookModel TRAINED = train(EVENTS);
    private static final BigDecimal AROUND = new BigDecimal("2000");

    @TempDir
    Path folder;

    @Test
    void learnsAndJudgesOnLaterRowsOnly() {
        BookDataset data = data(EVENTS);
        TrainedBookModel trained = TRAINED;

        assertThat(trained.evaluations())
                .extracting(BookEvaluation::target, BookEvaluation::rows)
                .containsExactly(
                        tuple(Target.NEXT_MOVE, Rows.EVERY_CHANGE),
                        tuple(Target.NEXT_MOVE, Rows.DECISION_POINTS),
                        tuple(Target.FIVE_SECONDS, Rows.EVERY_CHANGE),
                        tuple(Target.FIVE_SECONDS, Rows.DECISION_POINTS));
        long fromNs = trained.model().dataToNs() + 30_000_000_000L;
        long later = IntStream.range(0, data.size())
                .filter(row ->
                        data.timeNs(row) >= fromNs && data.labels().next(row).isClass())
                .count();
        assertThat(trained.evaluations().getFirst().count()).isEqualTo((int) later);
        assertThat(trained.evaluations().getFirst().comparisons()).hasSize(8);
    }

    @Test
    void whatComesAfterTheCutChangesNoWeight() {
        TrainedBookModel whole = TRAINED;
        List<MarketEvent> altered = new ArrayList<>();
        for (MarketEvent event : EVENTS) {
            boolean past = event.timeNs() <= whole.model().dataToNs();
            altered.add(past || !(event instanceof Trade trade) ? event : flipped(trade));
        }
        TrainedBookModel other = train(altered);
        assertThat(other.model().next()).isEqualTo(whole.model().next());
        assertThat(other.model().later()).isEqualTo(whole.model().later());
    }

    @Test
    void aMirroredMarketGivesTheSameWeightsAndSwappedAnswers() {
        List<MarketEvent> mirrored =
                EVENTS.stream().map(BookTrainingTest::mirrored).toList();
        TrainedBookModel one = TRAINED;
        TrainedBookModel other = train(mirrored);
        assertThat(other.model().next()).isEqualTo(one.model().next());
        assertThat(one.model().next().weights().getFirst()).isGreaterThan(0.1);

        List<Probabilities> straight = answers(one.serve(Set.of(BookScript.LINEAR)), EVENTS);
        List<Probabilities> swapped = answers(one.serve(Set.of(BookScript.LINEAR)), mirrored);
        assertThat(straight).hasSizeGreaterThan(1_000);
        assertThat(swapped)
                .isEqualTo(straight.stream()
                        .map(p -> new Probabilities(p.down(), p.flat(), p.up()))
                        .toList());
    }

    @Test
    void theSameDataGivesTheSameFileAndServesTheSame() {
        TrainedBookModel trained = TRAINED;
        Path saved = trained.save(folder);
        assertThat(train(EVENTS).save(folder)).isEqualTo(saved);
        assertThat(BookModelFile.load(saved).model()).isEqualTo(trained.model());

        BookSignalModel loaded = BookSignalModel.load(saved, Set.of(BookScript.LINEAR));
        assertThat(answers(loaded, EVENTS)).isEqualTo(answers(trained.serve(Set.of(BookScript.LINEAR)), EVENTS));
    }

    @Test
    void refusesAFileCutShortOrChanged() throws IOException {
        Path saved = TRAINED.save(folder);
        Path content = saved.resolve(BookModelFile.CONTENT);
        byte[] bytes = Files.readAllBytes(content);
        bytes[bytes.length / 2] ^= 1;
        Files.write(content, bytes);
        assertRefused(saved, "is damaged");
        Files.write(content, Arrays.copyOf(bytes, bytes.length / 2));
        assertRefused(saved, "is damaged");
        Files.delete(content);
        assertRefused(saved, "cannot be read");
    }

    @Test
    void saysADirectionOnlyWhereTheMoveIsWorthItsCost() {
        BookSignalModel dear = train(EVENTS, 100).serve(Set.of(BookScript.LINEAR));
        assertThat(signals(dear, EVENTS)).isNotEmpty().allSatisfy(signal -> {
            assertThat(signal.reason()).isEqualTo(SignalReason.COST_NOT_COVERED);
            assertThat(signal.direction()).isEqualTo(Direction.NEUTRAL);
            assertThat(signal.expiresAtNs() - signal.dataAsOfNs()).isEqualTo(2_000_000_000L);
        });
    }

    @Test
    void reportsEveryComparison() {
        Report report = BookReport.of("script", TRAINED.evaluations());
        assertThat(report.verdict()).startsWith("BTC/USDT:USDT, next move, every change of the best quote: right in ");
        assertThat(report.sections()).hasSize(8);
        assertThat(report.verdict())
                .contains(", the rule on the same rows in ", ", on the third of its largest imbalance in ");
        assertThat(ReportHtml.of(report))
                .contains("imbalance_third", "imbalance_on_surest_third", "imbalance_on_its_third", "mid 5 s later");
    }

    @Test
    void refusesDataThatHoldsTooLittle() {
        assertThatThrownBy(() -> train(EVENTS.subList(0, 300))).isInstanceOf(ColinException.class);
        assertThatThrownBy(() -> train(EVENTS.subList(0, 3_000)))
                .isInstanceOf(ColinException.class)
                .hasMessageContaining("at least 1000 rows");
    }

    @Test
    void judgesFifteenRowsAndRefusesFewer() {
        long fromNs = TRAINED.model().dataToNs() + 30_000_000_000L;
        BookDataset all = data(EVENTS);
        long[] answered = IntStream.range(0, all.size())
                .filter(row ->
                        all.timeNs(row) >= fromNs && all.labels().next(row).isClass())
                .mapToLong(row -> all.labels().nextNs(row))
                .toArray();
        BookEvaluator evaluator = BookEvaluator.of(TRAINED.model());

        BookDataset enough = data(until(answered[14]));
        BookEvaluation least = evaluator.evaluate(enough, Target.NEXT_MOVE, Rows.EVERY_CHANGE);
        assertThat(least.count()).isBetween(15, 30);
        assertThat(least.thirdAccuracy()).isBetween(0.0, 1.0);
        assertThat(least.comparisons())
                .allSatisfy(comparison -> assertThat(comparison.difference()).isBetween(-1.0, 1.0));

        BookDataset few = data(until(answered[0] - 1));
        assertThatThrownBy(() -> evaluator.evaluate(few, Target.NEXT_MOVE, Rows.EVERY_CHANGE))
                .isInstanceOf(ColinException.class)
                .hasMessage("data: must hold at least 15 rows with an answer more than 30 s after the model's own data,"
                        + " BTC/USDT:USDT gives 0");
    }

    private static List<MarketEvent> until(long timeNs) {
        return EVENTS.stream().filter(event -> event.timeNs() <= timeNs).toList();
    }

    private void assertRefused(Path directory, String why) {
        assertThatThrownBy(() -> BookModelFile.load(directory))
                .isInstanceOf(ColinException.class)
                .hasMessageContaining(why);
    }

    private static TrainedBookModel train(List<MarketEvent> events) {
        return train(events, 0);
    }

    private static TrainedBookModel train(List<MarketEvent> events, double takerFeeBps) {
        return BookTraining.builder()
                .source(source(events))
                .instrument(BookScript.LINEAR)
                .takerFeeBps(takerFeeBps)
                .build()
                .train();
    }

    private static BookDataset data(List<MarketEvent> events) {
        return BookDataset.read(source(events), BookScript.LINEAR);
    }

    private static ListSource source(List<MarketEvent> events) {
        return ListSource.of("script", events);
    }

    private static List<Probabilities> answers(BookSignalModel model, List<MarketEvent> events) {
        return signals(model, events).stream().map(Signal::probabilities).toList();
    }

    private static List<Signal> signals(BookSignalModel model, List<MarketEvent> events) {
        List<BookInput> inputs = new ArrayList<>();
        for (MarketEvent event : events) {
            Optional<BookInput> input = model.observe(event);
            input.ifPresent(inputs::add);
        }
        return model.evaluate(inputs).stream()
                .filter(Signal.class::isInstance)
                .map(Signal.class::cast)
                .toList();
    }

    private static Trade flipped(Trade trade) {
        Aggressor other = trade.aggressor() == Aggressor.BUY ? Aggressor.SELL : Aggressor.BUY;
        return new Trade(trade.symbol(), trade.timeNs(), trade.price(), trade.quantity(), other);
    }

    @SuppressWarnings("ArgumentSelectionDefectChecker") // Sides swapped is what a mirror does.
    private static MarketEvent mirrored(MarketEvent event) {
        return switch (event) {
            case Quote q ->
                new Quote(q.symbol(), q.timeNs(), mirrored(q.ask()), q.askSize(), mirrored(q.bid()), q.bidSize());
            case Trade t -> {
                Trade other = flipped(t);
                yield new Trade(t.symbol(), t.timeNs(), mirrored(t.price()), t.quantity(), other.aggressor());
            }
            case BookDelta d ->
                new BookDelta(
                        d.symbol(),
                        d.timeNs(),
                        d.firstUpdateId(),
                        d.lastUpdateId(),
                        d.previousUpdateId(),
                        mirrored(d.asks()),
                        mirrored(d.bids()));
            case BookSnapshot s ->
                new BookSnapshot(s.symbol(), s.timeNs(), s.lastUpdateId(), mirrored(s.asks()), mirrored(s.bids()));
            default -> event;
        };
    }

    private static List<BookLevel> mirrored(List<BookLevel> levels) {
        return levels.stream()
                .map(level -> new BookLevel(mirrored(level.price()), level.quantity()))
                .toList();
    }

    private static BigDecimal mirrored(BigDecimal price) {
        return AROUND.subtract(price);
    }
}
