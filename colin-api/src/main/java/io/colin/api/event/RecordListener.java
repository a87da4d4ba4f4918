package io.colin.api.event;

/**
 * Follows the record as it grows, and hears all of it once more when a run is taken up: what is derived from it is then the
 * same as before. A gate that implements it is told by the engine, on the engine's thread, in the record's order.
 */
public interface RecordListener {
    /**
     * Learns of an event of the record.
     *
     * @param event the next
     * @param again true while a run is taken up: it was recorded before the restart, and nobody is to be told of what follows
     *     from it a second time
     */
    void onRecord(LedgerEvent event, boolean again);
}
