package io.colin.examples;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The beginning of a recorded source: what a source of one's own looks like when it stands on another. Immutable; each
 * opening starts at the first event.
 */
public final class FirstEvents implements MarketDataSource {
    private final MarketDataSource whole;
    private final long most;

    private FirstEvents(MarketDataSource whole, long most) {
        this.whole = whole;
        this.most = most;
    }

    /**
     * The first events of a source.
     *
     * @param whole a recorded source
     * @param most how many events at most, above 0
     * @return a source of its own, with a fingerprint of its own
     */
    public static FirstEvents of(MarketDataSource whole, long most) {
        if (most <= 0) {
            throw new IllegalArgumentException("most: must be above 0 (" + most + ")");
        }
        return new FirstEvents(whole, most);
    }

    @Override
    public String id() {
        return whole.id() + "#1-" + most;
    }

    /** Another content, so another fingerprint: a ledger of the whole must not be taken up with a part of it. */
    @Override
    public String fingerprint() {
        try {
            byte[] text = (whole.fingerprint() + ":" + most).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public Set<Symbol> symbols() {
        return whole.symbols();
    }

    @Override
    public OptionalLong expectedEvents() {
        OptionalLong all = whole.expectedEvents();
        return all.isPresent() ? OptionalLong.of(Math.min(most, all.getAsLong())) : all;
    }

    @Override
    public MarketDataStream open() {
        return new Stream(whole.open(), most);
    }

    /** Counts down to its end. */
    private static final class Stream implements MarketDataStream {
        private final MarketDataStream all;
        private long left;

        private Stream(MarketDataStream all, long left) {
            this.all = all;
            this.left = left;
        }

        @Override
        public Polled poll(Consumer<? super MarketEvent> sink) {
            if (left == 0) {
                return Polled.ENDED;
            }
            Polled polled = all.poll(sink);
            if (polled == Polled.EVENT) {
                left--;
            }
            return polled;
        }

        @Override
        public void close() {
            all.close();
        }
    }
}
