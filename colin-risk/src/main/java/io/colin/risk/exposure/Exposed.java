package io.colin.risk.exposure;

import io.colin.api.instrument.Symbol;

/**
 * A symbol in which something is held or works.
 *
 * @param symbol which
 * @param exposure at its worst case
 */
public record Exposed(Symbol symbol, SymbolExposure exposure) {}
