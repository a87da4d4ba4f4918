/**
 * Risk control without anything else of Colin: start with {@link io.colin.examples.risk.GateAlone}. These classes use
 * colin-api and colin-risk only, which a test holds against the class path.
 */
@NullMarked
package io.colin.examples.risk;

import org.jspecify.annotations.NullMarked;
