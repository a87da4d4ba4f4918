package io.colin.examples;

import io.colin.api.Decimals;
import io.colin.api.event.EngineEvent;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.PortfolioMarked;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.execution.algo.Twap;
import io.colin.execution.engine.RunReport;
import io.colin.execution.engine.Submission;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.source.BinanceRecording;
import io.colin.execution.source.BitstampTrades;
import io.colin.execution.source.OpenedSource;
import io.colin.execution.venue.paper.PaperVenue;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimits;
import io.colin.risk.gate.StandardGate;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One order without a model: bought in equal slices of time, each slice and the slippage to the price at arrival printed.
 * Over the embedded trades, or against the real book of a Binance recording.
 */
public final class TwapOrder {
    private static final BigDecimal MONEY = new BigDecimal("15000");
    private static final double BPS = 1e4;

    private final TradingEngine engine;
    private final OrderIntent intent;
    private final PrintStream out;
    private volatile CompletableFuture<SubmitResult> answer =
            CompletableFuture.completedFuture(new SubmitResult.NotTaken("the source ended before the first bar"));
    private boolean asked;

    /**
     * How an order is worked.
     *
     * @param duration from the first slice to the last
     * @param interval between slices
     * @param priceAge how old a price may be: recorded books are milliseconds old, the embedded trades seconds
     */
    record Plan(Duration duration, Duration interval, Duration priceAge) {
        /** For the embedded trades, which come every few seconds. */
        static final Plan OVER_TRADES = new Plan(Duration.ofMinutes(30), Duration.ofMinutes(3), Duration.ofSeconds(60));
        /** For a recorded book of a few minutes. */
        static final Plan OVER_A_BOOK = new Plan(Duration.ofMinutes(3), Duration.ofSeconds(15), Duration.ofSeconds(2));
    }

    private TwapOrder(OpenedSource opened, Plan plan, PrintStream out) {
        Instrument instrument = opened.instruments().getFirst();
        this.out = out;
        this.engine = TradingEngine.builder()
                .instruments(instrument)
                .source(opened.source())
                .gate(StandardGate.builder()
                        .limits(RiskLimits.builder()
                                .margin(m -> m.accountKind(AccountKind.MARGIN))
                                .data(d -> d.maxQuoteAge(plan.priceAge()))
                                // Minutes hold no history of returns, and an armed check without its input refuses.
                                .tail(t -> t.armed(false))
                                .stress(t -> t.armed(false))
                                .build())
                        .build())
                .algo(Twap.builder()
                        .duration(plan.duration())
                        .interval(plan.interval())
                        .priceControlBps(100)
                        .childLimitBps(60)
                        .maxSpreadBps(100)
                        .maxQuoteAge(plan.priceAge())
                        .build())
                .router(NetPriceRouter.builder()
                        .maxBookAge(plan.priceAge())
                        .slippageCapBps(60)
                        .build())
                .venue(PaperVenue.builder().instruments(instrument).feeBps(5).build())
                .onEvent(this::onEvent)
                .build();
        this.intent = OrderIntent.of(instrument.symbol(), Side.BUY, MONEY)
                .quoteQuantity(true)
                .clientOrderId("twap-example")
                .algo(AlgoSpec.of(Twap.TYPE, Map.of())) // as the algorithm above is set
                .build();
    }

    static RunReport run(OpenedSource opened, Plan plan, PrintStream out) {
        TwapOrder example = new TwapOrder(opened, plan, out);
        try (TradingEngine engine = example.engine) {
            RunReport report = engine.run();
            example.conclude();
            return report;
        }
    }

    /** Called on the engine's thread: what is asked here enters at this very event time, in every run. */
    private void onEvent(EngineEvent event) {
        if (event instanceof PortfolioMarked && !asked && engine.view().status().takesOrders()) {
            asked = true;
            answer = engine.submit(new Submission(intent, "example", "", "twap-example"));
        }
        if (event instanceof OrderFilled filled) {
            slice(filled.fill());
        }
    }

    private void slice(Fill fill) {
        BigDecimal mid = engine.view().order(fill.parentId()).orElseThrow().arrivalMid();
        out.printf(
                Locale.ROOT,
                "%s  %s at %s, %.2f bp%n",
                ReportPrinter.at(fill.timeNs()),
                fill.quantity().toPlainString(),
                fill.price().toPlainString(),
                slippageBps(fill.price(), mid));
    }

    private void conclude() {
        switch (answer.join()) {
            case SubmitResult.Taken taken ->
                conclude(engine.view().order(taken.order().orderId()).orElseThrow());
            case SubmitResult.Denied denied ->
                out.printf(Locale.ROOT, "refused: %s%n", denied.decision().reasons());
            case SubmitResult other -> out.printf(Locale.ROOT, "not taken: %s%n", other);
        }
    }

    private void conclude(ParentOrder order) {
        out.printf(
                Locale.ROOT,
                "%s: %s of %s filled in %d children%n",
                order.progress().status(),
                order.progress().filledQuantity().toPlainString(),
                order.progress().quantity().toPlainString(),
                engine.view().children(order.orderId()).size());
        order.progress()
                .averagePrice()
                .ifPresent(price -> out.printf(
                        Locale.ROOT,
                        "arrival mid %s, average %.4f, slippage %.2f bp, fees %s%n",
                        order.arrivalMid().toPlainString(),
                        Decimals.statistic(price),
                        slippageBps(price, order.arrivalMid()),
                        order.progress().fees()));
    }

    /** Adverse above 0: the order buys. */
    private static double slippageBps(BigDecimal price, BigDecimal mid) {
        return BPS * (Decimals.statistic(price) / Decimals.statistic(mid) - 1);
    }

    /**
     * Buys for 15 000.
     *
     * @param args none for the embedded trades, or the file of a Binance recording
     */
    public static void main(String[] args) {
        if (args.length == 0) {
            BitstampTrades trades = BitstampTrades.embedded();
            run(
                    new OpenedSource(FirstEvents.of(trades, 5_000), List.of(trades.instrument())),
                    Plan.OVER_TRADES,
                    System.out);
        } else {
            BinanceRecording recording = BinanceRecording.of(Path.of(args[0]));
            run(new OpenedSource(recording, List.of(recording.instrument())), Plan.OVER_A_BOOK, System.out);
        }
    }
}
