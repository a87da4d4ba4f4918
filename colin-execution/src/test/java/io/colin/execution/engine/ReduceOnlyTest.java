package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colin.api.execution.AlgoState;
import io.colin.api.execution.AlgoStep;
import io.colin.api.execution.ExecutionAlgo;
import io.colin.api.execution.Slice;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.TimeInForce;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only reduces: kept by the gate's check where nothing can rest, and by a venue's flag where something may. */
class ReduceOnlyTest {
    private static final ScriptedSource SOURCE = ScriptedSource.walk(32, 50);

    private final List<TradingEngine> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(TradingEngine::stop);
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource({
        "immediate, 700, GTC, UNSUPPORTED_FLAG",
        "immediate, 700, DAY, UNSUPPORTED_FLAG",
        "immediate, 900, GTC, UNSUPPORTED_FLAG",
        "resting,   900, IOC, UNSUPPORTED_FLAG",
        "immediate, 900, IOC, taken",
        "immediate, 900, FOK, taken",
        "immediate, '',  GTC, taken",
        "twap,      900, GTC, taken",
        "nobody's,  900, GTC, VALIDATION_FAILED"
    })
    void isTakenWithoutAVenueThatKnowsItOnlyWhereNothingCanRest(
            String algo, String limit, TimeInForce.Kind kind, String outcome) {
        TradingEngine engine = paper(new PlainGate("1000").keepingReduceOnly());
        assertThat(outcome(submit(engine, order(algo, limit, kind)))).isEqualTo(outcome);
    }

    @Test
    void isRefusedWhereTheGateLeavesItToVenuesThatDoNotKnowIt() {
        TradingEngine engine = paper(new PlainGate("1000"));
        assertThat(outcome(submit(engine, order("immediate", "", TimeInForce.Kind.IOC))))
                .isEqualTo("UNSUPPORTED_FLAG");
    }

    @Test
    void losesTheFlagOnItsWayToAVenueThatDoesNotKnowIt() {
        TradingEngine engine = paper(new PlainGate("1000").keepingReduceOnly());
        String id = taken(submit(engine, order("immediate", "900", TimeInForce.Kind.IOC)));
        await().until(() -> status(engine, id) == OrderStatus.FILLED);
        assertThat(engine.view().children(id))
                .extracting(ChildOrder::reduceOnly)
                .containsExactly(false);
        assertThat(engine.view().order(id).orElseThrow().intent().reduceOnly()).isTrue();
    }

    @Test
    void restsOnlyAtAVenueThatKnowsItAndWithTheFlag() {
        RemoteVenue remote = remote().knowingReduceOnly();
        TradingEngine engine = both(remote);
        String id = taken(submit(engine, order("immediate", "700", TimeInForce.Kind.GTC)));
        ChildOrder child = remote.next().order();
        assertThat(child.parentId()).isEqualTo(id);
        assertThat(child.reduceOnly()).isTrue();
        assertThat(engine.view().children(id)).extracting(ChildOrder::venue).containsExactly("remote");
    }

    /** An algorithm that says too little of itself gets no further than the router. */
    @Test
    void sendsNoSliceThatRestsToAVenueThatDoesNotKnowIt() {
        TradingEngine engine = both(remote());
        String id = taken(submit(engine, order("liar", "700", TimeInForce.Kind.GTC)));
        await().until(() -> status(engine, id).isClosed());
        assertThat(engine.view().children(id)).isEmpty();
        assertThat(engine.view().order(id).orElseThrow().progress().filledQuantity())
                .isEqualByComparingTo("0");
    }

    /** It has lost its flag when the router sees it, and is a way out all the same. */
    @Test
    void findsAPlaceWhereTheMarketIsTooSmallForOthers() {
        TradingEngine engine = start(Rig.recording()
                .engine(SOURCE, MemoryEventStore.empty())
                .gate(new PlainGate("1000").keepingReduceOnly())
                .router(NetPriceRouter.builder()
                        .maxBookAge(Duration.ofDays(1))
                        .slippageCapBps(1000)
                        .minLiquidity(1e15)
                        .build()));
        String id = taken(submit(engine, order("immediate", "900", TimeInForce.Kind.IOC)));
        await().until(() -> status(engine, id) == OrderStatus.FILLED);
        String other = taken(submit(engine, Rig.buy("0.1", "plain").build()));
        assertThat(status(engine, other)).isEqualTo(OrderStatus.DENIED);
    }

    private static RemoteVenue remote() {
        return new RemoteVenue(() -> 0, SOURCE.events().getLast().timeNs());
    }

    private TradingEngine both(RemoteVenue remote) {
        return start(Rig.recording()
                .engine(SOURCE, MemoryEventStore.empty())
                .gate(new PlainGate("1000").keepingReduceOnly())
                .algo(new Resting("liar", false))
                .venue(remote));
    }

    private TradingEngine paper(PlainGate gate) {
        return start(Rig.recording()
                .engine(SOURCE, MemoryEventStore.empty())
                .gate(gate)
                .algo(new Resting("resting", true)));
    }

    private TradingEngine start(EngineBuilder builder) {
        TradingEngine engine = builder.build();
        started.add(engine);
        engine.start();
        engine.ended().join();
        return engine;
    }

    private static OrderIntent order(String algo, String limit, TimeInForce.Kind kind) {
        OrderIntent.Builder order = Rig.buy("0.1", "order").reduceOnly(true).algo(AlgoSpec.of(algo, Map.of()));
        if (!limit.isEmpty()) {
            order = order.limit(new BigDecimal(limit));
        }
        return order.timeInForce(new TimeInForce(kind, TimeInForce.NO_EXPIRY)).build();
    }

    private static SubmitResult submit(TradingEngine engine, OrderIntent intent) {
        return engine.submit(Rig.ask(intent, "", "h"))
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private static String outcome(SubmitResult result) {
        return result instanceof SubmitResult.Denied denied
                ? denied.decision().reasons().getFirst().code()
                : result instanceof SubmitResult.Taken ? "taken" : result.toString();
    }

    private static String taken(SubmitResult result) {
        assertThat(result).isInstanceOf(SubmitResult.Taken.class);
        return ((SubmitResult.Taken) result).order().orderId();
    }

    private static OrderStatus status(TradingEngine engine, String orderId) {
        return engine.view()
                .order(orderId)
                .map(ParentOrder::progress)
                .orElseThrow()
                .status();
    }

    /** Sends all of it once, as it is; what it says of that is up to the test. */
    private record Resting(String type, boolean saysSo) implements ExecutionAlgo {
        @Override
        public AlgoSpec defaults() {
            return AlgoSpec.of(type, Map.of());
        }

        @Override
        public void validate(OrderIntent intent, Instrument instrument) {}

        @Override
        public boolean mayRest(OrderIntent intent) {
            return saysSo;
        }

        @Override
        public AlgoStep next(AlgoState state) {
            OrderType type = state.parent().intent().type();
            return state.slicesSent() > 0
                    ? new AlgoStep.Finish("sent")
                    : new AlgoStep.Continue(
                            List.of(new Slice(state.available(), type, TimeInForce.GTC)), AlgoStep.NO_TIMER);
        }
    }
}
