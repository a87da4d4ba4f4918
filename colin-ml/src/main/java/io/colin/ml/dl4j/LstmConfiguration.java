package io.colin.ml.dl4j;

import io.colin.ml.network.LstmSettings;
import io.colin.ml.network.WindowClassifier;
import java.util.List;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** The network of the settings in Deeplearning4j's words. */
final class LstmConfiguration {
    private LstmConfiguration() {}

    static MultiLayerConfiguration of(LstmSettings settings, int features, long seed) {
        // Given to each layer: set for the whole network, this version of the library applies the decay twice.
        List<Regularization> decay = List.of(new WeightDecay(settings.training().weightDecay(), true));
        ListBuilder layers = base(settings, seed).list();
        for (int i = 0; i < settings.layers(); i++) {
            LSTM.Builder recurrent = new LSTM.Builder()
                    .nOut(settings.units())
                    .activation(Activation.TANH)
                    .gateActivationFunction(Activation.SIGMOID)
                    .forgetGateBiasInit(1.0);
            recurrent.regularization(decay);
            if (i > 0) {
                recurrent.dropOut(retained(settings));
            }
            layers.layer(i == settings.layers() - 1 ? new LastTimeStep(recurrent.build()) : recurrent.build());
        }
        layers.layer(new BatchNormalization.Builder().build());
        layers.layer(new DenseLayer.Builder()
                .nOut(settings.denseUnits())
                .activation(Activation.RELU)
                .dropOut(retained(settings))
                .regularization(decay)
                .build());
        layers.layer(new OutputLayer.Builder(new LossMCXENT())
                .nOut(WindowClassifier.CLASSES)
                .activation(Activation.SOFTMAX)
                .dropOut(retained(settings))
                .regularization(decay)
                .build());
        return layers.setInputType(InputType.recurrent(features, settings.steps(), RNNFormat.NCW))
                .build();
    }

    private static NeuralNetConfiguration.Builder base(LstmSettings settings, long seed) {
        return new NeuralNetConfiguration.Builder()
                .seed(seed)
                .dataType(DataType.FLOAT)
                .optimizationAlgo(OptimizationAlgorithm.STOCHASTIC_GRADIENT_DESCENT)
                .weightInit(WeightInit.XAVIER)
                .updater(new Adam(settings.training().learningRate()))
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(settings.training().clipNorm())
                .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                .inferenceWorkspaceMode(WorkspaceMode.ENABLED);
    }

    /** Deeplearning4j's dropout takes the probability of keeping an input; 1 switches it off. */
    private static double retained(LstmSettings settings) {
        return settings.dropout() == 0 ? 0 : 1 - settings.dropout();
    }
}
