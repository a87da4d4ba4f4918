package io.colin.ml.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Instrument;
import io.colin.api.market.Bar;
import io.colin.api.signal.Signal;
import io.colin.ml.BarTraining;
import io.colin.ml.SyntheticMarket;
import io.colin.ml.Trained;
import io.colin.ml.cost.HalfSpread;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.explain.Explanation;
import io.colin.ml.explain.Explanation.Contribution;
import io.colin.ml.feature.BarCatalog;
import io.colin.ml.preset.Preset;
import io.colin.ml.registry.ModelFile;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BarExplainerTest {
    @Test
    void namesTheColumnsANetworksSignalRestsOn() {
        ModelFile file = Trained.model().file();
        try (BarSignalModel model = BarSignalModel.of(file);
                BarExplainer explainer = BarExplainer.of(file)) {
            BarInput early = model.observe(Trained.BARS.getFirst()).orElseThrow();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> explainer.explain(early))
                    .withMessageContaining("WARMING_UP");
            int explained = 0;
            for (Bar bar : Trained.BARS.subList(1, 700)) {
                BarInput input = model.observe(bar).orElseThrow();
                if (bar.timeNs() % (100 * SyntheticMarket.MINUTE_NS) == 0
                        && model.evaluate(List.of(input)).getFirst() instanceof Signal signal) {
                    Explanation why = explainer.explain(input);
                    assertThat(why.direction()).isEqualTo(signal.probabilities().top());
                    assertThat(why.unit()).isEqualTo("probability");
                    assertThat(why.contributions())
                            .hasSize(file.card().settings().preset().schema().size());
                    assertThat(why.average() + sum(why)).isCloseTo(why.value(), within(0.012));
                    assertThat(why.top(5)).hasSize(5);
                    explained++;
                }
            }
            assertThat(explained).isGreaterThan(2);
        }
    }

    @Test
    void isExactForTrees() {
        Preset preset = Preset.trees(BarCatalog.demonstration()).toBuilder()
                .name("trees-small")
                .minSamples(300)
                .minScores(40)
                .build();
        ModelFile file = BarTraining.builder()
                .source(SyntheticMarket.source(Trained.BARS))
                .instrument(Instrument.spot("BTC/USD").build())
                .preset(preset)
                .costs(new TradingCosts(1, HalfSpread.fixed(1), 0))
                .build()
                .train()
                .file();
        try (BarSignalModel model = BarSignalModel.of(file);
                BarExplainer explainer = BarExplainer.of(file)) {
            Trained.BARS.subList(0, 500).forEach(model::observe);
            Explanation why =
                    explainer.explain(model.latest(SyntheticMarket.SYMBOL).orElseThrow());
            assertThat(why.unit()).isEqualTo("log odds");
            assertThat(why.average() + sum(why)).isCloseTo(why.value(), within(1e-9));
            assertThat(Math.abs(why.top(1).getFirst().value()))
                    .isGreaterThanOrEqualTo(Math.abs(why.top(2).getLast().value()));
        }
    }

    private static double sum(Explanation why) {
        return why.contributions().stream().mapToDouble(Contribution::value).sum();
    }
}
