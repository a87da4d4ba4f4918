package io.colin.risk.exposure;

import io.colin.api.internal.Require;
import io.colin.risk.approval.Approvals;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The worst-case gross exposure of several accounts under one limit. Each account has a {@link Member}; whatever members
 * reserve together never passes the limit, in any interleaving of threads, without a lock. What a member stands for when it
 * joins is not known, and nobody reserves anything until it was told: an account may come back with positions.
 *
 * <p>Amounts are kept in millionths of the currency, rounded up, the limit rounded down; an amount that does not fit
 * (9.2 · 10¹² units of the currency, all members together) is refused where it is asked for and, where it is told as a
 * fact, stops all reservations until it is told to be smaller.
 */
public final class FirmExposure {
    private static final Logger LOG = System.getLogger(FirmExposure.class.getName());
    private static final int PLACES = 6;
    private static final long TOO_LARGE = -1;

    private final String currency;
    private final AtomicLong limit;
    private final AtomicLong total = new AtomicLong();
    private final AtomicInteger unmeasured = new AtomicInteger();

    private FirmExposure(String currency, BigDecimal limit) {
        this.currency = Require.text("currency", currency);
        this.limit = new AtomicLong(limitOf(limit));
    }

    /**
     * An aggregate without members.
     *
     * @param currency the currency of all amounts
     * @param limit 0 or more, below 9.2 · 10¹²
     * @return the aggregate
     * @throws IllegalArgumentException if the limit is negative or too large
     */
    public static FirmExposure of(String currency, BigDecimal limit) {
        return new FirmExposure(currency, limit);
    }

    /**
     * Lets an account take part. The same account must not be a member twice at a time. Until the first {@link
     * Member#settle}, which may tell 0, or {@link Member#leave} no member reserves anything.
     *
     * @return a member whose exposure is not measured yet
     */
    public Member join() {
        unmeasured.incrementAndGet();
        return new Member();
    }

    /**
     * Whether it is known what every member stands for; else nobody reserves anything.
     *
     * @return false while a member that joined was told nothing, or something too large
     */
    public boolean isMeasured() {
        return unmeasured.get() == 0;
    }

    /**
     * Cuts the limit. What is reserved stays, above it too. It is logged with the name, and recorded as {@link #raiseLimit} says.
     *
     * @param newLimit 0 or more, at most the limit in force
     * @param principal who cuts it, not blank
     * @throws IllegalArgumentException if the limit is negative, or above the one in force, which needs {@link #raiseLimit}
     */
    public void changeLimit(BigDecimal newLimit, String principal) {
        long next = limitOf(newLimit);
        Require.text("principal", principal);
        long before = limit.getAndUpdate(now -> Math.min(now, next));
        Require.that(next <= before, "firm.limit", "must not be raised without a second person", newLimit);
        log(principal, before, next);
    }

    /**
     * Sets another limit, a higher one too. It belongs to no account and so to no ledger, limits in force or config hash: who
     * keeps a record of the firm writes it there; here it is logged with both names. Each gate holds what all accounts stand for
     * against the tighter of it and its own cap of the firm, and every decision shows that as the limit of its check.
     *
     * @param newLimit 0 or more, below 9.2 · 10¹²
     * @param principal who asks, not blank
     * @param approver who agreed, not blank and another person
     * @throws IllegalArgumentException if the limit is negative or too large, or both names are one person's
     */
    public void raiseLimit(BigDecimal newLimit, String principal, String approver) {
        long next = limitOf(newLimit);
        Require.text("principal", principal);
        Require.that(
                !Approvals.isSamePerson(principal, Require.text("approver", approver)),
                "approver",
                "must be another person than " + principal,
                approver);
        log(principal + " with " + approver, limit.getAndSet(next), next);
    }

    private void log(String principals, long before, long next) {
        LOG.log(
                Level.WARNING,
                "limit of the firm changed by {0}: {1} to {2} {3}",
                principals,
                BigDecimal.valueOf(before, PLACES).toPlainString(),
                BigDecimal.valueOf(next, PLACES).toPlainString(),
                currency);
    }

    /**
     * The currency of all amounts.
     *
     * @return as given
     */
    public String currency() {
        return currency;
    }

    /**
     * The limit in force.
     *
     * @return in the currency
     */
    public BigDecimal limit() {
        return BigDecimal.valueOf(limit.get(), PLACES);
    }

    /**
     * What all members stand for now.
     *
     * @return in the currency, 0 or more
     */
    public BigDecimal total() {
        return BigDecimal.valueOf(total.get(), PLACES);
    }

    private static long limitOf(BigDecimal limit) {
        long scaled = fixed(Require.notNegative("firm.limit", limit), RoundingMode.FLOOR);
        Require.that(scaled != TOO_LARGE, "firm.limit", "must be below 9.2e12", limit);
        return scaled;
    }

    private static long fixed(BigDecimal amount, RoundingMode rounding) {
        BigInteger scaled = amount.setScale(PLACES, rounding).unscaledValue();
        return scaled.bitLength() < Long.SIZE ? scaled.longValue() : TOO_LARGE;
    }

    /**
     * One account's part. Any thread may call; {@link #settle}, {@link #leave} and {@link #comeBack} are for the one thread that
     * values the account.
     */
    public final class Member {
        private final AtomicLong mine = new AtomicLong();
        private final AtomicBoolean isUnmeasured = new AtomicBoolean(true);
        private volatile boolean isAway;

        private Member() {}

        /**
         * Reserves more, if the limit allows it together with everything all members stand for.
         *
         * @param amount 0 or more, in the firm's currency
         * @return false when it would pass the limit, or some member's exposure is not known
         * @throws IllegalArgumentException if the amount is negative
         */
        public boolean tryReserve(BigDecimal amount) {
            long more = fixed(Require.notNegative("amount", amount), RoundingMode.CEILING);
            if (more == TOO_LARGE || unmeasured.get() > 0) {
                return false;
            }
            while (true) {
                long now = total.get();
                if (more > limit.get() - now) {
                    return false;
                }
                if (total.compareAndSet(now, now + more)) {
                    mine.addAndGet(more);
                    return true;
                }
            }
        }

        /**
         * Gives back what was reserved.
         *
         * @param amount as reserved
         * @throws IllegalArgumentException if the amount is negative or more than this member stands for
         */
        public void release(BigDecimal amount) {
            long less = fixed(Require.notNegative("amount", amount), RoundingMode.CEILING);
            while (true) {
                long now = mine.get();
                Require.that(less != TOO_LARGE && less <= now, "amount", "must be at most what is reserved", amount);
                if (mine.compareAndSet(now, now - less)) {
                    total.addAndGet(-less);
                    return;
                }
            }
        }

        /**
         * Tells what the account stands for in fact, at the marks of now: positions and working orders at their worst
         * case. Facts are not refused; above the limit nobody reserves more.
         *
         * @param worstGross 0 or more, in the firm's currency
         * @throws IllegalArgumentException if the amount is negative
         */
        public void settle(BigDecimal worstGross) {
            long now = fixed(Require.notNegative("worstGross", worstGross), RoundingMode.CEILING);
            isAway = false;
            measured(now != TOO_LARGE && change(now));
        }

        /** Leaves: the account stands for nothing any more, whether it was measured or not. */
        public void leave() {
            isAway = true;
            change(0);
            measured(true);
        }

        /**
         * Is back after {@link #leave}, as one that has just joined: nobody reserves anything until the next {@link #settle}. A
         * member that did not leave stays as it is.
         */
        public void comeBack() {
            if (isAway) {
                isAway = false;
                measured(false);
            }
        }

        /**
         * What this account stands for.
         *
         * @return in the firm's currency, 0 or more
         */
        public BigDecimal amount() {
            return BigDecimal.valueOf(mine.get(), PLACES);
        }

        /**
         * Whether it is known what this account stands for.
         *
         * @return false until something was told that fits since it joined or came back, and while it is away
         */
        public boolean isMeasured() {
            return !isAway && !isUnmeasured.get();
        }

        private boolean change(long to) {
            long before = mine.getAndSet(to);
            while (true) {
                long now = total.get();
                if (to > before && now > Long.MAX_VALUE - (to - before)) {
                    mine.addAndGet(before - to); // what another thread reserved meanwhile stays
                    return false;
                }
                if (total.compareAndSet(now, now + to - before)) {
                    return true;
                }
            }
        }

        private void measured(boolean is) {
            if (isUnmeasured.compareAndSet(is, !is)) {
                unmeasured.addAndGet(is ? -1 : 1);
            }
        }
    }
}
