package io.colin.risk.breaker;

import static io.colin.risk.breaker.BreakerDesk.BTC;
import static io.colin.risk.breaker.BreakerDesk.HOUR;
import static io.colin.risk.breaker.BreakerDesk.MINUTE;
import static io.colin.risk.breaker.BreakerDesk.MS;
import static io.colin.risk.breaker.BreakerDesk.SECOND;
import static io.colin.risk.breaker.BreakerDesk.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.market.Bar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rolling windows, each beside a list of everything that ever came. */
class WindowsTest {
    private record Seen(long timeNs, double value) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aRangeIsSmallestAndLargestOfItsWindow(long seed) {
        Random random = new Random(seed);
        SlidingRange tested = new SlidingRange(10 * SECOND, SECOND);
        List<Seen> all = new ArrayList<>();
        long time = START;
        for (int i = 0; i < 5_000; i++) {
            time += SECOND + (random.nextInt(30) == 0 ? random.nextLong(20 * SECOND) : random.nextInt(3));
            double value = random.nextInt(50);
            if (random.nextInt(200) == 0) {
                tested.clear();
                all.clear();
                assertThat(tested.isEmpty()).isTrue();
                assertThat(tested.min()).isNaN();
                assertThat(tested.max()).isNaN();
            }
            tested.add(time, value);
            all.add(new Seen(time, value));
            long now = time;
            double[] recent = all.stream()
                    .filter(seen -> seen.timeNs() >= now - 10 * SECOND)
                    .mapToDouble(Seen::value)
                    .sorted()
                    .toArray();
            assertThat(tested.min()).isEqualTo(recent[0]);
            assertThat(tested.max()).isEqualTo(recent[recent.length - 1]);
        }
        tested.expire(time + 10 * SECOND);
        assertThat(tested.isEmpty()).isFalse();
        tested.expire(time + 10 * SECOND + 1);
        assertThat(tested.isEmpty()).isTrue();
    }

    @Test
    void aRangeRefusesMoreThanItAgreedTo() {
        SlidingRange tested = new SlidingRange(3 * SECOND, SECOND);
        for (int i = 0; i < 5; i++) {
            tested.add(START + i, i);
        }
        assertThatThrownBy(() -> tested.add(START + 6, 6)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void countsAreOfTheRunningSecondAndThoseBefore(long seed) {
        Random random = new Random(seed);
        SecondCounts tested = new SecondCounts(20 * SECOND);
        List<Long> all = new ArrayList<>();
        List<Long> bad = new ArrayList<>();
        long now = START;
        for (int i = 0; i < 5_000; i++) {
            now += random.nextInt(100) == 0 ? random.nextLong(60 * SECOND) : random.nextLong(800 * MS);
            long time = random.nextInt(10) == 0 ? now - random.nextLong(30 * SECOND) : now;
            tested.advance(now);
            if (random.nextBoolean()) {
                tested.addAll(time);
                all.add(time);
            } else {
                tested.addBad(time);
                bad.add(time);
            }
            assertThat(tested.all()).isEqualTo(recent(all, now));
            assertThat(tested.bad()).isEqualTo(recent(bad, now));
        }
        tested.clear();
        assertThat(tested.all()).isZero();
        assertThat(tested.bad()).isZero();
    }

    private static long recent(List<Long> times, long now) {
        return times.stream().filter(time -> time / SECOND > now / SECOND - 20).count();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aDepthsMeanIsOfTheMinutesOfTheHour(long seed) {
        Random random = new Random(seed);
        DepthMean tested = new DepthMean();
        List<Seen> all = new ArrayList<>();
        long now = START;
        for (int i = 0; i < 3_000; i++) {
            now += random.nextInt(50) == 0 ? random.nextLong(2 * HOUR) : random.nextLong(MINUTE);
            long at = now;
            List<Seen> recent = all.stream()
                    .filter(seen -> seen.timeNs() / MINUTE > at / MINUTE - 60)
                    .toList();
            long minutes = recent.stream()
                    .map(seen -> seen.timeNs() / MINUTE)
                    .distinct()
                    .count();
            if (minutes < 7) {
                assertThat(tested.mean(now, 7)).isNaN();
            } else {
                double mean = recent.stream().mapToDouble(Seen::value).average().orElseThrow();
                assertThat(tested.mean(now, 7)).isEqualTo(mean, within(1e-9));
            }
            double value = random.nextInt(1000);
            tested.add(now, value);
            all.add(new Seen(now, value));
        }
    }

    private record Volume(long hour, BigDecimal quantity) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void aShareIsOfTheTwentyFourHoursAndSurvivesARestart(long seed) {
        Random random = new Random(seed);
        VolumeShare tested = new VolumeShare();
        List<Volume> market = new ArrayList<>();
        List<Volume> own = new ArrayList<>();
        long now = START;
        for (int i = 0; i < 2_000; i++) {
            long length = random.nextInt(30) == 0 ? random.nextLong(30 * HOUR) + 1 : 10 * MINUTE;
            now += length;
            BigDecimal quantity = BigDecimal.valueOf(random.nextInt(1_000), 3);
            if (random.nextInt(3) > 0) {
                BigDecimal one = BigDecimal.ONE;
                tested.addMarket(Bar.ofPrices(BTC, now - length, now, one, one, one, one, quantity));
                market.add(new Volume((now - length) / HOUR, quantity));
            } else {
                tested.addOwn(now, quantity);
                own.add(new Volume(now / HOUR, quantity));
            }
            long hour = now / HOUR;
            assertThat(tested.market(now)).isEqualByComparingTo(sum(market, hour));
            assertThat(tested.own(now)).isEqualByComparingTo(sum(own, hour));
            assertThat(tested.known(now)).isEqualTo((int) market.stream()
                    .map(Volume::hour)
                    .filter(h -> h > hour - 24)
                    .distinct()
                    .count());
            assertThat(tested.hasOwn()).isEqualTo(!own.isEmpty());
        }
    }

    private static BigDecimal sum(List<Volume> volumes, long hour) {
        return volumes.stream()
                .filter(volume -> volume.hour() > hour - 24)
                .map(Volume::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, true, false, false",
        "1.0000000000001, 1, true, false, false",
        "0.9999999999999, 1, true, false, false",
        "1.00000000001, 1, true, true, false",
        "0.99999999999, 1, false, false, true",
        "-0.99999999999, -1, true, true, false",
        "-1.00000000001, -1, false, false, true"
    })
    void whatDiffersByRoundingOnlyIsEqual(
            double value, double limit, boolean reached, boolean exceeded, boolean undercut) {
        assertThat(Limit.reached(value, limit)).isEqualTo(reached);
        assertThat(Limit.exceeded(value, limit)).isEqualTo(exceeded);
        assertThat(Limit.undercut(value, limit)).isEqualTo(undercut);
    }
}
