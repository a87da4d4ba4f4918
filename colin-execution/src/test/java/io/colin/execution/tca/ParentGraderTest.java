package io.colin.execution.tca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.EventHeader;
import io.colin.api.event.ExecutionAnalysed;
import io.colin.api.event.ExecutionNoted;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.ParentCreated;
import io.colin.api.execution.ExecutedFill;
import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.execution.ExecutionCosts;
import io.colin.api.execution.ExecutionImpact;
import io.colin.api.execution.ExecutionNote;
import io.colin.api.execution.Realm;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.execution.store.LedgerCodec;
import io.colin.execution.store.MemoryEventStore;
import io.colin.execution.tca.Criterion.Verdict;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parents of 100 that bought at a price, graded. */
class ParentGraderTest {
    private static final Optional<ExecutionNote.Kept> NOTHING = Optional.empty();

    @ParameterizedTest(name = "filled {0} at {1} against {2}: {3}")
    @CsvSource({
        "95,    100, 100, PASSED, ''",
        "94.99, 100, 100, FAILED, filled 0.9499 < 0.95",
        "100,   102, 100, PASSED, ''",
        "100,    98, 100, PASSED, ''",
        "100, 102.1, 100, FAILED, 'deviation from the market''s VWAP, bp 210 > 200'",
        "100,  97.9, 100, FAILED, 'deviation from the market''s VWAP, bp 210 > 200'",
        "90,   97.9, 100, FAILED, 'filled 0.9 < 0.95, deviation from the market''s VWAP, bp 210 > 200'"
    })
    void gradesAVwapByWhatItFilledAndHowFarFromTheMarketsItCame(
            String filled, String price, double vwap, Verdict verdict, String reason) {
        SuccessGrade grade = grade(bought("vwap", filled, price, Optional.of(vwap), Optional.empty()), NOTHING);
        assertThat(grade.verdict()).isEqualTo(verdict);
        assertThat(grade.reason()).isEqualTo(reason);
    }

    @Test
    void leavesAVwapWithoutTheMarketsWithoutAVerdictUnlessItFilledTooLittle() {
        SuccessGrade grade = grade(bought("vwap", "100", "100", Optional.empty(), Optional.empty()), NOTHING);
        assertThat(grade.verdict()).isEqualTo(Verdict.ABSENT);
        assertThat(grade.reason()).isEqualTo("deviation from the market's VWAP, bp: the market's VWAP is not known");
        assertThat(grade(bought("vwap", "90", "100", Optional.empty(), Optional.empty()), NOTHING)
                        .verdict())
                .isEqualTo(Verdict.FAILED);
        ExecutionAnalysis apart = flagged(
                bought("vwap", "100", "100", Optional.of(100.0), Optional.empty()), ExecutionAnalysis.INTERCHANGED);
        assertThat(grade(apart, NOTHING).reason()).endsWith("it was filled at another price than the symbol's");
    }

    @ParameterizedTest(name = "filled {0}, {1} ns off plan: {2}")
    @CsvSource({
        "98,    5000000000, PASSED, ''",
        "97.99, 5000000000, FAILED, filled 0.9799 < 0.98",
        "100,   5100000000, FAILED, 'slice off plan, s 5.1 > 5'",
    })
    void gradesATwapByWhatItFilledAndWhenItSent(String filled, long off, Verdict verdict, String reason) {
        ExecutionNote.Kept kept = new ExecutionNote.Kept(9, off);
        SuccessGrade grade =
                grade(bought("twap", filled, "100", Optional.empty(), Optional.empty()), Optional.of(kept));
        assertThat(grade.verdict()).isEqualTo(verdict);
        assertThat(grade.reason()).isEqualTo(reason);
    }

    @Test
    void leavesATwapOfWhichNotEverySliceWasSeenWithoutAVerdict() {
        SuccessGrade grade = grade(bought("twap", "100", "100", Optional.empty(), Optional.empty()), NOTHING);
        assertThat(grade.verdict()).isEqualTo(Verdict.ABSENT);
        assertThat(grade.reason())
                .isEqualTo("slice off plan, s: how it kept to its plan was not measured from its start to its end");
    }

    @ParameterizedTest(name = "{0} of which {1} at first, others {2}, asked for {3}: {4}")
    @CsvSource({
        "25,    0, 100, '',   PASSED, ''",
        "25.01, 0, 100, '',   FAILED, 'share of the market 0.2001 > 0.2'",
        "50,   25, 100, '',   PASSED, ''",
        "25,    0, 100, 0.15, FAILED, 'share of the market 0.2 > 0.15'",
        "15,    0,  85, 0.15, PASSED, ''",
        "25,   25, 100, '',   ABSENT, 'share of the market: nothing was filled after its first slice'",
        "25,    0,  '', '',   ABSENT, 'share of the market: what others traded meanwhile is not known'"
    })
    void gradesAPovByItsPartOfWhatWasTradedAfterItsFirstSlice(
            String filled, String first, String others, String asked, Verdict verdict, String reason) {
        BigDecimal later = new BigDecimal(filled).subtract(new BigDecimal(first));
        List<ExecutedFill> fills = Stream.of(filled("p-pov-1", first), filled("p-pov-3", later.toPlainString()))
                .flatMap(Optional::stream)
                .toList();
        Optional<Double> volume = others.isEmpty() ? Optional.empty() : Optional.of(Double.valueOf(others));
        SuccessGrade grade = povGrade(fills, volume, asked, 60);
        assertThat(grade.verdict()).isEqualTo(verdict);
        assertThat(grade.reason()).isEqualTo(reason);
    }

    @Test
    void failsNoPovOfMoreThanAnHourForAMinuteThatItsVolumeLacks() {
        List<ExecutedFill> fills = filled("p-pov-3", "26").stream().toList();
        assertThat(povGrade(fills, Optional.of(100.0), "", 3600).verdict()).isEqualTo(Verdict.FAILED);
        SuccessGrade longer = povGrade(fills, Optional.of(100.0), "", 3601);
        assertThat(longer.verdict()).isEqualTo(Verdict.ABSENT);
        assertThat(longer.reason()).endsWith("what others traded is known by the minute only");
    }

    @Test
    void leavesAPovThatWasNotSeenBeingMadeWithoutAVerdict() {
        SuccessGrade grade = grade(bought("pov", "10", "100", Optional.empty(), Optional.empty()), NOTHING);
        assertThat(grade.verdict()).isEqualTo(Verdict.ABSENT);
        assertThat(grade.reason()).isEqualTo("share of the market: how it was asked for was not seen");
    }

    @ParameterizedTest(name = "max_participation {0}")
    @ValueSource(strings = {"a tenth", "0,1", "", "1e999999999", "NaN"})
    void readsALedgerWithAPovThatWasDeniedForAShareThatIsNoNumber(String asked) {
        MemoryEventStore store = MemoryEventStore.empty();
        OrderIntent intent = OrderIntent.of(Parents.SPOT.symbol(), Side.BUY, new BigDecimal("100"))
                .clientOrderId("denied")
                .algo(AlgoSpec.of("pov", Map.of("max_participation", asked)))
                .build();
        append(store, new ParentCreated(header(1), parent("p-denied", intent), "", ""));
        append(
                store,
                new ExecutionAnalysed(header(2), bought("vwap", "95", "100", Optional.of(100.0), Optional.empty())));
        assertThat(TcaReport.of(store).grades())
                .singleElement()
                .satisfies(grade -> assertThat(grade.verdict()).isEqualTo(Verdict.PASSED));
    }

    /** By the ledger of a run: a first slice of two children, the second one re-routed, and a later slice. */
    private static SuccessGrade povGrade(
            List<ExecutedFill> fills, Optional<Double> others, String asked, long lifeSeconds) {
        long second = 1_000_000_000L;
        OrderIntent intent = OrderIntent.of(Parents.SPOT.symbol(), Side.BUY, new BigDecimal("100"))
                .clientOrderId("pov")
                .algo(AlgoSpec.of("pov", asked.isEmpty() ? Map.of() : Map.of("max_participation", asked)))
                .build();
        MemoryEventStore store = MemoryEventStore.empty();
        append(store, new ParentCreated(header(1), parent("p-pov", intent), "", ""));
        append(store, new ChildCreated(header(2), child(1, 5 * second), "pov/1"));
        append(store, new ChildCreated(header(3), child(2, 5 * second + second / 2), "pov/1"));
        append(store, new ChildCreated(header(4), child(3, 10 * second), "pov/1"));
        append(store, new ExecutionAnalysed(header(5), followed(fills, others, 5 * second, lifeSeconds * second)));
        return TcaReport.of(store).grades().getFirst();
    }

    private static ParentOrder parent(String id, OrderIntent intent) {
        return new ParentOrder(
                id, intent, "tester", 1, BigDecimal.TEN, OrderProgress.initial(intent.quantity(), 1), "1");
    }

    private static ChildOrder child(int number, long createdNs) {
        return new ChildOrder(
                "p-pov-" + number,
                "p-pov",
                "one",
                "",
                Parents.SPOT.symbol(),
                Side.BUY,
                new OrderType.Limit(new BigDecimal("100")),
                TimeInForce.IOC,
                false,
                false,
                BigDecimal.ZERO,
                createdNs,
                OrderProgress.initial(BigDecimal.TEN, createdNs));
    }

    private static Optional<ExecutedFill> filled(String childId, String quantity) {
        BigDecimal size = new BigDecimal(quantity);
        if (size.signum() == 0) {
            return Optional.empty();
        }
        Fill fill = new Fill(
                "t-" + childId,
                childId,
                "p-pov",
                "one",
                Parents.SPOT.symbol(),
                Side.BUY,
                size,
                new BigDecimal("100"),
                BigDecimal.ZERO,
                "USD",
                Liquidity.TAKER,
                6_000_000_000L);
        return Optional.of(new ExecutedFill(fill, Optional.of(new BigDecimal("100")), new TreeMap<>(), "book"));
    }

    private static ExecutionAnalysis followed(
            List<ExecutedFill> fills, Optional<Double> others, long arrivedNs, long lifeNs) {
        ExecutionAnalysis its = bought("pov", "10", "100", Optional.empty(), Optional.empty());
        ExecutionAnalysis.Benchmarks seen = its.benchmarks();
        return new ExecutionAnalysis(
                its.orderId(),
                its.terms(),
                its.realm(),
                its.fidelity(),
                its.venue(),
                Optional.of(arrivedNs),
                arrivedNs + lifeNs,
                its.ordered(),
                its.filled(),
                new ExecutionAnalysis.Benchmarks(
                        seen.decision(), seen.arrival(), seen.end(), seen.close(), seen.vwap(), seen.twap(), others),
                its.costs(),
                its.impact(),
                fills,
                List.of());
    }

    @ParameterizedTest(name = "slippage {0}, drift {1}: {2}")
    @CsvSource({
        // 10 bp expected, 1.6449 deviations of 10 bp beyond it: 26.4485 bp
        "0.0026, 0,      PASSED, ''",
        "0.0027, 0,      FAILED, 'cost, bp 27 > 26.4485'",
        "0.0127, 0.0101, PASSED, ''",
    })
    void gradesAnImplementationShortfallByWhatTheModelForetold(
            double slippage, double drift, Verdict verdict, String reason) {
        SuccessGrade grade = grade(shortfall(slippage, drift, 0.001), NOTHING);
        assertThat(grade.verdict()).isEqualTo(verdict);
        assertThat(grade.reason()).isEqualTo(reason);
    }

    @Test
    void takesNoIntervalWithoutNoiseForABound() {
        SuccessGrade grade = grade(shortfall(0.0001, 0, 0.0002), NOTHING);
        assertThat(grade.verdict()).isEqualTo(Verdict.ABSENT);
        assertThat(grade.reason()).isEqualTo("cost, bp: the noise of single parents was not known yet");
        assertThat(grade(bought("is", "100", "100", Optional.empty(), Optional.empty()), NOTHING)
                        .reason())
                .isEqualTo("cost, bp: the impact model could not speak of it");
    }

    @Test
    void gradesNoParentThatWasStillOpenAndNoAlgorithmWithoutATest() {
        ExecutionAnalysis open =
                flagged(bought("vwap", "10", "100", Optional.of(100.0), Optional.empty()), "open_at_run_end");
        assertThat(grade(open, NOTHING).verdict()).isEqualTo(Verdict.ABSENT);
        assertThat(grade(open, NOTHING).reason()).isEqualTo("ended: it was open when the run ended");
        assertThat(ParentGrader.of(bought("immediate", "10", "100", Optional.of(100.0), Optional.empty()), NOTHING))
                .isEmpty();
    }

    @Test
    void refusesAVerdictWithoutEvidence() {
        assertThatThrownBy(() -> new Criterion("filled", Verdict.PASSED, Optional.empty(), Optional.of(0.95), true, ""))
                .hasMessageContaining("verdict");
        assertThatThrownBy(() -> new Criterion("filled", Verdict.ABSENT, Optional.empty(), Optional.empty(), true, ""))
                .hasMessageContaining("reason");
    }

    @Test
    void isPartOfTheReport() {
        ExecutionAnalysis good = bought("vwap", "100", "100", Optional.of(100.0), Optional.empty());
        ExecutionAnalysis bad = bought("twap", "50", "100", Optional.empty(), Optional.empty());
        ExecutionAnalysis plain = bought("immediate", "50", "100", Optional.empty(), Optional.empty());
        TcaReport report = TcaReport.of(List.of(good, bad, plain));
        assertThat(report.summary().grades())
                .containsExactly(
                        Map.entry("twap", new TcaSummary.Grades(0, 1, 0)),
                        Map.entry("vwap", new TcaSummary.Grades(1, 0, 0)));
        assertThat(report.json())
                .contains("\"grades\":{\"twap\":{\"absent\":0,\"failed\":1,\"passed\":0}")
                .contains("\"name\":\"filled\",\"reason\":\"\",\"verdict\":\"FAILED\"");
        assertThat(report.page("Costs").html().replaceAll("<[^>]+>", " ").replaceAll("\\s+", " "))
                .contains("1 of 1 passed")
                .contains("failed: filled 0.5 &lt; 0.98");
    }

    @Test
    void takesHowAParentKeptToItsPlanFromTheLedger() {
        ExecutionAnalysis twap = bought("twap", "100", "100", Optional.empty(), Optional.empty());
        MemoryEventStore store = MemoryEventStore.empty();
        ExecutionNote.Kept kept = new ExecutionNote.Kept(9, 1);
        append(store, new ExecutionNoted(header(1), "p-twap", kept));
        append(store, new ExecutionAnalysed(header(2), twap));
        assertThat(TcaReport.of(store).grades())
                .extracting(SuccessGrade::verdict)
                .containsExactly(Verdict.PASSED);
    }

    private static EventHeader header(long sequence) {
        return new EventHeader(sequence, 1, 1, "c", "market");
    }

    private static void append(MemoryEventStore store, LedgerEvent event) {
        store.append(List.of(LedgerCodec.encode(event, "engine", "hash", List.of())));
    }

    private static SuccessGrade grade(ExecutionAnalysis analysis, Optional<ExecutionNote.Kept> kept) {
        return ParentGrader.of(analysis, kept).orElseThrow();
    }

    /** 10 bp expected, with a standard error of 2 bp. */
    private static ExecutionAnalysis shortfall(double slippage, double drift, double deviation) {
        ExecutionImpact impact = new ExecutionImpact(
                0.03,
                1e4,
                0.0002,
                List.of(new ExecutionImpact.Step(2, 7)),
                slippage,
                drift,
                0.001,
                0.0002,
                deviation,
                "SYMBOL");
        return bought("is", "100", "100", Optional.empty(), Optional.of(impact));
    }

    private static ExecutionAnalysis flagged(ExecutionAnalysis its, String flag) {
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
                its.costs(),
                its.impact(),
                its.fills(),
                List.of(flag));
    }

    private static ExecutionAnalysis bought(
            String algo, String filled, String price, Optional<Double> vwap, Optional<ExecutionImpact> impact) {
        ExecutedFill fill = Parents.fill(Parents.SPOT, Side.BUY, filled, price, price, "0", "USD");
        ShortfallSplit.Prices prices = Parents.prices("100", "100", "100");
        BigDecimal ordered = new BigDecimal("100");
        ExecutionCosts costs = ShortfallSplit.of(Parents.SPOT, Side.BUY, ordered, prices, List.of(fill))
                .costs(Optional.empty(), new TreeMap<>());
        return new ExecutionAnalysis(
                "p-" + algo,
                new ExecutionAnalysis.Terms(Parents.SPOT.symbol(), Side.BUY, "manual", algo, 1),
                Optional.of(Realm.PAPER),
                "book",
                "one",
                Optional.of(1L),
                2,
                ordered,
                fill.fill().quantity(),
                new ExecutionAnalysis.Benchmarks(
                        prices.decision(),
                        prices.arrival(),
                        prices.end(),
                        prices.end(),
                        vwap,
                        Optional.empty(),
                        Optional.empty()),
                costs,
                impact,
                List.of(fill),
                List.of());
    }
}
