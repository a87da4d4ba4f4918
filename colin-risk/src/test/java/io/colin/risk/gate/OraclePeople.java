package io.colin.risk.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.Side;
import io.colin.api.risk.KillSwitch;
import io.colin.risk.killswitch.Lock;
import io.colin.risk.killswitch.Locks;
import java.util.List;
import java.util.Random;

/** People who stop and release at random, the same before both gates. */
final class OraclePeople {
    final Locks locks = Locks.none();
    private final Random random;
    private final Desk desk;
    private final PlainGate plain;

    OraclePeople(Random random, Desk desk, PlainGate plain) {
        this.random = random;
        this.desk = desk;
        this.plain = plain;
    }

    private boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    void act() {
        for (String strategy : List.of("alpha", "beta")) {
            if (plain.guards.isStopped(strategy) && oneIn(20)) {
                boolean drift = desk.controls().resetBreaker("price-drift", strategy, "seen", "bob");
                boolean repeat = desk.controls().resetBreaker("repeated-execution", strategy, "seen", "bob");
                assertThat(drift || repeat).as("what stopped %s", strategy).isTrue();
                plain.guards.enable(strategy);
                plain.pace.enable(strategy);
            }
        }
        if (plain.guards.hasLatched() && oneIn(30)) {
            desk.controls().resetLosses("reviewed", "bob");
            plain.guards.resetLosses();
        }
        kills();
        if (oneIn(60)) {
            lock();
        }
    }

    private void kills() {
        if (oneIn(400)) {
            PlainGuards.Kill kill = switch (random.nextInt(5)) {
                case 0 -> new PlainGuards.Kill(KillSwitch.Scope.STRATEGY, "beta");
                case 1 -> new PlainGuards.Kill(KillSwitch.Scope.SYMBOL, plain.limits.second);
                case 2 -> new PlainGuards.Kill(KillSwitch.Scope.VENUE, "paper");
                case 3 -> new PlainGuards.Kill(KillSwitch.Scope.ACCOUNT, "main");
                default -> new PlainGuards.Kill(KillSwitch.Scope.SYSTEM, "");
            };
            desk.controls().kill(new KillSwitch(kill.scope(), kill.target(), "odd", "alice", desk.timeNs));
            plain.guards.kills.add(kill);
        }
        for (PlainGuards.Kill kill : List.copyOf(plain.guards.kills)) {
            if (oneIn(25)) {
                desk.controls().rearm(kill.scope(), kill.target(), "checked", "alice", "bob");
                plain.guards.kills.remove(kill);
            }
        }
    }

    private void lock() {
        int symbol = random.nextInt(2);
        Symbol named = OracleSettings.symbols(plain.limits).get(symbol);
        long untilNs = desk.timeNs + (1 + random.nextInt(40)) * PlainPace.SECOND;
        Lock lock;
        PlainLimits.Lock told;
        switch (random.nextInt(4)) {
            case 0 -> {
                lock = Lock.ofSymbol(named, "news", "alice", desk.timeNs);
                told = new PlainLimits.Lock(symbol, true, true, "", "", untilNs);
            }
            case 1 -> {
                Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
                lock = Lock.ofSymbol(named, "news", "alice", desk.timeNs).only(side);
                told = new PlainLimits.Lock(symbol, side == Side.BUY, side == Side.SELL, "", "", untilNs);
            }
            case 2 -> {
                lock = Lock.ofStrategy("alpha", "news", "alice", desk.timeNs);
                told = new PlainLimits.Lock(-1, true, true, "", "alpha", untilNs);
            }
            default -> {
                lock = Lock.ofVenue("paper", "news", "alice", desk.timeNs);
                told = new PlainLimits.Lock(-1, true, true, "paper", "", untilNs);
            }
        }
        locks.add(lock.until(untilNs));
        plain.guards.locks.add(told);
    }
}
