package io.colin.ml.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FeatureSchemaTest {
    private static final ColumnSpec RSI = BarCatalog.standard().spec("rsi_14");
    private static final ColumnSpec BODY = BarCatalog.standard().spec("body");

    @Test
    void theDemonstrationHasTwentyFourColumnsReadyAfterOneHundredAndFiveBars() {
        FeatureSchema schema = BarCatalog.demonstration();
        assertThat(schema.size()).isEqualTo(24);
        assertThat(schema.warmUpBars()).isEqualTo(105);
        assertThat(schema.columns()).allMatch(ColumnSpec::required);
    }

    @Test
    void theCatalogHoldsAllNinetyFiveColumns() {
        FeatureSchema all = BarCatalog.complete();
        Map<FeatureGroup, Long> counts =
                all.columns().stream().collect(Collectors.groupingBy(ColumnSpec::group, Collectors.counting()));
        assertThat(counts)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        FeatureGroup.TECHNICAL,
                        50L,
                        FeatureGroup.ORDER_BOOK,
                        20L,
                        FeatureGroup.LIQUIDITY,
                        15L,
                        FeatureGroup.ALTERNATIVE,
                        10L));
        assertThat(all.warmUpBars()).isEqualTo(1_460);
        assertThat(all.columns().stream().map(ColumnSpec::name))
                .containsExactlyElementsOf(BarCatalog.standard().names());
    }

    @Test
    void columnsThatASourceMayNotHaveAreOptional() {
        FeatureSchema all = BarCatalog.complete();
        assertThat(all.columns().get(all.indexOf("rsi_14")).required()).isTrue();
        assertThat(all.columns().get(all.indexOf("amihud_60")).required()).isTrue();
        assertThat(List.of("imb_1", "net_flow_15", "liq_long_15", "fear_greed", "funding_z", "btc_ret_15"))
                .allSatisfy(
                        name -> assertThat(all.columns().get(all.indexOf(name)).required())
                                .isFalse());
    }

    @Test
    void theHashChangesWithOrderVersionParametersAndRequiredFlag() {
        String hash = new FeatureSchema(List.of(RSI, BODY)).hash();
        assertThat(hash).hasSize(64).isEqualTo(new FeatureSchema(List.of(RSI, BODY)).hash());
        TreeMap<String, Double> longer = new TreeMap<>(RSI.parameters());
        longer.put("n", 21.0);
        assertThat(List.of(
                        new FeatureSchema(List.of(BODY, RSI)).hash(),
                        new FeatureSchema(List.of(RSI.withRequired(false), BODY)).hash(),
                        new FeatureSchema(List.of(
                                        new ColumnSpec(
                                                "rsi_14", 2, RSI.parameters(), true, 70, "0 to 100", RSI.group()),
                                        BODY))
                                .hash(),
                        new FeatureSchema(List.of(
                                        new ColumnSpec("rsi_14", 1, longer, true, 70, "0 to 100", RSI.group()), BODY))
                                .hash()))
                .doesNotHaveDuplicates()
                .doesNotContain(hash);
    }

    @Test
    void refusesTheSameColumnTwiceAndNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureSchema(List.of(RSI, RSI)))
                .withMessageContaining("rsi_14");
        assertThatIllegalArgumentException().isThrownBy(() -> new FeatureSchema(List.of()));
    }
}
