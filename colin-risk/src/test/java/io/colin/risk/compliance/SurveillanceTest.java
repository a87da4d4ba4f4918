package io.colin.risk.compliance;

import static io.colin.risk.compliance.Orders.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.risk.compliance.SurveillanceFinding.Evidence;
import io.colin.risk.compliance.SurveillanceFinding.Pattern;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stories of abuse that must be found, and of honest trading beside each that must not. */
class SurveillanceTest {
    private static final SurveillanceSettings SETTINGS = SurveillanceSettings.STANDARD;
    private static final long MS = 1_000_000L;

    private final Tape tape = new Tape(SETTINGS);

    /** What was found, the same live and in the record. */
    private List<SurveillanceFinding> found() {
        List<SurveillanceFinding> inTheRecord = tape.foundInTheRecord(SETTINGS);
        List<SurveillanceFinding> live = tape.found();
        assertThat(live).isEqualTo(inTheRecord);
        return live;
    }

    private List<Pattern> patterns() {
        return found().stream().map(SurveillanceFinding::pattern).toList();
    }

    // Spoofing

    @Test
    void aLargeBidCancelledRightAfterASaleFillsIsSpoofing() {
        tape.limit("bait", Side.BUY, "30", "99").limit("real", Side.SELL, "10", "101");
        tape.after(500).fill("real", "10", "101").after(300).cancel("bait");
        SurveillanceFinding finding = found().getFirst();
        assertThat(finding.pattern()).isEqualTo(Pattern.SPOOFING);
        assertThat(finding.account()).isEqualTo("main");
        assertThat(finding.symbol()).isEqualTo(Orders.BTC);
        assertThat(finding.fromNs()).isEqualTo(T);
        assertThat(finding.toNs()).isEqualTo(T + 800 * MS);
        assertThat(finding.detail()).isEqualTo("withdrew 30 around fills of 10 on the other side, entered anew 0");
        assertThat(finding.evidence())
                .containsExactly(
                        new Evidence(T, "bait", "opened BUY 30 @ 99"),
                        new Evidence(T + 500 * MS, "real", "filled SELL 10 @ 101 trade t-1 at venue"),
                        new Evidence(T + 800 * MS, "bait", "cancelled BUY 30 @ 99"));
        assertThat(found()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"-1000, false", "-999, true", "0, true", "999, true", "1000, false"})
    void theCancelMustBeLessThanASecondBeforeOrAfterTheFill(long cancelAfterFillMs, boolean expected) {
        tape.limit("bait", Side.SELL, "30", "101")
                .limit("real", Side.BUY, "10", "99")
                .after(5_000);
        if (cancelAfterFillMs < 0) {
            tape.cancel("bait").after(-cancelAfterFillMs).fill("real", "10", "99");
        } else {
            tape.fill("real", "10", "99").after(cancelAfterFillMs).cancel("bait");
        }
        assertThat(patterns().contains(Pattern.SPOOFING)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"29.99, 0, false", "30, 0, true", "33, 3, true", "33, 3.4, false", "100, 10, true", "100, 10.1, false"})
    void whatIsWithdrawnMustBeThreeTimesTheFillAndNearlyUnfilled(String quantity, String filled, boolean expected) {
        tape.limit("bait", Side.BUY, quantity, "99").limit("real", Side.SELL, "10", "101");
        if (!filled.equals("0")) {
            tape.fill("bait", filled, "99");
        }
        tape.after(100).fill("real", "10", "101").after(100).cancel("bait");
        assertThat(patterns().contains(Pattern.SPOOFING)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"60000, true", "60001, false"})
    void anOrderThatWorkedForLongIsNoBait(long livedMs, boolean expected) {
        tape.limit("bait", Side.BUY, "30", "99").after(livedMs - 100).limit("real", Side.SELL, "10", "101");
        tape.fill("real", "10", "101").after(100).cancel("bait");
        assertThat(patterns().contains(Pattern.SPOOFING)).isEqualTo(expected);
    }

    @Test
    void aBidCutToNextToNothingIsWithdrawnLikeOneThatIsCancelled() {
        tape.limit("bait", Side.BUY, "30.1", "99").limit("real", Side.SELL, "10", "101");
        tape.after(100).fill("real", "10", "101").after(100).amend("bait", "0.1", "99");
        assertThat(patterns()).containsExactly(Pattern.SPOOFING);
    }

    @Test
    void baitAmongSeveralFillsIsFoundOnce() {
        tape.limit("bait", Side.BUY, "90", "99").limit("real", Side.SELL, "11", "101");
        tape.after(100)
                .fill("real", "6", "101")
                .after(100)
                .fill("real", "5", "101")
                .after(100)
                .cancel("bait");
        assertThat(patterns()).containsExactly(Pattern.SPOOFING);
    }

    @Test
    void ofSeveralFillsTheSumCounts() {
        tape.limit("bait", Side.BUY, "30", "99").limit("real", Side.SELL, "11", "101");
        tape.after(100)
                .fill("real", "6", "101")
                .after(100)
                .fill("real", "5", "101")
                .after(100)
                .cancel("bait");
        assertThat(patterns()).isEmpty();
    }

    @Test
    void aMakerWhoQuotesBothSidesAndQuotesAnewDoesNoWrong() {
        for (int i = 0; i < 50; i++) {
            tape.limit("bid" + i, Side.BUY, "10", "99")
                    .limit("ask" + i, Side.SELL, "10", "101")
                    .after(200);
            tape.fill("bid" + i, i % 2 == 0 ? "10" : "3", "99").after(20).cancel("ask" + i);
            if (i % 2 != 0) {
                tape.cancel("bid" + i);
            }
            tape.after(30);
        }
        assertThat(patterns()).isEmpty();
    }

    @Test
    void aLargeQuoteMovedToAnotherPriceIsNotWithdrawn() {
        tape.limit("ask", Side.SELL, "100", "101").limit("bid", Side.BUY, "10", "99");
        tape.after(100).fill("bid", "10", "99").after(20).cancel("ask").limit("ask2", Side.SELL, "100", "102");
        assertThat(patterns()).isEmpty();
    }

    @Test
    void aStopCancelledWhenItsTakeProfitFillsIsOnTheSameSide() {
        tape.limit("take", Side.SELL, "10", "110").limit("stop", Side.SELL, "100", "90");
        tape.after(100).fill("take", "10", "110").after(10).cancel("stop");
        assertThat(patterns()).isEmpty();
    }

    @Test
    void whatExpiresOrIsRejectedWasNotWithdrawn() {
        tape.limit("a", Side.BUY, "100", "99").limit("b", Side.BUY, "100", "99").limit("real", Side.SELL, "1", "101");
        tape.after(100).fill("real", "1", "101").end("a", OrderStatus.EXPIRED).end("b", OrderStatus.REJECTED);
        assertThat(patterns()).isEmpty();
    }

    @Test
    void anOrderEnteredAfterTheFillDidNotLureIt() {
        tape.limit("real", Side.SELL, "1", "101").after(100).fill("real", "1", "101");
        tape.after(100).limit("late", Side.BUY, "100", "99").after(100).cancel("late");
        assertThat(patterns()).isEmpty();
    }

    @Test
    void aMarketOrderRestsNowhere() {
        tape.market("m", Side.BUY, "100").limit("real", Side.SELL, "1", "101");
        tape.after(10).fill("real", "1", "101").cancel("m");
        assertThat(patterns()).isEmpty();
    }

    @Test
    void otherSymbolsAndAccountsAreOthers() {
        OrderType price = new OrderType.Limit(new BigDecimal("99"));
        tape.open("other", "second", Orders.BTC, Side.BUY, "100", price)
                .open("eth", "main", io.colin.api.instrument.Symbol.of("ETH/USD"), Side.BUY, "100", price)
                .limit("real", Side.SELL, "1", "101");
        tape.after(100).fill("real", "1", "101").cancel("other").cancel("eth");
        assertThat(patterns()).isEmpty();
    }

    // Layering

    private void ladder(int rungs, String each) {
        for (int i = 0; i < rungs; i++) {
            tape.limit("rung" + i, Side.BUY, each, String.valueOf(99 - i));
        }
        tape.limit("real", Side.SELL, "10", "101")
                .after(300)
                .fill("real", "10", "101")
                .after(200);
        for (int i = 0; i < rungs; i++) {
            tape.cancel("rung" + i).after(10);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 15, false", "3, 7, true", "3, 6.6, false", "4, 5, true", "4, 4.99, false"})
    void threePricesOfTwiceTheFillAreALadder(int rungs, String each, boolean expected) {
        ladder(rungs, each);
        assertThat(patterns().contains(Pattern.LAYERING)).isEqualTo(expected);
        assertThat(patterns()).doesNotContain(Pattern.SPOOFING);
    }

    @Test
    void aLadderIsFoundOnceWithAllItsOrders() {
        ladder(4, "5");
        SurveillanceFinding finding = found().getFirst();
        assertThat(finding.detail())
                .isEqualTo("withdrew 20 at 4 prices around fills of 10 on the other side, entered anew 0");
        assertThat(finding.evidence()).hasSize(9);
        assertThat(finding.evidence())
                .extracting(Evidence::orderId)
                .contains("rung0", "rung1", "rung2", "rung3", "real");
        assertThat(finding.evidence()).isSortedAccordingTo(java.util.Comparator.comparingLong(Evidence::timeNs));
    }

    @Test
    void ordersAtOnePriceAreNoLadder() {
        for (int i = 0; i < 5; i++) {
            tape.limit("same" + i, Side.BUY, "5", "99");
        }
        tape.limit("real", Side.SELL, "10", "101").after(100).fill("real", "10", "101");
        for (int i = 0; i < 5; i++) {
            tape.cancel("same" + i);
        }
        assertThat(patterns()).isEmpty();
    }

    @Test
    void aGridThatMovesWithItsFillsIsEnteredAnew() {
        for (int i = 0; i < 4; i++) {
            tape.limit("rung" + i, Side.BUY, "5", String.valueOf(99 - i));
        }
        tape.limit("real", Side.SELL, "10", "101")
                .after(100)
                .fill("real", "10", "101")
                .after(50);
        for (int i = 0; i < 4; i++) {
            tape.cancel("rung" + i).limit("next" + i, Side.BUY, "5", String.valueOf(100 - i));
        }
        assertThat(patterns()).isEmpty();
    }

    @Test
    void aLadderThatIsCancelledWithoutAFillIsAChangeOfMind() {
        for (int i = 0; i < 4; i++) {
            tape.limit("rung" + i, Side.BUY, "5", String.valueOf(99 - i));
        }
        tape.after(300);
        for (int i = 0; i < 4; i++) {
            tape.cancel("rung" + i);
        }
        assertThat(patterns()).isEmpty();
    }

    // Wash trades

    private void roundTrip(int number, String sellQuantity, String sellPrice, long apartMs) {
        tape.market("b" + number, Side.BUY, "10").market("s" + number, Side.SELL, "10");
        tape.fill("b" + number, "10", "100")
                .after(apartMs)
                .fill("s" + number, sellQuantity, sellPrice)
                .after(5_000);
    }

    @ParameterizedTest
    @CsvSource({
        "2, 10, 100, 500, false",
        "3, 10, 100, 500, true",
        "3, 9, 100, 1000, true",
        "3, 8.99, 100, 500, false",
        "3, 10, 100, 1001, false",
        "9, 10, 100.01, 0, false"
    })
    void threePairsAtOnePriceAreWashTrades(int pairs, String quantity, String price, long apartMs, boolean expected) {
        for (int i = 0; i < pairs; i++) {
            roundTrip(i, quantity, price, apartMs);
        }
        assertThat(patterns().contains(Pattern.WASH_TRADE)).isEqualTo(expected);
    }

    @Test
    void bothSidesOfOneTradeAreFoundAtOnceWhateverTheirNumbers() {
        tape.limit("b", Side.BUY, "10", "100").market("s", Side.SELL, "4");
        tape.fill("b", "4", "100", "t-77").fill("s", "4", "100", "t-77");
        SurveillanceFinding finding = found().getFirst();
        assertThat(finding.pattern()).isEqualTo(Pattern.WASH_TRADE);
        assertThat(finding.detail()).isEqualTo("both sides of one trade");
        assertThat(finding.evidence())
                .extracting(Evidence::what)
                .containsExactly("filled BUY 4 @ 100 trade t-77 at venue", "filled SELL 4 @ 100 trade t-77 at venue");
    }

    @Test
    void pairsFarApartDoNotAddUp() {
        for (int i = 0; i < 6; i++) {
            roundTrip(i, "10", "100", 10);
            tape.after(Duration.ofMinutes(6).toMillis());
        }
        assertThat(patterns()).isEmpty();
    }

    @Test
    void aScalperWhoBuysAndSellsAtPricesOfTheMarketDoesNoWrong() {
        Random random = new Random(7);
        for (int i = 0; i < 100; i++) {
            tape.market("b" + i, Side.BUY, "10").market("s" + i, Side.SELL, "10");
            int price = 100 + random.nextInt(20);
            tape.fill("b" + i, "10", price + ".02").after(random.nextInt(2_000)).fill("s" + i, "10", price + ".01");
            tape.after(1_500);
        }
        assertThat(patterns()).isEmpty();
    }

    @Test
    void aLargeOrderFilledInPartsIsNoPairWithItself() {
        tape.limit("b", Side.BUY, "100", "100");
        for (int i = 0; i < 10; i++) {
            tape.fill("b", "10", "100").after(10);
        }
        assertThat(patterns()).isEmpty();
    }

    // Quote stuffing

    private void flicker(int orders, long lifeMs) {
        for (int i = 0; i < orders; i++) {
            tape.limit("q" + i, Side.BUY, "1", "90").after(lifeMs).cancel("q" + i);
        }
    }

    @ParameterizedTest
    @CsvSource({"24, 10, false", "25, 10, true", "100, 10, true", "100, 600, false"})
    void aBurstOfOrdersThatLiveForAnInstantIsStuffing(int orders, long lifeMs, boolean expected) {
        flicker(orders, lifeMs);
        assertThat(patterns().contains(Pattern.QUOTE_STUFFING)).isEqualTo(expected);
    }

    @Test
    void aBurstIsFoundOnceAMinuteWithItsOrders() {
        flicker(2_000, 10);
        List<SurveillanceFinding> found = found();
        assertThat(found).hasSize(1);
        assertThat(found.getFirst().detail()).isEqualTo("50 messages in 1 s, 50 of them for nothing, 0 fills");
        assertThat(found.getFirst().evidence()).hasSize(50);
        assertThat(found.getFirst().evidence().getFirst().orderId()).isEqualTo("q0");
    }

    @Test
    void changingAnOrderOverAndOverIsStuffing() {
        tape.limit("q", Side.BUY, "1", "90");
        for (int i = 0; i < 60; i++) {
            tape.after(5).amend("q", "1", "90." + (i % 2 + 1));
        }
        assertThat(patterns()).containsExactly(Pattern.QUOTE_STUFFING);
    }

    @Test
    void aBurstThatFillsIsTrading() {
        for (int i = 0; i < 100; i++) {
            tape.limit("q" + i, Side.BUY, "1", "100")
                    .after(1)
                    .fill("q" + i, "1", "100")
                    .after(1);
        }
        assertThat(patterns()).isEmpty();
    }

    @Test
    void aBurstOfFlickeringOrdersAmongWhichSomeFillIsTrading() {
        for (int i = 0; i < 60; i++) {
            tape.limit("q" + i, Side.BUY, "1", "90").after(2);
            if (i % 10 == 0) {
                tape.fill("q" + i, "1", "90");
            } else {
                tape.cancel("q" + i);
            }
            tape.after(2);
        }
        assertThat(patterns()).isEmpty();
    }

    @Test
    void aKillSwitchThatCancelsOldOrdersAtOnceIsNoStuffing() {
        for (int i = 0; i < 200; i++) {
            tape.limit("q" + i, Side.BUY, "1", "90").after(100);
        }
        tape.after(1_000);
        for (int i = 0; i < 200; i++) {
            tape.cancel("q" + i);
        }
        assertThat(patterns()).isEmpty();
    }

    @Test
    void aLadderEnteredAtOnceThatStaysIsNoStuffing() {
        for (int i = 0; i < 90; i++) {
            tape.limit("q" + i, Side.BUY, "1", String.valueOf(90 - i * 0.1)).after(1);
        }
        assertThat(patterns()).isEmpty();
    }

    // All of them

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void liveAndTheRecordFindTheSame(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            tape.limit("o" + i, side, String.valueOf(1 + random.nextInt(50)), String.valueOf(95 + random.nextInt(10)));
            tape.after(random.nextInt(40));
            int other = Math.max(0, i - random.nextInt(20));
            if (random.nextInt(3) == 0) {
                fillIfOpen(other);
            } else if (random.nextInt(3) == 0) {
                cancelIfOpen(other);
            }
            tape.after(random.nextInt(200));
        }
        assertThat(found()).isNotEmpty();
    }

    private final java.util.Set<Integer> closed = new java.util.HashSet<>();

    private void fillIfOpen(int order) {
        if (closed.add(order)) {
            tape.fill("o" + order, "1", "100").cancel("o" + order);
        }
    }

    private void cancelIfOpen(int order) {
        if (closed.add(order)) {
            tape.cancel("o" + order);
        }
    }

    @Test
    void memoryIsBoundedAndWhatIsForgottenEarlyIsCounted() {
        for (int i = 0; i < 12_000; i++) {
            tape.limit("q" + i, Side.BUY, "1", "90");
        }
        assertThat(tape.live().dropped()).isGreaterThan(2_000);
        assertThat(new Tape(SETTINGS).live().dropped()).isZero();
    }

    @Test
    void anOrderNobodyToldOfIsWatchedUnderAnUnknownAccount() {
        Surveillance watching = Surveillance.of(SETTINGS);
        tape.limit("b", Side.BUY, "10", "100").market("s", Side.SELL, "10");
        tape.fill("b", "10", "100", "t-9").fill("s", "10", "100", "t-9");
        List<SurveillanceFinding> found = tape.events().stream()
                .filter(event -> !(event instanceof io.colin.api.event.ParentCreated))
                .flatMap(event -> watching.onEvent(event).stream())
                .toList();
        assertThat(found).extracting(SurveillanceFinding::account).containsExactly("unknown");
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> with(BigDecimal.ONE, 3, 50)).hasMessageContaining("maxFilledShare");
        assertThatThrownBy(() -> with(BigDecimal.ZERO, 1, 50)).hasMessageContaining("layers");
        assertThatThrownBy(() -> with(BigDecimal.ZERO, 3, 9)).hasMessageContaining("stuffingMessages");
        assertThat(with(BigDecimal.ZERO, 2, 10).layers()).isEqualTo(2);
    }

    private static SurveillanceSettings with(BigDecimal maxFilledShare, int layers, int stuffing) {
        return new SurveillanceSettings(
                SETTINGS.window(),
                SETTINGS.largeMultiple(),
                maxFilledShare,
                SETTINGS.maxLife(),
                layers,
                SETTINGS.layersMultiple(),
                SETTINGS.washWindow(),
                SETTINGS.washPairs(),
                SETTINGS.washSpan(),
                stuffing,
                SETTINGS.stuffingLife(),
                SETTINGS.stuffingShare());
    }
}
