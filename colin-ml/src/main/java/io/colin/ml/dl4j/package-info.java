/**
 * Training and inference with Deeplearning4j, whose types appear here and nowhere else. Native memory has one owner: a
 * {@link io.colin.ml.dl4j.LstmNetwork} frees its own when it is closed, and every array made for a batch is closed with
 * that batch.
 */
@NullMarked
package io.colin.ml.dl4j;

import org.jspecify.annotations.NullMarked;
