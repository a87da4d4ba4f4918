package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.EngineEvent;
import io.colin.api.event.PortfolioMarked;
import io.colin.api.event.SliceRouted;
import io.colin.api.execution.RoutePlan;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.execution.algo.Twap;
import io.colin.execution.source.BinanceInstruments;
import io.colin.execution.source.BinanceRecording;
import io.colin.execution.source.MergedSource;
import io.colin.execution.source.RecordedData;
import io.colin.execution.venue.paper.PaperVenue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How much splitting brings over three recorded markets of one underlying, taken as interchangeable; the figures are printed. */
class RecordedRoutingTest {
    private static final System.Logger LOG = System.getLogger(RecordedRoutingTest.class.getName());
    private static final Instrument BTC = BinanceInstruments.USD_M_BTC_USDT;
    private static final long LOOK_NS = 40_000_000_000L;
    private static final BigDecimal TIE = new BigDecimal("0.00001");

    private final Rig rig = Rig.recording();
    private final List<CompletableFuture<SubmitResult>> answers = new ArrayList<>();
    private final boolean[] asked = new boolean[1];
    private final long[] firstNs = {Long.MAX_VALUE};

    @ParameterizedTest(name = "{0}")
    @EnumSource(Side.class)
    void neverPlansToPayMoreThanTheBestVenueAloneAndPaysLessWhereItSplits(Side side) {
        ParentOrder order = work(side);
        List<RoutePlan> plans = new ArrayList<>();
        int split = 0;
        double gain = 0;
        double value = 0;
        for (SliceRouted routed : rig.of(SliceRouted.class)) {
            RoutePlan plan = routed.plan();
            plans.add(plan);
            Optional<BigDecimal> alone = plan.expected().flatMap(RoutePlan.Expected::alone);
            if (alone.isPresent()) {
                BigDecimal net = plan.expected().orElseThrow().netPrice();
                BigDecimal worse = net.subtract(alone.get()).multiply(BigDecimal.valueOf(side.sign()));
                assertThat(worse).as("%s", plan).isLessThanOrEqualTo(alone.get().multiply(TIE));
                double quantity = plan.legs().stream()
                        .mapToDouble(leg -> leg.slice().quantity().doubleValue())
                        .sum();
                gain -= worse.doubleValue() * quantity;
                value += alone.get().doubleValue() * quantity;
            }
            split += plan.legs().size() > 1 ? 1 : 0;
        }
        int splits = split;
        double bps = 1e4 * gain / value;
        LOG.log(
                System.Logger.Level.INFO,
                () -> side + ": " + splits + " of " + plans.size() + " slices split, " + bps
                        + " bp better than the best venue alone for each slice, filled "
                        + order.progress().filledQuantity());
        assertThat(order.progress().filledQuantity()).isGreaterThan(new BigDecimal("50"));
        assertThat(split).isPositive();
        assertThat(bps).isPositive();
    }

    private ParentOrder work(Side side) {
        OrderIntent intent = OrderIntent.of(BTC.symbol(), side, new BigDecimal("400"))
                .clientOrderId("recorded")
                .algo(AlgoSpec.of(Twap.TYPE, Map.of()))
                .build();
        TradingEngine[] running = new TradingEngine[1];
        try (TradingEngine engine = TradingEngine.builder()
                .instruments(BTC, BinanceInstruments.SPOT_BTC_USDT, BinanceInstruments.COIN_M_BTC_USD)
                .source(MergedSource.of(
                        List.of(recording("spot-btcusdt"), recording("usdm-btcusdt"), recording("coinm-btcusd-perp"))))
                .gate(new PlainGate("100000000"))
                .algo(Twap.builder()
                        .duration(Duration.ofSeconds(200))
                        .interval(Duration.ofSeconds(5))
                        .participation(1)
                        .priceControlBps(100)
                        .build())
                .venue(PaperVenue.builder()
                        .id("linear")
                        .instruments(BTC)
                        .feeBps(5)
                        .build())
                .venue(PaperVenue.builder()
                        .id("spot")
                        .interchangeable(BTC, BinanceInstruments.SPOT_BTC_USDT)
                        .feeBps(5)
                        .build())
                .venue(PaperVenue.builder()
                        .id("inverse")
                        .interchangeable(BTC, BinanceInstruments.COIN_M_BTC_USD)
                        .feeBps(5)
                        .build())
                .onEvent(event -> {
                    rig.events.add(event);
                    if (isTime(event)) {
                        answers.add(running[0].submit(new Submission(intent, "tester", "", "h")));
                    }
                })
                .build()) {
            running[0] = engine;
            engine.run();
            assertThat(answers.getFirst().join()).isInstanceOf(SubmitResult.Taken.class);
            return engine.view().orders(order -> true, "", 10).getFirst();
        }
    }

    /** Once, after the market was looked at for a while. */
    private boolean isTime(EngineEvent event) {
        if (!(event instanceof PortfolioMarked) || asked[0]) {
            return false;
        }
        firstNs[0] = Math.min(firstNs[0], event.header().timeNs());
        asked[0] = event.header().timeNs() >= firstNs[0] + LOOK_NS;
        return asked[0];
    }

    private static BinanceRecording recording(String name) {
        return BinanceRecording.of(RecordedData.file("binance/" + name + "-20240808.jsonl.gz"));
    }
}
