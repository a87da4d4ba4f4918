package io.colin.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.InstrumentKind;
import io.colin.risk.stress.CurrencyShocks;
import io.colin.risk.stress.MarketMove;
import io.colin.risk.stress.Scenario;
import io.colin.risk.stress.Scenarios;
import io.colin.risk.stress.StressFactors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One line a custom scenario. */
class ScenarioTextTest {
    @Test
    void readsSignedShocksOfEveryKind() {
        Scenario read = ScenarioText.parse("luna_2022 market=-0.3 asset.LUNA=-0.95 asset.PAXG=+0.05 sector.memes=-0.8"
                + " kind.perpetual=-0.1 fiat=-0.02 stablecoin=-0.2 volatility=3 correlation=1.5 liquidity=-0.8 spread=5"
                + " impact=2");
        assertThat(read.name()).isEqualTo("luna_2022");
        assertThat(read.title()).isEqualTo("luna_2022");
        assertThat(read.limited()).isFalse();
        assertThat(read.market()).isEqualTo(MarketMove.of(-0.3));
        assertThat(read.named().assets()).containsEntry("LUNA", -0.95).containsEntry("PAXG", 0.05);
        assertThat(read.named().sectors()).containsEntry("memes", -0.8);
        assertThat(read.named().kinds()).containsEntry(InstrumentKind.PERPETUAL, -0.1);
        assertThat(read.currencies()).isEqualTo(new CurrencyShocks(-0.02, false, -0.2));
        assertThat(read.factors()).isEqualTo(new StressFactors(3, 1.5, -0.8, 5, 2));
        assertThat(ScenarioText.parse("jump either_way=0.2").market()).isEqualTo(MarketMove.eitherWay(0.2));
        assertThat(ScenarioText.parse("calm").factors()).isEqualTo(StressFactors.none());
    }

    @Test
    void copiesAStandardScenarioAndNeverChangesIt() {
        Scenario covid = Scenarios.named("covid_19_crash").orElseThrow();
        Scenario read = ScenarioText.parse("worse from=covid_19_crash market=-0.6 spread=9");
        assertThat(read.market()).isEqualTo(MarketMove.of(-0.6));
        assertThat(read.factors()).isEqualTo(new StressFactors(4, 2, -0.3, 9, 2));
        assertThat(read.limited()).isFalse();
        assertThat(Scenarios.named("covid_19_crash")).contains(covid);
        Scenario fails = ScenarioText.parse("worse from=exchange_failure");
        assertThat(fails.events().venueFails()).isTrue();
        assertThat(fails.market()).isEqualTo(MarketMove.of(-0.15));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Big market=-0.1; name: must be of a-z, 0-9 and _, at most 60 (Big)",
                "covid_19_crash market=-0.1; covid_19_crash must not be the name of a standard scenario",
                "mine from=covid; covid must be the name of a standard scenario",
                "mine market=-0.1 from=covid_19_crash; from must be one of market, either_way,",
                "mine market; market must be key=value",
                "mine market=-0.1 market=-0.2; market must occur once",
                "mine market=-0.1 either_way=0.2; either_way must not go with market",
                "mine market=much; market must be a number (much)",
                "mine market=-0.96; market.move: must be in [-0.95, 3.0] (-0.96)",
                "mine asset.SOL=-1; shock of asset SOL: must be in [-0.95, 3.0] (-1.0)",
                "mine kind.bond=-0.1; bond must be one of [spot,",
                "mine coin.SOL=-0.1; coin. must be one of market, either_way, asset.X",
                "mine volatilty=2; volatilty must be one of market, either_way, asset.X",
                "mine liquidity=-1; liquidity: must be in [-0.999, 10.0] (-1.0)"
            })
    void namesTheRuleThatATextBreaks(String text, String message) {
        assertThatThrownBy(() -> ScenarioText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(ScenarioText.RULE + ": ")
                .hasMessageContaining(message);
    }
}
