package io.colin.ml.network;

import java.util.Optional;

/** A trained network that can be kept: its weights give the same network again. */
public interface TrainedNetwork extends WindowClassifier {
    /**
     * Everything the network is besides its settings and number of columns.
     *
     * @return a copy; for networks their weights as little-endian float32 in the trainer's flat order
     */
    byte[] content();

    /**
     * How many numbers were learnt.
     *
     * @return above 0; for trees their nodes
     */
    int parameterCount();

    /**
     * The network as an ONNX graph that answers as it does, for complete windows.
     *
     * @return empty for kinds that their own library serves
     */
    Optional<byte[]> onnx();
}
