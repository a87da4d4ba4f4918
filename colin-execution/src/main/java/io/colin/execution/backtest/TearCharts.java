package io.colin.execution.backtest;

import io.colin.api.Decimals;
import io.colin.execution.report.Block;
import io.colin.execution.report.LineChart;
import io.colin.execution.report.LineChart.Point;
import io.colin.execution.report.LineChart.Series;
import io.colin.execution.report.LineChart.Style;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The curves of a tear sheet, of a run whose account was valued. */
final class TearCharts {
    /** Days of the rolling Sharpe ratio. */
    private static final int ROLLING_DAYS = 30;

    /** Exposure is drawn as at most so many means. */
    private static final int MEANS = 160;

    private static final String BESIDE = "Beside buying and holding";
    private static final double DAY_MS = 86_400_000;
    private static final double NS_A_MS = 1e6;

    private final BacktestReport report;

    TearCharts(BacktestReport report) {
        this.report = report;
    }

    Block equity() {
        return new LineChart(
                "Equity",
                LineChart.X.TIME,
                report.identity().currency(),
                List.of(new Series("run", Style.LINE, curve(point -> Decimals.statistic(point.equity())))));
    }

    /** Apart from the curve in money, which holding everything would flatten. */
    Block beside() {
        double start = Decimals.statistic(report.equity().getFirst().equity());
        List<Point> held = report.baseline().points().stream()
                .map(point -> new Point(point.timeNs() / NS_A_MS, 100 * (point.worth() - 1)))
                .toList();
        if (held.isEmpty()) {
            return new Block.Words(
                    BESIDE,
                    List.of("Not there: " + report.baseline().totalReturn().missing() + "."));
        }
        List<Point> run = curve(point -> 100 * (Decimals.statistic(point.equity()) / start - 1));
        return new LineChart(
                BESIDE,
                LineChart.X.TIME,
                "% since the start",
                List.of(new Series("run", Style.LINE, run), new Series("buying and holding", Style.DASHED, held)));
    }

    Block drawdown() {
        return new LineChart(
                "Below the peak",
                LineChart.X.TIME,
                "%",
                List.of(new Series("run", Style.AREA, curve(point -> -100 * point.drawdown()))));
    }

    /** Positions come and go: over a long run their means are what can be seen. */
    Block exposure() {
        return new LineChart(
                "Exposure",
                LineChart.X.TIME,
                report.equity().size() > MEANS ? "% of equity, means" : "% of equity",
                List.of(
                        new Series("gross", Style.AREA, means(curve(point -> 100 * point.gross()))),
                        new Series("net", Style.DASHED, means(curve(point -> 100 * point.net())))));
    }

    private static List<Point> means(List<Point> points) {
        if (points.size() <= MEANS) {
            return points;
        }
        List<Point> means = new ArrayList<>();
        for (int i = 0; i < MEANS; i++) {
            List<Point> some =
                    points.subList((int) ((long) i * points.size() / MEANS), (int) ((i + 1L) * points.size() / MEANS));
            double mean = some.stream().mapToDouble(Point::y).average().orElse(0);
            means.add(new Point(some.get(some.size() / 2).x(), mean));
        }
        return means;
    }

    private List<Point> curve(ToDoubleFunction<EquityPoint> of) {
        return report.equity().stream()
                .map(point -> new Point(point.timeNs() / NS_A_MS, of.applyAsDouble(point)))
                .toList();
    }

    Block months() {
        Map<Integer, Map<Integer, MonthlyReturn>> years = new TreeMap<>();
        double strongest = report.months().stream()
                .mapToDouble(month -> Math.abs(month.value()))
                .max()
                .orElse(0);
        for (MonthlyReturn month : report.months()) {
            YearMonth when = month.month();
            years.computeIfAbsent(when.getYear(), year -> new TreeMap<>()).put(when.getMonthValue(), month);
        }
        List<Block.HeatRow> rows = new ArrayList<>();
        years.forEach((year, months) -> {
            List<Block.Heat> cells = new ArrayList<>();
            double growth = 1;
            for (int month = 1; month <= 12; month++) {
                MonthlyReturn found = months.get(month);
                growth *= found == null ? 1 : 1 + found.value();
                cells.add(found == null ? Block.Heat.NONE : heat(found, strongest));
            }
            cells.add(new Block.Heat(TearSheet.Form.SIGNED_PERCENT.text(growth - 1), 0));
            rows.add(new Block.HeatRow(Integer.toString(year), cells));
        });
        return new Block.HeatTable(
                "Monthly returns",
                List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Year"),
                rows);
    }

    /** A month that the run did not cover says how many days are in it. */
    private static Block.Heat heat(MonthlyReturn month, double strongest) {
        String partial = month.days() < month.month().lengthOfMonth() ? " (" + month.days() + " d)" : "";
        return new Block.Heat(
                TearSheet.Form.SIGNED_PERCENT.text(month.value()) + partial,
                strongest > 0 ? month.value() / strongest : 0);
    }

    Block rolling() {
        String title = "Sharpe ratio of the last " + ROLLING_DAYS + " days";
        List<Point> points = report.daily().rollingSharpe(ROLLING_DAYS).stream()
                .map(rolling -> new Point(rolling.day() * DAY_MS, rolling.ratio()))
                .toList();
        if (points.isEmpty()) {
            return new Block.Words(
                    title,
                    List.of("Not there: it needs " + ROLLING_DAYS + " days that differ, the run has "
                            + report.daily().returns().size() + " days."));
        }
        return new LineChart(title, LineChart.X.TIME, "annualised", List.of(new Series("run", Style.LINE, points)));
    }
}
