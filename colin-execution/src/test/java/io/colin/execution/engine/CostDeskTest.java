package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.Decimals;
import io.colin.api.event.EngineEvent;
import io.colin.api.event.ExecutionAnalysed;
import io.colin.api.event.ExecutionNoted;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.PortfolioMarked;
import io.colin.api.event.RunEnded;
import io.colin.api.execution.ExecutedFill;
import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.execution.ExecutionNote;
import io.colin.api.execution.Realm;
import io.colin.api.market.Aggressor;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.execution.algo.Twap;
import io.colin.execution.store.LedgerCodec;
import io.colin.execution.store.MemoryEventStore;
import io.colin.execution.tca.ExecutionFigures;
import io.colin.execution.tca.ForecastOutcome;
import io.colin.execution.tca.Markouts;
import io.colin.execution.tca.TcaReport;
import io.colin.execution.tca.VenueStanding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the engine records of the costs of its parents. */
class CostDeskTest {
    private static final long SECOND_NS = ScriptedSource.SECOND_NS;

    private final Rig rig = Rig.recording();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void seesTheMidsAroundEveryFillAsTheRecordingHasThem(long seed) {
        ScriptedSource source = books(seed, 900);
        TradingEngine engine = ordering(source, MemoryEventStore.empty(), twap("40"), 400);
        engine.run();
        ExecutionAnalysis analysis = only();
        assertThat(analysis.fills()).hasSizeGreaterThan(5);
        assertThat(analysis.fidelity()).isEqualTo("book");
        assertThat(analysis.realm()).contains(Realm.PAPER);
        assertThat(analysis.benchmarks().arrival())
                .contains(midBefore(source, analysis.arrivedNs().orElseThrow() + 1));
        assertThat(analysis.benchmarks().end()).contains(midBefore(source, analysis.endedNs() + 1));
        for (ExecutedFill each : analysis.fills()) {
            long timeNs = each.fill().timeNs();
            assertThat(each.mid()).as("before the fill").contains(midBefore(source, timeNs));
            for (int seconds : Markouts.SECONDS) {
                assertThat(each.after(seconds))
                        .as("after %s s", seconds)
                        .contains(midBefore(source, timeNs + seconds * SECOND_NS));
            }
        }
        assertThat(analysis.costs().total()).isPresent();
        BigDecimal parts = Stream.of(
                        analysis.costs().delay(),
                        analysis.costs().spread(),
                        analysis.costs().impact(),
                        analysis.costs().timing(),
                        analysis.costs().opportunity())
                .map(Optional::orElseThrow)
                .reduce(analysis.costs().fees(), BigDecimal::add);
        assertThat(analysis.costs().total().orElseThrow()).isEqualByComparingTo(parts);
    }

    @Test
    void comparesWithWhatTheMarketTraded() {
        ScriptedSource source = books(4, 900);
        ordering(source, MemoryEventStore.empty(), twap("40"), 400).run();
        ExecutionAnalysis analysis = only();
        long from = Math.ceilDiv(analysis.arrivedNs().orElseThrow(), SECOND_NS) * SECOND_NS;
        double quantity = 0;
        double value = 0;
        double last = 0;
        for (MarketEvent event : source.events()) {
            if (event instanceof Trade trade && trade.timeNs() <= analysis.endedNs()) {
                last = trade.price().doubleValue();
                if (trade.timeNs() >= from) {
                    quantity += trade.quantity().doubleValue();
                    value += trade.quantity().multiply(trade.price()).doubleValue();
                }
            }
        }
        assertThat(analysis.benchmarks().volume().orElseThrow()).isCloseTo(quantity, within(1e-6));
        assertThat(analysis.benchmarks().vwap().orElseThrow()).isCloseTo(value / quantity, within(1e-9));
        assertThat(analysis.benchmarks().close().orElseThrow().doubleValue()).isEqualTo(last);
        ExecutionFigures figures = ExecutionFigures.of(analysis);
        assertThat(figures.toVwap()).isPresent();
        assertThat(figures.toTwap()).isPresent();
        assertThat(figures.fillRatio()).isEqualTo(1);
        assertThat(figures.markouts()).containsOnlyKeys(1, 5, 30, 60);
        assertThat(figures.effectiveSpread().orElseThrow()).as("it takes").isPositive();
    }

    @Test
    void leavesOutWhatTheEndOfTheRunHides() {
        ScriptedSource source = books(5, 420);
        ordering(source, MemoryEventStore.empty(), Rig.buy("1", "late").build(), 400)
                .run();
        ExecutionAnalysis analysis = only();
        assertThat(analysis.fills()).hasSize(1);
        assertThat(analysis.fills().getFirst().later()).containsKeys("1", "5").doesNotContainKey("60");
        assertThat(ExecutionFigures.of(analysis).markouts()).doesNotContainKey(60);
        List<EngineEvent> last = rig.events.stream()
                .filter(event -> event instanceof ExecutionAnalysed || event instanceof RunEnded)
                .toList();
        assertThat(last.getFirst()).isInstanceOf(ExecutionAnalysed.class);
        assertThat(last.getLast()).isInstanceOf(RunEnded.class);
    }

    @Test
    void tellsOfAParentThatTheRunCutsOff() {
        ordering(books(6, 500), MemoryEventStore.empty(), twap("40"), 400).run();
        ExecutionAnalysis analysis = only();
        assertThat(analysis.flags()).contains("open_at_run_end");
        assertThat(analysis.filled()).isLessThan(analysis.ordered());
        assertThat(analysis.costs().opportunity()).isPresent();
        assertThat(ExecutionFigures.of(analysis).fillRatio()).isBetween(0.01, 0.99);
    }

    @Test
    void countsTheOpportunityOfWhatWasSentAndNotFilled() {
        OrderIntent far = Rig.buy("1", "far")
                .type(new OrderType.Limit(new BigDecimal("90")))
                .build();
        ordering(books(7, 500), MemoryEventStore.empty(), far, 400).run();
        ExecutionAnalysis analysis = only();
        assertThat(analysis.arrivedNs()).isPresent();
        assertThat(analysis.filled()).isZero();
        assertThat(analysis.realm()).isEmpty();
        assertThat(analysis.impact()).isEmpty();
        assertThat(analysis.costs().spread()).contains(BigDecimal.ZERO);
        BigDecimal moved = analysis.benchmarks()
                .end()
                .orElseThrow()
                .subtract(analysis.benchmarks().decision().orElseThrow());
        assertThat(moved).isNotZero();
        assertThat(analysis.costs().opportunity().orElseThrow()).isEqualByComparingTo(moved);
        assertThat(analysis.costs().total().orElseThrow()).isEqualByComparingTo(moved);
    }

    @Test
    void measuresNothingThatWasNeverSent() {
        ordering(
                        books(8, 500),
                        MemoryEventStore.empty(),
                        Rig.buy("100000", "huge").build(),
                        400)
                .run();
        assertThat(rig.of(ExecutionAnalysed.class)).isEmpty();
    }

    @Test
    void analysesEveryParentOfARunOnceAndLearnsFromIt() {
        TradingEngine engine = rig.swinging(ScriptedSource.walk(1, 4000)).build();
        engine.run();
        List<String> told = rig.of(ExecutionAnalysed.class).stream()
                .map(event -> event.analysis().orderId())
                .toList();
        List<String> filled = rig.of(OrderFilled.class).stream()
                .map(event -> event.fill().parentId())
                .distinct()
                .toList();
        assertThat(told).doesNotHaveDuplicates().containsAll(filled);
        ExecutionCostView costs = engine.view().executionCosts();
        assertThat(costs.analyses()).hasSize(told.size());
        VenueStanding paper = costs.venues().getFirst();
        assertThat(paper.venue()).isEqualTo("paper");
        assertThat(paper.slippage().count()).isEqualTo(rig.of(OrderFilled.class).size());
        assertThat(paper.slippage().mean()).isPositive();
        assertThat(paper.fillRatio().count()).isPositive();
        assertThat(paper.beyondPlan().count()).isPositive();
        assertThat(costs.accuracy(Realm.PAPER).parents()).isPositive();
        assertThat(costs.accuracy(Realm.LIVE).parents()).isZero();
        assertThat(costs.impactState(Realm.PAPER)).isPresent();
        assertThat(rig.of(ExecutionAnalysed.class))
                .allSatisfy(event -> assertThat(event.analysis().fidelity()).isEqualTo("trade-simulated"));
    }

    @ParameterizedTest(name = "cut at note {0}")
    @ValueSource(ints = {3, 10, 11, 30, 45, 57})
    void measuresOnAfterARestartAsIfThereHadBeenNone(int note) {
        MemoryEventStore whole = MemoryEventStore.empty();
        TradingEngine uncut = rig.swinging(ScriptedSource.walk(7, 3000), whole).build();
        uncut.run();
        MemoryEventStore cut = upToLater(whole, note);
        String parent = lastNoted(cut);
        Rig again = Rig.recording();
        TradingEngine engine = again.swinging(ScriptedSource.walk(7, 3000), cut).build();
        engine.run();
        assertThat(again.of(ExecutionAnalysed.class).stream()
                        .map(ExecutionAnalysed::analysis)
                        .filter(analysis -> analysis.orderId().equals(parent)))
                .containsExactlyElementsOf(rig.of(ExecutionAnalysed.class).stream()
                        .map(ExecutionAnalysed::analysis)
                        .filter(analysis -> analysis.orderId().equals(parent))
                        .toList());
        assertThat(engine.view().executionCosts().analyses())
                .hasSameSizeAs(uncut.view().executionCosts().analyses());
        assertThat(engine.view().executionCosts().impactState(Realm.PAPER))
                .isEqualTo(uncut.view().executionCosts().impactState(Realm.PAPER));
        assertThat(engine.view().executionCosts().venues())
                .isEqualTo(uncut.view().executionCosts().venues());
        List<ForecastOutcome> forecasts = TcaReport.of(whole).forecasts();
        assertThat(forecasts.getLast().within()).isPresent();
        // But for the ids, which count the record of the restart too.
        assertThat(TcaReport.of(cut).forecasts())
                .usingRecursiveComparison()
                .ignoringFields("orderId")
                .isEqualTo(forecasts);
    }

    @Test
    void beginsWithWhatAnEarlierRunLearnt() {
        TradingEngine first = rig.swinging(ScriptedSource.walk(1, 4000)).build();
        first.run();
        String state = first.view().executionCosts().impactState(Realm.PAPER).orElseThrow();
        Rig again = Rig.recording();
        TradingEngine second = again.swinging(ScriptedSource.walk(1, 4000))
                .costs(CostSettings.builder().impactState(Realm.PAPER, state).build())
                .build();
        second.run();
        long before = first.view().executionCosts().accuracy(Realm.PAPER).parents();
        assertThat(second.view().executionCosts().accuracy(Realm.PAPER).parents())
                .isEqualTo(2 * before);
    }

    private ExecutionAnalysis only() {
        assertThat(rig.of(ExecutionAnalysed.class)).hasSize(1);
        return rig.of(ExecutionAnalysed.class).getFirst().analysis();
    }

    private static OrderIntent twap(String quantity) {
        return Rig.buy(quantity, "slow")
                .algo(AlgoSpec.of(Twap.TYPE, Map.of("duration_s", "240", "interval_s", "20", "adaptive", "false")))
                .build();
    }

    /** Asks for one order once so many seconds have passed. */
    private TradingEngine ordering(ScriptedSource source, MemoryEventStore store, OrderIntent intent, int second) {
        boolean[] asked = new boolean[1];
        TradingEngine[] engine = new TradingEngine[1];
        engine[0] = rig.engine(source, store)
                .onEvent(event -> {
                    if (event instanceof PortfolioMarked marked
                            && !asked[0]
                            && marked.header().timeNs() >= ScriptedSource.START_NS + second * SECOND_NS
                            && engine[0].view().status().takesOrders()) {
                        asked[0] = true;
                        var unused = engine[0].submit(Rig.ask(intent, "", "h"));
                    }
                })
                .build();
        return engine[0];
    }

    /** A book and a trade about every half second, the mid a walk on half cents; deep enough that nothing is used up. */
    private static ScriptedSource books(long seed, int seconds) {
        SplittableRandom random = new SplittableRandom(seed);
        List<MarketEvent> events = new ArrayList<>();
        long timeNs = ScriptedSource.START_NS;
        long cents = 80_000;
        while (timeNs < ScriptedSource.START_NS + seconds * SECOND_NS) {
            timeNs += random.nextLong(SECOND_NS) + 1;
            cents += random.nextLong(-8, 9);
            BigDecimal bid = BigDecimal.valueOf(cents, 2);
            BigDecimal ask = bid.add(BigDecimal.valueOf(random.nextLong(1, 9), 2));
            BigDecimal deep = new BigDecimal("100000");
            events.add(new BookSnapshot(
                    ScriptedSource.BTC_USD,
                    timeNs,
                    events.size() + 1,
                    List.of(new BookLevel(bid, deep)),
                    List.of(new BookLevel(ask, deep))));
            BigDecimal traded = BigDecimal.valueOf(random.nextLong(1, 900), 1);
            events.add(new Trade(
                    ScriptedSource.BTC_USD, timeNs, random.nextBoolean() ? bid : ask, traded, Aggressor.UNKNOWN));
        }
        return ScriptedSource.of(events);
    }

    /** Plain: the mid of the last book before a time. */
    private static BigDecimal midBefore(ScriptedSource source, long timeNs) {
        BigDecimal mid = BigDecimal.ZERO;
        for (MarketEvent event : source.events()) {
            if (event instanceof BookSnapshot book && book.timeNs() < timeNs) {
                mid = book.bids()
                        .getFirst()
                        .price()
                        .add(book.asks().getFirst().price())
                        .divide(new BigDecimal("2"));
            }
        }
        return Decimals.normal(mid);
    }

    /** The records up to and with a number of notes of horizons. */
    private static MemoryEventStore upToLater(MemoryEventStore whole, int notes) {
        MemoryEventStore cut = MemoryEventStore.empty();
        int[] left = {notes};
        whole.read(1, record -> {
            if (left[0] > 0) {
                cut.append(List.of(record.entry()));
            }
            if (LedgerCodec.decode(record) instanceof ExecutionNoted noted
                    && noted.note() instanceof ExecutionNote.Later) {
                left[0]--;
            }
        });
        return cut;
    }

    private static String lastNoted(MemoryEventStore store) {
        String[] last = {""};
        store.read(1, record -> {
            if (LedgerCodec.decode(record) instanceof ExecutionNoted noted) {
                last[0] = noted.orderId();
            }
        });
        return last[0];
    }
}
