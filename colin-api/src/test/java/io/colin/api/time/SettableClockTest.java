package io.colin.api.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SettableClockTest extends TimeSourceContract {
    private static final long NOW_NS = 1_700_000_000_000_000_000L;

    @Override
    protected TimeSource timeSource() {
        return SettableClock.at(NOW_NS);
    }

    @Test
    void showsWhatItWasSetTo() {
        SettableClock clock = SettableClock.at(1);
        clock.set(NOW_NS);

        assertThat(clock.nowNs()).isEqualTo(NOW_NS);
    }

    @Test
    void movesForwardsAndBack() {
        SettableClock clock = SettableClock.at(NOW_NS);

        assertThat(clock.advance(Duration.ofSeconds(2))).isEqualTo(NOW_NS + 2_000_000_000L);
        assertThat(clock.advance(Duration.ofSeconds(-3))).isEqualTo(NOW_NS - 1_000_000_000L);
        assertThat(clock.nowNs()).isEqualTo(NOW_NS - 1_000_000_000L);
    }
}
