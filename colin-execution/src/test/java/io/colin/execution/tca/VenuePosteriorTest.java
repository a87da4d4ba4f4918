package io.colin.execution.tca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class VenuePosteriorTest {
    private static final VenuePosterior.Prior PRIOR = new VenuePosterior.Prior(1, 4, 2, 6);

    @Test
    void beginsAtItsPrior() {
        VenuePosterior posterior = VenuePosterior.of(PRIOR);
        assertThat(posterior.meanBps()).isEqualTo(1);
        assertThat(posterior.standardErrorBps()).isCloseTo(2 / Math.sqrt(4), within(1e-12));
    }

    @Test
    void isTheConjugatePosterior() {
        VenuePosterior posterior = VenuePosterior.of(PRIOR);
        double[] seen = {3, 5, 4, 8};
        for (double each : seen) {
            assertThat(posterior.onFill(each)).isTrue();
        }
        // Mean 5, S = 4 + 0 + 1 + 9 = 14; α = 3 + 2, β = 3·4 + 7 + 4·4·16/(2·8) = 35.
        assertThat(posterior.meanBps()).isCloseTo((4 * 1 + 4 * 5) / 8.0, within(1e-12));
        assertThat(posterior.standardErrorBps()).isCloseTo(Math.sqrt(35.0 / (5 * 8)), within(1e-12));
    }

    @Test
    void forgetsItsPriorOverManyFills() {
        Random random = new Random(3);
        VenuePosterior posterior = VenuePosterior.of(PRIOR);
        for (int i = 0; i < 10_000; i++) {
            posterior.onFill(-2 + 7 * random.nextGaussian());
        }
        assertThat(posterior.meanBps()).isCloseTo(-2, within(3 * posterior.standardErrorBps()));
        assertThat(posterior.standardErrorBps()).isCloseTo(0.07, within(0.002));
    }

    @Test
    void oneThatForgetsCountsWhatIsOlderForLess() {
        VenuePosterior posterior = VenuePosterior.forgetting(PRIOR, 0.5);
        double[] seen = {3, 5, 4};
        for (double each : seen) {
            posterior.onFill(each);
        }
        // Weights 1/4, 1/2, 1: mean (0.75 + 2.5 + 4)/1.75, S = Σ w·(x − x̄)².
        double mean = 7.25 / 1.75;
        double squares = 0.25 * Math.pow(3 - mean, 2) + 0.5 * Math.pow(5 - mean, 2) + Math.pow(4 - mean, 2);
        double alpha = (6 + 1.75) / 2;
        double beta = 3 * 4 + squares / 2 + 4 * 1.75 * Math.pow(mean - 1, 2) / (2 * 5.75);
        assertThat(posterior.meanBps()).isCloseTo((4 + 7.25) / 5.75, within(1e-12));
        assertThat(posterior.standardErrorBps()).isCloseTo(Math.sqrt(beta / (alpha * 5.75)), within(1e-12));
        assertThat(posterior.count()).isEqualTo(3);
    }

    @Test
    void refusesToForgetEverything() {
        assertThatThrownBy(() -> VenuePosterior.forgetting(PRIOR, 0)).hasMessageContaining("kept");
        assertThatThrownBy(() -> VenuePosterior.forgetting(PRIOR, 1.01)).hasMessageContaining("kept");
    }

    @Test
    void refusesNonsenseAndIsAsBefore() {
        VenuePosterior posterior = VenuePosterior.of(PRIOR);
        posterior.onFill(3);
        double before = posterior.meanBps();
        assertThat(posterior.onFill(Double.NaN)).isFalse();
        assertThat(posterior.onFill(Double.NEGATIVE_INFINITY)).isFalse();
        assertThat(posterior.onFill(6000)).isFalse();
        assertThat(posterior.count()).isOne();
        assertThat(posterior.meanBps()).isEqualTo(before);
        assertThatThrownBy(() -> new VenuePosterior.Prior(0, 0, 1, 1)).hasMessageContaining("meanWorth");
    }

    @Test
    void shrinksTheShareThatFills() {
        FillRatioPosterior ratio = FillRatioPosterior.forgetting(0.9, 20, 1);
        assertThat(ratio.mean()).isCloseTo(0.9, within(1e-12));
        for (int i = 0; i < 20; i++) {
            ratio.onChild(0.5);
        }
        assertThat(ratio.mean()).isCloseTo(0.7, within(1e-12));
        assertThat(ratio.standardError()).isCloseTo(Math.sqrt(0.21 / 41), within(1e-12));
        ratio.onMore(0.4);
        assertThat(ratio.mean()).as("the same children have filled more").isCloseTo(28.4 / 40, within(1e-12));
        assertThat(ratio.count()).isEqualTo(20);
        assertThatThrownBy(() -> ratio.onChild(Double.NaN)).hasMessageContaining("share");
        assertThatThrownBy(() -> FillRatioPosterior.forgetting(0.9, 20, 1.01)).hasMessageContaining("kept");
    }

    @Test
    void aShareThatForgetsCountsWhatIsOlderForLess() {
        FillRatioPosterior ratio = FillRatioPosterior.forgetting(0.9, 20, 0.5);
        ratio.onChild(1);
        ratio.onChild(0);
        assertThat(ratio.mean()).isCloseTo(18.5 / 21.5, within(1e-12));
        ratio.onMore(1);
        assertThat(ratio.mean()).isCloseTo(19.5 / 21.5, within(1e-12));
        ratio.onMore(1);
        assertThat(ratio.mean()).as("no more than there were").isCloseTo(19.5 / 21.5, within(1e-12));
        assertThat(ratio.count()).isEqualTo(2);
    }
}
