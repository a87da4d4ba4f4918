package io.colin.ml.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Aggressor;
import io.colin.api.market.Bar;
import io.colin.api.market.DataGap;
import io.colin.api.market.FundingRate;
import io.colin.api.market.Liquidation;
import io.colin.api.market.OpenInterest;
import io.colin.api.market.SentimentIndex;
import io.colin.api.market.Trade;
import io.colin.ml.SyntheticEvents;
import io.colin.ml.SyntheticMarket;
import io.colin.ml.history.SideInputs;
import io.colin.ml.history.SideInputs.Taken;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarketInputsTest {
    private static final Symbol OWN = SyntheticMarket.SYMBOL;
    private static final long MINUTE = SyntheticMarket.MINUTE_NS;
    private static final long HOUR = 60 * MINUTE;
    private static final long EIGHT_HOURS = 8 * HOUR;

    private final MarketInputs inputs =
            MarketInputs.of(Instrument.spot(OWN.name()).build(), Duration.ofMinutes(1), References.standard());

    @Test
    void nothingIsKnownUntilSomethingWasSaid() {
        assertThat(at(1)).containsOnly(Double.NaN);
    }

    @Test
    void aFundingRateIsPerEightHoursAndEndsAfterTenMinutes() {
        inputs.on(new FundingRate(OWN, close(5), new BigDecimal("0.0001"), close(60), HOUR));
        assertThat(at(5)[InputRow.FUNDING]).isEqualTo(8, within(1e-12));
        assertThat(at(15)[InputRow.FUNDING]).isEqualTo(8, within(1e-12));
        assertThat(at(16)[InputRow.FUNDING]).isNaN();
    }

    @Test
    void theScoreOfFundingNeedsNinetyPaymentsAndEndsAfterSixteenHours() {
        for (int i = 0; i <= 90; i++) {
            BigDecimal rate = BigDecimal.valueOf(i % 2 == 0 ? 1 : 3, 4);
            assertThat(at(480 * i + 1)[InputRow.FUNDING_SCORE]).isNaN();
            inputs.on(new FundingRate(OWN, close(480 * i + 1) + 1, rate, close(480 * (i + 1)), EIGHT_HOURS));
        }
        // 45 payments of 10 and 45 of 30 bp: mean 20, sample deviation √(9000/89).
        int last = 480 * 90 + 2;
        assertThat(at(last)[InputRow.FUNDING_SCORE]).isEqualTo(-10 / Math.sqrt(9_000.0 / 89), within(1e-9));
        assertThat(at(last + 960 - 1)[InputRow.FUNDING_SCORE]).isFinite();
        assertThat(at(last + 960)[InputRow.FUNDING_SCORE]).isNaN();
    }

    @Test
    void aPaymentThatIsOnlyPutOffIsNoPayment() {
        for (int i = 0; i < 200; i++) {
            inputs.on(new FundingRate(OWN, close(0) + i, BigDecimal.ONE, close(1_000 + i), EIGHT_HOURS));
        }
        assertThat(at(1)[InputRow.FUNDING_SCORE]).isNaN();
    }

    @Test
    void openInterestEndsAfterTenMinutesAndSentimentAfterThirtySixHours() {
        inputs.on(new OpenInterest(OWN, close(5), BigDecimal.valueOf(1_000)));
        inputs.on(new SentimentIndex(SyntheticEvents.BTC, close(5), close(-600), 25));
        assertThat(at(15)[InputRow.OPEN_INTEREST]).isEqualTo(1_000);
        double[] later = at(16);
        assertThat(later[InputRow.OPEN_INTEREST]).isNaN();
        assertThat(later[InputRow.SENTIMENT]).isEqualTo(25);
        assertThat(at(5 + 2_160)[InputRow.SENTIMENT]).isEqualTo(25);
        assertThat(at(5 + 2_161)[InputRow.SENTIMENT]).isNaN();
    }

    @Test
    void whatIsPublishedAfterTheCloseIsNotKnownAtIt() {
        inputs.on(new SentimentIndex(SyntheticEvents.BTC, close(1) + 1, close(-600), 25));
        inputs.on(new OpenInterest(OWN, close(1) + 1, BigDecimal.TEN));
        inputs.on(new FundingRate(OWN, close(1) + 1, BigDecimal.ONE, close(60), HOUR));
        inputs.on(new Liquidation(OWN, close(1) + 1, true, BigDecimal.TEN, BigDecimal.ONE));
        assertThat(at(1)).containsOnly(Double.NaN);
        double[] next = at(2);
        assertThat(next[InputRow.SENTIMENT]).isEqualTo(25);
        assertThat(next[InputRow.LIQUIDATED_LONG]).as("two bars are mixed").isNaN();
        assertThat(at(3)[InputRow.LIQUIDATED_LONG]).isZero();
    }

    @Test
    void liquidationsAreUnknownUntilTheFirstAndInABarWithAHole() {
        assertThat(at(1)[InputRow.LIQUIDATED_SHORT]).isNaN();
        inputs.on(new Liquidation(OWN, close(1) + 1, false, BigDecimal.TEN, BigDecimal.TWO));
        double[] first = at(2);
        assertThat(first[InputRow.LIQUIDATED_SHORT]).isEqualTo(20);
        assertThat(first[InputRow.LIQUIDATED_LONG]).isZero();
        inputs.on(new DataGap(OWN, close(2) + 1, DataGap.Kind.MISSING, "trades lost"));
        assertThat(at(3)[InputRow.LIQUIDATED_SHORT]).isNaN();
        assertThat(at(4)[InputRow.LIQUIDATED_SHORT]).isZero();
    }

    @Test
    void signedVolumeNeedsTheSideOfEveryTrade() {
        assertThat(read(bar(1, 10, 6, 3))[InputRow.SIGNED_VOLUME]).isNaN();
        assertThat(read(bar(2, 0, 0, 0))[InputRow.SIGNED_VOLUME])
                .as("sides unknown")
                .isNaN();
        assertThat(read(bar(3, 10, 6, 4))[InputRow.SIGNED_VOLUME]).isEqualTo(2);
        assertThat(read(bar(4, 0, 0, 0))[InputRow.SIGNED_VOLUME]).isZero();
        inputs.on(new DataGap(OWN, close(4) + 1, DataGap.Kind.MISSING, "trades lost"));
        assertThat(read(bar(5, 10, 6, 4))[InputRow.SIGNED_VOLUME]).isNaN();
    }

    @Test
    void aReferenceOfTradesThatFallsSilentEndsAfterTwoBars() {
        for (int i = 0; i < 16; i++) {
            inputs.on(trade(SyntheticEvents.BTC, close(i) + 5, 100 + i));
        }
        assertThat(at(16)[InputRow.BTC_RETURN]).isEqualTo(Math.log(115 / 100.0), within(1e-12));
        assertThat(at(17)[InputRow.BTC_RETURN]).isEqualTo(Math.log(115 / 101.0), within(1e-12));
        assertThat(at(18)[InputRow.BTC_RETURN]).isFinite();
        assertThat(at(19)[InputRow.BTC_RETURN]).isNaN();
        assertThat(at(16)[InputRow.ETH_RETURN]).isNaN();
    }

    @Test
    void aReferenceOfBarsStartsAnewAfterAHole() {
        for (int i = 1; i <= 40; i++) {
            if (i != 20) {
                inputs.on(referenceBar(i, 100 + i));
            }
            double value = at(i)[InputRow.ETH_RETURN];
            boolean known = (i >= 16 && i < 22 && i != 21) || i >= 36;
            assertThat(Double.isNaN(value)).as("bar %d", i).isEqualTo(!known);
        }
    }

    @Test
    void aReferenceIsItsOwn() {
        MarketInputs own = MarketInputs.of(
                Instrument.spot(OWN.name()).build(), Duration.ofMinutes(1), new References(OWN, SyntheticEvents.ETH));
        double[] row = own.reading();
        for (int i = 1; i <= 16; i++) {
            own.read(bar(i, 1, 0, 0), row, 0);
        }
        assertThat(row[InputRow.BTC_RETURN]).isZero();
    }

    @Test
    void whatGoesBackInTimeIsRefusedAndTheRestGoesOn() {
        inputs.on(new OpenInterest(OWN, close(5), BigDecimal.TEN));
        assertThat(inputs.on(new OpenInterest(OWN, close(4), BigDecimal.ONE))).isEqualTo(Taken.OUT_OF_ORDER);
        inputs.on(new FundingRate(OWN, close(5), BigDecimal.ONE, close(60), HOUR));
        assertThat(inputs.on(new FundingRate(OWN, close(4), BigDecimal.TWO, close(60), HOUR)))
                .isEqualTo(Taken.OUT_OF_ORDER);
        inputs.on(new Liquidation(OWN, close(4) + 2, true, BigDecimal.TEN, BigDecimal.ONE));
        assertThat(inputs.on(new Liquidation(OWN, close(4) + 1, true, BigDecimal.TEN, BigDecimal.ONE)))
                .isEqualTo(Taken.OUT_OF_ORDER);
        inputs.on(trade(SyntheticEvents.BTC, close(4), 100));
        assertThat(inputs.on(trade(SyntheticEvents.BTC, close(3), 1))).isEqualTo(Taken.OUT_OF_ORDER);
        inputs.on(referenceBar(4, 100));
        assertThat(inputs.on(referenceBar(4, 200))).isEqualTo(Taken.OUT_OF_ORDER);
        double[] row = at(5);
        assertThat(row[InputRow.OPEN_INTEREST]).isEqualTo(10);
        assertThat(row[InputRow.FUNDING]).isEqualTo(80_000);
        assertThat(row[InputRow.LIQUIDATED_LONG]).isEqualTo(10);
    }

    @Test
    void numbersNoStatisticCanHoldAreRefused() {
        BigDecimal huge = BigDecimal.TEN.pow(400);
        assertThat(List.of(
                        inputs.on(new OpenInterest(OWN, close(1), huge)),
                        inputs.on(new FundingRate(OWN, close(1), huge, close(60), HOUR)),
                        inputs.on(new Liquidation(OWN, close(1), true, huge, huge)),
                        inputs.on(new Trade(SyntheticEvents.BTC, close(1), huge, BigDecimal.ONE, Aggressor.BUY))))
                .containsOnly(Taken.INVALID);
        assertThat(at(2)).containsOnly(Double.NaN);
    }

    @Test
    void aBarThatWasReadChangesNothingWhenReadAgain() {
        inputs.on(new OpenInterest(OWN, close(5), BigDecimal.TEN));
        inputs.on(new Liquidation(OWN, close(4) + 1, true, BigDecimal.TEN, BigDecimal.ONE));
        assertThat(at(5)[InputRow.LIQUIDATED_LONG]).isEqualTo(10);
        assertThat(at(5)).containsOnly(Double.NaN);
        assertThat(at(4)).containsOnly(Double.NaN);
        assertThat(at(6)[InputRow.LIQUIDATED_LONG]).isZero();
    }

    @Test
    void aSchemaOfBarsAloneListensToNothing() {
        assertThat(MarketInputs.forSchema(BarCatalog.demonstration(), OWN, Duration.ofMinutes(1)))
                .isSameAs(SideInputs.NONE);
        assertThat(MarketInputs.forSchema(BarCatalog.complete(), OWN, Duration.ofMinutes(1))
                        .size())
                .isEqualTo(MarketInputs.SIZE);
    }

    private double[] at(int minute) {
        return read(bar(minute, 1, 0, 0));
    }

    private double[] read(Bar bar) {
        double[] row = inputs.reading();
        inputs.read(bar, row, 0);
        return row;
    }

    private static long close(int minute) {
        return SyntheticMarket.START_NS + minute * MINUTE;
    }

    private static Trade trade(Symbol symbol, long timeNs, int price) {
        return new Trade(symbol, timeNs, BigDecimal.valueOf(price), BigDecimal.ONE, Aggressor.UNKNOWN);
    }

    private static Bar referenceBar(int minute, int price) {
        BigDecimal p = BigDecimal.valueOf(price);
        return Bar.ofPrices(SyntheticEvents.ETH, close(minute - 1), close(minute), p, p, p, p, BigDecimal.ONE);
    }

    /** The bar that closes at a minute. */
    private static Bar bar(int minute, int volume, int buys, int sells) {
        BigDecimal p = BigDecimal.TEN;
        return new Bar(
                OWN,
                close(minute - 1),
                close(minute),
                p,
                p,
                p,
                p,
                BigDecimal.valueOf(volume),
                BigDecimal.valueOf(buys),
                BigDecimal.valueOf(sells),
                volume);
    }
}
