package io.colin.execution.venue.paper;

import java.util.concurrent.atomic.AtomicLong;

/** How many fills a venue made, and before how many the market was too little known for impact. Read from any thread. */
final class ImpactCount {
    private final AtomicLong fills = new AtomicLong();
    private final AtomicLong without = new AtomicLong();

    void add(boolean known) {
        fills.incrementAndGet();
        if (!known) {
            without.incrementAndGet();
        }
    }

    long fills() {
        return fills.get();
    }

    long without() {
        return without.get();
    }
}
