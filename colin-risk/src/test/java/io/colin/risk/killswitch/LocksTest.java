package io.colin.risk.killswitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocksTest {
    private static final Symbol BTC = Symbol.of("BTC/USD");
    private static final Symbol ETH = Symbol.of("ETH/USD");
    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1_700_000_000L * SECOND;

    private final Locks locks = Locks.none();

    private static Lock btc() {
        return Lock.ofSymbol(BTC, "too wild", "ann", NOW);
    }

    private boolean locked(Symbol symbol, Side side, String venue, String strategy, long timeNs) {
        return locks.lockOf(symbol, side, venue, strategy, timeNs).isPresent();
    }

    @Test
    void aSymbolsLockHoldsForBothSidesEverywhereButForNoOtherSymbol() {
        assertThat(locks.add(btc())).isTrue();
        assertThat(locked(BTC, Side.BUY, "any", "trend", NOW)).isTrue();
        assertThat(locked(BTC, Side.SELL, "kraken", "revert", NOW)).isTrue();
        assertThat(locked(ETH, Side.BUY, "any", "trend", NOW)).isFalse();
    }

    @Test
    void aSidesLockLeavesTheOtherSideOpen() {
        locks.add(btc().only(Side.BUY));
        assertThat(locked(BTC, Side.BUY, "any", "trend", NOW)).isTrue();
        assertThat(locked(BTC, Side.SELL, "any", "trend", NOW)).isFalse();
        locks.add(Lock.ofSymbol(ETH, "too wild", "ann", NOW).only(Side.SELL));
        assertThat(locked(ETH, Side.SELL, "any", "trend", NOW)).isTrue();
        assertThat(locked(ETH, Side.BUY, "any", "trend", NOW)).isFalse();
    }

    @Test
    void everyPartThatIsNamedMustBeTheOrders() {
        locks.add(btc().at("kraken").by("trend"));
        assertThat(locked(BTC, Side.BUY, "kraken", "trend", NOW)).isTrue();
        assertThat(locked(BTC, Side.BUY, "any", "trend", NOW)).isFalse();
        assertThat(locked(BTC, Side.BUY, "kraken", "revert", NOW)).isFalse();
        locks.add(Lock.ofStrategy("revert", "rejects", "breaker", NOW));
        assertThat(locked(ETH, Side.BUY, "any", "revert", NOW)).isTrue();
        locks.add(Lock.ofVenue("bitstamp", "down", "ann", NOW));
        assertThat(locked(ETH, Side.BUY, "bitstamp", "trend", NOW)).isTrue();
        assertThat(locked(ETH, Side.BUY, "kraken", "trend", NOW)).isFalse();
    }

    @Test
    void endsExactlyAtItsTime() {
        locks.add(btc().until(NOW + 30 * SECOND));
        assertThat(locked(BTC, Side.BUY, "any", "trend", NOW + 30 * SECOND - 1)).isTrue();
        assertThat(locked(BTC, Side.BUY, "any", "trend", NOW + 30 * SECOND)).isFalse();
        assertThat(locks.list()).isEmpty();
        assertThat(locked(BTC, Side.BUY, "any", "trend", NOW))
                .as("time went back")
                .isFalse();
    }

    @Test
    void withoutATimeOnlyAPersonEndsIt() {
        locks.add(btc());
        assertThat(btc().isUntilCleared()).isTrue();
        assertThat(locked(BTC, Side.BUY, "any", "trend", Long.MAX_VALUE)).isTrue();
        assertThat(locks.clear(btc().only(Side.BUY), "calm", "bob")).isEmpty();
        assertThat(locks.clear(btc(), "calm", "bob")).contains(btc());
        assertThat(locked(BTC, Side.BUY, "any", "trend", NOW)).isFalse();
        assertThatThrownBy(() -> locks.clear(btc(), "", "bob")).hasMessageStartingWith("reason:");
        assertThatThrownBy(() -> locks.clear(btc(), "calm", " ")).hasMessageStartingWith("principal:");
    }

    @Test
    void aSecondLockOfTheSameOrdersNeverShortensTheFirst() {
        locks.add(btc().until(NOW + 30 * SECOND));
        assertThat(locks.add(btc().until(NOW + 20 * SECOND))).isFalse();
        assertThat(locks.add(btc().until(NOW + 30 * SECOND))).isFalse();
        assertThat(locks.list()).containsExactly(btc().until(NOW + 30 * SECOND));
        assertThat(locks.add(btc().until(NOW + 40 * SECOND))).isTrue();
        assertThat(locks.add(btc())).isTrue();
        assertThat(locks.add(btc().until(NOW + 50 * SECOND))).isFalse();
        assertThat(locks.list()).containsExactly(btc());
    }

    @Test
    void listsBySymbolVenueStrategyAndSide() {
        Lock eth = Lock.ofSymbol(ETH, "why", "ann", NOW);
        List<Lock> ordered = List.of(
                Lock.ofStrategy("trend", "why", "ann", NOW),
                Lock.ofVenue("kraken", "why", "ann", NOW),
                btc().only(Side.BUY),
                btc().only(Side.SELL),
                btc(),
                btc().by("trend"),
                btc().at("kraken"),
                eth);
        for (int i = ordered.size() - 1; i >= 0; i--) {
            assertThat(locks.add(ordered.get(i))).isTrue();
        }
        assertThat(locks.list()).containsExactlyElementsOf(ordered);
    }

    @Test
    void keepsWhoClearedLastOverARestart() {
        locks.add(btc());
        locks.clear(btc(), "calm", "bob");
        Map<String, String> state = new TreeMap<>();
        locks.save(state);
        assertThat(state)
                .containsEntry("lock.cleared.reason", "calm")
                .containsEntry("lock.cleared.principal", "bob")
                .containsEntry("lock.count", "0");
        Locks other = Locks.none();
        other.add(btc());
        other.advance(NOW + 1_000);
        other.restore(state);
        assertThat(other.list()).isEmpty();
        assertThat(other.add(btc().until(NOW + 1))).as("its time starts anew").isTrue();
        Map<String, String> again = new TreeMap<>();
        Locks third = Locks.none();
        third.restore(state);
        third.save(again);
        assertThat(again).isEqualTo(state);
    }

    @Test
    void isNotAddedOnceItsEndHasPassed() {
        locks.advance(NOW + SECOND);
        assertThat(locks.add(btc().until(NOW + SECOND))).isFalse();
        assertThat(locks.add(btc().until(NOW + SECOND + 1))).isTrue();
    }

    @Test
    void namesTheOneThatStandsLongest() {
        Lock strategy = Lock.ofStrategy("trend", "rejects", "breaker", NOW).until(NOW + 20);
        locks.add(btc().until(NOW + 10));
        locks.add(strategy);
        assertThat(locks.lockOf(BTC, Side.BUY, "any", "trend", NOW)).contains(strategy);
        locks.add(btc().only(Side.BUY).until(NOW + 30));
        assertThat(locks.lockOf(BTC, Side.BUY, "any", "trend", NOW))
                .contains(btc().only(Side.BUY).until(NOW + 30));
        assertThat(locks.lockOf(BTC, Side.SELL, "any", "trend", NOW)).contains(strategy);
        assertThat(locks.lockOf(BTC, Side.SELL, "any", "other", NOW)).contains(btc().until(NOW + 10));
    }

    @ParameterizedTest
    @CsvSource({"'', '', ''", "BTCUSD, '', ''"})
    void refusesALockOfNothing(String symbol, String venue, String strategy) {
        assertThatThrownBy(() -> new Lock(symbol, Lock.Sides.BOTH, venue, strategy, "why", "ann", NOW, NOW + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesALockWithoutReasonPrincipalOrTime() {
        assertThatThrownBy(() -> Lock.ofSymbol(BTC, " ", "ann", NOW)).hasMessageStartingWith("reason:");
        assertThatThrownBy(() -> Lock.ofSymbol(BTC, "why", "", NOW)).hasMessageStartingWith("principal:");
        assertThatThrownBy(() -> btc().until(NOW)).hasMessageStartingWith("untilNs:");
        assertThatThrownBy(() -> Lock.ofStrategy("", "why", "ann", NOW)).hasMessageStartingWith("strategy:");
        assertThatThrownBy(() -> Lock.ofVenue("", "why", "ann", NOW)).hasMessageStartingWith("venue:");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void isWhatAPlainListWouldBeThroughTimeClearsAndRestarts(long seed) {
        Random random = new Random(seed);
        Locks tested = Locks.none();
        List<Lock> plain = new ArrayList<>();
        long now = NOW;
        for (int i = 0; i < 2_000; i++) {
            long time = now + random.nextInt(20) - 3;
            now = Math.max(now, time);
            long at = now;
            plain.removeIf(lock -> lock.untilNs() <= at);
            Lock lock = any(random, now);
            Optional<Lock> standing = plain.stream().filter(lock::sameScope).findFirst();
            switch (random.nextInt(4)) {
                case 0 -> {
                    boolean longer = standing.isEmpty() || standing.get().untilNs() < lock.untilNs();
                    assertThat(tested.add(lock)).isEqualTo(longer);
                    if (longer) {
                        plain.removeIf(lock::sameScope);
                        plain.add(lock);
                    }
                }
                case 1 -> {
                    tested.advance(now);
                    assertThat(tested.clear(lock, "calm", "bob")).isEqualTo(standing);
                    plain.removeIf(lock::sameScope);
                }
                case 2 -> tested = restarted(tested);
                default -> {}
            }
            Symbol symbol = random.nextBoolean() ? BTC : ETH;
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            long longest = plain.stream()
                    .filter(one -> one.covers(symbol, side, "kraken", "trend"))
                    .mapToLong(Lock::untilNs)
                    .max()
                    .orElse(0);
            tested.advance(now);
            assertThat(tested.lockOf(symbol, side, "kraken", "trend", time)
                            .map(Lock::untilNs)
                            .orElse(0L))
                    .isEqualTo(longest);
            assertThat(tested.list()).containsExactlyInAnyOrderElementsOf(plain);
        }
    }

    private static Lock any(Random random, long now) {
        String symbol = List.of("BTC/USD", "ETH/USD", "").get(random.nextInt(3));
        String venue = random.nextInt(3) == 0 ? "kraken" : "";
        String strategy = (symbol.isEmpty() && venue.isEmpty()) || random.nextInt(3) == 0 ? "trend" : "";
        Lock.Sides sides = List.of(Lock.Sides.values()).get(random.nextInt(3));
        long until = random.nextInt(5) == 0 ? Lock.UNTIL_CLEARED : now + 1 + random.nextInt(60);
        return new Lock(symbol, sides, venue, strategy, "why", "ann", now, until);
    }

    private static Locks restarted(Locks before) {
        Map<String, String> state = new TreeMap<>();
        before.save(state);
        Locks after = Locks.none();
        after.restore(state);
        Map<String, String> again = new TreeMap<>();
        after.save(again);
        assertThat(again).isEqualTo(state);
        return after;
    }

    @Test
    void refusesAStateItCannotReadAndKeepsItsOwn() {
        Locks saved = Locks.none();
        saved.add(btc().only(Side.BUY).at("kraken").by("trend").until(NOW + 10));
        Map<String, String> state = new TreeMap<>();
        saved.save(state);
        locks.add(btc());
        for (String name : state.keySet()) {
            Map<String, String> broken = new TreeMap<>(state);
            broken.remove(name);
            assertThatThrownBy(() -> locks.restore(broken)).hasMessageContaining(name);
            broken.put(name, "x");
            if (!name.matches(".*(venue|strategy|reason|principal)")) {
                assertThatThrownBy(() -> locks.restore(broken)).hasMessageContaining("lock.");
            }
            assertThat(locks.list()).containsExactly(btc());
        }
    }
}
