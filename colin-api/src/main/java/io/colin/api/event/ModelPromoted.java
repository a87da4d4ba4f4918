package io.colin.api.event;

import io.colin.api.signal.ModelStage;

/**
 * A model changed its stage.
 *
 * @param header where it stands
 * @param model id and version
 * @param before stage before
 * @param after stage after
 * @param principal who or what decided
 * @param reason for a person
 */
public record ModelPromoted(
        EventHeader header, String model, ModelStage before, ModelStage after, String principal, String reason)
        implements LedgerEvent {}
