package io.colin.server.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colin.api.market.Aggressor;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.api.signal.ModelStage;
import io.colin.api.signal.Profile;
import io.colin.api.time.SettableClock;
import io.colin.execution.algo.Immediate;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.source.PushedSource;
import io.colin.execution.store.sqlite.SqliteEventStore;
import io.colin.execution.venue.paper.PaperVenue;
import io.colin.ml.lifecycle.LiveModel;
import io.colin.ml.lifecycle.ModelRegistry;
import io.colin.ml.lifecycle.RetrainingModel;
import io.colin.ml.lifecycle.Roles;
import io.colin.ml.lifecycle.SeenMarket;
import io.colin.ml.lifecycle.StageChange;
import io.colin.ml.lifecycle.TrainingResult;
import io.colin.ml.preset.Preset;
import io.colin.ml.registry.ModelFile;
import io.colin.ml.serving.BarSignalModel;
import io.colin.server.fixture.CapGate;
import io.colin.server.fixture.SmallModel;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that is fed by pushes, killed and started again: what both runs have seen is what the next model reads. */
class LiveRetrainingTest {
    private static final long MINUTE_NS = 60_000_000_000L;
    /** An hour before Sunday. */
    private static final long START_NS =
            SmallModel.START_NS + Duration.ofHours(143).toNanos();

    private static final long SUNDAY_NS = START_NS + 60 * MINUTE_NS;

    @TempDir
    private Path root = Path.of("");

    private final ModelFile champion = SmallModel.file();
    private final SettableClock clock = SettableClock.at(START_NS);
    private final List<TrainingResult> results = new CopyOnWriteArrayList<>();
    private final List<String> read = new CopyOnWriteArrayList<>();

    @Test
    void theSuccessorOfSundayReadsWhatWasPushedBeforeAndAfterARestart() {
        ModelRegistry registry = ModelRegistry.in(root.resolve("models"));
        registry.register(champion, "tester", champion.card().dataToNs(), "first");
        run(registry, 0, 40);
        assertThat(results).isEmpty();
        run(registry, 42, 65);

        TrainingResult.Trained weekly = results.stream()
                .filter(result -> result.reason().startsWith("WEEKLY"))
                .map(TrainingResult.Trained.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(weekly.candidate().sinceNs()).isEqualTo(SUNDAY_NS);
        assertThat(registry.history())
                .filteredOn(change -> change.cause() == StageChange.Cause.REGISTRATION)
                .extracting(StageChange::timeNs)
                .contains(SUNDAY_NS);
        SeenMarket seen = seen(PushedSource.of("feed", Set.of(SmallModel.BTC.symbol()), clock));
        MarketDataSource known = seen.between(SUNDAY_NS - Duration.ofDays(1).toNanos(), SUNDAY_NS, () -> {});
        assertThat(read).contains(known.fingerprint());
        List<Integer> minutes = bars(known).stream()
                .map(bar -> (int) ((bar.openTimeNs() - START_NS) / MINUTE_NS))
                .toList();
        // A trade comes ten seconds into a minute, so the first bar of each run was under way; 40 and 41 were slept
        // through.
        List<Integer> expected = new ArrayList<>();
        for (int minute = 1; minute < 60; minute++) {
            if (minute < 39 || minute > 42) {
                expected.add(minute);
            }
        }
        assertThat(minutes).isEqualTo(expected);
        assertThat(bars(known)).allMatch(bar -> bar.tradeCount() == 2);
    }

    private void run(ModelRegistry registry, int fromMinute, int toMinute) {
        PushedSource source = PushedSource.of("feed", Set.of(SmallModel.BTC.symbol()), clock);
        at(fromMinute, 0);
        try (TradingEngine engine = TradingEngine.builder()
                .instruments(SmallModel.BTC)
                .source(source)
                .model(model(registry, source))
                .gate(new CapGate())
                .algo(Immediate.builder().build())
                .venue(PaperVenue.builder()
                        .instruments(SmallModel.BTC)
                        .feeBps(10)
                        .build())
                .store(SqliteEventStore.in(root.resolve("ledger")))
                .currency("USD")
                .initialCash(new BigDecimal("1000000"))
                .build()) {
            engine.start();
            await().until(() -> engine.view().status().takesOrders());
            for (int minute = fromMinute; minute < toMinute; minute++) {
                push(engine, source, minute, 10);
                push(engine, source, minute, 40);
            }
        }
    }

    private void push(TradingEngine engine, PushedSource source, int minute, int second) {
        at(minute, second);
        String price = Integer.toString(1_000 + minute % 7);
        source.push(
                now -> new Trade(SmallModel.BTC.symbol(), now, new BigDecimal(price), BigDecimal.ONE, Aggressor.BUY));
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> engine.view().status().timeNs() == clock.nowNs());
    }

    private RetrainingModel model(ModelRegistry registry, MarketDataSource source) {
        LiveModel line = LiveModel.of(
                ModelRegistry.lineOf(champion.card()),
                Profile.BAR,
                champion.card().settings().preset().horizonNs(),
                (id, scored) -> {});
        line.swap(
                Roles.only(champion.id(), ModelStage.CHAMPION),
                List.of(line.prepare(champion.id(), BarSignalModel.of(champion))));
        return RetrainingModel.builder(line, registry, source)
                .instrument(SmallModel.BTC)
                .preset(SmallModel.preset(Preset.demonstration()), 42)
                .window(Duration.ofDays(1))
                .seen(seen(source))
                .recipe(training -> {
                    // An hour of bars is no training: what it would read is what matters here.
                    read.add(training.dataFingerprint());
                    return SmallModel.calibrated();
                })
                .onResult(results::add)
                .build();
    }

    private SeenMarket seen(MarketDataSource source) {
        return SeenMarket.in(root.resolve("seen"), source).build();
    }

    private void at(int minute, int second) {
        clock.set(START_NS + minute * MINUTE_NS + second * 1_000_000_000L);
    }

    private static List<Bar> bars(MarketDataSource source) {
        List<MarketEvent> events = new ArrayList<>();
        try (MarketDataStream stream = source.open()) {
            while (stream.poll(events::add) == MarketDataStream.Polled.EVENT) {
                // To the end.
            }
        }
        return events.stream().map(Bar.class::cast).toList();
    }
}
