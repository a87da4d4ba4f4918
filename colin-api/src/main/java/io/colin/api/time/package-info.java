/** Time as an argument: the one plug-in point behind which a clock may stand. */
@NullMarked
package io.colin.api.time;

import org.jspecify.annotations.NullMarked;
