package io.colin.execution.engine;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketView;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Refusal;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskControls;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskGate;
import io.colin.api.risk.RiskNotice;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.RiskStatus;
import io.colin.api.risk.RiskTask;
import io.colin.api.risk.TimedLock;
import io.colin.api.risk.TradingState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** A gate with kill switches that people throw, and slow work that a test gives it. It counts what it is told. */
final class ControlledGate implements RiskGate, RiskControls {
    private static final String LOCK = "lock ";

    final AtomicLong bars = new AtomicLong();
    final AtomicLong barsBeforeAnyValuation = new AtomicLong();
    final AtomicLong marketChanges = new AtomicLong();
    private final PlainGate plain = new PlainGate("1000");
    /** Of any thread, since another gate may share them. */
    private SortedMap<String, KillSwitch> thrown = new ConcurrentSkipListMap<>();

    private boolean shares;
    private List<KillSwitch> told = List.of();
    private Function<RiskContext, Optional<RiskTask>> tasks = context -> Optional.empty();
    private BigDecimal throwsItselfBelow = BigDecimal.ZERO;
    private BigDecimal worth = BigDecimal.ZERO;
    private final SortedMap<String, TimedLock> locks = new TreeMap<>();
    /** What it was asked to lift, by whom. */
    final List<TimedLock> lifted = new ArrayList<>();

    private boolean keepsLocks = true;
    private boolean unwinds;
    private boolean valued;

    /** Gives it slow work. */
    ControlledGate working(Function<RiskContext, Optional<RiskTask>> due) {
        tasks = due;
        return this;
    }

    /** Has the switches of another gate, and tells of those that came and went. */
    ControlledGate sharing(ControlledGate other) {
        thrown = other.thrown;
        shares = true;
        return this;
    }

    @Override
    public List<RiskNotice> takeNotices() {
        List<KillSwitch> now = List.copyOf(thrown.values());
        if (!shares || now.equals(told)) {
            return List.of();
        }
        told = now;
        return List.of(new RiskNotice.Latched("kill switches"));
    }

    /** Keeps no locks. */
    ControlledGate withoutLocks() {
        keepsLocks = false;
        return this;
    }

    /** Knows every order as a way out of its own halts. */
    ControlledGate unwinding() {
        unwinds = true;
        return this;
    }

    @Override
    public boolean mayUnwind(ParentOrder parent) {
        return unwinds;
    }

    /** Throws the system's switch by itself once the account is worth less. */
    ControlledGate killingBelow(String equity) {
        throwsItselfBelow = new BigDecimal(equity);
        return this;
    }

    @Override
    public RiskDecision check(RiskRequest request, RiskContext context) {
        String venue =
                request instanceof RiskRequest.Child child ? child.child().venue() : "";
        OrderIntent intent = switch (request) {
            case RiskRequest.Parent parent -> parent.intent();
            case RiskRequest.Exit exit -> exit.intent();
            case RiskRequest.Amend amend -> amend.parent().intent();
            case RiskRequest.Child child -> child.parent().intent();
        };
        return blocks(intent, venue) || isLocked(intent, context.market().timeNs())
                ? refused(intent.quantity(), context)
                : plain.check(request, context);
    }

    private boolean isLocked(OrderIntent intent, long timeNs) {
        return locks.values().stream()
                .anyMatch(lock -> lock.symbol().equals(intent.symbol())
                        && (lock.sides() == TimedLock.Sides.BOTH
                                || lock.sides() == TimedLock.Sides.of(Optional.of(intent.side())))
                        && timeNs < lock.untilNs());
    }

    @Override
    public boolean keepsLocks() {
        return keepsLocks;
    }

    @Override
    public boolean lock(TimedLock lock) {
        return locks.putIfAbsent(lock.scope(), lock) == null;
    }

    @Override
    public Optional<TimedLock> unlock(TimedLock lock) {
        lifted.add(lock);
        return Optional.ofNullable(locks.remove(lock.scope()));
    }

    private boolean blocks(OrderIntent intent, String venue) {
        return thrown.values().stream().anyMatch(one -> switch (one.scope()) {
            case SYSTEM -> true;
            case ACCOUNT -> one.target().equals(intent.account());
            case VENUE -> one.target().equals(venue);
            case SYMBOL -> one.target().equals(intent.symbol().name());
            case STRATEGY -> one.target().equals(intent.strategy());
        });
    }

    private static RiskDecision refused(BigDecimal quantity, RiskContext context) {
        return new RiskDecision(
                RiskDecision.Verdict.REJECTED,
                quantity,
                BigDecimal.ZERO,
                List.of(),
                List.of(Refusal.of(DenialCode.TRADING_HALTED, "kill switch")),
                List.of(),
                100,
                "test",
                context.market().timeNs(),
                0);
    }

    @Override
    public boolean kill(KillSwitch killSwitch) {
        return thrown.putIfAbsent(name(killSwitch.scope(), killSwitch.target()), killSwitch) == null;
    }

    @Override
    public boolean rearm(KillSwitch.Scope scope, String target, String reason, String principal, String approver) {
        return thrown.remove(name(scope, target)) != null;
    }

    @Override
    public void resetLosses(String reason, String principal) {
        if (worth.signum() <= 0) {
            throw new IllegalStateException("no equity above 0 is known");
        }
    }

    @Override
    public boolean resetBreaker(String breaker, String scope, String reason, String principal) {
        return breaker.equals("errors");
    }

    private static String name(KillSwitch.Scope scope, String target) {
        return scope.name() + " " + target;
    }

    @Override
    public void onParent(ParentOrder parent) {}

    @Override
    public void onChild(ChildOrder child) {}

    @Override
    public void onFill(Fill fill) {}

    @Override
    public void onPortfolio(Portfolio portfolio) {
        valued = true;
        worth = portfolio.equity();
        if (worth.compareTo(throwsItselfBelow) < 0) {
            kill(new KillSwitch(KillSwitch.Scope.SYSTEM, "", "worth " + worth, "gate", portfolio.timeNs()));
        }
    }

    @Override
    public void onBar(Bar bar) {
        bars.incrementAndGet();
        if (!valued) {
            barsBeforeAnyValuation.incrementAndGet();
        }
    }

    @Override
    public void onMarket(Symbol symbol, MarketView market) {
        if (market.lastTrade(symbol).isPresent() || market.quote(symbol).isPresent()) {
            marketChanges.incrementAndGet();
        }
    }

    @Override
    public Optional<RiskTask> dueTask(RiskContext context) {
        return tasks.apply(context);
    }

    @Override
    public boolean isReserved(String principal) {
        return principal.equals("gate");
    }

    @Override
    public Optional<RiskControls> controls() {
        return Optional.of(this);
    }

    @Override
    public RiskStatus status() {
        return new RiskStatus(
                TradingState.ACTIVE,
                BigDecimal.ZERO,
                0,
                1,
                List.of(),
                List.of(),
                List.copyOf(thrown.values()),
                List.copyOf(locks.values()));
    }

    @Override
    public SortedMap<String, String> durableState() {
        SortedMap<String, String> state = new TreeMap<>();
        thrown.forEach((name, one) -> state.put(name, one.reason()));
        locks.forEach((scope, one) -> state.put(LOCK + scope, one.sides() + " " + one.reason() + " " + one.untilNs()));
        return state;
    }

    @Override
    public void restore(SortedMap<String, String> state) {
        state.forEach((name, reason) -> {
            if (name.startsWith(LOCK)) {
                String[] parts = reason.split(" ", -1);
                TimedLock.Sides sides = TimedLock.Sides.valueOf(parts[0]);
                Symbol symbol = Symbol.of(name.substring(LOCK.length()).split(" ", -1)[0]);
                lock(new TimedLock(symbol, sides, parts[1], "restored", 0, Long.parseLong(parts[2])));
                return;
            }
            int blank = name.indexOf(' ');
            KillSwitch.Scope scope = KillSwitch.Scope.valueOf(name.substring(0, blank));
            thrown.put(name, new KillSwitch(scope, name.substring(blank + 1), reason, "restored", 0));
        });
    }
}
