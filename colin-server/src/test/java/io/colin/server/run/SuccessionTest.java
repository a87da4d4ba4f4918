package io.colin.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the making of successors takes of event time inside a backtest. */
class SuccessionTest {
    @Test
    void aSuccessorThatIsJudgedByAWalkForwardTakesAnHourForEachOfItsTrainings() {
        assertThat(Succession.training(0)).isEqualTo(Duration.ofHours(1));
        assertThat(Succession.training(5)).isEqualTo(Duration.ofHours(6));
    }
}
