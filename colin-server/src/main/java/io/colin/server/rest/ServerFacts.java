package io.colin.server.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.colin.monitoring.health.HealthBoard;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the server knows of itself.
 *
 * @param version of Colin
 * @param mode it runs in
 * @param startedNs when it started, ns since epoch
 * @param health what the background checks found
 * @param alive whether the engine's thread comes round; true while there is none yet
 * @param run figures of the run as last sampled, null before the first
 * @param scrape metrics in Prometheus' text format
 */
public record ServerFacts(
        String version,
        String mode,
        long startedNs,
        HealthBoard health,
        BooleanSupplier alive,
        Supplier<? extends JsonNode> run,
        Supplier<String> scrape) {}
