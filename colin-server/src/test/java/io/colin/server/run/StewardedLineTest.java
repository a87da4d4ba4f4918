package io.colin.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.colin.api.event.EngineEvent;
import io.colin.api.event.ModelPromoted;
import io.colin.api.event.SignalEmitted;
import io.colin.api.market.MarketDataSource;
import io.colin.api.metrics.MetricsSink;
import io.colin.api.signal.ModelStage;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.venue.paper.PaperVenue;
import io.colin.ml.lifecycle.ModelRegistry;
import io.colin.ml.lifecycle.ScoreStore;
import io.colin.ml.registry.ModelFile;
import io.colin.server.fixture.CapGate;
import io.colin.server.fixture.SmallModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the steward does with a champion, over two days of bars. */
class StewardedLineTest {
    private static final MarketDataSource BARS = SmallModel.bars(SmallModel.START_NS, 3_100);
    private static final long WEDNESDAY_NS =
            SmallModel.START_NS + Duration.ofDays(2).toNanos();

    private final List<EngineEvent> events = new ArrayList<>();
    /** Its reference is one that nobody reaches. */
    private final ModelFile champion = SmallModel.file().withMetrics(Map.of("hit_rate", 1.5));

    private final ModelFile before = SmallModel.file().withMetrics(Map.of("hit_rate", 0.01));

    @TempDir
    private Path root = Path.of("");

    @Test
    void aChampionThatFallsTwentyPercentShortGivesWayToTheOneBeforeAndTheLedgerSaysSo() throws IOException {
        ModelRegistry registry = ModelRegistry.in(root.resolve("models"));
        for (ModelFile file : List.of(before, champion)) {
            registry.register(file, "tester", file.card().dataToNs(), "trained");
        }
        writeRecord();
        ModelLine line = ModelLine.start(
                registry,
                ScoreStore.in(root.resolve("scores")),
                before,
                new ModelLine.Surroundings(
                        new Silent(),
                        MetricsSink.NONE,
                        BARS,
                        SmallModel.BTC,
                        champion.card().settings(),
                        builder -> builder.watchOnly().replayed(Duration.ofHours(1))));
        assertThat(line.live().roles().champion()).contains(champion.id());
        StewardedLine model =
                new StewardedLine(line, List.of(), champion.card().dataToNs(), new SuccessionLog(new Silent()));
        try (TradingEngine engine = engine(model)) {
            model.open(engine);
            engine.run();
        }
        assertThat(model.notes()).isEmpty();
        assertThat(events.stream().filter(ModelPromoted.class::isInstance).map(ModelPromoted.class::cast))
                .extracting(
                        event -> event.header().timeNs(),
                        ModelPromoted::model,
                        ModelPromoted::before,
                        ModelPromoted::after,
                        ModelPromoted::principal)
                .containsExactly(
                        tuple(WEDNESDAY_NS, named(champion), ModelStage.CHAMPION, ModelStage.RETIRED, "steward"),
                        tuple(WEDNESDAY_NS, named(before), ModelStage.RETIRED, ModelStage.CHAMPION, "steward"));
        assertThat(registry.champion(line.name()).orElseThrow().model()).isEqualTo(before.id());
        // The decision point of that moment is the old champion's, the next one no longer.
        for (SignalEmitted emitted : signals()) {
            boolean old = emitted.signal().dataAsOfNs() <= WEDNESDAY_NS;
            assertThat(emitted.signal().modelVersion()).isEqualTo(old ? champion.version() : before.version());
        }
        assertThat(signals())
                .extracting(emitted -> emitted.signal().modelVersion())
                .contains(before.version());
    }

    private List<SignalEmitted> signals() {
        return events.stream()
                .filter(SignalEmitted.class::isInstance)
                .map(SignalEmitted.class::cast)
                .toList();
    }

    /** One after the other went all the way: what takes weeks otherwise, as the registry would have written it. */
    private void writeRecord() throws IOException {
        Path log = root.resolve("models").resolve("stages.log");
        String last = Files.readAllLines(log).getLast().substring(0, 64);
        StringJoiner changes = new StringJoiner(",", "[", "]");
        int sequence = 2;
        for (ModelFile file : List.of(before, champion)) {
            if (file.equals(champion)) {
                changes.add(change(++sequence, before, "CHAMPION", "RETIRED", 0));
            }
            changes.add(change(++sequence, file, "CANDIDATE", "VALIDATED", 0));
            changes.add(change(++sequence, file, "VALIDATED", "SHADOW", 0));
            changes.add(change(++sequence, file, "SHADOW", "CHALLENGER", 0.5));
            changes.add(change(++sequence, file, "CHALLENGER", "CHAMPION", 1));
        }
        Files.writeString(log, sha256(last + changes) + " " + changes + "\n", StandardOpenOption.APPEND);
    }

    private String change(int sequence, ModelFile file, String from, String to, double share) {
        return "{\"sequence\":" + sequence + ",\"model\":\"" + file.id() + "\",\"line\":\""
                + ModelRegistry.lineOf(file.card()) + "\",\"before\":\"" + from + "\",\"after\":\"" + to
                + "\",\"capitalShare\":" + share + ",\"cause\":\"PROMOTION\",\"principal\":\"tester\",\"timeNs\":"
                + file.card().dataToNs() + ",\"reason\":\"given\",\"criteria\":[]}";
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String named(ModelFile file) {
        return "small@" + file.version();
    }

    private TradingEngine engine(StewardedLine model) {
        return TradingEngine.builder()
                .instruments(SmallModel.BTC)
                .source(BARS)
                .model(model)
                .gate(new CapGate())
                .venue(PaperVenue.builder()
                        .instruments(SmallModel.BTC)
                        .feeBps(10)
                        .seed(42)
                        .build())
                .onEvent(events::add)
                .build();
    }

    private static final class Silent implements Console {
        @Override
        public void line(String text) {}

        @Override
        public void progress(String text) {}
    }
}
