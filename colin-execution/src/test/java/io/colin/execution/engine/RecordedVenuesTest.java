package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.OrderFilled;
import io.colin.api.event.PortfolioMarked;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.BookView;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.api.venue.Venue;
import io.colin.execution.algo.Immediate;
import io.colin.execution.source.BinanceInstruments;
import io.colin.execution.source.BinanceRecording;
import io.colin.execution.source.MergedSource;
import io.colin.execution.source.RecordedData;
import io.colin.execution.venue.paper.PaperVenue;
import io.colin.execution.venue.paper.PaperVenueBuilder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Orders over three recorded markets of one underlying at once, against the same orders at each of them alone: what they
 * really cost, net of fees. The figures are printed.
 */
class RecordedVenuesTest {
    private static final System.Logger LOG = System.getLogger(RecordedVenuesTest.class.getName());
    private static final Instrument BTC = BinanceInstruments.SPOT_BTC_USDT;
    private static final long EVERY_NS = 5_000_000_000L;
    private static final long LOOK_NS = 20_000_000_000L;
    private static final int MOST = 50;
    private static final double BPS = 1e4;

    private static final Map<String, Instrument> MARKETS = markets();

    private static Map<String, Instrument> markets() {
        Map<String, Instrument> markets = new LinkedHashMap<>();
        markets.put("spot-btcusdt", BTC);
        markets.put("usdm-btcusdt", BinanceInstruments.USD_M_BTC_USDT);
        markets.put("coinm-btcusd-perp", BinanceInstruments.COIN_M_BTC_USD);
        return markets;
    }

    /** Both cost less in money; of the small orders' gain nothing is left without the basis between what they leave open. */
    @ParameterizedTest(name = "{0} BTC")
    @CsvSource({"1,false", "40,true"})
    void theRouterCostsLessThanTheBestSingleVenue(String quantity, boolean gainsWithoutTheBasis) {
        Outcome routed = trade(List.copyOf(MARKETS.keySet()), quantity);
        Map<String, Outcome> alone = new LinkedHashMap<>();
        MARKETS.keySet().forEach(name -> alone.put(name, trade(List.of(name), quantity)));
        assertThat(routed.orders()).isEqualTo(MOST);
        assertThat(routed.filled()).isGreaterThan(0.999);
        double best = Double.POSITIVE_INFINITY;
        double bestClosed = Double.POSITIVE_INFINITY;
        for (Map.Entry<String, Outcome> one : alone.entrySet()) {
            Outcome outcome = one.getValue();
            LOG.log(
                    System.Logger.Level.INFO,
                    () -> quantity + " BTC at " + one.getKey() + ": " + outcome + "; routed: " + routed);
            // A venue that cannot take all of it is no alternative.
            best = outcome.filled() > 0.999 ? Math.min(best, outcome.costBps()) : best;
            bestClosed = outcome.filled() > 0.999 ? Math.min(bestClosed, outcome.closedBps()) : bestClosed;
        }
        assertThat(routed.costBps()).isLessThan(best);
        assertThat(routed.left().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add))
                .as("as much is bought as is sold, though not at the same venues")
                .isEqualByComparingTo("0");
        assertThat(routed.left().values()).anyMatch(left -> left.signum() > 0);
        assertThat(routed.closedBps() < bestClosed)
                .as("%s closed, the best alone %s", routed.closedBps(), bestClosed)
                .isEqualTo(gainsWithoutTheBasis);
    }

    /**
     * How many orders, what share was filled, and what money it cost in all, fees included: as much is bought as is sold. What
     * is left at single venues (base currency, above 0 long) may be the gain of a basis between them: the cost closed
     * values it at each venue's own last mid, without fees.
     */
    private record Outcome(
            int orders, double filled, double costBps, double closedBps, SortedMap<String, BigDecimal> left) {}

    /** Buys and sells in turn, every five seconds, by immediate orders. */
    private static Outcome trade(List<String> names, String quantity) {
        List<Fill> fills = new ArrayList<>();
        List<CompletableFuture<SubmitResult>> answers = new ArrayList<>();
        TradingEngine[] running = new TradingEngine[1];
        long[] nextNs = {Long.MAX_VALUE};
        int[] sent = new int[1];
        List<BinanceRecording> recordings = MARKETS.keySet().stream()
                .map(name -> BinanceRecording.of(RecordedData.file("binance/" + name + "-20240808.jsonl.gz")))
                .toList();
        EngineBuilder builder = TradingEngine.builder()
                .instruments(List.copyOf(MARKETS.values()))
                .source(MergedSource.of(recordings))
                .gate(new PlainGate("1000000"))
                .algo(Immediate.builder().build())
                .initialCash(new BigDecimal("1000000000"))
                .onEvent(event -> {
                    if (event instanceof OrderFilled filled) {
                        fills.add(filled.fill());
                    } else if (event instanceof PortfolioMarked marked) {
                        long now = marked.header().timeNs();
                        nextNs[0] = Math.min(nextNs[0], now + LOOK_NS);
                        if (now >= nextNs[0] && sent[0] < MOST) {
                            nextNs[0] = now + EVERY_NS;
                            answers.add(
                                    running[0].submit(new Submission(order(sent[0]++, quantity), "tester", "", "h")));
                        }
                    }
                });
        List<Venue> venues = names.stream().map(RecordedVenuesTest::venue).toList();
        venues.forEach(builder::venue);
        try (TradingEngine engine = builder.build()) {
            running[0] = engine;
            engine.run();
            assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isInstanceOf(SubmitResult.Taken.class));
            names.stream()
                    .filter(name -> !name.startsWith("spot"))
                    .forEach(name -> assertThat(engine.view().venueAssumptions())
                            .hasEntrySatisfying(
                                    "venue." + name + ".assumes",
                                    text -> assertThat(text).contains("taken as interchangeable")));
            return outcome(engine.view().orders(order -> true, "", 500).size(), fills, quantity, venues);
        }
    }

    private static OrderIntent order(int number, String quantity) {
        Side side = number % 2 == 0 ? Side.BUY : Side.SELL;
        return OrderIntent.of(BTC.symbol(), side, new BigDecimal(quantity))
                .clientOrderId("order-" + number)
                .build();
    }

    private static Venue venue(String name) {
        Instrument recorded = Objects.requireNonNull(MARKETS.get(name));
        PaperVenueBuilder builder = PaperVenue.builder()
                .id(name)
                .fees(BinanceInstruments.fees(recorded).orElseThrow());
        return recorded.symbol().equals(BTC.symbol())
                ? builder.instruments(BTC).build()
                : builder.interchangeable(BTC, recorded).build();
    }

    private static Outcome outcome(int orders, List<Fill> fills, String quantity, List<Venue> venues) {
        SortedMap<String, BigDecimal> left = new TreeMap<>();
        double cost = 0;
        double worth = 0;
        double filled = 0;
        for (Fill fill : fills) {
            assertThat(fill.symbol()).isEqualTo(BTC.symbol());
            double size = fill.quantity().doubleValue();
            double value = size * fill.price().doubleValue();
            cost += fill.side().sign() * value + fill.fee().doubleValue();
            worth += value;
            filled += size;
            left.merge(
                    fill.venue(),
                    fill.quantity().multiply(BigDecimal.valueOf(fill.side().sign())),
                    BigDecimal::add);
        }
        double kept = 0;
        for (Venue venue : venues) {
            BigDecimal mid = venue.book(BTC.symbol())
                    .flatMap(BookView::quote)
                    .orElseThrow()
                    .mid();
            kept += left.getOrDefault(venue.id(), BigDecimal.ZERO).multiply(mid).doubleValue();
        }
        return new Outcome(
                orders,
                filled / (orders * Double.parseDouble(quantity)),
                bps(cost / worth),
                bps((cost - kept) / worth),
                left);
    }

    private static double bps(double share) {
        return Math.round(share * BPS * 1e4) / 1e4;
    }
}
