package io.colin.ml.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.ml.network.LstmSettings;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.junit.jupiter.api.Test;

class LstmConfigurationTest {
    private final MultiLayerConfiguration configuration = LstmConfiguration.of(LstmSettings.standard(), 95, 42);

    @Test
    void weightsDecayOnceAndClippingIsByTheSettings() {
        int decayed = 0;
        for (NeuralNetConfiguration part : configuration.getConfs()) {
            BaseLayer layer = part.getLayer() instanceof LastTimeStep last
                    ? (BaseLayer) last.getUnderlying()
                    : (BaseLayer) part.getLayer();
            assertThat(layer.getGradientNormalizationThreshold()).isEqualTo(1.0);
            if (!(layer instanceof BatchNormalization)) {
                assertThat(layer.getRegularization()).hasSize(1);
                decayed++;
            }
        }
        assertThat(decayed).isEqualTo(4);
    }

    @Test
    void everyRecurrentLayerAfterTheFirstDropsInputs() {
        assertThat(configuration.getConfs()).hasSize(5);
        LSTM first = (LSTM) configuration.getConf(0).getLayer();
        LSTM second = (LSTM) ((LastTimeStep) configuration.getConf(1).getLayer()).getUnderlying();
        assertThat(first.getNIn()).isEqualTo(95);
        assertThat(first.getIDropout()).isNull();
        assertThat(second.getNIn()).isEqualTo(128);
        assertThat(second.getIDropout()).isNotNull();
    }
}
