package io.colin.ml;

import io.colin.api.market.MarketDataSource;
import io.colin.ml.dataset.BarDataset;
import io.colin.ml.dataset.HeldColumns;
import io.colin.ml.feature.FeatureSchema;
import io.colin.ml.feature.MarketInputs;
import io.colin.ml.frame.FrameSchema;
import io.colin.ml.history.BarHistory;
import io.colin.ml.history.SideInputs;
import io.colin.ml.label.TripleBarrier;
import io.colin.ml.preset.Preset;
import io.colin.ml.preset.TrainingSettings;
import java.time.Duration;
import java.util.function.ToIntFunction;

/** Reads sources into what bar models learn from and are judged on. */
final class BarData {
    private BarData() {}

    /** All bars with what else was known at their close. */
    static BarHistory history(MarketDataSource source, TrainingSettings settings) {
        Preset preset = settings.preset();
        Duration bar = Duration.ofNanos(preset.barNs());
        SideInputs inputs = MarketInputs.forSchema(FrameSchema.first(preset.schema()), settings.symbol(), bar);
        return BarHistory.read(source, settings.symbol(), bar, settings.costs(), inputs);
    }

    /** The settings with only those columns that the training bars hold. */
    static TrainingSettings held(
            BarHistory history, TrainingSettings settings, ToIntFunction<BarHistory> trainingBars) {
        FeatureSchema wanted = settings.preset().schema();
        int bars = trainingBars.applyAsInt(history);
        return settings.withSchema(HeldColumns.of(history, wanted, bars).schema());
    }

    /** Rows and labels. */
    static BarDataset dataset(BarHistory history, TrainingSettings settings) {
        Preset preset = settings.preset();
        return BarDataset.of(
                history,
                new BarDataset.Shape(preset.schema(), preset.network().steps(), preset.maxEmptyRun()),
                TripleBarrier.of(preset.barriers(), preset.maxEmptyRun()));
    }
}
