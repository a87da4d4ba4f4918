package io.colin.ml.preset;

import io.colin.api.instrument.Symbol;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.feature.FeatureSchema;

/**
 * Everything a trained model follows from besides its data.
 *
 * @param symbol what is traded
 * @param preset how the model is made
 * @param costs what trading costs
 * @param seed root of everything random
 */
public record TrainingSettings(Symbol symbol, Preset preset, TradingCosts costs, long seed) {
    /**
     * The same with other columns, for what the data does not hold.
     *
     * @param schema the columns that are left
     * @return this when they are its own
     */
    public TrainingSettings withSchema(FeatureSchema schema) {
        return schema.equals(preset.schema())
                ? this
                : new TrainingSettings(symbol, preset.toBuilder().schema(schema).build(), costs, seed);
    }

    /**
     * The same settings with another seed.
     *
     * @param value root of everything random
     * @return a copy
     */
    public TrainingSettings withSeed(long value) {
        return new TrainingSettings(symbol, preset, costs, value);
    }
}
