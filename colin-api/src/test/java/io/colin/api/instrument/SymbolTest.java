package io.colin.api.instrument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolTest {
    private static final Symbol SPOT = Symbol.of("BTC/USDT");
    private static final Symbol PERPETUAL = Symbol.of("BTC/USDT:USDT");
    private static final Symbol FUTURE = Symbol.of("BTC/USDT:USDT-241227");
    private static final List<Symbol> UNIVERSE = List.of(SPOT, PERPETUAL, FUTURE, Symbol.of("1INCH/USD"));

    @Test
    void tellsItsParts() {
        assertThat(SPOT.base()).isEqualTo("BTC");
        assertThat(SPOT.quote()).isEqualTo("USDT");
        assertThat(SPOT.settlement()).isEmpty();
        assertThat(SPOT.expiry()).isEmpty();
        assertThat(PERPETUAL.quote()).isEqualTo("USDT");
        assertThat(PERPETUAL.settlement()).contains("USDT");
        assertThat(PERPETUAL.expiry()).isEmpty();
        assertThat(FUTURE.settlement()).contains("USDT");
        assertThat(FUTURE.expiry()).contains(LocalDate.of(2024, 12, 27));
    }

    @Test
    void hasAFormForPaths() {
        assertThat(SPOT.path()).isEqualTo("BTC-USDT");
        assertThat(FUTURE.path()).isEqualTo("BTC-USDT:USDT-241227");
        assertThat(FUTURE).hasToString("BTC/USDT:USDT-241227");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "BTC",
                "BTC/",
                "/USD",
                "btc/usd",
                "BTC/USD/X",
                "BTC-USD",
                "BTC/USD:",
                "BTC/USD-241227",
                "BTC/USD:USD-24122",
                "BTC/USD:USD-241301",
                "BTC/USD:USD-241200",
                "BTC/USD ",
                "BTC/USD\n",
                "ABCDEFGHIJKLMNOPQRSTU/USD"
            })
    void refusesWhatIsNotCanonical(String name) {
        assertThatThrownBy(() -> Symbol.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("symbol: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BTC/USDT", "btc/usdt", "BTC-USDT", "btc-usdt", "BTCUSDT", "btcusdt", "BTC_USDT"})
    void isFoundByNamePathAndAlias(String text) {
        assertThat(Symbol.parse(text, UNIVERSE)).isEqualTo(SPOT);
    }

    @Test
    void prefersTheExactNameToAnAlias() {
        assertThat(Symbol.parse("BTC/USDT:USDT", UNIVERSE)).isEqualTo(PERPETUAL);
        assertThat(Symbol.parse("BTC-USDT:USDT-241227", UNIVERSE)).isEqualTo(FUTURE);
        assertThat(Symbol.parse("1inchusd", UNIVERSE)).isEqualTo(Symbol.of("1INCH/USD"));
    }

    @Test
    void refusesAnAliasOfTwoAndNamesBoth() {
        List<Symbol> twins = List.of(Symbol.of("AB/CUSD"), Symbol.of("ABC/USD"));

        assertThatThrownBy(() -> Symbol.parse("abcusd", twins))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ambiguous")
                .hasMessageContaining("AB/CUSD")
                .hasMessageContaining("ABC/USD");
        assertThat(Symbol.parse("abc-usd", twins)).isEqualTo(Symbol.of("ABC/USD"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ETH/USDT", "BTC", "USDT", "BTCUSDTX"})
    void refusesWhatTheUniverseDoesNotHold(String text) {
        assertThatThrownBy(() -> Symbol.parse(text, UNIVERSE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("configured universe");
        assertThatThrownBy(() -> Symbol.parse("BTC/USDT", List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isOrderedByName() {
        assertThat(List.of(FUTURE, SPOT, PERPETUAL).stream().sorted()).containsExactly(SPOT, PERPETUAL, FUTURE);
    }

    @Test
    void theSpotSymbolOfTwoCurrenciesIsNoneWhereNoSymbolCanNameThem() {
        assertThat(Symbol.spot("BTC", "USD")).contains(Symbol.of("BTC/USD"));
        assertThat(Symbol.spot("USD", "USD")).isEmpty();
        assertThat(Symbol.spot("btc", "USD")).isEmpty();
        assertThat(Symbol.spot("BTC", "")).isEmpty();
        assertThat(Symbol.spot("A/B", "C")).isEmpty();
        assertThat(Symbol.spot("BTC", "USD:USD")).isEmpty();
    }
}
