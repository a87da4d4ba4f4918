package io.colin.execution.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.ColinException;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.ListSource;
import io.colin.api.market.MarketDataSource;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.api.signal.ModelDescription;
import io.colin.api.signal.ModelInput;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalModel;
import io.colin.api.signal.SignalOutcome;
import io.colin.execution.engine.Rig;
import io.colin.execution.source.Events;
import io.colin.execution.source.Walks;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LookaheadCheckTest {
    private static final ListSource WALK = Walks.of(Rig.BTC_USD.symbol(), 1, 1500, 30);

    @Test
    void anHonestModelDecidesTheSameWhereverTheFutureEnds() {
        List<String> stages = new ArrayList<>();
        LookaheadReport report = LookaheadCheck.of(WALK, any -> Rig.recording().swinging(any), stages::add)
                .run(4, 7);

        assertThat(report.isClean()).isTrue();
        assertThat(report.cuts()).hasSize(4);
        assertThat(report.cuts().getLast().parity().equal()).isGreaterThan(100);
        assertThat(stages)
                .containsExactly("the whole recording", "cut 1 of 4", "cut 2 of 4", "cut 3 of 4", "cut 4 of 4");
    }

    @Test
    void findsAModelThatReadsAhead() {
        LookaheadReport report = LookaheadCheck.of(WALK, LookaheadCheckTest::cheating, stage -> {})
                .run(4, 7);

        assertThat(report.isClean()).isFalse();
        Parity.Difference first = report.cuts().stream()
                .flatMap(cut -> cut.parity().difference().stream())
                .findFirst()
                .orElseThrow();
        assertThat(first.left().orElseThrow().kind()).isEqualTo("SignalEmitted");
        assertThat(first.text()).contains("SignalEmitted at 2023-11-15T").contains(" on the left and ");
    }

    @Test
    void theSameSeedCutsAtTheSameTimes() {
        LookaheadCheck check = LookaheadCheck.of(WALK, any -> Rig.recording().swinging(any), stage -> {});

        assertThat(check.run(2, 3)).isEqualTo(check.run(2, 3));
        assertThatThrownBy(() -> check.run(0, 3)).hasMessage("cuts: must be above 0 (0)");
    }

    @Test
    void aRunThatDecidesNothingProvesNothing() {
        MarketDataSource one = ListSource.of("one", WALK.events().subList(0, 1));

        assertThatThrownBy(() -> LookaheadCheck.of(one, any -> Rig.recording().swinging(any), stage -> {})
                        .run(1, 1))
                .isInstanceOf(ColinException.class)
                .hasMessage("one: must make the run decide something");
    }

    private static io.colin.execution.engine.EngineBuilder cheating(MarketDataSource source) {
        return Rig.recording().swinging(source).model(new Prophet(source));
    }

    /** Says at every trade on a new minute where the price goes within the next ten: it has read the recording. */
    private static final class Prophet implements SignalModel {
        private static final long AHEAD_NS = Duration.ofMinutes(10).toNanos();

        private final TreeMap<Long, BigDecimal> prices = new TreeMap<>();
        private long minute;

        private record Input(Symbol symbol, long dataAsOfNs, BigDecimal price) implements ModelInput {}

        Prophet(MarketDataSource source) {
            for (MarketEvent event : Events.of(source)) {
                prices.put(event.timeNs(), ((Trade) event).price());
            }
        }

        @Override
        public ModelDescription description() {
            return new ModelDescription(
                    "prophet",
                    "1",
                    "cheat",
                    io.colin.api.signal.Profile.BAR,
                    AHEAD_NS,
                    io.colin.api.signal.ModelStage.CANDIDATE,
                    "none",
                    Long.MIN_VALUE,
                    Long.MIN_VALUE,
                    new TreeMap<>());
        }

        @Override
        public Optional<? extends ModelInput> observe(MarketEvent event) {
            long now = event.timeNs() / 60_000_000_000L;
            if (!(event instanceof Trade trade) || now == minute) {
                return Optional.empty();
            }
            minute = now;
            return Optional.of(new Input(trade.symbol(), trade.timeNs(), trade.price()));
        }

        @Override
        public Optional<? extends ModelInput> latest(Symbol symbol) {
            return Optional.empty();
        }

        @Override
        public List<SignalOutcome> evaluate(List<? extends ModelInput> inputs) {
            return inputs.stream().map(input -> prophesy((Input) input)).toList();
        }

        private SignalOutcome prophesy(Input input) {
            Map.Entry<Long, BigDecimal> later = prices.floorEntry(input.dataAsOfNs() + AHEAD_NS);
            boolean up = later.getValue().compareTo(input.price()) > 0;
            return Signal.of(input.symbol(), "prophet", input.dataAsOfNs())
                    .probabilities(up ? new Probabilities(0.9, 0.05, 0.05) : new Probabilities(0.05, 0.05, 0.9))
                    .band(0.004, input.price())
                    .horizonNs(AHEAD_NS)
                    .expected(up ? 0.004 : -0.004, 0.002)
                    .directed(up ? io.colin.api.signal.Direction.LONG : io.colin.api.signal.Direction.SHORT, 0.9)
                    .build();
        }
    }
}
