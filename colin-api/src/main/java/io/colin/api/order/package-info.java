/**
 * Orders: what is asked for, the parents and children that carry it, the states and events of both, and fills. The
 * table of allowed transitions is kept by colin-execution.
 */
@NullMarked
package io.colin.api.order;

import org.jspecify.annotations.NullMarked;
