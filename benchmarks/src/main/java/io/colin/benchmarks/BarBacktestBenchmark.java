package io.colin.benchmarks;

import io.colin.api.instrument.Instrument;
import io.colin.api.market.Bar;
import io.colin.api.signal.PositionSizer;
import io.colin.execution.algo.Immediate;
import io.colin.execution.engine.RunReport;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.venue.paper.PaperVenue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.ta4j.core.BarSeries;
import org.ta4j.core.BaseBarSeriesBuilder;
import org.ta4j.core.BaseStrategy;
import org.ta4j.core.TradingRecord;
import org.ta4j.core.analysis.CashFlow;
import org.ta4j.core.analysis.cost.LinearTransactionCostModel;
import org.ta4j.core.analysis.cost.ZeroCostModel;
import org.ta4j.core.backtest.BarSeriesManager;
import org.ta4j.core.criteria.drawdown.MaximumDrawdownCriterion;
import org.ta4j.core.indicators.averages.SMAIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.num.DecimalNumFactory;
import org.ta4j.core.num.DoubleNumFactory;
import org.ta4j.core.num.Num;
import org.ta4j.core.num.NumFactory;
import org.ta4j.core.rules.CrossedDownIndicatorRule;
import org.ta4j.core.rules.CrossedUpIndicatorRule;

/**
 * The same bars and the same cross of two moving averages in Colin and in ta4j: long above, flat below. Colin sends an
 * order through its states to a paper venue, pays fees, values the account at every bar and keeps a ledger; ta4j keeps a
 * list of positions. {@code bars} is a rate a second.
 */
@SuppressWarnings("NullAway.Init") // JMH calls the @Setup method before anything else
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(1)
public class BarBacktestBenchmark {
    private static final long START_NS = 1_700_000_040_000_000_000L;
    private static final Duration QUIET = Duration.ofDays(1);
    private static final BigDecimal LOT = new BigDecimal("0.01");
    private static final double FEE = 0.001;

    /** How many one-minute bars. */
    @Param("20000")
    public int length;

    private Instrument instrument;
    private TrendingBars source;

    /** What was done, counted by JMH as rates. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Work {
        /** Bars taken. */
        public long bars;
        /** Positions entered. */
        public long entries;
    }

    /** Makes the bars. */
    @Setup(Level.Trial)
    public void prepare() {
        instrument = Instrument.spot("BTC/USD").build();
        source = new TrendingBars(instrument.symbol(), START_NS, length, 1);
    }

    /** Ours. */
    @Benchmark
    public RunReport colin(Work work) {
        return run(request -> request.signal().direction().sign() > 0 ? LOT : BigDecimal.ZERO, work);
    }

    /** Ours without an order: every bar taken, every signal judged and the account valued, and nothing is ever wanted. */
    @Benchmark
    public RunReport colinWithoutOrders(Work work) {
        return run(request -> BigDecimal.ZERO, work);
    }

    private RunReport run(PositionSizer sizer, Work work) {
        RunReport report = TradingEngine.builder()
                .instruments(instrument)
                .source(source)
                .model(new SmaCross(instrument.symbol()))
                .sizer(sizer)
                .gate(new OpenGate())
                .algo(Immediate.builder().capBps(100).maxQuoteAge(QUIET).build())
                .router(NetPriceRouter.builder()
                        .maxBookAge(QUIET)
                        .slippageCapBps(100)
                        .minLiquidity(0) // what is modelled of a small market
                        .build())
                .venue(PaperVenue.builder().instruments(instrument).feeBps(10).build())
                .build()
                .run();
        work.bars += length;
        work.entries += report.fills() / 2;
        return report;
    }

    /** Theirs with exact numbers, which are its default. */
    @Benchmark
    public TradingRecord ta4jDecimal(Work work) {
        BarSeries series = series(DecimalNumFactory.getInstance());
        return trades(new BarSeriesManager(series), series, work);
    }

    /** The same, and what our report holds besides: fees, the account at every bar, and its largest drawdown. */
    @Benchmark
    public Num ta4jDecimalValued(Work work) {
        BarSeries series = series(DecimalNumFactory.getInstance());
        BarSeriesManager manager =
                new BarSeriesManager(series, new LinearTransactionCostModel(FEE), new ZeroCostModel());
        TradingRecord trades = trades(manager, series, work);
        Num end = new CashFlow(series, trades).getValue(series.getEndIndex());
        return end.multipliedBy(new MaximumDrawdownCriterion().calculate(series, trades));
    }

    /** Theirs in floating point. */
    @Benchmark
    public TradingRecord ta4jDouble(Work work) {
        BarSeries series = series(DoubleNumFactory.getInstance());
        return trades(new BarSeriesManager(series), series, work);
    }

    private BarSeries series(NumFactory numbers) {
        BarSeries series = new BaseBarSeriesBuilder().withNumFactory(numbers).build();
        for (Bar bar : source.bars()) {
            series.barBuilder()
                    .timePeriod(Duration.ofMinutes(1))
                    .endTime(Instant.ofEpochSecond(0, bar.timeNs()))
                    .openPrice(bar.open())
                    .highPrice(bar.high())
                    .lowPrice(bar.low())
                    .closePrice(bar.close())
                    .volume(bar.volume())
                    .add();
        }
        return series;
    }

    private TradingRecord trades(BarSeriesManager manager, BarSeries series, Work work) {
        ClosePriceIndicator closes = new ClosePriceIndicator(series);
        SMAIndicator shorter = new SMAIndicator(closes, SmaCross.SHORT);
        SMAIndicator longer = new SMAIndicator(closes, SmaCross.LONG);
        TradingRecord trades = manager.run(new BaseStrategy(
                new CrossedUpIndicatorRule(shorter, longer), new CrossedDownIndicatorRule(shorter, longer)));
        work.bars += length;
        work.entries += trades.getPositionCount();
        return trades;
    }
}
