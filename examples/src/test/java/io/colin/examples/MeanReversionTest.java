package io.colin.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.BarBuilder;
import io.colin.api.market.MarketDataStream;
import io.colin.api.market.MarketDataStream.Polled;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.api.signal.Direction;
import io.colin.api.signal.ModelInput;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalModel;
import io.colin.api.signal.SignalModelContract;
import io.colin.execution.source.BitstampTrades;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rule keeps the contract of every model, which the test jar of colin-api brings along. */
class MeanReversionTest extends SignalModelContract {
    private static final Symbol BTC_USD = Symbol.of("BTC/USD");
    private static final long MINUTE_NS = Duration.ofMinutes(1).toNanos();
    private static final List<Bar> BARS = bars();

    @Override
    protected SignalModel model() {
        return MeanReversion.of(BTC_USD);
    }

    @Override
    protected List<? extends MarketEvent> events() {
        return BARS;
    }

    @Test
    void saysLongOnceFallsWereSeenToComeBack() {
        MeanReversion model = MeanReversion.of(BTC_USD);
        List<ModelInput> falls = new ArrayList<>();
        int minute = 0;
        for (int fall = 0; fall < 4; fall++) {
            for (int i = 0; i < 90; i++) {
                assertThat(model.observe(bar(minute++, i % 2 == 0 ? "1000" : "1001")))
                        .as("a quiet minute")
                        .isEmpty();
            }
            Optional<? extends ModelInput> input = model.observe(bar(minute++, "980"));
            assertThat(input).as("a fall").isPresent();
            falls.add(input.orElseThrow());
        }
        List<Signal> signals =
                model.evaluate(falls).stream().map(Signal.class::cast).toList();

        assertThat(signals.getFirst().direction()).as("nothing counted yet").isEqualTo(Direction.NEUTRAL);
        assertThat(signals.getLast().direction()).isEqualTo(Direction.LONG);
        // Three falls came back and one of each kind is counted from the start.
        assertThat(signals.getLast().probabilities().up()).isEqualTo(4.0 / 6);
        assertThat(signals.getLast().probabilities().down()).isEqualTo(1.0 / 6);
        assertThat(signals.getLast().referencePrice()).isEqualByComparingTo("980");
    }

    private static Bar bar(int minute, String close) {
        BigDecimal price = new BigDecimal(close);
        return Bar.ofPrices(
                BTC_USD, minute * MINUTE_NS, (minute + 1) * MINUTE_NS, price, price, price, price, BigDecimal.ONE);
    }

    private static List<Bar> bars() {
        List<Bar> bars = new ArrayList<>();
        BarBuilder builder = BarBuilder.of(BTC_USD, Duration.ofMinutes(1));
        try (MarketDataStream stream =
                FirstEvents.of(BitstampTrades.embedded(), 20_000).open()) {
            while (stream.poll(event -> {
                        if (event instanceof Trade trade) {
                            builder.on(trade, bars::add);
                        }
                    })
                    == Polled.EVENT) {
                // the builder has it
            }
        }
        return List.copyOf(bars);
    }
}
