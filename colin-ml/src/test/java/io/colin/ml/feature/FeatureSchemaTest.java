package io.colin.ml.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.TreeMap;
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
    void theCatalogHoldsAllFiftyTechnicalColumns() {
        assertThat(BarCatalog.standard().names().stream()
                        .filter(name -> BarCatalog.standard().spec(name).group() == FeatureGroup.TECHNICAL))
                .hasSize(50);
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
