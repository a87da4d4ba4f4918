package io.colin.risk.sizing;

import io.colin.api.instrument.Instrument;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.api.signal.Direction;
import io.colin.api.signal.PositionSizer;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SizingRequest;
import java.math.BigDecimal;
import java.util.List;

/** Requests for tests: an account in USD and a reference price of 100. */
final class SizingDesk {
    static final Instrument SPOT = Instrument.spot("BTC/USD").lotSize("0.001").build();
    static final Instrument PERPETUAL =
            Instrument.perpetual("BTC/USD:USD").lotSize("0.001").build();
    static final Instrument OTHER =
            Instrument.perpetual("ETH/USD:USD").lotSize("0.001").build();

    private SizingDesk() {}

    /** A request of full strength. */
    static SizingRequest request(Instrument instrument, Direction direction, String cash, double band) {
        return request(instrument, direction, cash, band, 0.7, 1, 1);
    }

    static SizingRequest request(
            Instrument instrument,
            Direction direction,
            String cash,
            double band,
            double confidence,
            double strength,
            double multiplier) {
        double rest = (1 - confidence) / 2;
        Signal signal = Signal.of(instrument.symbol(), "model", 1)
                .probabilities(
                        direction == Direction.LONG
                                ? new Probabilities(confidence, rest, rest)
                                : new Probabilities(rest, rest, confidence))
                .directed(direction, strength)
                .expected(direction.sign() * 0.01, 0.005)
                .band(band, new BigDecimal("100"))
                .horizonNs(1)
                .build();
        PortfolioBook book = PortfolioBook.of("main", "USD", new BigDecimal(cash), List.of(SPOT, PERPETUAL, OTHER));
        return new SizingRequest(signal, instrument, book.snapshot(), new BigDecimal("100"), multiplier);
    }

    /** What a perpetual long of 1 000 000 equity asks for, in account currency at a price of 100. */
    static double value(PositionSizer sizer) {
        return value(sizer, request(PERPETUAL, Direction.LONG, "1000000", 0.01));
    }

    static double value(PositionSizer sizer, SizingRequest request) {
        return sizer.target(request).multiply(request.referencePrice()).doubleValue();
    }
}
