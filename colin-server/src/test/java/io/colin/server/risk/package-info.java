/** What people do to the limits and latches of the standard gate through a running engine, which only this module sees both of. */
@NullMarked
package io.colin.server.risk;

import org.jspecify.annotations.NullMarked;
