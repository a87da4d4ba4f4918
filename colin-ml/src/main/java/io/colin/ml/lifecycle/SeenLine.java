package io.colin.ml.lifecycle;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.DataGap;
import io.colin.api.market.FundingRate;
import io.colin.api.market.Liquidation;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.OpenInterest;
import io.colin.api.market.SentimentIndex;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * An event as one line of text, and back: the same numbers, digit by digit. A bar carries the half spread known at its
 * close, NaN where none was.
 *
 * @param event what was seen
 * @param halfSpreadBps basis points of the price; NaN for all but bars
 */
record SeenLine(MarketEvent event, double halfSpreadBps) {
    private static final String COMMA = ",";

    /** Empty for kinds of events that are not kept: trades are in their bars, and books are too many. */
    static Optional<String> of(MarketEvent event, double halfSpreadBps) {
        return switch (event) {
            case Bar b ->
                Optional.of(line(
                        "bar",
                        b.symbol(),
                        b.timeNs(),
                        b.openTimeNs(),
                        plain(b.open()),
                        plain(b.high()),
                        plain(b.low()),
                        plain(b.close()),
                        plain(b.volume()),
                        plain(b.buyVolume()),
                        plain(b.sellVolume()),
                        b.tradeCount(),
                        halfSpreadBps));
            case FundingRate f ->
                Optional.of(line(
                        "funding", f.symbol(), f.timeNs(), plain(f.rate()), f.nextFundingTimeNs(), f.intervalNs()));
            case OpenInterest o -> Optional.of(line("interest", o.symbol(), o.timeNs(), plain(o.quantity())));
            case Liquidation l ->
                Optional.of(line(
                        "liquidation",
                        l.symbol(),
                        l.timeNs(),
                        l.longPosition(),
                        plain(l.price()),
                        plain(l.quantity())));
            case SentimentIndex s ->
                Optional.of(line("sentiment", s.symbol(), s.timeNs(), s.referenceTimeNs(), s.value()));
            case DataGap g
            when g.kind() == DataGap.Kind.MISSING -> Optional.of(line("missing", g.symbol(), g.timeNs()));
            default -> Optional.empty();
        };
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is none of {@link #of}
     */
    static SeenLine parse(String line) {
        String[] parts = line.split(COMMA, -1);
        if (parts.length < 3) {
            throw new IllegalArgumentException("must have a kind, a symbol and a time");
        }
        Symbol symbol = Symbol.of(parts[1]);
        long timeNs = Long.parseLong(parts[2]);
        return switch (parts[0] + ' ' + parts.length) {
            case "bar 13" -> new SeenLine(bar(symbol, timeNs, parts), Double.parseDouble(parts[12]));
            case "funding 6" ->
                other(new FundingRate(
                        symbol, timeNs, new BigDecimal(parts[3]), Long.parseLong(parts[4]), Long.parseLong(parts[5])));
            case "interest 4" -> other(new OpenInterest(symbol, timeNs, new BigDecimal(parts[3])));
            case "liquidation 6" ->
                other(new Liquidation(
                        symbol,
                        timeNs,
                        Boolean.parseBoolean(parts[3]),
                        new BigDecimal(parts[4]),
                        new BigDecimal(parts[5])));
            case "sentiment 5" ->
                other(new SentimentIndex(symbol, timeNs, Long.parseLong(parts[3]), Double.parseDouble(parts[4])));
            case "missing 3" -> other(new DataGap(symbol, timeNs, DataGap.Kind.MISSING, "seen live"));
            default -> throw new IllegalArgumentException("must be of a known kind (" + parts[0] + ")");
        };
    }

    private static SeenLine other(MarketEvent event) {
        return new SeenLine(event, Double.NaN);
    }

    private static Bar bar(Symbol symbol, long timeNs, String[] parts) {
        return new Bar(
                symbol,
                Long.parseLong(parts[3]),
                timeNs,
                new BigDecimal(parts[4]),
                new BigDecimal(parts[5]),
                new BigDecimal(parts[6]),
                new BigDecimal(parts[7]),
                new BigDecimal(parts[8]),
                new BigDecimal(parts[9]),
                new BigDecimal(parts[10]),
                Long.parseLong(parts[11]));
    }

    private static String line(String kind, Symbol symbol, Object... rest) {
        StringBuilder line = new StringBuilder(kind).append(COMMA).append(symbol.name());
        for (Object part : rest) {
            line.append(COMMA).append(part);
        }
        return line.append('\n').toString();
    }

    private static String plain(BigDecimal number) {
        return number.toPlainString();
    }
}
