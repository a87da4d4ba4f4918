/** The JSON shapes of answers and frames, one class a shape. REST and WebSocket use the same. */
@NullMarked
package io.colin.server.shape;

import org.jspecify.annotations.NullMarked;
