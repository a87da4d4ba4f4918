package io.colin.execution.tca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.event.EventHeader;
import io.colin.api.event.ExecutionAnalysed;
import io.colin.api.event.SliceRouted;
import io.colin.api.execution.ExecutedFill;
import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.execution.ExecutionCosts;
import io.colin.api.execution.ExecutionImpact;
import io.colin.api.execution.Realm;
import io.colin.api.execution.RoutePlan;
import io.colin.api.execution.Slice;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.execution.store.LedgerCodec;
import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TcaReportTest {
    private static final long HOUR_NS = 3_600_000_000_000L;

    @Test
    void comesToWhatTheHandSays() {
        // Bought 10 at 101 with 100 decided and arrived, mid 100.5 at the fill: 5 spread, 5 timing, 1 fees of 1000: 50,
        // 50, 10 bp.
        ExecutionAnalysis first = buy("p-1", "10", "101", "100.5", "1");
        // Bought 10 at 100 with the mid at 100, nothing else.
        ExecutionAnalysis second = buy("p-2", "10", "100", "100", "0");
        TcaSummary summary = TcaReport.of(List.of(first, second)).summary();
        CostGroup all = summary.total();
        assertThat(all.parents()).isEqualTo(2);
        assertThat(all.shortfall().orElseThrow().mean()).isCloseTo(55, within(1e-9));
        // 110 and 0: deviation 77.78, over √2
        assertThat(all.shortfall().orElseThrow().standardError().orElseThrow()).isCloseTo(55, within(1e-9));
        assertThat(known(all.parts(), "spread").mean()).isCloseTo(25, within(1e-9));
        assertThat(known(all.parts(), "timing").mean()).isCloseTo(25, within(1e-9));
        assertThat(known(all.parts(), "fees").mean()).isCloseTo(5, within(1e-9));
        assertThat(known(all.figures(), "arrival_bps").mean()).isCloseTo(50, within(1e-9));
        assertThat(known(all.figures(), "effective_spread_bps").mean())
                .isCloseTo((2 * 0.5 / 100.5 * 1e4 + 0) / 2, within(1e-9));
        // After 5 s the mid is 101: bought at 101 it is 0 bp, at 100 it is 100 bp in our favour.
        assertThat(known(summary.markouts(), "5").mean()).isCloseTo(50, within(1e-9));
        assertThat(summary.markouts()).containsOnlyKeys("5");
        assertThat(known(summary.groups(), "side")).hasSize(1);
        assertThat(known(summary.groups(), "hour").getFirst().name()).isEqualTo("01:00");
        assertThat(summary.fidelity()).containsEntry("book", 2L);
        assertThat(summary.impact()).isEmpty();
    }

    @Test
    void comparesImpactWithWhatWasForetold() {
        List<ExecutionAnalysis> many = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            many.add(foretold("p-" + i, 0.0010, 0.0012));
        }
        TcaSummary.Impact impact = known(TcaReport.of(many).summary().impact(), "paper");
        assertThat(impact.errorBps().orElseThrow().mean()).isCloseTo(2, within(1e-9));
        // |12 − 10| / |12 − 1| with half a spread of 1 bp
        assertThat(impact.accuracy().orElseThrow()).isCloseTo(1 - 2.0 / 11, within(1e-9));
        assertThat(impact.inside().orElseThrow().mean()).isOne();
        assertThat(known(TcaReport.of(many.subList(0, 29)).summary().impact(), "paper")
                        .accuracy())
                .isEmpty();
    }

    @Test
    void keepsPaperAndLiveParentsApartInWhatWasForetold() {
        List<ExecutionAnalysis> many = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            many.add(foretold("p-" + i, 0.0010, 0.0012));
            many.add(of(Realm.LIVE, foretold("l-" + i, 0.0010, 0.0030)));
        }
        TcaReport report = TcaReport.of(many);
        Map<String, TcaSummary.Impact> impact = report.summary().impact();
        assertThat(impact).containsOnlyKeys("paper", "live");
        assertThat(known(impact, "paper").accuracy().orElseThrow()).isCloseTo(1 - 2.0 / 11, within(1e-9));
        assertThat(known(impact, "live").accuracy().orElseThrow()).isCloseTo(1 - 20.0 / 29, within(1e-9));
        assertThat(report.page("Execution costs").html())
                .contains("Impact model, paper parents")
                .contains("Impact model, live parents")
                .contains("paper: n = 30, live: n = 30");
    }

    @Test
    void saysHowManyParentsThePartsRestOnWhereTheyAreFewerThanThoseOfTheShortfall() {
        ExecutionAnalysis whole = buy("p-1", "10", "101", "100.5", "1");
        ExecutionAnalysis unmodelled = withoutModel(buy("p-2", "10", "100", "100", "0"));
        TcaReport report = TcaReport.of(List.of(whole, unmodelled));
        assertThat(report.summary().total().shortfall().orElseThrow().count()).isEqualTo(2);
        assertThat(known(report.summary().total().parts(), "spread").count()).isOne();
        String html = report.page("Execution costs").html();
        assertThat(html).contains("parts (n)").contains("filled (n)").contains("100.0 % (2)");
        assertThat(html.replaceAll("<[^>]+>", " ").replaceAll("\\s+", " "))
                .as("two parents, two fills, the mean and its error of two, the parts of one")
                .contains("one 2 2 100.0 % (2) 55.00 ± 55.00, n = 2 1 0.00 50.00");
    }

    @Test
    void writesOnePageThatAsksForNothingElse() {
        String html = TcaReport.of(sample(60)).page("Execution costs").html();
        assertThat(html)
                .contains("<svg")
                .doesNotContain("<script")
                .doesNotContain("http://")
                .doesNotContain("https://");
        assertThat(html)
                .contains("Cost parts by venue")
                .contains("Markouts")
                .contains("n = 60")
                .contains("book 60");
        assertThat(html)
                .isEqualTo(TcaReport.of(sample(60)).page("Execution costs").html());
    }

    @Test
    void saysSoWhereThereIsNothing() {
        TcaReport none = TcaReport.of(List.of());
        assertThat(none.page("Nothing").html())
                .contains("0 parents with 0 fills")
                .contains("no data");
        assertThat(none.json()).contains("\"parents\":[]");
    }

    @Test
    void readsItsAnalysesFromALedger() {
        MemoryEventStore store = MemoryEventStore.empty();
        List<ExecutionAnalysis> sample = sample(5);
        for (int i = 0; i < sample.size(); i++) {
            EventHeader header = new EventHeader(i + 1, 1, 1, "c", "market");
            store.append(List.of(
                    LedgerCodec.encode(new ExecutionAnalysed(header, sample.get(i)), "engine", "hash", List.of())));
        }
        assertThat(TcaReport.of(store).json()).isEqualTo(TcaReport.of(sample).json());
    }

    @Test
    void showsTheFillRatiosThatTheRouterTookLast() {
        TcaRecord record = TcaRecord.empty();
        record.on(routed(1, "near", 0.9, "far", 0.85));
        record.on(routed(2, "near", 0.784));
        TcaReport report = TcaReport.of(record);
        assertThat(report.fillRatios()).containsExactly(Map.entry("far", 0.85), Map.entry("near", 0.784));
        assertThat(report.json()).contains("\"fill_ratios\":{\"far\":0.85,\"near\":0.784}");
        assertThat(report.page("Execution costs").html()).contains("85.0 %").contains("78.4 %");
        assertThat(TcaRecord.takes("SliceRouted")).isTrue();
    }

    /** A slice that went nowhere, with what was thought of venues: name and fill ratio in turn. */
    private static SliceRouted routed(long sequence, Object... thought) {
        List<RoutePlan.Considered> considered = new ArrayList<>();
        for (int i = 0; i < thought.length; i += 2) {
            RoutePlan.Terms terms = new RoutePlan.Terms(
                    BigDecimal.ZERO, false, BigDecimal.ZERO, false, BigDecimal.ZERO, (double) thought[i + 1]);
            considered.add(new RoutePlan.Considered(
                    (String) thought[i],
                    BigDecimal.ZERO,
                    "NO_LIQUIDITY: shown=0",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(terms)));
        }
        return new SliceRouted(
                new EventHeader(sequence, 1, 1, "c", "market"),
                "p-1",
                1,
                1,
                new Slice(BigDecimal.ONE, new OrderType.Market(), TimeInForce.IOC),
                new RoutePlan(List.of(), List.of(), considered, Optional.empty()));
    }

    private static <T> T known(Map<String, T> values, String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    /** Parents of two symbols, venues and sides, with costs as of a rough market. */
    static List<ExecutionAnalysis> sample(int count) {
        SplittableRandom random = new SplittableRandom(5);
        List<ExecutionAnalysis> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double predicted = 0.0002 + 0.002 * random.nextDouble();
            all.add(foretold("p-" + i, predicted, predicted + 0.0003 * random.nextGaussian()));
        }
        return all;
    }

    private static ExecutionAnalysis of(Realm realm, ExecutionAnalysis its) {
        return new ExecutionAnalysis(
                its.orderId(),
                its.terms(),
                Optional.of(realm),
                its.fidelity(),
                its.venue(),
                its.arrivedNs(),
                its.endedNs(),
                its.ordered(),
                its.filled(),
                its.benchmarks(),
                its.costs(),
                its.impact(),
                its.fills(),
                its.flags());
    }

    /** The same where the model could not tell impact from timing. */
    private static ExecutionAnalysis withoutModel(ExecutionAnalysis its) {
        ExecutionCosts costs = ShortfallSplit.of(
                        Parents.SPOT,
                        its.terms().side(),
                        its.ordered(),
                        Parents.prices("100", "100", "100"),
                        its.fills())
                .costs(Optional.empty(), new TreeMap<>());
        return new ExecutionAnalysis(
                its.orderId(),
                its.terms(),
                its.realm(),
                its.fidelity(),
                its.venue(),
                its.arrivedNs(),
                its.endedNs(),
                its.ordered(),
                its.filled(),
                its.benchmarks(),
                costs,
                its.impact(),
                its.fills(),
                its.flags());
    }

    private static ExecutionAnalysis buy(String id, String quantity, String price, String mid, String fee) {
        ExecutedFill fill = Parents.later(
                Parents.fill(Parents.SPOT, Side.BUY, quantity, price, mid, fee, "USD"), Map.of("5", "101"));
        return analysis(id, "one", Side.BUY, fill, Optional.empty());
    }

    private static ExecutionAnalysis foretold(String id, double predicted, double slippage) {
        SplittableRandom random = new SplittableRandom(id.hashCode());
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        BigDecimal price = BigDecimal.valueOf(Math.round(1e6 * (1 + side.sign() * slippage)), 4);
        BigDecimal mid = BigDecimal.valueOf(Math.round(1e6 * (1 + side.sign() * (slippage - 0.0002))), 4);
        TreeMap<String, String> later = new TreeMap<>();
        for (int seconds : Markouts.SECONDS) {
            later.put(
                    Integer.toString(seconds),
                    BigDecimal.valueOf(Math.round(1e6 * (1 + 0.0004 * random.nextGaussian())), 4)
                            .toString());
        }
        ExecutedFill fill = Parents.later(
                Parents.fill(
                        Parents.SPOT,
                        side,
                        new BigDecimal("2"),
                        price,
                        Optional.of(mid),
                        new BigDecimal("0.05"),
                        "USD"),
                later);
        ExecutionImpact impact = new ExecutionImpact(
                0.03,
                1e4,
                0.0002,
                List.of(new ExecutionImpact.Step(2, 7)),
                slippage,
                0,
                predicted,
                0.0001,
                0.0003,
                "SYMBOL");
        return analysis(id, random.nextBoolean() ? "one" : "two", side, fill, Optional.of(impact));
    }

    private static ExecutionAnalysis analysis(
            String id, String venue, Side side, ExecutedFill fill, Optional<ExecutionImpact> impact) {
        ShortfallSplit.Prices prices = Parents.prices("100", "100", "100");
        BigDecimal quantity = fill.fill().quantity();
        ExecutionCosts costs = ShortfallSplit.of(Parents.SPOT, side, quantity, prices, List.of(fill))
                .costs(Optional.of(List.of(impact.isPresent() ? 0.0001 : 0)), new TreeMap<>());
        return new ExecutionAnalysis(
                id,
                new ExecutionAnalysis.Terms(Parents.SPOT.symbol(), side, "signal", "twap", HOUR_NS),
                Optional.of(Realm.PAPER),
                "book",
                venue,
                Optional.of(HOUR_NS),
                HOUR_NS + 1,
                quantity,
                quantity,
                new ExecutionAnalysis.Benchmarks(
                        prices.decision(),
                        prices.arrival(),
                        prices.end(),
                        prices.end(),
                        Optional.of(100.01),
                        Optional.of(100.02),
                        Optional.of(1000.0)),
                costs,
                impact,
                List.of(fill),
                List.of());
    }
}
