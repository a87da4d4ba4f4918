package io.colin.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Instrument;
import io.colin.server.config.ConfigException;
import io.colin.server.config.ConfigLoader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an engine's parts require of the data. */
class EnginePartsTest {
    private static final Instrument LINEAR = Instrument.perpetual("BTC/USDT:USDT")
            .tickSize("0.01")
            .lotSize("0.01")
            .build();
    private static final Instrument INVERSE = Instrument.perpetual("BTC/USD:BTC")
            .inverse()
            .contractSize("100")
            .tickSize("0.01")
            .lotSize("1")
            .build();
    private static final Instrument SPOT =
            Instrument.spot("ETH/EUR").tickSize("0.01").lotSize("0.01").build();

    @Test
    void marginOfADerivativeThatIsNotSettledInTheAccountsCurrencyIsRefused() {
        assertThatThrownBy(() -> parts("cross", LINEAR, INVERSE))
                .isInstanceOf(ConfigException.class)
                .hasMessage("venues.paper.margin.model: must be none for data of derivatives that are not settled in"
                        + " USDT, the account's currency (BTC/USD:BTC in BTC)");
    }

    @Test
    void withoutMarginOrForSpotTheCurrencyDoesNotMatter() {
        assertThat(parts("none", LINEAR, INVERSE).currency()).isEqualTo("USDT");
        assertThat(parts("cross", LINEAR, SPOT).currency()).isEqualTo("USDT");
        assertThat(parts("cross", INVERSE).currency()).isEqualTo("BTC");
    }

    private static EngineParts parts(String margin, Instrument... instruments) {
        Map<String, String> given = Map.of("venues.paper.margin.model", margin);
        Profile profile = new Profile(ConfigLoader.load(new ConfigLoader.Sources(Optional.empty(), Map.of(), given))
                .forData(true));
        return new EngineParts(List.of(instruments), profile, 42);
    }
}
