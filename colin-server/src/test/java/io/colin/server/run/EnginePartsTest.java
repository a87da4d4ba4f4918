package io.colin.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Instrument;
import io.colin.risk.gate.StandardGate;
import io.colin.server.config.ConfigException;
import io.colin.server.config.ConfigLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
        Map<String, String> unarmed =
                Map.of("venues.paper.margin.model", "cross", "risk.var.armed", "false", "risk.stress.armed", "false");
        assertThat(parts(unarmed, INVERSE).currency()).isEqualTo("BTC");
    }

    @Test
    void anAccountKeptInACoinIsRefusedWhileFiguresAreArmed() {
        String rule =
                ".armed: must be false in an account kept in BTC, which the first symbol of the data is settled in:"
                        + " neither a state's currency nor a stablecoin (true)";
        assertThatThrownBy(() -> parts(Map.of(), INVERSE))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("risk.var" + rule)
                .hasMessageContaining("risk.stress" + rule);
        assertThatThrownBy(() -> parts(Map.of("risk.stress.armed", "false"), INVERSE))
                .hasMessage("risk.var" + rule);
        Instrument zloty = Instrument.spot("BTC/PLN").build();
        assertThat(parts(Map.of(), zloty).currency()).isEqualTo("PLN");
    }

    @Test
    void aSymbolThatNoVenueListsIsRefusedByName() {
        assertThatThrownBy(() -> parts(Map.of("venues.paper.symbols", "ETH/EUR"), SPOT, LINEAR, INVERSE))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "venues: must list every symbol of the data that is not of trading.reference_symbols, or its"
                                + " orders would have no place (BTC/USD:BTC, BTC/USDT:USDT)");
    }

    @Test
    void aReferenceIsListedByNoVenueAndOfTheData() {
        Map<String, String> given =
                Map.of("venues.paper.symbols", "ETH/EUR", "trading.reference_symbols", "BTC/USDT:USDT");
        assertThat(parts(given, SPOT, LINEAR).instruments()).containsExactly(SPOT, LINEAR);
        assertThatThrownBy(() -> parts(Map.of("trading.reference_symbols", "ETH/EUR,SOL/USD"), SPOT))
                .isInstanceOf(ConfigException.class)
                .hasMessage("trading.reference_symbols: must be listed by no venue (ETH/EUR);"
                        + " trading.reference_symbols: must be of the data, which have ETH/EUR (SOL/USD)");
    }

    @Test
    void aCapOfASymbolThatTheDataDoNotHaveIsRefused() {
        Map<String, String> caps = Map.of(
                "risk.position.quantity_caps", "ETH/EURO=10,ETH/EUR=5",
                "risk.scopes.long", "strategy.a|ETH/EURO=1,strategy.a=7",
                "risk.scopes.short", "strategy.a|ETH/EURO=2",
                "risk.scopes.positions", "strategy.a|ETH/EURO=3",
                "risk.scopes.quantities", "strategy.a|ETH/EURO=4,strategy.a|ETH/EUR=4");
        String rule = ": must be of a symbol of the data, which have ETH/EUR (";
        assertThatThrownBy(() -> parts(caps, SPOT))
                .isInstanceOf(ConfigException.class)
                .hasMessage("risk.position.quantity_caps" + rule + "ETH/EURO=10); risk.scopes.long" + rule
                        + "strategy.a|ETH/EURO=1); risk.scopes.short" + rule + "strategy.a|ETH/EURO=2);"
                        + " risk.scopes.positions" + rule + "strategy.a|ETH/EURO=3); risk.scopes.quantities" + rule
                        + "strategy.a|ETH/EURO=4)");
    }

    @Test
    void whatAListOfAHouseNamesBesideTheDataIsSaid() {
        EngineParts parts = parts(
                Map.of(
                        "risk.compliance.restricted", "ETH/EURO,ETH/EUR,XMR/EUR",
                        "risk.position.sectors", "ETHR:majors,ETH:majors"),
                SPOT);
        List<String> lines = new ArrayList<>();
        new RiskSymbols(parts.profile().config(), parts.instruments()).tell(new Console() {
            @Override
            public void line(String text) {
                lines.add(text);
            }

            @Override
            public void progress(String text) {}
        });
        assertThat(lines)
                .containsExactly(
                        "risk.compliance.restricted names what the data do not have: ETH/EURO, XMR/EUR",
                        "risk.position.sectors names what the data do not have: ETHR:majors");
    }

    @Test
    void whatLendsItsMarketNeedsNoListing() {
        Instrument spot =
                Instrument.spot("BTC/USDT").tickSize("0.01").lotSize("0.01").build();
        Map<String, String> given = Map.of("venues.paper.interchangeable", "BTC/USDT=BTC/USDT:USDT");
        assertThat(parts(given, spot, LINEAR).instruments()).hasSize(2);
    }

    private static EngineParts parts(String margin, Instrument... instruments) {
        return parts(Map.of("venues.paper.margin.model", margin), instruments);
    }

    private static EngineParts parts(Map<String, String> given, Instrument... instruments) {
        Profile profile = new Profile(ConfigLoader.load(new ConfigLoader.Sources(Optional.empty(), Map.of(), given))
                .forData(true));
        return new EngineParts(List.of(instruments), profile, 42);
    }

    @Test
    void modelsThatAreSwitchedOffAtARestartTakeTradingAwayAndNeedNobody() {
        EngineParts parts = parts(Map.of(), SPOT);
        StandardGate served = ServerRun.gate(parts, Optional.of(signal -> OptionalLong.of(1)), report -> {});
        StandardGate without = ServerRun.gate(parts, Optional.empty(), report -> {});
        without.restore(served.durableState());
        assertThat(without.takeNotices()).as("no check is lifted").isEmpty();
        StandardGate again = ServerRun.gate(parts, Optional.of(signal -> OptionalLong.of(1)), report -> {});
        again.restore(without.durableState());
        assertThat(again.takeNotices()).isEmpty();
    }
}
