package io.colin.api.event;

import io.colin.api.Decimals;
import java.math.BigDecimal;

/**
 * A run began.
 *
 * @param header where it stands
 * @param runId its name
 * @param source id of the market data
 * @param sourceFingerprint what identifies its content
 * @param account whose
 * @param currency account currency
 * @param initialCash what it started with
 * @param seed of everything random
 * @param configHash hash of the settings
 * @param model id and version of the model, empty without one
 */
public record RunStarted(
        EventHeader header,
        String runId,
        String source,
        String sourceFingerprint,
        String account,
        String currency,
        BigDecimal initialCash,
        long seed,
        String configHash,
        String model)
        implements LedgerEvent {
    /** Normalises. */
    public RunStarted {
        initialCash = Decimals.normal(initialCash);
    }
}
