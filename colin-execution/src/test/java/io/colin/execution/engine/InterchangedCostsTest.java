package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.Decimals;
import io.colin.api.event.ExecutionAnalysed;
import io.colin.api.event.PortfolioMarked;
import io.colin.api.execution.ExecutedFill;
import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.execution.ExecutionCosts;
import io.colin.api.execution.Realm;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.execution.algo.Immediate;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.store.MemoryEventStore;
import io.colin.execution.tca.Markouts;
import io.colin.execution.tca.TcaSummary;
import io.colin.execution.tca.VenueStanding;
import io.colin.execution.venue.paper.PaperVenue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of costs where a symbol trades at two venues that are a constant basis apart. */
class InterchangedCostsTest {
    private static final long SECOND_NS = ScriptedSource.SECOND_NS;
    private static final Instrument PERPETUAL =
            Instrument.perpetual("BTC/USD:USD").minNotional("5").build();
    private static final BigDecimal BASIS = new BigDecimal("2");

    private final Rig rig = Rig.recording();

    /** Bought at the perpetual, which is cheaper; sold at spot, which is dearer and speaks for the symbol. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void measuresFillsByTheVenueThatMadeThem(long seed) {
        ScriptedSource source = books(seed);
        TradingEngine engine = trading(source);
        engine.run();
        List<ExecutionAnalysis> analyses = analyses();
        assertThat(analyses).hasSize(40);
        for (ExecutionAnalysis analysis : analyses) {
            boolean bought = analysis.terms().side() == Side.BUY;
            assertThat(analysis.venue()).isEqualTo(bought ? "perpetual" : "spot");
            assertThat(analysis.isInterchanged()).isEqualTo(bought);
            assertThat(analysis.benchmarks().arrival())
                    .as("the symbol's mid")
                    .contains(midBefore(
                            source, ScriptedSource.BTC_USD, analysis.arrivedNs().orElseThrow() + 1));
            Symbol market = bought ? PERPETUAL.symbol() : ScriptedSource.BTC_USD;
            for (ExecutedFill fill : analysis.fills()) {
                long timeNs = fill.fill().timeNs();
                assertThat(fill.mid()).contains(midBefore(source, market, timeNs));
                for (int seconds : Markouts.SECONDS) {
                    assertThat(fill.after(seconds)).contains(midBefore(source, market, timeNs + seconds * SECOND_NS));
                }
            }
            assertThat(analysis.costs().spread().orElseThrow()).as("it takes").isPositive();
            assertIsExact(analysis);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void believesOfNoVenueThatTheBasisIsItsSpread(long seed) {
        TradingEngine engine = trading(books(seed));
        engine.run();
        List<VenueStanding> venues = engine.view().executionCosts().venues();
        assertThat(venues).extracting(VenueStanding::venue).containsExactly("perpetual", "spot");
        // 2 of 800 are 25 bp; half a spread is under 1 bp, and the mid walks by less than 1 bp a step.
        assertThat(venues).allSatisfy(venue -> {
            assertThat(venue.slippage().count()).isEqualTo(20);
            assertThat(venue.slippage().mean()).isBetween(0.0, 1.0);
            venue.markouts().values().forEach(after -> assertThat(after.mean()).isBetween(-4.0, 4.0));
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void takesTheBasisForNoImpact(long seed) {
        TradingEngine engine = trading(books(seed));
        engine.run();
        long alone = analyses().stream()
                .filter(analysis -> analysis.impact().isPresent() && !analysis.isInterchanged())
                .count();
        assertThat(analyses())
                .filteredOn(analysis -> analysis.impact().isPresent() && analysis.isInterchanged())
                .isNotEmpty();
        assertThat(alone).isPositive();
        assertThat(engine.view().executionCosts().accuracy(Realm.PAPER).parents())
                .isEqualTo(alone);
        assertThat(TcaSummary.of(analyses()).impact()).containsOnlyKeys("paper");
        assertThat(TcaSummary.of(analyses()).impact().values()).allMatch(impact -> impact.parents() == alone);
    }

    private static void assertIsExact(ExecutionAnalysis analysis) {
        ExecutionCosts costs = analysis.costs();
        BigDecimal parts = Stream.of(costs.delay(), costs.spread(), costs.move(), costs.opportunity())
                .map(Optional::orElseThrow)
                .reduce(costs.fees(), BigDecimal::add);
        BigDecimal paid = analysis.fills().stream()
                .map(each -> each.fill()
                        .price()
                        .subtract(analysis.benchmarks().decision().orElseThrow())
                        .multiply(each.fill().quantity())
                        .multiply(BigDecimal.valueOf(each.fill().side().sign()))
                        .add(each.fill().fee()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(costs.total().orElseThrow()).isEqualByComparingTo(parts).isEqualByComparingTo(paid);
    }

    private List<ExecutionAnalysis> analyses() {
        return rig.of(ExecutionAnalysed.class).stream()
                .map(ExecutionAnalysed::analysis)
                .toList();
    }

    /** Buys and sells in turn, every ten seconds once something is known of the day. */
    private TradingEngine trading(ScriptedSource source) {
        TradingEngine[] engine = new TradingEngine[1];
        int[] sent = new int[1];
        long[] nextNs = {ScriptedSource.START_NS + 400 * SECOND_NS};
        engine[0] = TradingEngine.builder()
                .instruments(Rig.BTC_USD, PERPETUAL)
                .source(source)
                .gate(new PlainGate("1000000"))
                .algo(Immediate.builder().capBps(60).maxQuoteAge(Rig.QUIET).build())
                .router(NetPriceRouter.builder()
                        .maxBookAge(Rig.QUIET)
                        .slippageCapBps(60)
                        .build())
                .venue(PaperVenue.builder()
                        .id("spot")
                        .instruments(Rig.BTC_USD)
                        .feeBps(1)
                        .seed(1)
                        .build())
                .venue(PaperVenue.builder()
                        .id("perpetual")
                        .interchangeable(Rig.BTC_USD, PERPETUAL)
                        .feeBps(1)
                        .seed(2)
                        .build())
                .store(MemoryEventStore.empty())
                .onEvent(event -> {
                    rig.events.add(event);
                    if (event instanceof PortfolioMarked marked
                            && sent[0] < 40
                            && marked.header().timeNs() >= nextNs[0]) {
                        nextNs[0] = marked.header().timeNs() + 10 * SECOND_NS;
                        var unused = engine[0].submit(Rig.ask(order(sent[0]++), "", "h"));
                    }
                })
                .build();
        return engine[0];
    }

    private static OrderIntent order(int number) {
        return OrderIntent.of(ScriptedSource.BTC_USD, number % 2 == 0 ? Side.BUY : Side.SELL, new BigDecimal("1"))
                .clientOrderId("order-" + number)
                .algo(AlgoSpec.of("immediate", Map.of()))
                .build();
    }

    /** Every half second a book and a trade of spot; a while after each the same book of the perpetual, lower by the basis. */
    private static ScriptedSource books(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<MarketEvent> events = new ArrayList<>();
        long timeNs = ScriptedSource.START_NS;
        long cents = 80_000;
        while (timeNs < ScriptedSource.START_NS + 900 * SECOND_NS) {
            timeNs += SECOND_NS / 2;
            cents += random.nextLong(-4, 5);
            BigDecimal bid = BigDecimal.valueOf(cents, 2);
            BigDecimal ask = bid.add(BigDecimal.valueOf(random.nextLong(1, 9), 2));
            events.add(book(ScriptedSource.BTC_USD, timeNs, events.size() + 1, bid, ask));
            events.add(new Trade(ScriptedSource.BTC_USD, timeNs, bid, BigDecimal.TEN, Aggressor.UNKNOWN));
            events.add(book(
                    PERPETUAL.symbol(),
                    timeNs + random.nextLong(1, SECOND_NS / 2),
                    events.size() + 1,
                    bid.subtract(BASIS),
                    ask.subtract(BASIS)));
        }
        return ScriptedSource.of(events);
    }

    private static BookSnapshot book(Symbol symbol, long timeNs, long number, BigDecimal bid, BigDecimal ask) {
        BigDecimal deep = new BigDecimal("100000");
        return new BookSnapshot(
                symbol, timeNs, number, List.of(new BookLevel(bid, deep)), List.of(new BookLevel(ask, deep)));
    }

    /** Plain: the mid of a market's last book before a time. */
    private static BigDecimal midBefore(ScriptedSource source, Symbol market, long timeNs) {
        BigDecimal mid = BigDecimal.ZERO;
        for (MarketEvent event : source.events()) {
            if (event instanceof BookSnapshot book && book.symbol().equals(market) && book.timeNs() < timeNs) {
                mid = book.bids()
                        .getFirst()
                        .price()
                        .add(book.asks().getFirst().price())
                        .divide(BigDecimal.TWO);
            }
        }
        return Decimals.normal(mid);
    }
}
