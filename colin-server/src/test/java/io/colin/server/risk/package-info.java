/** The standard gate in a running engine, and what people do to it there: what only this module sees both sides of. */
@NullMarked
package io.colin.server.risk;

import org.jspecify.annotations.NullMarked;
