package io.colin.server.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colin.api.event.LedgerEvent;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.ledger.AppendResult;
import io.colin.api.ledger.LedgerEntry;
import io.colin.api.market.Aggressor;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.execution.algo.Immediate;
import io.colin.execution.engine.RunReport;
import io.colin.execution.engine.Submission;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.store.LedgerCodec;
import io.colin.execution.store.MemoryEventStore;
import io.colin.execution.venue.paper.PaperVenue;
import io.colin.risk.gate.StandardGateBuilder;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A live run over a paper venue whose clock stands still between two orders, so that two of them are alike. */
final class GateRun implements AutoCloseable {
    static final Instrument BTC_USD =
            Instrument.spot("BTC/USD").minNotional("5").build();
    private static final long START_NS = 1_700_000_040_000_000_000L;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final Duration OLD = Duration.ofSeconds(60);
    private static final int BEFORE = 4;

    final MemoryEventStore store;
    final TradingEngine engine;
    private final Tape tape = new Tape();
    private final AtomicLong clockNs = new AtomicLong(START_NS + 90 * SECOND_NS + 100_000_000);

    private GateRun(StandardGateBuilder gate, MemoryEventStore store) {
        this.store = store;
        engine = TradingEngine.builder()
                .instruments(BTC_USD)
                .source(tape)
                .gate(gate.build())
                .algo(Immediate.builder().maxQuoteAge(OLD).build())
                .router(NetPriceRouter.builder().maxBookAge(OLD).build())
                .venue(PaperVenue.builder()
                        .instruments(BTC_USD)
                        .feeBps(10)
                        .seed(42)
                        .build())
                .initialCash(new BigDecimal("1000000"))
                .clock(clockNs::get)
                .store(store)
                .build();
    }

    /** A run that has seen two minutes of a market at 800 and waits. */
    static GateRun begin(StandardGateBuilder gate) {
        return begin(gate, MemoryEventStore.empty());
    }

    /** The same over a ledger that holds what a run left. */
    static GateRun begin(StandardGateBuilder gate, MemoryEventStore store) {
        GateRun run = new GateRun(gate, store);
        run.engine.start();
        await().until(() -> run.engine.view().status().timeNs() >= run.clockNs.get());
        return run;
    }

    /** What a process that died now would find. */
    MemoryEventStore left() {
        return left(store.lastSequence());
    }

    /** What a process that died after so many records would find. */
    MemoryEventStore left(long records) {
        List<LedgerEntry> entries = new ArrayList<>();
        store.read(1, one -> {
            if (one.sequence() <= records) {
                entries.add(one.entry());
            }
        });
        MemoryEventStore cut = MemoryEventStore.empty();
        assertThat(cut.append(entries)).isInstanceOf(AppendResult.Appended.class);
        return cut;
    }

    /** Lets the market go on to its end. */
    RunReport end() {
        tape.given = tape.events.size();
        return join(engine.ended());
    }

    /** Lets time pass, without a trade. */
    void pass(long seconds) {
        clockNs.addAndGet(seconds * SECOND_NS);
        await().until(() -> engine.view().status().timeNs() >= clockNs.get());
    }

    SubmitResult buy(String quantity, String id) {
        return buy(quantity, id, Map.of());
    }

    SubmitResult buy(String quantity, String id, Map<String, String> metadata) {
        OrderIntent intent = OrderIntent.of(BTC_USD.symbol(), Side.BUY, new BigDecimal(quantity))
                .clientOrderId(id)
                .strategy("s1")
                .metadata(metadata)
                .algo(AlgoSpec.of("immediate", Map.of()))
                .build();
        return join(engine.submit(new Submission(intent, "alice", "", "h-" + id)));
    }

    /** The events of the ledger of some kinds, in order. */
    List<LedgerEvent> events(Class<?>... kinds) {
        Set<Class<?>> wanted = Set.of(kinds);
        List<LedgerEvent> found = new ArrayList<>();
        store.read(1, one -> {
            LedgerEvent event = LedgerCodec.decode(one);
            if (wanted.isEmpty() || wanted.contains(event.getClass())) {
                found.add(event);
            }
        });
        return found;
    }

    static <T> T join(CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        engine.stop();
    }

    /** Four minutes at 800, of which it gives the first two until it is told to give all. */
    private static final class Tape implements MarketDataSource {
        private final List<MarketEvent> events = new ArrayList<>();
        private volatile int given = BEFORE;

        private Tape() {
            BigDecimal price = new BigDecimal("800");
            BigDecimal tenth = new BigDecimal("0.1");
            BigDecimal size = new BigDecimal("100");
            for (int minute = 0; minute < 4; minute++) {
                long timeNs = START_NS + (30 + 60L * minute) * SECOND_NS;
                events.add(new BookSnapshot(
                        BTC_USD.symbol(),
                        timeNs,
                        minute + 1,
                        List.of(new BookLevel(price.subtract(tenth), size)),
                        List.of(new BookLevel(price.add(tenth), size))));
                events.add(new Trade(BTC_USD.symbol(), timeNs, price, BigDecimal.ONE, Aggressor.UNKNOWN));
            }
        }

        @Override
        public String id() {
            return "tape";
        }

        @Override
        public String fingerprint() {
            return "tape";
        }

        @Override
        public Set<Symbol> symbols() {
            return Set.of(BTC_USD.symbol());
        }

        @Override
        public MarketDataStream open() {
            return new MarketDataStream() {
                private int next;

                @Override
                public Polled poll(Consumer<? super MarketEvent> sink) {
                    if (next == events.size()) {
                        return Polled.ENDED;
                    }
                    if (next >= given) {
                        return Polled.IDLE;
                    }
                    sink.accept(events.get(next++));
                    return Polled.EVENT;
                }

                @Override
                public void close() {}
            };
        }
    }
}
