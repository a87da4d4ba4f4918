/**
 * What the account loses in a crisis. Start at {@link io.colin.risk.stress.StressTest}: it runs a
 * {@link io.colin.risk.stress.Scenario} of {@link io.colin.risk.stress.Scenarios} over a
 * {@link io.colin.risk.stress.StressPortfolio}. {@link io.colin.risk.stress.ReverseStress} asks which market move would
 * break a limit, {@link io.colin.risk.stress.StressBook} what one more order would lose.
 */
@NullMarked
package io.colin.risk.stress;

import org.jspecify.annotations.NullMarked;
