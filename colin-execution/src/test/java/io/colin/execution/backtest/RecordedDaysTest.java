package io.colin.execution.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.ListSource;
import io.colin.api.market.MarketEvent;
import io.colin.execution.engine.Rig;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bars carry their exclusive end as their time: the last bar of a day is of that day. */
class RecordedDaysTest {
    private static final Symbol BTC_USD = Rig.BTC_USD.symbol();
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void dailyBarsOfAMonthAreOfThatMonth() {
        BacktestReport report = idle(bars(DAY, 31));

        assertThat(report.months()).extracting(MonthlyReturn::month).containsExactly(YearMonth.of(2023, 1));
        assertThat(LocalDate.ofEpochDay(report.daily().firstDay())).isEqualTo("2023-01-02");
        assertThat(report.daily().returns()).hasSize(30);
        assertThat(TearSheet.of(report).html()).contains(" % (30 d)");
    }

    @Test
    void nineteenFullDaysAreNineteen() {
        BacktestReport report = idle(bars(Duration.ofHours(1), 24 * 19));

        assertThat(report.daily().returns()).hasSize(19);
        assertThat(report.performance().sharpe().missing()).isEqualTo("needs 20 days, the run has 19");
        assertThat(report.baseline().sharpe().missing()).isEqualTo("needs 20 days, the run has 19");
    }

    @Test
    void oneValuationIsNoDay() {
        BacktestReport report = idle(bars(DAY, 1));

        assertThat(report.daily().returns()).isEmpty();
        assertThat(report.months()).isEmpty();
        assertThat(TearSheet.of(report).html()).contains("the run has 0");
    }

    @Test
    void holdingBesideARunThatTradedNothingIsBeforeCosts() {
        BacktestReport report = idle(bars(DAY, 31));

        assertThat(report.baseline().isAfterCosts()).isFalse();
        assertThat(report.baseline().totalReturn().value()).isPresent();
        assertThat(TearSheet.of(report).html())
                .contains("before costs: nothing was traded", " before costs, by 0 round");
    }

    @Test
    void rebatesDoNotMakeHoldingEarnMore() {
        LastPrices prices = new LastPrices();
        HoldRecorder hold = new HoldRecorder(List.of(Rig.BTC_USD), prices);
        bars(DAY, 3).events().forEach(bar -> {
            prices.on(bar);
            prices.advance(bar.timeNs());
            if (bar.timeNs() == bars(DAY, 1).events().getFirst().timeNs()) {
                hold.start();
            }
            hold.at(bar.timeNs());
        });

        Baseline held = hold.baseline("USD", Statistic.of(-0.001));
        assertThat(held.totalReturn().value().orElseThrow()).isEqualTo(1002.0 / 1000 - 1);
        assertThat(held.costBps()).isEqualTo(Statistic.of(0));
    }

    private static BacktestReport idle(ListSource source) {
        return Backtest.builder()
                .source(source)
                .engine(any -> Rig.recording().engine(any, MemoryEventStore.empty()))
                .build()
                .run();
    }

    /** Bars that rise by one a bar, from 2023 on. */
    private static ListSource bars(Duration length, int count) {
        long fromNs =
                LocalDate.of(2023, 1, 1).toEpochSecond(java.time.LocalTime.MIDNIGHT, ZoneOffset.UTC) * 1_000_000_000L;
        List<MarketEvent> bars = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BigDecimal price = BigDecimal.valueOf(1000L + i);
            long openNs = fromNs + i * length.toNanos();
            bars.add(new Bar(
                    BTC_USD,
                    openNs,
                    openNs + length.toNanos(),
                    price,
                    price,
                    price,
                    price,
                    BigDecimal.TEN,
                    BigDecimal.ZERO,
                    BigDecimal.ZERO,
                    Bar.UNKNOWN_COUNT));
        }
        return ListSource.of("bars", bars);
    }
}
