package io.colin.server.ws;

import io.colin.api.instrument.Symbol;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/** The symbols a session wants; all of them until it names some. Safe for any thread. */
final class SymbolFilter {
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Symbol> wanted = new TreeSet<>();
    private boolean all;

    SymbolFilter(Set<Symbol> wanted) {
        this.wanted.addAll(wanted);
        this.all = wanted.isEmpty();
    }

    boolean accepts(Symbol symbol) {
        lock.lock();
        try {
            return all || wanted.contains(symbol);
        } finally {
            lock.unlock();
        }
    }

    /** Adds symbols; the first ones named narrow from all to them. */
    void subscribe(Set<Symbol> symbols) {
        lock.lock();
        try {
            all = false;
            wanted.addAll(symbols);
        } finally {
            lock.unlock();
        }
    }

    /** Takes symbols away; from all, the rest of the universe stays. */
    void unsubscribe(Set<Symbol> symbols, Set<Symbol> universe) {
        lock.lock();
        try {
            if (all) {
                wanted.addAll(universe);
                all = false;
            }
            wanted.removeAll(symbols);
        } finally {
            lock.unlock();
        }
    }
}
