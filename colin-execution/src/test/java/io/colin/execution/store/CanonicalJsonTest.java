package io.colin.execution.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Symbol;
import io.colin.api.order.Side;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.api.signal.Direction;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class CanonicalJsonTest {
    record Named(String zebra, BigDecimal apple) {}

    record Kinds(long whole, int small, double real, boolean flag, Side side, Symbol symbol, Optional<String> maybe) {}

    @Test
    void sortsComponentsAndNormalisesDecimals() {
        assertThat(CanonicalJson.text(new Named("z", new BigDecimal("1.500"))))
                .isEqualTo("{\"apple\":\"1.5\",\"zebra\":\"z\"}");
        assertThat(CanonicalJson.text(new Named("z", new BigDecimal("1E+3"))))
                .isEqualTo("{\"apple\":\"1000\",\"zebra\":\"z\"}");
    }

    @Test
    void writesEachKindOfValueInOneWay() {
        assertThat(CanonicalJson.text(new Kinds(
                        Long.MIN_VALUE, -1, 0.1 + 0.2, true, Side.SELL, Symbol.of("BTC/USDT:USDT"), Optional.empty())))
                .isEqualTo("{\"flag\":true,\"maybe\":null,\"real\":0.30000000000000004,\"side\":\"SELL\",\"small\":-1,"
                        + "\"symbol\":\"BTC/USDT:USDT\",\"whole\":-9223372036854775808}");
        assertThat(CanonicalJson.text(List.of(Double.NaN, -0.0, 1e300, Double.MIN_VALUE)))
                .isEqualTo("[\"NaN\",-0.0,1.0E300,4.9E-324]");
        assertThat(CanonicalJson.text(Optional.of("x"))).isEqualTo("\"x\"");
    }

    @Test
    void doesNotDependOnTheOrderOfSetsAndMaps() {
        assertThat(CanonicalJson.text(new LinkedHashSet<>(List.of(Direction.SHORT, Direction.LONG))))
                .isEqualTo(CanonicalJson.text(EnumSet.of(Direction.LONG, Direction.SHORT)))
                .isEqualTo("[\"LONG\",\"SHORT\"]");
        assertThat(CanonicalJson.text(Map.of(Symbol.of("ETH/USD"), 2L, Symbol.of("BTC/USD"), 1L)))
                .isEqualTo("{\"BTC/USD\":1,\"ETH/USD\":2}");
        assertThat(CanonicalJson.text(new TreeMap<>(Map.of(Side.SELL, "s", Side.BUY, "b"))))
                .isEqualTo("{\"BUY\":\"b\",\"SELL\":\"s\"}");
    }

    @Test
    void keepsEveryCharacterApartInAscii() {
        assertThat(CanonicalJson.text("\ud800")).isEqualTo("\"\\uD800\"");
        assertThat(CanonicalJson.text("?")).isEqualTo("\"?\"");
        assertThat(CanonicalJson.text("é\n\u0000\"")).isEqualTo("\"\\u00E9\\n\\u0000\\\"\"");
        assertThat(CanonicalJson.bytes("é")).hasSize(8);
    }

    @Test
    void writesAWholePortfolio() {
        Portfolio portfolio = PortfolioBook.of("main", "USD", new BigDecimal("100.0"), List.of())
                .snapshot();

        assertThat(CanonicalJson.text(portfolio))
                .startsWith(
                        "{\"account\":\"main\",\"cash\":{\"USD\":\"100\"},\"currency\":\"USD\",\"deposits\":\"0\",\"equity\":\"100\"")
                .endsWith("\"unpriced\":[],\"unrealisedPnl\":\"0\"}");
    }

    @Test
    void refusesWhatHasNoCanonicalText() {
        assertThatThrownBy(() -> CanonicalJson.text(List.of(Duration.ZERO)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.time.Duration");
        assertThatThrownBy(() -> CanonicalJson.text(Map.of(1L, "x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.Long");
    }
}
