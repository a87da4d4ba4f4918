package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import io.colin.execution.store.MemoryEventStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whether somebody who looks at the engine's thread can tell that it comes round. */
class LivenessTest {
    @Test
    void beatsWithEveryEventOfAWarmUp() {
        ScriptedSource history = ScriptedSource.walk(51, 300);
        Watched watched = new Watched(history);
        TradingEngine engine = Rig.recording()
                .engine(watched, MemoryEventStore.empty())
                .tradeFrom(history.events().getLast().timeNs()
                        + Duration.ofHours(1).toNanos())
                .build();
        watched.watch(engine.view());
        RunReport report = engine.run();

        assertThat(report.marketEvents()).isEqualTo(300);
        List<Look> looks = watched.looks();
        assertThat(looks).hasSizeGreaterThanOrEqualTo(300);
        for (int i = 1; i < 300; i++) {
            assertThat(looks.get(i).phase()).isEqualTo(EnginePhase.WARMING);
            // An event was taken between two looks, so the beat is younger than the look before.
            assertThat(looks.get(i).beatNs() - looks.get(i - 1).atNs())
                    .as("look %d", i)
                    .isNotNegative();
        }
    }

    private record Look(EnginePhase phase, long beatNs, long atNs) {}

    /** A source that looks at the engine each time it is asked for an event. */
    private static final class Watched implements MarketDataSource {
        private final MarketDataSource source;
        private final List<Look> looks = new ArrayList<>();
        private final List<EngineView> views = new ArrayList<>();

        private Watched(MarketDataSource source) {
            this.source = source;
        }

        private void watch(EngineView view) {
            views.add(view);
        }

        /** What it saw; to be read once the engine has stopped. */
        private List<Look> looks() {
            return looks;
        }

        @Override
        public String id() {
            return source.id();
        }

        @Override
        public String fingerprint() {
            return source.fingerprint();
        }

        @Override
        public Set<Symbol> symbols() {
            return source.symbols();
        }

        @Override
        public MarketDataStream open() {
            MarketDataStream stream = source.open();
            return new MarketDataStream() {
                @Override
                public Polled poll(Consumer<? super MarketEvent> sink) {
                    for (EngineView view : views) {
                        EngineStatus status = view.status();
                        looks.add(new Look(status.phase(), status.beatNs(), System.nanoTime()));
                    }
                    return stream.poll(sink);
                }

                @Override
                public void close() {
                    stream.close();
                }
            };
        }
    }
}
