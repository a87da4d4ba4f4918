package io.colin.ml.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.Bar;
import io.colin.api.market.BarBuilder;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.ml.SyntheticEvents;
import io.colin.ml.SyntheticMarket;
import io.colin.ml.history.Candle;
import io.colin.ml.history.SideInputs;
import io.colin.ml.history.UnfinishedBar;
import io.colin.ml.history.UnfinishedBar.Standing;
import io.colin.ml.history.UnfinishedBar.View;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is known inside a bar, from raw events. */
class MarketInputsPeekTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long MINUTE_NS = MINUTE.toNanos();
    private static final FeatureSchema ALL = BarCatalog.complete();
    private static final List<MarketEvent> EVENTS = SyntheticEvents.of(3, 1_000);

    /** One symbol's inputs and its bars, closed by its own trades. */
    private static final class Run {
        private final Symbol symbol;
        private final SideInputs inputs;
        private final BarBuilder bars;
        private final UnfinishedBar unfinished = UnfinishedBar.of(MINUTE_NS);
        private final List<double[]> readings = new ArrayList<>();
        private long closedNs = Long.MIN_VALUE;
        private BigDecimal lastClose = BigDecimal.ONE;

        private Run(Symbol symbol) {
            this.symbol = symbol;
            this.inputs = MarketInputs.forSchema(ALL, symbol, MINUTE);
            this.bars = BarBuilder.of(symbol, MINUTE);
        }

        private void on(MarketEvent event) {
            bars.advanceTo(event.timeNs(), this::close);
            inputs.on(event);
            if (event.symbol().equals(symbol)) {
                unfinished.on(event);
            }
            if (event instanceof Trade trade && trade.symbol().equals(symbol)) {
                bars.on(trade, this::close);
            }
        }

        private void close(Bar bar) {
            double[] reading = inputs.reading();
            inputs.read(bar, reading, 0);
            readings.add(reading);
            closedNs = bar.timeNs();
            lastClose = bar.close();
        }

        private View view() {
            return unfinished.after(closedNs, lastClose);
        }
    }

    @Test
    void whatIsPeekedIsWhatWouldBeReadAtThatMoment() {
        SplittableRandom random = new SplittableRandom(1);
        Run run = new Run(SyntheticEvents.SYMBOL);
        int checked = 0;
        int books = 0;
        for (int i = 0; i < EVENTS.size(); i++) {
            run.on(EVENTS.get(i));
            if (run.closedNs == Long.MIN_VALUE || random.nextInt(900) > 0) {
                continue;
            }
            assertThat(run.view()).isInstanceOf(View.Known.class);
            Standing bar = ((View.Known) run.view()).bar();
            double[] peeked = run.inputs.reading();
            run.inputs.peek(bar, peeked, 0);
            Run other = new Run(SyntheticEvents.SYMBOL);
            EVENTS.subList(0, i + 1).forEach(other::on);
            double[] read = other.inputs.reading();
            other.inputs.read(closedNow(bar), read, 0);
            assertThat(peeked).as("after %s", EVENTS.get(i)).isEqualTo(read);
            books += Double.isNaN(peeked[InputRow.BOOK]) ? 0 : 1;
            checked++;
        }
        assertThat(checked).isGreaterThan(20);
        assertThat(books).as("with a live book").isGreaterThan(5);
    }

    @Test
    void aReferenceSeesItsOwnUnfinishedBar() {
        Run run = new Run(SyntheticEvents.BTC);
        SplittableRandom random = new SplittableRandom(2);
        int checked = 0;
        for (int i = 0; i < EVENTS.size(); i++) {
            run.on(EVENTS.get(i));
            if (run.readings.size() < 20
                    || random.nextInt(900) > 0
                    || !(run.view() instanceof View.Known(Standing bar))) {
                continue;
            }
            double[] peeked = run.inputs.reading();
            run.inputs.peek(bar, peeked, 0);
            Run other = new Run(SyntheticEvents.BTC);
            EVENTS.subList(0, i + 1).forEach(other::on);
            double[] read = other.inputs.reading();
            other.inputs.read(asBar(bar, bar.candle().timeNs()), read, 0);
            assertThat(peeked[InputRow.BTC_RETURN]).isNotNaN().isEqualTo(read[InputRow.BTC_RETURN]);
            checked++;
        }
        assertThat(checked).isGreaterThan(10);
    }

    @Test
    void peekingAfterEveryEventChangesNoBitOfWhatIsRead() {
        for (Symbol symbol : List.of(SyntheticEvents.SYMBOL, SyntheticEvents.BTC)) {
            Run peeked = new Run(symbol);
            Run untouched = new Run(symbol);
            for (MarketEvent event : EVENTS) {
                peeked.on(event);
                untouched.on(event);
                if (peeked.closedNs != Long.MIN_VALUE && peeked.view() instanceof View.Known(Standing bar)) {
                    peeked.inputs.peek(bar, peeked.inputs.reading(), 0);
                }
            }
            assertThat(peeked.readings).hasSizeGreaterThan(900);
            for (int i = 0; i < peeked.readings.size(); i++) {
                assertThat(peeked.readings.get(i)).isEqualTo(untouched.readings.get(i));
            }
        }
    }

    @Test
    void anUnfinishedBarIsWhatABarBuilderWouldClose() {
        SplittableRandom random = new SplittableRandom(7);
        Run run = new Run(SyntheticEvents.SYMBOL);
        BarBuilder twin = BarBuilder.of(SyntheticEvents.SYMBOL, MINUTE);
        List<Bar> closed = new ArrayList<>();
        List<Candle> seen = new ArrayList<>();
        for (MarketEvent event : EVENTS) {
            boolean own = event instanceof Trade trade && trade.symbol().equals(SyntheticEvents.SYMBOL);
            if (run.closedNs != Long.MIN_VALUE
                    && event.timeNs() >= run.closedNs + MINUTE_NS
                    && random.nextInt(3) == 0) {
                // The last look before the bar closes is at the whole of it.
                seen.add(((View.Known) run.view()).bar().candle());
            }
            twin.advanceTo(event.timeNs(), closed::add);
            run.on(event);
            if (own) {
                twin.on((Trade) event, closed::add);
            }
        }
        assertThat(seen).hasSizeGreaterThan(200);
        for (Candle candle : seen) {
            Candle real = closed.stream()
                    .filter(bar -> bar.openTimeNs() == candle.openTimeNs())
                    .map(Candle::of)
                    .findFirst()
                    .orElseThrow();
            assertThat(new Candle(
                            candle.openTimeNs(),
                            candle.timeNs(),
                            candle.open(),
                            candle.high(),
                            candle.low(),
                            candle.close(),
                            real.volume(),
                            candle.empty()))
                    .isEqualTo(real);
            assertThat(candle.volume()).isCloseTo(real.volume(), within(1e-9));
        }
    }

    @Test
    void withoutTradesAndAfterItsEndNothingIsKnownOfABar() {
        UnfinishedBar bar = UnfinishedBar.of(MINUTE_NS);
        assertThat(bar.after(MINUTE_NS, BigDecimal.TEN))
                .isEqualTo(new View.Unknown("no trades were seen, and an unfinished bar is made of trades"));
        Bar early = SyntheticMarket.bar(0, 1, 1, 1, 1, 1);
        bar.on(new Trade(
                SyntheticMarket.SYMBOL, early.timeNs() + MINUTE_NS, BigDecimal.TEN, BigDecimal.ONE, Aggressor.BUY));
        assertThat(bar.after(early.timeNs(), BigDecimal.TEN))
                .isEqualTo(new View.Unknown("the bar has ended and was not given yet"));
        assertThat(bar.after(early.timeNs() + MINUTE_NS, BigDecimal.TEN)).isInstanceOf(View.Known.class);
    }

    private static Bar closedNow(Standing bar) {
        return asBar(bar, bar.asOfNs());
    }

    private static Bar asBar(Standing bar, long timeNs) {
        Candle c = bar.candle();
        return new Bar(
                SyntheticEvents.SYMBOL,
                c.openTimeNs(),
                Math.max(timeNs, c.openTimeNs() + 1),
                BigDecimal.valueOf(c.open()),
                BigDecimal.valueOf(c.high()),
                BigDecimal.valueOf(c.low()),
                BigDecimal.valueOf(c.close()),
                // Every trade here has a side.
                BigDecimal.valueOf(bar.buys()).add(BigDecimal.valueOf(bar.sells())),
                BigDecimal.valueOf(bar.buys()),
                BigDecimal.valueOf(bar.sells()),
                c.empty() ? 0 : 1);
    }
}
