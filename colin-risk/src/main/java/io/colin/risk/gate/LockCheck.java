package io.colin.risk.gate;

import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderIntent;
import io.colin.risk.breaker.BreakerBoard;
import io.colin.risk.killswitch.Lock;
import io.colin.risk.killswitch.Locks;
import java.util.Optional;
import java.util.function.Supplier;

/** Row 1: nothing that a person, a surveillance rule or a breaker locked. */
record LockCheck(Locks locks, Supplier<BreakerBoard> board) implements Check {
    private static final String NAME = "lock";

    @Override
    public boolean clears(Glance order) {
        OrderIntent intent = order.intent();
        return locks.lockOf(intent.symbol(), intent.side(), intent.venue(), intent.strategy(), order.nowNs())
                        .isEmpty()
                && board.get()
                        .lockOf(intent.symbol(), intent.venue(), intent.strategy())
                        .isEmpty();
    }

    @Override
    public Finding judge(Candidate candidate) {
        Order order = candidate.order();
        Optional<Lock> lock = locks.lockOf(
                        order.symbol(), order.side(), order.venue(), order.strategy(), candidate.nowNs())
                .or(() -> board.get().lockOf(order.symbol(), order.venue(), order.strategy()));
        return lock.isEmpty()
                ? Finding.passed(NAME, DenialCode.LOCKED, order.quantity())
                : Finding.failed(NAME, DenialCode.LOCKED, reason(lock.get()));
    }

    /** Who, why and until when. */
    static String reason(Lock lock) {
        return "by " + lock.principal() + ": " + lock.reason()
                + (lock.isUntilCleared() ? "" : ", until_ns=" + lock.untilNs());
    }
}
