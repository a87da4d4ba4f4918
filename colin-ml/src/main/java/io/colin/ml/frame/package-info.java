/**
 * Several time frames of one symbol, made from its shortest bars: {@link io.colin.ml.frame.FrameStream} keeps the rows of
 * all of them, closed bars only.
 */
@NullMarked
package io.colin.ml.frame;

import org.jspecify.annotations.NullMarked;
