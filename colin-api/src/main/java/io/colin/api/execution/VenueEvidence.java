package io.colin.api.execution;

import io.colin.api.Decimals;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What is known of a venue from what was sent there and from what it told, as of a request.
 *
 * @param p95LatencyNs time from sending an order to its first answer that 95 % of the last answers took at most, ns, 0 or more
 * @param p95AtLeastNs what that latency is at least, with a confidence of 99 %, ns, 0 or more; 0 while it is assumed
 * @param latencyAssumed whether too few answers came to measure that, so that it is a configured guess
 * @param fillRatio share of what was sent to be filled at once that was, weighted to the newest, [0, 1]
 * @param slippageBps mean of realised against planned price, bp of the planned one; positive is worse than planned
 * @param measuredNs event time of the newest answer, of orders that rest too, ns since epoch; {@link #NEVER} before the first
 * @param unfilledNs event time at which the newest order that was sent to be filled at once ended without being filled in
 *     whole, ns since epoch; {@link #NEVER} before the first
 * @param requestsLeft how many more orders its rate budget has now, 0 or more; {@link #UNLIMITED} where it has none
 * @param unavailable why no order can be sent there now; empty while one can
 * @param spendable what the account there has of the currency the order spends (quote to buy, base to sell), less what
 *     open orders there may still spend, 0 or more; empty where it is unknown or no limit
 */
public record VenueEvidence(
        long p95LatencyNs,
        long p95AtLeastNs,
        boolean latencyAssumed,
        double fillRatio,
        double slippageBps,
        long measuredNs,
        long unfilledNs,
        long requestsLeft,
        Optional<String> unavailable,
        Optional<BigDecimal> spendable) {
    /** The time of a measurement that was never made. */
    public static final long NEVER = Long.MIN_VALUE;

    /** The requests left of a venue without a rate budget. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** The fill ratio before anything was sent. */
    public static final double FILL_RATIO_PRIOR = 0.9;

    /** What is taken for granted of a venue nobody has measured: 50 ms, the prior of the fill ratio, no slippage, no limits. */
    public static final VenueEvidence ASSUMED = assumed(50_000_000L);

    /** Checks and normalises. */
    public VenueEvidence {
        Require.notNegative("p95LatencyNs", p95LatencyNs);
        Require.notNegative("p95AtLeastNs", p95AtLeastNs);
        Require.within("fillRatio", fillRatio, 0, 1);
        Require.finite("slippageBps", slippageBps);
        Require.notNegative("requestsLeft", requestsLeft);
        unavailable.ifPresent(reason -> Require.text("unavailable", reason));
        spendable = spendable.map(value -> Decimals.normal(Require.notNegative("spendable", value)));
    }

    /**
     * What is taken for granted of a venue nobody has measured.
     *
     * @param p95LatencyNs the configured guess, ns, 0 or more
     * @return the prior of the fill ratio, no slippage, no limits
     */
    public static VenueEvidence assumed(long p95LatencyNs) {
        return new VenueEvidence(
                p95LatencyNs,
                0,
                true,
                FILL_RATIO_PRIOR,
                0,
                NEVER,
                NEVER,
                UNLIMITED,
                Optional.empty(),
                Optional.empty());
    }

    /**
     * The same of a venue that takes no order now.
     *
     * @param reason why, for a person
     * @return a copy
     */
    public VenueEvidence unavailable(String reason) {
        return new VenueEvidence(
                p95LatencyNs,
                p95AtLeastNs,
                latencyAssumed,
                fillRatio,
                slippageBps,
                measuredNs,
                unfilledNs,
                requestsLeft,
                Optional.of(reason),
                spendable);
    }

    /**
     * The same with a bound on what can be spent.
     *
     * @param value in the currency the order spends, 0 or more; empty for no bound
     * @return a copy
     */
    public VenueEvidence withSpendable(Optional<BigDecimal> value) {
        return new VenueEvidence(
                p95LatencyNs,
                p95AtLeastNs,
                latencyAssumed,
                fillRatio,
                slippageBps,
                measuredNs,
                unfilledNs,
                requestsLeft,
                unavailable,
                value);
    }

    /**
     * The same with another rate budget.
     *
     * @param value requests left, 0 or more
     * @return a copy
     */
    public VenueEvidence withRequestsLeft(long value) {
        return new VenueEvidence(
                p95LatencyNs,
                p95AtLeastNs,
                latencyAssumed,
                fillRatio,
                slippageBps,
                measuredNs,
                unfilledNs,
                value,
                unavailable,
                spendable);
    }
}
