package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.execution.VenueEvidence;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.Fill;
import io.colin.api.order.Side;
import io.colin.execution.tca.FillRatioPosterior;
import io.colin.execution.tca.VenuePosterior;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one venue did so far: the last 200 acknowledgements; fill ratio and what was paid beyond the plan as means that forget
 * by 1 % with each child, with priors worth 20 children. Both are the one measure that the router and the reader see.
 */
final class VenueStatistics {
    private static final int ANSWERS = 200;

    /** Of fewer answers than this no share of 5 % can be told. */
    private static final int LEAST_ANSWERS = 20;

    private static final double QUANTILE = 0.95;
    private static final double Z_99 = 2.3263478740408408;
    private static final double KEPT = 0.99;
    private static final double PRIOR_WEIGHT = 20;
    private static final double BPS = 1e4;

    /** What is finer than a millionth of a basis point is noise of the arithmetic. */
    private static final double MILLIONTHS = 1e6;

    private static final long MINUTE_NS = 60_000_000_000L;

    private final long priorLatencyNs;
    private final long requestsPerMinute;
    private final long[] answers = new long[ANSWERS];
    private final Deque<Long> requests = new ArrayDeque<>();
    private final SortedMap<String, BigDecimal> balances = new TreeMap<>();
    private boolean knowsBalances;
    private long answered;
    private long p95Ns = -1;
    private long atLeastNs;
    private final FillRatioPosterior fillRatio =
            FillRatioPosterior.forgetting(VenueEvidence.FILL_RATIO_PRIOR, PRIOR_WEIGHT, KEPT);
    private final VenuePosterior beyondPlan = VenuePosterior.forgetting(VenuePosterior.Prior.NONE, KEPT);
    private long measuredNs = VenueEvidence.NEVER;
    private long unfilledNs = VenueEvidence.NEVER;
    private Optional<String> unavailable = Optional.empty();

    VenueStatistics(long priorLatencyNs, long requestsPerMinute) {
        this.priorLatencyNs = priorLatencyNs;
        this.requestsPerMinute = requestsPerMinute;
    }

    VenueEvidence evidence(long nowNs) {
        boolean assumed = answered < LEAST_ANSWERS;
        return new VenueEvidence(
                assumed ? priorLatencyNs : p95Ns(),
                assumed ? 0 : atLeastNs,
                assumed,
                fillRatio.mean(),
                Math.rint(MILLIONTHS * beyondPlan.meanBps()) / MILLIONTHS,
                measuredNs,
                unfilledNs,
                requestsLeft(nowNs),
                unavailable,
                Optional.empty());
    }

    /** Why it cannot be asked, if it cannot. */
    Optional<String> unavailable() {
        return unavailable;
    }

    void connection(Optional<String> reason) {
        unavailable = reason;
    }

    /** An order, a change of one or a cancel was sent. */
    void request(long timeNs) {
        if (requestsPerMinute != VenueEvidence.UNLIMITED) {
            requests.addLast(timeNs);
        }
    }

    /** A child was answered; only its first answer counts. */
    void answer(SentChild child, long timeNs) {
        if (child.isWaiting()) {
            answers[(int) (answered++ % ANSWERS)] = child.answered(timeNs);
            p95Ns = -1;
            measuredNs = Math.max(measuredNs, timeNs);
        }
    }

    /** A child has ended. */
    void end(SentChild child, long timeNs) {
        if (!child.isMarketable()) {
            return;
        }
        fillRatio.onChild(share(child.filledQuantity(), child.quantity()));
        boolean isWhole = child.filledQuantity().compareTo(child.quantity()) >= 0;
        if (!isWhole) {
            unfilledNs = Math.max(unfilledNs, timeNs);
        }
        // Of a part the average planned for the whole says nothing: its cheapest levels come first.
        if (isWhole && child.plannedPrice().signum() > 0) {
            double realised = Decimals.statistic(child.filledCost()) / Decimals.statistic(child.filledQuantity());
            double worse = child.order().side().sign() * (realised / Decimals.statistic(child.plannedPrice()) - 1);
            // What is beyond belief counts as the worst that is believed, not as nothing.
            beyondPlan.onFill(Math.clamp(worse * BPS, -VenuePosterior.MOST_BPS, VenuePosterior.MOST_BPS));
        }
    }

    /** A child that has ended has filled more. */
    void more(BigDecimal filled, BigDecimal quantity) {
        fillRatio.onMore(share(filled, quantity));
    }

    private static double share(BigDecimal filled, BigDecimal quantity) {
        return Math.min(1, Decimals.statistic(filled) / Decimals.statistic(quantity));
    }

    /** Which share filled of what was sent to be filled at once. */
    FillRatioPosterior fillRatio() {
        return fillRatio;
    }

    /** What children paid beyond what was planned for them, as the router takes it. */
    VenuePosterior beyondPlan() {
        return beyondPlan;
    }

    void balances(Map<String, BigDecimal> told) {
        balances.clear();
        balances.putAll(told);
        knowsBalances = true;
    }

    /** What the account has of a currency, as told and changed by fills since; a currency that was not told is not there. */
    Optional<BigDecimal> balance(String currency) {
        return knowsBalances ? Optional.of(balances.getOrDefault(currency, BigDecimal.ZERO)) : Optional.empty();
    }

    /** A fill changes what the account there has. */
    void exchange(Fill fill, Instrument spot) {
        if (knowsBalances) {
            BigDecimal sign = BigDecimal.valueOf(fill.side() == Side.BUY ? 1 : -1);
            BigDecimal value = spot.notional(fill.quantity(), fill.price());
            change(spot.symbol().base(), fill.quantity().multiply(sign));
            change(spot.symbol().quote(), value.multiply(sign).negate());
            change(fill.feeCurrency(), fill.fee().negate());
        }
    }

    private void change(String currency, BigDecimal by) {
        balances.merge(currency, by, (held, more) -> Decimals.normal(held.add(more)));
    }

    private long requestsLeft(long nowNs) {
        if (requestsPerMinute == VenueEvidence.UNLIMITED) {
            return VenueEvidence.UNLIMITED;
        }
        while (!requests.isEmpty() && nowNs - requests.getFirst() >= MINUTE_NS) {
            requests.removeFirst();
        }
        return Math.max(0, requestsPerMinute - requests.size());
    }

    private long p95Ns() {
        if (p95Ns < 0) {
            long[] sorted = Arrays.copyOf(answers, (int) Math.min(answered, ANSWERS));
            Arrays.sort(sorted);
            p95Ns = sorted[(int) Math.ceil(QUANTILE * sorted.length) - 1];
            // So many answers may be later than the true quantile by chance, by the normal limit of the binomial.
            double late = (1 - QUANTILE) * sorted.length;
            int byChance = (int) (late + Z_99 * Math.sqrt(late * QUANTILE));
            atLeastNs = sorted[sorted.length - 1 - byChance];
        }
        return p95Ns;
    }
}
