package io.colin.execution.impact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImpactLawTest {
    private static final ImpactMarket MARKET = new ImpactMarket(0.04, 10_000, 0.0002);

    @Test
    void costsWhatTheFormulaSays() {
        // ρ = 25/100: s/2 0.0001 + 0.15 · 0.04 · 0.5 = 0.0031
        assertThat(ImpactLaw.START.temporary(MARKET, 0.25)).isCloseTo(0.0031, within(1e-15));
        // 0.30 · 0.04 · 100/10000
        assertThat(ImpactLaw.START.permanent(MARKET, 100)).isCloseTo(0.00012, within(1e-15));
        assertThat(ImpactLaw.START.shiftAt(MARKET, 100, 50)).isCloseTo(0.00015, within(1e-15));
    }

    @Test
    void capsParticipationAtOne() {
        double most = ImpactLaw.START.temporary(MARKET, 1);
        assertThat(ImpactLaw.START.temporary(MARKET, 7)).isEqualTo(most);
        assertThat(new ImpactStep(5, 0).participation()).isEqualTo(1);
        assertThat(new ImpactStep(5, 2).participation()).isEqualTo(1);
        assertThat(new ImpactStep(5, 20).participation()).isEqualTo(0.25);
    }

    @Test
    void addsUpTheStepsOfAParent() {
        List<ImpactStep> steps = List.of(new ImpactStep(25, 100), new ImpactStep(100, 100));
        double first = 25 * (0.0031 + 0.30 * 0.04 * 12.5 / 10_000);
        double second = 100 * (0.0001 + 0.15 * 0.04 + 0.30 * 0.04 * (25 + 50) / 10_000);
        assertThat(ImpactLaw.START.expectedCost(MARKET, steps)).isCloseTo((first + second) / 125, within(1e-15));
    }

    @Test
    void refusesAnEmptyParentAndNegativeNumbers() {
        assertThatThrownBy(() -> ImpactLaw.START.expectedCost(MARKET, List.of()))
                .hasMessageContaining("steps");
        assertThatThrownBy(() -> ImpactLaw.START.temporary(MARKET, Double.NaN)).hasMessageContaining("participation");
        assertThatThrownBy(() -> new ImpactLaw(-1, 0.5, 0)).hasMessageContaining("eta");
    }
}
