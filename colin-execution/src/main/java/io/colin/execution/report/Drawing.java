package io.colin.execution.report;

import io.colin.execution.report.BarChart.Bar;
import io.colin.execution.report.LineChart.Point;
import io.colin.execution.report.LineChart.Series;
import io.colin.execution.report.LineChart.Style;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;

/** Draws charts as inline SVG. Colours are classes of the page's style sheet, so that they follow light and dark. */
final class Drawing {
    private static final double WIDTH = 900;
    private static final double HEIGHT = 300;
    private static final double LEFT = 84;
    private static final double RIGHT = 22;
    private static final double TOP = 12;
    private static final double BOTTOM = 30;
    private static final double NAME_ROOM = 26;
    private static final double ROW = 26;
    private static final double BAR_LEFT = 210;
    private static final int COLOURS = 6;

    private final Html out;

    Drawing(Html out) {
        this.out = out;
    }

    void draw(LineChart chart) {
        List<Point> all =
                chart.series().stream().flatMap(s -> s.points().stream()).toList();
        if (all.isEmpty()) {
            out.leaf("p", "no data", "class", "none");
            return;
        }
        boolean named = !chart.x().name().isEmpty();
        double height = HEIGHT + (named ? NAME_ROOM : 0);
        Scale x = horizontal(chart, all);
        Scale y = vertical(chart, all);
        if (chart.series().size() > 1) {
            legend(chart.series());
        }
        start(chart.title() + ", " + chart.y(), height);
        grid(x, y);
        if (named) {
            label((LEFT + WIDTH) / 2, height - 8, "middle", chart.x().name());
        }
        for (int i = 0; i < chart.series().size(); i++) {
            series(chart.series().get(i), "c" + i % COLOURS, x, y);
        }
        out.close("svg");
    }

    void draw(BarChart chart) {
        if (chart.bars().isEmpty()) {
            out.leaf("p", "no data", "class", "none");
            return;
        }
        double lowest = 0;
        double highest = 0;
        for (Bar bar : chart.bars()) {
            lowest = Math.min(lowest, Math.min(bar.low(), bar.value()));
            highest = Math.max(highest, Math.max(bar.high(), bar.value()));
        }
        Scale x = Scale.numbers(lowest, highest, BAR_LEFT, WIDTH - RIGHT);
        double foot = TOP + ROW * chart.bars().size();
        start(chart.title() + ", " + chart.unit(), foot + BOTTOM + NAME_ROOM);
        for (double mark : x.marks()) {
            rule("rule", x.pixel(mark), TOP, x.pixel(mark), foot);
            label(x.pixel(mark), foot + 18, "middle", x.label(mark));
        }
        for (int i = 0; i < chart.bars().size(); i++) {
            bar(chart.bars().get(i), TOP + ROW * i, x);
        }
        rule("axis", x.pixel(0), TOP, x.pixel(0), foot);
        label((BAR_LEFT + WIDTH) / 2, foot + BOTTOM + 14, "middle", chart.unit());
        out.close("svg");
    }

    private static Scale horizontal(LineChart chart, List<Point> all) {
        DoubleSummaryStatistics values = all.stream().mapToDouble(Point::x).summaryStatistics();
        return chart.x().time()
                ? Scale.times(values.getMin(), values.getMax(), LEFT, WIDTH - RIGHT)
                : Scale.numbers(values.getMin(), values.getMax(), LEFT, WIDTH - RIGHT);
    }

    private static Scale vertical(LineChart chart, List<Point> all) {
        DoubleSummaryStatistics values = all.stream().mapToDouble(Point::y).summaryStatistics();
        boolean fromZero = chart.series().stream().anyMatch(s -> s.style() == Style.AREA);
        double low = fromZero ? Math.min(0, values.getMin()) : values.getMin();
        double high = fromZero ? Math.max(0, values.getMax()) : values.getMax();
        return Scale.numbers(low, high, HEIGHT - BOTTOM, TOP);
    }

    private void start(String title, double height) {
        String box = String.format(Locale.ROOT, "0 0 %.0f %.0f", WIDTH, height);
        out.open("svg", "viewBox", box, "role", "img", "aria-label", title);
    }

    private void grid(Scale x, Scale y) {
        for (double mark : y.marks()) {
            rule(mark == 0 ? "axis" : "rule", LEFT, y.pixel(mark), WIDTH - RIGHT, y.pixel(mark));
            label(LEFT - 8, y.pixel(mark) + 4, "end", y.label(mark));
        }
        for (double mark : x.marks()) {
            rule("rule", x.pixel(mark), TOP, x.pixel(mark), HEIGHT - BOTTOM);
            // A date at the very edge would be cut off.
            if (x.pixel(mark) > LEFT + 20 && x.pixel(mark) < WIDTH - 40) {
                label(x.pixel(mark), HEIGHT - BOTTOM + 18, "middle", x.label(mark));
            }
        }
    }

    private void series(Series series, String colour, Scale x, Scale y) {
        List<Point> points = thinned(series.points(), x);
        if (points.isEmpty()) {
            return;
        }
        if (series.style() == Style.DOTS || points.size() == 1) {
            points.forEach(p -> out.empty(
                    "circle", "class", "dot " + colour, "cx", x.pixel(p.x()), "cy", y.pixel(p.y()), "r", 3.0));
            return;
        }
        String path = path(points, x, y);
        if (series.style() == Style.AREA) {
            String surface = path
                    + String.format(
                            Locale.ROOT,
                            "L%.1f %.1fL%.1f %.1fZ",
                            x.pixel(points.getLast().x()),
                            y.pixel(0),
                            x.pixel(points.getFirst().x()),
                            y.pixel(0));
            out.empty("path", "class", "area " + colour, "d", surface);
        }
        out.empty("path", "class", (series.style() == Style.DASHED ? "line dashed " : "line ") + colour, "d", path);
    }

    /** Of many values within one pixel column only the first, the extremes and the last can be seen. */
    private static List<Point> thinned(List<Point> points, Scale x) {
        if (points.size() <= 4 * WIDTH) {
            return points;
        }
        List<Point> kept = new ArrayList<>();
        int from = 0;
        while (from < points.size()) {
            long column = (long) x.pixel(points.get(from).x());
            int to = from;
            int lowest = from;
            int highest = from;
            while (to < points.size() && (long) x.pixel(points.get(to).x()) == column) {
                lowest = points.get(to).y() < points.get(lowest).y() ? to : lowest;
                highest = points.get(to).y() > points.get(highest).y() ? to : highest;
                to++;
            }
            List.of(from, Math.min(lowest, highest), Math.max(lowest, highest), to - 1).stream()
                    .distinct()
                    .map(points::get)
                    .forEach(kept::add);
            from = to;
        }
        return kept;
    }

    private static String path(List<Point> points, Scale x, Scale y) {
        StringBuilder path = new StringBuilder(points.size() * 12);
        for (Point point : points) {
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(tenth(x.pixel(point.x())))
                    .append(' ')
                    .append(tenth(y.pixel(point.y())));
        }
        return path.toString();
    }

    private static double tenth(double pixel) {
        return Math.round(10 * pixel) / 10.0;
    }

    private void legend(List<Series> series) {
        out.open("p", "class", "legend");
        for (int i = 0; i < series.size(); i++) {
            boolean dashed = series.get(i).style() == Style.DASHED;
            out.open("span")
                    .open("i", "class", (dashed ? "key dashed c" : "key c") + i % COLOURS)
                    .close("i");
            out.text(series.get(i).name()).close("span");
        }
        out.close("p");
    }

    private void bar(Bar bar, double top, Scale x) {
        double zero = x.pixel(0);
        double end = x.pixel(bar.value());
        label(BAR_LEFT - 10, top + ROW / 2 + 4, "end", bar.name());
        out.empty(
                "rect",
                "class",
                bar.value() < 0 ? "bar down" : "bar",
                "x",
                Math.min(zero, end),
                "y",
                top + 5,
                "width",
                Math.abs(end - zero),
                "height",
                ROW - 10);
        if (bar.high() > bar.low()) {
            rule("interval", x.pixel(bar.low()), top + ROW / 2, x.pixel(bar.high()), top + ROW / 2);
        }
    }

    private void rule(String style, double x1, double y1, double x2, double y2) {
        out.empty("line", "class", style, "x1", x1, "y1", y1, "x2", x2, "y2", y2);
    }

    private void label(double x, double y, String anchor, String text) {
        out.leaf("text", text, "x", x, "y", y, "text-anchor", anchor);
    }
}
