package io.colin.api.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteadyClockTest extends TimeSourceContract {
    private static final long NOW_NS = 1_700_000_000_000_000_000L;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final Duration HOUR = Duration.ofHours(1);

    private final SettableClock wall = SettableClock.at(NOW_NS);
    private final AtomicLong monotonicNs = new AtomicLong(-7);
    private final SteadyClock clock = SteadyClock.of(wall, monotonicNs::get);

    /** A wall clock that jumps to and fro under every reader. */
    @Override
    protected TimeSource timeSource() {
        AtomicLong reads = new AtomicLong();
        return SteadyClock.of(() -> NOW_NS + reads.incrementAndGet() * 7919 % 1000 * SECOND_NS);
    }

    /** Time that passes for both clocks. */
    private void pass(long seconds) {
        wall.advance(Duration.ofSeconds(seconds));
        monotonicNs.addAndGet(seconds * SECOND_NS);
    }

    private long seconds() {
        long sinceNs = clock.nowNs() - NOW_NS;
        assertThat(sinceNs % SECOND_NS).isZero();
        return sinceNs / SECOND_NS;
    }

    @Test
    void followsTheWallClockWhateverTheMonotonicOneDoes() {
        assertThat(seconds()).isZero();
        wall.advance(Duration.ofSeconds(5));
        assertThat(seconds()).isEqualTo(5);
        monotonicNs.addAndGet(100 * SECOND_NS);
        assertThat(seconds()).as("one that stands still is not behind").isEqualTo(5);
        assertThat(clock.aheadNs()).isZero();
    }

    @Test
    void goesOnAtTheSamePaceWhenTheWallClockIsSetBackAndFollowsItAgainOnceItHasCaughtUp() {
        pass(10);
        assertThat(seconds()).isEqualTo(10);
        wall.advance(HOUR.negated());
        assertThat(seconds()).isEqualTo(10);
        for (int second = 11; second <= 20; second++) {
            pass(1);
            assertThat(seconds()).isEqualTo(second);
        }
        assertThat(clock.aheadNs()).isEqualTo(HOUR.toNanos());

        wall.advance(HOUR);
        pass(1);
        assertThat(seconds()).isEqualTo(21);
        assertThat(clock.aheadNs()).isZero();
        wall.advance(Duration.ofSeconds(2));
        assertThat(seconds()).as("it is followed").isEqualTo(23);
    }

    @Test
    void goesOnFromWhereAStepForwardsHasLedOnceThatIsCorrected() {
        assertThat(seconds()).isZero();
        wall.advance(HOUR);
        assertThat(seconds()).isEqualTo(3600);
        wall.advance(HOUR.negated());
        pass(3);
        assertThat(seconds()).isEqualTo(3603);
        pass(3594);
        assertThat(seconds()).isEqualTo(7197);
        wall.advance(HOUR.plusSeconds(1));
        assertThat(seconds()).isEqualTo(7198);
    }

    @Test
    void losesNoTimeWhenTheWallClockIsSetBackAgainAndAgain() {
        assertThat(seconds()).isZero();
        for (int second = 1; second <= 30; second++) {
            pass(1);
            wall.advance(Duration.ofMinutes(-1));
            assertThat(seconds()).isEqualTo(second);
        }
        assertThat(clock.aheadNs()).isEqualTo(Duration.ofMinutes(30).toNanos());
    }

    @Test
    void goesOnFromATimeThatWasReachedBefore() {
        clock.notBefore(NOW_NS + 100 * SECOND_NS);
        assertThat(seconds()).isEqualTo(100);
        pass(4);
        assertThat(seconds()).isEqualTo(104);
        clock.notBefore(NOW_NS);
        assertThat(seconds()).isEqualTo(104);
        assertThat(clock.aheadNs()).isEqualTo(100 * SECOND_NS);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void neverGoesBackNeverLagsBehindTheWallClockAndNeverStandsWhileTimePasses(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long last = clock.nowNs();
        for (int i = 0; i < 10_000; i++) {
            long passed = random.nextLong(1, SECOND_NS);
            monotonicNs.addAndGet(passed);
            wall.set(wall.nowNs() + passed);
            if (random.nextInt(10) == 0) {
                wall.set(wall.nowNs() + random.nextLong(-HOUR.toNanos(), HOUR.toNanos()));
            }
            long now = clock.nowNs();
            assertThat(now).isGreaterThanOrEqualTo(wall.nowNs());
            assertThat(now - last).isNotNegative();
            if (wall.nowNs() < last) {
                assertThat(now - last).isEqualTo(passed);
            }
            last = now;
        }
    }

    @Test
    void takesAClockThatIsSteadyAsItIs() {
        assertThat(SteadyClock.of(clock)).isSameAs(clock);
    }
}
