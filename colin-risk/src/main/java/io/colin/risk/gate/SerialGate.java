package io.colin.risk.gate;

import io.colin.api.event.LedgerEvent;
import io.colin.api.event.RecordListener;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketView;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.ParentOrder;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskControls;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.RiskGate;
import io.colin.api.risk.RiskNotice;
import io.colin.api.risk.RiskReduction;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.RiskStatus;
import io.colin.api.risk.RiskTask;
import io.colin.api.risk.SelfMatch;
import io.colin.api.risk.SelfMatchPolicy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A gate that any thread may call: one call at a time goes to the gate behind it, in the order of the lock. Every law of
 * that gate holds; an order is decided and reserved as one step, so submitters cannot pass a limit together. Slow work runs
 * outside the lock, only its result is put in within. For programs of their own; the engine calls its gate from one
 * thread and needs none of this.
 */
public final class SerialGate implements RiskGate, RecordListener {
    private final RiskGate gate;
    private final ReentrantLock lock = new ReentrantLock();

    private SerialGate(RiskGate gate) {
        this.gate = gate;
    }

    /**
     * Puts a lock before a gate.
     *
     * @param gate which nobody else calls from now on
     * @return the gate for every thread
     */
    public static SerialGate of(RiskGate gate) {
        return new SerialGate(gate);
    }

    @Override
    public RiskDecision check(RiskRequest request, RiskContext context) {
        lock.lock();
        try {
            return gate.check(request, context);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onParent(ParentOrder parent) {
        alone(() -> gate.onParent(parent));
    }

    @Override
    public void onChild(ChildOrder child) {
        alone(() -> gate.onChild(child));
    }

    @Override
    public void onFill(Fill fill) {
        alone(() -> gate.onFill(fill));
    }

    @Override
    public void onPortfolio(Portfolio portfolio) {
        alone(() -> gate.onPortfolio(portfolio));
    }

    @Override
    public void onBar(Bar bar) {
        alone(() -> gate.onBar(bar));
    }

    @Override
    public void onMarket(Symbol symbol, MarketView market) {
        alone(() -> gate.onMarket(symbol, market));
    }

    @Override
    public void onTime(long nowNs) {
        alone(() -> gate.onTime(nowNs));
    }

    @Override
    public List<RiskNotice> takeNotices() {
        lock.lock();
        try {
            return gate.takeNotices();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<RiskTask> dueTask(RiskContext context) {
        lock.lock();
        try {
            return gate.dueTask(context).map(SerialTask::new);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onRecord(LedgerEvent event, boolean again) {
        if (gate instanceof RecordListener follower) {
            alone(() -> follower.onRecord(event, again));
        }
    }

    @Override
    public boolean onPerformance(List<Long> endToEndNs, long lagNs, long timeNs) {
        lock.lock();
        try {
            return gate.onPerformance(endToEndNs, lagNs, timeNs);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<RiskReduction> dueReductions(RiskContext context) {
        lock.lock();
        try {
            return gate.dueReductions(context);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public SelfMatchPolicy selfMatchPolicy() {
        lock.lock();
        try {
            return gate.selfMatchPolicy();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<SelfMatch> selfMatches(RiskRequest.Child child, RiskContext context) {
        lock.lock();
        try {
            return gate.selfMatches(child, context);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<RiskDecision> vet(RiskRequest request, Optional<BigDecimal> goesAt, RiskContext context) {
        lock.lock();
        try {
            return gate.vet(request, goesAt, context);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean keepsReduceOnly() {
        return gate.keepsReduceOnly();
    }

    @Override
    public boolean isReserved(String principal) {
        return gate.isReserved(principal); // asked on any thread
    }

    @Override
    public boolean mayUnwind(ParentOrder parent) {
        lock.lock();
        try {
            return gate.mayUnwind(parent);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<RiskControls> controls() {
        lock.lock();
        try {
            return gate.controls().map(its -> new SerialControls(its, lock));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public double sizeMultiplier(Symbol symbol) {
        lock.lock();
        try {
            return gate.sizeMultiplier(symbol);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public RiskStatus status() {
        lock.lock();
        try {
            return gate.status();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public SortedMap<String, String> durableState() {
        lock.lock();
        try {
            return gate.durableState();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void restore(SortedMap<String, String> state) {
        alone(() -> gate.restore(state));
    }

    private void alone(Runnable call) {
        lock.lock();
        try {
            call.run();
        } finally {
            lock.unlock();
        }
    }

    /** Runs beside the gate and comes back through the lock. */
    private final class SerialTask implements RiskTask {
        private final RiskTask task;

        private SerialTask(RiskTask task) {
            this.task = task;
        }

        @Override
        public long appliesAtNs() {
            return task.appliesAtNs();
        }

        @Override
        public void run() {
            task.run();
        }

        @Override
        public List<Part> parts() {
            return task.parts();
        }

        @Override
        public RiskFigures apply() {
            lock.lock();
            try {
                return task.apply();
            } finally {
                lock.unlock();
            }
        }
    }
}
