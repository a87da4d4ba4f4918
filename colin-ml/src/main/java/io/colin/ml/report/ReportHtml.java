package io.colin.ml.report;

import io.colin.ml.report.Section.Bars;
import io.colin.ml.report.Section.Facts;
import io.colin.ml.report.Section.Lines;
import io.colin.ml.report.Section.Matrix;
import io.colin.ml.report.Section.Table;
import io.colin.ml.report.Section.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A report as one HTML page that needs nothing else: charts are inline SVG, the page asks for no other file and forbids
 * itself to, follows the reader's light or dark setting, and keeps the numbers behind each chart in a table. All text is
 * escaped. The same report gives the same page.
 */
public final class ReportHtml {
    private static final String STYLE = """
            :root{--bg:#fff;--fg:#1b1f24;--dim:#5c6570;--rule:#dfe3e8;--box:#f6f7f9;--c0:#1f6feb;--c1:#c2410c;--c2:#15803d;\
            --c3:#7c3aed;--c4:#b45309;--c5:#0e7490;--down:#c2410c}
            @media(prefers-color-scheme:dark){:root{--bg:#12161b;--fg:#e6e9ed;--dim:#9aa4b0;--rule:#2c333b;--box:#1a2027;\
            --c0:#6ea8fe;--c1:#fb923c;--c2:#4ade80;--c3:#c4b5fd;--c4:#fbbf24;--c5:#67e8f9;--down:#fb923c}}
            body{background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:84rem;\
            padding:1.5rem}
            h1{font-size:1.5rem;margin:0 0 .5rem}h2{font-size:1.1rem;margin:2rem 0 .5rem}
            .verdict{background:var(--box);border-left:4px solid var(--c0);padding:.7rem 1rem;margin:0}
            .scroll{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.9rem}
            th,td{padding:.2rem .7rem;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top}
            td.n,th.n{text-align:right;white-space:nowrap}figure{margin:0}svg{width:100%;height:auto;max-width:47.5rem}
            svg text{fill:var(--dim);font:12px system-ui,sans-serif}.rule{stroke:var(--rule)}.axis{stroke:var(--dim)}
            .line{fill:none;stroke-width:2;stroke:currentColor}.reference{stroke-dasharray:5 4;stroke-width:1.2}
            .dot{fill:currentColor}.bar{fill:var(--c0)}.bar.down{fill:var(--down)}.interval{stroke:var(--fg);stroke-width:1.5}
            .cell{fill:var(--c0)}svg text.strong{fill:var(--fg)}
            .c0{color:var(--c0)}.c1{color:var(--c1)}.c2{color:var(--c2)}.c3{color:var(--c3)}.c4{color:var(--c4)}\
            .c5{color:var(--c5)}
            .legend{margin:.2rem 0;font-size:.85rem}.legend span{margin-right:1.2rem}
            .key{display:inline-block;width:.8rem;height:.8rem;border-radius:2px;background:currentColor;margin-right:.35rem;\
            vertical-align:-1px}
            details{font-size:.85rem;margin:.3rem 0}summary{color:var(--dim);cursor:pointer}
            details .scroll{max-height:20rem;overflow:auto}
            """;

    private final Markup out = new Markup();
    private final Charts charts = new Charts(out);

    private ReportHtml() {}

    /**
     * Writes a report.
     *
     * @param report to write
     * @return the whole page, to be stored as UTF-8
     */
    public static String of(Report report) {
        return new ReportHtml().write(report);
    }

    private String write(Report report) {
        out.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
                .leaf("title", report.title())
                .raw("<style>\n" + STYLE + "</style>\n</head>\n<body>\n")
                .leaf("h1", report.title())
                .leaf("p", report.verdict(), "class", "verdict");
        report.sections().forEach(this::section);
        return out.raw("</body>\n</html>\n").toString();
    }

    private void section(Section section) {
        out.open("section").leaf("h2", section.title());
        switch (section) {
            case Words words -> words.paragraphs().forEach(paragraph -> out.leaf("p", paragraph));
            case Facts facts -> facts(facts);
            case Table table -> table(table.columns(), table.rows());
            case Lines lines -> {
                out.open("figure");
                charts.draw(lines);
                out.close("figure");
                data(pointsOf(lines));
            }
            case Bars bars -> {
                out.open("figure");
                charts.draw(bars);
                out.close("figure");
                data(valuesOf(bars));
            }
            case Matrix matrix -> {
                out.open("figure");
                charts.draw(matrix);
                out.close("figure");
                data(countsOf(matrix));
            }
        }
        out.close("section");
    }

    private void facts(Facts facts) {
        out.open("div", "class", "scroll").open("table");
        facts.facts()
                .forEach(fact -> out.open("tr")
                        .leaf("th", fact.name())
                        .leaf("td", fact.value().shown())
                        .close("tr"));
        out.close("table").close("div");
    }

    private void data(Table table) {
        out.open("details").leaf("summary", "numbers");
        table(table.columns(), table.rows());
        out.close("details");
    }

    private void table(List<String> columns, List<List<Cell>> rows) {
        out.open("div", "class", "scroll").open("table").open("tr");
        for (int i = 0; i < columns.size(); i++) {
            out.leaf("th", columns.get(i), "class", isNumeric(rows, i) ? "n" : "t");
        }
        out.close("tr");
        for (List<Cell> row : rows) {
            out.open("tr");
            row.forEach(cell -> out.leaf("td", cell.shown(), "class", cell instanceof Cell.Text ? "t" : "n"));
            out.close("tr");
        }
        out.close("table").close("div");
    }

    private static boolean isNumeric(List<List<Cell>> rows, int column) {
        return !rows.isEmpty() && rows.stream().noneMatch(row -> row.get(column) instanceof Cell.Text);
    }

    private static Table pointsOf(Lines lines) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Section.Series series : lines.series()) {
            for (Section.Point point : series.points()) {
                Cell x = lines.axes().time()
                        ? Cell.text(Instant.ofEpochMilli((long) point.x()).toString())
                        : shortest(point.x());
                rows.add(List.of(Cell.text(series.name()), x, shortest(point.y())));
            }
        }
        return new Table(
                lines.title(), List.of("series", lines.axes().x(), lines.axes().y()), rows);
    }

    private static Table valuesOf(Bars bars) {
        List<List<Cell>> rows = bars.bars().stream()
                .map(bar -> List.of(
                        Cell.text(bar.name()), shortest(bar.value()), shortest(bar.low()), shortest(bar.high())))
                .toList();
        return new Table(bars.title(), List.of("name", bars.unit(), "low", "high"), rows);
    }

    private static Table countsOf(Matrix matrix) {
        List<String> columns = new ArrayList<>();
        columns.add(matrix.rowsAre() + " \\ " + matrix.columnsAre());
        columns.addAll(matrix.names());
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = 0; i < matrix.names().size(); i++) {
            List<Cell> row = new ArrayList<>();
            row.add(Cell.text(matrix.names().get(i)));
            matrix.counts().get(i).forEach(count -> row.add(Cell.count(count)));
            rows.add(row);
        }
        return new Table(matrix.title(), columns, rows);
    }

    private static Cell shortest(double value) {
        return new Cell.Numeric(value, String.format(Locale.ROOT, "%.5g", value));
    }
}
