package io.colin.execution.engine;

import io.colin.api.event.EngineEvent;
import io.colin.api.instrument.Instrument;
import io.colin.api.ledger.EventStore;
import io.colin.api.market.MarketDataSource;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.execution.algo.Immediate;
import io.colin.execution.algo.Twap;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.store.MemoryEventStore;
import io.colin.execution.venue.paper.PaperVenue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** An engine over the paper venue with everything a test may want to change. */
public final class Rig {
    public static final Instrument BTC_USD =
            Instrument.spot("BTC/USD").minNotional("5").build();
    static final Duration QUIET = Duration.ofSeconds(60);

    /** Written by the engine's thread; a test may look while it runs. */
    final List<EngineEvent> events = Collections.synchronizedList(new ArrayList<>());

    private Rig() {}

    public static Rig recording() {
        return new Rig();
    }

    /** A builder with the demonstration's tolerance for old prices. */
    public EngineBuilder engine(MarketDataSource source, EventStore store) {
        return TradingEngine.builder()
                .instruments(BTC_USD)
                .source(source)
                .gate(new PlainGate("1000"))
                .algo(Immediate.builder().capBps(60).maxQuoteAge(QUIET).build())
                .algo(Twap.builder()
                        .duration(Duration.ofMinutes(10))
                        .interval(Duration.ofMinutes(1))
                        .priceControlBps(500)
                        .maxQuoteAge(QUIET)
                        .build())
                .router(NetPriceRouter.builder()
                        .maxBookAge(QUIET)
                        .slippageCapBps(60)
                        .build())
                .venue(PaperVenue.builder()
                        .instruments(BTC_USD)
                        .feeBps(10)
                        .seed(42)
                        .build())
                .store(store)
                .onEvent(events::add);
    }

    /** An engine that trades the swing model. */
    public EngineBuilder swinging(MarketDataSource source, EventStore store) {
        return engine(source, store)
                .model(new SwingModel(Long.MIN_VALUE))
                .sizer(request -> request.signal().direction().sign() > 0
                        ? request.portfolio()
                                .equity()
                                .multiply(new BigDecimal("0.01"))
                                .divide(request.referencePrice(), 8, RoundingMode.DOWN)
                        : BigDecimal.ZERO);
    }

    public EngineBuilder swinging(MarketDataSource source) {
        return swinging(source, MemoryEventStore.empty());
    }

    <E extends EngineEvent> List<E> of(Class<E> type) {
        return List.copyOf(events).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    static OrderIntent.Builder buy(String quantity, String clientOrderId) {
        return OrderIntent.of(BTC_USD.symbol(), Side.BUY, new BigDecimal(quantity))
                .clientOrderId(clientOrderId)
                .algo(io.colin.api.order.AlgoSpec.of("immediate", Map.of()));
    }

    static Submission ask(OrderIntent intent, String key, String hash) {
        return new Submission(intent, "tester", key, hash);
    }
}
