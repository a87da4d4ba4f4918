package io.colin.api.event;

/**
 * A limit was changed.
 *
 * @param header where it stands
 * @param limit its name
 * @param before value before
 * @param after value after
 * @param principal who
 * @param configHash hash of the settings after
 */
public record LimitChanged(
        EventHeader header, String limit, String before, String after, String principal, String configHash)
        implements LedgerEvent {}
