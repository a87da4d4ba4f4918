package io.colin.examples;

import io.colin.api.Decimals;
import io.colin.api.event.EngineEvent;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.PortfolioMarked;
import io.colin.api.event.TrailMoved;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderGroup;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.order.TriggerSource;
import io.colin.execution.algo.Immediate;
import io.colin.execution.engine.GroupResult;
import io.colin.execution.engine.GroupSubmission;
import io.colin.execution.engine.RunReport;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A bracket: an entry, a way out with a profit that rests at the venue, and a trailing stop, of which one cancels the other.
 * One submission, taken or refused as one; every step is printed. Over the embedded trades.
 */
public final class BracketOrder {
    private static final Duration PRICE_AGE = Duration.ofMinutes(2);
    private static final BigDecimal QUANTITY = new BigDecimal("10");

    private final Instrument instrument;
    private final TradingEngine engine;
    private final BigDecimal firstPrice;
    private final PrintStream out;
    private volatile CompletableFuture<GroupResult> answer =
            CompletableFuture.completedFuture(new GroupResult.NotTaken("the source showed no price"));
    private boolean asked;

    private BracketOrder(MarketDataSource source, Instrument instrument, PrintStream out) {
        this.instrument = instrument;
        this.firstPrice = firstPrice(source);
        this.out = out;
        this.engine = TradingEngine.builder()
                .instruments(instrument)
                .source(source)
                .gate(StandardGate.builder()
                        .limits(RiskLimits.builder()
                                .margin(m -> m.accountKind(AccountKind.MARGIN))
                                .data(d -> d.maxQuoteAge(PRICE_AGE))
                                // An hour holds no history of returns, and an armed check without its input refuses.
                                .tail(t -> t.armed(false))
                                .stress(t -> t.armed(false))
                                .build())
                        .build())
                .algo(Immediate.builder().capBps(100).maxQuoteAge(PRICE_AGE).build())
                .router(NetPriceRouter.builder()
                        .maxBookAge(PRICE_AGE)
                        .slippageCapBps(100)
                        .minLiquidity(0) // a market too small for the usual floor
                        .build())
                // What only reduces may rest only where the venue sees to it that it does.
                .venue(PaperVenue.builder()
                        .instruments(instrument)
                        .feeBps(5)
                        .reduceOnly(true)
                        .build())
                .onEvent(this::onEvent)
                .build();
    }

    static RunReport run(MarketDataSource source, Instrument instrument, PrintStream out) {
        BracketOrder example = new BracketOrder(source, instrument, out);
        try (TradingEngine engine = example.engine) {
            RunReport report = engine.run();
            out.printf("%s%n", example.answer.join().getClass().getSimpleName());
            return report;
        }
    }

    /** Called on the engine's thread: what is asked here enters at this very event time, in every run. */
    private void onEvent(EngineEvent event) {
        switch (event) {
            case PortfolioMarked marked -> enter();
            case OrderChanged changed
            when isParent(changed.event().orderId()) ->
                out.printf(
                        "%s  %s %s%n",
                        ReportPrinter.at(changed.header().timeNs()),
                        name(changed.event().orderId()),
                        changed.after());
            case OrderFilled filled -> fill(filled.fill());
            case TrailMoved moved ->
                out.printf(
                        "%s  %s follows to %s%n",
                        ReportPrinter.at(moved.header().timeNs()),
                        name(moved.orderId()),
                        moved.stopPrice().toPlainString());
            default -> {}
        }
    }

    private void enter() {
        if (!asked && engine.view().status().takesOrders()) {
            asked = true;
            answer = engine.submit(new GroupSubmission(bracket(), "example", "", "bracket-example"));
        }
    }

    /** In at up to 0.5 % above the first price, out with 1 % of profit or once the price is 0.8 % back from its best. */
    private OrderGroup bracket() {
        OrderIntent entry = OrderIntent.of(instrument.symbol(), Side.BUY, QUANTITY)
                .clientOrderId("entry")
                .limit(times("1.005"))
                .build();
        return OrderGroup.bracket(
                entry,
                times("1.01"),
                new OrderType.TrailingStop(new BigDecimal("80"), OrderType.OffsetUnit.BPS, TriggerSource.LAST));
    }

    private BigDecimal times(String factor) {
        return Decimals.floorTo(firstPrice.multiply(new BigDecimal(factor)), instrument.tickSize());
    }

    private static BigDecimal firstPrice(MarketDataSource source) {
        List<Trade> seen = new ArrayList<>();
        try (MarketDataStream stream = source.open()) {
            MarketDataStream.Polled polled;
            do {
                polled = stream.poll(event -> keep(event, seen));
            } while (seen.isEmpty() && polled == MarketDataStream.Polled.EVENT);
        }
        return seen.getFirst().price();
    }

    private static void keep(MarketEvent event, List<Trade> seen) {
        if (event instanceof Trade trade) {
            seen.add(trade);
        }
    }

    private void fill(Fill fill) {
        out.printf(
                "%s  %s %s at %s%n",
                ReportPrinter.at(fill.timeNs()),
                name(fill.parentId()),
                fill.quantity().toPlainString(),
                fill.price().toPlainString());
    }

    private boolean isParent(String orderId) {
        return engine.view().order(orderId).isPresent();
    }

    private String name(String orderId) {
        return engine.view().order(orderId).orElseThrow().intent().clientOrderId();
    }

    /**
     * Runs it over the embedded trades.
     *
     * @param args none
     */
    public static void main(String[] args) {
        BitstampTrades trades = BitstampTrades.embedded();
        run(FirstEvents.of(trades, 5_000), trades.instrument(), System.out);
    }
}
