package io.colin.api.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;

class InstrumentTest {
    private static final BigDecimal TWO = new BigDecimal("2");
    private static final BigDecimal PRICE = new BigDecimal("30000");

    @Test
    void valuesAnOrderInQuoteCurrency() {
        Instrument lots =
                Instrument.perpetual("BTC/USDT:USDT").contractSize("0.01").build();

        assertThat(SampleInstruments.btcUsd().notional(TWO, PRICE)).isEqualTo(new BigDecimal("60000"));
        assertThat(SampleInstruments.btcUsd().notional(TWO.negate(), PRICE)).isEqualTo(new BigDecimal("-60000"));
        assertThat(lots.notional(TWO, PRICE)).isEqualTo(new BigDecimal("600"));
        assertThat(SampleInstruments.btcInverse().notional(TWO, PRICE)).isEqualTo(new BigDecimal("200"));
    }

    @Test
    void valuesALinearPositionByItsPrice() {
        Instrument btc = SampleInstruments.btcUsd();

        assertThat(btc.worth(TWO, PRICE)).isEqualTo(new BigDecimal("60000"));
        assertThat(btc.worth(TWO.negate(), PRICE)).isEqualTo(new BigDecimal("-60000"));
        assertThat(btc.worth(new BigDecimal("0.00000001"), new BigDecimal("0.01")))
                .isEqualTo(new BigDecimal("0.0000000001"));
    }

    @Test
    void valuesAnInversePositionSoThatDifferencesAreProfitInTheBaseCurrency() {
        Instrument inverse = SampleInstruments.btcInverse();
        BigDecimal entry = inverse.worth(TWO, new BigDecimal("20000"));
        BigDecimal exit = inverse.worth(TWO, new BigDecimal("25000"));

        // 2 contracts of 100 dollars: 200 * (1/20000 - 1/25000) = 0.002 bitcoin.
        assertThat(exit.subtract(entry)).isEqualByComparingTo("0.002");
        assertThat(inverse.worth(BigDecimal.ONE, new BigDecimal("3")))
                .isEqualTo(new BigDecimal("-100").divide(new BigDecimal("3"), MathContext.DECIMAL128));
        assertThat(inverse.settlementCurrency()).isEqualTo("BTC");
        assertThat(SampleInstruments.btcUsd().settlementCurrency()).isEqualTo("USD");
    }

    @Test
    void writesItsTermsInOneWay() {
        Instrument one =
                Instrument.spot("BTC/USD").tickSize("0.010").lotSize("1E-4").build();
        Instrument other =
                Instrument.spot("BTC/USD").tickSize("0.01").lotSize("0.0001").build();

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
    }

    @Test
    void refusesTermsThatCannotBe() {
        assertThatThrownBy(() -> Instrument.spot("BTC/USD").tickSize("0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tickSize: must be above 0 (0)");
        assertThatThrownBy(() -> Instrument.spot("BTC/USD").lotSize("-1")).hasMessageStartingWith("lotSize: ");
        assertThatThrownBy(() -> Instrument.spot("BTC/USD").minQuantity("-1")).hasMessageStartingWith("minQuantity: ");
        assertThatThrownBy(() -> Instrument.spot("BTC/USD").minNotional("x")).hasMessageStartingWith("minNotional: ");
        assertThatThrownBy(() -> Instrument.spot("BTC/USD").contractSize("0")).hasMessageStartingWith("contractSize: ");
    }

    @Test
    void refusesTermsThatContradictEachOther() {
        assertThatThrownBy(() -> Instrument.spot("BTC/USD").inverse().build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("payoff: ");
        assertThatThrownBy(() -> Instrument.spot("BTC/USD:USD").build()).hasMessageStartingWith("kind: ");
        assertThatThrownBy(() -> Instrument.perpetual("BTC/USD").build()).hasMessageStartingWith("kind: ");
        assertThatThrownBy(() -> Instrument.future("BTC/USD:USD-241227", Instrument.NEVER)
                        .build())
                .hasMessageStartingWith("expiryTimeNs: ");
        assertThat(Instrument.future("BTC/USD:USD-241227", 1_735_286_400_000_000_000L)
                        .build()
                        .kind())
                .isEqualTo(InstrumentKind.FUTURE);
    }
}
