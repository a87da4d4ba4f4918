/**
 * Models as files: {@link io.colin.ml.registry.ModelFile} is a model's whole content under checksums,
 * {@link io.colin.ml.registry.ModelDirectory} keeps them by content and finds the one that fits data and settings.
 */
@NullMarked
package io.colin.ml.registry;

import org.jspecify.annotations.NullMarked;
