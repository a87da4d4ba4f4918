package io.colin.risk.gate;

import io.colin.api.internal.Require;
import io.colin.api.portfolio.Portfolio;
import io.colin.risk.ExposureKind;
import io.colin.risk.exposure.ExposureBook;
import io.colin.risk.exposure.FirmExposure;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An aggregate of the firm and this account's part of it, by what of the exposure counts. */
record FirmShare(ExposureKind kind, FirmExposure total, FirmExposure.Member member) {
    /** The one of a kind. */
    static Optional<FirmShare> of(ExposureKind kind, List<FirmShare> shares) {
        return shares.stream().filter(share -> share.kind == kind).findFirst();
    }

    /**
     * Reserves what a candidate adds with all of them, or with none; the one in which another gate was faster. What can only
     * shrink the account, or makes less of an order, adds nothing, though at its worst price it may cost more than what it
     * closes is worth, or than it was reserved at.
     */
    static Optional<FirmShare> reserve(List<FirmShare> shares, Candidate candidate) {
        if (shares.isEmpty() || candidate.order().isChild() || candidate.shrinks() || candidate.lowers()) {
            return Optional.empty();
        }
        for (int i = 0; i < shares.size(); i++) {
            BigDecimal more = shares.get(i).addedBy(candidate);
            if (more.signum() > 0 && !shares.get(i).member.tryReserve(more)) {
                shares.subList(0, i).forEach(share -> share.release(candidate));
                return Optional.of(shares.get(i));
            }
        }
        return Optional.empty();
    }

    private void release(Candidate candidate) {
        BigDecimal more = addedBy(candidate);
        if (more.signum() > 0) {
            member.release(more);
        }
    }

    /** What a candidate adds; below 0 for new terms that give back. */
    BigDecimal addedBy(Candidate candidate) {
        return kind.growsBy(candidate.order().side())
                ? Scoped.ofAccount(kind, candidate).projected().subtract(Scoped.unamended(kind, candidate))
                : BigDecimal.ZERO;
    }

    /**
     * Tells what the account stands for in fact. That stays unknown until for once since it joined or came back the book holds
     * all that works. An account in another currency than the firm's has no part in it, so that nobody waits for it.
     */
    void settle(ExposureBook book, boolean holdsAll, Portfolio account) {
        if (!isIn(account.currency())) {
            member.leave();
        } else if (account.isPriced() && (holdsAll || member.isMeasured())) {
            member.settle(book.worst(kind, account));
        } else {
            member.comeBack();
        }
    }

    /**
     * Refuses an account that the firm cannot count.
     *
     * @throws IllegalArgumentException if it is in another currency
     */
    void require(String currency) {
        Require.that(
                isIn(currency),
                "account.currency",
                "must be " + total.currency() + ", in which the firm counts its "
                        + kind.name().toLowerCase(Locale.ROOT) + " exposure",
                currency);
    }

    /** Whether the firm counts in a currency. */
    boolean isIn(String currency) {
        return total.currency().equals(currency);
    }
}
