package io.colin.ml.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.colin.ml.report.Section.Axes;
import io.colin.ml.report.Section.Bar;
import io.colin.ml.report.Section.Fact;
import io.colin.ml.report.Section.Point;
import io.colin.ml.report.Section.Series;
import io.colin.ml.report.Section.Style;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final String HOSTILE = "<script>alert('x')</script>&\"\u0007";

    private static Report report() {
        return Report.builder("Model " + HOSTILE, "adds nothing")
                .words("Notes", List.of(HOSTILE))
                .facts("Facts", List.of(new Fact("symbol", Cell.text(HOSTILE)), new Fact("rows", Cell.count(12_345))))
                .table(
                        "Baselines",
                        List.of("name", "accuracy", "p"),
                        List.of(
                                List.of(Cell.text("majority"), Cell.percent(0.625), Cell.probability(0.0004)),
                                List.of(Cell.text("silent"), Cell.absent(), Cell.probability(1))))
                .lines(
                        "Learning curve",
                        new Axes("epoch", "loss", false),
                        List.of(
                                new Series(
                                        "training " + HOSTILE,
                                        List.of(new Point(1, 1.1), new Point(2, 0.9)),
                                        Style.DOTS),
                                new Series("flat", List.of(new Point(1, 1), new Point(2, 1)), Style.REFERENCE)))
                .bars(
                        "Importance",
                        "log loss",
                        List.of(new Bar("ret_1", 0.02, 0.01, 0.03), new Bar("body", -0.01, -0.01, -0.01)))
                .confusion("Confusion", List.of("LONG", "SHORT"), List.of(List.of(3, 1), List.of(0, 0)))
                .build();
    }

    @Test
    void thePageNeedsNothingElseAndExecutesNothing() {
        String page = ReportHtml.of(report());
        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .contains("default-src 'none'")
                .contains("prefers-color-scheme:dark")
                .doesNotContain("<script")
                .doesNotContain("\u0007")
                .doesNotContain("://")
                .doesNotContain("url(")
                .doesNotContain("src=")
                .doesNotContain("href=");
        assertThat(page).contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;\uFFFD");
    }

    @Test
    void everyElementThatOpensCloses() {
        String page = ReportHtml.of(report()).replaceAll("(?s)<style>.*</style>", "");
        for (String element :
                List.of("section", "svg", "table", "tr", "td", "figure", "details", "text", "span", "p")) {
            assertThat(count(page, "<" + element + "[ >]")).as(element).isEqualTo(count(page, "</" + element + ">"));
        }
        assertThat(count(page, "<svg")).isEqualTo(3);
        assertThat(count(page, "<summary")).as("numbers behind each chart").isEqualTo(3);
    }

    @Test
    void showsNumbersRoundedAndSaysWhatIsAbsent() {
        String page = ReportHtml.of(report());
        assertThat(page)
                .contains(">62.5 %<")
                .contains(">&lt; 0.001<")
                .contains(">12,345<")
                .contains(">–<");
    }

    @Test
    void linesAreDrawnWhereTheirNumbersAre() {
        String page = ReportHtml.of(Report.builder("t", "v")
                .lines(
                        "l",
                        new Axes("x", "y", false),
                        List.of(new Series(
                                "s", List.of(new Point(0, 0), new Point(5, 1), new Point(10, 0)), Style.LINE)))
                .build());
        Matcher path = Pattern.compile("d=\"M([\\d.]+) ([\\d.]+)L([\\d.]+) ([\\d.]+)L([\\d.]+) ([\\d.]+)\"")
                .matcher(page);
        assertThat(path.find()).isTrue();
        assertThat(Double.parseDouble(path.group(3)))
                .isEqualTo((Double.parseDouble(path.group(1)) + Double.parseDouble(path.group(5))) / 2);
        assertThat(Double.parseDouble(path.group(4)))
                .as("higher is further up")
                .isLessThan(Double.parseDouble(path.group(2)));
        assertThat(path.group(2)).isEqualTo(path.group(6));
    }

    @Test
    void drawsASinglePointAndSaysWhenThereAreNone() {
        Series one = new Series("one", List.of(new Point(3, 7)), Style.LINE);
        Series none = new Series("none", List.of(), Style.LINE);
        Axes axes = new Axes("x", "y", true);
        assertThat(ReportHtml.of(
                        Report.builder("t", "v").lines("l", axes, List.of(one)).build()))
                .contains("<svg")
                .doesNotContain("NaN");
        assertThat(ReportHtml.of(Report.builder("t", "v")
                        .lines("l", axes, List.of(none))
                        .bars("b", "u", List.of())
                        .build()))
                .doesNotContain("<svg")
                .contains("no data");
    }

    @Test
    void theJsonHoldsTheFullValues() throws Exception {
        JsonNode json = new ObjectMapper().readTree(ReportJson.of(report()));
        assertThat(json.path("verdict").asText()).isEqualTo("adds nothing");
        JsonNode table = json.path("sections").get(2);
        assertThat(table.path("kind").asText()).isEqualTo("table");
        assertThat(table.path("rows").get(0).path("p").asDouble()).isEqualTo(0.0004);
        assertThat(table.path("rows").get(1).path("accuracy").isNull()).isTrue();
        assertThat(json.path("sections")
                        .get(3)
                        .path("series")
                        .get(0)
                        .path("points")
                        .get(1)
                        .get(1)
                        .asDouble())
                .isEqualTo(0.9);
        assertThat(json.path("sections").get(5).path("counts").get(0).get(0).asInt())
                .isEqualTo(3);
        assertThat(ReportJson.of(report())).isEqualTo(ReportJson.of(report()));
    }

    @Test
    void refusesWhatCannotBeShown() {
        assertThatIllegalArgumentException().isThrownBy(() -> Cell.number(Double.NaN, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Point(1, Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Report.builder("t", "v").table("x", List.of("a", "b"), List.of(List.of(Cell.count(1)))))
                .withMessageContaining("one cell a column");
    }

    private static int count(String text, String pattern) {
        return (int) Pattern.compile(pattern).matcher(text).results().count();
    }
}
