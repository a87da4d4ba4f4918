package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.alert.Severity;
import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.api.risk.RiskControls;
import io.colin.api.risk.RiskNotice;
import io.colin.api.risk.TimedLock;
import io.colin.risk.killswitch.Lock;
import io.colin.risk.killswitch.Locks;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** A person locks a symbol for a time in a gate that works. */
class TimedLockTest {
    private static final List<String> LOCKED = List.of(DenialCode.LOCKED.name());

    private final Desk desk = new Desk(wide().build(), "1000000");

    private TimedLock lock(Optional<Side> side, long seconds) {
        return new TimedLock(
                BTC, TimedLock.Sides.of(side), "news", "alice", desk.timeNs, desk.timeNs + seconds * SECOND);
    }

    private List<String> buy() {
        desk.pass(2 * SECOND);
        return Desk.codes(desk.ask(desk.buy("1")));
    }

    private List<RiskNotice> noticed() {
        desk.gate.onTime(desk.timeNs);
        return desk.gate.takeNotices();
    }

    private static RiskNotice.Alert alert(boolean active, String detail) {
        return new RiskNotice.Alert("lock", "BTC/USD BUY", Severity.MEDIUM, active, detail);
    }

    @Test
    void refusesItsSideUntilItsTimeAndShowsUntilThen() {
        desk.hold(BTC, "10");
        TimedLock lock = lock(Optional.of(Side.BUY), 10);
        assertThat(desk.controls().keepsLocks()).isTrue();
        assertThat(desk.controls().lock(lock)).isTrue();
        assertThat(desk.gate.status().locks()).containsExactly(lock);
        assertThat(buy()).isEqualTo(LOCKED);
        assertThat(desk.ask(desk.buy("1")).reasons().getFirst().message())
                .contains("by alice: news, until_ns=" + lock.untilNs());
        OrderIntent sale = desk.sell("2");
        assertThat(desk.ask(sale).passes()).isTrue();
        desk.cancel(sale);
        assertThat(desk.ask(desk.intent(ETH, Side.BUY, "1").limit(dec("10")).build())
                        .passes())
                .isTrue();
        desk.pass(lock.untilNs() - 1 - desk.timeNs);
        assertThat(Desk.codes(desk.ask(desk.buy("1")))).isEqualTo(LOCKED);
        desk.pass(1);
        assertThat(desk.ask(desk.buy("3")).passes()).isTrue();
        assertThat(desk.gate.status().locks()).isEmpty();
    }

    @Test
    void isToldAgainWithItsNewEndWhenItIsMadeLonger() {
        desk.controls().lock(lock(Optional.of(Side.BUY), 10));
        noticed();
        TimedLock shorter = lock(Optional.of(Side.BUY), 5);
        desk.controls().lock(shorter);
        assertThat(noticed()).isEmpty();
        TimedLock longer = lock(Optional.of(Side.BUY), 20);
        desk.controls().lock(longer);
        assertThat(noticed()).contains(alert(true, "by alice: news, until_ns=" + longer.untilNs()));
        assertThat(noticed()).isEmpty();
        desk.pass(20 * SECOND);
        assertThat(noticed()).containsExactly(alert(false, "over"));
    }

    @Test
    void isToldWhenItBeginsAndWhenItIsOver() {
        TimedLock lock = lock(Optional.of(Side.BUY), 10);
        desk.controls().lock(lock);
        assertThat(noticed())
                .containsExactly(
                        new RiskNotice.Latched("lock BTC/USD BUY"),
                        alert(true, "by alice: news, until_ns=" + lock.untilNs()));
        assertThat(noticed()).isEmpty();
        desk.pass(10 * SECOND);
        assertThat(noticed()).containsExactly(alert(false, "over"));
    }

    @Test
    void showsNoLockWhoseTimeIsOverAlthoughNobodyAskedForAnOrder() {
        desk.controls().lock(lock(Optional.empty(), 10));
        desk.gate.onTime(desk.timeNs + 10 * SECOND - 1);
        assertThat(desk.gate.status().locks()).hasSize(1);
        desk.gate.onTime(desk.timeNs + 10 * SECOND);
        assertThat(desk.gate.status().locks()).isEmpty();
    }

    @Test
    void isLiftedByItsScopeAndTellsWhatStood() {
        TimedLock both = lock(Optional.empty(), 10);
        desk.controls().lock(both);
        assertThat(desk.controls().unlock(lock(Optional.of(Side.BUY), 1))).isEmpty();
        assertThat(buy()).isEqualTo(LOCKED);
        assertThat(desk.controls().unlock(lock(Optional.empty(), 1))).contains(both);
        assertThat(desk.gate.takeNotices()).startsWith(new RiskNotice.Latched("nothing is latched any more"));
        assertThat(buy()).isEmpty();
        assertThat(desk.controls().unlock(lock(Optional.empty(), 1))).isEmpty();
    }

    @Test
    void aLockThatEndedCannotBeLifted() {
        desk.controls().lock(lock(Optional.empty(), 10));
        desk.pass(10 * SECOND);
        assertThat(desk.controls().unlock(lock(Optional.empty(), 1))).isEmpty();
    }

    @Test
    void aSecondOneMakesItLongerAndNeverShorter() {
        TimedLock longer = lock(Optional.empty(), 20);
        assertThat(desk.controls().lock(lock(Optional.empty(), 10))).isTrue();
        assertThat(desk.controls().lock(longer)).isTrue();
        assertThat(desk.controls().lock(lock(Optional.empty(), 5))).isFalse();
        assertThat(desk.gate.status().locks()).containsExactly(longer);
    }

    @Test
    void standsOverARestart() {
        TimedLock lock = lock(Optional.of(Side.BUY), 10);
        desk.controls().lock(lock);
        SortedMap<String, String> state = desk.gate.durableState();
        desk.gate = StandardGate.builder().limits(desk.limits).build();
        desk.gate.restore(state);
        assertThat(desk.gate.status().locks()).containsExactly(lock);
        assertThat(buy()).isEqualTo(LOCKED);
        desk.pass(10 * SECOND);
        assertThat(buy()).isEmpty();
    }

    @Test
    void locksOfVenuesAndStrategiesAreNoLocksOfASymbol() {
        Locks locks = Locks.none();
        locks.add(Lock.ofVenue("kraken", "maintenance", "alice", desk.timeNs));
        locks.add(Lock.ofStrategy("beta", "odd", "alice", desk.timeNs));
        locks.add(Lock.ofSymbol(BTC, "odd", "alice", desk.timeNs).at("kraken"));
        locks.add(Lock.ofSymbol(ETH, "odd", "alice", desk.timeNs));
        desk.gate = StandardGate.builder().limits(desk.limits).locks(locks).build();
        assertThat(desk.gate.status().locks())
                .containsExactly(
                        new TimedLock(ETH, TimedLock.Sides.BOTH, "odd", "alice", desk.timeNs, Lock.UNTIL_CLEARED));
        assertThat(noticed().stream()
                        .filter(RiskNotice.Alert.class::isInstance)
                        .map(one -> ((RiskNotice.Alert) one).scope()))
                .containsExactly("BTC/USD kraken", "ETH/USD", "beta", "kraken");
    }

    @Test
    void aChainLocksEveryGateThatCanAndSaysWhenNoneCan() {
        Recorded without = new Recorded();
        ChainedGate chain = ChainedGate.of(List.of(
                without.answering("controls", Optional.of(without.controls())).gate(), desk.gate));
        RiskControls controls = chain.controls().orElseThrow();
        TimedLock lock = lock(Optional.empty(), 10);
        assertThat(controls.keepsLocks()).isTrue();
        assertThat(controls.lock(lock)).isTrue();
        assertThat(without.calls).doesNotContain("lock[" + lock + "]");
        assertThat(desk.gate.status().locks()).containsExactly(lock);

        RiskControls none = ChainedGate.of(List.of(without.gate())).controls().orElseThrow();
        assertThat(none.keepsLocks()).isFalse();
        assertThatThrownBy(() -> none.lock(lock))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no gate of the chain keeps locks");
    }

    @Test
    void aLockNamesWhoWhyAndATimeAfterItsBegin() {
        assertThatThrownBy(() -> new TimedLock(BTC, TimedLock.Sides.BOTH, " ", "alice", 1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("reason");
        assertThatThrownBy(() -> new TimedLock(BTC, TimedLock.Sides.BOTH, "news", "", 1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("principal");
        assertThatThrownBy(() -> new TimedLock(BTC, TimedLock.Sides.BOTH, "news", "alice", 2, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("untilNs: must be after sinceNs 2 (2)");
    }
}
