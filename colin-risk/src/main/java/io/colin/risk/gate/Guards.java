package io.colin.risk.gate;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.BreakerStatus;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskFigures;
import io.colin.api.risk.TradingState;
import io.colin.risk.RiskLimits;
import io.colin.risk.breaker.BreakerBoard;
import io.colin.risk.breaker.BreakerSettings;
import io.colin.risk.breaker.TailLimit;
import io.colin.risk.breaker.TailSettings;
import io.colin.risk.drawdown.DailyLoss;
import io.colin.risk.drawdown.DrawdownLadder;
import io.colin.risk.drawdown.DrawdownLevel;
import io.colin.risk.internal.SavedState;
import io.colin.risk.killswitch.KillSwitches;
import io.colin.risk.killswitch.Locks;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything that is latched: ladder, breakers, kill switches, locks and stopped strategies. */
final class Guards {
    private static final Logger LOG = System.getLogger(StandardGate.class.getName());
    /** The row of the ladder among the breakers. */
    static final String DRAWDOWN = "drawdown";

    private static final String DAILY_LOSS = "daily-loss";

    private static final String RESET = "reset.";

    private final KillSwitches kills;
    private final Locks locks;
    private final Stops stops = new Stops();
    private final SortedMap<String, String> lastResets = new TreeMap<>();
    private BreakerSettings settings;
    private final BreakerBoard board;
    private final DrawdownLadder ladder;
    private RiskLimits limits;
    private long nowNs = Long.MIN_VALUE;
    private boolean valued;

    Guards(RiskLimits limits, BreakerSettings settings, KillSwitches kills, Locks locks) {
        this.limits = limits;
        this.settings = settings(settings, limits);
        this.kills = kills;
        this.locks = locks;
        board = BreakerBoard.of(this.settings);
        ladder = DrawdownLadder.of(limits.drawdown());
    }

    /** The breakers of loss and limits go by the limits of the gate. */
    private static BreakerSettings settings(BreakerSettings given, RiskLimits limits) {
        TailSettings tail = given.tail()
                .withLimits(List.of(
                        new TailLimit(0.95, 1, limits.tail().maxVar95OneDay()),
                        new TailLimit(0.99, 1, limits.tail().maxVar99OneDay()),
                        new TailLimit(0.95, 5, limits.tail().maxVar95FiveDays()),
                        new TailLimit(0.99, 5, limits.tail().maxVar99FiveDays())));
        return given.with(limits.loss().maxDaily(), tail);
    }

    /** What is latched stays, and windows keep what they hold. */
    void change(RiskLimits next) {
        settings = settings(settings, next);
        board.changeLimits(settings.dailyLoss(), settings.tail());
        ladder.changeLimits(next.drawdown());
        limits = next;
    }

    /** The thresholds in force, those that follow from the limits included. */
    BreakerSettings settings() {
        return settings;
    }

    KillSwitches kills() {
        return kills;
    }

    Locks locks() {
        return locks;
    }

    Stops stops() {
        return stops;
    }

    BreakerBoard board() {
        return board;
    }

    DrawdownLadder ladder() {
        return ladder;
    }

    DailyLoss daily() {
        return board.dailyLoss();
    }

    long nowNs() {
        return nowNs;
    }

    /** Lets time pass; it never goes back. */
    long advance(long timeNs) {
        nowNs = Math.max(nowNs, timeNs);
        board.advance(nowNs);
        locks.advance(nowNs);
        return nowNs;
    }

    /** Equity that leaves something out says nothing about losses. */
    void observe(Portfolio account) {
        if (!account.isPriced()) {
            return;
        }
        valued = true;
        DrawdownLevel before = ladder.level();
        boolean wasTripped = daily().isTripped();
        boolean isMeasuredFrom = account.equity().compareTo(ladder.peak()) > 0 || daily().isNewDay(nowNs);
        if (isMeasuredFrom && isMarkedAtAJump(account)) {
            ladder.observeDoubted(account.equity(), account.deposits(), nowNs);
            board.onDoubtedEquity(account.equity(), account.deposits(), nowNs);
        } else {
            ladder.observe(account.equity(), account.deposits(), nowNs);
            board.onEquity(account.equity(), account.deposits(), nowNs);
        }
        if (ladder.level() != before && ladder.level().isLatched()) {
            LOG.log(Level.WARNING, "drawdown level {0} after {1}", ladder.level(), before);
            if (ladder.level() == DrawdownLevel.KILL) {
                kills.kill(new KillSwitch(
                        KillSwitch.Scope.SYSTEM,
                        "",
                        "drawdown reached " + limits.drawdown().kill() + ", base " + peak() + " " + account.currency(),
                        KillSwitches.BY_LADDER,
                        nowNs));
            }
        }
        if (daily().isTripped() && !wasTripped) {
            LOG.log(Level.WARNING, "daily loss limit reached: only orders that shrink exposure pass");
        }
    }

    /** Whether something held stands at a price that has just jumped, as a print that is none does. */
    private boolean isMarkedAtAJump(Portfolio account) {
        for (Portfolio.PositionView view : account.positions().values()) {
            if (view.position().quantity().signum() != 0
                    && board.hasJumped(view.position().symbol())) {
                return true;
            }
        }
        return false;
    }

    /** What the ladder measures from, and how much that is. */
    private String peak() {
        return "PEAK " + Decimals.text(ladder.peak());
    }

    /** Grows with everything latched or ended that must be durable before anything acts on it. */
    long changes() {
        return board.changes() + others();
    }

    /** Grows with everything that began to hold or ended, by time and calm too. */
    long moves() {
        return board.moves() + others() + locks.moves() - locks.changes();
    }

    private long others() {
        long rungs = 2 * ladder.trips() - (ladder.level().isLatched() ? 1 : 0);
        return stops.changes() + kills.changes() + locks.changes() + rungs;
    }

    /** Whether an account was seen since the start, so that the ladder knows where it stands. */
    boolean isValued() {
        return valued;
    }

    /** What holds, for a person. */
    String holding() {
        List<String> names = new ArrayList<>();
        for (BreakerStatus row : breakers()) {
            if (row.state() != BreakerStatus.State.CLOSED) {
                names.add(row.name() + " " + row.scope());
            }
        }
        kills.list().forEach(one -> names.add("kill switch " + one.scope() + " " + one.target()));
        locks.list().forEach(one -> names.add("lock " + one.scope()));
        return names.isEmpty() ? "nothing is latched any more" : String.join(", ", names);
    }

    void onFigures(RiskFigures figures) {
        board.onFigures(figures);
    }

    /** The worst of ladder, breakers and the switch of the system. */
    TradingState tradingState() {
        if (kills.find(KillSwitch.Scope.SYSTEM, "").isPresent()) {
            return TradingState.HALTED;
        }
        TradingState ofLadder = ladder.tradingState();
        TradingState ofBoard = board.tradingState();
        return ofLadder.compareTo(ofBoard) >= 0 ? ofLadder : ofBoard;
    }

    /** Whether {@link #tradingState} is ACTIVE, for equity that was observed. Allocates nothing. */
    boolean isActive() {
        return !ladder.isLatched()
                && board.tradingState() == TradingState.ACTIVE
                && kills.find(KillSwitch.Scope.SYSTEM, "").isEmpty();
    }

    /** What is left of the size of the symbol it is least of. */
    double sizeMultiplier() {
        return ofAccount() * board.sizeMultiplier();
    }

    double sizeMultiplier(Symbol symbol) {
        return ofAccount() * board.sizeMultiplier(symbol);
    }

    private double ofAccount() {
        return tradingState() == TradingState.ACTIVE ? ladder.sizePercent() / 100.0 : 0;
    }

    List<BreakerStatus> breakers() {
        List<BreakerStatus> rows = new ArrayList<>();
        boolean open = ladder.level().isLatched();
        rows.add(new BreakerStatus(
                DRAWDOWN,
                "portfolio",
                open ? BreakerStatus.State.OPEN : BreakerStatus.State.CLOSED,
                ladder.trips(),
                ladder.latchedSinceNs(),
                open ? "level " + ladder.level() + ", base " + peak() + "; ends by a person" : ""));
        rows.addAll(board.statuses());
        rows.addAll(stops.statuses());
        return rows;
    }

    void resetLosses(String reason, String principal) {
        requireValued("losses");
        ladder.reset();
        daily().reset();
        note("losses", reason, principal);
        LOG.log(Level.WARNING, "risk latches reset by {0}: {1}", principal, reason);
    }

    /** As {@link BreakerBoard#resetBreaker}; the daily loss counts from equity, which must be known. */
    boolean resetBreaker(String breaker, String scope, String reason, String principal) {
        if (breaker.equals(DAILY_LOSS) && daily().isTripped()) {
            requireValued(breaker);
        }
        return board.resetBreaker(breaker, scope, reason, principal);
    }

    /** What was saved stands for the equity until one is seen: a reset would measure from there, and the next would trip. */
    private void requireValued(String what) {
        if (!valued) {
            throw new IllegalStateException(what + ": cannot be reset before the account was valued since the start");
        }
    }

    /** Keeps who ended what last. */
    void note(String what, String reason, String principal) {
        lastResets.put(RESET + what + ".reason", reason);
        lastResets.put(RESET + what + ".principal", principal);
        lastResets.put(RESET + what + ".time_ns", Long.toString(nowNs));
    }

    void save(Map<String, String> state) {
        state.putAll(lastResets);
        ladder.save(state);
        board.save(state);
        kills.save(state);
        locks.save(state);
        stops.save(state);
    }

    void restore(Map<String, String> state) {
        valued = false;
        ladder.restore(state);
        board.restore(state);
        kills.restore(state);
        locks.restore(state);
        stops.restore(SavedState.of(state));
        lastResets.clear();
        state.forEach((name, text) -> {
            if (name.startsWith(RESET)) {
                lastResets.put(name, text);
            }
        });
    }
}
