package io.colin.risk.var;

/** Why a tail has no number. */
public enum AbsentReason {
    /** Nothing is held, so nothing can be lost and nothing is measured. */
    EMPTY_PORTFOLIO,
    /** A held symbol, or all that is held together, has too few returns. */
    TOO_FEW_POINTS,
    /** No point of the past holds a loss: such a past says nothing about losses. */
    NO_LOSS_IN_HISTORY,
    /** The estimated covariance is not of a joint distribution. */
    COVARIANCE_NOT_POSITIVE,
    /** An exposure or a result is not a finite number. */
    NOT_FINITE
}
