/**
 * The hard gate every order passes: {@link io.colin.risk.gate.StandardGate} runs a fixed list of checks over market,
 * account and the exposure book, names every breach and reserves what it lets through.
 */
@NullMarked
package io.colin.risk.gate;

import org.jspecify.annotations.NullMarked;
