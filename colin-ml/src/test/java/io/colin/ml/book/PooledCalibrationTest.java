package io.colin.ml.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.market.ListSource;
import io.colin.api.market.MarketEvent;
import io.colin.ml.BookTraining;
import io.colin.ml.TrainedBookModel;
import io.colin.ml.book.BookEvaluation.Comparison;
import io.colin.ml.book.BookEvaluation.Rival;
import io.colin.ml.book.BookEvaluation.Rows;
import io.colin.ml.book.BookEvaluation.Target;
import io.colin.ml.dataset.BookDataset;
import io.colin.ml.evaluation.BlockBootstrap;
import io.colin.ml.feature.book.BookScript;
import io.colin.ml.report.Report;
import io.colin.ml.report.ReportHtml;
import io.colin.ml.report.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PooledCalibrationTest {
    private static final List<MarketEvent> EVENTS = BookScript.events(BookScript.LINEAR, 21, 12_000);
    private static final BookDataset DATA = BookDataset.read(source(), BookScript.LINEAR);
    private static final TrainedBookModel TRAINED = BookTraining.builder()
            .source(source())
            .instrument(BookScript.LINEAR)
            .build()
            .train(DATA);
    private static final List<JudgedBook> JUDGED = TRAINED.evaluator().judge(DATA);
    private static final BookEvaluation EVALUATION = TRAINED.evaluations().getFirst();

    @Test
    void aBookWithItselfIsAsFarOffAndTheDrawsOfOneMarketShareTheirNoise() {
        List<JudgedBook> twice = new ArrayList<>(JUDGED);
        twice.addAll(JUDGED);
        List<PooledCalibration> all = PooledCalibration.each(twice, 42);
        assertThat(all)
                .extracting(PooledCalibration::target)
                .containsExactly(Target.NEXT_MOVE, Target.NEXT_MOVE, Target.FIVE_SECONDS, Target.FIVE_SECONDS);
        PooledCalibration pooled = all.getFirst();
        assertThat(pooled.choice()).isEqualTo(Rows.EVERY_CHANGE);
        assertThat(pooled.judgements()).isEqualTo(2);
        assertThat(pooled.rows()).isEqualTo(2 * EVALUATION.count());
        assertThat(pooled.moves()).isEqualTo(2 * EVALUATION.events());
        assertThat(pooled.error()).isCloseTo(EVALUATION.calibrationError(), within(0.003));
        assertThat(pooled.debiased().squared()).isCloseTo(EVALUATION.debiased().squared(), within(1e-12));
        assertThat(pooled.noiseAsOne()).isCloseTo(EVALUATION.calibrationNoise(), within(0.004));
        assertThat(pooled.noiseApart() / EVALUATION.calibrationNoise()).isBetween(0.6, 0.85);
        assertThat(pooled.pApart()).isLessThanOrEqualTo(pooled.pAsOne());
    }

    @Test
    void oneJudgementIsNotPooled() {
        assertThat(PooledCalibration.each(JUDGED, 42)).isEmpty();
    }

    @Test
    void isInTheReportAndInASentence() {
        List<JudgedBook> twice = new ArrayList<>(JUDGED);
        twice.addAll(JUDGED);
        List<PooledCalibration> pooled = PooledCalibration.each(twice, 42).subList(0, 1);
        assertThat(BookReport.together(pooled))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith(
                                "2 judgements together, next move, every change of the best quote: calibration error over all"
                                        + " rows ")
                        .contains("if the books moved apart (p ", "if they moved as one (p "));
        Report report = BookReport.of("script", TRAINED.evaluations(), List.of(), pooled);
        assertThat(report.sections())
                .filteredOn(Section.Facts.class::isInstance)
                .hasSize(TRAINED.evaluations().size() + 1)
                .allSatisfy(section -> assertThat(((Section.Facts) section).facts())
                        .extracting(Section.Fact::name)
                        .as("JSON keeps one value a name")
                        .doesNotHaveDuplicates());
        assertThat(ReportHtml.of(report))
                .contains("calibration error over all rows", "if exact and the books moved as one");
    }

    @Test
    void itsIntervalIsOfTheErrorWithoutNoise() {
        double off = 0.08;
        int covered = 0;
        int exact = 0;
        for (int seed = 0; seed < 20; seed++) {
            BlockBootstrap.Interval wrong = interval(seed, off);
            covered += wrong.low() <= off && off <= wrong.high() ? 1 : 0;
            exact += interval(seed, 0).low() < 0.01 ? 1 : 0;
        }
        assertThat(covered).isBetween(16, 20);
        assertThat(exact).isBetween(15, 20);
    }

    @Test
    void modelAndRuleAreComparedOnTheSameThirdOfTheRowsAndOnTheThirdOfEach() {
        JudgedBook judged = JUDGED.getFirst();
        int third = judged.size() / 3;
        int[] sure = largest(judged.confidence(), third);
        int[] strong = largest(judged.imbalance(), third);
        Comparison onSure = EVALUATION.against(Rival.IMBALANCE_ON_SUREST_THIRD);
        Comparison onStrong = EVALUATION.against(Rival.IMBALANCE_ON_ITS_THIRD);
        Comparison each = EVALUATION.against(Rival.IMBALANCE_THIRD);

        assertThat(onSure.rows()).isEqualTo(third);
        assertThat(onSure.accuracy()).isCloseTo(mean(judged.ruleHits(), sure), within(1e-12));
        assertThat(onSure.accuracy() + onSure.difference()).isCloseTo(EVALUATION.thirdAccuracy(), within(1e-12));
        assertThat(onStrong.accuracy()).isEqualTo(each.accuracy());
        assertThat(onStrong.accuracy() + onStrong.difference()).isCloseTo(mean(judged.hits(), strong), within(1e-12));
        assertThat(each.accuracy() + each.difference()).isCloseTo(EVALUATION.thirdAccuracy(), within(1e-12));
        assertThat(sure).isNotEqualTo(strong);
        int modelOnly = (int) IntStream.of(sure)
                .filter(i -> judged.separate()[i] && judged.hits()[i] > judged.ruleHits()[i])
                .count();
        assertThat(onSure.nonOverlapping().modelOnly()).isEqualTo(modelOnly);
        assertThat(each.nonOverlapping().modelOnly() + each.nonOverlapping().rivalOnly())
                .isZero();
    }

    /** Ten minutes of 1,200 moves, three rows each, which say {@code off} more than is true. */
    private static BlockBootstrap.Interval interval(long seed, double off) {
        int rows = 3_600;
        Random random = new Random(seed);
        long[] times = new long[rows];
        double[] confidence = new double[rows];
        double[] hits = new double[rows];
        double u = 0;
        for (int i = 0; i < rows; i++) {
            u = i % 3 == 0 ? random.nextDouble() : u;
            double right = 0.5 + 0.4 * random.nextDouble();
            times[i] = i * 600_000_000_000L / rows;
            confidence[i] = right + off;
            hits[i] = u < right ? 1 : 0;
        }
        return PooledCalibration.interval(times, confidence, hits, seed);
    }

    private static int[] largest(double[] values, int count) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .skip(values.length - count)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    private static double mean(double[] values, int[] at) {
        return IntStream.of(at).mapToDouble(i -> values[i]).average().orElseThrow();
    }

    private static ListSource source() {
        return ListSource.of("script", EVENTS);
    }
}
