package io.colin.ml.preset;

import io.colin.api.instrument.Symbol;
import io.colin.ml.cost.TradingCosts;

/**
 * Everything a trained model follows from besides its data.
 *
 * @param symbol what is traded
 * @param preset how the model is made
 * @param costs what trading costs
 * @param seed root of everything random
 */
public record TrainingSettings(Symbol symbol, Preset preset, TradingCosts costs, long seed) {}
