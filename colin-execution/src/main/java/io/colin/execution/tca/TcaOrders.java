package io.colin.execution.tca;

import io.colin.api.Decimals;
import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.execution.ExecutionCosts;
import io.colin.api.execution.ExecutionForecast;
import io.colin.execution.report.Block.Column;
import io.colin.execution.report.Block.Table;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The table of single parents. */
final class TcaOrders {
    private static final int MOST = 1000;
    /** Amounts are exact in the JSON; here they are for reading. */
    private static final MathContext READABLE = new MathContext(8, RoundingMode.HALF_EVEN);

    private final List<ExecutionAnalysis> analyses;
    private final Map<String, SuccessGrade> grades = new HashMap<>();
    private final Map<String, ForecastOutcome> forecasts = new HashMap<>();

    TcaOrders(List<ExecutionAnalysis> analyses, List<SuccessGrade> grades, List<ForecastOutcome> forecasts) {
        this.analyses = analyses;
        grades.forEach(each -> this.grades.put(each.orderId(), each));
        forecasts.forEach(each -> this.forecasts.put(each.orderId(), each));
    }

    Table table() {
        List<List<String>> rows = analyses.stream().limit(MOST).map(this::row).toList();
        String title = analyses.size() <= MOST
                ? "Parents"
                : "Parents, the first " + MOST + " of " + analyses.size() + "; the JSON has all";
        return new Table(title, columns(), rows);
    }

    private static List<Column> columns() {
        List<Column> columns = new ArrayList<>(List.of(
                Column.words("order"),
                Column.words("decided (UTC)"),
                Column.words("symbol"),
                Column.words("side"),
                Column.words("algorithm"),
                Column.words("venue"),
                Column.words("book"),
                Column.numbers("ordered"),
                Column.numbers("filled"),
                Column.words("currency")));
        CostGroup.PARTS.forEach(part -> columns.add(Column.numbers(part)));
        columns.add(Column.numbers("shortfall"));
        columns.add(Column.numbers("bp"));
        columns.add(Column.numbers("to arrival, bp"));
        columns.add(Column.numbers("expected, bp"));
        columns.add(Column.numbers("90 % bound, bp"));
        columns.add(Column.numbers("predicted, bp"));
        columns.add(Column.words("success test"));
        return columns;
    }

    private List<String> row(ExecutionAnalysis analysis) {
        Optional<SuccessGrade> grade = Optional.ofNullable(grades.get(analysis.orderId()));
        Optional<ExecutionForecast> forecast =
                Optional.ofNullable(forecasts.get(analysis.orderId())).map(ForecastOutcome::forecast);
        ExecutionCosts costs = analysis.costs();
        ExecutionFigures figures = ExecutionFigures.of(analysis);
        return List.of(
                analysis.orderId(),
                Instant.ofEpochSecond(0, analysis.terms().decidedNs())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString(),
                analysis.terms().symbol().name(),
                analysis.terms().side().name().toLowerCase(Locale.ROOT),
                analysis.terms().algo(),
                shown(analysis.venue()),
                shown(analysis.fidelity()),
                Decimals.text(analysis.ordered()),
                Decimals.text(analysis.filled()),
                costs.currency(),
                amount(costs.delay()),
                amount(costs.spread()),
                amount(costs.impact()),
                amount(costs.timing()),
                amount(costs.opportunity()),
                amount(Optional.of(costs.fees())) + (costs.isWithoutSomeFees() ? " and others" : ""),
                amount(costs.total()) + (costs.isWithoutSomeFees() ? " without some fees" : ""),
                bps(figures.shortfall()),
                bps(figures.toArrival()),
                forecast.map(its -> TcaPage.number(its.cost() * 1e4)).orElse("–"),
                forecast.flatMap(ExecutionForecast::bound90)
                        .map(bound -> TcaPage.number(bound * 1e4))
                        .orElse("–"),
                analysis.impact()
                        .map(impact -> TcaPage.number(impact.predicted() * 1e4))
                        .orElse("–"),
                grade.map(TcaOrders::verdict).orElse("–"));
    }

    private static String verdict(SuccessGrade grade) {
        String verdict = grade.verdict().name().toLowerCase(Locale.ROOT);
        return grade.reason().isEmpty() ? verdict : verdict + ": " + grade.reason();
    }

    private static String shown(String text) {
        return text.isEmpty() ? "–" : text;
    }

    private static String amount(Optional<BigDecimal> amount) {
        return amount.map(value -> Decimals.text(value.round(READABLE))).orElse("–");
    }

    private static String bps(OptionalDouble value) {
        return value.isPresent() ? TcaPage.number(value.getAsDouble()) : "–";
    }
}
