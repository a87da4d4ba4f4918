package io.colin.execution.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.colin.api.market.BookDelta;
import io.colin.api.market.BookLevel;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of a Binance stream, read key by key into reused fields: the exchange does not promise their order, and
 * {@code b} and {@code a} are prices in one message and levels in another. Single-threaded.
 */
final class BinanceMessage {
    /** What a message says. */
    enum Kind {
        /** Best bid and offer. */
        TICKER,
        /** Changed levels. */
        DEPTH,
        /** A trade. */
        TRADE,
        /** A whole book, as the REST interface answers it. */
        SNAPSHOT,
        /** Something this reader has no use for. */
        OTHER
    }

    private static final long ABSENT = Long.MIN_VALUE;
    private static final int LONGEST_NUMBER = 40;
    private static final JsonFactory FACTORY = new JsonFactory();

    private String stream = "";
    private String event = "";
    private String symbol = "";
    private String pair = "";
    private String tradeType = "";
    private long firstId = ABSENT;
    private long lastId = ABSENT;
    private long previousId = ABSENT;
    private long snapshotId = ABSENT;
    private boolean buyerIsMaker;
    private final List<BookLevel> bids = new ArrayList<>();
    private final List<BookLevel> asks = new ArrayList<>();
    private @Nullable BigDecimal bid;
    private @Nullable BigDecimal bidSize;
    private @Nullable BigDecimal ask;
    private @Nullable BigDecimal askSize;
    private @Nullable BigDecimal price;
    private @Nullable BigDecimal quantity;

    /**
     * Reads a message in place of the one before.
     *
     * @throws IOException if it is no JSON
     * @throws IllegalArgumentException if a key has a value of the wrong kind
     */
    void read(byte[] buffer, int start, int length) throws IOException {
        clear();
        try (JsonParser json = FACTORY.createParser(buffer, start, length)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("message: must be a JSON object");
            }
            readObject(json);
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("message: must end after its object");
            }
        }
    }

    Kind kind() {
        if (stream.isEmpty()) {
            return snapshotId != ABSENT ? Kind.SNAPSHOT : Kind.OTHER;
        }
        return switch (event.isEmpty() ? channel() : event) {
            case "bookTicker" -> Kind.TICKER;
            case "depthUpdate" -> Kind.DEPTH;
            case "trade" -> Kind.TRADE;
            default -> Kind.OTHER;
        };
    }

    /** What follows the symbol in the stream's name; spot tickers have no other mark. */
    String channel() {
        return stream.substring(stream.indexOf('@') + 1);
    }

    /** The exchange's symbol, empty where a snapshot does not say. */
    String symbol() {
        return symbol;
    }

    /** Whether it is of the coin-settled market: only there messages name a pair. */
    boolean namesPair() {
        return !pair.isEmpty();
    }

    /** Whether the trade came from the book; insurance fund and deleveraging trades do not, spot does not say. */
    boolean isMarketTrade() {
        return tradeType.isEmpty() || tradeType.equals("MARKET");
    }

    boolean buyerIsMaker() {
        return buyerIsMaker;
    }

    long firstId() {
        return required("U", firstId);
    }

    long lastId() {
        return required("u", lastId);
    }

    long previousId() {
        return previousId == ABSENT ? BookDelta.NOT_GIVEN : previousId;
    }

    long snapshotId() {
        return required("lastUpdateId", snapshotId);
    }

    /** Valid until the next message. */
    List<BookLevel> bids() {
        return bids;
    }

    /** Valid until the next message. */
    List<BookLevel> asks() {
        return asks;
    }

    BigDecimal bid() {
        return required("b", bid);
    }

    BigDecimal bidSize() {
        return required("B", bidSize);
    }

    BigDecimal ask() {
        return required("a", ask);
    }

    BigDecimal askSize() {
        return required("A", askSize);
    }

    BigDecimal price() {
        return required("p", price);
    }

    BigDecimal quantity() {
        return required("q", quantity);
    }

    private void clear() {
        stream = "";
        event = "";
        symbol = "";
        pair = "";
        tradeType = "";
        firstId = ABSENT;
        lastId = ABSENT;
        previousId = ABSENT;
        snapshotId = ABSENT;
        buyerIsMaker = false;
        bids.clear();
        asks.clear();
        bid = null;
        bidSize = null;
        ask = null;
        askSize = null;
        price = null;
        quantity = null;
    }

    private void readObject(JsonParser json) throws IOException {
        for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            switch (key) {
                case "data" -> {
                    require(token == JsonToken.START_OBJECT, key, "an object");
                    readObject(json);
                }
                case "b", "a", "bids", "asks" -> readSide(json, key, token);
                case "U", "u", "pu", "lastUpdateId" -> readId(json, key, token);
                case "B", "A", "p", "q" -> readNumber(json, key, token);
                case "stream", "e", "s", "symbol", "ps", "pair", "X" -> readWord(json, key, token);
                case "m" -> {
                    require(token.isBoolean(), key, "true or false");
                    buyerIsMaker = json.getBooleanValue();
                }
                default -> json.skipChildren();
            }
        }
    }

    private void readSide(JsonParser json, String key, JsonToken token) throws IOException {
        boolean bidSide = key.charAt(0) == 'b';
        if (token == JsonToken.START_ARRAY) {
            readLevels(json, key, bidSide ? bids : asks);
        } else if (token == JsonToken.VALUE_STRING) {
            if (bidSide) {
                bid = number(json, key);
            } else {
                ask = number(json, key);
            }
        }
        // Old spot trades have order ids of buyer and seller here, as numbers.
    }

    private static void readLevels(JsonParser json, String key, List<BookLevel> levels) throws IOException {
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            require(token == JsonToken.START_ARRAY, key, "a list of levels");
            require(json.nextToken() == JsonToken.VALUE_STRING, key, "levels of price and quantity");
            BigDecimal levelPrice = number(json, key);
            require(json.nextToken() == JsonToken.VALUE_STRING, key, "levels of price and quantity");
            levels.add(new BookLevel(levelPrice, number(json, key)));
            require(json.nextToken() == JsonToken.END_ARRAY, key, "levels of price and quantity");
        }
    }

    private void readId(JsonParser json, String key, JsonToken token) throws IOException {
        require(token == JsonToken.VALUE_NUMBER_INT, key, "a whole number");
        long id = json.getLongValue();
        switch (key) {
            case "U" -> firstId = id;
            case "u" -> lastId = id;
            case "pu" -> previousId = id;
            default -> snapshotId = id;
        }
    }

    private void readNumber(JsonParser json, String key, JsonToken token) throws IOException {
        require(token == JsonToken.VALUE_STRING, key, "a decimal in quotes");
        BigDecimal value = number(json, key);
        switch (key) {
            case "B" -> bidSize = value;
            case "A" -> askSize = value;
            case "p" -> price = value;
            default -> quantity = value;
        }
    }

    private void readWord(JsonParser json, String key, JsonToken token) throws IOException {
        require(token == JsonToken.VALUE_STRING, key, "text");
        String word = json.getText();
        switch (key) {
            case "stream" -> stream = word;
            case "e" -> event = word;
            case "s", "symbol" -> symbol = word;
            case "ps", "pair" -> pair = word;
            default -> tradeType = word;
        }
    }

    private static BigDecimal number(JsonParser json, String key) throws IOException {
        require(json.getTextLength() <= LONGEST_NUMBER, key, "at most " + LONGEST_NUMBER + " characters");
        try {
            return new BigDecimal(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + ": must be a decimal (" + json.getText() + ")", e);
        }
    }

    private static void require(boolean holds, String key, String what) {
        if (!holds) {
            throw new IllegalArgumentException(key + ": must be " + what);
        }
    }

    private static long required(String key, long value) {
        require(value != ABSENT, key, "given");
        return value;
    }

    private static BigDecimal required(String key, @Nullable BigDecimal value) {
        if (value == null) {
            throw new IllegalArgumentException(key + ": must be given");
        }
        return value;
    }
}
