package io.colin.server.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.Decimals;
import io.colin.api.event.EngineEvent;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.PortfolioMarked;
import io.colin.api.event.SliceRouted;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.MarketDataSource;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.venue.FeeSchedule;
import io.colin.execution.engine.Submission;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.source.BinanceInstruments;
import io.colin.server.config.Config;
import io.colin.server.config.ConfigException;
import io.colin.server.config.ConfigLoader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file says of venues is what a run trades on: the server's own composition over two books. */
class VenueRunTest {
    private static final String COMMON = """
            risk:
              var: {armed: false}
              stress: {armed: false}
              position: {max_value: 1000000, max_equity_ratio: 1}
              repeat: {max_cycles: 1000}
              throttle: {value_per_symbol_day: 1000000000}
              breakers: {errors: {rate: 0.9, rejects_in_a_row: 1000}}
            trading: {initial_cash: 100000000}
            """;
    private static final String TWO = COMMON + """
            execution: {default_venue: spot}
            venues:
              spot: {type: paper, symbols: [BTC/USDT], fees: {maker: 0.0004, taker: 0.0005}}
              perp:
                type: paper
                interchangeable: [BTC/USDT=BTC/USDT:USDT]
                fees: {maker: 0.0002, taker: 0.00051}
                latency: {median_ms: 5, p99_ms: 10}
            """;
    private static final String FAULTY = COMMON + """
            execution: {routing: {min_fill_ratio: 0}}
            venues:
              good: {type: paper, symbols: [BTC/USDT]}
              bad:
                type: paper
                seed: 7
                fees: {taker: 0.0005}
                interchangeable: [BTC/USDT=BTC/USDT:USDT]
                faults:
                  reject_rate: 0.15
                  drop_rate: 0.15
                  duplicate_rate: 0.3
                  late_rate: 0.3
                  late_by_ms: 900
                  answer_timeout_ms: 700
                  down_every_s: 40
                  down_for_s: 3
            """;

    @TempDir
    private Path directory;

    /** What came of a run. */
    private record Outcome(
            List<EngineEvent> events, List<ParentOrder> parents, String state, Map<String, String> notes) {
        <T> List<T> of(Class<T> kind) {
            return events.stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        List<Fill> fills() {
            return of(OrderFilled.class).stream().map(OrderFilled::fill).toList();
        }

        Set<String> venues() {
            return fills().stream().map(Fill::venue).collect(Collectors.toSet());
        }
    }

    @Test
    void anOrderIsSplitOverTheVenuesOfTheFileAndPaysTheirFees() throws IOException {
        Outcome outcome = trade(TWO, 80, "6");
        assertThat(outcome.venues()).containsExactlyInAnyOrder("spot", "perp");
        for (Fill fill : outcome.fills()) {
            String rate = fill.venue().equals("spot") ? "0.0005" : "0.00051";
            assertThat(fill.fee())
                    .as(fill.toString())
                    .isEqualByComparingTo(fill.quantity().multiply(fill.price()).multiply(new BigDecimal(rate)));
        }
        assertThat(outcome.parents())
                .hasSizeGreaterThan(8)
                .allSatisfy(
                        parent -> assertThat(parent.progress().filledQuantity()).isEqualByComparingTo("6"));
        assertThat(outcome.notes().get("venue.perp.assumes"))
                .contains("median PT0.005S", "matched with the recorded market of BTC/USDT:USDT");
        assertThat(outcome.notes().get("venue.spot.assumes")).contains("median PT0.02S");
    }

    @Test
    void noMoreIsSentThanIsExpectedWithinTheLimitOnSlippage() throws IOException {
        // Each book has half a coin every tenth, which is 0.017 bp.
        Outcome free = trade(TWO, 40, "6");
        Outcome limited = trade(
                TWO.replace("default_venue: spot", "default_venue: spot, routing: {max_expected_slippage_bps: 0.05}"),
                40,
                "6");
        assertThat(sum(limited.fills()))
                .isLessThan(sum(free.fills()).divide(new BigDecimal(2)))
                .isPositive();
        assertThat(limited.of(SliceRouted.class).toString())
                .contains("SLIPPAGE_LIMIT: expected_bps=", "max_bps=0.0500");
        assertThat(free.of(SliceRouted.class).toString()).doesNotContain("max_bps");
    }

    @Test
    void aVenueWhoseBudgetIsSpentGetsNoMore() throws IOException {
        String budget = TWO.replace("symbols: [BTC/USDT]", "symbols: [BTC/USDT], requests_per_minute: 3");
        Outcome outcome = trade(budget, 80, "1");
        List<String> sent = outcome.of(SliceRouted.class).stream()
                .flatMap(routed -> routed.plan().legs().stream())
                .map(leg -> leg.venue())
                .toList();
        assertThat(sent.stream().filter("spot"::equals)).hasSize(3);
        assertThat(sent.stream().filter("perp"::equals)).hasSizeGreaterThanOrEqualTo(10);
        assertThat(outcome.of(SliceRouted.class).toString()).contains("requests_left=0");
    }

    @Test
    void atAFaultyVenueNothingIsLostAndNothingIsSentTwice() throws IOException {
        Outcome outcome = trade(FAULTY, 400, "6");
        assertThat(outcome.venues()).containsExactlyInAnyOrder("good", "bad");
        Map<String, List<Fill>> byOrder = outcome.fills().stream().collect(Collectors.groupingBy(Fill::orderId));
        byOrder.forEach((order, fills) -> {
            // A trade's id ends with its number among the venue's trades of the order, counted from 1.
            List<Integer> numbers = fills.stream()
                    .map(fill -> Integer.valueOf(
                            fill.tradeId().substring(fill.tradeId().lastIndexOf(':') + 1)))
                    .sorted()
                    .toList();
            assertThat(numbers)
                    .as(order)
                    .isEqualTo(IntStream.rangeClosed(1, fills.size()).boxed().toList());
        });
        Set<String> submitted = new HashSet<>();
        Set<String> kinds = new HashSet<>();
        for (OrderChanged changed : outcome.of(OrderChanged.class)) {
            kinds.add(changed.event().getClass().getSimpleName());
            if (changed.event() instanceof OrderEvent.Submitted) {
                assertThat(submitted.add(changed.event().orderId()))
                        .as(changed.event().orderId())
                        .isTrue();
            }
        }
        assertThat(kinds).contains("Rejected", "Unresolved");
        Map<String, List<Fill>> byParent = outcome.fills().stream().collect(Collectors.groupingBy(Fill::parentId));
        for (ParentOrder parent : outcome.parents()) {
            assertThat(parent.progress().status().isClosed())
                    .as(parent.toString())
                    .isTrue();
            BigDecimal filled = sum(byParent.getOrDefault(parent.orderId(), List.of()));
            assertThat(parent.progress().filledQuantity()).isEqualByComparingTo(filled);
            assertThat(filled).isLessThanOrEqualTo(new BigDecimal("6"));
        }
        assertThat(outcome.parents()).hasSizeGreaterThan(60);
        assertThat(outcome.fills().stream().filter(fill -> fill.venue().equals("bad")))
                .hasSizeGreaterThan(100);
        assertThat(trade(FAULTY, 400, "6").state()).isEqualTo(outcome.state());
        assertThat(trade(FAULTY.replace("seed: 7", "seed: 8"), 400, "6").state())
                .isNotEqualTo(outcome.state());
    }

    @Test
    void whatTheDataDoNotHaveIsNamedAllAtOnceAndNothingIsBuilt() throws IOException {
        Profile profile = profile("""
                venues:
                  spot: {type: paper, symbols: [ETH/USDT, BTC/USDT]}
                  perp: {type: paper, interchangeable: [BTC/USD:BTC=BTC/USDT:USDT]}
                """);
        assertThatThrownBy(() -> new EngineParts(TwoBooks.instruments(), profile, 42))
                .isInstanceOf(ConfigException.class)
                .hasMessage("venues.perp.interchangeable: must be of the data, which have BTC/USDT, BTC/USDT:USDT"
                        + " (BTC/USD:BTC); venues.spot.symbols: must be of the data, which have BTC/USDT,"
                        + " BTC/USDT:USDT (ETH/USDT)");
    }

    @Test
    void whereNothingIsConfiguredTheExchangesOwnFeesArePaidAndTheReportSaysSo() throws IOException {
        String yaml = TWO.replace(", fees: {maker: 0.0004, taker: 0.0005}", "")
                .replace("    fees: {maker: 0.0002, taker: 0.00051}\n", "")
                .replace("max_value: 1000000,", "max_value: 1000000, venue_warn: 1,");
        Outcome outcome = trade(yaml, 40, "6");
        assertThat(outcome.venues()).containsExactlyInAnyOrder("spot", "perp");
        for (Fill fill : outcome.fills()) {
            assertThat(fill.fee())
                    .as(fill.toString())
                    .isEqualByComparingTo(fill.quantity()
                            .multiply(fill.price())
                            .multiply(new BigDecimal(fill.venue().equals("spot") ? "0.001" : "0.0005")));
        }
        EngineParts parts = new EngineParts(TwoBooks.instruments(), profile(yaml), 42);
        String source = ": published by Binance for regular users without discounts, August 2024"
                + " (binance-instruments.csv)";
        assertThat(parts.values())
                .containsEntry("venues.spot.fees.BTC/USDT", "maker 0.001, taker 0.001" + source)
                .containsEntry("venues.perp.fees.BTC/USDT", "maker 0.0002, taker 0.0005" + source);
        assertThat(parts.costs(TwoBooks.SPOT).takerFeeBps()).isEqualTo(10);
    }

    @Test
    void whatNobodyTellsIsTwentyBasisPointsAndFlaggedAsAssumed() throws IOException {
        Instrument unknown = Instrument.spot("BTC/USDT").lotSize("0.001").build();
        EngineParts parts = new EngineParts(List.of(unknown), profile(COMMON), 42);
        FeeSchedule fees = parts.profile()
                .venues()
                .getFirst()
                .build(List.of(unknown), "USD", 42)
                .fees(unknown.symbol());
        assertThat(fees).isEqualTo(FeeSchedule.ASSUMED);
        assertThat(parts.values())
                .containsEntry("venues.paper.fees.BTC/USDT", "maker 0.002, taker 0.002: assumed, for nothing is known");
        VenueProfile half =
                profile("venues: {paper: {fees: {taker: 0.0007}}}").venues().getFirst();
        assertThat(half.fees(unknown).schedule())
                .isEqualTo(new FeeSchedule(new BigDecimal("0.002"), new BigDecimal("0.0007"), true));
        assertThat(half.fees(unknown).source()).isEqualTo("configured; the maker's assumed, for nothing is known");
        VenueProfile shown =
                new Profile(profile("").config().forData(true)).venues().getFirst();
        assertThat(shown.fees(unknown)).isEqualTo(new VenueFees(FeeSchedule.bps(10, 10), "of the demonstration"));
        assertThat(shown.fees(TwoBooks.PERPETUAL).schedule()).isEqualTo(FeeSchedule.bps(2, 5));
    }

    @Test
    void feesFallWithWhatTheRunItselfHasTraded() throws IOException {
        String tiers = TWO.replace(
                "fees: {maker: 0.0004, taker: 0.0005}", "fees: {tiers: [0=0.0004/0.0006, 400000=0.0003/0.0005]}");
        Outcome outcome = trade(tiers, 80, "6");
        BigDecimal traded = BigDecimal.ZERO;
        List<String> rates = new ArrayList<>();
        for (Fill fill : outcome.fills().stream()
                .filter(one -> one.venue().equals("spot"))
                .sorted(Comparator.comparingLong(Fill::timeNs))
                .toList()) {
            BigDecimal value = fill.quantity().multiply(fill.price());
            rates.add(fill.fee().divide(value).toPlainString());
            assertThat(rates.getLast()).isEqualTo(traded.intValue() < 400_000 ? "0.0006" : "0.0005");
            traded = traded.add(value);
        }
        assertThat(rates).contains("0.0006", "0.0005");
        assertThat(outcome.notes().get("venue.spot.assumes"))
                .contains("from 0 0.0004/0.0006, from 400000 0.0003/0.0005; volume now "
                        + Decimals.text(Decimals.normal(traded)) + ", so 0.0003/0.0005");
        assertThatThrownBy(() -> new EngineParts(
                        List.of(TwoBooks.SPOT, BinanceInstruments.COIN_M_BTC_USD),
                        profile("venues: {paper: {fees: {tiers: [0=0/0.001]}}}"),
                        42))
                .hasMessage("venues.paper.fees.tiers: must be of symbols of one quote currency (USDT, USD)");
    }

    @Test
    void theConfigurationOfTheDocumentationIsOneThatRuns() throws IOException {
        String page = Files.readString(Path.of("../docs/execution.md"));
        int from = page.indexOf("```yaml\n") + "```yaml\n".length();
        String yaml = page.substring(from, page.indexOf("```", from));
        List<Instrument> recorded = List.of(
                BinanceInstruments.SPOT_BTC_USDT, BinanceInstruments.USD_M_BTC_USDT, BinanceInstruments.COIN_M_BTC_USD);
        EngineParts parts = new EngineParts(recorded, profile(yaml), 42);
        assertThat(parts.profile().config().venues()).containsExactly("usd-m", "coin-m", "spot");
        assertThat(parts.profile()
                        .venues()
                        .getFirst()
                        .build(recorded, "USD", 42)
                        .assumptions())
                .anyMatch(text -> text.contains("impact by eta 0.2"))
                .anyMatch(text -> text.contains("recorded market of BTC/USDT:USDT"));
    }

    private Profile profile(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("colin.yaml"), yaml);
        Config config = ConfigLoader.load(new ConfigLoader.Sources(Optional.of(file), Map.of(), Map.of()));
        return new Profile(config.forData(false));
    }

    /** Buys and sells in turn, every five seconds, at once. */
    private Outcome trade(String yaml, int seconds, String quantity) throws IOException {
        EngineParts parts = new EngineParts(TwoBooks.instruments(), profile(yaml), 42);
        MarketDataSource source = TwoBooks.source(seconds, 5);
        List<EngineEvent> events = new ArrayList<>();
        List<CompletableFuture<SubmitResult>> answers = new ArrayList<>();
        TradingEngine[] running = new TradingEngine[1];
        long[] next = {TwoBooks.START_NS + 3_000_000_000L, 0};
        long lastNs = TwoBooks.START_NS + (seconds - 20) * 1_000_000_000L;
        try (TradingEngine engine = parts.engine(parts.gate().build(), parts.curves(source, Long.MIN_VALUE))
                .source(source)
                .onEvent(event -> {
                    events.add(event);
                    if (event instanceof PortfolioMarked marked
                            && marked.header().timeNs() >= next[0]
                            && marked.header().timeNs() < lastNs) {
                        next[0] = marked.header().timeNs() + 5_000_000_000L;
                        answers.add(
                                running[0].submit(new Submission(order((int) next[1]++, quantity), "tester", "", "h")));
                    }
                })
                .build()) {
            running[0] = engine;
            String state = engine.run().stateHash();
            assertThat(answers).isNotEmpty().allMatch(CompletableFuture::isDone);
            Map<String, String> notes = new HashMap<>(engine.view().venueAssumptions());
            Predicate<ParentOrder> all = order -> true;
            return new Outcome(events, engine.view().orders(all, "", 500), state, notes);
        }
    }

    private static OrderIntent order(int number, String quantity) {
        return OrderIntent.of(TwoBooks.SPOT.symbol(), number % 2 == 0 ? Side.BUY : Side.SELL, new BigDecimal(quantity))
                .clientOrderId("order-" + number)
                .build();
    }

    private static BigDecimal sum(List<Fill> fills) {
        return fills.stream().map(Fill::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
