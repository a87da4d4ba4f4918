package io.colin.ml.lifecycle;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketDataStream.Polled;
import io.colin.api.market.MarketEvent;
import io.colin.ml.registry.Checksums;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A stretch of a recording: what was known from one time on up to another, and nothing after it. What is trained from it
 * cannot look ahead, though the recording goes on.
 */
public final class BoundedSource implements MarketDataSource {
    private final MarketDataSource source;
    private final long fromNs;
    private final long toNs;
    private final TrainingJob.StopSign stop;

    private BoundedSource(MarketDataSource source, long fromNs, long toNs, TrainingJob.StopSign stop) {
        this.source = source;
        this.fromNs = fromNs;
        this.toNs = toNs;
        this.stop = stop;
    }

    /**
     * A stretch.
     *
     * @param source a recording: a live one gives other events each time
     * @param fromNs event time of the first events, included, ns since epoch
     * @param toNs event time of the last events, included, ns since epoch
     * @param stop asked at every poll
     * @return the stretch
     */
    public static BoundedSource of(MarketDataSource source, long fromNs, long toNs, TrainingJob.StopSign stop) {
        Require.that(!source.isLive(), "source", "must be recorded", source.id());
        Require.that(toNs > fromNs, "toNs", "must be after fromNs", toNs);
        return new BoundedSource(source, fromNs, toNs, stop);
    }

    @Override
    public String id() {
        return source.id() + " from " + fromNs + " to " + toNs + " ns";
    }

    @Override
    public String fingerprint() {
        return Checksums.of(source.fingerprint() + ' ' + fromNs + ' ' + toNs);
    }

    @Override
    public Set<Symbol> symbols() {
        return source.symbols();
    }

    @Override
    public MarketDataStream open() {
        return new Stretch(source.open());
    }

    /** The stretch, opened. Events never go back in time, so the first one too late ends it. */
    private final class Stretch implements MarketDataStream {
        private final MarketDataStream stream;
        private boolean delivered;
        private boolean ended;

        private Stretch(MarketDataStream stream) {
            this.stream = stream;
        }

        @Override
        public Polled poll(Consumer<? super MarketEvent> sink) {
            Polled polled = Polled.EVENT;
            delivered = false;
            while (!delivered && !ended && polled == Polled.EVENT) {
                stop.check();
                polled = stream.poll(event -> take(event, sink));
            }
            return ended ? Polled.ENDED : polled;
        }

        private void take(MarketEvent event, Consumer<? super MarketEvent> sink) {
            if (event.timeNs() > toNs) {
                ended = true;
            } else if (event.timeNs() >= fromNs) {
                delivered = true;
                sink.accept(event);
            }
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
