/** The standard gate in a running engine: what neither module can show alone. */
@NullMarked
package io.colin.server.risk;

import org.jspecify.annotations.NullMarked;
