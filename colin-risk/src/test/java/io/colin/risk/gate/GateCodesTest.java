package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.order.DenialCode;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.CheckResult.CheckOutcome;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A story for every code. What the gate gives is told in words and held to its numbers; of what it never gives it is said
 * who does and which test shows it; of what nobody gives yet, that nobody does.
 */
class GateCodesTest {
    /** Who gives a code. */
    private sealed interface Giver {
        /** The gate, in a story. */
        record TheGate(Story story) implements Giver {}

        /** Somebody else, shown by a test that names the code. */
        record Another(String who, String test, String method) implements Giver {}

        /** Nobody: what it is kept for. */
        record Nobody(String keptFor) implements Giver {}
    }

    /** A new code does not compile without its story. */
    private static Giver giver(DenialCode code) {
        return switch (code) {
            case QUANTITY_BELOW_MINIMUM -> gate(OrderStories.belowTheVenuesSmallestQuantity());
            case QUANTITY_EXCEEDS_MAXIMUM -> gate(OrderStories.aboveTheCapOfTheInstrument());
            case QUANTITY_PRECISION -> gate(OrderStories.offTheLot());
            case PRICE_PRECISION -> gate(OrderStories.offTheTick());
            case PRICE_COLLAR -> gate(OrderStories.outsideTheCollar());
            case NOTIONAL_BELOW_MINIMUM -> gate(OrderStories.worthTooLittle());
            case NOTIONAL_EXCEEDS_MAXIMUM -> gate(OrderStories.worthTooMuch());
            case NOTIONAL_EXCEEDS_FREE_BALANCE -> gate(ExposureStories.withoutTheMoney());
            case MARGIN_EXCEEDS_FREE_BALANCE -> gate(ExposureStories.withoutTheMargin());
            case RATE_LIMIT_EXCEEDED -> gate(StopStories.tooManyOrdersWithinASecond());
            case REDUCE_ONLY_WOULD_INCREASE -> gate(OrderStories.reducesMoreThanIsHeld());
            case TRADING_HALTED -> gate(StopStories.underAKillSwitch());
            case TRADING_STATE_REDUCING -> gate(StopStories.turnsThePositionWhileReducing());
            case LOCKED -> gate(StopStories.underALock());
            case RECONCILING -> gate(StopStories.besideARecoveredOrderWithoutAPrice());
            case UNSUPPORTED_ORDER_TYPE -> engine("engine/CommandTest", "deniesWhatNoVenueCanDo");
            case UNSUPPORTED_TIME_IN_FORCE -> engine("engine/RemoteVenueTest", "deniesATimeInForceNoVenueOffers");
            case UNSUPPORTED_FLAG -> engine("engine/CommandTest", "deniesWhatNoVenueCanDo");
            case UNSUPPORTED_HORIZON ->
                new Giver.Nobody("the API answers it as a problem and as the reason of a signal, never of an order");
            case EXPIRE_TIME_IN_PAST -> gate(OrderStories.expiresBeforeItIsSent());
            case INSTRUMENT_NOT_FOUND -> gate(OrderStories.ofASymbolOutsideTheUniverse());
            case VALIDATION_FAILED -> gate(OrderStories.ofAnotherAccount());
            case DUPLICATE_ORDER -> gate(StopStories.theSameAgain());
            case NO_LIMIT_CONFIGURED -> gate(OrderStories.withoutACap());
            case POSITION_LIMIT -> gate(ExposureStories.tooLargeAPosition());
            case EXPOSURE_LIMIT -> gate(ExposureStories.tooMuchInAll());
            case CONCENTRATION_LIMIT -> gate(ExposureStories.tooMuchOfASymbol());
            case CORRELATION_LIMIT -> gate(ExposureStories.tooMuchThatMovesTogether());
            case LEVERAGE_LIMIT -> gate(ExposureStories.tooMuchLeverage());
            case VAR_LIMIT -> gate(FigureStories.valueAtRisk());
            case ES_LIMIT -> gate(FigureStories.expectedShortfall());
            case STRESS_LIMIT -> gate(FigureStories.stress());
            case DRAWDOWN_LIMIT -> gate(StopStories.afterADrawdown());
            case DAILY_LOSS_LIMIT -> gate(StopStories.afterADaysLoss());
            case SLIPPAGE_LIMIT -> router("routesOnlyWhatLiesWithinTheSlippageCap");
            case STALE_MARKET_DATA -> gate(FigureStories.onAnOldPrice());
            case STALE_RISK_DATA -> gate(FigureStories.withoutFigures());
            case STALE_MODEL -> gate(FigureStories.ofAnOldModel());
            case LOW_CONFIDENCE -> gate(FigureStories.ofAnUncertainSignal());
            case OUT_OF_DISTRIBUTION -> gate(FigureStories.ofASignalOutsideItsTraining());
            case SELF_TRADE -> gate(OrderStories.meetsOurOwn());
            case RESTRICTED_SYMBOL -> gate(StopStories.ofARestrictedSymbol());
            case COMPLIANCE -> gate(ExposureStories.tooLargeAShareOfEquity());
            case NO_LIQUIDITY -> router("refusesWhatNobodyShows");
            case CLOCK_DRIFT -> new Giver.Nobody("live venue connections, which measure the offset of our clock");
            case AUDIT_UNAVAILABLE ->
                new Giver.Nobody(
                        "a ledger that fails, which now ends the engine's run instead of denying single orders");
            case GATE_ERROR -> gate(FigureStories.whenSomethingBelowThrows());
        };
    }

    private static Giver gate(Story story) {
        return new Giver.TheGate(story);
    }

    private static Giver engine(String test, String method) {
        return new Giver.Another("the engine's intake", test, method);
    }

    private static Giver router(String method) {
        return new Giver.Another("the router", "routing/NetPriceRouterTest", method);
    }

    @TestFactory
    Stream<DynamicTest> everyCodeHasItsStory() {
        return Arrays.stream(DenialCode.values()).map(code -> {
            Giver giver = giver(code);
            return switch (giver) {
                case Giver.TheGate gate ->
                    DynamicTest.dynamicTest(code + ": " + gate.story().told(), () -> tell(code, gate.story()));
                case Giver.Another another ->
                    DynamicTest.dynamicTest(
                            code + ": given by " + another.who() + ", shown by " + another.test() + "#"
                                    + another.method(),
                            () -> isShown(code, another));
                case Giver.Nobody nobody ->
                    DynamicTest.dynamicTest(
                            code + ": given by nobody, kept for " + nobody.keptFor(), () -> isGivenByNobody(code));
            };
        });
    }

    @Test
    void aDerivativeIsHeldToTheCollarOfItsMark() {
        tell(DenialCode.PRICE_COLLAR, OrderStories.outsideTheCollarOfTheMark());
    }

    private static void tell(DenialCode code, Story story) {
        RiskDecision refused = refuses(code, story, story.quantity());
        CheckResult row = result(refused, story.check());
        assertThat(row.outcome()).isEqualTo(CheckOutcome.FAILED);
        assertThat(row.code()).isEqualTo(code);
        Offset<BigDecimal> tolerance = within(story.amounts().tolerance());
        assertThat(row.limit()).as("limit").isCloseTo(story.amounts().limit(), tolerance);
        assertThat(row.current()).as("current").isCloseTo(story.amounts().current(), tolerance);
        assertThat(row.projected()).as("projected").isCloseTo(story.amounts().projected(), tolerance);
        assertThat(row.largestPassing()).as("largest size").isEqualByComparingTo(story.largest());
        assertThat(refused.allowedQuantity()).isZero();
        assertThat(refused.reasons())
                .allSatisfy(reason -> assertThat(reason.message())
                        .containsPattern("largest=" + row.largestPassing().toPlainString() + "( |$)"));
        if (story.largest().signum() > 0) {
            BigDecimal next = story.largest().add(story.lot()).min(dec(story.quantity()));
            refuses(code, story, next.toPlainString());
            RiskDecision largest = story.ask().apply(story.largest().toPlainString());
            assertThat(largest.verdict()).as("%s", largest.reasons()).isEqualTo(Verdict.APPROVED);
            assertThat(largest.allowedQuantity()).isEqualByComparingTo(story.largest());
        } else {
            assertThat(story.otherwise()).as("what passes instead").isPresent();
        }
        story.otherwise().ifPresent(otherwise -> {
            RiskDecision passes = otherwise.ask().get();
            assertThat(passes.verdict())
                    .as("%s: %s", otherwise.words(), passes.reasons())
                    .isEqualTo(Verdict.APPROVED);
        });
    }

    private static RiskDecision refuses(DenialCode code, Story story, String quantity) {
        RiskDecision decision = story.ask().apply(quantity);
        assertThat(decision.verdict()).isEqualTo(Verdict.REJECTED);
        List<String> expected = Stream.concat(Stream.of(code), story.beside().stream())
                .map(DenialCode::name)
                .toList();
        assertThat(codes(decision)).containsExactlyInAnyOrderElementsOf(expected);
        return decision;
    }

    private static void isShown(DenialCode code, Giver.Another another) throws IOException {
        Path file = Path.of("../colin-execution/src/test/java/io/colin/execution/" + another.test() + ".java");
        String source = Files.readString(file);
        int start = source.indexOf("void " + another.method() + "()");
        assertThat(start).as("%s has %s", file, another.method()).isNotNegative();
        int next = source.indexOf("@Test", start);
        String body = source.substring(start, next < 0 ? source.length() : next);
        assertThat(body).as("%s names %s", another.method(), code).contains("\"" + code.name());
        assertThat(mainSourcesThatGive(code)).anyMatch(path -> path.contains("colin-execution"));
        assertThat(mainSourcesThatGive(code))
                .as("the gate would need a story")
                .noneMatch(path -> path.contains("colin-risk"));
    }

    private static void isGivenByNobody(DenialCode code) throws IOException {
        assertThat(mainSourcesThatGive(code)).as("who gives it needs a story").isEmpty();
    }

    private static List<String> mainSourcesThatGive(DenialCode code) throws IOException {
        Pattern given = Pattern.compile("DenialCode\\." + code.name() + "\\b");
        List<String> found = new ArrayList<>();
        for (Path source : mainSources()) {
            if (given.matcher(Files.readString(source)).find()) {
                found.add(source.toString());
            }
        }
        return found;
    }

    private static List<Path> mainSources() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            for (Path module : modules.map(path -> path.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(module)) {
                    files.filter(path -> path.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        assertThat(sources).as("the modules beside this one").hasSizeGreaterThan(100);
        return sources;
    }
}
