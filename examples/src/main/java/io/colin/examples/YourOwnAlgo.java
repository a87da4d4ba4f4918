package io.colin.examples;

import io.colin.api.event.EngineEvent;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.PortfolioMarked;
import io.colin.api.market.MarketDataSource;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.execution.engine.RunReport;
import io.colin.execution.engine.Submission;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.source.BitstampTrades;
import io.colin.execution.venue.paper.PaperVenue;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimits;
import io.colin.risk.gate.StandardGate;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** An order worked by an algorithm of one's own, {@link OnWeakness}. Every fill is printed beside the price at arrival. */
public final class YourOwnAlgo {
    private static final Duration OLD = Duration.ofSeconds(60);

    private final TradingEngine engine;
    private final OrderIntent intent;
    private final PrintStream out;
    private volatile CompletableFuture<SubmitResult> answer =
            CompletableFuture.completedFuture(new SubmitResult.NotTaken("the source ended before the first bar"));
    private boolean asked;

    private YourOwnAlgo(MarketDataSource source, Duration patience, PrintStream out) {
        var btcUsd = BitstampTrades.embedded().instrument();
        var algo = new OnWeakness(patience);
        this.out = out;
        this.intent = OrderIntent.of(btcUsd.symbol(), Side.BUY, new BigDecimal("20"))
                .clientOrderId("own-algo-example")
                .algo(AlgoSpec.of(algo.type(), Map.of()))
                .build();
        this.engine = TradingEngine.builder()
                .instruments(btcUsd)
                .source(source)
                .gate(StandardGate.builder()
                        .limits(RiskLimits.builder()
                                .margin(m -> m.accountKind(AccountKind.MARGIN))
                                .data(d -> d.maxQuoteAge(OLD))
                                // Minutes hold no history of returns, and an armed check without its input refuses.
                                .tail(t -> t.armed(false))
                                .stress(t -> t.armed(false))
                                .build())
                        .build())
                .algo(algo)
                .router(NetPriceRouter.builder()
                        .maxBookAge(OLD)
                        .slippageCapBps(60)
                        .build())
                .venue(PaperVenue.builder().instruments(btcUsd).feeBps(10).build())
                .onEvent(this::onEvent)
                .build();
    }

    static RunReport run(MarketDataSource source, Duration patience, PrintStream out) {
        YourOwnAlgo example = new YourOwnAlgo(source, patience, out);
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
            answer = engine.submit(new Submission(intent, "example", "", "own-algo-example"));
        }
        if (event instanceof OrderFilled filled) {
            ParentOrder order = engine.view().order(filled.fill().parentId()).orElseThrow();
            out.printf(
                    Locale.ROOT,
                    "%s  %s at %s, arrival %s%n",
                    ReportPrinter.at(filled.fill().timeNs()),
                    filled.fill().quantity().toPlainString(),
                    filled.fill().price().toPlainString(),
                    order.arrivalMid().toPlainString());
        }
    }

    private void conclude() {
        if (!(answer.join() instanceof SubmitResult.Taken taken)) {
            out.printf(Locale.ROOT, "not taken: %s%n", answer.join());
            return;
        }
        ParentOrder order = engine.view().order(taken.order().orderId()).orElseThrow();
        out.printf(
                Locale.ROOT,
                "%s: %s of %s filled%n",
                order.progress().status(),
                order.progress().filledQuantity().toPlainString(),
                order.progress().quantity().toPlainString());
    }

    /**
     * Buys 20 coins of the embedded trades on weakness.
     *
     * @param args none, or the minutes of patience
     */
    public static void main(String[] args) {
        long minutes = args.length == 0 ? 720 : Long.parseLong(args[0]);
        run(FirstEvents.of(BitstampTrades.embedded(), 20_000), Duration.ofMinutes(minutes), System.out);
    }
}
