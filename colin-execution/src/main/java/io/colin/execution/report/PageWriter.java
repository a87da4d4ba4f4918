package io.colin.execution.report;

import io.colin.execution.report.Block.Column;
import io.colin.execution.report.Block.Figure;
import io.colin.execution.report.Block.Figures;
import io.colin.execution.report.Block.Heat;
import io.colin.execution.report.Block.HeatRow;
import io.colin.execution.report.Block.HeatTable;
import io.colin.execution.report.Block.Table;
import io.colin.execution.report.Block.Words;
import io.colin.execution.report.LineChart.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes a page. */
final class PageWriter {
    /** More rows than this are folded, so that what follows them is found. */
    private static final int SHORT = 30;

    /** The numbers behind a chart are written up to here; a longer series says how many were left out. */
    private static final int LONGEST = 400;

    private static final String STYLE = """
            :root{color-scheme:light dark;--bg:#fbfbfc;--card:#fff;--fg:#1a1f26;--dim:#5b6572;--rule:#e3e7ec;--axis:#9aa4b0;\
            --c0:#1c64d9;--c1:#c2570c;--c2:#0f7a4d;--c3:#7a3fd1;--c4:#a16207;--c5:#0e7490;--good:15,122,77;--bad:194,65,12}
            @media(prefers-color-scheme:dark){:root{--bg:#0f1317;--card:#161b21;--fg:#e4e8ed;--dim:#98a3b0;--rule:#272e37;\
            --axis:#66707c;--c0:#6aa5ff;--c1:#f79a4d;--c2:#4cc38a;--c3:#b79bff;--c4:#e6b84c;--c5:#58c7db;--good:76,195,138;\
            --bad:247,120,77}}
            *{box-sizing:border-box}
            body{background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,\
            sans-serif;margin:0 auto;max-width:70rem;padding:2rem 1.25rem 4rem}
            h1{font-size:1.55rem;line-height:1.25;margin:0 0 .6rem}
            h2{font-size:1.02rem;margin:0 0 .75rem}h2 small{color:var(--dim);font-weight:400;margin-left:.5rem}
            .summary{color:var(--dim);font-size:1.05rem;margin:0 0 1.5rem;max-width:52rem}
            section{background:var(--card);border:1px solid var(--rule);border-radius:10px;padding:1.1rem 1.25rem;\
            margin:0 0 1rem}
            p{margin:.4rem 0}.none{color:var(--dim)}
            dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(11.5rem,1fr));gap:1rem 1.5rem;margin:0}
            dl div{min-width:0}dt{color:var(--dim);font-size:.82rem}
            dd{margin:0;font-size:1.2rem;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
            dd.long{font-size:.86rem}dd.absent{font-size:.86rem;color:var(--dim)}dd small{display:block;color:var(--dim);\
            font-size:.78rem;line-height:1.35}
            .scroll{overflow-x:auto}
            table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.86rem}table.heat{width:100%}
            th,td{padding:.28rem .65rem;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top}
            th{color:var(--dim);font-weight:600;white-space:nowrap}tr:last-child td{border-bottom:0}
            .n{text-align:right;white-space:nowrap}.heat td{text-align:right;white-space:nowrap}
            figure{margin:0}svg{display:block;width:100%;height:auto}
            svg text{fill:var(--dim);font:12px system-ui,"Segoe UI",Roboto,Arial,sans-serif}
            .rule{stroke:var(--rule)}.axis{stroke:var(--axis)}
            .line{fill:none;stroke:currentColor;stroke-width:1.8;stroke-linejoin:round}
            .line.dashed{stroke-dasharray:6 4;stroke-width:1.4}
            .area{fill:currentColor;fill-opacity:.16}.dot{fill:currentColor;fill-opacity:.75}
            .part{fill:currentColor;fill-opacity:.85}
            .bar{fill:var(--c0)}.bar.down{fill:var(--c1)}.interval{stroke:var(--fg);stroke-width:1.6}
            .c0{color:var(--c0)}.c1{color:var(--c1)}.c2{color:var(--c2)}.c3{color:var(--c3)}.c4{color:var(--c4)}\
            .c5{color:var(--c5)}
            .legend{font-size:.84rem;margin:0 0 .4rem}.legend span{margin-right:1.4rem;white-space:nowrap}
            .key{display:inline-block;width:1.2rem;border-top:3px solid currentColor;margin-right:.45rem;vertical-align:.28em}
            .key.dashed{border-top-style:dashed}
            details{font-size:.86rem;margin:.6rem 0 0}summary{color:var(--dim);cursor:pointer}
            details .scroll{max-height:26rem;overflow:auto;margin-top:.5rem}
            @media print{body{background:#fff}section{break-inside:avoid}}
            """;

    private final Html out = new Html();
    private final Drawing drawing = new Drawing(out);

    String write(Page page) {
        out.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\""
                        + " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .leaf("title", page.title())
                .raw("<style>\n" + STYLE + "</style>\n</head>\n<body>\n")
                .leaf("h1", page.title())
                .leaf("p", page.summary(), "class", "summary");
        page.blocks().forEach(this::block);
        return out.raw("</body>\n</html>\n").toString();
    }

    private void block(Block block) {
        out.open("section").open("h2").text(block.title());
        if (block instanceof LineChart chart) {
            out.leaf("small", chart.y());
        }
        out.close("h2");
        switch (block) {
            case Words words -> words.paragraphs().forEach(paragraph -> out.leaf("p", paragraph));
            case Figures figures -> figures(figures);
            case Table table -> table(table);
            case HeatTable heat -> heat(heat);
            case LineChart chart -> {
                out.open("figure");
                drawing.draw(chart);
                out.close("figure");
                folded("numbers", numbersOf(chart));
            }
            case BarChart chart -> {
                out.open("figure");
                drawing.draw(chart);
                out.close("figure");
                folded("numbers", numbersOf(chart));
            }
            case StackChart chart -> {
                out.open("figure");
                new StackDrawing(out).draw(chart);
                out.close("figure");
                folded("numbers", numbersOf(chart));
            }
        }
        out.close("section");
    }

    private void figures(Figures block) {
        out.open("dl");
        for (Figure figure : block.figures()) {
            out.open("div").leaf("dt", figure.name());
            if (figure.value().isEmpty()) {
                out.leaf("dd", figure.note(), "class", "absent");
            } else {
                out.open("dd", "class", figure.value().length() > 16 ? "long" : "short")
                        .text(figure.value());
                if (!figure.note().isEmpty()) {
                    out.leaf("small", figure.note());
                }
                out.close("dd");
            }
            out.close("div");
        }
        out.close("dl");
    }

    private void table(Table table) {
        if (table.rows().isEmpty()) {
            out.leaf("p", "none", "class", "none");
        } else if (table.rows().size() > SHORT) {
            folded(String.format(Locale.ROOT, "%,d rows", table.rows().size()), table);
        } else {
            rows(table);
        }
    }

    private void folded(String summary, Table table) {
        if (table.rows().isEmpty()) {
            return;
        }
        out.open("details").leaf("summary", summary);
        rows(table);
        out.close("details");
    }

    private void rows(Table table) {
        List<Column> columns = table.columns();
        out.open("div", "class", "scroll").open("table").open("tr");
        columns.forEach(column -> out.leaf("th", column.name(), "class", column.numeric() ? "n" : "t"));
        out.close("tr");
        for (List<String> row : table.rows()) {
            out.open("tr");
            for (int i = 0; i < row.size(); i++) {
                out.leaf("td", row.get(i), "class", columns.get(i).numeric() ? "n" : "t");
            }
            out.close("tr");
        }
        out.close("table").close("div");
    }

    private void heat(HeatTable table) {
        out.open("div", "class", "scroll")
                .open("table", "class", "heat")
                .open("tr")
                .leaf("th", "");
        table.columns().forEach(column -> out.leaf("th", column, "class", "n"));
        out.close("tr");
        for (HeatRow row : table.rows()) {
            out.open("tr").leaf("th", row.name());
            for (Heat cell : row.cells()) {
                String tint = cell.strength() < 0 ? "--bad" : "--good";
                String style = String.format(
                        Locale.ROOT, "background:rgba(var(%s),%.2f)", tint, 0.45 * Math.abs(cell.strength()));
                out.leaf("td", cell.shown(), "style", style);
            }
            out.close("tr");
        }
        out.close("table").close("div");
    }

    private static Table numbersOf(LineChart chart) {
        List<List<String>> rows = new ArrayList<>();
        for (Series series : chart.series()) {
            int every = Math.max(1, (series.points().size() + LONGEST - 1) / LONGEST);
            String name = every == 1 ? series.name() : series.name() + " (every " + every + "th)";
            for (int i = 0; i < series.points().size(); i += every) {
                LineChart.Point point = series.points().get(i);
                String x = chart.x().time()
                        ? Instant.ofEpochMilli((long) point.x()).toString()
                        : shown(point.x());
                rows.add(List.of(name, x, shown(point.y())));
            }
        }
        String x = chart.x().time() ? "time (UTC)" : chart.x().name();
        return new Table(
                chart.title(), List.of(Column.words("series"), Column.words(x), Column.numbers(chart.y())), rows);
    }

    private static Table numbersOf(BarChart chart) {
        boolean intervals = chart.bars().stream().anyMatch(bar -> bar.high() > bar.low());
        List<Column> columns = new ArrayList<>(List.of(Column.words(""), Column.numbers(chart.unit())));
        if (intervals) {
            columns.add(Column.numbers("from"));
            columns.add(Column.numbers("to"));
        }
        List<List<String>> rows = chart.bars().stream()
                .map(bar -> intervals
                        ? List.of(bar.name(), shown(bar.value()), shown(bar.low()), shown(bar.high()))
                        : List.of(bar.name(), shown(bar.value())))
                .toList();
        return new Table(chart.title(), columns, rows);
    }

    private static Table numbersOf(StackChart chart) {
        List<Column> columns = new ArrayList<>(List.of(Column.words("")));
        chart.parts().forEach(part -> columns.add(Column.numbers(part)));
        columns.add(Column.numbers("sum, " + chart.unit()));
        List<List<String>> rows = new ArrayList<>();
        for (StackChart.Row row : chart.rows()) {
            List<String> texts = new ArrayList<>(List.of(row.name()));
            row.values().forEach(value -> texts.add(shown(value)));
            texts.add(shown(row.values().stream().mapToDouble(each -> each).sum()));
            rows.add(texts);
        }
        return new Table(chart.title(), columns, rows);
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, "%.6g", value + 0.0);
    }
}
