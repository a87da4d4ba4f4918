package io.colin.execution.backtest;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * What the days of a month compounded to.
 *
 * @param month the month, UTC
 * @param days days of it that the run touched
 * @param value a fraction
 */
public record MonthlyReturn(YearMonth month, int days, double value) {
    /**
     * The months of daily returns.
     *
     * @param daily the returns
     * @return one a month in order
     */
    public static List<MonthlyReturn> of(DailyReturns daily) {
        List<MonthlyReturn> months = new ArrayList<>();
        for (int i = 0; i < daily.returns().size(); i++) {
            YearMonth month = YearMonth.from(LocalDate.ofEpochDay(daily.firstDay() + i));
            boolean same = !months.isEmpty() && months.getLast().month().equals(month);
            MonthlyReturn before = same ? months.removeLast() : new MonthlyReturn(month, 0, 0);
            double value = (1 + before.value()) * (1 + daily.returns().get(i)) - 1;
            months.add(new MonthlyReturn(month, before.days() + 1, value));
        }
        return List.copyOf(months);
    }
}
