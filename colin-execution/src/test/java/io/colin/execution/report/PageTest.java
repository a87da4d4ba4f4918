package io.colin.execution.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.execution.report.Block.Column;
import io.colin.execution.report.Block.Figure;
import io.colin.execution.report.Block.Heat;
import io.colin.execution.report.LineChart.Point;
import io.colin.execution.report.LineChart.Series;
import io.colin.execution.report.LineChart.Style;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class PageTest {
    @Test
    void hasOneBlockAfterTheOtherAndNothingFromOutside() {
        String html = everything().html();

        assertThat(html).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
        assertThat(html).contains("default-src 'none'").doesNotContain("<script", "http:", "https:", "url(", "@import");
        assertThat(html.indexOf("<h2>Words")).isLessThan(html.indexOf("<h2>Tiles"));
        assertThat(html).contains("prefers-color-scheme:dark");
        assertThat(everything().html()).isEqualTo(html);
    }

    @Test
    void everyPictureIsWellFormed() throws Exception {
        Matcher pictures = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL)
                .matcher(everything().html());
        int found = 0;
        while (pictures.find()) {
            found++;
            Document picture = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(pictures.group())));
            assertThat(picture.getElementsByTagName("text").getLength()).isGreaterThan(3);
        }
        assertThat(found).isEqualTo(2);
    }

    @Test
    void escapesWhatComesFromOutside() {
        String html = Page.builder("<b>&", "\"'\u0001")
                .add(new Block.Table("t", List.of(Column.words("<i>")), List.of(List.of("</td>"))))
                .build()
                .html();

        assertThat(html).contains("&lt;b&gt;&amp;", "&quot;&#39;\uFFFD", "&lt;i&gt;", "&lt;/td&gt;");
        assertThat(html).doesNotContain("<b>", "<i>");
    }

    @Test
    void aFigureWithoutAValueGivesItsReason() {
        assertThat(everything().html()).contains("<dd class=\"absent\">needs 30 days, has 3</dd>");
        assertThatThrownBy(() -> new Figure("Sharpe ratio", "", " "))
                .hasMessage("Sharpe ratio: must say why there is no value (\"\")");
    }

    @Test
    void pointsStandWhereTheirValuesAre() {
        String html = chart(List.of(new Point(0, 0), new Point(5, 5), new Point(10, 10)));
        Matcher path = Pattern.compile("d=\"M([0-9.]+) ([0-9.]+)L([0-9.]+) ([0-9.]+)L([0-9.]+) ([0-9.]+)\"")
                .matcher(html);

        assertThat(path.find()).isTrue();
        double[] at = IntStream.rangeClosed(1, 6)
                .mapToDouble(i -> Double.parseDouble(path.group(i)))
                .toArray();
        assertThat(at[2]).isCloseTo((at[0] + at[4]) / 2, within(0.11));
        assertThat(at[3]).isCloseTo((at[1] + at[5]) / 2, within(0.11));
        assertThat(at[0]).isLessThan(at[4]);
        assertThat(at[1]).as("up is more").isGreaterThan(at[5]);
    }

    @Test
    void aLongSeriesKeepsItsExtremes() {
        List<Point> flat = new ArrayList<>();
        IntStream.range(0, 50_000).forEach(i -> flat.add(new Point(i, i == 30_001 ? 100 : 1)));
        List<Point> spike = List.of(new Point(0, 1), new Point(30_001, 100), new Point(49_999, 1));

        assertThat(highest(chart(flat))).isEqualTo(highest(chart(spike)));
        assertThat(chart(flat).length()).isLessThan(80_000);
    }

    @Test
    void drawsASpanOfNothing() {
        assertThat(chart(List.of(new Point(1, 7)))).contains("<circle").doesNotContain("NaN", "Infinity");
        assertThat(chart(List.of(new Point(1, 7), new Point(2, 7))))
                .contains("<path")
                .doesNotContain("NaN", "Infinity");
        assertThat(chart(List.of())).contains("no data").doesNotContain("<svg");
    }

    @Test
    void refusesWhatCannotBeDrawn() {
        assertThatThrownBy(() -> new Point(0, Double.NaN)).hasMessage("y: must be finite (NaN)");
        assertThatThrownBy(() -> new Heat("x", 2)).hasMessage("strength: must be in [-1.0, 1.0] (2.0)");
        assertThatThrownBy(() -> new Block.Table("t", List.of(Column.words("a")), List.of(List.of("1", "2"))))
                .hasMessage("rows: must have 1 texts ([1, 2])");
        assertThatThrownBy(() -> new BarChart.Bar("b", 1, 2, 1)).hasMessageStartingWith("high: must be in [2.0");
    }

    private static double highest(String html) {
        Matcher path = Pattern.compile("class=\"line c0\" d=\"([^\"]*)\"").matcher(html);
        assertThat(path.find()).isTrue();
        return Pattern.compile("[ML]([0-9.]+) ([0-9.]+)")
                .matcher(path.group(1))
                .results()
                .mapToDouble(point -> Double.parseDouble(point.group(2)))
                .min()
                .orElseThrow();
    }

    private static String chart(List<Point> points) {
        return Page.builder("t", "s")
                .add(new LineChart("chart", LineChart.X.of("x"), "y", List.of(new Series("one", Style.LINE, points))))
                .build()
                .html();
    }

    private static Page everything() {
        List<Point> points = IntStream.range(0, 100)
                .mapToObj(i -> new Point(1.7e12 + i * 3_600_000.0, Math.sin(i / 9.0)))
                .toList();
        return Page.builder("Everything", "What a page can show.")
                .words("Words", "One.", "Two.")
                .add(new Block.Figures(
                        "Tiles",
                        List.of(
                                Figure.of("Return", "+1.2 %"),
                                Figure.absent("Sharpe ratio", "needs 30 days, has 3"),
                                new Figure("Trades", "12", "5 won"))))
                .add(new Block.Table(
                        "Rows", List.of(Column.words("name"), Column.numbers("n")), List.of(List.of("a", "1"))))
                .add(new Block.HeatTable(
                        "Months",
                        List.of("Jan", "Feb"),
                        List.of(new Block.HeatRow("2024", List.of(new Heat("+1.0 %", 0.5), Heat.NONE)))))
                .add(new LineChart(
                        "Lines",
                        LineChart.X.TIME,
                        "%",
                        List.of(
                                new Series("area", Style.AREA, points),
                                new Series("dashed", Style.DASHED, points),
                                new Series("dots", Style.DOTS, points.subList(0, 5)))))
                .add(new BarChart(
                        "Bars", "bp", List.of(BarChart.Bar.of("fees", 12), new BarChart.Bar("impact", -3, -5, -1))))
                .build();
    }
}
