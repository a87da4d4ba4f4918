package io.colin.ml.report;

import io.colin.ml.report.Section.Bar;
import io.colin.ml.report.Section.Bars;
import io.colin.ml.report.Section.Lines;
import io.colin.ml.report.Section.Matrix;
import io.colin.ml.report.Section.Point;
import io.colin.ml.report.Section.Series;
import io.colin.ml.report.Section.Style;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Draws charts as inline SVG. Colours come from the page's style sheet, so that they follow light and dark. */
final class Charts {
    private static final double WIDTH = 760;
    private static final double HEIGHT = 320;
    private static final double LEFT = 70;
    private static final double RIGHT = 16;
    private static final double TOP = 12;
    private static final double BOTTOM = 46;
    private static final int COLOURS = 6;

    private final Markup out;

    Charts(Markup out) {
        this.out = out;
    }

    void draw(Lines chart) {
        List<Point> all =
                chart.series().stream().flatMap(s -> s.points().stream()).toList();
        if (all.isEmpty()) {
            out.leaf("p", "no data");
            return;
        }
        Axis x = axis(all, Point::x, 0, LEFT, WIDTH - RIGHT);
        Axis y = axis(all, Point::y, 0.04, HEIGHT - BOTTOM, TOP);
        start(chart.title(), HEIGHT);
        grid(x, y, chart);
        for (int i = 0; i < chart.series().size(); i++) {
            line(chart.series().get(i), "c" + i % COLOURS, x, y);
        }
        out.close("svg");
        legend(chart.series());
    }

    void draw(Bars chart) {
        if (chart.bars().isEmpty()) {
            out.leaf("p", "no data");
            return;
        }
        double lowest = chart.bars().stream()
                .mapToDouble(b -> Math.min(b.low(), b.value()))
                .min()
                .orElseThrow();
        double highest = chart.bars().stream()
                .mapToDouble(b -> Math.max(b.high(), b.value()))
                .max()
                .orElseThrow();
        Axis x = Axis.over(Math.min(0, lowest), Math.max(0, highest), 0.03, 190, WIDTH - RIGHT);
        double height = 22.0 * chart.bars().size() + BOTTOM + TOP;
        start(chart.title(), height);
        for (double tick : x.ticks(false)) {
            rule(x.pixel(tick), TOP, x.pixel(tick), height - BOTTOM);
            label(x.pixel(tick), height - BOTTOM + 16, "middle", x.label(tick, false));
        }
        for (int i = 0; i < chart.bars().size(); i++) {
            bar(chart.bars().get(i), TOP + 22 * i, x);
        }
        out.empty("line", "class", "axis", "x1", x.pixel(0), "y1", TOP, "x2", x.pixel(0), "y2", height - BOTTOM);
        label((190 + WIDTH) / 2, height - 10, "middle", chart.unit());
        out.close("svg");
    }

    void draw(Matrix chart) {
        int n = chart.names().size();
        double cell = 92;
        double left = 120;
        double top = 44;
        start(chart.title(), top + n * 56 + 8);
        label(left + n * cell / 2, 16, "middle", chart.columnsAre());
        label(8, top + n * 28, "start", chart.rowsAre());
        for (int row = 0; row < n; row++) {
            label(left + row * cell + cell / 2, 36, "middle", chart.names().get(row));
            label(left - 8, top + row * 56 + 32, "end", chart.names().get(row));
            int total =
                    chart.counts().get(row).stream().mapToInt(Integer::intValue).sum();
            for (int column = 0; column < n; column++) {
                int count = chart.counts().get(row).get(column);
                double share = total == 0 ? 0 : (double) count / total;
                cell(left + column * cell, top + row * 56, cell, count, share);
            }
        }
        out.close("svg");
    }

    private static Axis axis(List<Point> points, ToDoubleFunction<Point> of, double room, double from, double to) {
        DoubleSummaryStatistics values = points.stream().mapToDouble(of).summaryStatistics();
        return Axis.over(values.getMin(), values.getMax(), room, from, to);
    }

    private void start(String title, double height) {
        out.open(
                "svg",
                "viewBox",
                String.format(Locale.ROOT, "0 0 %.0f %.0f", WIDTH, height),
                "role",
                "img",
                "aria-label",
                title);
    }

    private void grid(Axis x, Axis y, Lines chart) {
        for (double tick : y.ticks(false)) {
            rule(LEFT, y.pixel(tick), WIDTH - RIGHT, y.pixel(tick));
            label(LEFT - 6, y.pixel(tick) + 4, "end", y.label(tick, false));
        }
        for (double tick : x.ticks(chart.axes().time())) {
            rule(x.pixel(tick), TOP, x.pixel(tick), HEIGHT - BOTTOM);
            label(
                    x.pixel(tick),
                    HEIGHT - BOTTOM + 16,
                    "middle",
                    x.label(tick, chart.axes().time()));
        }
        label((LEFT + WIDTH) / 2, HEIGHT - 8, "middle", chart.axes().x());
        out.leaf(
                "text",
                chart.axes().y(),
                "transform",
                "translate(14 " + (int) (HEIGHT / 2) + ") rotate(-90)",
                "text-anchor",
                "middle");
    }

    private void line(Series series, String colour, Axis x, Axis y) {
        if (series.points().isEmpty()) {
            return;
        }
        StringBuilder path = new StringBuilder();
        for (Point point : series.points()) {
            path.append(String.format(
                    Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", x.pixel(point.x()), y.pixel(point.y())));
        }
        String style = series.style() == Style.REFERENCE ? " reference" : "";
        out.empty("path", "class", "line " + colour + style, "d", path.toString());
        if (series.style() == Style.DOTS) {
            for (Point point : series.points()) {
                out.empty(
                        "circle",
                        "class",
                        "dot " + colour,
                        "cx",
                        x.pixel(point.x()),
                        "cy",
                        y.pixel(point.y()),
                        "r",
                        3.0);
            }
        }
    }

    private void legend(List<Series> series) {
        out.open("p", "class", "legend");
        for (int i = 0; i < series.size(); i++) {
            out.open("span").open("i", "class", "key c" + i % COLOURS).close("i");
            out.text(series.get(i).name()).close("span");
        }
        out.close("p");
    }

    private void bar(Bar bar, double top, Axis x) {
        double zero = x.pixel(0);
        double end = x.pixel(bar.value());
        label(182, top + 15, "end", bar.name());
        out.empty(
                "rect",
                "class",
                bar.value() < 0 ? "bar down" : "bar",
                "x",
                Math.min(zero, end),
                "y",
                top + 3,
                "width",
                Math.abs(end - zero),
                "height",
                16.0);
        if (bar.high() > bar.low()) {
            out.empty(
                    "line",
                    "class",
                    "interval",
                    "x1",
                    x.pixel(bar.low()),
                    "y1",
                    top + 11,
                    "x2",
                    x.pixel(bar.high()),
                    "y2",
                    top + 11);
        }
    }

    private void cell(double left, double top, double width, int count, double share) {
        out.empty(
                "rect",
                "class",
                "cell",
                "x",
                left,
                "y",
                top,
                "width",
                width - 4,
                "height",
                52.0,
                "fill-opacity",
                String.format(Locale.ROOT, "%.2f", 0.06 + 0.6 * share));
        strong(left + width / 2 - 2, top + 24, String.format(Locale.ROOT, "%,d", count));
        strong(left + width / 2 - 2, top + 41, String.format(Locale.ROOT, "%.0f %%", 100 * share));
    }

    private void strong(double x, double y, String text) {
        out.leaf("text", text, "class", "strong", "x", x, "y", y, "text-anchor", "middle");
    }

    private void rule(double x1, double y1, double x2, double y2) {
        out.empty("line", "class", "rule", "x1", x1, "y1", y1, "x2", x2, "y2", y2);
    }

    private void label(double x, double y, String anchor, String text) {
        out.leaf("text", text, "x", x, "y", y, "text-anchor", anchor);
    }
}
