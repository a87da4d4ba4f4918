package io.colin.api.signal;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** The plainest sizer: half of equity at full strength, long only on spot. */
final class HalfOfEquity implements PositionSizer {
    @Override
    public BigDecimal target(SizingRequest request) {
        Instrument instrument = request.instrument();
        int sign = request.signal().direction().sign();
        if (sign < 0 && instrument.kind() == InstrumentKind.SPOT) {
            return BigDecimal.ZERO;
        }
        double share = 0.5 * request.signal().strength() * request.multiplier();
        BigDecimal money =
                request.portfolio().equity().max(BigDecimal.ZERO).multiply(Decimals.fromStatistic(share, 12));
        BigDecimal unit = instrument.notional(BigDecimal.ONE, request.referencePrice());
        BigDecimal quantity = money.divide(unit, 34, RoundingMode.DOWN);
        return Decimals.floorTo(quantity, instrument.lotSize()).multiply(BigDecimal.valueOf(sign));
    }
}
