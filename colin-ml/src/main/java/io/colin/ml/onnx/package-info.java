/**
 * Networks as ONNX graphs. {@link io.colin.ml.onnx.OnnxGraph} writes one; {@link io.colin.ml.onnx.OnnxClassifier} runs one
 * with ONNX Runtime, whose types appear here and nowhere else.
 */
@NullMarked
package io.colin.ml.onnx;

import org.jspecify.annotations.NullMarked;
