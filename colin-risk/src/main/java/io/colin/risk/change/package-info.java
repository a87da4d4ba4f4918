/**
 * Changes of limits while trading: {@link io.colin.risk.change.LimitControl} holds the version in force, lets cuts through
 * at once and everything else only with a second person.
 */
@NullMarked
package io.colin.risk.change;

import org.jspecify.annotations.NullMarked;
