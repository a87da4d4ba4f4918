package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.api.risk.TimedLock;
import io.colin.risk.killswitch.Lock;
import io.colin.risk.killswitch.Locks;
import java.util.List;

/** The locks a person sets and reads, among all there may be: those of a symbol, everywhere and whoever decides. */
final class PersonLocks {
    private PersonLocks() {}

    static Lock kept(TimedLock lock) {
        return new Lock(
                lock.symbol().name(),
                Lock.Sides.valueOf(lock.sides().name()),
                Lock.ANY,
                Lock.ANY,
                lock.reason(),
                lock.principal(),
                lock.sinceNs(),
                lock.untilNs());
    }

    static TimedLock shown(Lock lock) {
        return new TimedLock(
                Symbol.of(lock.symbol()),
                TimedLock.Sides.valueOf(lock.sides().name()),
                lock.reason(),
                lock.principal(),
                lock.sinceNs(),
                lock.untilNs());
    }

    /** A lock of a venue or a strategy, which only a program sets, is told by its alert and its refusals alone. */
    static List<TimedLock> shown(Locks locks) {
        List<Lock> all = locks.list();
        if (all.isEmpty()) {
            return List.of();
        }
        return all.stream()
                .filter(lock -> !lock.symbol().isEmpty()
                        && lock.venue().isEmpty()
                        && lock.strategy().isEmpty())
                .map(PersonLocks::shown)
                .toList();
    }
}
