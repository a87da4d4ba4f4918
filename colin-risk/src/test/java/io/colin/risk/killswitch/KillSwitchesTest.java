package io.colin.risk.killswitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Symbol;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.KillSwitch.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KillSwitchesTest {
    private static final Symbol BTC = Symbol.of("BTC/USD");
    private static final Symbol ETH = Symbol.of("ETH/USD");
    private static final long NOW = 1_700_000_000_000_000_000L;

    private final KillSwitches switches = KillSwitches.none();

    private static KillSwitch of(Scope scope, String target) {
        return new KillSwitch(scope, target, "a reason", "ann", NOW);
    }

    private static Rearm rearm(Scope scope, String target) {
        return new Rearm(scope, target, "checked", "ann", "bob", NOW + 1);
    }

    private boolean blocks(String strategy, Symbol symbol, String venue, String account) {
        return switches.blocks(strategy, symbol, venue, account);
    }

    @Test
    void blocksNothingBeforeTheFirst() {
        assertThat(blocks("trend", BTC, "kraken", "main")).isFalse();
        assertThat(switches.list()).isEmpty();
        assertThat(switches.lastRearm()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "STRATEGY, trend,   true, false, true, true,  true",
        "SYMBOL,   BTC/USD, true, true, false, true,  true",
        "VENUE,    kraken,  true, true,  true, false, true",
        "ACCOUNT,  main,    true, true,  true, true,  false",
        "SYSTEM,   '',      true, true,  true, true,  true"
    })
    void aSwitchBlocksItsTargetAndNothingElse(
            Scope scope, String target, boolean own, boolean strategy, boolean symbol, boolean venue, boolean account) {
        assertThat(switches.kill(of(scope, target))).isTrue();
        assertThat(blocks("trend", BTC, "kraken", "main")).isEqualTo(own);
        assertThat(blocks("other", BTC, "kraken", "main")).as("other strategy").isEqualTo(strategy);
        assertThat(blocks("trend", ETH, "kraken", "main")).as("other symbol").isEqualTo(symbol);
        assertThat(blocks("trend", BTC, "bitstamp", "main")).as("other venue").isEqualTo(venue);
        assertThat(blocks("trend", BTC, "kraken", "second")).as("other account").isEqualTo(account);
        assertThat(switches.blocking("trend", BTC, "kraken", "main")).contains(of(scope, target));
        assertThat(switches.find(scope, target)).contains(of(scope, target));
    }

    @Test
    void namesTheWidestThatBlocks() {
        switches.kill(of(Scope.STRATEGY, "trend"));
        switches.kill(of(Scope.SYMBOL, "BTC/USD"));
        switches.kill(of(Scope.VENUE, "kraken"));
        switches.kill(of(Scope.ACCOUNT, "main"));
        switches.kill(of(Scope.SYSTEM, ""));
        for (Scope scope : List.of(Scope.SYSTEM, Scope.ACCOUNT, Scope.VENUE, Scope.SYMBOL, Scope.STRATEGY)) {
            KillSwitch widest =
                    switches.blocking("trend", BTC, "kraken", "main").orElseThrow();
            assertThat(widest.scope()).isEqualTo(scope);
            assertThat(switches.list().getFirst()).isEqualTo(widest);
            switches.rearm(rearm(scope, widest.target()));
        }
        assertThat(switches.blocking("trend", BTC, "kraken", "main")).isEmpty();
    }

    @Test
    void throwingAgainKeepsTheFirstReasonAndTime() {
        switches.kill(of(Scope.SYMBOL, "BTC/USD"));
        assertThat(switches.kill(new KillSwitch(Scope.SYMBOL, "BTC/USD", "another", "carl", NOW + 5)))
                .isFalse();
        assertThat(switches.list()).containsExactly(of(Scope.SYMBOL, "BTC/USD"));
    }

    @Test
    void aPersonsSwitchTakesTheLaddersPlaceAndNothingTakesAPersons() {
        KillSwitch ladders = new KillSwitch(Scope.SYSTEM, "", "10 %", KillSwitches.BY_LADDER, NOW);
        KillSwitch persons = new KillSwitch(Scope.SYSTEM, "", "by hand", "ann", NOW + 1);
        assertThat(switches.kill(ladders)).isTrue();
        assertThat(switches.kill(ladders)).isFalse();
        assertThat(switches.changes()).isEqualTo(1);
        assertThat(switches.kill(persons)).isTrue();
        assertThat(switches.changes()).isEqualTo(2);
        assertThat(switches.list()).containsExactly(persons);
        assertThat(switches.kill(ladders)).isFalse();
        assertThat(switches.list()).containsExactly(persons);

        SortedMap<String, String> state = new TreeMap<>();
        switches.save(state);
        KillSwitches again = KillSwitches.none();
        again.kill(ladders);
        again.restore(state);
        assertThat(again.list()).containsExactly(persons);
    }

    @Test
    void tellsEverySwitchThatCovers() {
        KillSwitch system = of(Scope.SYSTEM, "");
        KillSwitch account = of(Scope.ACCOUNT, "main");
        KillSwitch venue = of(Scope.VENUE, "kraken");
        KillSwitch symbol = of(Scope.SYMBOL, "BTC/USD");
        KillSwitch strategy = of(Scope.STRATEGY, "trend");
        List.of(strategy, symbol, venue, account, system).forEach(switches::kill);
        assertThat(switches.covering("trend", BTC, "kraken", "main"))
                .containsExactly(system, account, venue, symbol, strategy);
        assertThat(switches.covering("other", ETH, "bitstamp", "second")).containsExactly(system);
    }

    @Test
    void rearmingEndsTheOneItNamesOnly() {
        switches.kill(of(Scope.SYMBOL, "BTC/USD"));
        switches.kill(of(Scope.VENUE, "kraken"));
        assertThat(switches.rearm(rearm(Scope.SYMBOL, "ETH/USD"))).isEmpty();
        assertThat(switches.rearm(rearm(Scope.SYSTEM, ""))).isEmpty();
        assertThat(switches.rearm(rearm(Scope.VENUE, "BTC/USD"))).isEmpty();
        assertThat(switches.lastRearm()).isEmpty();
        assertThat(switches.rearm(rearm(Scope.SYMBOL, "BTC/USD"))).contains(of(Scope.SYMBOL, "BTC/USD"));
        assertThat(blocks("trend", BTC, "bitstamp", "main")).isFalse();
        assertThat(blocks("trend", BTC, "kraken", "main")).isTrue();
        assertThat(switches.lastRearm()).contains(rearm(Scope.SYMBOL, "BTC/USD"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', ann, bob, reason",
        "why, ' ', bob, principal",
        "why, ann, ' ', approver",
        "why, ann, ann, approver",
        "why, ann, ' Ann', approver",
        "why, ann, \uFF21nn, approver" // a wide A
    })
    void rearmingTakesTwoNamedPersonsAndAReason(String reason, String principal, String approver, String field) {
        assertThatThrownBy(() -> new Rearm(Scope.SYSTEM, "", reason, principal, approver, NOW))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(field + ":");
    }

    @ParameterizedTest
    @CsvSource({
        "SYSTEM, BTC/USD, why, ann, target",
        "SYMBOL, btcusd, why, ann, symbol",
        "VENUE, ' ', why, ann, target",
        "STRATEGY, '', why, ann, target",
        "ACCOUNT, '', why, ann, target",
        "VENUE, kraken, '', ann, reason",
        "VENUE, kraken, why, '', principal"
    })
    void refusesASwitchThatNamesNothing(Scope scope, String target, String reason, String principal, String field) {
        assertThatThrownBy(() -> switches.kill(new KillSwitch(scope, target, reason, principal, NOW)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(field + ":");
        assertThat(switches.list()).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void isWhatAPlainListWouldBeThroughThrowsRearmsAndRestarts(long seed) {
        Random random = new Random(seed);
        KillSwitches tested = KillSwitches.none();
        List<KillSwitch> plain = new ArrayList<>();
        List<String> strategies = List.of("trend", "revert");
        List<String> symbols = List.of("BTC/USD", "ETH/USD");
        List<String> venues = List.of("kraken", "bitstamp");
        List<String> accounts = List.of("main", "second");
        Map<Scope, List<String>> targets = Map.of(
                Scope.STRATEGY, strategies,
                Scope.SYMBOL, symbols,
                Scope.VENUE, venues,
                Scope.ACCOUNT, accounts,
                Scope.SYSTEM, List.of(""));
        for (int i = 0; i < 2_000; i++) {
            Scope scope = List.of(Scope.values()).get(random.nextInt(5));
            List<String> some = targets.getOrDefault(scope, List.of());
            String target = some.get(random.nextInt(some.size()));
            KillSwitch one = new KillSwitch(scope, target, "reason " + i, "ann", NOW + i);
            boolean standing = plain.stream().anyMatch(k -> same(k, one));
            if (random.nextInt(3) == 0) {
                assertThat(tested.kill(one)).isEqualTo(!standing);
                if (!standing) {
                    plain.add(one);
                }
            } else if (random.nextInt(2) == 0) {
                assertThat(tested.rearm(rearm(scope, target)).isPresent()).isEqualTo(standing);
                plain.removeIf(k -> same(k, one));
            } else {
                tested = restarted(tested);
            }
            String strategy = strategies.get(random.nextInt(2));
            Symbol symbol = Symbol.of(symbols.get(random.nextInt(2)));
            String venue = venues.get(random.nextInt(2));
            String account = accounts.get(random.nextInt(2));
            boolean blocked = false;
            for (KillSwitch thrown : plain) {
                String its = switch (thrown.scope()) {
                    case STRATEGY -> strategy;
                    case SYMBOL -> symbol.name();
                    case VENUE -> venue;
                    case ACCOUNT -> account;
                    case SYSTEM -> "";
                };
                blocked |= thrown.target().equals(its);
            }
            assertThat(tested.blocks(strategy, symbol, venue, account)).isEqualTo(blocked);
            assertThat(tested.list()).containsExactlyInAnyOrderElementsOf(plain);
        }
    }

    private static boolean same(KillSwitch one, KillSwitch other) {
        return one.scope() == other.scope() && one.target().equals(other.target());
    }

    private static KillSwitches restarted(KillSwitches before) {
        Map<String, String> state = new TreeMap<>();
        before.save(state);
        KillSwitches after = KillSwitches.none();
        after.restore(state);
        Map<String, String> again = new TreeMap<>();
        after.save(again);
        assertThat(again).isEqualTo(state);
        assertThat(after.lastRearm()).isEqualTo(before.lastRearm());
        return after;
    }

    @Test
    void aRestoreKeepsWhoRearmedLast() {
        Map<String, String> empty = new TreeMap<>();
        KillSwitches.none().save(empty);
        switches.kill(of(Scope.SYSTEM, ""));
        switches.rearm(rearm(Scope.SYSTEM, ""));
        switches.restore(empty);
        assertThat(switches.lastRearm()).contains(rearm(Scope.SYSTEM, ""));
        empty.put("kill.count", "-1");
        assertThatThrownBy(() -> switches.restore(empty)).hasMessageStartingWith("kill.count:");
    }

    @Test
    void aRestoreNeverEndsASwitch() {
        Map<String, String> empty = new TreeMap<>();
        switches.save(empty);
        switches.kill(of(Scope.SYSTEM, ""));
        switches.restore(empty);
        assertThat(switches.list()).containsExactly(of(Scope.SYSTEM, ""));
    }

    @Test
    void refusesAStateItCannotReadAndKeepsItsOwn() {
        switches.kill(of(Scope.SYMBOL, "BTC/USD"));
        switches.kill(of(Scope.SYSTEM, ""));
        switches.rearm(rearm(Scope.SYSTEM, ""));
        Map<String, String> state = new TreeMap<>();
        switches.save(state);
        KillSwitches other = KillSwitches.none();
        for (String name : state.keySet()) {
            Map<String, String> broken = new TreeMap<>(state);
            broken.put(name, name.endsWith("target") ? "?" : "");
            if (name.equals("kill.rearm.target")) {
                continue;
            }
            assertThatThrownBy(() -> other.restore(broken))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name.substring(0, name.lastIndexOf('.')));
            assertThat(other.list()).isEmpty();
        }
    }

    /** A switch blocks every question asked after it was thrown, from any thread, while others are thrown and re-armed. */
    @Test
    void blocksEveryQuestionAskedAfterItWasThrown() throws Exception {
        int strategies = 400;
        AtomicInteger thrown = new AtomicInteger();
        CountDownLatch readersRun = new CountDownLatch(3);
        ExecutorService pool = Executors.newFixedThreadPool(5);
        try {
            List<Future<Long>> readers = new ArrayList<>();
            for (int reader = 0; reader < 3; reader++) {
                Callable<Long> asks = () -> {
                    long missed = 0;
                    int last = 0;
                    readersRun.countDown();
                    while (last < strategies) {
                        last = thrown.get();
                        for (int i = 0; i < last; i++) {
                            missed += blocks("s" + i, BTC, "kraken", "main") ? 0 : 1;
                        }
                        missed += blocks("never", BTC, "kraken", "main") ? 1 : 0;
                    }
                    return missed;
                };
                readers.add(pool.submit(asks));
            }
            readersRun.await();
            Future<?> noise = pool.submit(() -> {
                for (int i = 0; i < strategies; i++) {
                    switches.kill(of(Scope.VENUE, "noise" + i));
                    switches.rearm(rearm(Scope.VENUE, "noise" + i));
                }
            });
            for (int i = 0; i < strategies; i++) {
                switches.kill(of(Scope.STRATEGY, "s" + i));
                thrown.set(i + 1);
            }
            noise.get(60, TimeUnit.SECONDS);
            for (Future<Long> reader : readers) {
                assertThat(reader.get(60, TimeUnit.SECONDS)).isZero();
            }
            assertThat(switches.list()).hasSize(strategies);
        } finally {
            pool.shutdownNow();
        }
    }
}
