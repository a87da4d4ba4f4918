package io.colin.ml.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.market.Bar;
import io.colin.api.market.MarketDataSource;
import io.colin.api.signal.ModelInput;
import io.colin.api.signal.ModelStage;
import io.colin.api.signal.Profile;
import io.colin.ml.SyntheticMarket;
import io.colin.ml.Trained;
import io.colin.ml.registry.ModelFile;
import io.colin.ml.serving.BarSignalModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestsTest {
    private static final MarketDataSource SOURCE = SyntheticMarket.source(Trained.BARS);
    /** A shadow that began when 300 bars had passed. */
    private static final int BEGINS = 300;

    @TempDir
    private Path root = Path.of("");

    private final ModelFile model = Trained.model().file();
    private ModelRegistry registry = ModelRegistry.in(Path.of(""));

    @BeforeEach
    void register() {
        registry = ModelRegistry.in(root);
        registry.register(model, "tester", 0, "trained");
    }

    @Test
    void aBackTestOfWhatWasLivedThroughUndisturbedGivesTheSameReturns() {
        try (LiveModel line = lived(0)) {
            TrackRecord record = line.evidence().record(model.id()).orElseThrow();
            assertThat(record.resolved()).isPositive();
            ReturnSeries tested =
                    backtest(line, record.firstNs(), record.lastNs()).orElseThrow();
            assertThat(tested).isEqualTo(record.returns(record.firstNs(), record.lastNs(), tested.stepNs()));
        }
    }

    @Test
    void aModelThatMissedBarsDiffersFromItsBackTest() {
        try (LiveModel line = lived(5)) {
            TrackRecord record = line.evidence().record(model.id()).orElseThrow();
            ReturnSeries tested =
                    backtest(line, record.firstNs(), record.lastNs()).orElseThrow();
            assertThat(tested).isNotEqualTo(record.returns(record.firstNs(), record.lastNs(), tested.stepNs()));
        }
    }

    @Test
    void whatTheRecordingDoesNotHoldIsNotMeasured() {
        try (LiveModel line = lived(0)) {
            TrackRecord record = line.evidence().record(model.id()).orElseThrow();
            assertThat(backtest(line, record.firstNs(), record.lastNs() + Models.DAY))
                    .isEmpty();
            assertThat(backtest(line, record.firstNs() - Models.DAY, record.lastNs()))
                    .isEmpty();
        }
    }

    private Optional<ReturnSeries> backtest(LiveModel line, long fromNs, long toNs) {
        return Backtests.over(line.evidence(), registry.files(), SOURCE).backtest(model.id(), fromNs, toNs);
    }

    /** Leaves out every so manieth bar; none for 0. */
    private LiveModel lived(int lost) {
        LiveModel line = LiveModel.of(
                ModelRegistry.lineOf(model.card()),
                Profile.BAR,
                model.card().settings().preset().horizonNs(),
                (id, scored) -> {});
        line.swap(
                Roles.only(model.id(), ModelStage.CHAMPION),
                List.of(line.prepare(model.id(), BarSignalModel.of(model))));
        for (int i = 0; i < Trained.BARS.size(); i++) {
            Bar bar = Trained.BARS.get(i);
            if (lost > 0 && i % 97 < lost) {
                continue;
            }
            Optional<? extends ModelInput> input = line.observe(bar);
            if (i >= BEGINS && input.isPresent()) {
                line.evaluate(List.of(input.orElseThrow()));
            }
        }
        line.settle();
        return line;
    }
}
