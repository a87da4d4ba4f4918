package io.colin.risk.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.InstrumentKind;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenariosTest {
    @ParameterizedTest
    @CsvSource({
        "financial_crisis_2008, true, true, -0.40, false, 3, 1.5, -0.50, 2, 2",
        "covid_19_crash, false, true, -0.30, false, 4, 2, -0.30, 3, 2",
        "dot_com_bubble, false, true, -0.25, false, 2.5, 1.3, 0, 1, 1",
        "liquidity_freeze, true, true, 0, false, 2, 1, -0.95, 10, 5",
        "volatility_explosion, false, true, 0.15, true, 5, 1.8, -0.30, 3, 2",
        "interest_rate_shock, true, true, -0.10, false, 1.5, 1.2, 0, 1, 1",
        "currency_crisis, false, true, 0, false, 2, 1.3, -0.30, 2, 2",
        "correlation_breakdown, false, true, -0.20, false, 2.5, 3, -0.30, 2, 2",
        "flash_crash, false, false, -0.10, false, 4, 1.5, -0.80, 10, 5",
        "exchange_failure, false, false, -0.15, false, 3, 1.5, -0.50, 3, 2",
        "stablecoin_depeg, false, false, -0.05, false, 2, 1.2, -0.50, 3, 2",
        "funding_spike, false, false, 0, false, 1.5, 1, 0, 1, 1",
        "liquidation_cascade, false, false, 0.20, true, 5, 2, -0.90, 10, 5",
        "venue_outage, false, false, 0, true, 1.5, 1, 0, 1, 1"
    })
    void areThoseOfTheTable(
            String name,
            boolean regulatory,
            boolean limited,
            double market,
            boolean eitherWay,
            double volatility,
            double correlation,
            double liquidity,
            double spread,
            double impact) {
        Scenario scenario = StressDesk.named(name);

        assertThat(scenario.regulatory()).isEqualTo(regulatory);
        assertThat(scenario.limited()).isEqualTo(limited);
        assertThat(scenario.market().move()).isEqualTo(market);
        assertThat(scenario.market().eitherWay()).isEqualTo(eitherWay);
        assertThat(scenario.factors()).isEqualTo(new StressFactors(volatility, correlation, liquidity, spread, impact));
    }

    @Test
    void holdWhatTheTableAddsAndNothingElse() {
        assertThat(StressDesk.named("dot_com_bubble").named())
                .isEqualTo(new NamedShocks(
                        NamedShocks.none().assets(),
                        NamedShocks.none().sectors(),
                        NamedShocks.none().kinds(),
                        -0.5,
                        new TreeSet<>(List.of("BTC", "ETH"))));
        assertThat(StressDesk.named("interest_rate_shock").currencies()).isEqualTo(new CurrencyShocks(0.05, true, 0));
        assertThat(StressDesk.named("currency_crisis").currencies()).isEqualTo(new CurrencyShocks(-0.4, false, 0));
        assertThat(StressDesk.named("stablecoin_depeg").currencies()).isEqualTo(new CurrencyShocks(0, false, -0.1));
        assertThat(StressDesk.named("venue_outage").market()).isEqualTo(new MarketMove(0, 3, 4, true));
        assertThat(events("volatility_explosion")).isEqualTo(new StressEvents(false, 0.1, 0, false, false, 0, 0, 0));
        assertThat(events("correlation_breakdown")).isEqualTo(new StressEvents(true, 0, 0, false, false, 0, 0, 0));
        assertThat(events("flash_crash")).isEqualTo(new StressEvents(false, 0, 0.03, false, false, 0, 0, 0));
        assertThat(events("exchange_failure")).isEqualTo(new StressEvents(false, 0, 0, true, false, 0, 0, 0));
        assertThat(events("funding_spike")).isEqualTo(new StressEvents(false, 0, 0, false, false, 0.003, 9, 0));
        assertThat(events("liquidation_cascade")).isEqualTo(new StressEvents(false, 0, 0, false, false, 0, 0, 0.01));
        assertThat(events("venue_outage")).isEqualTo(new StressEvents(false, 0, 0, false, true, 0, 0, 0));
        assertThat(Scenarios.standard().stream().filter(s -> s.named().equals(NamedShocks.none())))
                .hasSize(13);
        assertThat(Scenarios.standard().stream().filter(s -> s.currencies().equals(CurrencyShocks.none())))
                .hasSize(11);
        assertThat(Scenarios.standard().stream().filter(s -> s.events().equals(StressEvents.none())))
                .hasSize(7);
    }

    private static StressEvents events(String name) {
        return StressDesk.named(name).events();
    }

    @Test
    void areFourteenWithTheFirstEightLimitedAndThreeRegulatory() {
        assertThat(Scenarios.standard()).hasSize(14);
        assertThat(Scenarios.limited()).isEqualTo(Scenarios.standard().subList(0, 8));
        assertThat(StressDesk.names(Scenarios.regulatory()))
                .containsExactly("financial_crisis_2008", "liquidity_freeze", "interest_rate_shock");
        assertThat(Scenarios.named("no_such")).isEmpty();
    }

    @Test
    void aCustomCopyLeavesTheOriginalAlone() {
        Scenario before = StressDesk.named("covid_19_crash");
        Scenario copy = before.copyAs("worse")
                .market(MarketMove.of(-0.6))
                .asset("SOL", -0.9)
                .limited(false)
                .title("Worse")
                .build();

        assertThat(StressDesk.named("covid_19_crash")).isEqualTo(before);
        assertThat(before.named().assets()).isEmpty();
        assertThat(copy.name()).isEqualTo("worse");
        assertThat(copy.title()).isEqualTo("Worse");
        assertThat(copy.factors()).isEqualTo(before.factors());
        assertThat(copy.named().assets()).containsEntry("SOL", -0.9);
        assertThat(copy.limited()).isFalse();
        assertThat(before.toBuilder().build()).isEqualTo(before);
    }

    @Test
    void namedShocksCannotBeChangedFromOutside() {
        Scenario scenario = Scenario.custom("x").asset("SOL", -0.9).build();

        assertThatThrownBy(() -> scenario.named().assets().put("SOL", 0.0))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> scenario.named().exceptAssets().add("SOL"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void theMostSpecificNameWins() {
        NamedShocks named = Scenario.custom("x")
                .asset("SOL", -0.1)
                .sector("l1", -0.2)
                .kind(InstrumentKind.PERPETUAL, -0.3)
                .othersThan(new TreeSet<>(List.of("BTC")), -0.4)
                .build()
                .named();

        assertThat(named.of("SOL", "l1", InstrumentKind.PERPETUAL)).hasValue(-0.1);
        assertThat(named.of("ADA", "l1", InstrumentKind.PERPETUAL)).hasValue(-0.2);
        assertThat(named.of("ADA", "", InstrumentKind.PERPETUAL)).hasValue(-0.3);
        assertThat(named.of("ADA", "", InstrumentKind.SPOT)).hasValue(-0.4);
        assertThat(named.of("BTC", "", InstrumentKind.SPOT)).isEmpty();
        assertThat(NamedShocks.none().of("ADA", "", InstrumentKind.SPOT)).isEmpty();
    }

    @Test
    void refuseNumbersThatMakeNoSenseNamingThem() {
        assertThatThrownBy(() -> Scenario.custom("Bad Name").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name: must be of a-z");
        assertThatThrownBy(() -> MarketMove.of(-0.96)).hasMessageContaining("market.move: must be in [-0.95, 3.0]");
        assertThatThrownBy(() -> MarketMove.of(3.01)).hasMessageContaining("(3.01)");
        assertThatThrownBy(() -> MarketMove.of(Double.NaN)).hasMessageContaining("market.move");
        assertThatThrownBy(() -> MarketMove.eitherWay(-0.1)).hasMessageContaining("market.move");
        assertThatThrownBy(() -> new MarketMove(-0.1, 3, 4, true)).hasMessageContaining("must be 0 where sigmas");
        assertThatThrownBy(() -> new MarketMove(0, 3, 0, true)).hasMessageContaining("market.hours");
        assertThatThrownBy(() -> Scenario.custom("x").asset("SOL", -1))
                .hasMessageContaining("shock of asset SOL: must be in [-0.95, 3.0] (-1.0)");
        assertThatThrownBy(() -> Scenario.custom("x").sector("l1", 4)).hasMessageContaining("sector l1");
        assertThatThrownBy(() -> Scenario.custom("x").kind(InstrumentKind.SPOT, 4))
                .hasMessageContaining("kind SPOT");
        assertThatThrownBy(() -> Scenario.custom("x").othersThan(new TreeSet<>(), -0.5))
                .hasMessageContaining("except");
        assertThatThrownBy(() -> new StressFactors(0, 1, 0, 1, 1)).hasMessageContaining("volatility");
        assertThatThrownBy(() -> new StressFactors(1, 1, -1, 1, 1)).hasMessageContaining("liquidity");
        assertThatThrownBy(() -> new StressFactors(1, -1, 0, 1, 1)).hasMessageContaining("correlation");
        assertThatThrownBy(() -> new StressFactors(1, 1, 0, -1, 1)).hasMessageContaining("spread");
        assertThatThrownBy(() -> new StressFactors(1, 1, 0, 1, -1)).hasMessageContaining("impact");
        assertThatThrownBy(() -> new CurrencyShocks(-0.1, true, 0)).hasMessageContaining("fiat");
        assertThatThrownBy(() -> new CurrencyShocks(0, false, -0.96)).hasMessageContaining("stablecoin");
        assertThatThrownBy(() -> new StressEvents(false, 1.1, 0, false, false, 0, 0, 0))
                .hasMessageContaining("jumpFrequency");
        assertThatThrownBy(() -> new StressEvents(false, 0, 0, true, true, 0, 0, 0))
                .hasMessageContaining("venueOutage");
    }
}
