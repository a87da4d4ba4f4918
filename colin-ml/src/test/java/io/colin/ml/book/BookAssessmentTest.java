package io.colin.ml.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.api.ColinException;
import io.colin.api.market.ListSource;
import io.colin.api.market.MarketEvent;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.ml.BookTraining;
import io.colin.ml.TrainedBookModel;
import io.colin.ml.book.BookEvaluation.Rows;
import io.colin.ml.book.BookEvaluation.Target;
import io.colin.ml.dataset.BookDataset;
import io.colin.ml.evaluation.Assessment;
import io.colin.ml.evaluation.Assessment.BaselineValue;
import io.colin.ml.evaluation.Assessment.Estimate;
import io.colin.ml.evaluation.Assessment.LossComparison;
import io.colin.ml.evaluation.ClassScore;
import io.colin.ml.evaluation.PermutationImportance;
import io.colin.ml.evaluation.Rival;
import io.colin.ml.feature.book.BookScript;
import io.colin.ml.report.Report;
import io.colin.ml.report.ReportHtml;
import io.colin.ml.report.ReportJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BookAssessmentTest {
    private static final double FEE_BPS = 3;
    private static final ListSource SOURCE = ListSource.of("script", events());
    private static final BookDataset DATA = BookDataset.read(SOURCE, BookScript.LINEAR);
    private static final TrainedBookModel TRAINED = BookTraining.builder()
            .source(SOURCE)
            .instrument(BookScript.LINEAR)
            .takerFeeBps(FEE_BPS)
            .build()
            .train(DATA);
    private static final List<JudgedBook> JUDGED = TRAINED.evaluator().judge(DATA);
    private static final List<BookAssessment> ASSESSED = TRAINED.evaluator().assess(DATA);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void measuresTheRowsOfEachEvaluation() {
        for (int i = 0; i < ASSESSED.size(); i++) {
            Assessment measured = ASSESSED.get(i).assessment();
            BookEvaluation evaluation = TRAINED.evaluations().get(i);
            assertThat(measured.evaluation().decisions()).isEqualTo(evaluation.count());
            assertThat(measured.evaluation().classification().accuracy())
                    .isCloseTo(evaluation.accuracy(), within(1e-12));
            assertThat(measured.evaluation().classification().calibrationError())
                    .isCloseTo(evaluation.calibrationError(), within(1e-12));
            assertThat(accuracy(measured, Rival.IMBALANCE))
                    .isEqualTo(
                            evaluation.against(BookEvaluation.Rival.IMBALANCE).accuracy(), within(1e-12));
            assertThat(accuracy(measured, Rival.LOGISTIC))
                    .isEqualTo(evaluation.against(BookEvaluation.Rival.LOGISTIC).accuracy(), within(1e-12));
        }
        assertThat(ASSESSED).hasSameSizeAs(TRAINED.evaluations());
    }

    @Test
    void logLossBrierPrecisionAndRecallAreThoseOfTheAnswersBesideTheClassSharesOfTraining() {
        for (int i = 0; i < ASSESSED.size(); i++) {
            JudgedBook judged = JUDGED.get(i);
            Assessment measured = ASSESSED.get(i).assessment();
            Probabilities shares = shares(judged.target());
            assertThat(TRAINED.model().shares(judged.target())).contains(shares);
            var c = measured.evaluation().classification();
            assertThat(c.logLoss())
                    .isCloseTo(mean(judged, k -> -Math.log(judged.said()[k].of(came(judged, k)))), tiny());
            assertThat(c.brier()).isCloseTo(mean(judged, k -> brier(judged.said()[k], came(judged, k))), tiny());
            LossComparison majority = measured.losses().getFirst();
            assertThat(majority.baseline()).isEqualTo(Rival.MAJORITY);
            assertThat(majority.logLoss()).isCloseTo(mean(judged, k -> -Math.log(shares.of(came(judged, k)))), tiny());
            assertThat(majority.brier()).isCloseTo(mean(judged, k -> brier(shares, came(judged, k))), tiny());
            assertThat(majority.difference().value()).isCloseTo(majority.logLoss() - c.logLoss(), tiny());
            assertThat(measured.losses())
                    .as("the rule and the last move state none")
                    .extracting(LossComparison::baseline)
                    .containsExactly(Rival.MAJORITY, Rival.LOGISTIC);
            for (ClassScore score : measured.classes()) {
                double named = mean(judged, k -> judged.said()[k].top() == score.direction() ? 1 : 0);
                double came = mean(judged, k -> came(judged, k) == score.direction() ? 1 : 0);
                double both = mean(
                        judged,
                        k -> judged.said()[k].top() == score.direction() && came(judged, k) == score.direction()
                                ? 1
                                : 0);
                assertThat(score.precision()).isCloseTo(named == 0 ? 0 : both / named, tiny());
                assertThat(score.recall()).isCloseTo(came == 0 ? 0 : both / came, tiny());
            }
        }
    }

    @Test
    void anAnswerIsWorthTheMoveOfTheMidLessTwoFeesAndTheSpreadAtItsRow() {
        int spread = DATA.schema().indexOf("spread_bps");
        for (int i = 0; i < ASSESSED.size(); i++) {
            JudgedBook judged = JUDGED.get(i);
            Assessment measured = ASSESSED.get(i).assessment();
            double acted = mean(judged, k -> Math.abs(judged.said()[k].top().sign()));
            double gross = mean(judged, k -> judged.said()[k].top().sign() * move(judged, k)) / acted;
            double cost = mean(
                            judged,
                            k -> Math.abs(judged.said()[k].top().sign())
                                    * 1e-4
                                    * (2 * FEE_BPS + DATA.value(judged.rows()[k], spread)))
                    / acted;
            Map<String, Estimate> estimates = measured.estimates();
            if (judged.target() == Target.NEXT_MOVE || estimates.containsKey("mean_net")) {
                Estimate net = Objects.requireNonNull(estimates.get("mean_net"));
                assertThat(Objects.requireNonNull(estimates.get("mean_gross")).value())
                        .isCloseTo(gross, within(1e-12));
                assertThat(net.value()).isCloseTo(gross - cost, within(1e-12));
                assertThat(net.low()).isLessThan(net.value());
                assertThat(net.high()).isGreaterThan(net.value());
            }
            int imbalance = DATA.schema().indexOf("imb_1");
            double rule = 0;
            int calls = 0;
            for (int k = 0; k < judged.size(); k++) {
                int row = judged.rows()[k];
                double sign = Math.signum(DATA.value(row, imbalance));
                rule += sign * move(judged, k) - Math.abs(sign) * 1e-4 * (2 * FEE_BPS + DATA.value(row, spread));
                calls += sign == 0 ? 0 : 1;
            }
            BaselineValue value = measured.values().stream()
                    .filter(one -> one.baseline().equals(Rival.IMBALANCE))
                    .findFirst()
                    .orElseThrow();
            assertThat(value.calls()).isEqualTo(calls);
            assertThat(value.net().value()).isCloseTo(rule / calls, within(1e-12));
        }
    }

    @Test
    void leansMostOnTheColumnOfTheLargestWeight() {
        BookAssessment next = ASSESSED.getFirst();
        assertThat(next.importances())
                .extracting(PermutationImportance::column)
                .containsExactlyInAnyOrder("size_log_ratio", "ofi_20ms", "ofi_100ms", "trade_imb_100ms");
        assertThat(next.importances().getFirst().increase()).isPositive();
        assertThat(TRAINED.evaluator().assess(DATA)).as("the same again").isEqualTo(ASSESSED);
    }

    @Test
    void theReportShowsAndPlotsItAndSaysThatItLoses() {
        Report report = BookReport.of("script", TRAINED.evaluations(), ASSESSED, List.of());
        String html = ReportHtml.of(report);
        String json = ReportJson.of(report);
        for (String part : List.of(
                "What it is worth",
                "Measured, with 95 % intervals",
                "Beside the baselines",
                "Each class against the others",
                "Confusion",
                "Reliability: how often what was named came",
                "Equity after costs, one position at a time",
                "Importance of columns by permutation")) {
            assertThat(html).contains(part);
            assertThat(json).contains("next move, every change of the best quote: " + part);
        }
        assertThat(json).contains("\"log_loss\"", "\"brier\"", "\"mean_net_bps\"", "\"precision\"", "\"recall\"");
        assertThat(BookReport.lines(TRAINED.evaluations(), ASSESSED))
                .hasSize(2 * ASSESSED.size())
                .element(1)
                .asString()
                .startsWith("Log loss ")
                .contains("The imbalance rule and the last move state no probabilities.")
                .contains("; acting on each loses after the fees and the spread of a round trip: -");
    }

    @Test
    void aFileOfTheFormerFormatIsReadServedAndJudgedWithoutWhatItDidNotKeep() throws IOException {
        Path former = former(3, TRAINED.save(folder));
        BookModelFile file = BookModelFile.load(former);
        assertThat(file.model().shares(Target.NEXT_MOVE)).isEmpty();
        assertThat(file.model().next()).isEqualTo(TRAINED.model().next());
        assertThat(file.model().evaluations()).isEqualTo(TRAINED.evaluations());
        assertThat(Files.readAllBytes(file.save(folder).resolve(BookModelFile.CONTENT)))
                .as("its bytes, and so its name, stay")
                .isEqualTo(Files.readAllBytes(former.resolve(BookModelFile.CONTENT)));
        BookEvaluator evaluator = BookEvaluator.of(file.model());
        assertThat(evaluator.evaluate(DATA, Target.NEXT_MOVE, Rows.EVERY_CHANGE).accuracy())
                .isEqualTo(TRAINED.evaluations().getFirst().accuracy());
        assertThat(evaluator.assess(DATA)).isEmpty();
        assertThat(BookReport.lines(TRAINED.evaluations(), List.of()))
                .last()
                .asString()
                .contains("kept no class shares");
        Path unknown =
                former(2, folder.resolve(BookModelFile.of(TRAINED.model()).id()));
        assertThatThrownBy(() -> BookModelFile.load(unknown))
                .isInstanceOf(ColinException.class)
                .hasMessageContaining("cannot be used");
    }

    private Path former(int format, Path saved) throws IOException {
        JsonMapper mapper = JsonMapper.builder().build();
        JsonNode tree = mapper.readTree(Files.readAllBytes(saved.resolve(BookModelFile.CONTENT)));
        ((ObjectNode) tree).put("format", format).remove("classShares");
        byte[] content = mapper.writeValueAsBytes(tree);
        Path directory = Files.createDirectories(folder.resolve("former-" + format));
        Files.write(directory.resolve(BookModelFile.CONTENT), content);
        Files.write(
                directory.resolve("manifest.sha256"),
                (sha256(content) + "  " + BookModelFile.CONTENT + "\n").getBytes(StandardCharsets.UTF_8));
        return directory;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Probabilities shares(Target target) {
        BookSplit split = new BookSplit(DATA, target);
        int[] rows = split.between(DATA.timeNs(0), TRAINED.model().dataToNs());
        Map<Direction, Long> counts = Arrays.stream(rows)
                .mapToObj(split::direction)
                .collect(Collectors.groupingBy(direction -> direction, Collectors.counting()));
        double up = (double) counts.getOrDefault(Direction.LONG, 0L) / rows.length;
        double down = (double) counts.getOrDefault(Direction.SHORT, 0L) / rows.length;
        return new Probabilities(up, Math.max(0, 1 - up - down), down);
    }

    private static Direction came(JudgedBook judged, int k) {
        return new BookSplit(DATA, judged.target()).direction(judged.rows()[k]);
    }

    private static double move(JudgedBook judged, int k) {
        int row = judged.rows()[k];
        return (judged.target() == Target.NEXT_MOVE
                        ? DATA.labels().move(row)
                        : DATA.labels().laterMove(row))
                / DATA.mid(row);
    }

    private static double brier(Probabilities p, Direction came) {
        double sum = 0;
        for (Direction direction : Direction.values()) {
            sum += Math.pow(p.of(direction) - (direction == came ? 1 : 0), 2);
        }
        return sum;
    }

    private static double mean(JudgedBook judged, ToDoubleFunction<Integer> of) {
        double sum = 0;
        for (int k = 0; k < judged.size(); k++) {
            sum += of.applyAsDouble(k);
        }
        return sum / judged.size();
    }

    private static double accuracy(Assessment measured, String rival) {
        return measured.evaluation().baselines().stream()
                .filter(one -> one.name().equals(rival))
                .findFirst()
                .orElseThrow()
                .accuracy();
    }

    private static Offset<Double> tiny() {
        return within(1e-9);
    }

    private static List<MarketEvent> events() {
        return BookScript.events(BookScript.LINEAR, 21, 12_000);
    }
}
