package io.colin.ml.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.SignalReason;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EmissionRuleTest {
    private static final Set<Direction> ONLY_LONG = EnumSet.of(Direction.LONG);
    private static final Opinion SURE = new Opinion(new Probabilities(0.7, 0.2, 0.1), 0.006, 0.01, 0.004, ONLY_LONG);

    @Test
    void emitsWhatIsConfidentWorthItsCostAndTheOnlyClassLeft() {
        Emission emission = EmissionRule.STANDARD.decide(SURE);
        assertThat(emission.direction()).isEqualTo(Direction.LONG);
        assertThat(emission.strength()).isEqualTo(0.2, within(1e-12));
        assertThat(emission.wouldAbstain()).isFalse();
    }

    @Test
    void namesTheFirstThingThatIsMissing() {
        assertReason(new Probabilities(0.2, 0.7, 0.1), 0.006, ONLY_LONG, SignalReason.NEUTRAL);
        assertReason(new Probabilities(0.64, 0.2, 0.16), 0.006, ONLY_LONG, SignalReason.LOW_CONFIDENCE);
        assertReason(new Probabilities(0.7, 0.2, 0.1), -0.006, ONLY_LONG, SignalReason.SIGN_DISAGREES);
        assertReason(new Probabilities(0.7, 0.2, 0.1), 0.004, ONLY_LONG, SignalReason.COST_NOT_COVERED);
        assertReason(new Probabilities(0.7, 0.2, 0.1), 0.006, EnumSet.allOf(Direction.class), SignalReason.ABSTAINED);
        assertReason(new Probabilities(0.7, 0.2, 0.1), 0.006, Set.of(), SignalReason.ABSTAINED);
    }

    @Test
    void theDemonstrationEmitsFromFortyPercentAndCountsWhatWouldHaveBeenWithheld() {
        Opinion weak = new Opinion(new Probabilities(0.25, 0.34, 0.41), -0.001, 0.01, 0.004, Set.of());
        Emission emission = EmissionRule.DEMONSTRATION.decide(weak);
        assertThat(emission.direction()).isEqualTo(Direction.SHORT);
        assertThat(emission.strength()).isEqualTo(0.41);
        assertThat(emission.wouldAbstain()).isTrue();
        assertThat(EmissionRule.DEMONSTRATION.decide(SURE).wouldAbstain()).isFalse();
    }

    @Test
    void theDemonstrationStillNeedsTheSignToAgree() {
        Opinion torn = new Opinion(new Probabilities(0.25, 0.34, 0.41), 0.001, 0.01, 0.004, Set.of());
        assertThat(EmissionRule.DEMONSTRATION.decide(torn).reason()).isEqualTo(SignalReason.SIGN_DISAGREES);
    }

    private static void assertReason(
            Probabilities probabilities, double expected, Set<Direction> set, SignalReason reason) {
        Emission emission = EmissionRule.STANDARD.decide(new Opinion(probabilities, expected, 0.01, 0.004, set));
        assertThat(emission.reason()).isEqualTo(reason);
        assertThat(emission.direction()).isEqualTo(Direction.NEUTRAL);
        assertThat(emission.strength()).isZero();
    }
}
