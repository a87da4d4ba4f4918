package io.colin.execution.tca;

import io.colin.api.execution.ExecutedFill;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.Side;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Instruments and fills for tests of costs. */
final class Parents {
    static final Instrument SPOT = Instrument.spot("BTC/USD").build();
    static final Instrument PERPETUAL =
            Instrument.perpetual("BTC/USDT:USDT").contractSize("0.001").build();
    static final Instrument INVERSE =
            Instrument.perpetual("BTC/USD:BTC").contractSize("100").inverse().build();

    private Parents() {}

    static ExecutedFill fill(
            Instrument instrument, Side side, String quantity, String price, String mid, String fee, String currency) {
        return fill(
                instrument, side, decimal(quantity), decimal(price), Optional.of(decimal(mid)), decimal(fee), currency);
    }

    static ExecutedFill fill(
            Instrument instrument,
            Side side,
            BigDecimal quantity,
            BigDecimal price,
            Optional<BigDecimal> mid,
            BigDecimal fee,
            String currency) {
        Fill fill = new Fill(
                "t" + quantity + price + fee,
                "p-1",
                "p",
                "one",
                instrument.symbol(),
                side,
                quantity,
                price,
                fee,
                currency,
                Liquidity.TAKER,
                1_000_000_000L);
        return new ExecutedFill(fill, mid, new TreeMap<>(), "book");
    }

    static ExecutedFill later(ExecutedFill fill, Map<String, String> mids) {
        TreeMap<String, BigDecimal> later = new TreeMap<>();
        mids.forEach((seconds, mid) -> later.put(seconds, decimal(mid)));
        return new ExecutedFill(fill.fill(), fill.mid(), later, fill.fidelity());
    }

    static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }

    static ShortfallSplit.Prices prices(String decision, String arrival, String end) {
        return new ShortfallSplit.Prices(known(decision), known(arrival), known(end));
    }

    private static Optional<BigDecimal> known(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(decimal(text));
    }
}
