package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MidTrailTest {
    private static final long SECOND_NS = 1_000_000_000L;

    private final MidTrail trail = new MidTrail();

    @Test
    void knowsTheMidBeforeAMomentAndNotAtIt() {
        add(10, "100");
        add(20, "101");
        add(20, "102");
        add(30, "103");
        assertThat(trail.before(21)).contains(new BigDecimal("102"));
        assertThat(trail.before(20))
                .as("what the moment itself brought is not before it")
                .contains(new BigDecimal("100"));
        assertThat(trail.before(1000)).contains(new BigDecimal("103"));
    }

    @Test
    void takesTheFirstForWhatCameWhenItBegan() {
        assertThat(trail.before(10)).isEmpty();
        add(10, "100");
        assertThat(trail.before(10)).contains(new BigDecimal("100"));
    }

    @Test
    void knowsThatThereWasNone() {
        add(10, "100");
        trail.add(20, Optional.empty());
        assertThat(trail.before(25)).isEmpty();
    }

    @Test
    void forgetsWhatIsOlderThanTwoMinutesAndSaysSo() {
        for (int second = 1; second <= 300; second++) {
            add(second * SECOND_NS, Integer.toString(second));
        }
        assertThat(trail.before(299 * SECOND_NS)).contains(new BigDecimal("298"));
        assertThat(trail.before(181 * SECOND_NS)).contains(new BigDecimal("180"));
        assertThat(trail.before(100 * SECOND_NS)).isEmpty();
    }

    private void add(long timeNs, String mid) {
        trail.add(timeNs, Optional.of(new BigDecimal(mid)));
    }
}
