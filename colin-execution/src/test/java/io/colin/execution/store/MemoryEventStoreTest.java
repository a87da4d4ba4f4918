package io.colin.execution.store;

import io.colin.api.ledger.EventStore;
import io.colin.api.ledger.EventStoreContract;

final class MemoryEventStoreTest extends EventStoreContract {
    @Override
    protected EventStore openEmpty() {
        return MemoryEventStore.empty();
    }
}
