package io.colin.api.portfolio;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A position, its mark and what they were worth when last asked. */
final class Holding {
    private final Instrument instrument;
    private final boolean spot;
    private final String quote;
    private final String settlement;
    private final boolean domestic;
    private Position position;
    private BigDecimal average = BigDecimal.ZERO;
    private BigDecimal mark = BigDecimal.ZERO;
    private @Nullable Worth worth;

    /**
     * In the account currency; what has no rate counts 0 and is named.
     *
     * @param equity what it adds to equity beyond the cash it moved
     * @param missing symbols and currencies that have no price
     */
    record Worth(
            Portfolio.PositionView view,
            BigDecimal equity,
            BigDecimal realised,
            BigDecimal funding,
            List<String> missing) {}

    Holding(Instrument instrument, String accountCurrency) {
        this.instrument = instrument;
        this.spot = instrument.kind() == InstrumentKind.SPOT;
        this.quote = instrument.symbol().quote();
        this.settlement = instrument.settlementCurrency();
        this.domestic = quote.equals(accountCurrency) && settlement.equals(accountCurrency);
        this.position = Position.flat(instrument.symbol());
    }

    Instrument instrument() {
        return instrument;
    }

    boolean isSpot() {
        return spot;
    }

    String quote() {
        return quote;
    }

    String settlement() {
        return settlement;
    }

    Position position() {
        return position;
    }

    void become(Position changed) {
        position = changed;
        average = changed.averagePrice(instrument).orElse(BigDecimal.ZERO);
        worth = null;
    }

    /** Whether the price is another than before. */
    boolean mark(BigDecimal price) {
        if (price.compareTo(mark) == 0) {
            return false;
        }
        mark = price;
        worth = null;
        return true;
    }

    /** What has no rate to wait for is worked out once per change. */
    Worth worth(Rates rates) {
        @Nullable Worth last = worth;
        if (last == null || !domestic) {
            last = valued(rates);
            worth = last;
        }
        return last;
    }

    private Worth valued(Rates rates) {
        boolean held = position.quantity().signum() != 0;
        boolean marked = mark.signum() != 0;
        Optional<BigDecimal> ofSettlement = rates.of(settlement);
        Optional<BigDecimal> ofQuote = rates.of(quote);
        BigDecimal paid = ofSettlement.orElse(BigDecimal.ZERO);
        BigDecimal value = BigDecimal.ZERO;
        BigDecimal gain = BigDecimal.ZERO;
        if (held && marked) {
            value = Decimals.normal(
                    times(instrument.notional(position.quantity(), mark), ofQuote.orElse(BigDecimal.ZERO)));
            gain = Decimals.normal(times(position.unrealisedPnl(mark, instrument), paid));
        }
        return new Worth(
                new Portfolio.PositionView(position, average, mark, value, gain),
                spot ? value : gain,
                times(position.realisedPnl(), paid),
                times(position.funding(), paid),
                missing(held, ofQuote.isPresent(), ofSettlement.isPresent()));
    }

    /** What is paid in the account's own currency needs no new object. */
    private static BigDecimal times(BigDecimal amount, BigDecimal rate) {
        return rate.compareTo(BigDecimal.ONE) == 0 ? amount : amount.multiply(rate);
    }

    private List<String> missing(boolean held, boolean quoted, boolean settled) {
        if (quoted && settled && (!held || mark.signum() != 0)) {
            return List.of();
        }
        List<String> names = new ArrayList<>(0);
        if (held && mark.signum() == 0) {
            names.add(instrument.symbol().name());
        }
        if (!settled
                && (held
                        || position.realisedPnl().signum() != 0
                        || position.funding().signum() != 0)) {
            names.add(settlement);
        }
        if (!quoted && held) {
            names.add(quote);
        }
        return names;
    }
}
