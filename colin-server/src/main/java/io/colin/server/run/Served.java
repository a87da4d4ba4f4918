package io.colin.server.run;

import io.colin.api.instrument.Symbol;
import io.colin.ml.registry.ModelFile;

/**
 * A model of a backtest with its place.
 *
 * @param symbol what it speaks for
 * @param fromNs event time from which on, ns since epoch
 * @param file the model
 */
record Served(Symbol symbol, long fromNs, ModelFile file) {}
