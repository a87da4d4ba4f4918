package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.PortfolioMarked;
import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.Trade;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.execution.algo.Pov;
import io.colin.execution.algo.Vwap;
import io.colin.execution.source.BinanceRecording;
import io.colin.execution.source.Events;
import io.colin.execution.source.RecordedData;
import io.colin.execution.tca.Criterion;
import io.colin.execution.tca.SuccessGrade;
import io.colin.execution.tca.TcaRecord;
import io.colin.execution.tca.TcaReport;
import io.colin.execution.venue.paper.PaperVenue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How close VWAP and POV come to the market through the engine, against recorded books; the figures are printed. */
class RecordedAlgosTest {
    private static final System.Logger LOG = System.getLogger(RecordedAlgosTest.class.getName());
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long LOOK_NS = 40 * SECOND_NS;
    private static final double BPS = 1e4;

    @ParameterizedTest(name = "{0}, {1} {2}")
    @CsvSource({
        "usdm-btcusdt, BUY, 2",
        "usdm-btcusdt, SELL, 2",
        "usdm-ethusdt, BUY, 40",
        "spot-btcusdt, SELL, 1",
        "coinm-btcusd-perp, BUY, 200"
    })
    void comesCloseToTheMarketsVwapOnARecordedBook(String name, Side side, String quantity) {
        BinanceRecording recording = recording(name);
        Worked worked = work(
                recording,
                Vwap.builder()
                        .duration(Duration.ofSeconds(240))
                        .interval(Duration.ofSeconds(10))
                        .build(),
                side,
                quantity);
        double market = vwap(recording, worked.order().createdTimeNs(), 240);
        double own = average(worked);
        double filled = worked.order().progress().filledQuantity().doubleValue();
        LOG.log(
                System.Logger.Level.INFO,
                () -> "vwap on " + name + " " + side + ": filled " + filled + " of " + quantity + ", "
                        + side.sign() * BPS * (own / market - 1) + " bp worse than the market");
        assertThat(filled / Double.parseDouble(quantity)).isGreaterThanOrEqualTo(0.95);
        assertThat(Math.abs(own / market - 1))
                .as("far within 2 %, though most of the volume came in one burst that nobody could foresee")
                .isLessThan(10 / BPS);
    }

    @Test
    void keepsToItsShareOfTheVolumeOfARecordedBook() {
        BinanceRecording recording = recording("usdm-btcusdt");
        Worked worked = work(recording, Pov.builder().build(), Side.BUY, "1000");
        long last = worked.children().getLast().order().createdTimeNs();
        double others = trades(recording, worked.order().createdTimeNs(), last).stream()
                .mapToDouble(trade -> trade.quantity().doubleValue())
                .sum();
        double filled = worked.order().progress().filledQuantity().doubleValue();
        double share = filled / (filled + others);
        LOG.log(System.Logger.Level.INFO, () -> "pov on usdm-btcusdt: share " + share + " of " + (filled + others));
        assertThat(worked.children()).hasSizeGreaterThan(30);
        assertThat(share).isBetween(0.095, 0.1);
    }

    @Test
    void isGradedByItsShareOnceItIsFilled() {
        Worked worked = work(recording("usdm-btcusdt"), Pov.builder().build(), Side.BUY, "20");
        assertThat(worked.order().progress().status()).isEqualTo(OrderStatus.FILLED);
        assertThat(worked.grades()).singleElement().satisfies(grade -> {
            assertThat(grade.verdict()).isEqualTo(Criterion.Verdict.PASSED);
            assertThat(grade.criteria().getFirst().figure().orElseThrow()).isBetween(0.05, 0.15);
            LOG.log(System.Logger.Level.INFO, () -> "pov of 20 on usdm-btcusdt: " + grade.criteria());
        });
    }

    private record Worked(
            ParentOrder order, List<ChildCreated> children, List<OrderFilled> fills, List<SuccessGrade> grades) {}

    /** An order through the engine against the recorded book, once the market before it is known. */
    private static Worked work(BinanceRecording recording, ExecutionAlgo algo, Side side, String quantity) {
        List<ChildCreated> children = new ArrayList<>();
        List<OrderFilled> fills = new ArrayList<>();
        TcaRecord costs = TcaRecord.empty();
        List<CompletableFuture<SubmitResult>> answers = new ArrayList<>();
        Instrument instrument = recording.instrument();
        OrderIntent intent = OrderIntent.of(instrument.symbol(), side, new BigDecimal(quantity))
                .clientOrderId("recorded")
                .algo(AlgoSpec.of(algo.type(), Map.of()))
                .build();
        TradingEngine[] running = new TradingEngine[1];
        long[] firstNs = {Long.MAX_VALUE};
        boolean[] asked = new boolean[1];
        try (TradingEngine engine = TradingEngine.builder()
                .instruments(instrument)
                .source(recording)
                .gate(new PlainGate("1000000"))
                .algo(algo)
                .venue(PaperVenue.builder().instruments(instrument).feeBps(5).build())
                .onEvent(event -> {
                    if (event instanceof LedgerEvent recorded) {
                        costs.on(recorded);
                    }
                    if (event instanceof ChildCreated child) {
                        children.add(child);
                    } else if (event instanceof OrderFilled fill) {
                        fills.add(fill);
                    } else if (event instanceof PortfolioMarked && !asked[0]) {
                        firstNs[0] = Math.min(firstNs[0], event.header().timeNs());
                        asked[0] = event.header().timeNs() >= firstNs[0] + LOOK_NS;
                        if (asked[0]) {
                            answers.add(running[0].submit(new Submission(intent, "tester", "", "h")));
                        }
                    }
                })
                .build()) {
            running[0] = engine;
            engine.run();
            assertThat(answers.getFirst().join()).isInstanceOf(SubmitResult.Taken.class);
            return new Worked(
                    engine.view().orders(order -> true, "", 10).getFirst(),
                    List.copyOf(children),
                    List.copyOf(fills),
                    TcaReport.of(costs).grades());
        }
    }

    private static double average(Worked worked) {
        double quantity = 0;
        double cost = 0;
        for (OrderFilled filled : worked.fills()) {
            quantity += filled.fill().quantity().doubleValue();
            cost += filled.fill().quantity().doubleValue()
                    * filled.fill().price().doubleValue();
        }
        return cost / quantity;
    }

    private static double vwap(BinanceRecording recording, long fromNs, int seconds) {
        double[] sums = new double[2];
        for (Trade trade : trades(recording, fromNs, fromNs + seconds * SECOND_NS)) {
            sums[0] += trade.quantity().doubleValue();
            sums[1] += trade.quantity().doubleValue() * trade.price().doubleValue();
        }
        return sums[1] / sums[0];
    }

    private static List<Trade> trades(BinanceRecording recording, long fromNs, long toNs) {
        return Events.of(recording).stream()
                .filter(event -> event.timeNs() >= fromNs && event.timeNs() < toNs)
                .filter(Trade.class::isInstance)
                .map(Trade.class::cast)
                .toList();
    }

    private static BinanceRecording recording(String name) {
        return BinanceRecording.of(RecordedData.file("binance/" + name + "-20240808.jsonl.gz"));
    }
}
