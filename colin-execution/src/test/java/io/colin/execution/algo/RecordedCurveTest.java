package io.colin.execution.algo;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.FixedMarket;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Tape;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.execution.source.CsvBars;
import io.colin.execution.source.Events;
import io.colin.execution.source.RecordedData;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** How close a VWAP comes to the market of recorded bars; the figures are printed. */
class RecordedCurveTest {
    private static final System.Logger LOG = System.getLogger(RecordedCurveTest.class.getName());
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final int WINDOW = 60;
    private static final int LEARNT_DAYS = 21;
    private static final double BPS = 1e4;

    @Test
    void comesCloserWhenItIsCorrectedByWhatTheMarketTrades() {
        List<Bar> bars = bars();
        VolumeCurve.Learner learner = VolumeCurve.learner();
        bars.subList(0, LEARNT_DAYS * 1_440).forEach(learner::on);
        Instrument instrument = Instrument.perpetual("BTC/USD:BTC")
                .tickSize("0.5")
                .lotSize("1")
                .inverse()
                .build();
        Vwap.Builder vwap = Vwap.builder()
                .duration(Duration.ofMinutes(WINDOW))
                .interval(Duration.ofMinutes(1))
                .priceControlBps(5000)
                .maxMoveSigmas(0)
                .curve(instrument.symbol(), learner.build());
        double fixed = 0;
        double live = 0;
        Random random = new Random(1);
        int windows = 150;
        for (int k = 0; k < windows; k++) {
            int start = LEARNT_DAYS * 1_440 + random.nextInt(bars.size() - LEARNT_DAYS * 1_440 - WINDOW);
            fixed += deviation(vwap.live(false).build(), instrument, bars, start) / windows;
            live += deviation(vwap.live(true).build(), instrument, bars, start) / windows;
        }
        double without = fixed;
        double with = live;
        LOG.log(
                System.Logger.Level.INFO,
                () -> "vwap on bars, hours: " + without + " bp from the market by the curve, " + with
                        + " bp corrected");
        assertThat(with).isLessThan(0.95 * without).isLessThan(12);
    }

    /** The mean distance of an order's average from the market's, its slices filled at the typical price of their minute. */
    private static double deviation(ExecutionAlgo algo, Instrument instrument, List<Bar> bars, int start) {
        Tape tape = Tape.of(instrument.symbol());
        bars.subList(start - 120, start).forEach(tape::on);
        int[] taken = {start};
        LongFunction<FixedMarket> market = now -> {
            while (bars.get(taken[0]).timeNs() <= now) {
                tape.on(bars.get(taken[0]++));
            }
            BigDecimal open = bars.get(taken[0]).open();
            return AlgoRun.market(
                            instrument,
                            now,
                            open.toPlainString(),
                            open.add(instrument.tickSize()).toPlainString())
                    .with(instrument.symbol(), tape);
        };
        OrderIntent intent = OrderIntent.of(instrument.symbol(), Side.BUY, new BigDecimal("100000"))
                .clientOrderId("window")
                .algo(AlgoSpec.of(Vwap.TYPE, Map.of()))
                .build();
        String arrival = bars.get(start).open().toPlainString();
        AlgoRun run = new AlgoRun(
                        algo, instrument, intent, arrival, 1, bars.get(start).openTimeNs())
                .run(market, 1);
        assertThat(run.residual()).isEqualTo("complete");
        double own = 0;
        for (AlgoRun.Sent sent : run.sent) {
            int minute = (int) ((sent.timeNs() - bars.get(start).openTimeNs()) / MINUTE_NS);
            own += sent.slice().quantity().doubleValue() * typical(bars.get(start + minute)) / 100_000;
        }
        List<Bar> window = bars.subList(start, start + WINDOW);
        double volume =
                window.stream().mapToDouble(bar -> bar.volume().doubleValue()).sum();
        double worth = window.stream()
                .mapToDouble(bar -> bar.volume().doubleValue() * typical(bar))
                .sum();
        return BPS * Math.abs(own / (worth / volume) - 1);
    }

    private static double typical(Bar bar) {
        return (bar.high().doubleValue() + bar.low().doubleValue() + bar.close().doubleValue()) / 3;
    }

    private static List<Bar> bars() {
        CsvBars source = CsvBars.of(
                RecordedData.file("bars/btc-perp-20211231-20220201_1m.csv"),
                Symbol.of("BTC/USD:BTC"),
                Duration.ofMinutes(1));
        MarketEvent[] events = Events.of(source).toArray(MarketEvent[]::new);
        return Arrays.stream(events).map(Bar.class::cast).toList();
    }
}
