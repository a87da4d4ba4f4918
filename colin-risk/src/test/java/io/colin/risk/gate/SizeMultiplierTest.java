package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.risk.breaker.BreakerSettings;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is left of the size of one symbol's targets: its own volatility, and the losses of all. */
class SizeMultiplierTest {
    private static final long BAR = 300 * SECOND;
    private static final double YEARLY = Math.sqrt(365 * 24 * 12);

    private final Desk desk = new Desk(wide().build(), "100000");
    private long from;

    /** 26 hours of 40 % a year, then one of 130 % for BTC and of 40 % for ETH. */
    private void makeBtcVolatile() {
        desk.gate = StandardGate.builder()
                .limits(desk.limits)
                .breakers(BreakerSettings.demonstration().build())
                .build();
        from = desk.timeNs - 27 * 12 * BAR;
        for (int i = 0; i < 27 * 12; i++) {
            bar(BTC, i, (i < 26 * 12 ? 0.40 : 1.30) / YEARLY);
            bar(ETH, i, 0.40 / YEARLY);
        }
    }

    /** Closes go up and down by a share. */
    private void bar(Symbol symbol, int number, double share) {
        BigDecimal close = BigDecimal.valueOf(number % 2 == 0 ? 100 * Math.exp(share) : 100);
        desk.gate.onBar(new Bar(
                symbol,
                from + number * BAR,
                from + (number + 1) * BAR,
                close,
                close,
                close,
                close,
                BigDecimal.TEN,
                BigDecimal.TEN,
                BigDecimal.ZERO,
                Bar.UNKNOWN_COUNT));
    }

    @Test
    void theVolatilityOfOneSymbolHalvesItsOwnSizeAlone() {
        makeBtcVolatile();
        assertThat(desk.gate.sizeMultiplier(BTC)).isEqualTo(0.5);
        assertThat(desk.gate.sizeMultiplier(ETH)).isEqualTo(1);
        assertThat(desk.gate.sizeMultiplier(Symbol.of("XRP/USD"))).isEqualTo(1);
        assertThat(desk.gate.status().sizeMultiplier()).as("the least of all").isEqualTo(0.5);
        assertThat(ChainedGate.of(List.of(StandardGate.builder().build(), desk.gate))
                        .sizeMultiplier(BTC))
                .isEqualTo(0.5);
        assertThat(ChainedGate.of(List.of(desk.gate, StandardGate.builder().build()))
                        .sizeMultiplier(ETH))
                .isEqualTo(1);
    }

    @Test
    void theDrawdownCountsForEverySymbol() {
        makeBtcVolatile();
        desk.mark();
        desk.hold(BTC, "900");
        desk.price(BTC, "96.5");
        desk.mark();
        assertThat(desk.gate.status().drawdown()).isBetween(0.03, 0.04);
        assertThat(desk.gate.sizeMultiplier(ETH)).isEqualTo(0.75);
        assertThat(desk.gate.sizeMultiplier(BTC)).isEqualTo(0.375);
        desk.price(BTC, "94");
        desk.mark();
        assertThat(desk.gate.sizeMultiplier(ETH)).as("no new risk").isZero();
    }
}
