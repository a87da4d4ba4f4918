package io.colin.risk.exposure;

import io.colin.risk.ExposureKind;
import java.math.BigDecimal;

/**
 * One symbol at its worst case. Values are in the account currency: the position at its mark, working orders at the
 * worst price each may trade at.
 *
 * @param position signed quantity held
 * @param positionValue signed value held
 * @param buyQuantity working to be bought, 0 or more
 * @param sellQuantity working to be sold, 0 or more
 * @param buyValue value of the working buys, 0 or more
 * @param sellValue value of the working sells, 0 or more
 */
public record SymbolExposure(
        BigDecimal position,
        BigDecimal positionValue,
        BigDecimal buyQuantity,
        BigDecimal sellQuantity,
        BigDecimal buyValue,
        BigDecimal sellValue) {
    /**
     * Value if every buy fills and no sell does.
     *
     * @return signed, positive long
     */
    public BigDecimal longSide() {
        return positionValue.add(buyValue);
    }

    /**
     * Value if every sell fills and no buy does, seen from the short side.
     *
     * @return signed, positive short
     */
    public BigDecimal shortSide() {
        return sellValue.subtract(positionValue);
    }

    /**
     * The largest absolute value any interleaving of fills can lead to; one of the sides is never below the position's own.
     *
     * @return 0 or more
     */
    public BigDecimal worstCase() {
        return longSide().max(shortSide());
    }

    /**
     * The most any interleaving of fills can lead to.
     *
     * @param kind what of it counts
     * @return 0 or more
     */
    public BigDecimal worst(ExposureKind kind) {
        return switch (kind) {
            case GROSS -> worstCase();
            case LONG -> longSide().max(BigDecimal.ZERO);
            case SHORT -> shortSide().max(BigDecimal.ZERO);
        };
    }
}
