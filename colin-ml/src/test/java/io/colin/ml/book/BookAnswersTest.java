package io.colin.ml.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.market.ListSource;
import io.colin.api.market.MarketEvent;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.Signal;
import io.colin.ml.BookTraining;
import io.colin.ml.TrainedBookModel;
import io.colin.ml.book.BookEvaluation.Target;
import io.colin.ml.dataset.BookDataset;
import io.colin.ml.feature.book.BookScript;
import io.colin.ml.serving.BookInput;
import io.colin.ml.serving.BookSignalModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class BookAnswersTest {
    private static final List<MarketEvent> EVENTS = BookScript.events(BookScript.LINEAR, 23, 12_000);
    private static final TrainedBookModel TRAINED = BookTraining.builder()
            .source(source(EVENTS))
            .instrument(BookScript.LINEAR)
            .build()
            .train();

    @Test
    void areWhatTheModelSaysAtWork() {
        BookDataset data = BookDataset.read(source(EVENTS), BookScript.LINEAR);
        BookAnswers answers = BookAnswers.of(TRAINED.model(), data, Target.NEXT_MOVE);
        Map<Long, Probabilities> served = served();
        int compared = 0;
        int bent = 0;
        for (int row = 0; row < data.size(); row++) {
            Probabilities said = served.get(data.timeNs(row));
            if (data.timeNs(row) >= TRAINED.model().dataToNs() && said != null && isAloneInTime(data, row)) {
                assertThat(answers.at(row)).isEqualTo(said);
                compared++;
                bent += plain(data, row).equals(said) ? 0 : 1;
            }
        }
        assertThat(compared).isGreaterThan(500);
        assertThat(bent).isGreaterThan(compared / 2);
    }

    @Test
    void dependOnNothingLater() {
        BookDataset whole = BookDataset.read(source(EVENTS), BookScript.LINEAR);
        BookDataset cut = BookDataset.read(source(EVENTS.subList(0, 10_500)), BookScript.LINEAR);
        BookAnswers all = BookAnswers.of(TRAINED.model(), whole, Target.NEXT_MOVE);
        BookAnswers some = BookAnswers.of(TRAINED.model(), cut, Target.NEXT_MOVE);
        assertThat(cut.timeNs(cut.size() - 1)).isGreaterThan(TRAINED.model().dataToNs());
        assertThat(cut.size()).isLessThan(whole.size());
        for (int row = 0; row < cut.size(); row++) {
            assertThat(some.at(row)).isEqualTo(all.at(row));
        }
    }

    @Test
    void knowAnAnswerOnlyAfterItCame() {
        BookDataset data = BookDataset.read(source(EVENTS), BookScript.LINEAR);
        for (int row = 0; row < data.size(); row++) {
            int known = data.answeredBefore(row);
            assertThat(known).isLessThanOrEqualTo(row);
            if (known > 0) {
                assertThat(data.labels().nextNs(known - 1)).isLessThanOrEqualTo(data.timeNs(row));
            }
        }
    }

    @Test
    void aCalibratedForecastIsAsFarOffAsChanceSays() {
        Random random = new Random(5);
        int moves = 400;
        int rowsPerMove = 20;
        Probabilities[] said = new Probabilities[moves * rowsPerMove];
        boolean[] separate = new boolean[said.length];
        boolean[] alone = new boolean[said.length];
        for (int i = 0; i < said.length; i++) {
            double up = random.nextDouble();
            said[i] = new Probabilities(up, 0, 1 - up);
            separate[i] = i % rowsPerMove == 0;
            alone[i] = true;
        }
        CalibrationNoise shared = CalibrationNoise.of(said, separate, 0.1, 1);
        CalibrationNoise independent = CalibrationNoise.of(said, alone, 0.1, 1);
        // The mean size of 15 gaps of 533 independent rows with variance E[p(1 − p)] = 1/6.
        assertThat(independent.mean()).isCloseTo(Math.sqrt(2 / Math.PI / 6 / (said.length / 15.0)), within(0.001));
        assertThat(shared.mean()).isGreaterThan(independent.mean());
        assertThat(shared.pValue()).isLessThan(0.01);
        assertThat(CalibrationNoise.of(said, separate, shared.mean(), 2).pValue())
                .isBetween(0.2, 0.8);
    }

    private static boolean isAloneInTime(BookDataset data, int row) {
        return data.timeNs(row - 1) < data.timeNs(row)
                && (row + 1 == data.size() || data.timeNs(row + 1) > data.timeNs(row));
    }

    private static Probabilities plain(BookDataset data, int row) {
        MirrorScore next = TRAINED.model().next();
        return next.probabilities(next.score(BookRows.of(data, new int[] {row})[0], 0));
    }

    private static Map<Long, Probabilities> served() {
        BookSignalModel model = TRAINED.serve(Set.of(BookScript.LINEAR));
        List<BookInput> inputs = new ArrayList<>();
        EVENTS.forEach(event -> model.observe(event).ifPresent(inputs::add));
        Map<Long, Probabilities> served = new TreeMap<>();
        model.evaluate(inputs).forEach(outcome -> {
            if (outcome instanceof Signal signal) {
                served.put(signal.dataAsOfNs(), signal.probabilities());
            }
        });
        return served;
    }

    private static ListSource source(List<MarketEvent> events) {
        return ListSource.of("script", events);
    }
}
