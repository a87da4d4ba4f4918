package io.colin.execution.report;

import java.util.Locale;

/** Draws bars made of parts as inline SVG. */
final class StackDrawing {
    private static final double WIDTH = 900;
    private static final double RIGHT = 22;
    private static final double LEFT = 210;
    private static final double TOP = 12;
    private static final double BOTTOM = 56;
    private static final double ROW = 26;

    private final Html out;

    StackDrawing(Html out) {
        this.out = out;
    }

    void draw(StackChart chart) {
        if (chart.rows().isEmpty()) {
            out.leaf("p", "no data", "class", "none");
            return;
        }
        legend(chart);
        double foot = TOP + ROW * chart.rows().size();
        String box = String.format(Locale.ROOT, "0 0 %.0f %.0f", WIDTH, foot + BOTTOM);
        out.open("svg", "viewBox", box, "role", "img", "aria-label", chart.title() + ", " + chart.unit());
        Scale x = scale(chart);
        for (double mark : x.marks()) {
            line("rule", x.pixel(mark), foot);
            label(x.pixel(mark), foot + 18, "middle", x.label(mark));
        }
        for (int i = 0; i < chart.rows().size(); i++) {
            row(chart.rows().get(i), TOP + ROW * i, x);
        }
        line("axis", x.pixel(0), foot);
        label((LEFT + WIDTH) / 2, foot + BOTTOM - 12, "middle", chart.unit());
        out.close("svg");
    }

    private static Scale scale(StackChart chart) {
        double low = 0;
        double high = 0;
        for (StackChart.Row row : chart.rows()) {
            double below =
                    row.values().stream().mapToDouble(each -> Math.min(0, each)).sum();
            double above =
                    row.values().stream().mapToDouble(each -> Math.max(0, each)).sum();
            low = Math.min(low, below);
            high = Math.max(high, above);
        }
        return Scale.numbers(low, high, LEFT, WIDTH - RIGHT);
    }

    private void row(StackChart.Row row, double top, Scale x) {
        label(LEFT - 10, top + ROW / 2 + 4, "end", row.name());
        double below = 0;
        double above = 0;
        for (int part = 0; part < row.values().size(); part++) {
            double value = row.values().get(part);
            double from = value < 0 ? below : above;
            double start = x.pixel(from);
            double end = x.pixel(from + value);
            out.empty(
                    "rect",
                    "class",
                    "part c" + part,
                    "x",
                    Math.min(start, end),
                    "y",
                    top + 5,
                    "width",
                    Math.abs(end - start),
                    "height",
                    ROW - 10);
            if (value < 0) {
                below += value;
            } else {
                above += value;
            }
        }
    }

    private void legend(StackChart chart) {
        out.open("p", "class", "legend");
        for (int part = 0; part < chart.parts().size(); part++) {
            out.open("span").open("i", "class", "key c" + part).close("i");
            out.text(chart.parts().get(part)).close("span");
        }
        out.close("p");
    }

    private void line(String style, double x, double foot) {
        out.empty("line", "class", style, "x1", x, "y1", TOP, "x2", x, "y2", foot);
    }

    private void label(double x, double y, String anchor, String text) {
        out.leaf("text", text, "x", x, "y", y, "text-anchor", anchor);
    }
}
