package io.colin.execution.venue.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.Aggressor;
import io.colin.api.market.BookLevel;
import io.colin.api.order.Fill;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.execution.impact.ImpactLaw;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Own impact by a law, in a market of which volatility and volume are known by its making. */
class OwnImpactTest {
    private static final ImpactLaw LAW = new ImpactLaw(0.3, 0.5, 0.6);
    private static final Instrument FINE =
            Instrument.spot("BTC/USD").tickSize("0.000001").lotSize("0.01").build();
    /** Two a second, and a move of 1 % every minute, up and down in turn. */
    private static final double STEP_VOLUME = 120;

    private static final double VOLUME = STEP_VOLUME * 1440;
    private static final double SIGMA = Math.log(1.01) * Math.sqrt(1440);
    private static final double TICK = 0.0000006;

    private final PaperRig rig = known(FINE);

    private static PaperRig rig(Instrument instrument) {
        return PaperRig.of(
                PaperRig.plain(instrument).latency(Duration.ZERO, Duration.ZERO).impact(LAW));
    }

    /** After ten minutes of trades, at a book of one level a side. */
    private static PaperRig known(Instrument instrument) {
        PaperRig rig = rig(instrument);
        for (int second = 0; second <= 600; second++) {
            rig.trade(second / 60 % 2 == 0 ? "100" : "101", "2", Aggressor.UNKNOWN)
                    .pass(PaperRig.SECOND);
        }
        return rig.book("99:100000", "100:100000");
    }

    @Test
    void oneOrderPaysTheLawOnTopOfTheBook() {
        rig.market("a", Side.BUY, "30");
        assertThat(price("a")).isCloseTo(100 * (1 + temporary(30) + permanent(30) / 2), within(TICK));
    }

    @Test
    void whatIsTakenWithinAMinutePaysTogetherAndThenItIsGone() {
        rig.market("a", Side.BUY, "10");
        rig.pass(20 * PaperRig.SECOND).market("b", Side.BUY, "20");
        double second = (30 * temporary(30) - 10 * temporary(10)) / 20;
        assertThat(price("b")).isCloseTo(100 * (1 + second + permanent(10) + permanent(20) / 2), within(TICK));
        rig.pass(40 * PaperRig.SECOND).market("c", Side.BUY, "30");
        assertThat(price("c")).isCloseTo(100 * (1 + temporary(30) + permanent(30) + permanent(30) / 2), within(TICK));
    }

    @Test
    void moreThanTheMarketTradesPaysAsMuchAUnitAsAllOfIt() {
        rig.market("a", Side.SELL, "480");
        assertThat(price("a")).isCloseTo(99 * (1 - 0.3 * SIGMA - permanent(480) / 2), within(TICK));
    }

    @Test
    void whatWeHoldShiftsBothSidesAndWhatWeSellTakesItBack() {
        rig.market("a", Side.BUY, "50");
        rig.pass(PaperRig.SECOND).market("b", Side.SELL, "50");
        assertThat(price("b")).isCloseTo(99 * (1 - temporary(50) + permanent(50) - permanent(50) / 2), within(TICK));
        rig.pass(60 * PaperRig.SECOND).market("c", Side.SELL, "10");
        assertThat(price("c")).isCloseTo(99 * (1 - temporary(10) - permanent(10) / 2), within(TICK));
    }

    @Test
    void aRestartKeepsTheShiftOfWhatIsHeld() {
        PaperRig again = known(FINE);
        again.venue.restore(FINE.symbol(), new BigDecimal("50"));
        again.market("a", Side.BUY, "10");
        assertThat(price(again, "a"))
                .isCloseTo(100 * (1 + temporary(10) + permanent(50) + permanent(10) / 2), within(TICK));
    }

    @Test
    void noLimitOrderIsFilledBeyondItsLimit() {
        double worth = 100 * (1 + temporary(30));
        String limit = BigDecimal.valueOf(worth)
                .setScale(2, java.math.RoundingMode.DOWN)
                .toPlainString();
        rig.limit("a", Side.BUY, "100", limit, TimeInForce.IOC);
        Fill fill = rig.heard.fills("a").getFirst();
        assertThat(fill.price()).isLessThanOrEqualTo(new BigDecimal(limit));
        assertThat(fill.quantity()).isBetween(BigDecimal.ONE, new BigDecimal("30"));
        assertThat(rig.story("a")).endsWith("Canceled");
        rig.limit("b", Side.BUY, "100", limit, TimeInForce.FOK);
        assertThat(rig.fills("b")).isEmpty();
    }

    @Test
    void whoRestsWaitsForTheMarketToGoAsFarAsTheShiftIsAway() {
        Instrument coarse =
                Instrument.spot("BTC/USD").tickSize("0.01").lotSize("0.01").build();
        PaperRig held = known(coarse);
        held.venue.restore(coarse.symbol(), new BigDecimal("1728"));
        assertThat(permanent(1728)).isCloseTo(0.00227, within(0.00001));
        held.limit("a", Side.BUY, "1", "98.50", TimeInForce.GTC);
        held.trade("98.30", "5", Aggressor.SELL);
        assertThat(held.fills("a")).isEmpty();
        held.trade("98.27", "5", Aggressor.SELL);
        assertThat(held.fills("a")).containsExactly("1@98.5");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsPlannedByTheBookThatIsShownIsFilledNoWorse(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 40; round++) {
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            rig.pass(random.nextLong(30 * PaperRig.SECOND)).book(random(random, 99, -1), random(random, 100, 1));
            List<BookLevel> shown =
                    side == Side.BUY ? rig.shown().asks(1000) : rig.shown().bids(1000);
            assertThat(shown)
                    .extracting(BookLevel::price)
                    .doesNotHaveDuplicates()
                    .isSortedAccordingTo((one, two) -> one.compareTo(two) * side.sign());
            int levels = random.nextInt(shown.size()) + 1;
            BigDecimal quantity =
                    shown.subList(0, levels).stream().map(BookLevel::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal worst = shown.get(levels - 1).price();
            String id = "o" + round;
            rig.limit(id, side, quantity.toPlainString(), worst.toPlainString(), TimeInForce.IOC);
            BigDecimal filled =
                    rig.heard.fills(id).stream().map(Fill::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(filled).isEqualByComparingTo(quantity);
            for (Fill fill : rig.heard.fills(id)) {
                assertThat(fill.price().subtract(worst).signum() * side.sign()).isNotPositive();
                assertThat(Decimals.isMultiple(fill.price(), FINE.tickSize())).isTrue();
            }
        }
    }

    /** Ten levels a tenth apart, from the best on. */
    private static String random(SplittableRandom random, int best, int away) {
        StringBuilder levels = new StringBuilder();
        for (int k = 0; k < 10; k++) {
            BigDecimal price = BigDecimal.valueOf(best * 10L + (long) away * k, 1);
            levels.append(price.toPlainString())
                    .append(':')
                    .append(1 + random.nextInt(40))
                    .append(' ');
        }
        return levels.toString().strip();
    }

    @Test
    void saysByWhatNumbersAndHowManyFillsMetNone() {
        assertThat(rig.venue.assumptions())
                .anyMatch(
                        text -> text.contains("impact by eta 0.3, beta 0.5, gamma 0.6") && !text.contains("met none"));
        PaperRig early = rig(FINE).trade("100", "2", Aggressor.UNKNOWN).book("99:1000", "100:1000");
        early.market("a", Side.BUY, "30");
        assertThat(early.fills("a")).containsExactly("30@100");
        assertThat(early.venue.assumptions())
                .anyMatch(text -> text.contains("1 of 1 fills came before these were known and met none"));
        assertThat(PaperRig.instant().venue.assumptions()).anyMatch(text -> text.endsWith("no other impact"));
    }

    @Test
    void insideBarsTheLawsOwnNumbersReplaceTheUsualOnesAndTheShiftIsAdded() {
        PaperRig plain = bars(PaperRig.of(PaperRig.plain(FINE).latency(Duration.ZERO, Duration.ZERO)));
        PaperRig twice = bars(rig(FINE));
        double base = 100 * 1.0005;
        double shift = 100 * 0.6 * SIGMA * 6 / (120 * 1440) / 2;
        assertThat(price(twice, "a") - base - shift).isCloseTo(2 * (price(plain, "a") - base), within(1e-4));
    }

    private static PaperRig bars(PaperRig rig) {
        for (int minute = 0; minute <= 20; minute++) {
            String close = minute % 2 == 0 ? "100" : "101";
            rig.pass(60 * PaperRig.SECOND).bar(close, "101", "100", close, "120");
        }
        rig.market("a", Side.BUY, "6");
        return rig.pass(60 * PaperRig.SECOND).bar("100", "101", "100", "101", "120");
    }

    private static double temporary(double quantity) {
        return 0.3 * SIGMA * Math.sqrt(Math.min(1, quantity / STEP_VOLUME));
    }

    private static double permanent(double quantity) {
        return 0.6 * SIGMA * quantity / VOLUME;
    }

    private double price(String id) {
        return price(rig, id);
    }

    private static double price(PaperRig rig, String id) {
        return rig.heard.fills(id).getFirst().price().doubleValue();
    }
}
