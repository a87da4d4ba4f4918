package io.colin.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.ml.BarTraining;
import io.colin.ml.preset.Preset;
import io.colin.ml.preset.TrainingSettings;
import io.colin.ml.registry.ModelCard;
import io.colin.server.fixture.SmallModel;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StepPresetTest {
    private static final long MINUTE_NS = Duration.ofMinutes(1).toNanos();

    @Test
    void aModelOfAStepIsTrainedUpToFourHoursBeforeIt() {
        TrainingSettings small = SmallModel.file().card().settings();
        int bars = 1_600;
        ModelCard card = BarTraining.builder()
                .source(SmallModel.bars(SmallModel.START_NS, bars))
                .instrument(SmallModel.BTC)
                .preset(StepPreset.of(small.preset(), bars * MINUTE_NS))
                .costs(small.costs())
                .build()
                .train()
                .file()
                .card();

        assertThat(card.dataToNs()).isEqualTo(SmallModel.START_NS + (bars - StepPreset.TEST_BARS) * MINUTE_NS);
    }

    @Test
    void aModelOfALongRecordingIsFreshWhenItsStepBegins() {
        Preset preset = Preset.demonstration();
        long spanNs = Duration.ofDays(365).toNanos();
        double share = StepPreset.of(preset, spanNs).split().trainShare();

        assertThat((1 - share) * spanNs).isCloseTo(240.0 * MINUTE_NS, within(1.0 * MINUTE_NS));
        assertThat((1 - preset.split().trainShare()) * spanNs).isGreaterThan((double) preset.expiryNs());
    }

    @Test
    void ofAShortRecordingNoLessIsLearntFromThanOtherwise() {
        Preset preset = Preset.demonstration();

        assertThat(StepPreset.of(preset, 300 * MINUTE_NS)).isEqualTo(preset);
    }
}
