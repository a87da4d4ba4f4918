package io.colin.api.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Symbol;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalTest {
    private static final Symbol BTC = Symbol.of("BTC/USD");
    private static final Probabilities UP = new Probabilities(0.7, 0.2, 0.1);

    @Test
    void isNeutralUntilItIsDirected() {
        Signal signal = signal().build();

        assertThat(signal.direction()).isEqualTo(Direction.NEUTRAL);
        assertThat(signal.reason()).isEqualTo(SignalReason.NEUTRAL);
        assertThat(signal.strength()).isZero();
        assertThat(signal.wouldAbstain()).isFalse();
        assertThat(signal.profile()).isEqualTo(Profile.BAR);
    }

    @Test
    void isConfidentOfWhatItSays() {
        Signal directed =
                signal().probabilities(UP).directed(Direction.LONG, 0.5).build();
        Signal held = signal().probabilities(UP)
                .neutral(SignalReason.COST_NOT_COVERED)
                .build();

        assertThat(directed.confidence()).isEqualTo(0.7);
        assertThat(directed.reason()).isEqualTo(SignalReason.NONE);
        assertThat(directed.strength()).isEqualTo(0.5);
        assertThat(held.confidence()).isEqualTo(0.7);
        assertThat(held.strength()).isZero();
    }

    @Test
    void expiresAMinuteAfterItsDataUnlessToldOtherwise() {
        assertThat(signal().build().expiresAtNs()).isEqualTo(1_000 + 60_000_000_000L);
        assertThat(signal().validForNs(5).build().expiresAtNs()).isEqualTo(1_005);
    }

    @Test
    void getsItsIdentityFromTheEngineAndKeepsTheRest() {
        Signal signal = signal().probabilities(UP)
                .directed(Direction.LONG, 1)
                .expected(0.003, 0.001)
                .version("v1", "schema")
                .conformalSet(EnumSet.of(Direction.LONG))
                .members(List.of(new MemberVote("lstm", 1, UP)))
                .missingInputs(List.of("funding"))
                .wouldAbstain(true)
                .build();
        Signal named = signal.identified("signal-1", 2_000, "correlation-1");

        assertThat(named.id()).isEqualTo("signal-1");
        assertThat(named.generatedAtNs()).isEqualTo(2_000);
        assertThat(named.correlationId()).isEqualTo("correlation-1");
        assertThat(named.identified(signal.id(), signal.generatedAtNs(), signal.correlationId()))
                .isEqualTo(signal);
    }

    @Test
    void namesEverythingThatIsMissing() {
        assertThatThrownBy(() -> Signal.of(BTC, "model", 0).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("band")
                .hasMessageContaining("horizonNs")
                .hasMessageContaining("referencePrice");
        assertThatThrownBy(() ->
                        Signal.of(BTC, "model", 0).band(0.01, BigDecimal.ONE).build())
                .hasMessageContaining("horizonNs");
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> Signal.of(BTC, " ", 0)).hasMessageStartingWith("sourceModel: ");
        assertThatThrownBy(() -> signal().directed(Direction.NEUTRAL, 1)).hasMessageStartingWith("direction: ");
        assertThatThrownBy(() -> signal().directed(Direction.LONG, 1.1)).hasMessageStartingWith("strength: ");
        assertThatThrownBy(() -> signal().neutral(SignalReason.NONE)).hasMessageStartingWith("reason: ");
        assertThatThrownBy(() -> signal().expected(Double.NaN, 0)).hasMessageStartingWith("expectedReturn: ");
        assertThatThrownBy(() -> signal().horizonNs(0)).hasMessageStartingWith("horizonNs: ");
        assertThatThrownBy(() -> signal().band(0.01, BigDecimal.ZERO)).hasMessageStartingWith("referencePrice: ");
        assertThatThrownBy(() -> signal().band(Double.NaN, BigDecimal.ONE).build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new NoSignal(BTC, 0, "model", SignalReason.NONE, ""))
                .hasMessageStartingWith("reason: ");
    }

    @Test
    void handsOutSetsThatCannotBeChanged() {
        Set<Direction> given = EnumSet.of(Direction.LONG, Direction.SHORT);
        Signal signal = signal().conformalSet(given).build();
        given.clear();

        assertThat(signal.conformalSet()).containsExactlyInAnyOrder(Direction.LONG, Direction.SHORT);
        assertThatThrownBy(() -> signal.conformalSet().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0.5,0.3,0.2,LONG",
        "0.2,0.3,0.5,SHORT",
        "0.2,0.6,0.2,NEUTRAL",
        "0.4,0.4,0.2,NEUTRAL",
        "0.2,0.4,0.4,NEUTRAL",
        "0.5,0,0.5,LONG"
    })
    void knowsItsMostProbableClass(double up, double flat, double down, Direction top) {
        assertThat(new Probabilities(up, flat, down).top()).isEqualTo(top);
    }

    @ParameterizedTest
    @CsvSource({"0.5,0.5,0.5", "0.5,0.4,0.09", "1.1,0,-0.1", "NaN,0.5,0.5", "0,0,0"})
    void refusesProbabilitiesThatAreNone(double up, double flat, double down) {
        assertThatThrownBy(() -> new Probabilities(up, flat, down)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Signal.Builder signal() {
        return Signal.of(BTC, "model", 1_000)
                .band(0.01, new BigDecimal("30000"))
                .horizonNs(900);
    }
}
