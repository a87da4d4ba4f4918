package io.colin.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.EngineEvent;
import io.colin.api.event.PortfolioMarked;
import io.colin.api.instrument.Instrument;
import io.colin.api.ledger.AppendResult;
import io.colin.api.ledger.EventStore;
import io.colin.api.ledger.LedgerEntry;
import io.colin.api.market.Bar;
import io.colin.api.market.ListSource;
import io.colin.api.market.MarketDataSource;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.execution.algo.VolumeCurve;
import io.colin.execution.engine.Submission;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.source.CutSource;
import io.colin.execution.store.MemoryEventStore;
import io.colin.server.config.ConfigLoader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Minute bars of a week and half a day that trade most around noon, the half of which is traded; a VWAP order at 11:00. */
class LearntCurvesTest {
    private static final Instrument BTC =
            Instrument.spot("BTC/USD").lotSize("0.001").minNotional("5").build();
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long DAY_NS = 1440 * MINUTE_NS;
    /** A Monday, 00:00 UTC. */
    private static final long START_NS = 1_385_337_600_000_000_000L;

    private static final int DAYS = 7;
    private static final int MINUTES = DAYS * 1440 + 780;
    private static final long TRADE_NS = START_NS + DAYS * DAY_NS;
    private static final long ASKED_NS = TRADE_NS + 660 * MINUTE_NS;
    private static final long WINDOW_NS = 90 * MINUTE_NS;
    private static final long STEP_NS = 10 * MINUTE_NS;
    private static final MarketDataSource BARS = ListSource.of("noon", bars());

    private static final MemoryEventStore WHOLE = MemoryEventStore.empty();
    private static List<ChildOrder> uncut = List.of();

    @BeforeAll
    static void runOnce() {
        uncut = children("20", WHOLE);
    }

    private static List<Bar> bars() {
        SplittableRandom random = new SplittableRandom(5);
        List<Bar> bars = new ArrayList<>();
        for (int minute = 0; minute < MINUTES; minute++) {
            double fromNoon = (minute % 1440 - 720) / 60.0;
            double volume = 50 + 2000 * Math.exp(-fromNoon * fromNoon) * (0.5 + random.nextDouble());
            BigDecimal price = BigDecimal.valueOf(100_000L + random.nextInt(-3, 4), 2);
            bars.add(Bar.ofPrices(
                    BTC.symbol(),
                    START_NS + minute * MINUTE_NS,
                    START_NS + (minute + 1) * MINUTE_NS,
                    price,
                    price,
                    price,
                    price,
                    BigDecimal.valueOf(Math.round(volume * 1000), 3)));
        }
        return bars;
    }

    private static EngineParts parts(String days) {
        Map<String, String> given = Map.of("execution.vwap.curve_days", days);
        Profile profile = new Profile(ConfigLoader.load(new ConfigLoader.Sources(Optional.empty(), Map.of(), given))
                .forData(true));
        return new EngineParts(List.of(BTC), profile, 42);
    }

    /** The children of an order that goes by the curve alone. */
    private static List<ChildOrder> children(String days, EventStore store) {
        EngineParts parts = parts(days);
        List<ChildOrder> children = new ArrayList<>();
        boolean[] asked = {store.lastSequence() > 0};
        TradingEngine[] engine = new TradingEngine[1];
        engine[0] = parts.engine(parts.gate().build(), parts.curves(BARS, TRADE_NS))
                .source(BARS)
                .tradeFrom(TRADE_NS)
                .runId("r0001")
                .store(store)
                .onEvent(event -> {
                    child(event).ifPresent(children::add);
                    if (event instanceof PortfolioMarked marked
                            && marked.header().timeNs() >= ASKED_NS
                            && !asked[0]) {
                        asked[0] = true;
                        var unused = engine[0].submit(new Submission(order(), "alice", "", "h"));
                    }
                })
                .build();
        engine[0].run();
        return children;
    }

    private static Optional<ChildOrder> child(EngineEvent event) {
        return event instanceof ChildCreated created ? Optional.of(created.order()) : Optional.empty();
    }

    private static OrderIntent order() {
        return OrderIntent.of(BTC.symbol(), Side.BUY, new BigDecimal("9"))
                .clientOrderId("noon")
                .algo(AlgoSpec.of(
                        "vwap",
                        Map.of(
                                "duration_s",
                                Long.toString(WINDOW_NS / 1_000_000_000),
                                "interval_s",
                                Long.toString(STEP_NS / 1_000_000_000),
                                "live",
                                "false",
                                "adaptive",
                                "false")))
                .build();
    }

    @Test
    void ordersOfARunFollowTheCurveItLearntBeforeItTraded() {
        VolumeCurve curve = VolumeCurve.of(CutSource.of(BARS, TRADE_NS - 1), BTC.symbol());
        long start = uncut.getFirst().createdTimeNs();
        double sent = 0;
        for (ChildOrder child : uncut) {
            sent += child.progress().quantity().doubleValue();
            long end = child.createdTimeNs() + STEP_NS;
            double share = curve.expected(start, end) / curve.expected(start, start + WINDOW_NS);
            assertThat(sent).isCloseTo(9 * share, within(0.001));
        }
        assertThat(uncut).hasSize(9);
        assertThat(quantities(children("0", MemoryEventStore.empty()))).isNotEqualTo(quantities(uncut));
    }

    @Test
    void aRunThatWasKilledGoesOnAsIfItHadNotBeen() {
        long fifthNs = uncut.get(4).createdTimeNs();
        List<LedgerEntry> before = new ArrayList<>();
        WHOLE.read(1, one -> {
            if (one.entry().timeNs() < fifthNs) {
                before.add(one.entry());
            }
        });
        MemoryEventStore cut = MemoryEventStore.empty();
        assertThat(cut.append(before)).isInstanceOf(AppendResult.Appended.class);
        List<ChildOrder> after = children("20", cut);
        assertThat(quantities(after)).isEqualTo(quantities(uncut.subList(4, 9)));
        assertThat(after).extracting(ChildOrder::createdTimeNs).startsWith(fifthNs);
    }

    /** The last bar before the start closes at it: it is the first event of the run, and its day no whole one. */
    @Test
    void whatItRestsOnIsTold() {
        List<String> told = new ArrayList<>();
        LearntCurves curves = parts("20").curves(BARS, TRADE_NS).tell(new Told(told));
        assertThat(curves.curves()).containsOnlyKeys(BTC.symbol());
        assertThat(curves.notes())
                .containsEntry(
                        "execution.vwap.curve.BTC/USD",
                        "learnt from 5 weekdays and 1 days of weekends seen as a whole before the first trade");
        assertThat(told)
                .containsExactly("volume curve of BTC/USD: learnt from 5 weekdays and 1 days of weekends seen as a"
                        + " whole before the first trade");
        assertThat(parts("3").curves(BARS, TRADE_NS).notes().values())
                .containsExactly(
                        "learnt from 3 weekdays and 1 days of weekends seen as a whole before the first trade");
    }

    @Test
    void tooLittleHistoryGivesNoCurveAndSaysSo() {
        LearntCurves few = parts("20").curves(BARS, START_NS + 4 * DAY_NS + 1000);
        assertThat(few.curves()).isEmpty();
        assertThat(few.notes().values())
                .containsExactly("none: 4 whole days of history before the first trade, 5 are needed; even but for the"
                        + " days that the run itself has seen");
        assertThat(parts("20").curves(BARS, Long.MIN_VALUE).notes().values())
                .allMatch(note -> note.startsWith("none: 0 whole days of history"));
        assertThat(parts("0").curves(BARS, TRADE_NS).curves()).isEmpty();
        assertThat(parts("0").curves(BARS, TRADE_NS).notes().values())
                .containsExactly("none: execution.vwap.curve_days is 0");
    }

    private static List<BigDecimal> quantities(List<ChildOrder> children) {
        return children.stream().map(child -> child.progress().quantity()).toList();
    }

    /** Keeps the lines that stay. */
    private record Told(List<String> lines) implements Console {
        @Override
        public void line(String text) {
            lines.add(text);
        }

        @Override
        public void progress(String text) {}
    }
}
