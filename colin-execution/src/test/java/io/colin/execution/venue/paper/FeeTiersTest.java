package io.colin.execution.venue.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.Fill;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.venue.FeeSchedule;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FeeTiersTest {
    private static final FeeTiers TIERS = FeeTiers.of(
            new FeeTiers.Tier(BigDecimal.ZERO, FeeSchedule.bps(10, 10)),
            new FeeTiers.Tier(new BigDecimal("1000"), FeeSchedule.bps(8, 9)),
            new FeeTiers.Tier(new BigDecimal("5000"), FeeSchedule.bps(-1, 6)));
    private static final long DAY = Duration.ofDays(1).toNanos();

    static List<Long> seeds() {
        return LongStream.rangeClosed(1, 20).boxed().toList();
    }

    /** Orders over ninety days; the oracle adds up every fill of the window anew. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyFillPaysTheTierOfWhatWasExecutedInThirtyDaysBeforeIt(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PaperRig rig = rig();
        List<Fill> before = new ArrayList<>();
        List<BigDecimal> rates = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            rig.pass(random.nextLong(1, 2 * DAY * 3 / 4));
            rig.book("99.99:20", "100.01:1 100.02:20");
            assertThat(rig.venue.fees(PaperRig.BTC.symbol()))
                    .as("what a router is told before")
                    .isEqualTo(TIERS.at(oracle(before, rig.now())).fees());
            String id = "o" + i;
            rig.market(id, random.nextBoolean() ? Side.BUY : Side.SELL, String.valueOf(random.nextInt(1, 15)));
            for (Fill fill : rig.heard.fills(id)) {
                BigDecimal rate = TIERS.at(oracle(before, fill.timeNs())).fees().takerRate();
                assertThat(fill.fee())
                        .isEqualByComparingTo(
                                fill.quantity().multiply(fill.price()).multiply(rate));
                rates.add(rate);
                before.add(fill);
            }
        }
        assertThat(rates.stream().distinct()).as("tiers that were in force").hasSizeGreaterThan(1);
    }

    @Test
    void tiersFallBackWhenTheVolumeIsThirtyDaysOld() {
        PaperRig rig = rig();
        rig.book("99.99:20", "100.00:100");
        rig.market("b", Side.BUY, "60");
        assertThat(rig.venue.fees(PaperRig.BTC.symbol()).takerRate()).isEqualByComparingTo("0.0006");
        long minute = Math.floorDiv(rig.now(), 60 * PaperRig.SECOND) * 60 * PaperRig.SECOND;
        rig.pass(minute + 30 * DAY - 1 - rig.now());
        assertThat(rig.venue.fees(PaperRig.BTC.symbol()).takerRate()).isEqualByComparingTo("0.0006");
        rig.pass(1);
        assertThat(rig.venue.fees(PaperRig.BTC.symbol()).takerRate()).isEqualByComparingTo("0.001");
    }

    @Test
    void aMakerOfTheHighestTierIsPaid() {
        PaperRig rig = rig();
        rig.book("99.99:20", "100.00:100");
        rig.market("b", Side.BUY, "60");
        rig.limit("m", Side.SELL, "1", "100.00", TimeInForce.GTC);
        rig.book("100.00:5", "100.10:5");
        assertThat(rig.fees("m")).isEqualByComparingTo("-0.01");
    }

    @Test
    void aVenueBuiltAnewGoesOnWithTheFillsItIsGivenBack() {
        PaperRig rig = rig();
        rig.book("99.99:20", "100.00:100");
        rig.market("b", Side.BUY, "20");
        PaperVenue after = PaperRig.plain(PaperRig.BTC).feeTiers(TIERS).build();
        assertThat(after.fees(PaperRig.BTC.symbol()).takerRate()).isEqualByComparingTo("0.001");
        rig.heard.fills("b").forEach(after::restore);
        assertThat(after.fees(PaperRig.BTC.symbol()).takerRate()).isEqualByComparingTo("0.0009");
        assertThat(after.assumptions())
                .anyMatch(text ->
                        text.contains("from 1000 0.0008/0.0009") && text.endsWith("volume now 2000, so 0.0008/0.0009"));
    }

    @Test
    void aSymbolMayHaveAScheduleOfItsOwn() {
        Instrument other = Instrument.spot("ETH/USD").build();
        PaperVenue venue = PaperRig.plain(PaperRig.BTC)
                .instruments(other)
                .fees(other.symbol(), FeeSchedule.ASSUMED)
                .build();
        assertThat(venue.fees(PaperRig.BTC.symbol())).isEqualTo(FeeSchedule.bps(2, 10));
        assertThat(venue.fees(other.symbol())).isEqualTo(new FeeSchedule(bd("0.002"), bd("0.002"), true));
    }

    @Test
    void whatCannotBeIsRefusedByName() {
        assertThatThrownBy(() -> FeeTiers.of()).hasMessage("tiers: must begin at a volume of 0 ([])");
        FeeTiers.Tier late = new FeeTiers.Tier(BigDecimal.ONE, FeeSchedule.bps(1, 1));
        FeeTiers.Tier first = new FeeTiers.Tier(BigDecimal.ZERO, FeeSchedule.bps(1, 1));
        assertThatThrownBy(() -> FeeTiers.of(late)).hasMessageStartingWith("tiers: must begin at a volume of 0");
        assertThatThrownBy(() -> FeeTiers.of(first, late, late))
                .hasMessage("tiers: must rise in volume, each above the one before (1)");
        assertThatThrownBy(() -> new FeeTiers.Tier(bd("-1"), FeeSchedule.bps(1, 1)))
                .hasMessageStartingWith("volume: ");
        assertThatThrownBy(() -> PaperRig.plain(PaperRig.BTC)
                        .instruments(Instrument.spot("ETH/EUR").build())
                        .feeTiers(TIERS)
                        .build())
                .hasMessage("feeTiers: must be of symbols of one quote currency ([USD, EUR])");
        assertThatThrownBy(() -> PaperRig.plain(PaperRig.BTC)
                        .fees(Symbol.of("ETH/USD"), FeeSchedule.ASSUMED)
                        .build())
                .hasMessage("fees: must be of one of [BTC/USD] (ETH/USD)");
        assertThatThrownBy(() -> PaperRig.plain(PaperRig.BTC)
                        .fees(PaperRig.BTC.symbol(), FeeSchedule.ASSUMED)
                        .feeTiers(TIERS)
                        .build())
                .hasMessage("feeTiers: must come without fees of symbols ([BTC/USD])");
    }

    private static PaperRig rig() {
        return PaperRig.of(PaperRig.plain(PaperRig.BTC).feeTiers(TIERS).latency(Duration.ZERO, Duration.ZERO));
    }

    /** By the whole minutes that a fill counts from. */
    private static BigDecimal oracle(List<Fill> before, long nowNs) {
        long minute = 60 * PaperRig.SECOND;
        return before.stream()
                .filter(fill -> Math.floorDiv(fill.timeNs(), minute) * minute > nowNs - 30 * DAY)
                .map(fill -> fill.quantity().multiply(fill.price()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal bd(String text) {
        return new BigDecimal(text);
    }
}
