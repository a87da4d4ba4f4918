package io.colin.execution.source;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.DataGap;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.Consumer;

/** Reads trades, one event a row. */
final class CsvTradeStream implements MarketDataStream {
    private final CsvReader rows;
    private final Symbol symbol;
    private long lastTimeNs;

    CsvTradeStream(CsvReader rows, Symbol symbol) {
        this.rows = rows;
        this.symbol = symbol;
    }

    @Override
    public Polled poll(Consumer<? super MarketEvent> sink) {
        if (!rows.next()) {
            return Polled.ENDED;
        }
        sink.accept(event());
        return Polled.EVENT;
    }

    @Override
    public void close() {
        rows.close();
    }

    private MarketEvent event() {
        long timeNs = rows.timeNs(CsvTrades.TIME);
        BigDecimal price = rows.decimal(CsvTrades.PRICE);
        BigDecimal quantity = rows.decimal(CsvTrades.QUANTITY);
        Aggressor aggressor = aggressor();
        if (timeNs < lastTimeNs) {
            return marked(
                    DataGap.Kind.OUT_OF_ORDER,
                    "trade of " + TimeText.of(timeNs) + " after one of " + TimeText.of(lastTimeNs));
        }
        lastTimeNs = timeNs;
        if (price.signum() <= 0 || quantity.signum() <= 0) {
            return marked(
                    DataGap.Kind.INVALID,
                    "price " + Decimals.text(price) + " and quantity " + Decimals.text(quantity) + " must be above 0");
        }
        return new Trade(symbol, timeNs, price, quantity, aggressor);
    }

    private DataGap marked(DataGap.Kind kind, String what) {
        return new DataGap(symbol, lastTimeNs, kind, "line " + rows.line() + ": " + what);
    }

    private Aggressor aggressor() {
        if (rows.has(CsvTrades.BUYER_IS_MAKER)) {
            return switch (rows.text(CsvTrades.BUYER_IS_MAKER).toLowerCase(Locale.ROOT)) {
                case "true", "1" -> Aggressor.SELL;
                case "false", "0" -> Aggressor.BUY;
                default ->
                    throw rows.invalid(
                            "is_buyer_maker: must be true or false (" + rows.text(CsvTrades.BUYER_IS_MAKER) + ")");
            };
        }
        return switch (rows.text(CsvTrades.SIDE).toLowerCase(Locale.ROOT)) {
            case "buy", "b" -> Aggressor.BUY;
            case "sell", "s" -> Aggressor.SELL;
            case "", "unknown" -> Aggressor.UNKNOWN;
            default -> throw rows.invalid("side: must be buy or sell (" + rows.text(CsvTrades.SIDE) + ")");
        };
    }
}
